import { TestClient } from './client';
import { app } from './app';

const client = new TestClient(app);

test('teas', async () => {
  const response = await client.post('/teas', { json: { name: 'Sencha' } });
  expect(response.ok).toBe(true);
  expect(response.reason).toBe('Created');
  if (!response.ok) throw new Error(await response.text());
  const { ok, status } = await client.get('/teas');
  expect(ok && status === 200).toBe(true);
});
