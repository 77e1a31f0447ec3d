import { describe, expect, test } from 'vitest';
import { unionOf, type Wanted } from '../../../src/core/wants.ts';
import { isConfiguration } from '../../../src/languages/javascript/configuration.ts';
import {
  callsValue,
  isBrought,
  linksIn,
  lookFor,
  neighbours,
} from '../../../src/languages/javascript/gate/gate.ts';
import { projectOf } from '../../support/project.ts';
import { callsOf } from '../../support/wants.ts';

/** And every call of some methods, for no rule of the language wants that. */
const wanted = unionOf([callsOf('javascript'), { calls: [{ methods: ['post', 'request', 'delete'] }] }]);
const look = lookFor(wanted, { clients: [] });
const isPlace = (text: string, wanted: Wanted): boolean => lookFor(wanted, { clients: [] })(text).place;

describe('a text can hold what all rules together want', () => {
  test.each([
    'client.post("/")',
    'client.post<User>("/")',
    'client?.post?.("/")',
    'client.post!("/")',
    'client\n  .post("/")',
    'client // why\n  . /* how */ post("/")',
    'client.request("GET", "/")',
    'client["delete"]("/")',
    'client[method]("/")',
    'client?.[method]?.("/")',
    'client.get("/", { allowRedirects: false })',
    'client.get("/", { ...options })',
    'client.get("/", { [key]: 1 })',
    'client.get("/", options)',
    'client.get(...args)',
    'client.get(`/${id}`, { data })',
    'client.get("/".replace(/"/g, ""), { data })',
    'const send = client.get;',
    'const send = ok ? client.get : client.head;',
    'const send = client.get.bind(client);',
    'const { get } = client;',
    'const { get: send, ...rest } = client;',
    'const check = ({ get }, url) => get(url, options);',
    'interface Options { allowRedirects?: boolean }',
    "expect(get).toHaveBeenCalledWith('/', { data })",
    'const send = été[method];',
  ])('%s', (text) => {
    expect(look(text).place).toBe(true);
  });

  test.each([
    'const client = 1;',
    'forget("/")',
    'export const get = 1;',
    'x.getAll()',
    'client.get("/")',
    'client.get("/", { headers: { a: "b" } })',
    'client.get(`/${id}`, { params: { page: 1 } })',
    'this.options.x = 1;',
    'this.options = x;',
    'f(a)',
    'handlers[0](x)',
    'handlers["x"](x)',
  ])('but not %s', (text) => {
    expect(look(text).place).toBe(false);
  });
});

describe('what one rule wants decides what is looked for', () => {
  test.each<[string, Wanted, readonly string[], readonly string[]]>([
    ['every call of some methods', { calls: [{ methods: ['post'] }] }, ['a.post(u)'], ['a.put(u, { data })']],
    [
      'calls with an option',
      { calls: [{ options: ['allowRedirects'] }] },
      ['a.post(u, { allowRedirects: x })', 'a.head(u, options)'],
      ['a.post(u, { data })', 'allowRedirects = x'],
    ],
    [
      'calls with an argument after the URL',
      { calls: [{ methods: ['get', 'request'], positional: true }] },
      ['a.get(u, x)', 'a.request(m, u, x)'],
      ['a.get(u, { data })', 'a.request(m, u)', 'a.post(u, x)'],
    ],
    ['reads', { reads: { response: ['ok'] } }, ['r.ok', 'const { ok } = r'], ['r.look', 'a.post(u)']],
    ['truths', { truths: ['response'] }, ['if (r) f()', '!r'], ['a.get(u)']],
    ['iterations', { iterations: ['response'] }, ['for (const x of r)', '[...r]'], ['a.get(u)']],
    ['enters', { enters: ['response'] }, ['using x = r'], ['a.get(u)']],
    ['references', { references: ['requests.codes'] }, ['codes.ok'], ['a.get(u)']],
    ['definitions', { definitions: ['get'] }, ['class A extends B {}'], ['a.get(u)']],
    ['nothing', {}, [], ['a.get(u, { data })', 'a[b](c)', 'const x = a.post;']],
  ])('%s', (_, wanted, places, others) => {
    expect(places.filter((text) => !isPlace(text, wanted))).toEqual([]);
    expect(others.filter((text) => isPlace(text, wanted))).toEqual([]);
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
  ])('%s', (text) => {
    expect(look(text).knows).toBe(true);
  });

  test.each(['const api = make();', 'redisClient', 'ShopClient', 'clients', 'clientele', 'S3Client'])(
    'but not %s',
    (text) => {
      expect(look(text).knows).toBe(false);
    },
  );

  test.each([
    ['new TestClient(app)', true],
    ['this.client', false],
  ])('and bring it to others: %s: %s', (text, brings) => {
    expect(look(text).brings).toBe(brings);
  });

  test.each(['Shop', 'makeShop()'])('the user may name a class or a factory: %s', (client) => {
    expect(lookFor(callsOf('javascript'), { clients: [client] })('new Shop(); makeShop()').brings).toBe(true);
  });
});

describe('a value may be called in', () => {
  test.each([
    'function check(send) { send("/"); }',
    'const check = async (send) => send("/");',
    'const send = senders.post; send("/");',
    'for (const send of all) send<User>("/");',
    'const { send } = world; send?.("/");',
    'const send = (await make("post")); send("/");',
  ])('%s', (text) => {
    expect(callsValue(text)).toBe(true);
  });

  test.each([
    "import { send } from './send'; send('/');",
    'function send(url) {}\nsend("/")',
    'const send = async (url: string): Promise<void> => {};\nsend("/")',
    'if (x) return (y);',
    'class A {}\nnew A()',
  ])('but not in %s', (text) => {
    expect(callsValue(text)).toBe(false);
  });
});

describe('imports', () => {
  test('are found however they are written', () => {
    const text = [
      "import a from './a';",
      'import "./b";',
      "export * from './c';",
      "const d = require('./d');",
      "const e = await import(/* lazy */ './e');",
      "import f = require('./f');",
      "type G = import('./g').G;",
      '/// <reference path="./h.d.ts" />',
      "import {\n  i,\n} from '~/i';",
    ].join('\n');
    expect(linksIn(text)).toEqual(['./a', './b', './c', './d', './e', './f', './g', './h.d.ts', '~/i']);
  });

  test('lead to files, by their paths and by aliases', () => {
    const files = {
      'tsconfig.json': '{ "compilerOptions": { "paths": { "~/*": ["./src/*"] } } }',
      'src/i.ts': '',
      'src/a/index.ts': '',
      'test/b.ts': '',
    };
    expect(neighbours(projectOf(files), 'test/x.ts', ['~/i', '../src/a', './b.js', 'vitest'])).toEqual([
      'src/i.ts',
      'src/a/index.ts',
      'test/b.ts',
    ]);
  });
});

describe('a package brings a client to a typed file', () => {
  const types = (files: Readonly<Record<string, string>>, path = 'test/a.test.ts', link = 'registry') =>
    isBrought(
      projectOf(
        Object.fromEntries(Object.entries(files).map(([name, text]) => [`node_modules/${name}`, text])),
      ),
      path,
      [link],
      (text) => look(text).brings,
    );
  const NAMED = 'export declare const api: TestClient;';

  test('where its types name one, in whatever file', () => {
    expect(types({ 'registry/package.json': '{ "types": "a.d.ts" }', 'registry/a.d.ts': NAMED })).toBe(true);
    expect(
      types({
        'registry/package.json': '{ "main": "./lib/index.js" }',
        'registry/lib/index.d.ts': "export * from './b.js';",
        'registry/lib/b.d.ts': NAMED,
      }),
    ).toBe(true);
    expect(
      types(
        { '@types/scope__x/package.json': '{}', '@types/scope__x/index.d.ts': NAMED },
        'a.ts',
        '@scope/x',
      ),
    ).toBe(true);
    expect(types({ 'registry/part.d.ts': NAMED }, 'a.ts', 'registry/part')).toBe(true);
  });

  test('not where they name none, or are not read', () => {
    expect(types({ 'registry/package.json': '{}', 'registry/index.d.ts': 'export {};' })).toBe(false);
    expect(types({ 'registry/package.json': '{}', 'registry/index.d.ts': NAMED }, 'a.js')).toBe(false);
    expect(types({ 'axios/package.json': '{}', 'axios/index.d.ts': NAMED }, 'a.ts', 'axios')).toBe(false);
    expect(types({})).toBe(false);
  });
});

test.each([
  ['keys', `{${'b:1,'.repeat(250_000)}}`],
  ['braces', '{'.repeat(1_000_000)],
  ['brackets', 'a[b'.repeat(300_000)],
  ['calls that do not end', 'x.get('.repeat(100_000)],
  ['quotes', '"`'.repeat(500_000)],
  ['angles', 'a<'.repeat(500_000)],
  ['imports', "import {a} from 'b';".repeat(50_000)],
  ['white space', `.${' '.repeat(1_000_000)}`],
])('a megabyte of %s is looked at within the time of a test', (_, text) => {
  expect(look(`TestClient get ${text}`).brings).toBe(true);
  expect([typeof callsValue(text), Array.isArray(linksIn(text))]).toEqual(['boolean', true]);
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
