import { describe, expect, test } from 'vitest';
import type { Definition, Store } from '../../../src/core/sites.ts';
import { slice } from '../../../src/core/text.ts';
import type { Wanted } from '../../../src/core/wants.ts';
import { sitesIn, subjectsOf } from '../../support/sites.ts';
import { ts, type Snippet } from '../../support/snippets.ts';

const made = 'response test-client proven constructed';
const R = 'const r = await client.get("/");';

const inFile = (code: string): Snippet => ({ ...ts`client`, text: `${ts`${R}`.text}\n${code}\n` });

describe('finds what is tested for its truth', () => {
  const TRUTH: Wanted = { truths: ['response'] };

  test.each<[string, number]>([
    ['if (r) {}', 1],
    ['if (!r) {}', 1],
    ['if (await client.get("/")) {}', 1],
    ['if (a || (r && b)) {}', 1],
    ['if (a ?? r) {}', 1],
    ['while (r) {}', 1],
    ['do {} while (r);', 1],
    ['for (; r; ) {}', 1],
    ['x = r ? a : b;', 1],
    ['x = r && r.ok;', 1],
    ['x = r || a;', 1],
    ['x = Boolean(r);', 1],
    ['assert(r);', 1],
    ['assert.ok(r);', 1],
    ['t.truthy(r);', 1],
    ['expect(r).toBeTruthy();', 1],
    ['expect(r).not.toBeFalsy();', 1],
    ['if (r! as R) {}', 1],
    ['if (r) { if (!r) {} }', 2],
    ['if (r.ok) {}', 0],
    ['if (await r.json()) {}', 0],
    ['if (client) {}', 0],
    ['if (r === a) {}', 0],
    ['if (a ? r : b) {}', 1],
    ['x = a && r;', 0],
    ['x = r ?? a;', 0],
    ['x = a ? r : b;', 0],
    ['expect(r).toBeDefined();', 0],
    ['expect(r).toEqual(a);', 0],
    ['check(r); a.ok(r);', 0],
    ['if (r?.ok) {}', 0],
    ['if (await fetch("/")) {}', 0],
    ['if ({ ok: r }) {}', 0],
  ])('%s', async (code, count) => {
    const { sites } = await sitesIn(inFile(code), TRUTH);
    expect(sites.map((site) => (site.kind === 'truth' ? site.subject.is : site.kind))).toEqual(
      Array.from({ length: count }, () => 'response'),
    );
  });

  test('and whether it may be missing as well', async () => {
    const { sites } = await sitesIn(inFile('const a = b ? r : undefined; if (a) {} if (!r) {}'), TRUTH);
    expect(sites.map((site) => site.kind === 'truth' && site.optional)).toEqual([true, undefined]);
  });

  test('and what stands around it', async () => {
    const { source, sites } = await sitesIn(inFile('if (!r) {}'), TRUTH);
    const [site] = sites;
    const around = site?.kind === 'truth' ? site.around : {};
    expect(around.negated && slice(source, around.negated)).toBe('!r');
    expect(around.tested).toBe(true);
  });
});

describe('finds what is iterated over', () => {
  const ITERATION: Wanted = { iterations: ['response', 'headers'] };

  test.each<[string, ...string[]]>([
    ['for (const line of r) {}', `r | ${made}`],
    ['for await (const line of r) {}', `r | ${made}`],
    ['[...r];', `r | ${made}`],
    ['f(...r);', `r | ${made}`],
    ['new F(...r);', `r | ${made}`],
    ['const [a, b] = r;', `r | ${made}`],
    ['let a; [a] = r;', `r | ${made}`],
    ['function* f() { yield* r; }', `r | ${made}`],
    ['Array.from(r);', `r | ${made}`],
    ['new Map(r.headers);', 'r.headers | headers of response test-client proven constructed'],
    [
      'Object.fromEntries(client.headers);',
      'client.headers | headers of client test-client proven constructed',
    ],
    ['for (const key in r) {}'],
    ['({ ...r });'],
    ['Object.keys(r);'],
    ['for (const line of r.text) {}'],
    ['for (const one of [r]) {}'],
    ['const { a } = r;'],
    ['new F(r); f(r);'],
    ['function* f() { yield r; }'],
    ['for (const line of await fetch("/")) {}'],
    ['r.headers.forEach(f);'],
  ])('%s', async (code, ...expected) => {
    expect(subjectsOf(await sitesIn(inFile(code), ITERATION))).toEqual(expected);
  });
});

test('nothing is entered, as there are no context managers', async () => {
  const snippet = inFile('{ using a = r; } { await using b = await client.get("/"); }');
  expect((await sitesIn(snippet, { enters: ['response', 'client'] })).sites).toEqual([]);
});

describe('finds what is assigned', () => {
  const STORES: Wanted = {
    stores: { client: ['headers', 'cookies'], headers: ['[]'], cookies: ['[]'], response: ['[]'] },
  };

  const printed = (source: string, { how, of, target, subject, value, statement }: Store): string =>
    [
      how,
      of,
      target.name || '?',
      `of ${subject.is}`,
      value && `to ${slice(source, value)}`,
      target.name !== slice(source, target) && 'elsewhere',
      !statement && 'in more',
    ]
      .filter(Boolean)
      .join(' ');

  test.each<[string, ...string[]]>([
    ['client.headers = { a: 1 };', 'set attribute headers of client to { a: 1 }'],
    ['client["headers"] = a;', 'set attribute headers of client to a'],
    ['client.headers ??= a;', 'update attribute headers of client to a'],
    ['client.cookies["a"] = "b";', 'set item a of cookies to "b"'],
    ['client.cookies.a = "b";', 'set item a of cookies to "b"'],
    ['client.cookies[a] = "b";', 'set item ? of cookies to "b"'],
    ['client.headers["X-A"] += "b";', 'update item X-A of headers to "b"'],
    ['client.headers.a++;', 'update item a of headers'],
    ['delete client.headers["X-A"];', 'delete item X-A of headers'],
    ['delete client.headers;', 'delete attribute headers of client'],
    ['delete (client.headers as any).a;', 'delete item a of headers'],
    ['[client.headers] = a;', 'set attribute headers of client in more'],
    ['({ headers: client.headers } = a);', 'set attribute headers of client in more'],
    ['x = client.headers = a;', 'set attribute headers of client to a in more'],
    ['if (delete client.headers.a) {}', 'delete item a of headers in more'],
    ['r.headers.a = 1;', 'set item a of headers to 1'],
    ['r[a] = 1;', 'set item ? of response to 1'],
    ['client.timeout = 1;'],
    ['client.headers.set("a", "b");'],
    ['x = client.headers; delete client.x;'],
    ['r.a = 1;'],
    ['const o = { headers: {} }; o.headers = a; o.headers.b = 1; delete o.headers;'],
    ['const { headers } = a; headers.b = 1;'],
    ['request.headers = a; request.cookies["a"] = 1;'],
    ['Object.assign(client.headers, a);'],
    ['client.headers.a;'],
  ])('%s', async (code, ...expected) => {
    const { source, sites } = await sitesIn(inFile(code), STORES);
    expect(sites.map((site) => (site.kind === 'store' ? printed(source, site) : site.kind))).toEqual(
      expected,
    );
  });
});

describe('finds classes that derive from a client', () => {
  const WANTED: Wanted = { definitions: ['get', 'post'] };
  const IMPORT = 'import { TestClient } from "./client";\n';

  const printed = (source: string, site: Definition): string => {
    const parameters = site.parameters?.map(({ name, form, default: value }) => {
      const fallback = value ? ` = ${slice(source, value)}` : '';
      return `${form} ${name.name}${fallback}`;
    });
    const name = site.method ? `${site.class.name}.${site.method.name}` : site.class.name;
    return `${site.of} ${name}${parameters ? `(${parameters.join(', ')})` : ''}`;
  };

  test.each<[string, string, ...string[]]>([
    ['a class', 'class A extends TestClient {}', 'class A'],
    ['a class in a name', 'const A = class extends TestClient {};', 'class A'],
    ['a class without a name', 'export default class extends TestClient {}', 'class '],
    ['a class of such a class', 'class A extends TestClient {}\nclass B extends A {}', 'class A', 'class B'],
    [
      'a method',
      'class A extends TestClient { get(url, options = {}) {} }',
      'class A',
      'method A.get(positional url, positional options = {})',
    ],
    [
      'a method that takes its options apart',
      'class A extends TestClient { async post(url: string, { json = {}, ...rest }: O = {}) {} }',
      'class A',
      'method A.post(positional url, keyword json = {}, kwargs rest)',
    ],
    [
      'a method of any arguments',
      'class A extends TestClient { get(...args) {} }',
      'class A',
      'method A.get(args args)',
    ],
    [
      'a property that is a function',
      'class A extends TestClient { get = async (url) => {}; }',
      'class A',
      'method A.get(positional url)',
    ],
    ['a getter', 'class A extends TestClient { get get() {} }', 'class A', 'method A.get()'],
    ['a method that is not wanted', 'class A extends TestClient { put(url) {} }', 'class A'],
    ['a static method', 'class A extends TestClient { static get(url) {} }', 'class A'],
    ['a property that is none', 'class A extends TestClient { get = 1; }', 'class A'],
    [
      'an overload',
      'class A extends TestClient { get(a: 1): void; get(a) {} }',
      'class A',
      'method A.get(positional a)',
    ],
    ['no other class', 'class A extends B { get(url) {} }\nclass C { get(url) {} }'],
    ['no class that holds a client', 'class A { client = new TestClient(app); get(url) {} }'],
    ['no object', 'const a = { get(url) {}, client: new TestClient(app) };'],
    ['no use of a class', 'new TestClient(app).get("/");'],
    ['no double', 'class A extends vi.fn() { get(url) {} }'],
  ])('%s', async (_name, code, ...expected) => {
    const { source, sites } = await sitesIn({ ...ts`a`, text: IMPORT + code }, WANTED);
    expect(sites.map((site) => (site.kind === 'definition' ? printed(source, site) : site.kind))).toEqual(
      expected,
    );
  });

  test('with the whole statement', async () => {
    const code = '@a\nexport class A extends TestClient {\n  @b get(url) {}\n}';
    const { source, sites } = await sitesIn({ ...ts`a`, text: `${IMPORT}${code}\n` }, WANTED);
    expect(sites.map((site) => site.kind === 'definition' && slice(source, site.statement))).toEqual([
      code,
      '@b get(url) {}',
    ]);
  });

  test('only where a rule wants them', async () => {
    const snippet = { ...ts`a`, text: `${IMPORT}class A extends TestClient { get(url) {} }` };
    expect((await sitesIn(snippet, {})).sites).toEqual([]);
    expect((await sitesIn(snippet, { definitions: [] })).sites.map(({ kind }) => kind)).toEqual([
      'definition',
    ]);
  });
});
