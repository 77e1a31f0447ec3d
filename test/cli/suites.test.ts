import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { folderOf, runIn } from './command.ts';

const example = fileURLToPath(new URL('../../examples/legacy-suite', import.meta.url));

const pythonFiles = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.py'))
    .sort();

const suite = new Map(pythonFiles(example).map((path) => [path, readFileSync(join(example, path), 'utf8')]));

/** Ways in which the same suite stands in other people's repositories. */
const habits: Readonly<Record<string, (text: string) => string>> = {
  asItIs: (text) => text,
  carriageReturns: (text) => text.replaceAll('\n', '\r\n'),
  mixedLineEnds: (text) => text.replaceAll(/\n(?=\n|def )/g, '\r\n'),
  tabs: (text) => text.replaceAll('    ', '\t'),
  noFinalNewline: (text) => text.trimEnd(),
  mark: (text) => `\uFEFF${text}`,
  otherSeparators: (text) => `${text}\f\n# \u2028 \u2029 \x85 \x0b end\n`,
  otherScripts: (text) => text.replaceAll('client', 'cliént'),
  halfWritten: (text) => text.slice(0, text.length / 2),
};

const names = ['ü', ' a b', '"q"', '\\x', '😀', '\t', '\n', "'", '[a]'].filter(
  (name) => process.platform !== 'win32' || /^[ü😀 ab'[\]]+$/.test(name),
);

/** For each file what is done to its text and, of a test, what is put into its name. */
const repositories = fc
  .array(
    fc.record({
      habit: fc.constantFrom(...Object.keys(habits)),
      name: fc.option(fc.constantFrom(...names), { freq: 4, nil: '' }),
    }),
    { minLength: suite.size, maxLength: suite.size },
  )
  .map((choices) => {
    const files = [...suite].map(([path, text], index) => {
      const { habit = '', name = '' } = choices[index] ?? {};
      return [path.replace(/(?<=test_\w+)(?=\.py$)/, name), habits[habit]?.(text) ?? text];
    });
    return Object.fromEntries(files) as Record<string, string>;
  });

const contents = (folder: string): unknown =>
  pythonFiles(folder).map((path) => [path, readFileSync(join(folder, path)).toString('latin1')]);

it('a run writes what a dry run prints, and a second run changes nothing', { timeout: 120_000 }, async () => {
  const property = fc.asyncProperty(repositories, fc.constantFrom('', '--unsafe'), async (files, unsafe) => {
    const [patched, written] = [folderOf(files), folderOf(files)];
    const { code, output } = await runIn(patched, `-n ${unsafe}`);
    expect(contents(patched)).toEqual(contents(written));
    execFileSync('git', ['apply'], { cwd: patched, input: output, stdio: 'pipe' });
    expect((await runIn(written, unsafe)).code).toBe(code);
    expect(contents(patched)).toEqual(contents(written));
    expect((await runIn(written, `-n ${unsafe}`)).stdout).toBe('');
  });
  await fc.assert(property, { numRuns: 4, endOnFailure: true });
});
