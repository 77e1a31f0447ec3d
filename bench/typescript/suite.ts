import type { Random } from '../random.ts';

const THINGS = ['order', 'invoice', 'parcel', 'customer', 'voucher', 'supplier'] as const;

/** Tests with one call of every kind that has to change, and some that need not. */
const TESTS: readonly ((thing: string, number: number) => string)[] = [
  (thing, number) => `
  it('redirects ${thing} ${number}', async () => {
    const response = await client.get('/${thing}s/${number}', { allowRedirects: false });
    expect(response.status).toBe(307);
    expect(response.headers.get('location')).toBe('/${thing}s/${number}/');
  });
`,
  (thing, number) => `
  it('takes a raw ${thing} ${number}', async () => {
    const body = JSON.stringify({ number: ${number} });
    const response = await client.post('/${thing}s', { data: body, headers: { 'Content-Type': 'application/json' } });
    expect(response.status).toBe(201);
  });
`,
  (thing, number) => `
  it('takes the bytes of ${thing} ${number}', async () => {
    const response = await admin.put('/${thing}s/${number}/raw', { data: Buffer.from('number=${number}') });
    expect(response.status).toBe(204);
  });
`,
  (thing, number) => `
  it('deletes ${thing}s ${number}', async () => {
    const response = await client.delete('/${thing}s', {
      json: { numbers: [${number}, ${number + 1}] }, // both at once
    });
    expect(response.status).toBe(200);
  });
`,
  (thing, number) => `
  it('takes a form of ${thing} ${number}', async () => {
    const response = await client.post('/${thing}s/form', { data: [['name', '${thing}'], ['tag', 'a'], ['tag', 'b']] });
    expect(await response.json()).toEqual({ name: '${thing}', tags: ['a', 'b'] });
  });
`,
  (thing, number) => `
  it('lists ${thing}s ${number}', async () => {
    const response = await client.get('/${thing}s', { params: { page: ${number} } });
    expect(response.status).toBe(200);
    expect((await client.post('/${thing}s', { data: { name: '${thing}', number: '${number}' } })).status).toBe(201);
  });
`,
];

export const CLIENT = `export interface Options {
  readonly headers?: Record<string, string>;
  readonly params?: Record<string, unknown>;
  readonly data?: unknown;
  readonly json?: unknown;
}

export class TestClient {
  constructor(readonly app: unknown, readonly headers: Record<string, string> = {}) {}
  get(url: string, options?: Options): Promise<Response> { return this.request('GET', url, options); }
  post(url: string, options?: Options): Promise<Response> { return this.request('POST', url, options); }
  put(url: string, options?: Options): Promise<Response> { return this.request('PUT', url, options); }
  delete(url: string, options?: Options): Promise<Response> { return this.request('DELETE', url, options); }
  request(method: string, url: string, options?: Options): Promise<Response> {
    return fetch(url, { method, headers: { ...this.headers, ...options?.headers } });
  }
}
`;

export const SETUP = `import { TestClient } from './client.js';

export const admin = new TestClient({}, { authorization: 'admin' });
export const clients = new Map<string, TestClient>([['user', new TestClient({})]]);
`;

const BOUND = `import { admin } from '../setup.js';
import { TestClient } from '../client.js';

let client: TestClient;

beforeEach(() => {
  client = new TestClient({});
});
`;

/** Only the compiler knows what a map holds. */
const TYPED = `import { admin, clients } from '../setup.js';

const client = clients.get('user')!;
`;

/** A test module of at least `size` characters. `typed`: its receivers are known by their types alone. */
export function testModule(random: Random, size: number, typed: boolean): string {
  let text = `${typed ? TYPED : BOUND}\ndescribe('the shop', () => {`;
  for (let number = 1; text.length < size; number++) {
    text += random.pick(TESTS)(random.pick(THINGS), number);
  }
  return `${text}});\n`;
}
