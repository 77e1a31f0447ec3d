import { describe } from 'vitest';
import { rule } from '../../transforms/redirect-default.ts';
import { cases, findings, noop } from '../support/rules.ts';
import { ts, type Snippet } from '../support/snippets.ts';

/** A test that posts and then says something of the response `r`; `option` is what is added. */
const after = (statement: string, option = ''): Snippet => ts`
  import { TestClient } from "testclient";
  const client = new TestClient(app);
  const SEE_OTHER = 303;
  enum Code { Ok = 200, Found = 302 }
  test("it", async () => {
    const r = await client.post("/login", { json: {}${option} });
    ${statement}
  });
`;

const added = ', followRedirects: false';

/** A module of JavaScript with a client. */
const module = (text: string): Snippet => ts`
  import { TestClient } from "testclient";
  const client = new TestClient(app);
  ${text}
`;

const shown = (...statements: readonly string[]): (readonly [string, Snippet, Snippet])[] =>
  statements.map((statement) => [statement, after(statement), after(statement, added)] as const);

const unchanged = (...statements: readonly string[]): readonly Snippet[] =>
  statements.map((statement) => after(statement));

describe('a response that is taken for a redirect in JavaScript [R1, R2]', () => {
  cases(
    rule,
    shown(
      'expect(r.status).toBe(303);',
      'expect(r.statusCode).toEqual(302);',
      'expect(r.status).to.equal(308);',
      'expect(r["status"]).toBe(301);',
      'expect(r?.status).toBe(301);',
      'expect(r!.status as number).toBe(301);',
      'expect(r.status).toBe(SEE_OTHER);',
      'expect(r.status).toBe(StatusCodes.SEE_OTHER);',
      'expect(r.status).toBe(HttpStatus.MOVED_PERMANENTLY);',
      'expect(r.status).toBe(HttpStatusCode.SeeOther);',
      'expect(r.status).toBe(constants.HTTP_STATUS_FOUND);',
      'expect(r.status).toBeOneOf([301, 302]);',
      'expect([301, 302]).toContain(r.status);',
      'expect([301, 302].includes(r.status)).toBe(true);',
      'expect(r.status).toBeGreaterThanOrEqual(300);',
      'expect(Math.floor(r.status / 100)).toBe(3);',
      'expect(r).toMatchObject({ status: 303 });',
      'expect(r).toEqual(expect.objectContaining({ status: 303 }));',
      'expect(r).toHaveProperty("status", 307);',
      'expect([r.status, r.text]).toEqual([303, ""]);',
      'assert.equal(r.status, 303);',
      'assert.strictEqual(303, r.status);',
      'assert(r.status === 303);',
      't.is(r.status, 303);',
      'if (r.status === 303) console.log("moved");',
      'switch (r.status) { case 303: break; }',
      'const { status } = r; expect(status).toBe(303);',
      'const { status: code } = r; expect(code).toBe(303);',
      'const code = r.status; expect(code).toBe(303);',
      'expect(r.headers.get("location")).toBe("/home");',
      'expect(r.headers.location).toBe("/home");',
      'expect(r.headers["Location"]).toMatch(/home/);',
      'expect(r.headers).toMatchObject({ location: "/home" });',
      'expect(r).toMatchObject({ headers: { location: "/home" } });',
      'const { headers: { location } } = r;',
      'const { location } = r.headers;',
      'const to = r.headers.get("location") ?? "";',
      'expect(r.isRedirect).toBe(true);',
      'expect(r.headers.get("set-cookie")).toContain("session");',
    ),
  );
});

describe('a response that JavaScript takes for no redirect, or that nothing tells of', () => {
  noop(
    rule,
    unchanged(
      '',
      'expect(r.status).toBe(200);',
      'expect(r.status).toBe(Code.Ok);',
      'expect(r.status).toBe(304);',
      'expect(r.status).toBeLessThan(300);',
      'expect(r.status).toBe(201); expect(r.headers.get("location")).toBe("/orders/1");',
      'expect(r.status).toBe(200); expect(r.headers.get("set-cookie")).toContain("a");',
      'expect(r.headers.get("content-type")).toBe("text/html");',
      'expect(await r.json()).toEqual({ status: 303 });',
      'expect(r.ok).toBe(true);',
      'expect(r.url).toBe("/home");',
      'const r2 = await fetch("/"); expect(r2.status).toBe(303);',
      '{ const r = { status: 303 }; expect(r.status).toBe(303); }',
      'const status = 303; expect(status).toBe(303);',
      'check((r) => r.status === 303);',
      'r.status = 303;',
      'expect(r.headers.get("location")).toBeNull();',
      'expect(r.headers.has("location")).toBe(false);',
      'console.log(r);',
    ),
  );
});

describe('where the response goes in JavaScript', () => {
  const of = (text: string): readonly [string, Snippet, Snippet] => [
    text,
    module(text.replaceAll('@', '')),
    module(text.replaceAll('@', ', { followRedirects: false }')),
  ];
  cases(rule, [
    of('test("it", async () => expect((await client.post("/"@)).status).toBe(303));'),
    of('test("it", () => client.delete("/"@).then((r) => expect(r.status).toBe(303)));'),
    of('test("it", async () => { const { status } = await client.put("/"@); expect(status).toBe(303); });'),
    of(
      'let r; beforeEach(async () => { r = await client.post("/"@); }); test("it", () => { expect(r.status).toBe(303); });',
    ),
    of(
      'test("it", async () => { const [a, b] = await Promise.all([client.post("/a"), client.post("/b"@)]); expect(b.status).toBe(303); });',
    ),
    of('test("it", async () => { const p = client.patch("/"@); expect((await p).status).toBe(303); });'),
    of(
      'test("it", async () => { const r = await client.request("POST", "/"@); expect(r.status).toBe(303); });',
    ),
    of('test("it", async () => { const r = await client.head("/"@); expect(r.status).toBe(303); });'),
    of(
      'test("it", async () => { let r = await client.post("/a"); expect(r.status).toBe(200); r = await client.post("/b"@); expect(r.status).toBe(303); });',
    ),
  ]);
  cases(rule, [
    [
      'behind options that hold no such option',
      module('const options = { json: 1 };\nexpect((await client.post("/", options)).status).toBe(303);'),
      module(
        'const options = { json: 1 };\nexpect((await client.post("/", { ...options, followRedirects: false })).status).toBe(303);',
      ),
    ],
  ]);
  noop(rule, [
    module('expect((await client.get("/")).status).toBe(303);'),
    module('expect((await client.options("/")).status).toBe(303);'),
    module('expect((await client.post("/", { allowRedirects: false })).status).toBe(303);'),
    module(
      'const Q = { allowRedirects: false };\nexpect((await client.post("/", { ...Q })).status).toBe(303);',
    ),
    ts`
      import { TestClient } from "testclient";
      const client = new TestClient(app, { followRedirects: false });
      expect((await client.post("/")).status).toBe(303);
    `,
    ts`
      import axios from "axios";
      const client = axios.create({ maxRedirects: 0 });
      expect((await client.post("/")).status).toBe(303);
    `,
    ts`
      import request from "supertest";
      const client = request(app);
      const r = await client.post("/");
      expect(r.status).toBe(303);
    `,
    ts`
      const client = { post: vi.fn() };
      const r = await client.post("/");
      expect(r.status).toBe(303);
    `,
    // A file that is written for the new client: what it reads is that of the response behind a redirect.
    module(
      'await client.get("/", { followRedirects: true });\nconst r = await client.post("/"); expect(r.headers.get("set-cookie")).toBe("a");',
    ),
  ]);
  findings(rule, [
    [
      'options that are out of sight',
      module(
        'export const send = async (options) => {\n  const r = await client.post("/", options);\n  expect(r.status).toBe(303);\n};',
      ),
      ['post', 'add `followRedirects: false`'],
    ],
  ]);
});
