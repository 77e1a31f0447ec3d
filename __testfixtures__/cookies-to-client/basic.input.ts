import { TestClient } from './testing';
import { app } from './app';

const client = new TestClient(app);

test('a client for one request', async () => {
  const own = new TestClient(app);
  const response = await own.get('/basket', { cookies: { session: 'ines' } });
  expect(response.json()).toEqual({ of: 'ines' });
});

test('a client that has no name', async () => {
  const cookies = { session: 'ines' };
  expect((await new TestClient(app).get('/basket', { cookies })).statusCode).toBe(200);
});

test('a client that tests share', async () => {
  expect((await client.get('/basket', { cookies: { session: 'ines' } })).statusCode).toBe(200);
  expect((await client.get('/basket')).statusCode).toBe(401);
});
