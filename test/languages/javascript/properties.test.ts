import fc from 'fast-check';
import { expect, test } from 'vitest';
import { migrate } from '../../../src/index.ts';
import { code } from '../../support/snippets.ts';

/** Lines that must come out as they went in, whatever stands around them. */
const BYSTANDERS = [
  '// a comment, with trailing space   ',
  '\tconst x = 1;',
  'cache.delete("k", { data: "1" });',
  'axios.get(url, { allowRedirects: false });',
  'const text = `allowRedirects: true\n\tdata: "x"\n`;',
  'const emoji = "😀"  ;  const other = \'é\'',
  '/* client */',
  'const re = /[(`"]/g, half = a / b / c;',
  '',
] as const;

/** Calls with something to migrate, in many layouts. */
const CALLS = [
  'client.get("/", { allowRedirects: false })',
  'await client.get( "/" , {allowRedirects : x ,} ,)',
  'client.post("/", { data: "text" });',
  "const r = client.post('/', { data: Buffer.from('x') }) // why",
  code`
    client.post(
        "/", // the url
        {
            data: (
                "a" +
                "b"
            ),
        },
    );
  `,
  'client.delete("/", { json: { a: 1 } });',
  code`
    client.delete("/", {
        json: undefined,
    });
  `,
  'expect(await client.get("/", { data: `x` })).toEqual({});',
  'client.post("/", { data: [["a", "1"], ["a", "2"]] });',
  'client.post("/", { data: [["a", "1"], ["b", "1"], ["a", "2"]] });',
  'client.post("/", { data: [["a-b", x], ["c", c]] } as Options);',
  'client.put("/", unknown);',
  'client.post("/", { data: unknown, ...kw });',
  'client.post("/", { data: String(client.delete("/", { data: "x" })) });',
  'client[method]("/", { json: {} });',
  'for (const c of ["a", "b"]) client?.options("/", { data: c, allowRedirects });',
  'client["delete"]("/", { allowRedirects, json }); client.head("/", { "allowRedirects": true })',
  '{ const o = { allowRedirects: false, data: "x" }; client.get("/", o); client.post("/", { ...o }) }',
  'const f = () => client.post<T>("/", { data: [["a", 1]] });',
] as const;

const HEAD = code`
  import { TestClient } from "testing";
  const client = new TestClient(app);

`;

const moduleText = fc
  .record({
    lines: fc.array(fc.constantFrom(...BYSTANDERS, ...CALLS), { minLength: 1, maxLength: 12 }),
    ending: fc.constantFrom('\n', '\r\n'),
    mark: fc.constantFrom('', '\uFEFF'),
    last: fc.boolean(),
    indent: fc.constantFrom('', '    ', '\t'),
  })
  .map(({ lines, ending, mark, last, indent }) => {
    // Each in a block of its own: they declare the same names.
    const body = lines.flatMap((line) => ['{', ...line.split('\n').map((one) => indent + one), '}']);
    const opened = ['async function run(kw, method, allowRedirects, json) {', ...body, '}'];
    return mark + (HEAD + opened.join('\n')).replaceAll('\n', ending) + (last ? ending : '');
  });

const migrated = async (source: string): Promise<string> => {
  const result = await migrate(source, { path: 'tests/a.test.ts', unsafe: true });
  if (result.status === 'failed') throw new Error(`${result.reason}: ${result.detail}\n${source}`);
  return result.status === 'changed' ? result.text : source;
};

test('running twice is running once', async () => {
  await fc.assert(
    fc.asyncProperty(moduleText, async (source) => {
      const once = await migrated(source);
      expect(await migrated(once)).toBe(once);
    }),
    { numRuns: 150 },
  );
});

test('lines without a call of a client stay as they are, to the byte', async () => {
  const kept = (text: string): readonly string[] =>
    text
      .split(/(?<=\n)/)
      .filter((line) => !/client[.?[]|^\s*["')\]}]|^\s+(?:data|json|content)\b|^\s*\{/.test(line));
  await fc.assert(
    fc.asyncProperty(moduleText, async (source) => {
      const result = await migrated(source);
      expect(kept(result)).toEqual(kept(source));
      expect(result.startsWith('\uFEFF')).toBe(source.startsWith('\uFEFF'));
      expect(result.includes('\r\n')).toBe(source.includes('\r\n'));
    }),
    { numRuns: 150 },
  );
});
