import { describe, expect, test } from 'vitest';
import { javascript } from '../../../src/languages/javascript/index.ts';
import { dataIn, openIn, projectOf, receiversOf } from '../../support/project.ts';
import { everything } from '../../support/wants.ts';
import { code } from '../../support/snippets.ts';

type Files = Readonly<Record<string, string>>;

const CLIENT = `export class TestClient {
  constructor(app: unknown) {}
  post(url: string, options?: object): Promise<Response> { throw new Error(); }
  delete(url: string, options?: object): Promise<Response> { throw new Error(); }
  request(method: string, url: string, options?: { allowRedirects?: boolean }): Promise<Response> { throw new Error(); }
}`;

/** What is found in `test/a.test.ts`, beside a client, with what only a compiler can tell. */
async function found(source: string, files: Files = {}): Promise<readonly string[]> {
  const all = { 'src/client.ts': CLIENT, 'test/a.test.ts': source, 'tsconfig.json': '{}', ...files };
  const opened = await openIn(all, 'test/a.test.ts');
  expect(opened.document.problem).toBeUndefined();
  return [...receiversOf(opened), ...dataIn(opened)].map((line) => line.replace(/^\d+ /, ''));
}

const HEAD = 'import { TestClient } from "../src/client";\n';

describe('the compiler knows', () => {
  test.each<[string, string, ...string[]]>([
    [
      'what a generic function gives',
      code`
        ${HEAD}
        function first<T>(all: T[]): T { return all[0]!; }
        first([new TestClient(1)]).post("/", { data: "x" });
      `,
      'first([new TestClient(1)]).post proven typed',
      'text',
    ],
    [
      'a mapped type',
      code`
        ${HEAD}
        declare const all: Record<"a" | "b", TestClient>;
        all.a.post("/", { data: "x" });
      `,
      'all.a.post proven typed',
      'text',
    ],
    [
      'an item of an array that is filled later',
      code`
        ${HEAD}
        const all: TestClient[] = [];
        fill(all);
        all[0]!.post("/", { data: "x" });
      `,
      'all[0]!.post proven typed',
      'text',
    ],
    [
      'a member of a record that is filled later',
      code`
        ${HEAD}
        const all: Record<string, TestClient> = {};
        for (const name of names) all[name] = new TestClient(name);
        all.a.post("/", { data: "x" });
      `,
      'all.a.post proven constructed',
      'text',
    ],
    [
      'what a type parameter extends',
      `${HEAD}export function f<T extends TestClient>(api: T) { api.post("/", { data: "x" }); }`,
      'api.post proven typed',
      'text',
    ],
    [
      'a global variable',
      code`
        ${HEAD}
        declare global { var api: TestClient; interface Window { http: TestClient } }
        globalThis.api.post("/", { data: "x" });
      `,
      'globalThis.api.post proven typed',
      'text',
    ],
    [
      'the values of a record',
      code`
        ${HEAD}
        declare const all: Record<string, TestClient>;
        for (const one of Object.values(all)) one.post("/", { data: "x" });
      `,
      'one.post proven typed',
      'text',
    ],
    [
      'what a Map holds',
      code`
        ${HEAD}
        const all = new Map<string, TestClient>();
        all.get("a")!.post("/", { data: "x" });
      `,
      'all.get("a")!.post proven typed',
      'text',
    ],
    [
      'a derived class',
      code`
        ${HEAD}
        class Api extends TestClient {}
        declare const all: Map<string, Api>;
        all.get("a")!.post("/", { data: "x" });
      `,
      'all.get("a")!.post proven typed',
      'text',
    ],
    [
      'a class behind an unknown one',
      code`
        ${HEAD}
        const all = new Map<string, TestClient>();
        const api = all.get("a");
        api?.post("/", { data: "x" });
      `,
      'api.post proven typed',
      'text',
    ],
    [
      'a value',
      code`
        ${HEAD}
        declare const bodies: Map<string, string>;
        new TestClient(1).post("/", { data: bodies.get("a") ?? "" });
      `,
      'new TestClient(1).post proven constructed',
      'text',
    ],
    [
      'bytes',
      code`
        ${HEAD}
        declare const bodies: Map<string, Uint8Array>;
        new TestClient(1).post("/", { data: bodies.get("a")! });
      `,
      'new TestClient(1).post proven constructed',
      'bytes',
    ],
    [
      'form fields',
      code`
        ${HEAD}
        interface Form { a: string }
        declare const forms: Map<string, Form>;
        new TestClient(1).post("/", { data: forms.get("a")! });
      `,
      'new TestClient(1).post proven constructed',
      'mapping',
    ],
    [
      'a union',
      code`
        ${HEAD}
        declare const bodies: Map<string, string | { a: string }>;
        new TestClient(1).post("/", { data: bodies.get("a")! });
      `,
      'new TestClient(1).post proven constructed',
      'text|mapping',
    ],
  ])('%s', async (_name, source, ...expected) => {
    expect(await found(source)).toEqual(expected);
  });
});

describe('the compiler does not take for a client', () => {
  test.each<[string, string]>([
    [
      'another class',
      code`
        ${HEAD}
        class Store { post(key: string, value: object) {} }
        declare const all: Map<string, Store>;
        all.get("a")!.post("/", { data: "x" });
      `,
    ],
    [
      'something called a client',
      code`
        ${HEAD}
        class Store { post(key: string, value: object) {} }
        declare const all: Map<string, Store>;
        const client = all.get("a")!;
        client.post("/", { data: "x" });
      `,
    ],
    [
      'any',
      code`
        ${HEAD}
        declare const all: Map<string, any>;
        all.get("a").post("/", { data: "x" });
      `,
    ],
  ])('%s', async (_name, source) => {
    expect(await found(source)).toEqual([]);
  });
});

describe('types in the comments of JavaScript', () => {
  test.each<[string, string, ...string[]]>([
    [
      'of a variable',
      '/** @type {import("../src/client").TestClient} */\nlet api;\napi.post("/", { data: "x" });',
      'api.post proven typed',
      'text',
    ],
    [
      'of a parameter, by a name that is defined for it',
      code`
        /** @typedef {import("../src/client").TestClient} Api */
        /** @param {Api} api */
        export const send = (api) => api.post("/", { data: "x" });
      `,
      'api.post proven typed',
      'text',
    ],
    [
      'of what a function returns',
      '/** @returns {import("../src/client").TestClient} */\nconst make = () => globalThis.x;\nmake().post("/", { data: "x" });',
      'make().post proven typed',
      'text',
    ],
    ['of something else', '/** @type {Map<string, string>} */\nlet api;\napi.delete("/", { data: "x" });'],
    ['that are none', '/* a TestClient */\nlet api;\napi.post("/", { data: "x" });'],
  ])('%s', async (_name, source, ...expected) => {
    const all = { 'src/client.ts': CLIENT, 'test/a.test.js': source, 'tsconfig.json': '{}' };
    const opened = await openIn(all, 'test/a.test.js');
    expect([...receiversOf(opened), ...dataIn(opened)].map((line) => line.replace(/^\d+ /, ''))).toEqual(
      expected,
    );
  });
});

test('the paths of the nearest configuration are followed', async () => {
  const files = {
    'tsconfig.json': '{ "files": [], "references": [{ "path": "./tsconfig.test.json" }] }',
    'tsconfig.test.json': '{ "extends": "./tsconfig.base.json" }',
    'tsconfig.base.json': '{ "compilerOptions": { "paths": { "#src/*": ["./src/*"] } } }',
    'src/all.ts': code`
      import { TestClient } from "./client";
      export const all = new Map<string, TestClient>();
    `,
  };
  const source = code`
    import { all } from "#src/all";
    all.get("a")!.post("/", { data: "x" });
  `;
  expect(await found(source, files)).toEqual(['all.get("a")!.post proven typed', 'text']);
});

test('types of packages are read where the project has them', async () => {
  const files = {
    'node_modules/registry/package.json': '{ "name": "registry", "version": "1.0.0", "types": "index.d.ts" }',
    'node_modules/registry/index.d.ts': code`
      import { TestClient } from "../../src/client";
      export declare function lookup(name: string): { client: TestClient };
    `,
  };
  const source = code`
    import { lookup } from "registry";
    lookup("a").client.post("/", { data: "x" });
  `;
  expect(await found(source, files)).toEqual(['lookup("a").client.post proven typed', 'text']);
});

test('a configuration that cannot be read decides nothing', async () => {
  const source = code`
    ${HEAD}
    const all = new Map<string, TestClient>();
    all.get("a")!.post("/", { data: "x" });
  `;
  expect(await found(source, { 'tsconfig.json': '{' })).toEqual(['all.get("a")!.post proven typed', 'text']);
});

test('a class that the compiler names is the class of the file as each round reads it', async () => {
  const path = 'test/a.test.ts';
  const before = `${HEAD}class Api extends TestClient {}
declare const all: Map<string, Api>;
all.get("a")!.delete("/", { allowRedirects: true });
const send = flag ? all.get("a")!.post : new Api(1).post;
send("/", { allowRedirects: false });`;
  const project = projectOf({ 'src/client.ts': CLIENT, 'tsconfig.json': '{}', [path]: before });
  const options = { project, settings: { clients: [] }, wanted: everything };
  const rounds = [before, before.replace('allow', 'follow'), `// Moved.\n${before}`];
  for (const source of rounds) {
    const { sites } = await javascript.open(source, path, options);
    expect(sites.map((site) => (site.kind === 'call' ? site.method.name : site.kind))).toEqual([
      'delete',
      'post',
    ]);
  }
});

test('what is known of a file does not depend on the files that were asked about before', async () => {
  const files = {
    'src/client.ts': CLIENT,
    'tsconfig.json': '{}',
    'test/a.test.ts': code`
      ${HEAD}
      declare global { interface Registry { api: TestClient } }
      declare const registry: Registry;
      registry.api.post("/", { data: "x" });
    `,
    'test/b.test.ts': code`
      declare const registry: Registry;
      registry.api.post("/", { data: "x" });
    `,
  };
  const read = async (
    paths: readonly ('test/a.test.ts' | 'test/b.test.ts')[],
  ): Promise<readonly string[]> => {
    const project = projectOf(files);
    const options = { project, settings: { clients: [] }, wanted: everything };
    const found: string[] = [];
    for (const path of paths) {
      const { sites } = await javascript.open(files[path], path, options);
      const clients = sites.flatMap((site) => (site.kind === 'call' ? site.receiver.certainty : []));
      found.push(`${path}: ${clients.join()}`);
    }
    return found.sort();
  };
  const inOrder = await read(['test/a.test.ts', 'test/b.test.ts']);
  expect(inOrder).toEqual(['test/a.test.ts: proven', 'test/b.test.ts: ']);
  expect(await read(['test/b.test.ts', 'test/a.test.ts'])).toEqual(inOrder);
});

test('what a file imports is known of that file alone', async () => {
  const files = {
    'src/client.ts': CLIENT,
    'tsconfig.json': '{}',
    'src/globals.ts': `${HEAD.replace('../src', '.')}declare global { interface Registry { api: TestClient } }`,
    'test/a.test.ts': code`
      import "../src/globals";
      declare const registry: Registry;
      registry.api.post("/", { data: "x" });
    `,
    'test/b.test.ts': code`
      declare const registry: Registry;
      registry.api.post("/", { data: "x" });
    `,
  };
  const project = projectOf(files);
  const options = { project, settings: { clients: [] }, wanted: everything };
  const read = async (path: 'test/a.test.ts' | 'test/b.test.ts'): Promise<number> =>
    (await javascript.open(files[path], path, options)).sites.length;
  expect(await read('test/a.test.ts')).toBe(1);
  expect(await read('test/b.test.ts')).toBe(0);
});

test('modules of the same name are those of the folder that imports them, of packages too', async () => {
  const folder = (name: string, type: string): Record<string, string> => ({
    [`${name}/a.test.ts`]: code`
      import { all } from "./all";
      import { lookup } from "registry";
      all.get("a")!.post("/", { data: "x" });
      lookup("a").client.post("/", { data: "x" });
    `,
    [`${name}/all.ts`]: `import { TestClient } from "../src/client";\nexport const all = new Map<string, ${type}>();`,
    [`${name}/node_modules/registry/package.json`]:
      '{ "name": "registry", "version": "1.0.0", "types": "index.d.ts" }',
    [`${name}/node_modules/registry/index.d.ts`]: `import { TestClient } from "../../../src/client";\nexport declare function lookup(name: string): { client: ${type} };`,
  });
  const files: Files = {
    'src/client.ts': CLIENT,
    'tsconfig.json': '{}',
    ...folder('one', 'TestClient'),
    ...folder('two', 'Date'),
  };
  const options = { project: projectOf(files), settings: { clients: [] }, wanted: everything };
  const read = async (path: string): Promise<number> =>
    (await javascript.open(files[path]!, path, options)).sites.length;
  expect(await read('one/a.test.ts')).toBe(2);
  expect(await read('two/a.test.ts')).toBe(0);
  expect(await read('one/a.test.ts')).toBe(2);
});
