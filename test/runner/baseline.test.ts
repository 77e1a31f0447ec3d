import { renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { linesOf } from '../../src/core/lines.ts';
import { parseBaseline, printBaseline } from '../../src/runner/baseline/format.ts';
import { fingerprintOf, match, entriesOf } from '../../src/runner/baseline/match.ts';
import type { RunOptions } from '../../src/runner/options.ts';
import type { RunOutcome } from '../../src/runner/run.ts';
import { fill, folder, NEW, OLD, repository, runTiny, textOf } from './support.ts';

const ODD = 'client.get(odd=1)\n';

/** Runs with the baseline `held.json`. */
const against = (root: string, options: Partial<RunOptions> = {}): Promise<RunOutcome> =>
  runTiny(root, { mode: 'check', strict: 'differs', baseline: 'held.json', ...options });

/** Writes the baseline, as the command does. */
async function adopt(root: string, options: Partial<RunOptions> = {}): Promise<RunOutcome> {
  const outcome = await against(root, { updateBaseline: true, ...options });
  if (outcome.baseline !== undefined) fill(root, { 'held.json': outcome.baseline });
  return outcome;
}

const counts = ({ report: { summary } }: RunOutcome): readonly number[] => [
  summary.edits,
  summary.manual,
  summary.known,
  summary.exitCode,
];

const FILES = { 'a.py': `${OLD}\n${ODD}`, 'b/c.py': `x = 1\n${ODD}` };

test('holds edits to come and findings, which are neither told nor counted', async () => {
  const root = folder(FILES);
  expect(counts(await runTiny(root, { mode: 'check', strict: 'differs' }))).toEqual([1, 2, 0, 1]);
  const adopted = await adopt(root);
  expect(counts(adopted)).toEqual([0, 0, 3, 0]);
  expect(adopted.notes).toContain('held.json holds 3 findings in 2 files (3 new, 0 gone)');
  const outcome = await against(root);
  expect(counts(outcome)).toEqual([0, 0, 3, 0]);
  expect(outcome.report.files).toEqual([]);
  expect(outcome.report.rules).toEqual([]);
  expect(outcome.notes.filter((note) => note.includes('baseline'))).toEqual([]);
});

test('is sorted, has no line numbers, and is as before where nothing is new', async () => {
  const root = folder({ ...FILES, 'ü "q".py': ODD });
  await adopt(root);
  expect(textOf(root, 'held.json')).toMatchInlineSnapshot(`
    "{
      "version": 1,
      "tool": "bump-testclient",
      "files": {
        "a.py": {
          "odd-option": [
            { "line": "client.get(odd=1)", "near": "fa8b7f62 -" }
          ],
          "rename-old": [
            { "line": "client.get(old=1)", "near": "- 545095c1" }
          ]
        },
        "b/c.py": {
          "odd-option": [
            { "line": "client.get(odd=1)", "near": "8ff436de -" }
          ]
        },
        "ü \\"q\\".py": {
          "odd-option": [
            { "line": "client.get(odd=1)", "near": "- -" }
          ]
        }
      }
    }
    "
  `);
  const again = await adopt(root);
  expect(again.baseline).toBeUndefined();
  expect(again.notes).toContain('held.json holds 4 findings in 3 files, as before');
});

describe('a held finding stays known where', () => {
  test.each<[string, string]>([
    ['lines are added above', `import x\n\n\nx = 1\n${ODD}y = 2\n`],
    ['it is indented', `x = 1\nif x:\n    ${ODD}    y = 2\n`],
    ['blank lines come between', `x = 1\n\n\n${ODD}\ny = 2\n`],
    ['the line above is edited', `x = 3\n${ODD}y = 2\n`],
    ['the line below is edited', `x = 1\n${ODD}y = 3\n`],
    ['line ends and a byte-order mark change', `\uFEFFx = 1\r\n${ODD.trim()}\r\ny = 2\r\n`],
  ])('%s', async (_, text) => {
    const root = folder({ 'a.py': `x = 1\n${ODD}y = 2\n` });
    await adopt(root);
    fill(root, { 'a.py': text });
    expect(counts(await against(root))).toEqual([0, 0, 1, 0]);
  });
});

describe('a finding is new where', () => {
  test.each<[string, Readonly<Record<string, string>>, readonly number[]]>([
    ['both neighbours are others', { 'a.py': `x = 3\n${ODD}y = 3\n` }, [0, 1, 0, 1]],
    ['its line is another', { 'a.py': `x = 1\nclient.get(odd=2)\ny = 2\n` }, [0, 1, 0, 1]],
    ['the same is there once more', { 'a.py': `x = 1\n${ODD}y = 2\nx = 1\n${ODD}y = 2\n` }, [0, 1, 1, 1]],
    ['it is of another rule', { 'a.py': `x = 1\nclient.get(odd=1, old=1)\ny = 2\n` }, [1, 1, 0, 1]],
    ['it is in another file', { 'a.py': '', 'b.py': `x = 1\n${ODD}y = 2\n` }, [0, 1, 0, 1]],
  ])('%s', async (_, files, expected) => {
    const root = folder({ 'a.py': `x = 1\n${ODD}y = 2\n` });
    await adopt(root);
    fill(root, files);
    expect(counts(await against(root))).toEqual(expected);
  });
});

describe('entries that match nothing', () => {
  const STALE = '--baseline: 1 finding of it is there no more: a.py (odd-option)';
  const staleIn = ({ notes }: RunOutcome): readonly string[] =>
    notes.filter((note) => note.startsWith(STALE));

  test.each<[string, (root: string) => void]>([
    ['of a finding that is gone', (root) => fill(root, { 'a.py': NEW })],
    ['of a file that is gone', (root) => rmSync(join(root, 'a.py'))],
    ['of a file that has another name', (root) => renameSync(join(root, 'a.py'), join(root, 'z.py'))],
    [
      'of a file that a comment skips',
      (root) => fill(root, { 'a.py': `# bump-testclient: ignore-file\n${ODD}` }),
    ],
  ])('%s are told, and taken out by --update-baseline', async (_, edit) => {
    const root = folder({ 'a.py': ODD, 'b.py': ODD });
    await adopt(root);
    edit(root);
    expect(staleIn(await against(root))).toHaveLength(1);
    await adopt(root);
    expect(staleIn(await against(root))).toEqual([]);
    expect(textOf(root, 'held.json')).not.toContain('"a.py"');
  });

  test.each<[string, Partial<RunOptions>]>([
    ['other paths', { paths: ['b.py'] }],
    ['--exclude', { exclude: ['a.py'] }],
    ['--include', { include: ['b.py'] }],
    ['other rules', { select: ['rename-old'], paths: ['.'] }],
    ['--changed', { changed: { since: 'HEAD' } }],
    ['--staged', { changed: 'staged' }],
  ])('are not told, and stay, in a run that does not look at them: %s', async (_, options) => {
    const root = repository({ 'a.py': ODD, 'b.py': ODD });
    await adopt(root);
    const before = textOf(root, 'held.json');
    const outcome = await against(root, options);
    expect(outcome.notes.filter((note) => note.includes('no more'))).toEqual([]);
    expect((await adopt(root, options)).baseline).toBeUndefined();
    expect(textOf(root, 'held.json')).toBe(before);
  });

  test('are not told of files that failed, and stay', async () => {
    const root = folder({ 'a.py': ODD });
    await adopt(root);
    fill(root, { 'a.py': `${ODD}SYNTAX ERROR\n` });
    const outcome = await adopt(root, { strictParsing: true });
    expect(outcome.report.summary).toMatchObject({ failed: 1, exitCode: 2 });
    expect(outcome.baseline).toBeUndefined();
  });
});

describe('in write mode', () => {
  test('fixes of held findings are made, and a note says so', async () => {
    const root = repository(FILES);
    await adopt(root);
    const outcome = await against(root, { mode: 'write' });
    expect(textOf(root, 'a.py')).toBe(`${NEW}\n${ODD}`);
    expect(counts(outcome)).toEqual([1, 0, 2, 0]);
    expect(outcome.notes.join('\n')).toContain(
      '1 finding that it holds has a fix, which is made all the same',
    );
  });

  test('--update-baseline holds only what is left', async () => {
    const root = repository(FILES);
    await adopt(root);
    const outcome = await adopt(root, { mode: 'write', paths: ['a.py', 'b'] });
    expect(outcome.notes).toContain('held.json holds 2 findings in 2 files (0 new, 1 gone)');
    expect(counts(await against(root))).toEqual([0, 0, 2, 0]);
  });
});

test('a dry run shows the edits that are held, as it shows what would be written', async () => {
  const root = folder(FILES);
  await adopt(root);
  expect(counts(await against(root, { mode: 'dry-run' }))).toEqual([1, 0, 2, 0]);
});

test('paths are relative to the folder of the baseline, wherever the command runs', async () => {
  const root = folder(FILES);
  await adopt(root);
  const outcome = await against(join(root, 'b'), { baseline: '../held.json', paths: ['..'] });
  expect(counts(outcome)).toEqual([0, 0, 3, 0]);
});

test('a source on stdin is compared too', async () => {
  const root = folder(FILES);
  await adopt(root);
  const stdin = { filename: 'a.py', source: Buffer.from(`${ODD}${OLD}\n${ODD}`) };
  expect(counts(await against(root, { stdin, paths: [] }))).toEqual([0, 1, 2, 1]);
});

test('an interrupted run leaves the baseline as it is', async () => {
  const root = folder(FILES);
  const stopping = new AbortController();
  stopping.abort();
  const outcome = await against(root, { updateBaseline: true, signal: stopping.signal });
  expect(outcome.baseline).toBeUndefined();
  expect(outcome.notes).toContain('held.json is not written: the run was ended early');
});

describe('a file is refused', () => {
  const entry = (fields: string): string => `{"version":1,"files":{"a.py":{"r":[${fields}]}}}`;
  test.each<[string, string | undefined, RegExp]>([
    ['that is not there', undefined, /there is no file held\.json/],
    ['that is empty', '', /held\.json:1:1: it ends too early/],
    ['that is cut off', '{\n  "version": 1,\n', /held\.json:3:1: it ends too early/],
    ['with a comma too many', '{\n  "version": 1,\n}', /held\.json:3:1: expected a string/],
    ['without a comma', '{"version": 1 "files": {}}', /held\.json:1:15: expected `,` or `}`/],
    ['with a key twice', '{"version": 1,\n"version": 1}', /held\.json:2:1: "version" is there twice/],
    ['that goes on', '{"version": 1, "files": {}}\n{}', /held\.json:2:1: something stands behind the end/],
    ['that is a list', '[]', /held\.json:1:1: expected an object/],
    ['that is something else', '{"a": 1}', /held\.json:1:1: "version" is missing/],
    ['of a later version', '{"version": 2}', /held\.json:1:13: this version of the format is not known/],
    [
      'with a number for a list',
      '{"version":1,"files":{"a.py":{"r":1}}}',
      /held\.json:1:35: expected a list/,
    ],
    ['with an odd finding', entry('{"line":1,"near":"- -"}'), /held\.json:1:44: expected a text "line"/],
    ['with odd neighbours', entry('{"line":"","near":"x"}'), /held\.json:1:\d+: expected "near"/],
    ['with an odd count', entry('{"line":"","near":"- -","count":0}'), /held\.json:1:\d+: expected "count"/],
    ['nested without end', '['.repeat(100_000), /held\.json:1:\d+: it is nested too deeply/],
    [
      'with conflict markers',
      '{\n  "version": 1,\n<<<<<<< HEAD\n  "files": {}\n=======\n>>>>>>> topic\n}\n',
      /held\.json:3:1: it has the conflict markers of a merge/,
    ],
  ])('%s', async (_, text, message) => {
    const root = folder({ 'a.py': ODD, ...(text !== undefined && { 'held.json': text }) });
    await expect(against(root)).rejects.toThrow(message);
    await expect(against(root)).rejects.toMatchObject({
      name: 'UsageError',
      hint: expect.any(String) as string,
    });
  });
});

test('hostile names and lines come back as they are', () => {
  const held = new Map([
    [
      '__proto__',
      new Map([['constructor', [{ line: '"\\\u2028<script>\u0007', above: '-', below: '-', count: 3 }]]]),
    ],
  ]);
  expect(parseBaseline(printBaseline(held), 'held.json')).toEqual(held);
});

test('of equal lines as many are known as are held, those with equal neighbours first', () => {
  const prints = (text: string): ReturnType<typeof fingerprintOf>[] => {
    const lines = linesOf(text);
    return Array.from({ length: lines.count }, (_, at) => at + 1)
      .filter((line) => lines.text(line) === 'x')
      .map((line) => fingerprintOf(lines, line));
  };
  const entries = entriesOf(prints('a\nx\nb\nc\nx\nb'));
  expect(match(prints('a\nx\nd\nc\nx\nb'), entries)).toEqual({ known: [true, true], left: [] });
  expect(match(prints('c\nx\nb\nc\nx\nb'), entries)).toEqual({ known: [true, true], left: [] });
  expect(match(prints('q\nx\nz\nc\nx\nb'), entries).known).toEqual([false, true]);
});
