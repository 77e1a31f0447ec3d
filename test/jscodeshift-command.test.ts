import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const FIXTURES = '__testfixtures__';

/** Each transform under the command that users of jscodeshift run, over the inputs of all its fixtures at once. */
test.each(readdirSync(FIXTURES))(
  'the jscodeshift command makes of every fixture of %s what we make of it',
  (rule) => {
    const folder = mkdtempSync(join(tmpdir(), 'jscodeshift-'));
    try {
      const inputs = readdirSync(join(FIXTURES, rule)).filter((file) => file.endsWith('.input.py'));
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

/** Its own Babel does not know `import.meta`; tsx stands in for the build. */
function jscodeshift(transform: string, folder: string): string {
  const command = 'node_modules/jscodeshift/bin/jscodeshift.js';
  const options = [
    '--no-babel',
    '--run-in-band',
    '--extensions=py',
    '--silent=false',
    '-t',
    transform,
    folder,
  ];
  return execFileSync(process.execPath, ['--import', 'tsx', command, ...options], { encoding: 'utf8' });
}
