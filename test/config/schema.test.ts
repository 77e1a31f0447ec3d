import { Ajv } from 'ajv';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseJson } from '../../src/config/json.ts';
import { FILE_KEYS, TOP_KEYS } from '../../src/config/keys.ts';
import { readConfiguration } from '../../src/config/read.ts';
import { configSchema } from '../../src/config/schema.ts';
import { ENGINE_RULES } from '../../src/core/engine/engine-rules.ts';
import { rules } from '../../src/registry.ts';

const names = { rules: rules.map(({ name }) => name), engineRules: Object.keys(ENGINE_RULES) };
const shipped: unknown = JSON.parse(readFileSync('docs/config.schema.json', 'utf8'));
const validate = new Ajv({ allowUnionTypes: true }).compile(configSchema(names));

/** Whether the command takes it. */
function isRead(config: unknown): boolean {
  const parsed = parseJson(JSON.stringify(config), { comments: false });
  return 'root' in parsed && readConfiguration(parsed.root, 'camelCase', names).problems.length === 0;
}

test('the schema that is shipped is that of the code', () => {
  expect(shipped).toEqual(configSchema(names));
});

const word = fc.constantFrom(
  ...['', '.', './', '../a', '/a', 'a/**', 'api', 'self.http', 'make_client()', 'a b', '@acme/x', '\\', '..'],
  ...[
    'httpx',
    'httpx2',
    'latest',
    'starlette==0.43',
    'fastapi=1.*',
    'flask',
    'fails',
    'warns',
    'differs',
    'warn',
  ],
  ...[names.rules[0]!, names.engineRules[0]!, 'no-rule', 'a*', '*', 'ü', 'a.#b', 'a..b'],
);
const value = fc.oneof(
  word,
  fc.boolean(),
  fc.array(word, { maxLength: 2 }),
  fc.constantFrom<unknown[]>(null, 1, {}, [1], [[]]),
);
const keys = [
  ...Object.keys(FILE_KEYS),
  ...Object.keys(TOP_KEYS),
  '$schema',
  'overrides',
  'files',
  'unknown',
];
const table = fc.dictionary(fc.constantFrom(...keys), value, { maxKeys: 3 });
const override = fc.tuple(word, table).map(([files, rest]) => ({ ...rest, files }));
const config = fc.oneof(
  table,
  fc.tuple(table, fc.array(override, { maxLength: 2 })).map(([top, overrides]) => ({ ...top, overrides })),
);

/** Words of a target that contradict each other are for the command alone. */
const isContradiction = (one: unknown): boolean => /httpx|latest|starlette|fastapi/.test(JSON.stringify(one));

test('docs/configuration.md lists every key, and no other', () => {
  const listed = [...readFileSync('docs/configuration.md', 'utf8').matchAll(/^\| `([$\w]+)` +\|/gm)];
  const all = [...Object.keys(FILE_KEYS), ...Object.keys(TOP_KEYS), 'overrides', '$schema'];
  expect(listed.map(([, key]) => key).sort()).toEqual(all.sort());
});

test('the schema takes what the command takes, and nothing else', () => {
  let taken = 0;
  fc.assert(
    fc.property(config, (one) => {
      fc.pre(!(Array.isArray((one as { target?: unknown }).target) && isContradiction(one)));
      const isValid = validate(one);
      if (isValid) taken++;
      expect({ one, isValid }).toEqual({ one, isValid: isRead(one) });
    }),
    { numRuns: 3000 },
  );
  expect(taken).toBeGreaterThan(100);
});
