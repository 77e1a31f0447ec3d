import { expect, test } from 'vitest';
import { TestClient } from '../src/testing';
import { app } from '../src/app';

const client = new TestClient(app);

test('the hook takes text', async () => {
  const response = await client.post('/hook', { data: 'ping' });
  expect(response.text).toBe('pong');
});

test('the hook takes bytes', async () => {
  const data = Buffer.from([0x70, 0x69]);
  const response = await client.post('/hook', { data });
  expect(response.status).toBe(200);
});

test('a form stays one', async () => {
  const response = await client.post('/orders', { data: { item: 'tea' } });
  expect(response.status).toBe(201);
});
