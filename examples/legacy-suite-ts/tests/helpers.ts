import type { TestClient } from 'testclient';

export const ADA = { user: 'ada', password: 'bergamot' };

/** Logs in, and stays where the answer is. */
export async function login(client: TestClient, form: Record<string, string> = ADA) {
  return client.post('/login', { data: form, allowRedirects: false });
}

/** Orders teas, with a note; answers with the order's place. */
export async function order(client: TestClient, tea: string, note: string): Promise<string> {
  const response = await client.post('/orders', {
    data: [
      ['item', tea],
      ['note', note],
    ],
  });
  return response.headers.get('location') ?? '';
}

export const csv = (...rows: readonly (readonly string[])[]): string =>
  rows.map((row) => row.join(',')).join('\n');

export const PNG = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 1, 2]);
