import { execFileSync } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { platform } from 'node:process';
import { describe, expect, test } from 'vitest';
import type { RunOptions } from '../../src/runner/options.ts';
import type { RunOutcome } from '../../src/runner/run.ts';
import { builtCommand } from '../support/built.ts';
import { commit, fill, folder, git, NEW, OLD, repository, runTiny, statuses, textOf } from './support.ts';

const staged = (root: string, options: Partial<RunOptions> = {}): Promise<RunOutcome> =>
  runTiny(root, { changed: 'staged', ...options });

/** Two files are committed; then `a.py` is edited and staged, and `b.py` edited alone. */
function edited(): string {
  const root = repository({ 'a.py': '', 'b.py': '' });
  fill(root, { 'a.py': OLD });
  git(root, 'add', 'a.py');
  fill(root, { 'b.py': OLD });
  return root;
}

const inIndex = (root: string, path: string): string => git(root, 'show', `:${path}`);

test('only staged files are changed, and staged again', async () => {
  const root = edited();
  fill(root, { 'new.py': OLD });
  const { report, notes } = await staged(root);
  expect(report.files.map(({ path }) => path)).toEqual(['a.py']);
  expect(report.summary.exitCode).toBe(0);
  expect(notes).toEqual([]);
  expect([textOf(root, 'a.py'), inIndex(root, 'a.py')]).toEqual([NEW, NEW]);
  expect([textOf(root, 'b.py'), textOf(root, 'new.py')]).toEqual([OLD, OLD]);
  expect(git(root, 'status', '--short')).toBe('M  a.py\n M b.py\n?? new.py\n');
});

test.each<[string, (root: string) => void, readonly string[]]>([
  ['added', (root) => fill(root, { 'c.py': OLD }), ['c.py']],
  ['modified', (root) => fill(root, { 'b.py': OLD }), ['b.py']],
  ['renamed', (root) => git(root, 'mv', 'a.py', 'ü 😀.py'), ['ü 😀.py']],
  ['copied', (root) => fill(root, { 'copy.py': OLD }), ['copy.py']],
  ['deleted', (root) => git(root, 'rm', '-q', 'a.py'), []],
])('%s files count as staged', async (_, prepare, expected) => {
  const root = repository({ 'a.py': OLD, 'b.py': '' });
  prepare(root);
  git(root, 'add', '-A');
  const { report } = await staged(root, { mode: 'check' });
  expect(report.files.map(({ path }) => path)).toEqual(expected);
});

test('nothing staged is a success with a note', async () => {
  const { report, notes } = await staged(repository({ 'a.py': OLD }), { mode: 'check' });
  expect(report.summary).toMatchObject({ scanned: 0, exitCode: 0 });
  expect(notes).toEqual(['--staged: no supported file of these paths is staged']);
});

test('before the first commit all that is staged counts', async () => {
  const root = folder({ 'a.py': OLD, 'b.py': OLD });
  git(root, 'init', '-q');
  git(root, 'add', 'a.py');
  git(root, 'add', '-N', 'b.py');
  expect(statuses(await staged(root))).toEqual(['a.py: changed']);
  expect(inIndex(root, 'a.py')).toBe(NEW);
});

describe('a file with unstaged edits besides', () => {
  const UNSTAGED = `# more\n${OLD}`;

  test('is refused', async () => {
    const root = edited();
    fill(root, { 'a.py': UNSTAGED });
    await expect(staged(root)).rejects.toThrow(/have uncommitted changes/);
    expect([textOf(root, 'a.py'), inIndex(root, 'a.py')]).toEqual([UNSTAGED, OLD]);
  });

  test('is written with --allow-dirty, but not staged', async () => {
    const root = edited();
    fill(root, { 'a.py': UNSTAGED });
    const { report, notes } = await staged(root, { allowDirty: true });
    expect(report.summary.exitCode).toBe(0);
    expect(notes).toContain('not staged again: a.py (it had unstaged edits besides)');
    expect([textOf(root, 'a.py'), inIndex(root, 'a.py')]).toEqual([`# more\n${NEW}`, OLD]);
  });

  test('is told of, as what is on disk is looked at', async () => {
    const root = edited();
    fill(root, { 'a.py': NEW });
    const { report, notes } = await staged(root, { mode: 'check' });
    expect(report.summary.exitCode).toBe(0);
    expect(notes[0]).toMatch(/^--staged: a\.py has unstaged edits besides the staged ones/);
  });

  test('is one that was staged in part', async () => {
    const root = repository({ 'a.py': `${OLD}1\n2\n3\n4\n5\n6\n7\n${OLD}` });
    fill(root, { 'a.py': `# first\n${OLD}1\n2\n3\n4\n5\n6\n7\n${OLD}# last\n` });
    execFileSync('git', ['add', '-p'], { cwd: root, input: 'y\nn\n', stdio: ['pipe', 'ignore', 'ignore'] });
    await expect(staged(root)).rejects.toThrow(/have uncommitted changes/);
  });
});

test('a file with a merge conflict is refused', async () => {
  const root = repository({ 'a.py': OLD });
  git(root, 'switch', '-q', '-c', 'topic');
  fill(root, { 'a.py': `1\n${OLD}` });
  commit(root);
  git(root, 'switch', '-q', '-');
  fill(root, { 'a.py': `2\n${OLD}` });
  commit(root);
  expect(() => git(root, 'merge', 'topic')).toThrow();
  await expect(staged(root)).rejects.toThrow(/merge conflict/);
});

test('line endings are converted as git does', async () => {
  const root = repository({ 'a.py': '' });
  git(root, 'config', 'core.autocrlf', 'true');
  fill(root, { 'a.py': OLD.replace('\n', '\r\n') });
  git(root, 'add', 'a.py');
  await staged(root);
  expect([textOf(root, 'a.py'), inIndex(root, 'a.py')]).toEqual([NEW.replace('\n', '\r\n'), NEW]);
  expect(git(root, 'status', '--short')).toBe('M  a.py\n');
});

test('files of a linked work tree are staged in its own index', async () => {
  const root = repository({ 'a.py': '' });
  const other = join(folder(), 'other');
  git(root, 'worktree', 'add', '-q', other);
  fill(other, { 'a.py': OLD });
  git(other, 'add', 'a.py');
  await staged(other);
  expect(inIndex(other, 'a.py')).toBe(NEW);
  expect(git(root, 'status', '--short')).toBe('');
});

test('a file outside of a sparse checkout is written, and told to be left unstaged', async () => {
  const root = repository({ 'in/a.py': '', 'out/a.py': '' });
  fill(root, { 'out/a.py': OLD });
  git(root, 'add', '-A');
  git(root, 'update-index', '--skip-worktree', 'out/a.py');
  const { report, notes } = await staged(root);
  expect(textOf(root, 'out/a.py')).toBe(NEW);
  const isStaged = inIndex(root, 'out/a.py') === NEW;
  expect(isStaged || notes.join().includes('not staged again')).toBe(true);
  expect(report.summary.exitCode).toBe(isStaged ? 0 : 2);
});

describe.skipIf(platform === 'win32')('filters of git', () => {
  test('are not run: a file with one is written, but not staged', async () => {
    const root = repository({ 'a.py': '', '.gitattributes': 'a.py filter=x\n' });
    fill(root, { 'a.py': OLD });
    git(root, 'add', 'a.py');
    git(root, 'config', 'filter.x.clean', `touch '${join(root, 'mark')}'; cat`);
    const { notes } = await staged(root);
    expect(notes).toContain('not staged again: a.py (git would run the filter x for it)');
    expect([textOf(root, 'a.py'), inIndex(root, 'a.py')]).toEqual([NEW, OLD]);
    expect(existsSync(join(root, 'mark'))).toBe(false);
  });

  test('are not run for other files, which git looks at when it writes the index', async () => {
    const root = repository({ 'a.py': '', '.gitattributes': 'b.txt filter=x\n' });
    git(root, 'config', 'filter.x.clean', `touch '${join(root, 'mark')}'; cat`);
    fill(root, { 'a.py': OLD, 'b.txt': 'b' });
    git(root, 'add', '-A');
    rmSync(join(root, 'mark'));
    // Of the same time as the index, so that git would compare contents.
    execFileSync('touch', ['-r', '.git/index', 'b.txt'], { cwd: root });
    git(root, '-c', 'filter.x.clean=', 'update-index', 'b.txt');
    execFileSync('touch', ['-r', 'b.txt', '.git/index'], { cwd: root });
    await staged(root);
    expect(inIndex(root, 'a.py')).toBe(NEW);
    expect(existsSync(join(root, 'mark'))).toBe(false);
    git(root, 'add', 'b.txt');
    // It may have run the filter, which leaves its mark.
    expect(git(root, 'status', '--short', '--untracked-files=no')).toBe('M  a.py\nA  b.txt\n');
  });

  test('of a name that cannot be turned off keep everything unstaged', async () => {
    const root = edited();
    git(root, 'config', 'filter.a=b.clean', 'cat');
    const { report, notes } = await staged(root);
    expect(notes[0]).toMatch(
      /the filter a=b of the git configuration cannot be turned off; run `git add a\.py`/,
    );
    expect(report.summary.exitCode).toBe(2);
    expect([textOf(root, 'a.py'), inIndex(root, 'a.py')]).toEqual([NEW, OLD]);
  });
});

describe('a locked index', () => {
  test('is told before anything is written', async () => {
    const root = edited();
    fill(root, { '.git/index.lock': '' });
    await expect(staged(root)).rejects.toThrow(/another git works on the repository/);
    expect(textOf(root, 'a.py')).toBe(OLD);
    await staged(root, { mode: 'check' });
  });

  test('that is locked later leaves written files, says what to do, and exits with 2', async () => {
    const root = edited();
    const { report, notes } = await staged(root, { onWriting: () => fill(root, { '.git/index.lock': '' }) });
    expect(notes[0]).toMatch(
      /files were written, but not staged again: .*index\.lock.*; run `git add a\.py`/,
    );
    expect(report.summary).toMatchObject({ changed: 1, exitCode: 2 });
    expect([textOf(root, 'a.py'), inIndex(root, 'a.py')]).toEqual([NEW, OLD]);
  });
});

test('an interrupted run stages what it has written', async () => {
  const root = repository({ 'a.py': '', 'b.py': '' });
  fill(root, { 'a.py': OLD, 'b.py': OLD });
  git(root, 'add', '-A');
  const stopping = new AbortController();
  const outcome = await staged(root, {
    signal: stopping.signal,
    onWriting: () => setImmediate(() => setImmediate(() => stopping.abort())),
  });
  expect(statuses(outcome)).toEqual(['a.py: changed', 'b.py: skipped (interrupted)']);
  expect([inIndex(root, 'a.py'), inIndex(root, 'b.py')]).toEqual([NEW, OLD]);
});

const bin = await builtCommand();

describe.skipIf(platform === 'win32')('in a pre-commit hook', () => {
  const suite = (option: string): string =>
    `from fastapi.testclient import TestClient\nTestClient(app).get("/", ${option}=False)\n`;

  function hooked(): string {
    const root = repository({ 'a.py': '', 'b.py': '' });
    const command = [process.execPath, bin].map((word) => `'${word}'`).join(' ');
    fill(root, { '.git/hooks/keep': '' });
    writeFileSync(join(root, '.git/hooks/pre-commit'), `#!/bin/sh\nexec ${command} --staged 2>&1\n`, {
      mode: 0o755,
    });
    fill(root, { 'a.py': suite('allow_redirects') });
    return root;
  }

  test.each<[string, readonly string[]]>([
    ['git commit', []],
    ['git commit --all', ['--all']],
  ])('%s commits what was changed', (_, args) => {
    const root = hooked();
    if (args.length === 0) git(root, 'add', 'a.py');
    git(root, 'commit', '-q', '-m', 'next', ...args);
    expect(git(root, 'show', 'HEAD:a.py')).toBe(suite('follow_redirects'));
    expect(git(root, 'status', '--short')).toBe('');
  });

  test('git commit FILE is stopped before anything is written', () => {
    const root = hooked();
    expect(() => git(root, 'commit', '-q', '-m', 'next', 'a.py')).toThrow(/past the index/);
    expect(textOf(root, 'a.py')).toBe(suite('allow_redirects'));
  });
});
