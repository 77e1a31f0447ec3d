import { describe, expect, test } from 'vitest';
import { javascript } from '../../../src/languages/javascript/index.ts';
import { dataIn, openIn, projectOf, receiversOf } from '../../support/project.ts';
import { everything } from '../../support/wants.ts';

type Files = Readonly<Record<string, string>>;

const CLIENT = `export class TestClient {
  constructor(app: unknown) {}
  post(url: string, options?: object): Promise<Response> { throw new Error(); }
  delete(url: string, options?: object): Promise<Response> { throw new Error(); }
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
      `${HEAD}function first<T>(all: T[]): T { return all[0]!; }\nfirst([new TestClient(1)]).post("/", { data: "x" });`,
      'first([new TestClient(1)]).post proven typed',
      'text',
    ],
    [
      'a mapped type',
      `${HEAD}declare const all: Record<"a" | "b", TestClient>;\nall.a.post("/", { data: "x" });`,
      'all.a.post proven typed',
      'text',
    ],
    [
      'an item of an array that is filled later',
      `${HEAD}const all: TestClient[] = [];\nfill(all);\nall[0]!.post("/", { data: "x" });`,
      'all[0]!.post proven typed',
      'text',
    ],
    [
      'a member of a record that is filled later',
      `${HEAD}const all: Record<string, TestClient> = {};\nfor (const name of names) all[name] = new TestClient(name);\nall.a.post("/", { data: "x" });`,
      'all.a.post proven typed',
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
      `${HEAD}declare global { var api: TestClient; interface Window { http: TestClient } }\nglobalThis.api.post("/", { data: "x" });`,
      'globalThis.api.post proven typed',
      'text',
    ],
    [
      'the values of a record',
      `${HEAD}declare const all: Record<string, TestClient>;\nfor (const one of Object.values(all)) one.post("/", { data: "x" });`,
      'one.post proven typed',
      'text',
    ],
    [
      'what a Map holds',
      `${HEAD}const all = new Map<string, TestClient>();\nall.get("a")!.post("/", { data: "x" });`,
      'all.get("a")!.post proven typed',
      'text',
    ],
    [
      'a derived class',
      `${HEAD}class Api extends TestClient {}\ndeclare const all: Map<string, Api>;\nall.get("a")!.post("/", { data: "x" });`,
      'all.get("a")!.post proven typed',
      'text',
    ],
    [
      'a class behind an unknown one',
      `${HEAD}const all = new Map<string, TestClient>();\nconst api = all.get("a");\napi?.post("/", { data: "x" });`,
      'api.post proven typed',
      'text',
    ],
    [
      'a value',
      `${HEAD}declare const bodies: Map<string, string>;\nnew TestClient(1).post("/", { data: bodies.get("a") ?? "" });`,
      'new TestClient(1).post proven constructed',
      'text',
    ],
    [
      'bytes',
      `${HEAD}declare const bodies: Map<string, Uint8Array>;\nnew TestClient(1).post("/", { data: bodies.get("a")! });`,
      'new TestClient(1).post proven constructed',
      'bytes',
    ],
    [
      'form fields',
      `${HEAD}interface Form { a: string }\ndeclare const forms: Map<string, Form>;\nnew TestClient(1).post("/", { data: forms.get("a")! });`,
      'new TestClient(1).post proven constructed',
      'mapping',
    ],
    [
      'a union',
      `${HEAD}declare const bodies: Map<string, string | { a: string }>;\nnew TestClient(1).post("/", { data: bodies.get("a")! });`,
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
      `${HEAD}class Store { post(key: string, value: object) {} }\ndeclare const all: Map<string, Store>;\nall.get("a")!.post("/", { data: "x" });`,
    ],
    [
      'something called a client',
      `${HEAD}class Store { post(key: string, value: object) {} }\ndeclare const all: Map<string, Store>;\nconst client = all.get("a")!;\nclient.post("/", { data: "x" });`,
    ],
    ['any', `${HEAD}declare const all: Map<string, any>;\nall.get("a").post("/", { data: "x" });`],
  ])('%s', async (_name, source) => {
    expect(await found(source)).toEqual([]);
  });
});

test('the paths of the nearest configuration are followed', async () => {
  const files = {
    'tsconfig.json': '{ "files": [], "references": [{ "path": "./tsconfig.test.json" }] }',
    'tsconfig.test.json': '{ "extends": "./tsconfig.base.json" }',
    'tsconfig.base.json': '{ "compilerOptions": { "paths": { "#src/*": ["./src/*"] } } }',
    'src/all.ts': 'import { TestClient } from "./client";\nexport const all = new Map<string, TestClient>();',
  };
  const source = 'import { all } from "#src/all";\nall.get("a")!.post("/", { data: "x" });';
  expect(await found(source, files)).toEqual(['all.get("a")!.post proven typed', 'text']);
});

test('types of packages are read where the project has them', async () => {
  const files = {
    'node_modules/registry/package.json': '{ "name": "registry", "version": "1.0.0", "types": "index.d.ts" }',
    'node_modules/registry/index.d.ts':
      'import { TestClient } from "../../src/client";\nexport declare function lookup(name: string): { client: TestClient };',
  };
  const source = 'import { lookup } from "registry";\nlookup("a").client.post("/", { data: "x" });';
  expect(await found(source, files)).toEqual(['lookup("a").client.post proven typed', 'text']);
});

test('a configuration that cannot be read decides nothing', async () => {
  const source = `${HEAD}const all = new Map<string, TestClient>();\nall.get("a")!.post("/", { data: "x" });`;
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
