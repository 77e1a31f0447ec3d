import { describe, expect, test } from 'vitest';
import { code } from '../../../support/snippets.ts';
import { found } from './found.ts';

type Row = readonly [name: string, source: string, ...expected: string[]];

const clients: readonly Row[] = [
  [
    'a construction',
    'const client = new TestClient(app);\nclient.get("/");',
    'client.get proven constructed',
  ],
  ['a construction in place', 'new TestClient(app).get("/");', 'new TestClient(app).get proven constructed'],
  [
    'a construction in parentheses',
    '(new TestClient(app)).get("/");',
    '(new TestClient(app)).get proven constructed',
  ],
  [
    'an awaited construction',
    'const client = await new TestClient(app);\nawait client.get("/");',
    'client.get proven constructed',
  ],
  [
    'a static factory',
    'const client = await TestClient.create(app);\nclient.get("/");',
    'client.get proven factory',
  ],
  [
    'let that is assigned later',
    code`
      let client;
      client = new TestClient(app);
      client.get("/");
    `,
    'client.get proven constructed',
  ],
  [
    'var that is used in a function',
    'var client = new TestClient(app);\nfunction f() { client.get("/"); }',
    'client.get proven constructed',
  ],
  [
    'what a hook assigns',
    code`
      let client;
      beforeEach(() => { client = new TestClient(app); });
      it("x", () => { client.get("/"); });
    `,
    'client.get proven constructed',
  ],
  [
    'a cast of a null that a hook replaces',
    code`
      let client = null as unknown as TestClient;
      beforeAll(() => { client = server.client as TestClient; });
      it("x", () => client.get("/"));
    `,
    'client.get proven annotated',
  ],
  [
    'a method in a sequence, by a condition, and by reflection',
    code`
      const client = new TestClient(app);
      (0, client.post)("/");
      (0, 0, client["put"])("/");
      (flag ? client.get : client.head)("/");
      (other ?? client.patch)("/");
      Reflect.get(client, "delete")("/");
      const send = Reflect.get(client, "post");
      send("/");
    `,
    '0, client.post.post proven constructed',
    '0, 0, client["put"].put proven constructed',
    'flag ? client.get : client.head. proven constructed',
    'other ?? client.patch.patch likely constructed',
    'Reflect.get(client, "delete").delete proven constructed',
    'send.post proven constructed',
  ],
  [
    'something else in a sequence, by a condition, and by reflection',
    code`
      const client = new TestClient(app);
      (0, client.close)("/");
      (0, cache.get)("/");
      (flag ? cache.get : cache.head)("/");
      Reflect.get(cache, "delete")("/");
      Reflect.get(client, "close")("/");
      cache.get("post")("/");
    `,
  ],
  [
    'methods of a client among the values of an object',
    code`
      const client = new TestClient(app);
      const table = { a: client.post };
      for (const send of Object.values(table)) send("/");
      for (const send of Object.values({ a: client.post, b: client.put })) send("/");
      for (const send of Object.values({ a: cache.post })) send("/");
    `,
    'send.post likely constructed',
    'send. proven constructed',
  ],
  [
    'parameters with the type of a method of a client',
    code`
      const client = new TestClient(app);
      type Put = TestClient["put"];
      interface Kit { send: TestClient["patch"] }
      const f = (send: TestClient["post"]) => send("/");
      const g = (send: typeof client.get, put: Put) => { send("/"); put("/"); };
      const h = (kit: Kit) => kit.send("/");
      const i = (send: OmitThisParameter<TestClient["head"]>) => send("/");
    `,
    'send.post proven annotated',
    'send.get proven constructed',
    'put.put proven annotated',
    'kit.send.patch proven annotated',
    'send.head proven annotated',
  ],
  [
    'parameters with the type of something else of a client',
    code`
      const f = (close: TestClient["close"]) => close("/");
      const g = (send: typeof cache.get) => send("/");
      const h = (send: Cache["get"]) => send("/");
    `,
  ],
  [
    'a spy whose method has its name from elsewhere: mixed',
    code`
      const client = new TestClient(app);
      const name = "put";
      const spy = vi.spyOn(client, name);
      for (const one of ["patch", "head"] as const) vi.spyOn(client, one);
      client.put("/"); client.head("/"); client.get("/");
    `,
    'client.put mixed constructed',
    'client.head mixed constructed',
    'client.get proven constructed',
  ],
  [
    'a spy on a method that is not known: mixed',
    'const client = new TestClient(app);\nconst f = (name) => vi.spyOn(client, name);\nclient.put("/");',
    'client.put mixed constructed',
  ],
  [
    'methods whose calls are looked at: mixed',
    code`
      const client = new TestClient(app);
      client.put("/");
      expect(client.put.mock.calls[0][1]).toEqual({ data: "raw" });
      client.patch("/");
      expect(client.patch).toHaveBeenCalledWith("/", { data: "raw" });
      client.get("/");
      sinon.assert.calledOnceWithExactly(client.get, "/", { data: "raw" });
      client.head("/");
      expect(vi.mocked(client.head).mock.lastCall).toEqual(["/"]);
    `,
    'client.put mixed constructed',
    'client.patch mixed constructed',
    'client.get mixed constructed',
    'client.head mixed constructed',
  ],
  [
    'methods of a client beside spies on something else',
    code`
      const client = new TestClient(app);
      const method = "put";
      const spy = vi.spyOn(cache, method);
      client.put("/");
      expect(cache.put.mock.calls[0][1]).toEqual({ data: "raw" });
      expect(await client.get("/")).toEqual(spy.mock.calls);
      expect(client.get("/")).rejects.toThrow();
    `,
    'client.put proven constructed',
    'client.get proven constructed',
    'client.get proven constructed',
  ],
  [
    'what a function that is called with `new` keeps',
    code`
      function Kit(app) { this.api = new TestClient(app); this.cache = new Cache(); }
      Kit.prototype.save = function () { [1].map(() => this.api.post("/")); this.cache.post("/"); };
      new Kit(app).api.put("/");
      new Kit(app).cache.put("/");
      const Given = function (api) { this.api = api; };
      Given.prototype = { save() { this.api.patch("/"); }, drop: function () { this.api.delete("/"); } };
      new Given(new TestClient(app));
    `,
    'this.api.post proven constructed',
    'new Kit(app).api.put proven constructed',
    'this.api.patch proven caller',
    'this.api.delete proven caller',
  ],
  [
    'what other functions keep',
    code`
      function Kit() { this.api = new TestClient(app); return new Cache(); }
      new Kit().api.put("/");
      function kit() { this.api = new TestClient(app); }
      kit().api.put("/");
      Cache.prototype.save = function () { this.api.post("/"); };
      save = function () { this.api.post("/"); };
    `,
  ],
  [
    'a held method that a derived class overrides, or that a test spies on: mixed',
    code`
      class Api extends TestClient {
        save() {
          const { post, put } = this;
          post("/"); put("/");
          const send = this.post;
          send("/");
        }
      }
      class Signed extends Api { post(url) {} }
      const client = new TestClient(app);
      const { patch, head } = client;
      const spy = vi.spyOn(client, "patch");
      patch("/"); head("/"); spy("/");
    `,
    'post.post mixed subclass',
    'put.put proven subclass',
    'send.post mixed subclass',
    'patch.patch mixed constructed',
    'head.head proven constructed',
    'spy.patch mixed constructed',
  ],
  ['a part of a client', 'const f = (c: Omit<TestClient, "put">) => c.get("/");', 'c.get proven annotated'],
  [
    'a part of a client with `request`, by another name',
    'type Api = Pick<TestClient, "get" | "request">;\nconst f = (c: Api) => c.get("/");',
    'c.get proven annotated',
  ],
  [
    'a part of a client without `request`, which no body can be sent with: mixed',
    'const f = (c: Pick<TestClient, "get" | "delete">) => c.delete("/");',
    'c.delete mixed annotated',
  ],
  [
    'a client with more',
    'const f = (c: TestClient & { login(): void }) => c.get("/");',
    'c.get proven annotated',
  ],
  [
    'a client with methods in place of its own: mixed',
    'const f = (c: Omit<TestClient, "get"> & { get(key: string): string }) => c.get("/");',
    'c.get mixed annotated',
  ],
  [
    'an interface with methods in place of those of the client: mixed',
    'interface Api extends TestClient { get(key: string): string }\nconst f = (c: Api) => c.get("/");',
    'c.get mixed annotated',
  ],
  [
    'what is left of a client',
    'const { get, ...others } = new TestClient(app);\nothers.put("/");',
    'others.put proven constructed',
  ],
  [
    'what is left of a client without `request`: mixed',
    'const { request, ...others } = new TestClient(app);\nothers.put("/");',
    'others.put mixed constructed',
  ],
  [
    'what a hook assigns to a typed name',
    code`
      let client: TestClient;
      beforeAll(async () => { client = await connect(); });
      it("x", () => client.get("/"));
    `,
    'client.get proven annotated',
  ],
  [
    'a name that may be undefined',
    'let client: TestClient | undefined;\nclient?.get("/");',
    'client.get proven annotated',
  ],
  [
    'an assertion that it is there',
    'let client: TestClient | null = null;\nclient!.get("/");',
    'client!.get proven annotated',
  ],
  ['a cast', 'const client = make() as TestClient;\nclient.get("/");', 'client.get proven annotated'],
  [
    'a cast in place',
    '(world as { client: TestClient }).client.get("/");',
    '(world as { client: TestClient }).client.get proven annotated',
  ],
  [
    'an alias',
    code`
      const client = new TestClient(app);
      const api = client;
      api.get("/");
    `,
    'api.get proven constructed',
  ],
  ['a parameter with a type', 'function f(api: TestClient) { api.get("/"); }', 'api.get proven annotated'],
  [
    'a parameter with a default',
    'function f(api = new TestClient(app)) { api.get("/"); }\nf();',
    'api.get proven constructed',
  ],
  [
    'a parameter that every caller gives a client',
    'function f(api) { api.get("/"); }\nf(new TestClient(app));',
    'api.get proven caller',
  ],
  [
    'a parameter of an arrow function',
    'const login = (api) => api.get("/");\nlogin(new TestClient(app));',
    'api.get proven caller',
  ],
  [
    'an object parameter',
    code`
      function f({ api }) { api.get("/"); }
      f({ api: new TestClient(app) });
    `,
    'api.get proven constructed',
  ],
  [
    'an object parameter with a type',
    'function f({ api }: { api: TestClient }) { api.get("/"); }',
    'api.get proven annotated',
  ],
  [
    'a property of an object',
    code`
      const world = { client: new TestClient(app) };
      world.client.get("/");
    `,
    'world.client.get proven constructed',
  ],
  [
    'a property that is assigned',
    code`
      const world = {};
      world.client = new TestClient(app);
      world.client.get("/");
    `,
    'world.client.get proven constructed',
  ],
  [
    'a destructured property',
    code`
      const { client } = { client: new TestClient(app) };
      client.get("/");
    `,
    'client.get proven constructed',
  ],
  [
    'a renamed property',
    code`
      const { client: api } = { client: new TestClient(app) };
      api.get("/");
    `,
    'api.get proven constructed',
  ],
  [
    'a default in a pattern',
    'const { client = new TestClient(app) } = {};\nclient.get("/");',
    'client.get proven constructed',
  ],
  [
    'an item of an array',
    'const [client] = [new TestClient(app)];\nclient.get("/");',
    'client.get proven constructed',
  ],
  [
    'what Promise.all gives',
    code`
      const [a, client] = await Promise.all([seed(), TestClient.create(app)]);
      client.get("/");
    `,
    'client.get proven factory',
  ],
  [
    'a loop over clients',
    'for (const client of [new TestClient(a), new TestClient(b)]) client.get("/");',
    'client.get proven constructed',
  ],
  [
    'forEach over clients',
    '[new TestClient(a)].forEach((client) => client.get("/"));',
    'client.get proven constructed',
  ],
  [
    'a function that gives a client',
    'function make() { return new TestClient(app); }\nmake().get("/");',
    'make().get proven constructed',
  ],
  [
    'an asynchronous function',
    code`
      const make = async () => new TestClient(app);
      await (await make()).get("/");
    `,
    '(await make()).get proven constructed',
  ],
  [
    'a function that gives an object',
    code`
      const setup = () => { const client = new TestClient(app); return { client }; };
      const { client } = setup();
      client.get("/");
    `,
    'client.get proven constructed',
  ],
  [
    'a declared result',
    code`
      declare function make(): Promise<TestClient>;
      (await make()).get("/");
    `,
    '(await make()).get proven annotated',
  ],
  [
    'the type of a result',
    code`
      declare const client: Awaited<ReturnType<typeof make>>;
      async function make() { return new TestClient(app); }
      client.get("/");
    `,
    'client.get proven annotated',
  ],
  [
    'the type of an instance',
    'function f(client: InstanceType<typeof TestClient>) { client.get("/"); }',
    'client.get proven annotated',
  ],
  [
    'a type alias',
    'type Api = TestClient;\nfunction f(client: Api) { client.get("/"); }',
    'client.get proven annotated',
  ],
  [
    'a member of an interface',
    code`
      interface World { client: TestClient }
      function f(world: World) { world.client.get("/"); }
    `,
    'world.client.get proven annotated',
  ],
  [
    'a member of an inherited interface',
    code`
      interface Base { client: TestClient }
      interface World extends Base { x: 1 }
      function f({ client }: World) { client.get("/"); }
    `,
    'client.get proven annotated',
  ],
  [
    'then',
    code`
      make().then((client) => client.get("/"));
      const make = async () => new TestClient(app);
    `,
    'client.get proven constructed',
  ],
  [
    'a callback that is given a client',
    code`
      async function withClient(run) { const client = new TestClient(app); await run(client); }
      withClient(async (client) => { await client.get("/"); });
    `,
    'client.get proven caller',
  ],
  [
    'a class field',
    'class Suite { client = new TestClient(app); run() { this.client.get("/"); } }',
    'this.client.get proven constructed',
  ],
  [
    'a private field',
    'class Suite { #client = new TestClient(app); run() { this.#client.get("/"); } }',
    'this.#client.get proven constructed',
  ],
  [
    'a declared field',
    'class Suite { private client!: TestClient; run() { this.client.get("/"); } }',
    'this.client.get proven annotated',
  ],
  [
    'a field that a method sets',
    'class Suite { setUp() { this.client = new TestClient(app); } run() { this.client.get("/"); } }',
    'this.client.get proven constructed',
  ],
  [
    'a parameter property',
    'class Suite { constructor(private readonly client: TestClient) {} run() { this.client.get("/"); } }',
    'this.client.get proven annotated',
  ],
  [
    'a parameter of a constructor',
    code`
      class Page { constructor(client) { this.client = client; } open() { return this.client.get("/"); } }
      new Page(new TestClient(app));
    `,
    'this.client.get proven caller',
  ],
  [
    'a getter',
    'class Suite { get client() { return new TestClient(app); } run() { this.client.get("/"); } }',
    'this.client.get proven constructed',
  ],
  [
    'a method that gives a client',
    'class Suite { make() { return new TestClient(app); } run() { this.make().get("/"); } }',
    'this.make().get proven constructed',
  ],
  [
    'a static field',
    code`
      class Suite { static client = new TestClient(app); }
      Suite.client.get("/");
    `,
    'Suite.client.get proven constructed',
  ],
  [
    'a field of an instance',
    code`
      class Suite { client = new TestClient(app) }
      const suite = new Suite();
      suite.client.get("/");
    `,
    'suite.client.get proven constructed',
  ],
  [
    'an inherited field',
    code`
      class Base { client = new TestClient(app) }
      class Suite extends Base { run() { this.client.get("/"); } }
    `,
    'this.client.get proven constructed',
  ],
  [
    'a subclass',
    'class ApiClient extends TestClient {}\nnew ApiClient(app).get("/");',
    'new ApiClient(app).get proven subclass',
  ],
  [
    'this of a subclass',
    'class ApiClient extends TestClient { login() { return this.post("/login"); } }',
    'this.post proven subclass',
  ],
  [
    'super of a subclass',
    'class ApiClient extends TestClient { delete(url, options) { return super.delete(url, options); } }',
    'super.delete proven subclass',
  ],
  [
    'this in the hooks of Mocha',
    code`
      beforeEach(function () { this.client = new TestClient(app); });
      it("x", function () { this.client.get("/"); });
    `,
    'this.client.get proven constructed',
  ],
  [
    'the context of AVA',
    code`
      import test from "ava";
      test.before((t) => { t.context.client = new TestClient(app); });
      test("x", (t) => { t.context.client.get("/"); });
    `,
    't.context.client.get proven constructed',
  ],
  [
    'the context of Vitest',
    code`
      beforeEach((context) => { context.client = new TestClient(app); });
      test("x", ({ client }) => client.get("/"));
    `,
    'client.get proven constructed',
  ],
  [
    'a fixture',
    code`
      const it = test.extend({ client: async ({}, use) => { const client = new TestClient(app); await use(client); } });
      it("x", async ({ client }) => { await client.get("/"); });
    `,
    'client.get proven fixture',
  ],
  [
    'a fixture with options',
    code`
      const it = test.extend({ client: [async ({}, use) => { await use(new TestClient(app)); }, { scope: "file" }] });
      it.only("x", async ({ client }) => { await client.get("/"); });
    `,
    'client.get proven fixture',
  ],
  [
    'a fixture on a fixture',
    code`
      const it = test.extend({ client: async ({}, use) => use(new TestClient(app)), admin: async ({ client }, use) => { await client.post("/login"); await use(client); } });
      it("x", ({ admin }) => admin.get("/"));
    `,
    'client.post proven fixture',
    'admin.get proven fixture',
  ],
  [
    'a typed fixture',
    code`
      const it = test.extend<{ client: TestClient }>({ client: async ({}, use) => { await use(await start()); } });
      it("x", ({ client }) => client.get("/"));
    `,
    'client.get proven annotated',
  ],
  [
    'a row of a table',
    'it.each([[new TestClient(a)], [new TestClient(b)]])("x", (client) => client.get("/"));',
    'client.get proven constructed',
  ],
  [
    'clients that are put into an array',
    code`
      const all = [];
      for (const app of apps) all.push(new TestClient(app));
      all[0].get("/");
      all.forEach((api) => api.post("/"));
    `,
    'all[0].get proven constructed',
    'api.post proven constructed',
  ],
  [
    'a client with more put into it',
    code`
      const api = Object.assign(new TestClient(app), { token });
      api.get("/");
    `,
    'api.get proven constructed',
  ],
  [
    'what a setup file has put into the global object',
    code`
      global.client.get("/");
      global.redis.get("x");
      globalThis.localStorage.get("x");
    `,
    'global.client.get likely named',
  ],
  [
    'the context behind a row of a table',
    code`
      const it = test.extend({ client: async ({}, use) => use(new TestClient(app)) });
      it.for([["a", "b"]])("x", ([path], { client }) => client.get(path));
    `,
    'client.get proven fixture',
  ],
  [
    'a client that a generator gives',
    code`
      async function* open() { const api = new TestClient(app); try { yield api; } finally { api.close(); } }
      for await (const api of open()) await api.get("/");
    `,
    'api.get proven constructed',
  ],
  [
    'a chosen client',
    code`
      const client = flag ? new TestClient(a) : new TestClient(b);
      client.get("/");
    `,
    'client.get proven constructed',
  ],
  [
    'a client made when it is missing',
    code`
      let client: TestClient | undefined;
      (client ??= new TestClient(app)).get("/");
    `,
    '(client ??= new TestClient(app)).get proven annotated',
  ],
  [
    'an element access',
    'new TestClient(app)["delete"]("/");',
    'new TestClient(app).delete proven constructed',
  ],
  ['generics', 'new TestClient(app).get<User>("/");', 'new TestClient(app).get proven constructed'],
  ['a chosen method', 'new TestClient(app)[method]("/");', 'new TestClient(app). proven constructed'],
  [
    'a method in a name',
    'const { delete: remove } = new TestClient(app);\nremove("/");',
    'remove.delete proven constructed',
  ],
  [
    'a bound method',
    code`
      const client = new TestClient(app);
      const send = client.post.bind(client);
      send("/");
    `,
    'send.post proven constructed',
  ],
  [
    'a factory of a package',
    code`
      import { createTestClient } from "framework/testing";
      const client = createTestClient(app);
      client.get("/");
    `,
    'client.get proven factory',
  ],
  [
    'a namespace',
    code`
      import * as testing from "framework/testing";
      new testing.TestClient(app).get("/");
    `,
    'new testing.TestClient(app).get proven constructed',
  ],
  [
    'require',
    code`
      const { AsyncClient } = require("framework");
      new AsyncClient(app).get("/");
    `,
    'new AsyncClient(app).get proven constructed',
  ],
  [
    'a member of require',
    code`
      const Client = require("framework").TestClient;
      new Client(app).get("/");
    `,
    'new Client(app).get proven constructed',
  ],
  [
    'import with an alias',
    code`
      import { AsyncClient as Client } from "framework";
      new Client(app).get("/");
    `,
    'new Client(app).get proven constructed',
  ],
  [
    'a default import',
    code`
      import AsyncClient from "framework/client";
      new AsyncClient(app).get("/");
    `,
    'new AsyncClient(app).get proven constructed',
  ],
  [
    'an imported type',
    code`
      import type { AsyncClient } from "framework";
      function f(client: AsyncClient) { client.get("/"); }
    `,
    'client.get proven annotated',
  ],
  [
    'import in an expression',
    code`
      const { AsyncClient } = await import("framework");
      new AsyncClient(app).get("/");
    `,
    'new AsyncClient(app).get proven constructed',
  ],
  [
    'import =',
    code`
      import testing = require("framework");
      new testing.AsyncClient(app).get("/");
    `,
    'new testing.AsyncClient(app).get proven constructed',
  ],
  [
    'something that calls itself a client',
    'function f(client) { client.get("/"); }',
    'client.get likely named',
  ],
  [
    'one of two that cannot be seen',
    code`
      const client = flag ? new TestClient(app) : other();
      client.get("/");
    `,
    'client.get likely constructed',
  ],
  [
    'one of two that is something else',
    code`
      const client = flag ? new TestClient(app) : new Map();
      client.get("/");
    `,
    'client.get mixed constructed',
  ],
];

const others: readonly Row[] = [
  [
    'a Map',
    code`
      const client = new Map();
      client.get("/");
      client.delete("/");
    `,
  ],
  ['a Map under a type', 'const cache: Map<string, string> = make();\ncache.get("/");'],
  [
    'fetch headers',
    code`
      const headers = new Headers();
      headers.get("x");
      headers.delete("x");
    `,
  ],
  ['search parameters', 'new URL(url).searchParams.get("x");'],
  ['an unknown object', 'thing.get("/");\nthing.delete("/", { data: "x" });'],
  [
    'axios',
    code`
      import axios from "axios";
      axios.delete("/", { data: "x" });
      const client = axios.create();
      client.delete("/", { data: "x" });
    `,
  ],
  [
    'got',
    code`
      import got from "got";
      got.delete("/", { json: {} });
      const client = got.extend({});
      client.get("/");
    `,
  ],
  [
    'ky',
    code`
      import ky from "ky";
      ky.delete("/");
      const client = ky.create({});
      client.get("/");
    `,
  ],
  [
    'supertest',
    code`
      import request from "supertest";
      request(app).delete("/");
      const client = request.agent(app);
      client.get("/");
    `,
  ],
  ['superagent', 'import superagent from "superagent";\nsuperagent.delete("/");'],
  [
    'Playwright',
    code`
      import { test } from "@playwright/test";
      test("x", async ({ request, page }) => { await request.delete("/", { data: "x" }); await page.request.get("/"); });
    `,
  ],
  [
    'undici',
    code`
      import { Client, request } from "undici";
      const client = new Client("http://x");
      client.request({ path: "/" });
    `,
  ],
  [
    'light-my-request',
    code`
      import inject from "light-my-request";
      const client = inject(app);
      client.get("/");
    `,
  ],
  [
    'Hono',
    code`
      import { Hono } from "hono";
      const app = new Hono();
      app.get("/", (c) => c.text("x"));
      await app.request("/");
    `,
  ],
  [
    'the client of Hono',
    code`
      import { testClient } from "hono/testing";
      const client = testClient(app);
      client.get("/");
    `,
  ],
  [
    'Express',
    code`
      import express from "express";
      const app = express();
      app.get("/", f);
      app.delete("/", f);
    `,
  ],
  [
    'Apollo',
    code`
      import { ApolloClient } from "@apollo/client";
      const client = new ApolloClient({});
      client.query({});
      client.get("/");
    `,
  ],
  [
    'S3',
    code`
      import { S3Client } from "@aws-sdk/client-s3";
      const client = new S3Client({});
      client.send(x);
      client.delete("/");
    `,
  ],
  [
    'Redis',
    code`
      import { createClient } from "redis";
      const client = createClient();
      client.get("key");
    `,
  ],
  [
    'a Redis client',
    code`
      import Redis from "ioredis";
      const client = new Redis();
      client.get("key");
      client.delete("x");
    `,
  ],
  [
    'a client of MQTT',
    code`
      import { AsyncClient } from "async-mqtt";
      const client = new AsyncClient();
      client.get("/");
    `,
  ],
  [
    'an ORM',
    code`
      const client = prisma.client;
      userRepository.delete({ id: 1 });
      entityManager.get(x);
    `,
  ],
  [
    'a name of another service',
    'function f(redisClient, s3Client, queryClient, httpAxiosClient) { redisClient.get("x"); s3Client.delete("x"); queryClient.get("x"); }',
  ],
  ['a double', 'function f(mockClient, fakeTestClient) { mockClient.get("/"); fakeTestClient.get("/"); }'],
  ['a double by a framework', 'const client = vi.fn();\nclient.get("/");'],
  ['a spy', 'const client = { get: vi.fn() };\nclient.get("/");'],
  [
    'a name that is bound anew',
    code`
      let client = new TestClient(app);
      client = new Map();
      client.get("/");
    `,
  ],
  [
    'a name that is shadowed',
    code`
      const client = new TestClient(app);
      function f(client: Map<string, string>) { client.get("/"); }
    `,
  ],
  [
    'a name that a block shadows',
    code`
      const client = new TestClient(app);
      { const client = new Map(); client.get("/"); }
    `,
  ],
  [
    'a name that a loop shadows',
    code`
      const client = new TestClient(app);
      for (const client of [new Map()]) client.get("/");
    `,
  ],
  [
    'a name that a catch shadows',
    code`
      const thing = new TestClient(app);
      try { x(); } catch (thing) { thing.get("/"); }
    `,
  ],
  ['a class of the same file', 'class TestApi { get() {} }\nnew TestApi().get("/");'],
  [
    'a subclass that defines the method',
    code`
      class ApiClient extends TestClient { delete(url, body) { return 1; } }
      new ApiClient(app).delete("/", {});
    `,
  ],
  [
    'a method that is replaced',
    code`
      const client = new TestClient(app);
      client.get = vi.fn();
      client.get("/");
    `,
  ],
  [
    'another method',
    code`
      const client = new TestClient(app);
      client.close();
      client.use(x);
      client.set("x", "y");
    `,
  ],
  [
    'a response',
    code`
      const response = await new TestClient(app).trace("/");
      response.get("x");
    `,
  ],
  [
    'headers of a response',
    code`
      const client = new TestClient(app);
      const { headers } = await client.trace("/");
      headers.get("x");
      headers.delete("x");
    `,
  ],
  ['more arguments than a client takes', 'new TestClient(app).post("/", body, { headers });'],
  ['a type that is not imported', 'function f(api: RestClient) { api.get("/"); }'],
  [
    'an interface of the file',
    code`
      interface Store { get(key: string): string }
      function f(client: Store) { client.get("/"); }
    `,
  ],
  ['a client in a string', 'const text = "new TestClient(app).get()";'],
  ['the class itself', 'TestClient.get("/");\nTestClient.delete("/");'],
];

describe('is a client', () => {
  test.each(clients)('%s', async (_name, source, ...expected) => {
    expect(await found(source)).toEqual(expected);
  });
});

describe('is no client', () => {
  test.each(others)('%s', async (_name, source) => {
    expect(await found(source)).toEqual([]);
  });
});

const configured: readonly (readonly [string, string, string, ...string[]])[] = [
  [
    'an expression',
    'this.http',
    'class A { run() { this.http.get("/"); } }',
    'this.http.get proven configured',
  ],
  [
    'a class',
    'RestClient',
    code`
      import { RestClient } from "framework";
      new RestClient(app).get("/");
    `,
    'new RestClient(app).get proven constructed',
  ],
  [
    'a factory',
    'boot()',
    code`
      import { boot } from "framework";
      const api = await boot();
      api.get("/");
    `,
    'api.get proven factory',
  ],
  ['another name', 'api', 'http.get("/");'],
];

test.each(configured)('a name the user gives: %s', async (_name, client, source, ...expected) => {
  expect(await found(source, 'a.test.ts', [client])).toEqual(expected);
});
