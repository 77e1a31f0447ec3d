import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { languagesOf } from '../src/dev/rules/files.ts';
import { languages } from '../src/languages/index.ts';
import { rules } from '../src/registry.ts';

const FIXTURES = '__testfixtures__';

const EXTENSIONS = languages.flatMap(({ extensions }) => extensions.map((one) => one.slice(1)));

/** jscodeshift is given files by their extensions. */
const isRead = (language: string): boolean => languages.some(({ name }) => name === language);

/** The rule whose transform runs under the command itself; it has fixtures in every language. */
const BY_COMMAND = 'follow-redirects';

/** Where the inputs of each rule's fixtures are copied to. */
let root: string;

const rulesWithFixtures = rules.filter((rule) => languagesOf(rule).some(isRead)).map(({ name }) => name);
const inputsOf = (rule: string): readonly string[] =>
  readdirSync(join(FIXTURES, rule)).filter((file) => file.includes('.input.'));

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'jscodeshift-'));
  for (const rule of rulesWithFixtures)
    for (const input of inputsOf(rule)) cpSync(join(FIXTURES, rule, input), join(root, rule, input));
});
afterAll(() => {
  rmSync(root, { recursive: true });
});

const targetOf = (rule: string): string => rules.find(({ name }) => name === rule)?.client ?? 'httpx';

function expectOutputs(rule: string): void {
  for (const input of inputsOf(rule)) {
    const expected = readFileSync(join(FIXTURES, rule, input.replace('.input.', '.output.')), 'utf8');
    expect(readFileSync(join(root, rule, input), 'utf8'), input).toBe(expected);
  }
}

test(`the jscodeshift command turns every fixture of ${BY_COMMAND} into its output`, () => {
  expect(jscodeshift(`transforms/${BY_COMMAND}.ts`, join(root, BY_COMMAND))).toContain('0 errors');
  expectOutputs(BY_COMMAND);
});

// One process for all of them, for it takes longer to start than to transform.
test("jscodeshift's runner turns the fixtures of every other rule into their outputs", () => {
  const others = rulesWithFixtures.filter((rule) => rule !== BY_COMMAND);
  const triples = others.flatMap((rule) => [`transforms/${rule}.ts`, join(root, rule), targetOf(rule)]);
  // What the transforms report comes first.
  const results = node('test/support/run-transforms.ts', EXTENSIONS.join(), ...triples)
    .trimEnd()
    .split('\n')
    .at(-1);
  expect(JSON.parse(results ?? '[]')).toEqual(
    others.map(() => expect.objectContaining({ error: 0 }) as unknown),
  );
  for (const rule of others) expectOutputs(rule);
});

test('one of the fixtures is of TypeScript with elements in it', () => {
  const files = readdirSync(FIXTURES, { recursive: true, encoding: 'utf8' });
  expect(files.filter((file) => file.endsWith('.input.tsx'))).not.toEqual([]);
});

test("jscodeshift's defineTest finds the fixtures, and the transforms pass it", () => {
  const names = rules.filter((rule) => languagesOf(rule).includes('javascript')).map(({ name }) => name);
  // What it prints by default depends on the version of Node.
  const said = node('--test-reporter=tap', 'test/support/define-test.ts', ...names);
  expect(said).toMatch(new RegExp(`^# pass ${names.length}$`, 'm'));
});

/** Its own Babel does not know `import.meta`; tsx stands in for the build. */
const jscodeshift = (transform: string, folder: string): string =>
  node(
    'node_modules/jscodeshift/bin/jscodeshift.js',
    '--no-babel',
    '--run-in-band',
    `--extensions=${EXTENSIONS.join()}`,
    '--silent=false',
    '-t',
    transform,
    folder,
  );

const node = (...args: readonly string[]): string =>
  execFileSync(process.execPath, ['--import', 'tsx', ...args], { encoding: 'utf8' });
