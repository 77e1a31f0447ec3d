import { describe, expect, test } from 'vitest';
import { hiddenIn, openIn } from '../../support/project.ts';
import { code } from '../../support/snippets.ts';

const HEAD = code`
  import { TestClient } from 'framework';
  const client = new TestClient(app);

`;

/** `name place` of each option of the last call, then what may be hidden. */
async function optionsOf(source: string): Promise<string[]> {
  const opened = await openIn({ 'a.test.ts': HEAD + source }, 'a.test.ts');
  expect(opened.document.problem).toBeUndefined();
  const call = opened.calls.at(-1);
  const options = call?.options.map(({ key, place }) => `${key.name} ${place}`) ?? [];
  const hidden = hiddenIn({ ...opened, calls: call ? [call] : [] }).map((line) =>
    line.replace(/^\d+/, 'hidden'),
  );
  return [...options, ...hidden];
}

const rows: readonly (readonly [name: string, source: string, ...expected: string[]])[] = [
  ['a literal', 'client.get("/", { data: x, headers: y });', 'data call', 'headers call'],
  ['no options', 'client.get("/");'],
  ['undefined', 'client.get("/", undefined);'],
  ['shorthand', 'client.get("/", { data });', 'data call'],
  [
    'quoted keys',
    'client.get("/", { "data": x, [`headers`]: y, ["json"]: z });',
    'data call',
    'headers call',
    'json call',
  ],
  ['a computed key', 'client.get("/", { [key]: x });', 'hidden anything'],
  ['a method', 'client.get("/", { data() { return 1; } });', 'data call'],
  ['a getter', 'client.get("/", { get data() { return 1; } });', 'data call'],
  ['a cast', 'client.get("/", { data: x } as Options);', 'data call'],
  ['satisfies', 'client.get("/", { data: x } satisfies Options);', 'data call'],
  ['parentheses', 'client.get("/", ({ data: x }));', 'data call'],
  ['an assertion', 'client.get("/", { data: x }!);', 'data call'],
  ['request', 'client.request("GET", "/", { data: x });', 'data call'],
  ['options in a name', 'const options = { data: x };\nclient.get("/", options);', 'data spread'],
  [
    'options in a name of two calls',
    code`
      const options = { data: x };
      client.get("/", options);
      client.post("/", options);
    `,
    'data spread',
  ],
  [
    'options in a name with a type',
    'const options: Options = { data: x };\nclient.get("/", options);',
    'data spread',
  ],
  [
    'options in a name that is cast',
    code`
      const options = { data: x } as const;
      client.get("/", options as Options);
    `,
    'data spread',
  ],
  [
    'a spread name',
    code`
      const options = { data: x };
      client.get("/", { ...options, headers: y });
    `,
    'data spread',
    'headers call',
  ],
  [
    'a spread after',
    code`
      const options = { data: x };
      client.get("/", { headers: y, ...options });
    `,
    'headers call',
    'data spread',
  ],
  ['a spread literal', 'client.get("/", { ...{ data: x } });', 'data spread'],
  [
    'options that are logged as well',
    code`
      const options = { data: x };
      log(options);
      client.get("/", options);
    `,
    'hidden data',
  ],
  [
    'options that something else takes',
    code`
      const options = { data: x };
      fetch("/", options);
      client.get("/", options);
    `,
    'hidden data',
  ],
  [
    'options that are exported',
    'export const options = { data: x };\nclient.get("/", options);',
    'hidden data',
  ],
  [
    'options that are bound anew',
    code`
      let options = { data: x };
      options = { json: y };
      client.get("/", options);
    `,
    'hidden json',
  ],
  [
    'options that are changed',
    code`
      const options: any = { data: x };
      options.json = y;
      client.get("/", options);
    `,
    'hidden data json',
  ],
  [
    'options changed by Object.assign',
    code`
      const options = { data: x };
      Object.assign(options, more);
      client.get("/", options);
    `,
    'hidden anything',
  ],
  [
    'options with rivals beside them',
    code`
      const options = { data: x };
      client.post("/", options);
      client.post("/", { ...options, json: y });
    `,
    'json call',
    'hidden data',
  ],
  ['a local function', 'const options = () => ({ data: x });\nclient.get("/", options());', 'data spread'],
  [
    'a declared function',
    code`
      function options() { return { data: x }; }
      client.get("/", { ...options(), headers: y });
    `,
    'data spread',
    'headers call',
  ],
  [
    'a function with two results',
    code`
      function options() { if (a) return { data: x }; return { json: y }; }
      client.get("/", options());
    `,
    'hidden data json',
  ],
  [
    'a function that others call',
    code`
      const options = () => ({ data: x });
      log(options());
      client.get("/", options());
    `,
    'hidden data',
  ],
  ['a parameter', 'function f(options) { client.get("/", options); }', 'hidden anything'],
  [
    'a parameter with callers',
    code`
      function f(options) { client.get("/", options); }
      f({ data: x });
      f({ json: y });
    `,
    'hidden data json',
  ],
  [
    'a parameter with a default',
    code`
      function f(options = {}) { client.get("/", { ...options, headers: y }); }
      f();
      f({ data: x });
    `,
    'headers call',
    'hidden data',
  ],
  ['a rest parameter', 'function f(...args) { client.get(...args); }', 'hidden anything'],
  [
    'the rest of an object',
    code`
      function f({ url, ...options }) { client.get(url, options); }
      f({ url, data: x });
    `,
    'hidden anything',
  ],
  ['a chosen literal', 'client.get("/", flag ? { data: x } : { json: y });', 'hidden data json'],
  ['a spread condition', 'client.get("/", { ...(flag && { data: x }) });', 'hidden data'],
  ['a spread choice', 'client.get("/", { ...(flag ? { data: x } : {}) });', 'hidden data'],
  ['a declared type', 'declare const options: RequestOptions;\nclient.get("/", options);', 'hidden anything'],
  ['an unknown value', 'client.get("/", options());', 'hidden anything'],
  [
    'a client that is not sure',
    code`
      const options = { data: x };
      function f(client) { client.get("/", options); }
    `,
    'hidden data',
  ],
];

describe('the options of a call', () => {
  test.each(rows)('%s', async (_name, source, ...expected) => {
    expect(await optionsOf(source)).toEqual(expected);
  });
});

test('options of another file are told with their place', async () => {
  const { calls } = await openIn(
    {
      'test/a.test.ts': code`
        ${HEAD}
        import { options } from './options';
        client.get('/', options);
      `,
      'test/options.ts': code`
        export const options = {
          data: 'x',
        };
      `,
    },
    'test/a.test.ts',
  );
  expect(calls[0]?.hidden).toEqual({
    may: 'some',
    options: [{ name: 'data', kinds: ['text'], where: { path: 'test/options.ts', line: 2 } }],
  });
});
