import { describe, expect, test } from 'vitest';
import { carries, hasCall, hasClient, provides } from '../../../src/languages/javascript/gate.ts';
import { isConfiguration } from '../../../src/languages/javascript/configuration.ts';

describe('a text can hold a call of a client', () => {
  test.each([
    'client.get("/")',
    'client.get<User>("/")',
    'client?.get?.("/")',
    'client\n  .get("/")',
    'client.request("GET", "/")',
    'client["delete"]("/")',
    'client[method]("/")',
    'client?.[method]?.("/")',
    'const send = client.post;',
    'interface Options { allowRedirects?: boolean }',
  ])('%s', (text) => {
    expect(hasCall(text)).toBe(true);
  });

  test.each([
    'const client = 1;',
    'forget("/")',
    'export const get = 1;',
    'x.getAll()',
    'options.x = 1;',
    'f(a)',
  ])('but not %s', (text) => {
    expect(hasCall(text)).toBe(false);
  });
});

describe('a text can know of a client by itself', () => {
  test.each([
    'new TestClient(app)',
    'createTestClient(app)',
    'AsyncClient.create()',
    'const { client } = world;',
    'this.client',
    'this.#client',
    'apiClient',
    'test_client',
    '$client',
    'allowRedirects',
  ])('%s', (text) => {
    expect(hasClient(text)).toBe(true);
  });

  test.each(['const api = make();', 'redisClient', 'ShopClient', 'clients', 'clientele', 'S3Client'])(
    'but not %s',
    (text) => {
      expect(hasClient(text)).toBe(false);
    },
  );
});

describe('the names that a file hands on', () => {
  test.each<[string, string, readonly string[]]>([
    ['a constant', 'export const api = new TestClient(app);', ['api']],
    ['a function', 'export async function boot() { return new TestClient(app); }', ['boot']],
    ['a list', 'const api = new TestClient(app);\nexport { api as http };', ['api', 'http']],
    [
      'fixtures',
      'export const it = base.extend({ api: async ({}, use) => use(new TestClient()) });',
      ['api'],
    ],
    ['a field', 'export class Suite {\n  readonly http = new TestClient(app);\n}', ['Suite', 'http']],
    ['a property', 'exports.http = new TestClient(app);', ['http']],
    ['CommonJS', 'const http = new TestClient(app);\nmodule.exports = { http };', ['http']],
    ['an interface', 'export interface World {\n  http: TestClient;\n}', ['World', 'http']],
    ['a default', 'export default new TestClient(app);', ['setup']],
  ])('%s', (_name, text, names) => {
    expect(provides(text, 'test/setup.ts')).toEqual(expect.arrayContaining([...names]));
  });

  test('are none where nothing is exported', () => {
    expect(provides('const api = new TestClient(app);', 'a.test.ts')).toEqual([]);
  });

  test('are none where no client is mentioned, unless another file brings it', () => {
    const text = "import { boot } from './boot';\nexport const http = boot();";
    expect(provides(text, 'test/setup.ts')).toEqual([]);
    expect(carries(text, 'test/setup.ts')).toContain('http');
  });

  test('name an index by its folder', () => {
    expect(provides('export default new TestClient(app);', 'test/fixtures/index.ts')).toContain('fixtures');
  });

  test('are found in time in a line of megabytes', () => {
    const line = `export const aa = {${'b:1,'.repeat(500_000)}};client`;
    expect(provides(line, 'a.js')).toContain('aa');
  });
});

test('configurations and declarations of packages are read, nothing else', () => {
  expect(
    ['tsconfig.json', 'a/tsconfig.test.json', 'jsconfig.json', 'package.json', 'node_modules/a/b.d.ts'].every(
      isConfiguration,
    ),
  ).toBe(true);
  expect(
    ['a.json', 'secrets.json', '.env', 'node_modules/a/b.js', 'my-package.json'].some(isConfiguration),
  ).toBe(false);
});
