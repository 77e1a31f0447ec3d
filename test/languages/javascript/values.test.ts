import { describe, expect, test } from 'vitest';
import { dataIn, openIn } from '../../support/project.ts';
import { code } from '../../support/snippets.ts';

const HEAD = code`
  import { TestClient } from 'framework';
  const client = new TestClient(app);

`;

/** The kinds of the last `data` that a client is given. */
async function kindsOf(source: string, path = 'a.test.ts'): Promise<string> {
  const opened = await openIn({ [path]: HEAD + source }, path);
  expect(opened.document.problem).toBeUndefined();
  return dataIn(opened).at(-1)?.replace(/^\d+ /, '') ?? 'no data';
}

test.each([
  ['settings.body', 'cannot tell what `settings.body` is'],
  ['settings.$$body', 'cannot tell what `settings.$$body` is'],
  ['settings["%d"]', 'cannot tell what `settings["%d"]` is'],
  ['"a".normalize()', 'it comes from `normalize`, and the type of its result is unknown'],
  ['client.build()', "it comes from a client's `build`, and the type of its result is unknown"],
  ['client.get("/").json()', "it comes from a response's `json`, and the type of its result is unknown"],
  ['lib.make().body()', 'it comes from `lib.make`, and the type of its result is unknown'],
])('says why the kind of %s is not known', async (expression, because) => {
  const source = code`
    import * as lib from 'lib';
    const settings = lib.read();

  `;
  const call = `client.post("/", { data: ${expression} });`;
  const { calls } = await openIn({ 'a.test.ts': HEAD + source + call }, 'a.test.ts');
  const data = calls.flatMap(({ options }) => options).find(({ key }) => key.name === 'data');
  expect(data?.value.because).toBe(because);
});

test.each([
  ['{ a: x, "b": [1, null] }', true],
  ['{ 1: { x } }', true],
  ['{}', true],
  ['{ a: f() }', undefined],
  ['{ [x]: 1 }', undefined],
  ['{ ...x }', undefined],
  ['{ a() {} }', undefined],
])('tells whether %s may be dropped', async (expression, inert) => {
  const source = `${HEAD}client.post("/", { data: ${expression} });`;
  const { calls } = await openIn({ 'a.test.ts': source }, 'a.test.ts');
  const data = calls.flatMap(({ options }) => options).find(({ key }) => key.name === 'data');
  expect(data?.value.inert).toBe(inert);
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
    code`
      let body = "x";
      body = { a: 1 };
      client.post("/", { data: body });
    `,
    'mapping',
  ],
  [
    'a name that is bound anew in a branch',
    code`
      let body: any = "x";
      if (flag) body = { a: 1 };
      client.post("/", { data: body });
    `,
    'mapping|text',
  ],
  [
    'a name that is bound in both branches',
    code`
      let body;
      if (flag) { body = "x"; } else { body = "y"; }
      client.post("/", { data: body });
    `,
    'text',
  ],
  [
    'a name that a later statement binds',
    code`
      let body = "x";
      client.post("/", { data: body });
      body = {};
    `,
    'text',
  ],
  [
    'a name that a loop binds anew',
    code`
      let body: any = "x";
      for (;;) { client.post("/", { data: body });
      body = {}; }
    `,
    'mapping|text',
  ],
  [
    'a name that grows',
    code`
      let body = "x";
      body += "y";
      client.post("/", { data: body });
    `,
    'text',
  ],
  [
    'a name that a function binds',
    code`
      let body: any = "x";
      function f() { body = {}; }
      client.post("/", { data: body });
    `,
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
    code`
      function f(body) { client.post("/", { data: body }); }
      f("a");
      f("b");
    `,
    'text',
  ],
  [
    'a parameter whose callers differ',
    code`
      function f(body) { client.post("/", { data: body }); }
      f("a");
      f({ a: 1 });
    `,
    'text|mapping',
  ],
  [
    'a parameter with a default',
    'function f(body = "x") { client.post("/", { data: body }); }\nf();',
    'text',
  ],
  [
    'a function',
    code`
      function body() { return "<a/>"; }
      client.post("/", { data: body() });
    `,
    'text',
  ],
  [
    'an asynchronous function',
    code`
      const body = async () => Buffer.from("x");
      client.post("/", { data: await body() });
    `,
    'bytes',
  ],
  [
    'a declared result',
    code`
      declare function body(): string;
      client.post("/", { data: body() });
    `,
    'text',
  ],
  [
    'a property',
    code`
      const world = { body: "x" };
      client.post("/", { data: world.body });
    `,
    'text',
  ],
  ['an enumeration', 'enum Body { A = "x" }\nclient.post("/", { data: Body.A });', 'text'],
  [
    'a type alias',
    code`
      type Body = string;
      function f(body: Body) { client.post("/", { data: body }); }
    `,
    'text',
  ],
  [
    'an interface',
    code`
      interface Form { a: string }
      function f(form: Form) { client.post("/", { data: form }); }
    `,
    'mapping',
  ],
  [
    'readFileSync without an encoding',
    code`
      import { readFileSync } from "node:fs";
      client.post("/", { data: readFileSync("x") });
    `,
    'bytes',
  ],
  [
    'readFileSync with an encoding',
    code`
      import { readFileSync } from "node:fs";
      client.post("/", { data: readFileSync("x", "utf8") });
    `,
    'text',
  ],
  [
    'readFileSync with options',
    code`
      import fs from "fs";
      client.post("/", { data: fs.readFileSync("x", { encoding: "utf-8" }) });
    `,
    'text',
  ],
  [
    'await readFile',
    code`
      import { readFile } from "node:fs/promises";
      client.post("/", { data: await readFile("x") });
    `,
    'bytes',
  ],
  [
    'fs.promises',
    code`
      import * as fs from "node:fs";
      client.post("/", { data: await fs.promises.readFile("x", "utf8") });
    `,
    'text',
  ],
  [
    'a stream',
    code`
      import { createReadStream } from "node:fs";
      client.post("/", { data: createReadStream("x") });
    `,
    'unknown',
  ],
  [
    'gzip',
    code`
      import { gzipSync } from "node:zlib";
      client.post("/", { data: gzipSync("x") });
    `,
    'bytes',
  ],
  [
    'a digest',
    code`
      import { createHash } from "node:crypto";
      client.post("/", { data: createHash("md5").update("x").digest() });
    `,
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
    code`
      function body(n) { return n ? body(n - 1) : "x"; }
      client.post("/", { data: body(3) });
    `,
    'text',
  ],
  [
    'functions that call each other',
    code`
      const a = () => b();
      const b = () => (flag ? a() : "x");
      client.post("/", { data: a() });
    `,
    'text',
  ],
  ['a name that stands for itself', 'let body = body;\nclient.post("/", { data: body });', 'unknown'],
];

const circles: readonly (readonly [name: string, source: string, kinds: string])[] = [
  [
    'objects made of each other',
    code`
      let a = { ...b };
      var b = { ...a };
      client.post("/", { data: a.x });
    `,
    'none',
  ],
  [
    'an object made of itself',
    code`
      let form = {};
      form = { ...form, a: 1 };
      client.post("/", { data: form.b });
    `,
    'none',
  ],
  [
    'an interface that extends itself',
    code`
      interface A extends A {}
      declare const a: A;
      client.post("/", { data: a.b });
    `,
    'unknown',
  ],
  [
    'types that stand for each other',
    code`
      type A = B;
      type B = A;
      declare const a: A;
      client.post("/", { data: a });
    `,
    'unknown',
  ],
  ['a class that extends itself', 'class A extends A {}\nclient.post("/", { data: new A().b });', 'unknown'],
  [
    'getters that read each other',
    code`
      class A { get b() { return this.c; } get c() { return this.b; } }
      client.post("/", { data: new A().b });
    `,
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
    'a.test.ts': code`
      ${HEAD}
      import { BODY } from './samples';
      client.post('/', { data: BODY });
    `,
    'samples.ts': 'export const BODY = JSON.stringify({});',
  };
  expect(dataIn(await openIn(files, 'a.test.ts'))).toEqual(['4 text']);
});

test('Flow types are read', async () => {
  const source = code`
    // @flow
    function f(body: ?string) { client.post("/", { data: body }); }
  `;
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
      code`
        const form: string[][] = [["a", "1"]];
        client.post("/", { data: form });
      `,
      { entries: 1, only: true, annotated: true },
    ],
    [
      'with a cast',
      'client.post("/", { data: [["a", "1"]] as [string, string][] });',
      { entries: 1, only: true, annotated: true },
    ],
    [
      'in a name that is used elsewhere',
      code`
        const form = [["a", "1"]];
        check(form);
        client.post("/", { data: form });
      `,
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
