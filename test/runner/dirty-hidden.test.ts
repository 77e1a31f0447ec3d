import { linkSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { platform } from 'node:process';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { guarded, REFUSAL } from './guarded.ts';
import { commit, fill, folder, git, repository, textOf } from './support.ts';

/** Another text of the same length, written so that size and time of change stay. */
function swap(root: string, path: string, text: string): void {
  const file = join(root, path);
  const { atime, mtime } = statSync(file);
  writeFileSync(file, text);
  utimesSync(file, atime, mtime);
}

const config = (root: string, ...settings: readonly string[]): void => {
  for (const one of settings) git(root, 'config', ...one.split('='));
};

describe('a change is seen', () => {
  test.each<[string, (root: string) => void]>([
    ['of a file that is assume-unchanged', (root) => git(root, 'update-index', '--assume-unchanged', 'a.py')],
    ['of a file that is skip-worktree', (root) => git(root, 'update-index', '--skip-worktree', 'a.py')],
    [
      'with core.ignoreStat',
      (root) => (config(root, 'core.ignoreStat=true'), git(root, 'add', '--renormalize', '.')),
    ],
    [
      'with core.checkStat and core.trustctime',
      (root) => config(root, 'core.checkStat=minimal', 'core.trustctime=false'),
    ],
    [
      'with core.untrackedCache and core.preloadIndex',
      (root) => config(root, 'core.untrackedCache=true', 'core.preloadIndex=true'),
    ],
    ['with status.showUntrackedFiles', (root) => config(root, 'status.showUntrackedFiles=no')],
    [
      'with core.fileMode and core.symlinks',
      (root) => config(root, 'core.fileMode=false', 'core.symlinks=false'),
    ],
    ['of a file that is tracked and ignored', (root) => fill(root, { '.gitignore': '*' })],
    ['with core.splitIndex', (root) => git(root, 'update-index', '--split-index')],
    ['with an index of version 4', (root) => git(root, 'update-index', '--index-version', '4')],
  ])('%s', async (_, hide) => {
    const root = repository({ 'a.py': 'one' });
    hide(root);
    expect(await guarded(root, 'a.py')).toEqual([]);
    swap(root, 'a.py', 'two');
    await expect(guarded(root, 'a.py')).rejects.toThrow(REFUSAL);
  });

  test('in the moment in which the file was staged', async () => {
    const root = repository({ 'a.py': 'one' });
    for (const text of ['two', 'six', 'ten']) {
      git(root, 'add', 'a.py');
      swap(root, 'a.py', text);
      await expect(guarded(root, 'a.py')).rejects.toThrow(REFUSAL);
    }
  });

  test('of a file in a submodule, in the submodule', async () => {
    const root = repository({ 'a.py': '1' });
    git(root, 'submodule', 'add', '-q', repository({ 'x.py': '1' }), 'sub');
    git(root, 'config', 'submodule.sub.ignore', 'all');
    expect(await guarded(root, 'a.py', 'sub/x.py')).toEqual([]);
    fill(root, { 'sub/x.py': '2' });
    await expect(guarded(root, 'a.py', 'sub/x.py')).rejects.toThrow(REFUSAL);
  });

  test('of a file in the folder of a submodule that is not there', async () => {
    const root = repository({ 'a.py': '1' });
    git(root, 'submodule', 'add', '-q', repository({ 'x.py': '1' }), 'sub');
    rmSync(join(root, 'sub/.git'));
    await expect(guarded(root, 'sub/x.py')).rejects.toThrow(REFUSAL);
  });

  test('of a link that became a file', async () => {
    const root = repository({ 'a.py': 'b.py' });
    const id = git(root, 'rev-parse', ':a.py').trim();
    git(root, 'update-index', '--cacheinfo', `120000,${id},a.py`);
    await expect(guarded(root, 'a.py')).rejects.toThrow(REFUSAL);
  });

  test('of a file with a merge conflict, and is called so', async () => {
    const root = repository({ 'a.py': 'one\n' });
    git(root, 'checkout', '-q', '-b', 'other');
    fill(root, { 'a.py': 'two\n' });
    commit(root);
    git(root, 'checkout', '-q', '-');
    fill(root, { 'a.py': 'three\n' });
    commit(root);
    expect(() => git(root, 'merge', 'other')).toThrow();
    await expect(guarded(root, 'a.py')).rejects.toThrow('\n  a.py (merge conflict)');
  });

  test('of a file whose staged content the repository has lost', async () => {
    const root = repository({ 'a.py': 'one', 'b.py': 'two' });
    const id = git(root, 'rev-parse', ':a.py').trim();
    rmSync(join(root, '.git/objects', id.slice(0, 2), id.slice(2)));
    await expect(guarded(root, 'a.py', 'b.py')).rejects.toThrow(
      /:\n {2}a\.py \(the repository has lost its staged content\)$/,
    );
  });
});

describe('no change is seen', () => {
  test('in a work tree of a repository, nor in one with hashes of 256 bits', async () => {
    const root = repository({ 'a.py': '1' });
    const other = join(folder(), 'other');
    git(root, 'worktree', 'add', '-q', other);
    expect(await guarded(other, 'a.py')).toEqual([]);
    const long = folder({ 'a.py': '1' });
    git(long, 'init', '-q', '--object-format=sha256');
    commit(long);
    expect(await guarded(long, 'a.py')).toEqual([]);
    fill(long, { 'a.py': '2' });
    await expect(guarded(long, 'a.py')).rejects.toThrow(REFUSAL);
  });

  test('in a sparse checkout', async () => {
    const root = repository({ 'in/a.py': '1', 'out/b.py': '2' });
    git(root, 'sparse-checkout', 'set', '--cone', '--sparse-index', 'in');
    expect(await guarded(root, 'in/a.py')).toEqual([]);
    fill(root, { 'out/b.py': 'not what was committed' });
    await expect(guarded(root, 'in/a.py', 'out/b.py')).rejects.toThrow(/:\n {2}out\/b\.py$/);
  });

  test('where the index spells a name otherwise than the folder', async () => {
    const root = repository({ 'A.py': '1' });
    // A second name stands for a folder whose names have no case.
    if (!isCaseless(root)) linkSync(join(root, 'A.py'), join(root, 'a.py'));
    expect(await guarded(root, 'a.py')).toEqual([]);
    rmSync(join(root, 'A.py'));
    fill(root, { 'a.py': '2' });
    await expect(guarded(root, 'a.py')).rejects.toThrow(REFUSAL);
  });
});

const isCaseless = (root: string): boolean =>
  statSync(join(root, 'a.py'), { throwIfNoEntry: false }) !== undefined;

describe('line endings and encodings that git converts', () => {
  const CRLF = 'one\r\ntwo\r\n';

  test.each<[string, string | undefined, string, string]>([
    ['core.autocrlf=true', undefined, CRLF, 'one\ntwo\n'],
    ['core.autocrlf=input', undefined, CRLF, 'one\ntwo\n'],
    ['core.eol=crlf', '* text=auto', CRLF, 'one\ntwo\n'],
    ['core.autocrlf=false', '*.py text eol=crlf', CRLF, 'one\ntwo\n'],
    ['core.autocrlf=false', '*.py ident', '# $Id: 1234 $\n', '# $Id$\n'],
    ['core.autocrlf=false', '*.py text working-tree-encoding=ISO-8859-1', '\u00ff\n', '\u00ff\n'],
  ])('are no change: %s, %s', async (setting, attributes, onDisk, staged) => {
    const root = repository();
    config(root, setting);
    fill(root, {
      'a.py': Buffer.from(onDisk, 'latin1'),
      ...(attributes && { '.gitattributes': attributes }),
    });
    commit(root);
    expect(git(root, 'cat-file', 'blob', ':a.py')).toBe(staged);
    expect(await guarded(root, 'a.py')).toEqual([]);
    fill(root, { 'a.py': Buffer.from(`${onDisk}#`, 'latin1') });
    await expect(guarded(root, 'a.py')).rejects.toThrow(REFUSAL);
  });

  test('are a change where git converts none', async () => {
    const root = repository({ 'a.py': 'one\n' });
    config(root, 'core.autocrlf=false');
    fill(root, { 'a.py': 'one\r\n' });
    await expect(guarded(root, 'a.py')).rejects.toThrow(REFUSAL);
  });

  test.skipIf(platform === 'win32')(
    'are converted in files of any name (not on Windows: it has no such names)',
    async () => {
      const names = [
        '"q".py',
        'a b.py',
        'line\nfeed.py',
        'back\\slash.py',
        'tést.py',
        '-n.py',
        ':(top)x.py',
        '1:x.py',
      ];
      const root = repository();
      config(root, 'core.autocrlf=true');
      fill(root, Object.fromEntries(names.map((name) => [name, `${name}\r\n`])));
      commit(root);
      expect(await guarded(root, ...names)).toEqual([]);
      for (const name of names) {
        fill(root, { [name]: 'edited\r\n' });
        await expect(guarded(root, ...names)).rejects.toThrow(`:\n  ${name}`);
        fill(root, { [name]: `${name}\r\n` });
      }
    },
  );
});

describe('a file with a filter', () => {
  /** Git stages its text in capitals. */
  function filtered(): string {
    const root = repository();
    config(root, 'filter.caps.clean=tr a-z A-Z', 'filter.caps.smudge=tr A-Z a-z');
    fill(root, { 'a.py': 'text', 'b.py': '1', '.gitattributes': '*.py filter=caps' });
    commit(root);
    return root;
  }

  test('that makes a difference is refused, with the name of the filter', async () => {
    const root = filtered();
    expect(textOf(root, 'a.py')).toBe('text');
    await expect(guarded(root, 'a.py', 'b.py')).rejects.toMatchObject({
      message:
        'these files would be changed, but have uncommitted changes or differ by a filter of git, which is not run:\n  a.py (filter=caps)',
      hint: 'see that `git status` does not list those with a filter, and add --allow-dirty',
    });
  });

  test('that makes none is as safe as any', async () => {
    expect(await guarded(filtered(), 'b.py')).toEqual([]);
  });
});

describe('in a hook', () => {
  afterEach(() => vi.unstubAllEnvs());

  test('of a commit of all changes, what is about to be committed is safe', async () => {
    const root = repository({ 'a.py': '1' });
    fill(root, { 'a.py': '2' });
    const index = join(root, '.git/index.lock');
    git(root, 'add', 'a.py');
    renameSync(join(root, '.git/index'), index);
    vi.stubEnv('GIT_INDEX_FILE', index);
    expect(await guarded(root, 'a.py')).toEqual([]);
    fill(root, { 'a.py': '3' });
    await expect(guarded(root, 'a.py')).rejects.toThrow(REFUSAL);
  });

  test('the index of another repository is of no concern', async () => {
    const [root, other] = [repository({ 'a.py': '1' }), repository({ 'a.py': '2' })];
    renameSync(join(other, '.git/index'), join(other, '.git/index.lock'));
    fill(root, { 'a.py': '2' });
    vi.stubEnv('GIT_INDEX_FILE', join(other, '.git/index.lock'));
    await expect(guarded(root, 'a.py')).rejects.toThrow(REFUSAL);
  });
});
