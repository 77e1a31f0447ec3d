import { describe, expect, test } from 'vitest';
import { dataIn, openIn } from '../../support/project.ts';

const HEAD = "import { TestClient } from 'framework';\nconst client = new TestClient(app);\n";

/** The kinds of the last `data` that a client is given. */
async function kindsOf(source: string, path = 'a.test.ts'): Promise<string> {
  const opened = await openIn({ [path]: HEAD + source }, path);
  expect(opened.document.problem).toBeUndefined();
  return dataIn(opened).at(-1)?.replace(/^\d+ /, '') ?? 'no data';
}

test.each([
  ['settings.body', 'nothing shows what `settings.body` is'],
  ['settings.$$body', 'nothing shows what `settings.$$body` is'],
  ['settings["%d"]', 'nothing shows what `settings["%d"]` is'],
  ['"a".normalize()', 'it comes from `normalize`, whose result is not known'],
  ['client.build()', "it comes from a client's `build`, whose result is not known"],
  ['client.get("/").json()', "it comes from a response's `json`, whose result is not known"],
  ['lib.make().body()', 'it comes from `lib.make`, whose result is not known'],
])('says why the kind of %s is not known', async (expression, because) => {
  const source = `import * as lib from 'lib';\nconst settings = lib.read();\n`;
  const call = `client.post("/", { data: ${expression} });`;
  const { calls } = await openIn({ 'a.test.ts': HEAD + source + call }, 'a.test.ts');
  const data = calls.flatMap(({ options }) => options).find(({ key }) => key.name === 'data');
  expect(data?.value.because).toBe(because);
});

const given: readonly (readonly [expression: string, kinds: string])[] = [
  ['"raw"', 'text'],
  ["'raw'", 'text'],
  ['`raw`', 'text'],
  ['`<a>${id}</a>`', 'text'],
  ['(function* () { yield "a"; })()', 'sequence'],
  ['(async function* () { yield* lines(); })()', 'sequence'],
  ['sql`SELECT ${id}`', 'unknown'],
  ['String.raw`a\\b`', 'text'],
  ['"a" + "b"', 'text'],
  ['"a" + id', 'text'],
  ['id + "\\n"', 'text'],
  ['a + b', 'unknown'],
  ['1 + 2', 'number'],
  ['("raw")', 'text'],
  ['"raw" as string', 'text'],
  ['"raw" as const', 'text'],
  ['"raw" satisfies string', 'text'],
  ['<string>thing', 'text'],
  ['thing as string', 'text'],
  ['thing as Buffer', 'bytes'],
  ['thing!', 'unknown'],
  ['JSON.stringify(body)', 'text'],
  ['body.toString()', 'text'],
  ['Buffer.from("x").toString("base64")', 'text'],
  ['String(body)', 'text'],
  ['typeof x', 'text'],
  ['encodeURIComponent(x)', 'text'],
  ['btoa(x)', 'text'],
  ['crypto.randomUUID()', 'text'],
  ['new Date().toISOString()', 'text'],
  ['lines.join("\\n")', 'text'],
  ['["a", "b"].join("\\n")', 'text'],
  ['"a".repeat(10)', 'text'],
  ['"a".concat(x)', 'text'],
  ['"a,b".split(",")[0]', 'text'],
  ['"a b".trim().toUpperCase()', 'text'],
  ['new URLSearchParams({ a: "b" }).toString()', 'text'],
  ['(await client.get("/")).text()', 'text'],
  ['await client.get("/").text()', 'text'],
  ['(await client.get("/")).json()', 'unknown'],
  ['await (await client.get("/")).arrayBuffer()', 'bytes'],
  ['Buffer.from("x")', 'bytes'],
  ['Buffer.alloc(3)', 'bytes'],
  ['Buffer.concat([a, b])', 'bytes'],
  ['Buffer.from("x").subarray(1)', 'bytes'],
  ['new Uint8Array([1, 2])', 'bytes'],
  ['Uint8Array.from([1, 2])', 'bytes'],
  ['new ArrayBuffer(3)', 'bytes'],
  ['new DataView(buffer)', 'bytes'],
  ['new Float32Array(3)', 'bytes'],
  ['new TextEncoder().encode("x")', 'bytes'],
  ['new TextDecoder().decode(x)', 'text'],
  ['new URLSearchParams({ a: "b" })', 'mapping'],
  ['new FormData()', 'mapping'],
  ['new Blob(["x"])', 'unknown'],
  ['new ReadableStream()', 'unknown'],
  ['{ a: "b" }', 'mapping'],
  ['{ ...form }', 'mapping'],
  ['Object.fromEntries(x)', 'mapping'],
  ['Object.assign({}, form)', 'mapping'],
  ['{ a: 1 } as Form', 'mapping'],
  ['[["a", "1"], ["b", "2"]]', 'pairs'],
  ['Object.entries(form)', 'pairs'],
  ['xs.map((x) => ["a", x])', 'unknown'],
  ['["b", "c"].map((x) => ["a", x])', 'pairs'],
  ['[["a", "1"], ...more]', 'sequence'],
  ['[1, 2]', 'sequence'],
  ['[]', 'sequence'],
  ['null', 'none'],
  ['undefined', 'none'],
  ['void 0', 'none'],
  ['1', 'number'],
  ['true', 'boolean'],
  ['!x', 'boolean'],
  ['flag ? "a" : "b"', 'text'],
  ['flag ? "a" : { b: "c" }', 'text|mapping'],
  ['flag ? "a" : null', 'text|none'],
  ['thing ?? "a"', 'unknown|text'],
  ['null ?? "a"', 'text'],
  ['thing', 'unknown'],
  ['thing()', 'unknown'],
  ['model.toJSON()', 'unknown'],
  ['thing.normalize()', 'unknown'],
  ['process.env.BODY', 'unknown'],
  ['() => "x"', 'unknown'],
  ['(0, "x")', 'text'],
];

describe('an expression', () => {
  test.each(given)('%s is %s', async (expression, kinds) => {
    expect(await kindsOf(`client.post('/', { data: ${expression} });`)).toBe(kinds);
  });
});

const sources: readonly (readonly [name: string, source: string, kinds: string])[] = [
  ['a constant', 'const body = "x";\nclient.post("/", { data: body });', 'text'],
  ['shorthand', 'const data = "x";\nclient.post("/", { data });', 'text'],
  [
    'a name that is bound anew',
    'let body = "x";\nbody = { a: 1 };\nclient.post("/", { data: body });',
    'mapping',
  ],
  [
    'a name that is bound anew in a branch',
    'let body: any = "x";\nif (flag) body = { a: 1 };\nclient.post("/", { data: body });',
    'mapping|text',
  ],
  [
    'a name that is bound in both branches',
    'let body;\nif (flag) { body = "x"; } else { body = "y"; }\nclient.post("/", { data: body });',
    'text',
  ],
  [
    'a name that a later statement binds',
    'let body = "x";\nclient.post("/", { data: body });\nbody = {};',
    'text',
  ],
  [
    'a name that a loop binds anew',
    'let body: any = "x";\nfor (;;) { client.post("/", { data: body });\nbody = {}; }',
    'mapping|text',
  ],
  ['a name that grows', 'let body = "x";\nbody += "y";\nclient.post("/", { data: body });', 'text'],
  [
    'a name that a function binds',
    'let body: any = "x";\nfunction f() { body = {}; }\nclient.post("/", { data: body });',
    'text|mapping',
  ],
  ['a parameter with a type', 'function f(body: string) { client.post("/", { data: body }); }', 'text'],
  ['an optional parameter', 'function f(body?: Uint8Array) { client.post("/", { data: body }); }', 'bytes'],
  [
    'a parameter with a union type',
    'function f(body: string | Record<string, string>) { client.post("/", { data: body }); }',
    'text|mapping',
  ],
  ['a parameter of any type', 'function f(body: any) { client.post("/", { data: body }); }', 'unknown'],
  ['a parameter without callers', 'function f(body) { client.post("/", { data: body }); }', 'unknown'],
  [
    'a parameter with callers',
    'function f(body) { client.post("/", { data: body }); }\nf("a");\nf("b");',
    'text',
  ],
  [
    'a parameter whose callers differ',
    'function f(body) { client.post("/", { data: body }); }\nf("a");\nf({ a: 1 });',
    'text|mapping',
  ],
  [
    'a parameter with a default',
    'function f(body = "x") { client.post("/", { data: body }); }\nf();',
    'text',
  ],
  ['a function', 'function body() { return "<a/>"; }\nclient.post("/", { data: body() });', 'text'],
  [
    'an asynchronous function',
    'const body = async () => Buffer.from("x");\nclient.post("/", { data: await body() });',
    'bytes',
  ],
  ['a declared result', 'declare function body(): string;\nclient.post("/", { data: body() });', 'text'],
  ['a property', 'const world = { body: "x" };\nclient.post("/", { data: world.body });', 'text'],
  ['an enumeration', 'enum Body { A = "x" }\nclient.post("/", { data: Body.A });', 'text'],
  [
    'a type alias',
    'type Body = string;\nfunction f(body: Body) { client.post("/", { data: body }); }',
    'text',
  ],
  [
    'an interface',
    'interface Form { a: string }\nfunction f(form: Form) { client.post("/", { data: form }); }',
    'mapping',
  ],
  [
    'readFileSync without an encoding',
    'import { readFileSync } from "node:fs";\nclient.post("/", { data: readFileSync("x") });',
    'bytes',
  ],
  [
    'readFileSync with an encoding',
    'import { readFileSync } from "node:fs";\nclient.post("/", { data: readFileSync("x", "utf8") });',
    'text',
  ],
  [
    'readFileSync with options',
    'import fs from "fs";\nclient.post("/", { data: fs.readFileSync("x", { encoding: "utf-8" }) });',
    'text',
  ],
  [
    'await readFile',
    'import { readFile } from "node:fs/promises";\nclient.post("/", { data: await readFile("x") });',
    'bytes',
  ],
  [
    'fs.promises',
    'import * as fs from "node:fs";\nclient.post("/", { data: await fs.promises.readFile("x", "utf8") });',
    'text',
  ],
  [
    'a stream',
    'import { createReadStream } from "node:fs";\nclient.post("/", { data: createReadStream("x") });',
    'unknown',
  ],
  ['gzip', 'import { gzipSync } from "node:zlib";\nclient.post("/", { data: gzipSync("x") });', 'bytes'],
  [
    'a digest',
    'import { createHash } from "node:crypto";\nclient.post("/", { data: createHash("md5").update("x").digest() });',
    'bytes',
  ],
  ['a row of a table', 'it.each([["a"], ["b"]])("x", (body) => client.post("/", { data: body }));', 'text'],
  [
    'rows of several kinds',
    'it.each([["a"], [{ b: 1 }]])("x", (body) => client.post("/", { data: body }));',
    'text|mapping',
  ],
  ['a loop', 'for (const body of ["a", "b"]) client.post("/", { data: body });', 'text'],
  ['the keys of a loop', 'for (const body in form) client.post("/", { data: body });', 'text'],
  [
    'what calls itself',
    'function body(n) { return n ? body(n - 1) : "x"; }\nclient.post("/", { data: body(3) });',
    'text',
  ],
  [
    'functions that call each other',
    'const a = () => b();\nconst b = () => (flag ? a() : "x");\nclient.post("/", { data: a() });',
    'text',
  ],
  ['a name that stands for itself', 'let body = body;\nclient.post("/", { data: body });', 'unknown'],
];

const circles: readonly (readonly [name: string, source: string, kinds: string])[] = [
  [
    'objects made of each other',
    'let a = { ...b };\nvar b = { ...a };\nclient.post("/", { data: a.x });',
    'none',
  ],
  [
    'an object made of itself',
    'let form = {};\nform = { ...form, a: 1 };\nclient.post("/", { data: form.b });',
    'none',
  ],
  [
    'an interface that extends itself',
    'interface A extends A {}\ndeclare const a: A;\nclient.post("/", { data: a.b });',
    'unknown',
  ],
  [
    'types that stand for each other',
    'type A = B;\ntype B = A;\ndeclare const a: A;\nclient.post("/", { data: a });',
    'unknown',
  ],
  ['a class that extends itself', 'class A extends A {}\nclient.post("/", { data: new A().b });', 'unknown'],
  [
    'getters that read each other',
    'class A { get b() { return this.c; } get c() { return this.b; } }\nclient.post("/", { data: new A().b });',
    'unknown',
  ],
];

test('a long chain of texts is text', async () => {
  const lines = Array.from({ length: 500 }, (_, index) => `"line ${index}\\n"`).join(' +\n  ');
  expect(await kindsOf(`client.post('/', { data: ${lines} });`)).toBe('text');
});

describe('a circle of', () => {
  test.each(circles)('%s', async (_name, source, kinds) => {
    expect(await kindsOf(source)).toBe(kinds);
  });
});

test('names that files hand on to each other are not known', async () => {
  const files = {
    'a.test.ts': `${HEAD}import { x } from './b';\nclient.post('/', { data: x });`,
    'b.ts': "export { x } from './c';",
    'c.ts': "export { x } from './b';",
  };
  expect(dataIn(await openIn(files, 'a.test.ts'))).toEqual(['4 unknown']);
});

describe('a value', () => {
  test.each(sources)('%s', async (_name, source, kinds) => {
    expect(await kindsOf(source)).toBe(kinds);
  });
});

test('an imported constant', async () => {
  const files = {
    'a.test.ts': `${HEAD}import { BODY } from './samples';\nclient.post('/', { data: BODY });`,
    'samples.ts': 'export const BODY = JSON.stringify({});',
  };
  expect(dataIn(await openIn(files, 'a.test.ts'))).toEqual(['4 text']);
});

test('Flow types are read', async () => {
  const source = '// @flow\nfunction f(body: ?string) { client.post("/", { data: body }); }';
  expect(await kindsOf(source, 'a.test.js')).toBe('text|none');
});

describe('pairs', () => {
  const pairsOf = async (source: string): Promise<unknown> => {
    const { calls } = await openIn({ 'a.test.ts': HEAD + source }, 'a.test.ts');
    const value = calls.at(-1)?.options.find(({ key }) => key.name === 'data')?.value;
    return (
      value?.pairs && {
        entries: value.pairs.entries.length,
        only: value.pairs.only,
        annotated: value.pairs.annotated,
      }
    );
  };

  test.each<[string, string, unknown]>([
    [
      'in the call',
      'client.post("/", { data: [["a", "1"]] });',
      { entries: 1, only: true, annotated: false },
    ],
    [
      'in a name',
      'const form = [["a", "1"]];\nclient.post("/", { data: form });',
      { entries: 1, only: true, annotated: false },
    ],
    [
      'in a name with a type',
      'const form: string[][] = [["a", "1"]];\nclient.post("/", { data: form });',
      { entries: 1, only: true, annotated: true },
    ],
    [
      'with a cast',
      'client.post("/", { data: [["a", "1"]] as [string, string][] });',
      { entries: 1, only: true, annotated: true },
    ],
    [
      'in a name that is used elsewhere',
      'const form = [["a", "1"]];\ncheck(form);\nclient.post("/", { data: form });',
      { entries: 1, only: false, annotated: false },
    ],
    [
      'in a name that is exported',
      'export const form = [["a", "1"]];\nclient.post("/", { data: form });',
      { entries: 1, only: false, annotated: false },
    ],
    ['computed', 'client.post("/", { data: ["a"].map((x) => ["a", x]) });', undefined],
    ['with a spread', 'client.post("/", { data: [...more, ["a", "1"]] });', undefined],
    ['with three items', 'client.post("/", { data: [["a", "1", "2"]] });', undefined],
  ])('%s', async (_name, source, expected) => {
    expect(await pairsOf(source)).toEqual(expected);
  });
});
