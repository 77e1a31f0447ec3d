import { describe, expect, test } from 'vitest';
import { code } from '../../../support/snippets.ts';
import { foundIn } from './found.ts';

const CLIENT =
  'export class TestClient { get(url: string, options?: object) {} delete(url, options) {} request(m, u, { allowRedirects }) {} }';
const TEST = 'test/a.test.ts';
const HELPER = code`
  import { TestClient } from "framework";
  export function save(client: TestClient) { client.post("/", {}); client.put("/", {}); }
`;

const across: readonly (readonly [string, Readonly<Record<string, string>>, ...string[]])[] = [
  [
    'an instance of another file',
    {
      [TEST]: 'import { client } from "./setup";\nclient.get("/");',
      'test/setup.ts': code`
        import { TestClient } from "framework";
        export const client = new TestClient(app);
      `,
    },
    'client.get proven imported',
  ],
  [
    'an instance under another name',
    {
      [TEST]: 'import { api } from "./setup.js";\napi.get("/");',
      'test/setup.ts': code`
        import { TestClient } from "framework";
        const client = new TestClient(app);
        export { client as api };
      `,
    },
    'api.get proven imported',
  ],
  [
    'a default export',
    {
      [TEST]: 'import api from "./setup";\napi.get("/");',
      'test/setup.mjs': code`
        import { TestClient } from "framework";
        export default new TestClient(app);
      `,
    },
    'api.get proven imported',
  ],
  [
    'a default export by name',
    {
      [TEST]: 'import api from "../setup";\napi.get("/");',
      'setup/index.js': code`
        import { TestClient } from "framework";
        const client = new TestClient(app);
        export default client;
      `,
    },
    'api.get proven imported',
  ],
  [
    'an export handed on',
    {
      [TEST]: 'import { client } from "./all";\nclient.get("/");',
      'test/all.ts': 'export { client } from "./setup";',
      'test/setup.ts': code`
        import { TestClient } from "framework";
        export const client = new TestClient(app);
      `,
    },
    'client.get proven imported',
  ],
  [
    'a default handed on',
    {
      [TEST]: 'import { client } from "./all";\nclient.get("/");',
      'test/all.ts': 'export { default as client } from "./setup";',
      'test/setup.ts': code`
        import { TestClient } from "framework";
        export default new TestClient(app);
      `,
    },
    'client.get proven imported',
  ],
  [
    'everything handed on',
    {
      [TEST]: 'import { client } from "./all";\nclient.get("/");',
      'test/all.ts': 'export * from "./other";\nexport * from "./setup";',
      'test/other.ts': 'export const x = 1;',
      'test/setup.ts': code`
        import { TestClient } from "framework";
        export const client = new TestClient(app);
      `,
    },
    'client.get proven imported',
  ],
  [
    'everything handed on under a name',
    {
      [TEST]: 'import { setup } from "./all";\nsetup.client.get("/");',
      'test/all.ts': 'export * as setup from "./setup";',
      'test/setup.ts': code`
        import { TestClient } from "framework";
        export const client = new TestClient(app);
      `,
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
      'test/b.ts': code`
        export * from "./a";
        import { TestClient } from "framework";
        export const client = new TestClient(app);
      `,
    },
    'client.get proven imported',
  ],
  [
    'files that hand on to each other in circles, asked for two names',
    {
      [TEST]:
        'import { client } from "./a";\nimport { other } from "./b";\nclient.get("/");\nother.get("/");',
      'test/a.ts': 'export * from "./b";\nexport * from "./c";',
      'test/b.ts': 'export * from "./a";',
      'test/c.ts': code`
        export * from "./b";
        export { other as client } from "./b";
        import { TestClient } from "framework";
        export const other = new TestClient(app);
      `,
    },
    'client.get proven imported',
    'other.get proven imported',
  ],
  [
    'the class of the project',
    {
      [TEST]: code`
        import { TestClient } from "../src/client";
        new TestClient(app).get("/");
      `,
      'src/client.ts': CLIENT,
    },
    'new TestClient(app).get proven constructed',
  ],
  [
    'a subclass of another file',
    {
      [TEST]: 'import { ApiClient } from "./api";\nnew ApiClient(app).get("/");',
      'test/api.ts': code`
        import { TestClient } from "../src/client";
        export class ApiClient extends TestClient { login() {} }
      `,
      'src/client.ts': CLIENT,
    },
    'new ApiClient(app).get proven subclass',
  ],
  [
    'a factory of another file',
    {
      [TEST]: code`
        import { makeClient } from "./setup";
        const client = await makeClient();
        client.get("/");
      `,
      'test/setup.ts': code`
        import { TestClient } from "framework";
        export async function makeClient() { return TestClient.create(app); }
      `,
    },
    'client.get proven factory',
  ],
  [
    'a static method of a class of the project',
    {
      [TEST]: code`
        import { TestClient } from "./client";
        TestClient.create(app).get("/");
      `,
      'test/client.ts':
        'export class TestClient { static create(app) { return new TestClient(app); } request(m, u, { allowRedirects }) {} }',
    },
    'TestClient.create(app).get proven factory',
  ],
  [
    'a factory of the project by a known name',
    {
      [TEST]: code`
        import { createTestClient } from "./setup";
        createTestClient(app).get("/");
      `,
      'test/setup.ts': code`
        import { AsyncClient } from "framework";
        export const createTestClient = (app) => new AsyncClient(app);
      `,
    },
    'createTestClient(app).get proven constructed',
  ],
  [
    'CommonJS',
    {
      'test/a.test.js': 'const { client } = require("./setup");\nclient.get("/");',
      'test/setup.js': code`
        const { TestClient } = require("framework");
        const client = new TestClient(app);
        module.exports = { client };
      `,
    },
    'client.get proven constructed',
  ],
  [
    'CommonJS by name',
    {
      'test/a.test.js': 'const setup = require("./setup");\nsetup.client.get("/");',
      'test/setup.cjs': code`
        const { TestClient } = require("framework");
        exports.client = new TestClient(app);
      `,
    },
    'setup.client.get proven constructed',
  ],
  [
    'all of a CommonJS file',
    {
      'test/a.test.js': 'const client = require("./setup");\nclient.get("/");',
      'test/setup.js': code`
        const { TestClient } = require("framework");
        module.exports = new TestClient(app);
      `,
    },
    'client.get proven imported',
  ],
  [
    'the class of a CommonJS file',
    {
      'test/a.test.js': code`
        const { TestClient } = require("../src/client");
        new TestClient(app).get("/");
      `,
      'src/client.js':
        'class TestClient { request(m, u, { data, json }) {} }\nmodule.exports = { TestClient };',
    },
    'new TestClient(app).get proven constructed',
  ],
  [
    'a member of a CommonJS file',
    {
      'test/a.test.js': 'new (require("../src/client").TestClient)(app).get("/");',
      'src/client.js':
        'exports.TestClient = class TestClient { request(m, u, o) { return o.allowRedirects; } };',
    },
    'new (require("../src/client").TestClient)(app).get proven constructed',
  ],
  [
    'what is put into the exports of a CommonJS file',
    {
      'test/a.test.js': 'const { client } = require("./setup");\nclient.get("/");',
      'test/setup.js': code`
        const { TestClient } = require("framework");
        module.exports = { app };
        module.exports.client = new TestClient(app);
      `,
    },
    'client.get proven constructed',
  ],
  [
    'a namespace of the project',
    {
      [TEST]: code`
        import * as testing from "../src/client";
        new testing.TestClient(app).get("/");
      `,
      'src/client.ts': CLIENT,
    },
    'new testing.TestClient(app).get proven constructed',
  ],
  [
    'import = of the project',
    {
      'test/a.test.cts': code`
        import testing = require("../src/client");
        new testing.TestClient(app).get("/");
      `,
      'src/client.ts': CLIENT,
    },
    'new testing.TestClient(app).get proven constructed',
  ],
  [
    'what the file of the class makes of it',
    {
      [TEST]: code`
        import { api, boot } from "./client";
        api.get("/");
        (await boot()).get("/");
      `,
      'test/client.ts': code`
        ${CLIENT}
        export const api = new TestClient();
        export const boot = async () => new TestClient();
      `,
    },
    'api.get proven imported',
    '(await boot()).get proven imported',
  ],
  [
    'a method of a class of the project',
    {
      [TEST]: code`
        import { TestClient } from "../src/client";
        const api = new TestClient();
        const { delete: remove } = api;
        remove("/");
        const world = { get: api.get };
        world.get("/");
        api.get.bind(api)("/");
      `,
      'src/client.ts': CLIENT,
    },
    'remove.delete proven constructed',
    'world.get.get proven constructed',
    'api.get.bind(api).get proven constructed',
  ],
  [
    'a subclass beside the class',
    {
      [TEST]: code`
        import { ApiClient } from "./client";
        new ApiClient().get("/");
        new ApiClient().delete("/");
      `,
      'test/client.ts': code`
        ${CLIENT}
        export class ApiClient extends TestClient { delete(url) {} }
      `,
    },
    'new ApiClient().get proven subclass',
  ],
  [
    'the class in its own file',
    {
      'src/client.ts': code`
        export class TestClient { get(url, options) { return this.request("GET", url, options); } }
        new TestClient().get("/");
      `,
      [TEST]: 'import { TestClient } from "../src/client";',
    },
  ],
  [
    'fixtures of another file',
    {
      [TEST]: code`
        import { test } from "./fixtures";
        test("x", async ({ client }) => { await client.get("/"); });
      `,
      'test/fixtures.ts': code`
        import { test as base } from "vitest";
        import { TestClient } from "framework";
        export const test = base.extend({ client: async ({}, use) => { await use(new TestClient(app)); } });
      `,
    },
    'client.get proven fixture',
  ],
  [
    'fixtures of Playwright',
    {
      [TEST]: code`
        import { test } from "./fixtures";
        test("x", async ({ client, request }) => { await client.get("/"); await request.get("/"); });
      `,
      'test/fixtures.ts': code`
        import { test as base } from "@playwright/test";
        import { TestClient } from "framework";
        export const test = base.extend<{ client: TestClient }>({ client: async ({ page }, use) => { await use(new TestClient(page)); } });
      `,
    },
    'client.get proven fixture',
  ],
  [
    'a parameter that another file gives a client',
    {
      'test/help.ts': 'export function login(api) { api.get("/"); }',
      [TEST]: code`
        import { TestClient } from "framework";
        import { login } from "./help";
        login(new TestClient(app));
      `,
    },
    'api.get proven caller',
  ],
  [
    'a class of another file',
    {
      [TEST]: 'import { Suite } from "./suite";\nnew Suite().client.get("/");',
      'test/suite.ts': code`
        import { TestClient } from "framework";
        export class Suite { readonly client = new TestClient(app); }
      `,
    },
    'new Suite().client.get proven constructed',
  ],
  [
    'an interface of another file',
    {
      [TEST]: code`
        import type { World } from "./world";
        export function f({ client }: World) { client.get("/"); }
      `,
      'test/world.ts': code`
        import type { TestClient } from "framework";
        export interface World { client: TestClient }
      `,
    },
    'client.get proven annotated',
  ],
  [
    'another class under the name of a client',
    {
      [TEST]: code`
        import { TestClient } from "../src/client";
        new TestClient(app).post("/", body);
      `,
      'src/client.ts': 'export class TestClient { post(path: string, body: object, token: string) {} }',
    },
  ],
  [
    'something else under its name',
    {
      [TEST]: 'import { client } from "./setup";\nclient.get("/");',
      'test/setup.ts': code`
        import { TestClient } from "framework";
        export const client = new Map();
        new TestClient(app);
      `,
    },
  ],
  [
    'a name that is not there',
    {
      [TEST]: 'import { store } from "./setup";\nstore.get("/");',
      'test/setup.ts': code`
        import { TestClient } from "framework";
        export const client = new TestClient(app);
      `,
    },
  ],
  [
    '`this` where a class of another file overrides the method, derived by way of a third',
    {
      [TEST]: code`
        import { TestClient } from "framework";
        export class Api extends TestClient {
          make() { this.post("/"); this.put("/"); }
        }
      `,
      'test/plain.ts': 'import { Api as Base } from "./a.test";\nexport class Plain extends Base {}',
      'test/signed.ts': 'import * as all from "./plain";\nclass Signed extends all.Plain { post(url) {} }',
      'test/other.ts': 'import { Api } from "./a.test";\nclass Other { put(api = Api) {} }',
    },
    'this.post mixed subclass',
    'this.put proven subclass',
  ],
  [
    '`this` of a class that is a default export, where a class of another file overrides the method',
    {
      'test/client.ts': code`
        import { TestClient } from "framework";
        export default class extends TestClient {
          make() { this.post("/"); }
        }
      `,
      'test/signed.ts': 'import Base from "./client";\nexport class Signed extends Base { post(url) {} }',
    },
    'this.post mixed subclass',
  ],
  [
    'an instance of a class of another file that assigns the method to itself',
    {
      [TEST]: 'import { Api } from "./api";\nnew Api().post("/");\nnew Api().put("/");',
      'test/api.ts': code`
        import { TestClient } from "framework";
        export class Api extends TestClient {
          constructor() { super(app); this.post = signed(super.post); this.put = this.put.bind(this); }
        }
      `,
    },
    'new Api().post mixed subclass',
    'new Api().put proven subclass',
  ],
  ...[
    ['spies on', 'vi.spyOn(client, "post");', 'expect(client.post).toHaveBeenCalledWith("/", {});'],
    ['stubs', 'const stub = sinon.stub(client, "post");', 'sinon.assert.calledWith(stub, "/", {});'],
    [
      'mocks',
      'const { mock: it } = test.mock.method(client, "post");',
      'equal(it.calls[0].arguments[1], 1);',
    ],
    ['assigns', 'const spy = (client.post = vi.fn());', 'expect(spy.mock.calls[0][1]).toEqual({});'],
    [
      'puts a double into',
      'Object.assign(client, { post: spy });',
      'expect(spy.mock.calls[0][1]).toEqual({});',
    ],
  ].map(([what = '', double = '', look = '']): (typeof across)[number] => [
    `a helper of a test that ${what} the method and looks at its calls: mixed`,
    {
      'test/helper.ts': HELPER,
      'test/index.ts': 'export * from "./helper";',
      [TEST]: code`
          import { TestClient } from "framework";
          import { save } from "./index";
          const client = new TestClient(app);
          ${double}
          save(client);
          ${look}
        `,
    },
    'client.post mixed annotated',
    'client.put proven annotated',
  ]),
  ...[
    ['a test that spies on it and looks at no call', 'vi.spyOn(client, "post");\nsave(client);'],
    [
      'a test that spies on something else',
      'vi.spyOn(cache, "post");\nsave(client);\nexpect(x.mock.calls).toEqual();',
    ],
    [
      'a test that spies on another method',
      'vi.spyOn(client, "get");\nsave(client);\nexpect(x.mock.calls).toEqual();',
    ],
  ].map(([what = '', body = '']): (typeof across)[number] => [
    `a helper of ${what}`,
    {
      'test/helper.ts': HELPER,
      [TEST]: `import { TestClient } from "framework";\nimport { save } from "./helper";\nconst client = new TestClient(app);\n${body}`,
    },
    'client.post proven annotated',
    'client.put proven annotated',
  ]),
  [
    'a file that has nothing to do with a test that spies on the method',
    {
      'test/helper.ts': HELPER,
      [TEST]: code`
        import { TestClient } from "framework";
        const client = new TestClient(app);
        vi.spyOn(client, "post");
        expect(client.post).toHaveBeenCalledWith("/", {});
      `,
    },
    'client.post proven annotated',
    'client.put proven annotated',
  ],
  [
    'a client of a setup that spies on the method: mixed',
    {
      [TEST]:
        'import { client, spy } from "./setup";\nclient.post("/");\nexpect(spy.mock.calls[0]).toEqual(["/"]);',
      'test/setup.ts': code`
        import { TestClient } from "framework";
        export const client = new TestClient(app);
        export const spy = vi.spyOn(client, "post");
      `,
    },
    'client.post mixed imported',
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
