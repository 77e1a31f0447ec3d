import { expect, test } from 'vitest';
import { TestClient } from '../src/testing';
import { app } from '../src/app';

const client = new TestClient(app);

test('delete many', async () => {
  const response = await client.request('DELETE', '/orders', { json: { ids: [1, 2] } });
  expect(response.status).toBe(204);
});

test('search with a body', async () => {
  const response = await client.request<Order[]>('GET', '/orders', {
    data: 'paid:true',
  });
  expect(response.json()).toEqual([]);
});

test('delete one', async () => {
  const response = await client.delete('/orders/1');
  expect(response.status).toBe(204);
});
