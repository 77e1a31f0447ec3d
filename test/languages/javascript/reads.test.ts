import { describe, expect, test } from 'vitest';
import type { Read } from '../../../src/core/sites.ts';
import { slice } from '../../../src/core/text.ts';
import type { Wanted } from '../../../src/core/wants.ts';
import { sitesIn, subjectsOf } from '../../support/sites.ts';
import { ts, type Snippet } from '../../support/snippets.ts';

const OK: Wanted = { reads: { response: ['ok'] } };

const made = 'response test-client proven constructed';

describe('finds what is read from a response', () => {
  test.each<[string, Snippet, ...string[]]>([
    ['in a name', ts`const r = await client.get("/"); r.ok;`, `r.ok | ${made}`],
    ['of the call itself', ts`(await client.get("/")).ok;`, `(await client.get("/")).ok | ${made}`],
    ['of a call that is not awaited', ts`client.get("/").ok;`, `client.get("/").ok | ${made}`],
    ['of any method', ts`client.request("GET", "/").ok;`, `client.request("GET", "/").ok | ${made}`],
    ['of a method that is computed', ts`client[m]("/").ok;`, `client[m]("/").ok | ${made}`],
    ['of a method in a name', ts`const send = client.post; send("/").ok;`, `send("/").ok | ${made}`],
    ['of a bound method', ts`const send = client.post.bind(client); send("/").ok;`, `send("/").ok | ${made}`],
    ['in brackets', ts`const r = await client.get("/"); r["ok"];`, `r["ok"] | ${made}`],
    ['where it may be skipped', ts`const r = await client.get("/"); r?.ok;`, `r?.ok | ${made}`],
    ['of what is asserted to be there', ts`const r = await client.get("/"); r!.ok;`, `r!.ok | ${made}`],
    ['of a cast', ts`const r = await client.get("/"); (r as R).ok;`, `(r as R).ok | ${made}`],
    ['by a pattern', ts`const { ok } = await client.get("/");`, `ok | ${made}`],
    ['by a pattern with a name', ts`const { ok: fine } = await client.get("/");`, `ok: fine | ${made}`],
    ['by a pattern with a default', ts`const { ok = true } = await client.get("/");`, `ok = true | ${made}`],
    ['by a pattern that assigns', ts`let ok; ({ ok } = await client.get("/"));`, `ok | ${made}`],
    ['by a pattern in a loop', ts`for (const { ok } of [await client.get("/")]) {}`, `ok | ${made}`],
    ['by a pattern in a pattern', ts`const [{ ok }] = await Promise.all([client.get("/")]);`, `ok | ${made}`],
    ['in \`then\`', ts`client.get("/").then((r) => r.ok);`, 'r.ok | response test-client proven constructed'],
    ['by a pattern in \`then\`', ts`client.get("/").then(({ ok }) => ok);`, `ok | ${made}`],
    ['in what \`then\` gives on', ts`client.get("/").then((r) => r).then((r) => r.ok);`, `r.ok | ${made}`],
    ['behind \`finally\`', ts`client.get("/").finally(f).then((r) => r.ok);`, `r.ok | ${made}`],
    [
      'in a loop over an array',
      ts`const all = [client.get("/a"), client.get("/b")]; for (const r of all) r.ok;`,
      `r.ok | ${made}`,
    ],
    [
      'in a loop over what is mapped',
      ts`const all = await Promise.all(urls.map((url) => client.get(url))); for (const r of all) r.ok;`,
      `r.ok | ${made}`,
    ],
    ['in a callback of an array', ts`[client.get("/")].every((r) => r.ok);`, `r.ok | ${made}`],
    ['of an item', ts`const all = [await client.get("/")]; all[0].ok;`, `all[0].ok | ${made}`],
    [
      'that a helper returns',
      ts`const load = async () => client.get("/"); (await load()).ok;`,
      `(await load()).ok | ${made}`,
    ],
    [
      'that a helper is given',
      ts`function check(r) { r.ok; } check(await client.get("/"));`,
      'r.ok | response test-client proven caller',
    ],
    [
      'that a helper takes apart',
      ts`function check({ ok }) {} check(await client.get("/"));`,
      'ok | response test-client proven caller',
    ],
    [
      'that a helper is given, whatever its type says',
      ts`function check(r: Response) { r.ok; } check(await client.get("/"));`,
      'r.ok | response test-client proven caller',
    ],
    [
      'that a hook assigns',
      ts`let r; beforeEach(async () => { r = await client.get("/"); }); it("a", () => { r.ok; });`,
      `r.ok | ${made}`,
    ],
    [
      'that a hook assigns to a name with a type',
      ts`let r: Response; beforeEach(async () => { r = await client.get("/"); }); it("a", () => { r.ok; });`,
      `r.ok | ${made}`,
    ],
    [
      'that a fixture gives',
      ts`
        const it = test.extend({ answer: async ({}, use) => { await use(await client.get("/")); } });
        it("a", ({ answer }) => { answer.ok; });
      `,
      'answer.ok | response test-client proven fixture',
    ],
    ['that a class keeps', ts`class A { r = client.get("/"); f() { this.r.ok; } }`, `this.r.ok | ${made}`],
    [
      'that came before it',
      ts`const r = await client.get("/"); r.history[0].ok;`,
      `r.history[0].ok | ${made}`,
    ],
    [
      'of a client that a class derives from',
      ts`class Api extends TestClient {} new Api(app).get("/").ok; import { TestClient } from "./client";`,
      'new Api(app).get("/").ok | response test-client proven subclass',
    ],
    [
      'of a client that only its name suggests',
      ts`export const f = (client) => client.get("/").ok;`,
      'client.get("/").ok | response test-client likely named',
    ],
    [
      'on one path',
      ts`const r = a ? await client.get("/") : await fetch("/"); r.ok;`,
      'r.ok | response test-client mixed constructed',
    ],
    [
      'that is not known on one path',
      ts`const r = a ? await client.get("/") : await b(); r.ok;`,
      'r.ok | response test-client likely constructed',
    ],
    [
      'of a method that is spied on',
      ts`vi.spyOn(client, "get"); const r = await client.get("/"); r.ok;`,
      'r.ok | response test-client mixed constructed',
    ],
  ])('%s', async (_name, snippet, ...expected) => {
    expect(subjectsOf(await sitesIn(snippet, OK))).toEqual(expected);
  });

  test.each<[string, Snippet]>([
    ['\`fetch\`', ts`const r = await fetch("/"); r.ok; // client`],
    ['axios', ts`import axios from "axios"; const r = await axios.get("/"); r.ok; // client`],
    [
      'an instance of axios',
      ts`import axios from "axios"; const client = axios.create(); (await client.get("/")).ok;`,
    ],
    [
      'supertest',
      ts`import request from "supertest"; const r = await request(app).get("/"); r.ok; // client`,
    ],
    [
      'Playwright',
      ts`import { test } from "@playwright/test"; test("a", async ({ request }) => { (await request.get("/")).ok; }); // client`,
    ],
    ['a double', ts`const get = vi.fn(); (await get("/")).ok; // client`],
    [
      'what a double gives',
      ts`const client = { get: vi.fn().mockResolvedValue({ ok: true }) }; (await client.get("/")).ok;`,
    ],
    ['an object', ts`const r = { ok: true }; r.ok; // client`],
    ['an object by a pattern', ts`const { ok } = { ok: true }; // client`],
    ['a method that is assigned', ts`client.get = vi.fn(); (await client.get("/")).ok;`],
    [
      'a class of the project',
      ts`class Store { get() { return new Item(); } } class Item {} new Store().get("/").ok; // client`,
    ],
    [
      'a method that a derived class overrides',
      ts`import { TestClient } from "./client"; class Api extends TestClient { get(url) { return { ok: 1 }; } } new Api(app).get("/").ok;`,
    ],
    ['a parsed body', ts`const r = await client.get("/"); (await r.json()).ok;`],
    ['a parsed body by a pattern', ts`const { ok } = await (await client.get("/")).json();`],
    ['a body in \`then\`', ts`client.get("/").then((r) => r.json()).then((body) => body.ok);`],
    [
      'what a response is mapped to',
      ts`client.get("/").then((r) => ({ ok: r.statusCode })).then((a) => a.ok);`,
    ],
    ['the client', ts`client.ok;`],
    ['headers', ts`const r = await client.get("/"); r.headers.ok;`],
    [
      'a response that is written',
      ts`const r = await client.get("/"); r.ok = true; delete r.ok; r.ok++; [r.ok] = a;`,
    ],
    ['a parameter that nothing is known of', ts`function check(r) { r.ok; } // client`],
    ['a global \`Response\`', ts`function check(r: Response) { r.ok; } // client`],
    ['a type', ts`type A = R["ok"]; type B = { ok: boolean }; // client`],
    ['an express response', ts`import type { Response } from "express"; (r: Response) => r.ok; // client`],
    ['another name', ts`const r = await client.get("/"); r.statusCode; r.okay; ok;`],
    ['a name that is computed', ts`const r = await client.get("/"); r[ok];`],
    ['a rest', ts`const { ...ok } = await client.get("/");`],
    [
      'a client that real requests are made with',
      ts`import { AsyncClient } from "undici"; new AsyncClient().get("/").ok;`,
    ],
  ])('but not of %s', async (_name, snippet) => {
    expect(subjectsOf(await sitesIn(snippet, OK))).toEqual([]);
  });

  test('and nothing that is not wanted', async () => {
    const snippet = ts`const r = await client.get("/", { json: 1 }); r.ok;`;
    expect((await sitesIn(snippet, {})).sites).toEqual([]);
    expect((await sitesIn(snippet, { reads: { client: ['ok'] } })).sites).toEqual([]);
    expect((await sitesIn(snippet, { calls: [{}] })).sites.map(({ kind }) => kind)).toEqual(['call']);
  });

  test('of a client that the user names', async () => {
    const snippet = ts`const r = await this.http.get("/"); r.ok;`;
    expect(subjectsOf(await sitesIn(snippet, OK, {}, { clients: ['this.http'] }))).toEqual([
      'r.ok | response test-client proven configured',
    ]);
  });
});

const TESTCLIENT = `
  import type { Answer } from './answer';
  export type { Answer };
  export class TestClient {
    readonly cookies = new Map();
    get(url: string, options?: object): Promise<Answer> {}
    close(): Promise<Other> {}
    request(method: string, url: string, options?: { allowRedirects?: boolean }): Promise<Answer> {}
  }
  export interface Other { ok: boolean }
`;
const ANSWER = 'export interface Answer { ok: boolean; json(): unknown }';
const FILES = { 'tests/testclient.ts': TESTCLIENT, 'tests/answer.ts': ANSWER };

describe('a client that is a class of the project', () => {
  test.each<[string, Snippet, ...string[]]>([
    [
      'gives responses',
      ts`import { TestClient } from "./testclient"; const r = await new TestClient(app).get("/"); r.ok;`,
      `r.ok | ${made}`,
    ],
    [
      'gives responses whose type is imported beside it',
      ts`import type { Answer } from "./testclient"; export const check = (r: Answer) => r.ok;`,
      'r.ok | response test-client proven annotated',
    ],
    [
      'gives no response in other methods',
      ts`import { TestClient } from "./testclient"; const r = await new TestClient(app).close(); r.ok;`,
    ],
    [
      'gives no response of a type that none of its requests return',
      ts`import type { Other } from "./testclient"; export const check = (r: Other) => r.ok;`,
    ],
  ])('%s', async (_name, snippet, ...expected) => {
    expect(subjectsOf(await sitesIn(snippet, OK, FILES))).toEqual(expected);
  });

  test('the types of a package are known beside its client', async () => {
    const beside = ts`import { TestClient, type Response } from "framework"; export const check = (r: Response) => r.ok;`;
    expect(subjectsOf(await sitesIn(beside, OK))).toEqual(['r.ok | response test-client proven annotated']);
    const apart = ts`import { type Response } from "other"; import { TestClient } from "framework"; export const check = (r: Response) => r.ok;`;
    expect(subjectsOf(await sitesIn(apart, OK))).toEqual([]);
  });
});

const ALL: Wanted = {
  reads: {
    client: ['cookies', 'headers', 'baseUrl'],
    response: ['cookies', 'headers', 'url', 'request'],
    request: ['url', 'headers'],
    headers: ['get'],
    cookies: ['get'],
    url: ['path'],
  },
};

describe('finds what is read from what was read', () => {
  test.each<[Snippet, ...string[]]>([
    [ts`client.cookies;`, 'client.cookies | client test-client proven constructed'],
    [
      ts`client.headers.get("a");`,
      'client.headers | client test-client proven constructed',
      'client.headers.get | headers of client test-client proven constructed',
    ],
    [
      ts`client.baseUrl.path;`,
      'client.baseUrl | client test-client proven constructed',
      'client.baseUrl.path | url of client test-client proven constructed',
    ],
    [
      ts`const r = await client.get("/"); r.request.url.path;`,
      'r.request | response test-client proven constructed',
      'r.request.url | request of response test-client proven constructed',
      'r.request.url.path | url of request test-client proven constructed',
    ],
    [
      ts`const { headers, url: { path } } = await client.get("/"); headers.get("a");`,
      'headers | response test-client proven constructed',
      'url: { path } | response test-client proven constructed',
      'path | url of response test-client proven constructed',
      'headers.get | headers of response test-client proven constructed',
    ],
    [ts`const { cookies } = client;`, 'cookies | client test-client proven constructed'],
    [ts`const r = await fetch("/"); r.headers.get("a"); // client`],
    [ts`const { headers } = request; headers.get("a"); // client`],
    [ts`const cookies = new Map(); cookies.get("a"); // client`],
    [ts`new URL("/").path; // client`],
  ])('%#', async (snippet, ...expected) => {
    expect(subjectsOf(await sitesIn(snippet, ALL))).toEqual(expected);
  });

  test('of a class of the project, but for what a derived class defines', async () => {
    const own = ts`import { TestClient } from "./testclient"; new TestClient(app).cookies.get("a");`;
    expect(subjectsOf(await sitesIn(own, ALL, FILES))).toEqual([
      'new TestClient(app).cookies | client test-client proven constructed',
      'new TestClient(app).cookies.get | cookies of client test-client proven constructed',
    ]);
    const derived = ts`
      import { TestClient } from "./testclient";
      class Api extends TestClient { get cookies() { return new Map(); } }
      new Api(app).cookies.get("a");
    `;
    expect(subjectsOf(await sitesIn(derived, ALL, FILES))).toEqual([]);
  });
});

/** What the first read says, beside its subject. */
async function first(snippet: Snippet): Promise<{ source: string; read: Read }> {
  const { source, sites } = await sitesIn(snippet, { reads: { response: ['ok', 'json'] } });
  const read = sites.find((site) => site.kind === 'read');
  if (!read) throw new Error('no read');
  return { source, read };
}

describe('tells what stands around a read', () => {
  test.each<[string, string[]]>([
    ['r.ok;', ['statement r.ok;']],
    ['x = r.ok;', []],
    ['x = !r.ok;', ['negated !r.ok', 'tested']],
    ['x = !(r.ok);', ['negated !(r.ok)', 'tested']],
    ['x = r.ok === true;', ['compared r.ok === true, === true on its left']],
    ['x = 1 < r.ok;', ['compared 1 < r.ok, < 1 on its right']],
    ['x = r.ok in y;', ['compared r.ok in y, in y on its left']],
    ['x = r.ok + 1;', []],
    ['if (r.ok) {}', ['tested']],
    ['if (a && (b || r.ok)) {}', ['tested']],
    ['if (a ?? r.ok) {}', []],
    ['x = a && r.ok;', []],
    ['x = r.ok ? a : b;', ['tested']],
    ['x = a ? r.ok : b;', []],
    ['while (r.ok) {}', ['tested']],
    ['for (; r.ok; ) {}', ['tested']],
    ['do {} while (r.ok);', ['tested']],
    ['x = Boolean(r.ok);', ['tested']],
    ['assert(r.ok);', ['tested']],
    ['assert.ok(r.ok);', ['tested']],
    ['expect(r.ok).toBeTruthy();', ['tested']],
    ['expect(r.ok).not.toBeFalsy();', ['tested']],
    ['expect(r.ok).toBe(true);', []],
    ['f(r.ok);', []],
    ['if (await r.json()) {}', ['called ()', 'tested']],
    ['await r.json();', ['called ()', 'statement await r.json();']],
    ['x = !(await r.json());', ['called ()', 'negated !(await r.json())', 'tested']],
    ['r.json("a", 1);', ['called ("a", 1)', 'statement r.json("a", 1);']],
    ['r.json({ a: 1 });', ['called ({ a: 1 }) with a: 1', 'statement r.json({ a: 1 });']],
    ['r.json(...x);', ['called () and more', 'statement r.json(...x);']],
    ['r.json({ ...x });', ['called ({ ...x }) and more', 'statement r.json({ ...x });']],
    ['r?.json?.();', ['called ()', 'statement r?.json?.();']],
  ])('%s', async (code, expected) => {
    const { source, read } = await first({
      ...ts`client`,
      text: `${ts`const r = await client.get("/");`.text}\n${code}\n`,
    });
    const { negated, compared, tested, statement } = read.around;
    const { called } = read;
    const args = called?.args.map((one) => slice(source, one)).join(', ') ?? '';
    const options = called?.options
      .map(({ key, value }) => ` with ${key.name}: ${slice(source, value)}`)
      .join('');
    expect([
      ...(called ? [`called (${args})${options ?? ''}${called.opaque ? ' and more' : ''}`] : []),
      ...(negated ? [`negated ${slice(source, negated)}`] : []),
      ...(compared
        ? [
            `compared ${slice(source, compared)}, ${compared.operator} ${slice(source, compared.with)} on its ${compared.side}`,
          ]
        : []),
      ...(tested ? ['tested'] : []),
      ...(statement ? [`statement ${slice(source, statement)}`] : []),
    ]).toEqual(expected);
  });
});
