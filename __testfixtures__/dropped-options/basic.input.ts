import { expect, test } from 'vitest';
import { TestClient } from '../src/testing';
import { app } from '../src/app';

const client = new TestClient(app);

test('the catalogue is read', async () => {
  const response = await client.get('/books', { timeout: 5000, verify: false });
  expect(response.status).toBe(200);
});

test('an order is sent', async () => {
  const response = await client.post('/orders', {
    json: { isbn: '9780000000002' },
    proxies: null,
  });
  expect(response.status).toBe(201);
});
