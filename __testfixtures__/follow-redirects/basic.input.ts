import { expect, test } from 'vitest';
import { TestClient } from '../src/testing';
import { app } from '../src/app';

const client = new TestClient(app);

test('login sends you home', async () => {
  const response = await client.post('/login', { data: { user: 'ada' }, allowRedirects: false });
  expect(response.headers.get('location')).toBe('/');
});

test('the old address leads to the new one', async () => {
  const allowRedirects = true;
  const response = await client.get('/shop', { allowRedirects });
  expect(response.status).toBe(200);
});
