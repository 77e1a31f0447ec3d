import { TestClient } from './client';
import { app } from './app';

const client = new TestClient(app);

test('teas', async () => {
  const response = await client.post('/teas', { json: { name: 'Sencha' } });
  expect(!response.isError).toBe(true);
  expect(response.reasonPhrase).toBe('Created');
  if (response.isError) throw new Error(await response.text());
  const { ok, status } = await client.get('/teas');
  expect(ok && status === 200).toBe(true);
});
