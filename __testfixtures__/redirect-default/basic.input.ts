import { expect, test } from 'vitest';
import { TestClient } from '../src/testing';
import { app } from '../src/app';

const client = new TestClient(app);

test('login sends you home', async () => {
  const response = await client.post('/login', { data: { user: 'ada' } });
  expect(response.status).toBe(303);
  expect(response.headers.get('location')).toBe('/');
});

test('logout forgets you', async () => {
  expect((await client.delete('/session')).status).toBe(302);
});

test('an order is created', async () => {
  const response = await client.post('/orders', { json: { item: 1 } });
  expect(response.status).toBe(201);
});

test('the old address leads to the new one', async () => {
  expect((await client.get('/shop')).status).toBe(200);
});
