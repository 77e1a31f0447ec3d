import { chmodSync, linkSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { UsageError } from '../../src/runner/errors.ts';
import { discover, type DiscoverOptions, type Discovery } from '../../src/runner/files/discover.ts';
import { excluding, globs, globsWithin } from '../../src/runner/files/filter.ts';
import { findRoots } from '../../src/runner/files/git.ts';
import { commandApart, makeFifo, makeSocket } from '../support/special.ts';
import { commit, fill, folder, git, repository, tinyPython } from './support.ts';

const found = (cwd: string, options: Partial<DiscoverOptions> = {}): Promise<Discovery> =>
  discover(
    {
      ...{ cwd, paths: ['.'], include: [], exclude: [] },
      ...{ noIgnore: false, forceExclude: false, allowUnmatched: false },
      ...options,
    },
    [tinyPython],
    findRoots(),
  );

const paths = async (cwd: string, options: Partial<DiscoverOptions> = {}): Promise<readonly string[]> =>
  (await found(cwd, options)).files.map(({ path }) => path);

const TREE = {
  'b.py': '',
  'a/z.py': '',
  'a/.hidden/h.py': '',
  'a/stub.pyi': '',
  'a/readme.md': '',
  'a/x.py.txt': '',
  'node_modules/m/n.py': '',
  'a/__pycache__/c.py': '',
  'a/venv/lib/site-packages/s.py': '',
  'build/out.py': '',
  'generated/g.py': '',
  'a/skip.py': '',
  'a/keep_not.py': '',
  'a/deep/skip.py': '',
  'a/deep/b/keep_not.py': '',
  '.gitignore': '/generated/\nskip.py\nkeep*\n',
  'a/deep/.gitignore': '!keep_not.py\n',
};
const TAKEN = ['a/.hidden/h.py', 'a/deep/b/keep_not.py', 'a/z.py', 'b.py'];

describe.each([
  ['under git', () => repository(TREE)],
  ['untracked under git', () => fillEmpty(TREE)],
  ['without git', () => folder(TREE)],
])('%s', (_, make) => {
  test('finds Python files, sorted, without ignored files and folders of tools', async () => {
    expect(await paths(make())).toEqual(TAKEN);
  });

  test('finds ignored files with noIgnore, but never folders of tools', async () => {
    const all = ['a/deep/skip.py', 'a/keep_not.py', 'a/skip.py', 'generated/g.py', ...TAKEN];
    expect(await paths(make(), { noIgnore: true })).toEqual(all.sort());
  });

  test('finds files in a named folder and obeys the ignore files above it', async () => {
    expect(await paths(make(), { paths: ['a/deep'] })).toEqual(['a/deep/b/keep_not.py']);
  });

  test('finds a named file even if it is ignored, or a stub', async () => {
    const named = ['generated/g.py', 'a/stub.pyi', 'build/out.py'];
    expect(await paths(make(), { paths: named })).toEqual([...named].sort());
  });

  test('shows paths from below the root relative to the working directory', async () => {
    expect(await paths(join(make(), 'a/deep'), { paths: ['b', '../z.py'] })).toEqual([
      '../z.py',
      'b/keep_not.py',
    ]);
  });

  test('knows the path of a file in its project', async () => {
    const { files } = await found(make(), { paths: ['a/z.py'] });
    expect(files[0]).toMatchObject({ projectPath: 'a/z.py' });
  });

  test('refuses a folder without supported files', async () => {
    const failure = found(make(), { paths: ['generated'] });
    await expect(failure).rejects.toThrow('generated: no .py file in this folder');
    await expect(failure).rejects.toMatchObject({ hint: expect.stringContaining('--no-ignore') });
  });
});

function fillEmpty(files: Readonly<Record<string, string>> = {}): string {
  const root = repository();
  fill(root, files);
  return root;
}

describe('globs', () => {
  const tree = { 'a/one.py': '', 'a/two_old.py': '', 'b/one.py': '', 'b/c/one.py': '' };

  test.each<[string, Partial<DiscoverOptions>, readonly string[]]>([
    ['a folder', { exclude: ['a'] }, ['b/c/one.py', 'b/one.py']],
    ['a folder with a slash at its end', { exclude: ['a/'] }, ['b/c/one.py', 'b/one.py']],
    ['a folder at any depth', { exclude: ['c'] }, ['a/one.py', 'a/two_old.py', 'b/one.py']],
    ['a file at any depth', { exclude: ['one.py'] }, ['a/two_old.py']],
    [
      'a path with a slash only from the working directory',
      { exclude: ['c/one.py'] },
      ['a/one.py', 'a/two_old.py', 'b/c/one.py', 'b/one.py'],
    ],
    ['a star', { exclude: ['*_old.py'] }, ['a/one.py', 'b/c/one.py', 'b/one.py']],
    ['two stars', { exclude: ['**/c/**'] }, ['a/one.py', 'a/two_old.py', 'b/one.py']],
    ['braces', { include: ['{a,b}/one.py'] }, ['a/one.py', 'b/one.py']],
    ['a leading ./', { include: ['./a'] }, ['a/one.py', 'a/two_old.py']],
    ['include and exclude', { include: ['a'], exclude: ['*_old*'] }, ['a/one.py']],
    ['nothing that matches', { include: ['nowhere'] }, []],
  ])('%s', async (_, options, expected) => {
    expect(await paths(folder(tree), options)).toEqual(expected);
  });

  test('do not apply to a named file, except with --force-exclude', async () => {
    const root = folder(tree);
    const options = { paths: ['a/one.py'], exclude: ['a'] };
    expect(await paths(root, options)).toEqual(['a/one.py']);
    expect(await paths(root, { ...options, forceExclude: true })).toEqual([]);
  });

  test('--force-exclude also excludes folders of tools', async () => {
    const root = folder({ 'build/x.py': '' });
    expect(await paths(root, { paths: ['build/x.py'], forceExclude: true })).toEqual([]);
  });

  test.each<[string, Partial<DiscoverOptions>, string]>([
    ['--include', { include: ['nowhere'] }, '.: --include leaves no file'],
    ['--exclude', { exclude: ['a', 'b'] }, '.: --exclude leaves no file'],
    ['both', { include: ['a'], exclude: ['*.py'] }, '.: --include and --exclude leave no file'],
    ['one of two paths', { paths: ['a', 'b'], exclude: ['a'] }, 'a: --exclude leaves no file'],
    [
      'many paths',
      { paths: ['a', 'b', 'b/c', './a', './b'], exclude: ['*.py'] },
      'a, b, b/c and 2 more: --exclude leaves no file',
    ],
  ])('that leave nothing are told: %s', async (_, options, note) => {
    const { notes, problems } = await found(folder(tree), options);
    expect(notes).toEqual([`${note}; globs are relative to the working directory`]);
    expect(problems).toEqual([]);
  });

  test.each<[string, Partial<DiscoverOptions>]>([
    ['something is left', { exclude: ['a'] }],
    ['a hook passes files', { paths: ['a/one.py'], exclude: ['a'], forceExclude: true }],
    ['a hook passes folders', { paths: ['a'], exclude: ['a'], forceExclude: true }],
    ['a path need not have files', { paths: ['a'], exclude: ['a'], allowUnmatched: true }],
    ['another tool lists the paths', { paths: [], filesFrom: ['a'], exclude: ['a'] }],
  ])('are no matter of a note where %s', async (_, options) => {
    expect((await found(folder(tree), options)).notes).toEqual([]);
  });

  test('are refused if empty', async () => {
    await expect(paths(folder(tree), { exclude: [''] })).rejects.toThrow(UsageError);
  });
});

describe('paths without files', () => {
  test.each([
    ['a file that is not there', 'gone.py', 'gone.py: no such file or folder', undefined],
    ['a glob that the shell did not expand', 'tests/*.py', 'tests/*.py: no such file or folder', '--include'],
    ['a file as a folder', 'a.py/b.py', 'a.py/b.py: ', undefined],
    ['a file of another kind', 'notes.md', 'notes.md: not a supported file type', '.py'],
  ])('%s is refused', async (_, path, message, hint) => {
    const failure = found(folder({ 'a.py': '', 'notes.md': '' }), { paths: [path] });
    await expect(failure).rejects.toThrow(message);
    if (hint) await expect(failure).rejects.toMatchObject({ hint: expect.stringContaining(hint) });
  });

  test.each([
    ['a folder without files of ours', 'docs', 'docs: no supported file in this folder; skipped'],
    ['a file of another kind', 'notes.md', 'notes.md: not a supported file type; skipped'],
  ])('%s is a note where that is allowed', async (_, path, note) => {
    const root = folder({ 'docs/a.md': '', 'notes.md': '' });
    const { files, notes } = await found(root, { paths: [path], allowUnmatched: true });
    expect({ files, notes }).toEqual({ files: [], notes: [note] });
  });

  test('a file that is not there is refused, whatever is allowed', async () => {
    const failure = found(folder(), { paths: ['gone.py'], allowUnmatched: true });
    await expect(failure).rejects.toThrow('gone.py: no such file or folder');
  });

  test('files of other types among Python files are skipped with a note', async () => {
    const { files, notes } = await found(folder({ 'a.py': '', 'notes.md': '' }), {
      paths: ['a.py', 'notes.md'],
    });
    expect(files).toHaveLength(1);
    expect(notes).toEqual([expect.stringContaining('notes.md')]);
  });

  test('a list from another tool may have other file types, or be empty', async () => {
    const root = folder({ 'a.py': '', 'notes.md': '' });
    expect(await paths(root, { paths: [], filesFrom: ['notes.md', 'a.py'] })).toEqual(['a.py']);
    expect(await paths(root, { paths: [], filesFrom: [] })).toEqual([]);
  });

  test('a list from another tool may name missing files: these are reported, the others found', async () => {
    const root = folder({ 'a.py': '', 'empty/notes.md': '' });
    const listed = ['gone.py', './sub/../gone.py', 'empty', '"\\303\\274.py"', 'a.py'];
    const { files, problems } = await found(root, { paths: [], filesFrom: listed });
    expect(files).toHaveLength(1);
    expect(problems).toEqual([
      { path: 'gone.py', message: 'no such file or folder' },
      { path: 'empty', message: 'no .py file in this folder' },
      { path: listed[3], message: expect.stringMatching(/^no such file or folder; .* -z$/) },
    ]);
    await expect(paths(root, { paths: ['a.py', 'gone.py'] })).rejects.toThrow('gone.py: no such file');
  });
});

const isWindows = process.platform === 'win32';

describe.skipIf(isWindows)('a path that is no file', () => {
  test.each<[string, string, string | undefined]>([
    ['a FIFO', 'fifo', 'fifo: it is a FIFO, not a regular file'],
    ['a link to a FIFO', 'link', 'link: it is a FIFO, not a regular file'],
    ['a socket', 'socket', 'socket: it is a socket, not a regular file'],
    ['a device', '/dev/zero', '/dev/zero: it is a device, not a regular file'],
  ])('%s is refused alone, and skipped with a note among others', async (_, path, message) => {
    const root = await special();
    await expect(found(root, { paths: [path] })).rejects.toThrow(message);
    await expect(found(root, { paths: [path] })).rejects.toMatchObject({
      hint: expect.stringContaining('--stdin-filename'),
    });
    const { files, notes } = await found(root, { paths: [path, 'a.py'] });
    expect([files.length, notes]).toEqual([1, [`${message}; skipped`]]);
  });

  test.each([
    ['x.py', 'it is a FIFO, not a regular file'],
    ['l.py', 'it is a FIFO, not a regular file'],
    ['s.py', 'it is a socket, not a regular file'],
    ['z.py', 'it is a device, not a regular file'],
  ])('%s has failed, and does not stop the others', async (path, message) => {
    const root = await special();
    for (const paths of [[path], [path, 'a.py']]) {
      const { files, problems } = await found(root, { paths });
      expect([files.length, problems]).toEqual([paths.length - 1, [{ path, message }]]);
    }
    expect((await found(root, { paths: [], filesFrom: [path] })).problems).toEqual([{ path, message }]);
    const left = await found(root, { paths: [path], exclude: [path], forceExclude: true });
    expect([left.files, left.problems, left.notes]).toEqual([[], [], []]);
  });

  async function special(): Promise<string> {
    const root = folder({ 'a.py': '' });
    for (const name of ['fifo', 'x.py']) makeFifo(join(root, name));
    for (const name of ['socket', 's.py']) await makeSocket(join(root, name));
    for (const name of ['link', 'l.py']) symlinkSync('fifo', join(root, name));
    symlinkSync('/dev/zero', join(root, 'z.py'));
    return root;
  }
});

// A plain user is needed: root may read everything.
describe.skipIf(isWindows)('what cannot be listed', () => {
  /** Names of bytes that are no text, on file systems that have such names. */
  const unnamed = Buffer.from('caf\xe9', 'latin1');
  const withUnnamed = (make: (files: Readonly<Record<string, string>>) => string): string | undefined => {
    const root = make({ 'a.py': '', 'a/b.py': '' });
    try {
      writeFileSync(Buffer.concat([Buffer.from(`${root}/a/`), unnamed, Buffer.from('.py')]), '');
      mkdirSync(Buffer.concat([Buffer.from(`${root}/`), unnamed]));
      writeFileSync(Buffer.concat([Buffer.from(`${root}/`), unnamed, Buffer.from('/c.py')]), '');
    } catch {
      return undefined;
    }
    return root;
  };

  test.each([
    ['git', fillEmpty],
    ['a walk', folder],
  ])('by %s a name that is not valid UTF-8 is told, with the option that silences it', async (_, make) => {
    const root = withUnnamed(make);
    if (root === undefined) return;
    const { files, problems } = await found(root);
    expect(files.map(({ path }) => path)).toEqual(['a.py', 'a/b.py']);
    const told = problems.map(({ path, message }) => `${path}: ${message}`).sort();
    expect(told).toEqual([
      expect.stringMatching(
        /^a\/caf\uFFFD\.py: its name is not valid UTF-8; --exclude 'a\/caf\?\.py' leaves it out$/,
      ),
      expect.stringMatching(/^caf\uFFFD(?:\/c\.py)?: its name is not valid UTF-8; --exclude 'caf\?/),
    ]);
    const hinted = told.map((line) => /--exclude '([^']*)'/.exec(line)?.[1] ?? '');
    expect((await found(root, { exclude: hinted })).problems).toEqual([]);
    expect((await found(root, { exclude: ['caf*'] })).problems).toEqual([]);
    expect((await found(root, { include: ['a/b.py'] })).problems).toEqual([]);
    fill(root, { '.gitignore': 'caf*\n' });
    expect((await found(root)).problems).toEqual([]);
    expect((await found(root, { noIgnore: true })).problems).toHaveLength(2);
  });

  test('a folder that may not be read is told, with the option that silences it', async () => {
    const root = folder({ 'a.py': '', 'open/b.py': '', 'open/closed/c.py': '' });
    chmodSync(root, 0o755);
    chmodSync(join(root, 'open/closed'), 0);
    onTestFinished(() => chmodSync(join(root, 'open/closed'), 0o755));
    const run = async (...argv: readonly string[]): Promise<readonly unknown[]> => {
      const { code, stderr } = await commandApart(root, ['--check', ...argv], { first: asPlainUser });
      return [code, stderr.split('\n').filter((line) => line.includes('closed'))];
    };
    expect(await run()).toEqual([
      2,
      ['open/closed:1:1: unreadable: EACCES: permission denied; --exclude open/closed leaves it out'],
    ]);
    expect(await run('--exclude', 'open/closed')).toEqual([0, []]);
    expect(await run('--include', 'open/*.py')).toEqual([0, []]);
    fill(root, { '.gitignore': 'closed\n' });
    chmodSync(join(root, '.gitignore'), 0o644);
    expect(await run()).toEqual([0, []]);
  });

  const asPlainUser = 'if (process.getuid() === 0) { process.setgid(65534); process.setuid(65534); }';
});

test.each<[string, boolean]>([
  ['*.py', true],
  ['closed', true],
  ['open', true],
  ['./open/closed/', true],
  ['open/**', true],
  ['open/**/c.py', true],
  ['**/c.py', true],
  ['open/closed/*.py', true],
  ['open/closed/deeper/*.py', true],
  ['o*n/c*/x.py', true],
  ['{a,open/closed/c}.py', true],
  ['open/*.py', false],
  ['open/other/*.py', false],
  ['other/**', false],
  ['./a/../open', false],
])('whether %s may match in a folder that cannot be listed: %s', (glob, expected) => {
  expect(globsWithin([glob], '--include')('open/closed')).toBe(expected);
  expect(globsWithin(['other/*.py', glob], '--include')('../open/closed')).toBe(expected);
});

test.each([
  ['a/b-c_d.py', '--exclude a/b-c_d.py'],
  ['../a.py', '--exclude a.py'],
  ['-a.py', '--exclude ./-a.py'],
  ["it's [a] {b} *.py", "--exclude 'it?s??a???b???.py'"],
  ['tést 日本\n\uFFFD.py', "--exclude 'tést?日本??.py'"],
])('the option that leaves out %j is %s', (path, option) => {
  expect(excluding(path)).toBe(option);
  const [, glob = ''] = /^--exclude '?(.*?)'?$/.exec(option) ?? [];
  expect(globs([glob], '--exclude')(path)).toBe(true);
});

test('.gitignore of more than 1 MB is told and not used', async () => {
  const root = folder({ 'a.py': '', '.gitignore': 'a.py\n'.repeat(300_000) });
  const { files, problems } = await found(root);
  expect(files).toHaveLength(1);
  expect(problems).toEqual([
    { path: '.gitignore', message: '1.4 MB is too large to read; --exclude .gitignore leaves it out' },
  ]);
});

// Windows gives the right to make links to few.
describe.skipIf(isWindows)('links', () => {
  test('a link to a folder is followed only if it is named', async () => {
    const root = repository({ 'real/a.py': '' });
    symlinkSync('real', join(root, 'link'));
    expect(await paths(root)).toEqual(['real/a.py']);
    expect(await paths(root, { paths: ['link'] })).toEqual(['link/a.py']);
    expect(await paths(root, { paths: ['link', 'real'] })).toEqual(['link/a.py']);
  });

  test.each([
    ['git', repository],
    ['a walk', folder],
  ])('by %s a linked file is visited once, by its own name', async (_, make) => {
    const root = make({ 'm.py': '' });
    symlinkSync('m.py', join(root, 'a.py'));
    symlinkSync('m.py', join(root, 'z.py'));
    expect(await paths(root)).toEqual(['m.py']);
    expect(await paths(root, { paths: ['z.py', 'a.py'] })).toEqual(['a.py']);
  });

  test.each([
    ['git', repository],
    ['a walk', folder],
  ])('by %s loops and links to nothing are harmless', async (_, make) => {
    const root = make({ 'a/x.py': '' });
    symlinkSync('..', join(root, 'a/up'));
    symlinkSync('self.py', join(root, 'self.py'));
    symlinkSync('gone.py', join(root, '.#lock.py'));
    symlinkSync('a', join(root, 'folder.py'));
    expect(await paths(root)).toEqual(['a/x.py']);
  });

  test.each([
    ['git', repository],
    ['a walk', folder],
  ])('by %s a link that leads out of the project is left, unless it is named', async (_, make) => {
    const outside = folder({ 'x.py': '', 'y/y.py': '' });
    const root = make({ 'a/x.py': '', 'pyproject.toml': '' });
    symlinkSync(join(outside, 'x.py'), join(root, 'a/link.py'));
    symlinkSync(join(outside, 'y'), join(root, 'a/y'));
    symlinkSync('../a/x.py', join(root, 'a/inside.py'));
    const note = 'a/link.py: a link that leads out of the project; skipped unless named';
    const { files, notes } = await found(root);
    expect([files.map(({ path }) => path), notes]).toEqual([['a/x.py'], [note]]);
    expect((await found(root, { exclude: ['link.py'] })).notes).toEqual([]);
    const named = await found(root, { paths: ['.', 'a/link.py', 'a/y'] });
    expect(named.files.map(({ path }) => path)).toEqual(['a/link.py', 'a/x.py', 'a/y/y.py']);
    expect(named.notes).toEqual([]);
  });

  test('hard links are two files', async () => {
    const root = folder({ 'a.py': '' });
    linkSync(join(root, 'a.py'), join(root, 'b.py'));
    expect(await paths(root)).toEqual(['a.py', 'b.py']);
  });
});

describe('in a git repository', () => {
  test('a deleted file that is still in the index is skipped', async () => {
    const root = repository({ 'a.py': '', 'b.py': '' });
    rmSync(join(root, 'a.py'));
    expect(await paths(root)).toEqual(['b.py']);
  });

  test('a tracked folder that was replaced by a file or a link does not stop the run', async () => {
    const root = repository({ 'a.py': '', 'file/b.py': '', 'loop/c.py': '' });
    rmSync(join(root, 'file'), { recursive: true });
    rmSync(join(root, 'loop'), { recursive: true });
    writeFileSync(join(root, 'file'), '');
    symlinkSync('loop', join(root, 'loop'));
    const { files, problems } = await found(root);
    expect(files.map(({ path }) => path)).toEqual(['a.py']);
    expect(problems).toEqual([{ path: 'loop/c.py', message: expect.stringContaining('ELOOP') }]);
  });

  test.skipIf(isWindows || process.getuid?.() === 0)(
    'a tracked folder that may not be entered is told',
    async () => {
      const root = repository({ 'a.py': '', 'secret/b.py': '' });
      chmodSync(join(root, 'secret'), 0);
      const { files, problems } = await found(root);
      chmodSync(join(root, 'secret'), 0o700);
      expect(files.map(({ path }) => path)).toEqual(['a.py']);
      expect(problems).toEqual([{ path: 'secret/b.py', message: expect.stringContaining('EACCES') }]);
    },
  );

  test('a file with a merge conflict is found once', async () => {
    const root = repository({ 'a.py': 'one\n' });
    git(root, 'checkout', '-q', '-b', 'other');
    writeFileSync(join(root, 'a.py'), 'two\n');
    commit(root);
    git(root, 'checkout', '-q', '-');
    writeFileSync(join(root, 'a.py'), 'three\n');
    commit(root);
    expect(() => git(root, 'merge', 'other')).toThrow();
    expect(await paths(root)).toEqual(['a.py']);
  });

  test.skipIf(isWindows)(
    'names with spaces, quotes, line feeds and letters of any script are taken as they are',
    async () => {
      const names = ['"q".py', 'a b.py', 'line\nfeed.py', 'tést 日本.py'];
      expect(await paths(repository(Object.fromEntries(names.map((name) => [name, '']))))).toEqual(names);
    },
  );

  test('a folder called x.py is not a file', async () => {
    expect(await paths(repository({ 'x.py/inner.py': '' }))).toEqual(['x.py/inner.py']);
  });

  test('submodules and nested repositories are other projects', async () => {
    const inner = repository({ 'inner.py': '' });
    const root = repository({ 'a.py': '' });
    git(root, 'submodule', 'add', '-q', inner, 'sub');
    fill(root, { 'embedded/e.py': '' });
    git(join(root, 'embedded'), 'init', '-q');
    expect(await paths(root)).toEqual(['a.py']);
    const { files } = await found(root, { paths: ['embedded'] });
    expect(files[0]).toMatchObject({ path: 'embedded/e.py', projectPath: 'e.py' });
  });

  test('repositories below a folder outside git are listed one by one', async () => {
    const root = folder({ 'one/.gitignore': 'no.py', 'one/no.py': '', 'one/a.py': '', 'b.py': '' });
    git(join(root, 'one'), 'init', '-q');
    const { files } = await found(root);
    expect(files.map(({ path, projectPath }) => [path, projectPath])).toEqual([
      ['b.py', 'b.py'],
      ['one/a.py', 'a.py'],
    ]);
  });

  test('a path in another repository belongs to that repository', async () => {
    const other = repository({ 'tests/a.py': '' });
    const { files } = await found(folder(), { paths: [join(other, 'tests')] });
    expect(files[0]).toMatchObject({ projectPath: 'tests/a.py', root: { folder: other, git: true } });
  });

  test('a repository that git cannot read is walked', async () => {
    const root = repository({ 'a.py': '', '.gitignore': 'b.py', 'b.py': '' });
    renameSync(join(root, '.git/HEAD'), join(root, '.git/LOST'));
    const { files } = await found(root);
    expect(files.map(({ path }) => path)).toEqual(['a.py']);
    expect(files[0]?.root.problem).toMatch(/not a git repository/);
  });

  test('GIT_DIR of a hook in another repository has no effect', async () => {
    const root = repository({ 'a/x.py': '' });
    process.env['GIT_DIR'] = join(repository(), '.git');
    try {
      expect(await paths(root, { paths: ['a'] })).toEqual(['a/x.py']);
    } finally {
      delete process.env['GIT_DIR'];
    }
  });
});

describe('the root of a project without git', () => {
  const rootOf = async (cwd: string, path: string): Promise<string | undefined> =>
    (await found(cwd, { paths: [path] })).files[0]?.root.folder;

  test.each<[string, readonly string[], string, string, string]>([
    ['the working directory', [], '.', 'a/b/x.py', '.'],
    ['the outermost project inside it', ['a/setup.cfg', 'a/b/requirements.txt'], '.', 'a/b/c', 'a'],
    ['nothing above it', ['pyproject.toml'], 'a', 'b', 'a'],
    ['the nearest project of a folder elsewhere', ['a/pyproject.toml', 'pytest.ini'], 'z', '../a/b/c', 'a'],
    ['a folder elsewhere itself', [], 'z', '../a/b', 'a/b'],
  ])('is %s', async (_, markers, cwd, path, expected) => {
    const files = ['a/b/x.py', 'a/b/c/y.py', 'z/z.py', ...markers];
    const root = folder(Object.fromEntries(files.map((file) => [file, ''])));
    expect(await rootOf(join(root, cwd), path)).toBe(join(root, expected));
  });

  test('is never the root of the disk', async () => {
    const root = folder({ 'a.py': '' });
    expect(await rootOf('/', root)).toBe(root);
  });
});

test.skipIf(isWindows)(
  'of a folder of many files each is what it is now, whatever git has of it',
  async () => {
    const names = Array.from({ length: 8 }, (_, at) => `in/f${at}.py`);
    const root = repository({ 'out/g.py': '', ...Object.fromEntries(names.map((name) => [name, ''])) });
    const [gone, dead, twin, inner] = names.map((name) => join(root, name));
    for (const file of [gone, dead, twin, inner]) rmSync(file!);
    symlinkSync('nothing', dead!);
    symlinkSync('../out/g.py', twin!);
    mkdirSync(inner!);
    expect(await paths(root)).toEqual([...names.slice(4), 'out/g.py']);
    expect(await paths(root, { paths: ['in'] })).toEqual(['in/f2.py', ...names.slice(4)]);
  },
);
