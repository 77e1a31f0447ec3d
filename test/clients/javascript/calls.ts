import fc from 'fast-check';

/** One test of a generated module: what stands before its call, the call, and what it says of the response. */
export interface Plan {
  readonly before: readonly string[];
  readonly call: string;
  readonly check?: string;
}

/** An option as it is written, and what has to be declared for it. */
interface Written {
  readonly name: string;
  readonly value: string;
  readonly before?: string;
}

const pick = <T>(...values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values);

const plain = (name: string, ...values: readonly string[]): fc.Arbitrary<Written> =>
  pick(...values).map((value) => ({ name, value }));

const RAW = [
  '"raw"',
  "'it\\'s'",
  '`raw ${1 + 1}`',
  '"a" + \'b\'',
  'JSON.stringify({ a: [1] })',
  'String(12)',
  '(7).toFixed(1)',
  '["a", "b"].join("\\n")',
  'Buffer.from("raw")',
  'new Uint8Array([0, 255])',
  'new TextEncoder().encode("é")',
  'Buffer.concat([Buffer.from("a"), Buffer.from("b")])',
  '("raw" as string)',
  'true ? "a" : Buffer.from("b")',
  '""',
];

const FIELDS = [
  '{ a: "1" }',
  '{ a: ["1", 2], "b-c": true }',
  '{}',
  'new URLSearchParams({ a: "1", b: "2" })',
  'Object.fromEntries([["a", "1"]])',
  'undefined',
];

const PAIRS = [
  '[["a", "1"]]',
  '[["a", "1"], ["b", 2]]',
  '[["a", "1"], ["a", "2"], ["b", "3"]]',
  '[["b", "1"], ["a", "1"], ["a", 2]]',
  '[["a", "1"], ["b", "2"], ["a", "3"]]',
  '[["b", "1"], ["2", "2"], ["1", "3"]]',
  '[["1", "a"], ["2", "b"], ["c", "d"]]',
  '[["__proto__", "1"], ["a", "2"]]',
  '[["a-b", "1"], [\'c\', "2"]]',
  '[["constructor", "1"], ["toString", "2"]]',
  '[[KEY, "1"], ["b", true]]',
  '[["a", "1"]] as const',
  '[["a", false], ["a", 0]]',
  '[\n    ["a", "1"], // one\n    // two\n    ["b", "2"],\n  ]',
  '["1", "2"].map((one): [string, string] => ["a", one])',
  'Object.entries({ a: "1", b: "2" })',
  '[...Object.entries({ a: "1" }), ["b", "2"]]',
  '[]',
];

const data = fc.oneof(
  { weight: 3, arbitrary: plain('data', ...RAW) },
  { weight: 3, arbitrary: plain('data', ...PAIRS) },
  { weight: 1, arbitrary: plain('data', ...FIELDS) },
);

/** Now and then. */
const maybe = <T>(one: fc.Arbitrary<T>, times = 1): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, { weight: times, arbitrary: one });

const others = fc.tuple(
  maybe(plain('json', '{ a: 1 }', '[]', '"text"', 'null', 'undefined')),
  maybe(plain('files', '{ f: ["a.txt", "x", "text/plain"] }')),
  maybe(plain('params', '{ q: [1, "b"] }')),
  maybe(plain('headers', '{ "x-a": \'b\' }')),
  maybe(plain('allowRedirects', 'true', 'false', '1 > 2', 'undefined', '(false)'), 4),
);

/** Some of the options, in any order. */
const options: fc.Arbitrary<readonly Written[]> = fc
  .tuple(maybe(data, 8), others)
  .map(([body, rest]) => [body, ...rest].filter((one) => one !== undefined))
  .chain((all) => fc.shuffledSubarray(all, { minLength: all.length }));

/** Where a value is written: in the object, in a variable, or in one of the option's own name. */
const placed = (written: Written, index: number): fc.Arbitrary<Written> =>
  pick<(() => Written)[]>([
    () => written,
    () => written,
    () => ({ ...written, value: `value${index}`, before: `const value${index} = ${written.value};` }),
    () => ({ ...written, value: written.name, before: `const ${written.name} = ${written.value};` }),
  ]).chain((ways) => pick(...ways).map((way) => way()));

const entry = ({ name, value }: Written): fc.Arbitrary<string> =>
  name === value
    ? pick(name, `${name}: ${value}`)
    : pick(`${name}: ${value}`, `${name}: ${value}`, `"${name}": ${value}`, `["${name}"]: ${value}`);

const separator = pick(', ', ', ', ',\n    ', ', // next\n    ', ', /* next */ ');

/** The object, and what is declared for it. */
const object = (all: readonly Written[]): fc.Arbitrary<{ text: string; before: readonly string[] }> =>
  fc.tuple(...all.map(placed)).chain((written) =>
    fc
      .record({
        entries: fc.tuple(...written.map(entry)),
        between: separator,
        isBroken: fc.boolean(),
        isTrailing: fc.boolean(),
      })
      .map(({ entries, between, isBroken, isTrailing }) => {
        const inside = entries.join(between) + (isTrailing && entries.length > 0 ? ',' : '');
        const text = isBroken ? `{\n    ${inside}\n  }` : entries.length > 0 ? `{ ${inside} }` : '{}';
        return { text, before: written.flatMap(({ before }) => before ?? []) };
      }),
  );

/** How the object reaches the call. */
const passed = (text: string): fc.Arbitrary<{ text: string; before: readonly string[] }> =>
  pick(
    ...[0, 1, 2].map(() => ({ text, before: [] })),
    { text: `(${text})`, before: [] },
    { text: `${text} as any`, before: [] },
    { text: `{ ...${text} }`, before: [] },
    { text: `{ ...QUIET, ...${text} }`, before: [] },
    { text: `{ ...${text}, ...RAW }`, before: [] },
    { text: `{ data: { z: 1 }, ...${text} }`, before: [] },
    { text: `{ ...${text}, allowRedirects: true }`, before: [] },
    { text: `{ ...FORM, ...${text} }`, before: [] },
    { text: 'QUIET', before: [] },
    { text: 'RAW', before: [] },
    { text: 'options', before: [`const options = ${text};`] },
    { text: '{ ...options }', before: [`const options = ${text};`] },
    { text: 'options()', before: [`const options = () => (${text});`] },
    { text: `Math.max(1, 2) > 1 ? ${text} : {}`, before: [] },
  );

const METHODS = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options'] as const;

/** What is called, with the arguments that come before the URL. */
const callee = fc.oneof(
  { weight: 6, arbitrary: pick(...METHODS).chain((method) => pick(...waysTo(method))) },
  {
    weight: 1,
    arbitrary: pick(...METHODS).map((method) => [`client.request`, `"${method.toUpperCase()}", `] as const),
  },
  { weight: 1, arbitrary: pick(...METHODS).map((method) => [`client["${method}" as Method]`, ''] as const) },
);

const waysTo = (method: string): readonly (readonly [string, string])[] => [
  [`client.${method}`, ''],
  [`client.${method}`, ''],
  [`client["${method}"]`, ''],
  [`client['${method}']`, ''],
  [`client?.${method}`, ''],
  [`client!.${method}`, ''],
  [`(client).${method}<unknown>`, ''],
  [`client\n    // away\n    .${method}`, ''],
  [`client[name(\`${method}\`)]`, ''],
];

/** A test whose one call goes to `url`. */
export const plan = (url: string): fc.Arbitrary<Plan> =>
  fc
    .tuple(callee, options.chain(object), pick(`"${url}"`, `'${url}'`, `\`${url}\``), fc.boolean())
    .chain(([[called, first], { text, before }, address, isBroken]) =>
      passed(text).map((given) => {
        const [open, between, close] = isBroken ? ['\n    ', ',\n    ', ',\n  '] : ['', ', ', ''];
        return {
          before: [...before, ...given.before],
          call: `${called}(${open}${first}${address}${between}${given.text}${close})`,
        };
      }),
    )
    .chain((one) => (url.startsWith('/moved') ? checked(one) : fc.constant(one)))
    // `undefined` is the default of each method of the old client, and `true` on the new one.
    .filter(({ check, before, call }) => !check || ![...before, call].join().includes('undefined'));

/**
 * A test whose URL is that of a redirect says what it takes the response for, as nothing else tells that the call must not follow it.
 * One that is mistaken fails on the old client, and proves nothing.
 */
function checked(plan: Plan): fc.Arbitrary<Plan> {
  const written = [...plan.before, plan.call].join('\n');
  const isTold = /allowRedirects|QUIET|RAW/.test(written);
  const isFollowed = /^client\W*(?:\[(?:name\()?\W*)?(?:away\s*\.)?(?:get|options)\b/.test(plan.call);
  const status = isFollowed ? 200 : 307;
  return pick(...(isTold ? [200, 307] : [status]))
    .chain((code) => pick(...CHECKS.map((check) => check(code))))
    .map((check) => ({ ...plan, check }));
}

const CHECKS: readonly ((code: number) => string)[] = [
  (code) => `if (response.status !== ${code}) throw new Error("another status");`,
  (code) =>
    `const { status } = response;\n  if (![${code}].includes(status)) throw new Error("another status");`,
];

/** A module with a test for each plan, and where each test stands in it. */
export function moduleOf(plans: readonly Plan[]): {
  readonly source: string;
  readonly tests: readonly { readonly start: number; readonly end: number }[];
} {
  let source = [
    'import { TestClient } from "testclient";',
    'const client = new TestClient(app);',
    'const KEY = "key";',
    'const QUIET = { allowRedirects: false };',
    'const RAW = { data: "raw", allowRedirects: true };',
    'const FORM = { data: [["f", "1"]] };',
    'type Method = "get" | "post";',
    'const name = (method: string) => method;',
    '',
  ].join('\n');
  const tests = plans.map(({ before, call, check }, index) => {
    const start = source.length;
    source += [`test("${index}", async () => {`, ...before, ...called(call, check)].join('\n  ') + '\n});\n';
    return { start, end: source.length };
  });
  return { source, tests };
}

const called = (call: string, check: string | undefined): readonly string[] =>
  check === undefined ? [`await ${call};`] : [`const response = await ${call};`, check];
