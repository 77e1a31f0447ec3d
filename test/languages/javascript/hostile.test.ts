import { describe, expect, test } from 'vitest';
import { code } from '../../support/snippets.ts';
import { dataIn, openIn, receiversOf } from '../../support/project.ts';

const TEST = 'tests/a.test.ts';
const HEAD = 'import { TestClient } from "../src/testing";\nconst client = new TestClient(app);\n';

type Files = Readonly<Record<string, string>>;

/** The calls that are found in a test and the kinds of their `data`, below a client that the user vouches for. */
async function found(source: string, files: Files = {}, path = TEST): Promise<readonly string[]> {
  const opened = await openIn({ [TEST]: HEAD + source, 'tests/b.ts': '', ...files }, path, ['TestClient']);
  expect(opened.document.problem).toBeUndefined();
  return [...receiversOf(opened), ...dataIn(opened)].map((line) => line.replace(/^\d+ /, ''));
}

describe('a method that something else may stand for is not sure', () => {
  test.each<[string, string, ...string[]]>([
    [
      'a spy on the class',
      'vi.spyOn(TestClient.prototype, "post");\nclient.post("/");',
      'client.post mixed constructed',
    ],
    [
      'a spy on `request`, which other methods call, where its calls are looked at',
      'vi.spyOn(client, "request");\nclient.post("/");\nexpect(client.request).toHaveBeenCalledWith("POST", "/");',
      'client.post mixed constructed',
    ],
    [
      'a spy on `request` that nobody looks at: it is',
      'vi.spyOn(client, "request").mockResolvedValue({});\nclient.post("/");',
      'client.post proven constructed',
    ],
    [
      'an assignment to the class',
      'TestClient.prototype.post = f;\nclient.post("/");',
      'client.post mixed constructed',
    ],
    [
      'an assignment to another client, which may be the same',
      'const other = new TestClient(app);\nother.post = f;\nclient.post("/");',
      'client.post mixed constructed',
    ],
    [
      'Object.assign',
      'const api = Object.assign(new TestClient(app), { post: f });\napi.post("/");',
      'api.post mixed constructed',
    ],
    ['a proxy', 'const api = new Proxy(client, { get: f });\napi.post("/");', 'api.post mixed constructed'],
    [
      'Object.defineProperty: it is none',
      'Object.defineProperty(client, "post", { value: f });\nclient.post("/");',
    ],
    [
      'Object.defineProperty of another method',
      'Object.defineProperty(client, "put", {});\nclient.post("/");',
      'client.post proven constructed',
    ],
    [
      'a constructor that returns something else: it is none',
      'class Api extends TestClient { constructor() { super(app); return { post: f }; } }\nnew Api().post("/");',
    ],
  ])('%s', async (_name, source, ...expected) => {
    expect(await found(source)).toEqual(expected);
  });
});

describe('a module that is mocked', () => {
  const IMPORT = 'import { TestClient } from "../src/testing";\n';
  const USE = 'new TestClient(app).post("/");\n';
  test.each<[string, string, ...string[]]>([
    ['gives no client', `vi.mock("../src/testing", () => ({ TestClient: class {} }));\n${IMPORT}${USE}`],
    ['gives none without a factory either', `jest.mock("../src/testing");\n${IMPORT}${USE}`],
    [
      'gives the client where the mock keeps what it does not replace',
      `vi.mock("../src/testing", async (importOriginal) => ({ ...(await importOriginal()), other: 1 }));\n${IMPORT}${USE}`,
      'new TestClient(app).post proven constructed',
    ],
    [
      'is that module alone',
      `vi.mock("../src/other");\n${IMPORT}${USE}`,
      'new TestClient(app).post proven constructed',
    ],
  ])('%s', async (_name, source, ...expected) => {
    const opened = await openIn({ [TEST]: source, 'tests/b.ts': '' }, TEST, ['TestClient']);
    expect(receiversOf(opened).map((line) => line.replace(/^\d+ /, ''))).toEqual(expected);
  });
});

describe('what is passed on to a method cannot all be seen', () => {
  test.each([
    ['call', 'client.post.call(client, "/", { data: "raw" });', 'client.post'],
    ['apply', 'client.post.apply(client, ["/", { data: "raw" }]);', 'client.post'],
    ['Reflect.apply', 'Reflect.apply(client.post, client, ["/", { data: "raw" }]);', 'client.post'],
    ['bind with an argument', 'const send = client.post.bind(client, "/");\nsend({ data: "raw" });', 'send'],
  ])('%s', async (_name, source, text) => {
    const { calls } = await openIn({ [TEST]: HEAD + source }, TEST);
    expect(
      calls.map(({ receiver, hidden, args, options }) => [receiver.text, hidden.may, args, options]),
    ).toEqual([[text, 'anything', [], []]]);
  });

  test('but bind with the client alone keeps the arguments where they are', async () => {
    const { calls } = await openIn(
      { [TEST]: `${HEAD}client.post.bind(client)("/", { data: "raw" });` },
      TEST,
    );
    expect(calls.map(({ hidden, options }) => [hidden.may, options.length])).toEqual([['nothing', 1]]);
  });
});

describe('a value counts as all that is put into its place', () => {
  test.each<[string, string, string, Files?]>([
    [
      'by another name',
      'const o = { b: "raw" };\nconst p = o;\np.b = { k: 1 };\nclient.post("/", { data: o.b });',
      'text|mapping',
    ],
    [
      'under a computed key',
      'const o = { b: "raw" };\no[key] = { k: 1 };\nclient.post("/", { data: o.b });',
      'text|mapping',
    ],
    [
      'under a key that is known',
      'const o = { b: "raw" };\nconst k = "b";\no[k] = { k: 1 };\nclient.post("/", { data: o.b });',
      'text|mapping',
    ],
    [
      'not under another key',
      'const o = { b: "raw" };\nconst k = "c";\no[k] = { k: 1 };\nclient.post("/", { data: o.b });',
      'text',
    ],
    [
      'by Object.assign',
      'const o = { b: "raw" };\nObject.assign(o, { b: { k: 1 } });\nclient.post("/", { data: o.b });',
      'text|mapping',
    ],
    [
      'not by Object.assign to others',
      'const o = { b: "raw" };\nObject.assign(o, { c: { k: 1 } });\nclient.post("/", { data: o.b });',
      'text',
    ],
    [
      'in a list',
      'const all = ["raw"];\nall[0] = { k: 1 };\nclient.post("/", { data: all[0] });',
      'text|mapping',
    ],
    [
      'by a test that imports it',
      'import { values } from "./values";\nvalues.b = { k: 1 };\nclient.post("/", { data: values.b });',
      'text|mapping',
      { 'tests/values.ts': 'export const values = { b: "raw" };' },
    ],
    [
      'by another file',
      'import { values } from "./values";\nclient.post("/", { data: values.b });',
      'text|mapping',
      {
        'tests/values.ts': 'export const values = { b: "raw" };',
        'tests/setup.ts': 'import { values } from "./values";\nvalues.b = { k: 1 };',
      },
    ],
    [
      'not by a file that only reads it',
      'import { values } from "./values";\nclient.post("/", { data: values.b });',
      'text',
      {
        'tests/values.ts': 'export const values = { b: "raw" };',
        'tests/setup.ts': 'import { values } from "./values";\nif (values.b === x) f(values.b);',
      },
    ],
  ])('%s', async (_name, source, kinds, files) => {
    expect((await found(source, files)).filter((line) => !line.startsWith('client'))).toEqual([kinds]);
  });
});

describe('code that is tested', () => {
  const USE = 'import { push } from "../src/push";\npush(client, "raw");\n';
  const push = (type: string): string =>
    `export const push = (http${type}, text) => http.post("/", { data: text });\n`;
  test.each<[string, string, string, ...string[]]>([
    ['may be given another client by others', 'src/push.ts', push(': any'), 'http.post likely caller'],
    [
      'may name a type that a client fits',
      'src/push.ts',
      `interface Http { post(u: string, o: object): void }\n${push(': Http')}`,
      'http.post mixed caller',
    ],
  ])('%s', async (_name, path, source, ...expected) => {
    const all = await found(USE, { [path]: source }, path);
    expect(all.filter((line) => line.startsWith('http'))).toEqual(expected);
  });

  test('is given a client as the property of a class too', async () => {
    const files = {
      'src/shop.ts': code`
        export class Shop {
          constructor(private http: any) {}
          push(text: string) { return this.http.post("/", { data: text }); }
        }
      `,
    };
    const use = 'import { Shop } from "../src/shop";\nnew Shop(client).push("raw");\n';
    expect(await found(use, files, 'src/shop.ts')).toEqual(['this.http.post likely caller', 'text']);
  });

  test('and a helper of tests is not', async () => {
    const files = { 'src/helpers.ts': push(': any') };
    const use = 'import { push } from "../src/helpers";\npush(client, "raw");\n';
    expect(await found(use, files, 'src/helpers.ts')).toEqual(['http.post proven caller', 'text']);
  });
});

test('a client in a global object is known by what files put there', async () => {
  const use = 'globalThis.api.post("/", { data: "raw" });\n';
  const setup = {
    'tests/setup.ts': 'import { TestClient } from "../src/testing";\nglobalThis.api = new TestClient(app);\n',
  };
  expect(await found(use, setup)).toEqual(['globalThis.api.post proven constructed', 'text']);
  expect(await found(use)).toEqual([]);
});

test('a value that each of many assignments may have made of the one before is followed once', async () => {
  const source = `let v = '';\n${"if (isOn) v = v + 'x';\n".repeat(500)}client.post('/', { data: v });\n`;
  expect(await found(source)).toEqual(expect.arrayContaining(['client.post proven constructed']));
}, 20_000);
