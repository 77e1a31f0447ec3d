import { describe, expect, test } from 'vitest';
import { openIn, receiversOf } from '../../support/project.ts';

const IMPORT = "import { TestClient } from '../src/testing';\n";

/** `receiver.method certainty because` of each call in a file that imports `TestClient`. */
async function found(source: string, path = 'a.test.ts', clients: readonly string[] = []): Promise<string[]> {
  return await foundIn({ [path]: IMPORT + source }, path, clients);
}

async function foundIn(
  files: Readonly<Record<string, string>>,
  path: string,
  clients: readonly string[] = [],
): Promise<string[]> {
  const opened = await openIn(files, path, clients);
  expect(opened.document.problem).toBeUndefined();
  return receiversOf(opened).map((line) => line.replace(/^\d+ /, ''));
}

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
    'let client;\nclient = new TestClient(app);\nclient.get("/");',
    'client.get proven constructed',
  ],
  [
    'var that is used in a function',
    'var client = new TestClient(app);\nfunction f() { client.get("/"); }',
    'client.get proven constructed',
  ],
  [
    'what a hook assigns',
    'let client;\nbeforeEach(() => { client = new TestClient(app); });\nit("x", () => { client.get("/"); });',
    'client.get proven constructed',
  ],
  [
    'what a hook assigns to a typed name',
    'let client: TestClient;\nbeforeAll(async () => { client = await connect(); });\nit("x", () => client.get("/"));',
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
    'const client = new TestClient(app);\nconst api = client;\napi.get("/");',
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
    'function f({ api }) { api.get("/"); }\nf({ api: new TestClient(app) });',
    'api.get proven constructed',
  ],
  [
    'an object parameter with a type',
    'function f({ api }: { api: TestClient }) { api.get("/"); }',
    'api.get proven annotated',
  ],
  [
    'a property of an object',
    'const world = { client: new TestClient(app) };\nworld.client.get("/");',
    'world.client.get proven constructed',
  ],
  [
    'a property that is assigned',
    'const world = {};\nworld.client = new TestClient(app);\nworld.client.get("/");',
    'world.client.get proven constructed',
  ],
  [
    'a destructured property',
    'const { client } = { client: new TestClient(app) };\nclient.get("/");',
    'client.get proven constructed',
  ],
  [
    'a renamed property',
    'const { client: api } = { client: new TestClient(app) };\napi.get("/");',
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
    'const [a, client] = await Promise.all([seed(), TestClient.create(app)]);\nclient.get("/");',
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
    'const make = async () => new TestClient(app);\nawait (await make()).get("/");',
    '(await make()).get proven constructed',
  ],
  [
    'a function that gives an object',
    'const setup = () => { const client = new TestClient(app); return { client }; };\nconst { client } = setup();\nclient.get("/");',
    'client.get proven constructed',
  ],
  [
    'a declared result',
    'declare function make(): Promise<TestClient>;\n(await make()).get("/");',
    '(await make()).get proven annotated',
  ],
  [
    'the type of a result',
    'declare const client: Awaited<ReturnType<typeof make>>;\nasync function make() { return new TestClient(app); }\nclient.get("/");',
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
    'interface World { client: TestClient }\nfunction f(world: World) { world.client.get("/"); }',
    'world.client.get proven annotated',
  ],
  [
    'a member of an inherited interface',
    'interface Base { client: TestClient }\ninterface World extends Base { x: 1 }\nfunction f({ client }: World) { client.get("/"); }',
    'client.get proven annotated',
  ],
  [
    'then',
    'make().then((client) => client.get("/"));\nconst make = async () => new TestClient(app);',
    'client.get proven constructed',
  ],
  [
    'a callback that is given a client',
    'async function withClient(run) { const client = new TestClient(app); await run(client); }\nwithClient(async (client) => { await client.get("/"); });',
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
    'class Page { constructor(client) { this.client = client; } open() { return this.client.get("/"); } }\nnew Page(new TestClient(app));',
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
    'class Suite { static client = new TestClient(app); }\nSuite.client.get("/");',
    'Suite.client.get proven constructed',
  ],
  [
    'a field of an instance',
    'class Suite { client = new TestClient(app) }\nconst suite = new Suite();\nsuite.client.get("/");',
    'suite.client.get proven constructed',
  ],
  [
    'an inherited field',
    'class Base { client = new TestClient(app) }\nclass Suite extends Base { run() { this.client.get("/"); } }',
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
    'beforeEach(function () { this.client = new TestClient(app); });\nit("x", function () { this.client.get("/"); });',
    'this.client.get proven constructed',
  ],
  [
    'the context of AVA',
    'import test from "ava";\ntest.before((t) => { t.context.client = new TestClient(app); });\ntest("x", (t) => { t.context.client.get("/"); });',
    't.context.client.get proven constructed',
  ],
  [
    'the context of Vitest',
    'beforeEach((context) => { context.client = new TestClient(app); });\ntest("x", ({ client }) => client.get("/"));',
    'client.get proven constructed',
  ],
  [
    'a fixture',
    'const it = test.extend({ client: async ({}, use) => { const client = new TestClient(app); await use(client); } });\nit("x", async ({ client }) => { await client.get("/"); });',
    'client.get proven fixture',
  ],
  [
    'a fixture with options',
    'const it = test.extend({ client: [async ({}, use) => { await use(new TestClient(app)); }, { scope: "file" }] });\nit.only("x", async ({ client }) => { await client.get("/"); });',
    'client.get proven fixture',
  ],
  [
    'a fixture on a fixture',
    'const it = test.extend({ client: async ({}, use) => use(new TestClient(app)), admin: async ({ client }, use) => { await client.post("/login"); await use(client); } });\nit("x", ({ admin }) => admin.get("/"));',
    'client.post proven fixture',
    'admin.get proven fixture',
  ],
  [
    'a typed fixture',
    'const it = test.extend<{ client: TestClient }>({ client: async ({}, use) => { await use(await start()); } });\nit("x", ({ client }) => client.get("/"));',
    'client.get proven annotated',
  ],
  [
    'a row of a table',
    'it.each([[new TestClient(a)], [new TestClient(b)]])("x", (client) => client.get("/"));',
    'client.get proven constructed',
  ],
  [
    'clients that are put into an array',
    'const all = [];\nfor (const app of apps) all.push(new TestClient(app));\nall[0].get("/");\nall.forEach((api) => api.post("/"));',
    'all[0].get proven constructed',
    'api.post proven constructed',
  ],
  [
    'a client with more put into it',
    'const api = Object.assign(new TestClient(app), { token });\napi.get("/");',
    'api.get proven constructed',
  ],
  [
    'what a setup file has put into the global object',
    'global.client.get("/");\nglobal.redis.get("x");\nglobalThis.localStorage.get("x");',
    'global.client.get likely named',
  ],
  [
    'the context behind a row of a table',
    'const it = test.extend({ client: async ({}, use) => use(new TestClient(app)) });\nit.for([["a", "b"]])("x", ([path], { client }) => client.get(path));',
    'client.get proven fixture',
  ],
  [
    'a client that a generator gives',
    'async function* open() { const api = new TestClient(app); try { yield api; } finally { api.close(); } }\nfor await (const api of open()) await api.get("/");',
    'api.get proven constructed',
  ],
  [
    'a chosen client',
    'const client = flag ? new TestClient(a) : new TestClient(b);\nclient.get("/");',
    'client.get proven constructed',
  ],
  [
    'a client made when it is missing',
    'let client: TestClient | undefined;\n(client ??= new TestClient(app)).get("/");',
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
    'const client = new TestClient(app);\nconst send = client.post.bind(client);\nsend("/");',
    'send.post proven constructed',
  ],
  [
    'a factory of a package',
    'import { createTestClient } from "framework/testing";\nconst client = createTestClient(app);\nclient.get("/");',
    'client.get proven factory',
  ],
  [
    'a namespace',
    'import * as testing from "framework/testing";\nnew testing.TestClient(app).get("/");',
    'new testing.TestClient(app).get proven constructed',
  ],
  [
    'require',
    'const { AsyncClient } = require("framework");\nnew AsyncClient(app).get("/");',
    'new AsyncClient(app).get proven constructed',
  ],
  [
    'a member of require',
    'const Client = require("framework").TestClient;\nnew Client(app).get("/");',
    'new Client(app).get proven constructed',
  ],
  [
    'import with an alias',
    'import { AsyncClient as Client } from "framework";\nnew Client(app).get("/");',
    'new Client(app).get proven constructed',
  ],
  [
    'a default import',
    'import AsyncClient from "framework/client";\nnew AsyncClient(app).get("/");',
    'new AsyncClient(app).get proven constructed',
  ],
  [
    'an imported type',
    'import type { AsyncClient } from "framework";\nfunction f(client: AsyncClient) { client.get("/"); }',
    'client.get proven annotated',
  ],
  [
    'import in an expression',
    'const { AsyncClient } = await import("framework");\nnew AsyncClient(app).get("/");',
    'new AsyncClient(app).get proven constructed',
  ],
  [
    'import =',
    'import testing = require("framework");\nnew testing.AsyncClient(app).get("/");',
    'new testing.AsyncClient(app).get proven constructed',
  ],
  [
    'something that calls itself a client',
    'function f(client) { client.get("/"); }',
    'client.get likely named',
  ],
  [
    'one of two that cannot be seen',
    'const client = flag ? new TestClient(app) : other();\nclient.get("/");',
    'client.get likely constructed',
  ],
  [
    'one of two that is something else',
    'const client = flag ? new TestClient(app) : new Map();\nclient.get("/");',
    'client.get mixed constructed',
  ],
];

const others: readonly Row[] = [
  ['a Map', 'const client = new Map();\nclient.get("/");\nclient.delete("/");'],
  ['a Map under a type', 'const cache: Map<string, string> = make();\ncache.get("/");'],
  ['fetch headers', 'const headers = new Headers();\nheaders.get("x");\nheaders.delete("x");'],
  ['search parameters', 'new URL(url).searchParams.get("x");'],
  ['an unknown object', 'thing.get("/");\nthing.delete("/", { data: "x" });'],
  [
    'axios',
    'import axios from "axios";\naxios.delete("/", { data: "x" });\nconst client = axios.create();\nclient.delete("/", { data: "x" });',
  ],
  [
    'got',
    'import got from "got";\ngot.delete("/", { json: {} });\nconst client = got.extend({});\nclient.get("/");',
  ],
  ['ky', 'import ky from "ky";\nky.delete("/");\nconst client = ky.create({});\nclient.get("/");'],
  [
    'supertest',
    'import request from "supertest";\nrequest(app).delete("/");\nconst client = request.agent(app);\nclient.get("/");',
  ],
  ['superagent', 'import superagent from "superagent";\nsuperagent.delete("/");'],
  [
    'Playwright',
    'import { test } from "@playwright/test";\ntest("x", async ({ request, page }) => { await request.delete("/", { data: "x" }); await page.request.get("/"); });',
  ],
  [
    'undici',
    'import { Client, request } from "undici";\nconst client = new Client("http://x");\nclient.request({ path: "/" });',
  ],
  [
    'light-my-request',
    'import inject from "light-my-request";\nconst client = inject(app);\nclient.get("/");',
  ],
  [
    'Hono',
    'import { Hono } from "hono";\nconst app = new Hono();\napp.get("/", (c) => c.text("x"));\nawait app.request("/");',
  ],
  [
    'the client of Hono',
    'import { testClient } from "hono/testing";\nconst client = testClient(app);\nclient.get("/");',
  ],
  [
    'Express',
    'import express from "express";\nconst app = express();\napp.get("/", f);\napp.delete("/", f);',
  ],
  [
    'Apollo',
    'import { ApolloClient } from "@apollo/client";\nconst client = new ApolloClient({});\nclient.query({});\nclient.get("/");',
  ],
  [
    'S3',
    'import { S3Client } from "@aws-sdk/client-s3";\nconst client = new S3Client({});\nclient.send(x);\nclient.delete("/");',
  ],
  ['Redis', 'import { createClient } from "redis";\nconst client = createClient();\nclient.get("key");'],
  [
    'a Redis client',
    'import Redis from "ioredis";\nconst client = new Redis();\nclient.get("key");\nclient.delete("x");',
  ],
  [
    'a client of MQTT',
    'import { AsyncClient } from "async-mqtt";\nconst client = new AsyncClient();\nclient.get("/");',
  ],
  ['an ORM', 'const client = prisma.client;\nuserRepository.delete({ id: 1 });\nentityManager.get(x);'],
  [
    'a name of another service',
    'function f(redisClient, s3Client, queryClient, httpAxiosClient) { redisClient.get("x"); s3Client.delete("x"); queryClient.get("x"); }',
  ],
  ['a double', 'function f(mockClient, fakeTestClient) { mockClient.get("/"); fakeTestClient.get("/"); }'],
  ['a double by a framework', 'const client = vi.fn();\nclient.get("/");'],
  ['a spy', 'const client = { get: vi.fn() };\nclient.get("/");'],
  ['a name that is bound anew', 'let client = new TestClient(app);\nclient = new Map();\nclient.get("/");'],
  [
    'a name that is shadowed',
    'const client = new TestClient(app);\nfunction f(client: Map<string, string>) { client.get("/"); }',
  ],
  [
    'a name that a block shadows',
    'const client = new TestClient(app);\n{ const client = new Map(); client.get("/"); }',
  ],
  [
    'a name that a loop shadows',
    'const client = new TestClient(app);\nfor (const client of [new Map()]) client.get("/");',
  ],
  [
    'a name that a catch shadows',
    'const thing = new TestClient(app);\ntry { x(); } catch (thing) { thing.get("/"); }',
  ],
  ['a class of the same file', 'class TestApi { get() {} }\nnew TestApi().get("/");'],
  [
    'a subclass that defines the method',
    'class ApiClient extends TestClient { delete(url, body) { return 1; } }\nnew ApiClient(app).delete("/", {});',
  ],
  [
    'a method that is replaced',
    'const client = new TestClient(app);\nclient.get = vi.fn();\nclient.get("/");',
  ],
  [
    'another method',
    'const client = new TestClient(app);\nclient.close();\nclient.use(x);\nclient.set("x", "y");',
  ],
  ['a response', 'const response = await new TestClient(app).trace("/");\nresponse.get("x");'],
  [
    'headers of a response',
    'const client = new TestClient(app);\nconst { headers } = await client.trace("/");\nheaders.get("x");\nheaders.delete("x");',
  ],
  ['more arguments than a client takes', 'new TestClient(app).post("/", body, { headers });'],
  ['a type that is not imported', 'function f(api: RestClient) { api.get("/"); }'],
  [
    'an interface of the file',
    'interface Store { get(key: string): string }\nfunction f(client: Store) { client.get("/"); }',
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

const CLIENT =
  'export class TestClient { get(url: string, options?: object) {} delete(url, options) {} request(m, u, o) {} }';
const TEST = 'test/a.test.ts';

const across: readonly (readonly [string, Readonly<Record<string, string>>, ...string[]])[] = [
  [
    'an instance of another file',
    {
      [TEST]: 'import { client } from "./setup";\nclient.get("/");',
      'test/setup.ts': 'import { TestClient } from "framework";\nexport const client = new TestClient(app);',
    },
    'client.get proven imported',
  ],
  [
    'an instance under another name',
    {
      [TEST]: 'import { api } from "./setup.js";\napi.get("/");',
      'test/setup.ts':
        'import { TestClient } from "framework";\nconst client = new TestClient(app);\nexport { client as api };',
    },
    'api.get proven imported',
  ],
  [
    'a default export',
    {
      [TEST]: 'import api from "./setup";\napi.get("/");',
      'test/setup.mjs': 'import { TestClient } from "framework";\nexport default new TestClient(app);',
    },
    'api.get proven imported',
  ],
  [
    'a default export by name',
    {
      [TEST]: 'import api from "../setup";\napi.get("/");',
      'setup/index.js':
        'import { TestClient } from "framework";\nconst client = new TestClient(app);\nexport default client;',
    },
    'api.get proven imported',
  ],
  [
    'an export handed on',
    {
      [TEST]: 'import { client } from "./all";\nclient.get("/");',
      'test/all.ts': 'export { client } from "./setup";',
      'test/setup.ts': 'import { TestClient } from "framework";\nexport const client = new TestClient(app);',
    },
    'client.get proven imported',
  ],
  [
    'a default handed on',
    {
      [TEST]: 'import { client } from "./all";\nclient.get("/");',
      'test/all.ts': 'export { default as client } from "./setup";',
      'test/setup.ts': 'import { TestClient } from "framework";\nexport default new TestClient(app);',
    },
    'client.get proven imported',
  ],
  [
    'everything handed on',
    {
      [TEST]: 'import { client } from "./all";\nclient.get("/");',
      'test/all.ts': 'export * from "./other";\nexport * from "./setup";',
      'test/other.ts': 'export const x = 1;',
      'test/setup.ts': 'import { TestClient } from "framework";\nexport const client = new TestClient(app);',
    },
    'client.get proven imported',
  ],
  [
    'everything handed on under a name',
    {
      [TEST]: 'import { setup } from "./all";\nsetup.client.get("/");',
      'test/all.ts': 'export * as setup from "./setup";',
      'test/setup.ts': 'import { TestClient } from "framework";\nexport const client = new TestClient(app);',
    },
    'setup.client.get proven constructed',
  ],
  [
    'an import handed on',
    {
      [TEST]: 'import { TestClient } from "./all";\nnew TestClient(app).get("/");',
      'test/all.ts': 'import { TestClient } from "framework";\nexport { TestClient };',
    },
    'new TestClient(app).get proven constructed',
  ],
  [
    'files that hand on to each other',
    {
      [TEST]: 'import { client } from "./a";\nclient.get("/");',
      'test/a.ts': 'export * from "./b";',
      'test/b.ts':
        'export * from "./a";\nimport { TestClient } from "framework";\nexport const client = new TestClient(app);',
    },
    'client.get proven imported',
  ],
  [
    'the class of the project',
    {
      [TEST]: 'import { TestClient } from "../src/client";\nnew TestClient(app).get("/");',
      'src/client.ts': CLIENT,
    },
    'new TestClient(app).get proven constructed',
  ],
  [
    'a subclass of another file',
    {
      [TEST]: 'import { ApiClient } from "./api";\nnew ApiClient(app).get("/");',
      'test/api.ts':
        'import { TestClient } from "../src/client";\nexport class ApiClient extends TestClient { login() {} }',
      'src/client.ts': CLIENT,
    },
    'new ApiClient(app).get proven subclass',
  ],
  [
    'a factory of another file',
    {
      [TEST]: 'import { makeClient } from "./setup";\nconst client = await makeClient();\nclient.get("/");',
      'test/setup.ts':
        'import { TestClient } from "framework";\nexport async function makeClient() { return TestClient.create(app); }',
    },
    'client.get proven factory',
  ],
  [
    'a static method of a class of the project',
    {
      [TEST]: 'import { TestClient } from "./client";\nTestClient.create(app).get("/");',
      'test/client.ts': 'export class TestClient { static create(app) { return new TestClient(app); } }',
    },
    'TestClient.create(app).get proven factory',
  ],
  [
    'a factory of the project by a known name',
    {
      [TEST]: 'import { createTestClient } from "./setup";\ncreateTestClient(app).get("/");',
      'test/setup.ts':
        'import { AsyncClient } from "framework";\nexport const createTestClient = (app) => new AsyncClient(app);',
    },
    'createTestClient(app).get proven constructed',
  ],
  [
    'CommonJS',
    {
      'test/a.test.js': 'const { client } = require("./setup");\nclient.get("/");',
      'test/setup.js':
        'const { TestClient } = require("framework");\nconst client = new TestClient(app);\nmodule.exports = { client };',
    },
    'client.get proven constructed',
  ],
  [
    'CommonJS by name',
    {
      'test/a.test.js': 'const setup = require("./setup");\nsetup.client.get("/");',
      'test/setup.cjs': 'const { TestClient } = require("framework");\nexports.client = new TestClient(app);',
    },
    'setup.client.get proven constructed',
  ],
  [
    'all of a CommonJS file',
    {
      'test/a.test.js': 'const client = require("./setup");\nclient.get("/");',
      'test/setup.js': 'const { TestClient } = require("framework");\nmodule.exports = new TestClient(app);',
    },
    'client.get proven imported',
  ],
  [
    'the class of a CommonJS file',
    {
      'test/a.test.js': 'const { TestClient } = require("../src/client");\nnew TestClient(app).get("/");',
      'src/client.js': 'class TestClient {}\nmodule.exports = { TestClient };',
    },
    'new TestClient(app).get proven constructed',
  ],
  [
    'a member of a CommonJS file',
    {
      'test/a.test.js': 'new (require("../src/client").TestClient)(app).get("/");',
      'src/client.js': 'exports.TestClient = class TestClient {};',
    },
    'new (require("../src/client").TestClient)(app).get proven constructed',
  ],
  [
    'what is put into the exports of a CommonJS file',
    {
      'test/a.test.js': 'const { client } = require("./setup");\nclient.get("/");',
      'test/setup.js':
        'const { TestClient } = require("framework");\nmodule.exports = { app };\nmodule.exports.client = new TestClient(app);',
    },
    'client.get proven constructed',
  ],
  [
    'a namespace of the project',
    {
      [TEST]: 'import * as testing from "../src/client";\nnew testing.TestClient(app).get("/");',
      'src/client.ts': CLIENT,
    },
    'new testing.TestClient(app).get proven constructed',
  ],
  [
    'import = of the project',
    {
      'test/a.test.cts': 'import testing = require("../src/client");\nnew testing.TestClient(app).get("/");',
      'src/client.ts': CLIENT,
    },
    'new testing.TestClient(app).get proven constructed',
  ],
  [
    'what the file of the class makes of it',
    {
      [TEST]: 'import { api, boot } from "./client";\napi.get("/");\n(await boot()).get("/");',
      'test/client.ts': `${CLIENT}\nexport const api = new TestClient();\nexport const boot = async () => new TestClient();`,
    },
    'api.get proven imported',
    '(await boot()).get proven imported',
  ],
  [
    'a method of a class of the project',
    {
      [TEST]:
        'import { TestClient } from "../src/client";\nconst api = new TestClient();\nconst { delete: remove } = api;\nremove("/");\nconst world = { get: api.get };\nworld.get("/");\napi.get.bind(api)("/");',
      'src/client.ts': CLIENT,
    },
    'remove.delete proven constructed',
    'world.get.get proven constructed',
    'api.get.bind(api).get proven constructed',
  ],
  [
    'a subclass beside the class',
    {
      [TEST]:
        'import { ApiClient } from "./client";\nnew ApiClient().get("/");\nnew ApiClient().delete("/");',
      'test/client.ts': `${CLIENT}\nexport class ApiClient extends TestClient { delete(url) {} }`,
    },
    'new ApiClient().get proven subclass',
  ],
  [
    'the class in its own file',
    {
      'src/client.ts':
        'export class TestClient { get(url, options) { return this.request("GET", url, options); } }\nnew TestClient().get("/");',
      [TEST]: 'import { TestClient } from "../src/client";',
    },
  ],
  [
    'fixtures of another file',
    {
      [TEST]:
        'import { test } from "./fixtures";\ntest("x", async ({ client }) => { await client.get("/"); });',
      'test/fixtures.ts':
        'import { test as base } from "vitest";\nimport { TestClient } from "framework";\nexport const test = base.extend({ client: async ({}, use) => { await use(new TestClient(app)); } });',
    },
    'client.get proven fixture',
  ],
  [
    'fixtures of Playwright',
    {
      [TEST]:
        'import { test } from "./fixtures";\ntest("x", async ({ client, request }) => { await client.get("/"); await request.get("/"); });',
      'test/fixtures.ts':
        'import { test as base } from "@playwright/test";\nimport { TestClient } from "framework";\nexport const test = base.extend<{ client: TestClient }>({ client: async ({ page }, use) => { await use(new TestClient(page)); } });',
    },
    'client.get proven fixture',
  ],
  [
    'a parameter that another file gives a client',
    {
      'test/help.ts': 'export function login(api) { api.get("/"); }',
      [TEST]:
        'import { TestClient } from "framework";\nimport { login } from "./help";\nlogin(new TestClient(app));',
    },
    'api.get proven caller',
  ],
  [
    'a class of another file',
    {
      [TEST]: 'import { Suite } from "./suite";\nnew Suite().client.get("/");',
      'test/suite.ts':
        'import { TestClient } from "framework";\nexport class Suite { readonly client = new TestClient(app); }',
    },
    'new Suite().client.get proven constructed',
  ],
  [
    'an interface of another file',
    {
      [TEST]:
        'import type { World } from "./world";\nexport function f({ client }: World) { client.get("/"); }',
      'test/world.ts':
        'import type { TestClient } from "framework";\nexport interface World { client: TestClient }',
    },
    'client.get proven annotated',
  ],
  [
    'another class under the name of a client',
    {
      [TEST]: 'import { TestClient } from "../src/client";\nnew TestClient(app).post("/", body);',
      'src/client.ts': 'export class TestClient { post(path: string, body: object, token: string) {} }',
    },
  ],
  [
    'something else under its name',
    {
      [TEST]: 'import { client } from "./setup";\nclient.get("/");',
      'test/setup.ts':
        'import { TestClient } from "framework";\nexport const client = new Map();\nnew TestClient(app);',
    },
  ],
  [
    'a name that is not there',
    {
      [TEST]: 'import { store } from "./setup";\nstore.get("/");',
      'test/setup.ts': 'import { TestClient } from "framework";\nexport const client = new TestClient(app);',
    },
  ],
  [
    'a project without clients',
    { [TEST]: 'function f(client) { client.get("/"); }', 'test/setup.ts': 'export const x = 1;' },
  ],
];

describe('across files', () => {
  for (const [name, files, ...expected] of across) {
    test(name, async () => {
      const path = Object.keys(files)[0] ?? '';
      expect(await foundIn(files, path)).toEqual(expected);
    });
  }
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
    'import { RestClient } from "framework";\nnew RestClient(app).get("/");',
    'new RestClient(app).get proven constructed',
  ],
  [
    'a factory',
    'boot()',
    'import { boot } from "framework";\nconst api = await boot();\napi.get("/");',
    'api.get proven factory',
  ],
  ['another name', 'api', 'http.get("/");'],
];

test.each(configured)('a name the user gives: %s', async (_name, client, source, ...expected) => {
  expect(await found(source, 'a.test.ts', [client])).toEqual(expected);
});
