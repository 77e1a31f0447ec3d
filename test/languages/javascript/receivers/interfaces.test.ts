import { describe, expect, test } from 'vitest';
import { code } from '../../../support/snippets.ts';
import { foundIn } from './found.ts';

const TEST = 'test/a.test.ts';

const USE = code`
  import { TestClient } from "../src/client";
  const api = new TestClient(app);
  api.post("/", { data: "x" });
`;

const OPTIONS = 'export interface Options { allowRedirects?: boolean }';

/** Methods that take `Options`, written as a class does, as a declaration does, and as an interface does. */
const METHODS = code`
  post(url: string, options?: Options) { return this.request("POST", url, options); }
  request(method: string, url: string, options: Options = {}) { return options; }
`;
const DECLARED = code`
  post(url: string, options?: Options): Promise<Response>;
  request(method: string, url: string, options?: Options): Promise<Response>;
`;

type Row = readonly [name: string, files: Readonly<Record<string, string>>];

const old: readonly Row[] = [
  ['an interface', { 'src/client.ts': `${OPTIONS}\nexport class TestClient { ${METHODS} }` }],
  [
    'an interface that extends another, of another file',
    {
      'src/client.ts': code`
        import type { Base } from "./options";
        interface Options extends Base { params?: object }
        export class TestClient { ${METHODS} }
      `,
      'src/options.ts': 'export interface Base { allowRedirects?: boolean }',
    },
  ],
  [
    'an intersection',
    {
      'src/client.ts': code`
        type Options = { data?: string } & { json?: unknown };
        export class TestClient { ${METHODS} }
      `,
    },
  ],
  [
    'the old name of an option beside options of others',
    {
      'src/client.ts': code`
        interface Options { allowRedirects?: boolean; json?: boolean; body?: string }
        export class TestClient { ${METHODS} }
      `,
    },
  ],
  [
    'a part of a type',
    {
      'src/client.ts': code`
        ${OPTIONS}
        export class TestClient { request(method: string, url: string, options?: Partial<Options>) {} }
      `,
    },
  ],
  ['declarations', { 'src/client.d.ts': `${OPTIONS}\nexport declare class TestClient { ${DECLARED} }` }],
  [
    'an interface that its class is merged with',
    {
      'src/client.ts': `${OPTIONS}\nexport interface TestClient { ${DECLARED} }\nexport class TestClient { constructor(readonly app: unknown) {} }`,
    },
  ],
  [
    'the code of a method',
    {
      'src/client.js': code`
        export class TestClient {
          post(url, options) { return this.request("POST", url, options); }
          async request(method, url, options = {}) {
            const follow = options.allowRedirects !== false;
          }
        }
      `,
    },
  ],
  [
    'a function that the options are handed on to',
    {
      'src/client.js': code`
        export class TestClient {
          async request(method, url, options) { const given = { ...options }; return bodyOf(given ?? {}); }
        }
        function bodyOf({ data, json }) { return data ?? JSON.stringify(json); }
      `,
    },
  ],
  [
    'a function that all arguments are handed on to',
    {
      'src/client.js': code`
        export class TestClient { request(...args) { return send(...args); } }
        const send = (method, url, options) => "allowRedirects" in options;
      `,
    },
  ],
  [
    'the parameters of a comment',
    {
      'src/client.js': code`
        export class TestClient {
          /**
           * @param {string} method
           * @param {string} url
           * @param {object} [options]
           * @param {boolean} [options.allowRedirects]
           */
          request(method, url, options) { return send(method, url, options); }
        }
      `,
    },
  ],
  [
    'a type that a comment defines',
    {
      'src/client.js': code`
        /**
         * @typedef {Object} Options
         * @property {string} [data]
         * @property {unknown} [json]
         */
        export class TestClient {
          /** @param {string} method @param {string} url @param {Options} [options] */
          request(method, url, options) { return send(method, url, options); }
        }
      `,
    },
  ],
  [
    'a type that a comment imports',
    {
      'src/client.js': code`
        export class TestClient {
          /** @param {string} method @param {string} url @param {import("./options").Options} options */
          request(method, url, options) { return send(method, url, options); }
        }
      `,
      'src/options.ts': OPTIONS,
    },
  ],
  [
    'another client that it hands the options on to',
    {
      'src/client.js': code`
        import { TestClient as Inner } from "./inner";
        export class TestClient {
          inner = new Inner();
          post(url, options) { return this.inner.post(url, options); }
          request(...args) { return this.inner.request(...args); }
        }
      `,
      'src/inner.ts': `${OPTIONS}\nexport class TestClient { ${METHODS} }`,
    },
  ],
  [
    'a base of the project',
    {
      'src/client.ts': 'import { Base } from "./base";\nexport class TestClient extends Base {}',
      'src/base.ts': `${OPTIONS}\nexport class Base { ${METHODS} }`,
    },
  ],
];

describe('a class under the name of a client is one by', () => {
  test.each(old)('%s', async (_name, files) => {
    expect(await foundIn({ [TEST]: USE, ...files }, TEST)).toEqual(['api.post proven constructed']);
  });
});

const others: readonly Row[] = [
  [
    'takes a body after the URL',
    {
      'src/client.ts': code`
        export class TestClient {
          post(url: string, payload: object) { return fetch(url, { body: JSON.stringify(payload) }); }
          request(method: string, url: string, payload: object) {}
        }
      `,
    },
  ],
  [
    'is built on axios',
    {
      'src/client.ts': code`
        import axios, { type AxiosRequestConfig } from "axios";
        export class TestClient {
          post(url: string, config?: AxiosRequestConfig) { return axios.post(url, config?.data, config); }
          request(method: string, url: string, config?: AxiosRequestConfig) { return axios.request({ method, url, ...config }); }
        }
      `,
    },
  ],
  [
    'is built on fetch',
    {
      'src/client.ts': code`
        export class TestClient {
          post(url: string, init?: RequestInit) { return this.request("POST", url, init); }
          request(method: string, url: string, init?: RequestInit) { return fetch(url, { method, ...init }); }
        }
      `,
    },
  ],
  [
    'is built on the requests of Playwright',
    {
      'src/client.ts': code`
        import type { APIRequestContext } from "@playwright/test";
        export class TestClient {
          constructor(private http: APIRequestContext) {}
          post(url: string, options?: { data?: unknown; form?: object }) { return this.http.post(url, options); }
          request(method: string, url: string, options?: { data?: unknown }) { return this.http.fetch(url, { method, ...options }); }
        }
      `,
    },
  ],
  [
    'has the interface of the new client',
    {
      'src/client.ts': code`
        interface Options { content?: string; data?: object; json?: unknown; followRedirects?: boolean }
        export class TestClient { ${METHODS} }
      `,
    },
  ],
  [
    'gives another client the old options itself',
    {
      'src/client.ts': code`
        import { Legacy } from "legacy";
        export class TestClient {
          private inner = new Legacy();
          post(url: string, payload: object) { return this.request("POST", url, payload); }
          request(method: string, url: string, payload: object) {
            return this.inner.request(method, url, { data: payload, json: payload, allowRedirects: false });
          }
        }
      `,
    },
  ],
  [
    'takes `json` as a flag',
    {
      'src/client.ts': code`
        interface Options { data?: unknown; json?: boolean }
        export class TestClient { ${METHODS} }
      `,
    },
  ],
  [
    'takes `json` as a flag, and reads it in its code',
    {
      'src/client.ts': code`
        interface Options { data?: unknown; json?: boolean }
        export class TestClient {
          request(method: string, url: string, options: Options = {}) {
            return send(method, url, options.data, options.json ? "json" : "text");
          }
        }
      `,
    },
  ],
  [
    'takes `json` as text',
    {
      'src/client.ts': code`
        interface Options { data?: string; json?: string }
        export class TestClient { ${METHODS} }
      `,
    },
  ],
  [
    'takes a `FormData`',
    {
      'src/client.ts': code`
        interface Options { data?: FormData; json?: unknown }
        export class TestClient { ${METHODS} }
      `,
    },
  ],
  [
    'takes options of Playwright beside `data` and `json`',
    {
      'src/client.ts': code`
        interface Options { data?: unknown; json?: unknown; form?: object; multipart?: object }
        export class TestClient { ${METHODS} }
      `,
    },
  ],
  [
    'reads options of axios beside `data` and `json`',
    {
      'src/client.js': code`
        export class TestClient {
          request(method, url, { data, json, responseType }) { return send(method, url, data ?? json, responseType); }
        }
      `,
    },
  ],
  [
    'has no `request`',
    {
      'src/client.ts': code`
        ${OPTIONS}
        export class TestClient { post(url: string, options?: Options) {} }
      `,
    },
  ],
  [
    'takes one object',
    {
      'src/client.ts': code`
        export class TestClient {
          post(url: string, config: { data?: unknown; json?: unknown }) {}
          request(config: { data?: unknown; allowRedirects?: boolean }) {}
        }
      `,
    },
  ],
];

describe('a class under the name of a client is none where it', () => {
  test.each(others)('%s', async (_name, files) => {
    expect(await foundIn({ [TEST]: USE, ...files }, TEST)).toEqual([]);
  });
});

test('a method of a client that takes something else than options is not the client’s', async () => {
  const files = {
    [TEST]: code`
      ${USE}
      api.get("/", { params: {} });
      api.put("/", { data: "x" });
      api.patch("/", "x");
    `,
    'src/client.ts': code`
      ${OPTIONS}
      export class TestClient {
        ${METHODS}
        get(url: string, options?: Pick<Options, "allowRedirects">) {}
        put(url: string, payload: object) { return this.request("PUT", url, { json: payload }); }
        patch(url: string, token: string) {}
      }
    `,
  };
  expect(await foundIn(files, TEST)).toEqual(['api.post proven constructed', 'api.get proven constructed']);
});

const MADE = code`
  import { createTestClient, type TestClient } from "../src/client";
  const api = createTestClient(app);
  api.post("/", { data: "x" });
  export const f = (one: TestClient) => one.post("/");
`;

describe('a factory under the name of one makes clients where it returns', () => {
  test.each<[string, string, ...string[]]>([
    [
      'the interface of the old client',
      code`
        ${OPTIONS}
        export interface TestClient { ${DECLARED} }
        export declare function createTestClient(app: unknown): TestClient;
      `,
      'api.post proven factory',
      'one.post proven annotated',
    ],
    [
      'an object with its methods',
      code`
        export const createTestClient = (app) => ({
          post: (url, options) => send("POST", url, options),
          request: (method, url, { data, json }) => send(method, url, data),
        });
      `,
      'api.post proven factory',
      'one.post likely named',
    ],
    [
      'another interface: no client',
      code`
        export interface TestClient {
          post(url: string, options: { data: unknown }): Promise<Response>;
          request(method: string, url: string, options: { data: unknown }): Promise<Response>;
        }
        export declare function createTestClient(app: unknown): TestClient;
      `,
    ],
    [
      'what another package makes: no client',
      code`
        import request from "supertest";
        export const createTestClient = (app) => request(app);
        export type TestClient = ReturnType<typeof createTestClient>;
      `,
    ],
  ])('%s', async (_name, source, ...expected) => {
    expect(await foundIn({ [TEST]: MADE, 'src/client.ts': source }, TEST)).toEqual(expected);
  });
});

const PACKAGED = code`
  import { TestClient } from "@acme/testing";
  new TestClient(app).post("/", { data: "x" });
`;
const declared = (text: string) => ({
  'node_modules/@acme/testing/package.json': '{ "types": "./index.d.ts" }',
  'node_modules/@acme/testing/index.d.ts': 'export * from "./client.js";',
  'node_modules/@acme/testing/client.d.ts': text,
});

describe('a class of a package under the name of a client', () => {
  test.each<[string, Readonly<Record<string, string>>, readonly string[], ...string[]]>([
    [
      'is one where its declarations show it',
      declared(`${OPTIONS}\nexport declare class TestClient { ${DECLARED} }`),
      [],
      'new TestClient(app).post proven constructed',
    ],
    [
      'is none where they show another interface',
      declared('export declare class TestClient { post(url: string, body: object): void; }'),
      [],
    ],
    [
      'is one where the suite uses the old name of an option',
      { 'test/b.test.ts': 'send("/", { allowRedirects: false });' },
      [],
      'new TestClient(app).post proven constructed',
    ],
    [
      'is one where what imports the package uses the old name',
      {
        'src/http.ts':
          'import { TestClient } from "@acme/testing";\nsend(new TestClient(), { allowRedirects: false });',
      },
      [],
      'new TestClient(app).post proven constructed',
    ],
    [
      'is one by its name alone where other code uses the old name',
      { 'src/fetcher.ts': 'export const fetcher = (o: { allowRedirects: boolean }) => send(o);' },
      [],
      'new TestClient(app).post likely named',
    ],
    [
      'is one where the user names the package',
      { 'test/b.test.ts': '' },
      ['@acme/testing'],
      'new TestClient(app).post proven constructed',
    ],
    [
      'is one where the user names the class',
      { 'test/b.test.ts': '' },
      ['TestClient'],
      'new TestClient(app).post proven constructed',
    ],
    [
      'is one by its name alone otherwise',
      { 'test/b.test.ts': '' },
      [],
      'new TestClient(app).post likely named',
    ],
  ])('%s', async (_name, files, clients, ...expected) => {
    expect(await foundIn({ [TEST]: PACKAGED, ...files }, TEST, clients)).toEqual(expected);
  });
});
