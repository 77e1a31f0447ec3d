import { expect, test } from 'vitest';
import { TestClient } from '../src/testing';
import { app } from '../src/app';

const client = new TestClient(app);

test('order with tags', async () => {
  const response = await client.post('/orders', { data: { item: 'tea', tag: ['hot', 'green'] } });
  expect(response.status).toBe(201);
});

test('filter', async () => {
  const form = {
    paid: true,
    page: 2,
  };
  const response = await client.post('/filter', { data: form });
  expect(response.json()).toEqual([]);
});
