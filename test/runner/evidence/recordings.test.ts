import { createHash } from 'node:crypto';
import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Project } from '../../../src/core/language.ts';
import { openRecordings, type EvidenceOptions, type Recordings } from '../../../src/runner/evidence/open.ts';
import { findRoots } from '../../../src/runner/files/git.ts';
import { openProject } from '../../../src/runner/project/project.ts';
import { fill, folder, git, OLD, repository, runTiny, textOf, tinyPython } from '../support.ts';

const PLACE = '.bump-testclient/evidence.jsonl';

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);

const PROCESS = {
  is: 'process',
  format: 1,
  process: 'p',
  run: 'r',
  language: 'python',
  versions: {},
  salt: '',
};

/** An evidence file in which files with these texts were executed, each with a read in line 1 of it, as often as `times`. */
const recordedFrom = (texts: Readonly<Record<string, string>>, times = 1): string =>
  [
    PROCESS,
    ...Object.entries(texts).flatMap(([path, text]) => [
      { is: 'file', process: 'p', path, hash: hashOf(text) },
      { is: 'read', process: 'p', at: [path, 1], of: 'response', name: 'text', times },
    ]),
    { is: 'end', process: 'p' },
  ]
    .map((line) => `${JSON.stringify(line)}\n`)
    .join('');

const openIn = async (cwd: string, more: Partial<EvidenceOptions> = {}): Promise<Recordings> => {
  const recordings = await openRecordings({ cwd, ...more }, findRoots());
  if (!recordings) throw new Error('there is no evidence');
  return recordings;
};

/** Where the reads of a file are, and how many. */
const readsOf = (recordings: Recordings, root: string, path: string): unknown =>
  recordings
    .recorded(root, path, Buffer.from(textOf(root, path)))
    ?.reads.map(({ at, times }) => [at.path, times]);

const A = { 'tests/a.py': 'a = 1\n' };

describe('evidence is found by itself', () => {
  test('in the working directory', async () => {
    const root = repository({ ...A, [PLACE]: recordedFrom(A) });
    expect(readsOf(await openIn(root), root, 'tests/a.py')).toEqual([['tests/a.py', 1]]);
  });

  test('in a folder above, up to the repository', async () => {
    const root = repository({ ...A, [PLACE]: recordedFrom(A) });
    expect(readsOf(await openIn(join(root, 'tests')), root, 'tests/a.py')).toEqual([['tests/a.py', 1]]);
  });

  test('the nearest first', async () => {
    const root = repository({ ...A, [PLACE]: recordedFrom(A), [`tests/${PLACE}`]: recordedFrom(A, 5) });
    expect(readsOf(await openIn(join(root, 'tests')), root, 'tests/a.py')).toEqual([['tests/a.py', 5]]);
  });

  test.each([
    ['above the repository', (root: string) => git(join(root, 'inner'), 'init', '-q'), 'inner'],
    ['above the working directory, without a repository', () => undefined, 'inner'],
    ['nowhere', (root: string) => rmSync(join(root, '.bump-testclient'), { recursive: true }), '.'],
  ])('but not %s', async (_, prepare, cwd) => {
    const root = folder({ 'inner/a.py': '', [PLACE]: recordedFrom({}) });
    prepare(root);
    expect(await openRecordings({ cwd: join(root, cwd) }, findRoots())).toBeUndefined();
  });

  test('but not where none is wanted', async () => {
    const root = repository({ [PLACE]: recordedFrom({}) });
    expect(await openRecordings({ cwd: root, noEvidence: true }, findRoots())).toBeUndefined();
  });
});

describe('evidence that is named', () => {
  test('is used in the place of what would be found', async () => {
    const root = repository({ ...A, [PLACE]: recordedFrom(A), 'ci/e.jsonl': recordedFrom(A, 7) });
    const recordings = await openIn(root, { evidence: ['ci/e.jsonl'] });
    expect(readsOf(recordings, root, 'tests/a.py')).toEqual([['tests/a.py', 7]]);
  });

  test('may be several files', async () => {
    const root = repository({
      ...A,
      'b.py': 'b',
      '1': recordedFrom(A),
      '2': recordedFrom({ ...A, 'b.py': 'b' }, 3),
    });
    const recordings = await openIn(root, { evidence: ['1', '2'] });
    expect([readsOf(recordings, root, 'tests/a.py'), readsOf(recordings, root, 'b.py')]).toEqual([
      [
        ['tests/a.py', 1],
        ['tests/a.py', 3],
      ],
      [['b.py', 3]],
    ]);
  });

  test.each([
    [
      'is not there',
      'none.jsonl',
      /^--evidence: cannot read none\.jsonl: ENOENT: no such file or directory$/,
    ],
    ['is a folder', 'tests', /^--evidence: cannot read tests: it is a folder, not a regular file$/],
    ['is something else', 'tests/a.py', /^--evidence: tests\/a\.py is no evidence file$/],
  ])('is refused where it %s', async (_, name, message) => {
    const root = repository(A);
    await expect(runTiny(root, { evidence: [name] })).rejects.toThrow(message);
  });
});

test('evidence that was found and cannot be read is left out with a note', async () => {
  const root = repository({ 'a.py': OLD });
  mkdirSync(join(root, PLACE), { recursive: true });
  const { notes, report } = await runTiny(root);
  expect(notes).toEqual([`${PLACE} is left out: it is a folder, not a regular file`]);
  expect(report.summary.changed).toBe(1);
});

test.each<[string, (root: string, outside: string) => void]>([
  ['the file', (root, outside) => symlinkSync(join(outside, PLACE), join(root, PLACE))],
  [
    'its folder',
    (root, outside) => {
      rmSync(join(root, '.bump-testclient'), { recursive: true });
      symlinkSync(join(outside, '.bump-testclient'), join(root, '.bump-testclient'));
    },
  ],
])('evidence is left out with a note where a link leads out of the project: %s', async (_, link) => {
  const outside = folder({ [PLACE]: recordedFrom(A) });
  const root = repository({ ...A, '.bump-testclient/.gitignore': '*' });
  link(root, outside);
  const found = await openIn(root);
  expect(readsOf(found, root, 'tests/a.py')).toBeUndefined();
  expect(found.notes()).toEqual([expect.stringContaining('is left out: it is a link out of the project')]);
  const named = await openIn(root, { evidence: [PLACE] });
  expect(readsOf(named, root, 'tests/a.py')).toEqual([['tests/a.py', 1]]);
});

describe('paths', () => {
  test('are those of the project, where that is another folder than the repository', async () => {
    const root = repository({ 'shop/tests/a.py': 'a', [PLACE]: recordedFrom({ 'shop/tests/a.py': 'a' }) });
    const recordings = await openIn(root);
    expect(readsOf(recordings, join(root, 'shop'), 'tests/a.py')).toEqual([['tests/a.py', 1]]);
  });

  test('may be relative to the folder that the evidence is in: a container may have no repository', async () => {
    const root = repository({
      'shop/tests/a.py': 'a',
      [`shop/${PLACE}`]: recordedFrom({ 'tests/a.py': 'a' }),
    });
    const recordings = await openIn(join(root, 'shop'));
    expect(readsOf(recordings, root, 'shop/tests/a.py')).toEqual([['shop/tests/a.py', 1]]);
  });

  test('of a file of the same name in another folder are not those of this one', async () => {
    const root = repository({ 'tests/a.py': 'other', 'shop/tests/a.py': 'a' });
    fill(root, { [`shop/${PLACE}`]: recordedFrom({ 'tests/a.py': 'a' }) });
    const recordings = await openIn(join(root, 'shop'));
    expect([readsOf(recordings, root, 'tests/a.py'), readsOf(recordings, root, 'shop/tests/a.py')]).toEqual([
      undefined,
      [['shop/tests/a.py', 1]],
    ]);
  });
});

describe('a file that has changed since', () => {
  test('is left out, and told of in a note', async () => {
    const root = repository({
      ...A,
      'b.py': 'b',
      [PLACE]: recordedFrom({ 'tests/a.py': 'before', 'b.py': 'b' }),
    });
    const recordings = await openIn(root);
    expect([readsOf(recordings, root, 'tests/a.py'), readsOf(recordings, root, 'b.py')]).toEqual([
      undefined,
      [['b.py', 1]],
    ]);
    expect(recordings.notes()).toEqual([
      `${PLACE}: 1 file has changed since it was recorded, and is left out: tests/a.py`,
    ]);
  });

  test('is one of few that are named', async () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name) => `${name}.py`);
    const texts = (text: string) => Object.fromEntries(names.map((name) => [name, text]));
    const root = repository({ ...texts('now'), [PLACE]: recordedFrom(texts('before')) });
    const recordings = await openIn(root);
    for (const name of names) readsOf(recordings, root, name);
    expect(recordings.notes()).toEqual([
      `${PLACE}: 7 files have changed since they were recorded, and are left out: a.py, b.py, c.py, d.py, e.py, and 2 more`,
    ]);
  });

  test('is told of only where it was asked for', async () => {
    const root = repository({ ...A, [PLACE]: recordedFrom({ 'tests/a.py': 'before', 'gone.py': 'x' }) });
    expect((await openIn(root)).notes()).toEqual([]);
  });
});

test.each<[string, string, readonly string[]]>([
  ['damaged lines', `${recordedFrom(A)}x\ny\n`, ['2 of 6 lines cannot be read, and are left out']],
  ['a last line that was cut off', `${recordedFrom(A)}{"is":`, []],
  [
    'a newer version',
    JSON.stringify({ ...PROCESS, format: 2 }),
    ['it was made by a newer version of bump-testclient; what this one does not understand is left out'],
  ],
  [
    'a run that was killed',
    JSON.stringify(PROCESS),
    ['the recorded run did not end, so what came later is missing'],
  ],
])('notes tell of %s', async (_, content, notes) => {
  const root = repository({ [PLACE]: content });
  expect((await openIn(root)).notes()).toEqual(notes.map((note) => `${PLACE}: ${note}`));
});

describe('a project', () => {
  const open = async (root: string, bytes?: Uint8Array): Promise<Project> => {
    const recordings = await openIn(root);
    const override = bytes && { override: { path: 'a.py', text: bytes.toString(), bytes } };
    const options = { root: { folder: root, git: true }, language: tinyPython, roots: findRoots() };
    return openProject({ ...options, noIgnore: false, recordings, ...override });
  };

  test('answers with what was recorded of a file', async () => {
    const root = repository({ 'a.py': 'a', 'b.py': 'b', [PLACE]: recordedFrom({ 'a.py': 'a' }) });
    const project = await open(root);
    expect(project.recorded?.('a.py')?.reads).toHaveLength(1);
    expect([project.recorded?.('b.py'), project.recorded?.('none.py')]).toEqual([undefined, undefined]);
  });

  test('answers for the text that stands in the place of a file', async () => {
    const root = repository({ 'a.py': 'on disk', [PLACE]: recordedFrom({ 'a.py': 'in editor' }) });
    expect((await open(root)).recorded?.('a.py')).toBeUndefined();
    expect((await open(root, Buffer.from('in editor'))).recorded?.('a.py')?.reads).toHaveLength(1);
  });

  test('has nothing to ask where nothing was recorded', async () => {
    const root = { folder: folder({ 'a.py': '' }), git: false };
    const project = await openProject({ root, language: tinyPython, roots: findRoots(), noIgnore: false });
    expect('recorded' in project).toBe(false);
  });
});
