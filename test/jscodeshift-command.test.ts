import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { languagesOf } from '../src/dev/rules.ts';
import { languages } from '../src/languages/index.ts';
import { rules } from '../src/registry.ts';

const FIXTURES = '__testfixtures__';

const EXTENSIONS = languages.flatMap(({ extensions }) => extensions.map((one) => one.slice(1)));

/** Each transform under the command that users of jscodeshift run, over the inputs of all its fixtures at once. */
test.each(readdirSync(FIXTURES))(
  'the jscodeshift command makes of every fixture of %s what we make of it',
  (rule) => {
    const folder = mkdtempSync(join(tmpdir(), 'jscodeshift-'));
    try {
      const inputs = readdirSync(join(FIXTURES, rule)).filter((file) => file.includes('.input.'));
      for (const input of inputs) cpSync(join(FIXTURES, rule, input), join(folder, input));
      const counts = jscodeshift(`transforms/${rule}.ts`, folder);
      expect(counts).toContain('0 errors');
      for (const input of inputs) {
        const expected = readFileSync(join(FIXTURES, rule, input.replace('.input.', '.output.')), 'utf8');
        expect(readFileSync(join(folder, input), 'utf8'), input).toBe(expected);
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
);

test('one of the fixtures is of TypeScript with elements in it', () => {
  const files = readdirSync(FIXTURES, { recursive: true, encoding: 'utf8' });
  expect(files.filter((file) => file.endsWith('.input.tsx'))).not.toEqual([]);
});

test("jscodeshift's defineTest finds the fixtures, and the transforms pass it", () => {
  const names = rules.filter((rule) => languagesOf(rule).includes('javascript')).map(({ name }) => name);
  const said = node('test/support/define-test.ts', ...names);
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
