import { expect, it, vi } from 'vitest';
import { TestClient } from '../src/testing';

it('is asked to stay', async () => {
  const client = new TestClient(app);
  const get = vi.spyOn(client, 'get');
  await client.get('/old', { allowRedirects: false });
  expect(get).toHaveBeenCalledWith('/old', { allowRedirects: false });
  expect(client.get).toHaveBeenLastCalledWith('/old', expect.objectContaining({ allowRedirects: false }));
});

it('is asked by others', async () => {
  const crawler = { get: vi.fn() };
  await crawler.get('/old', { allowRedirects: false });
  expect(crawler.get).toHaveBeenCalledWith('/old', { allowRedirects: false });
});
