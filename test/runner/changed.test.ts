import fc from 'fast-check';
import { renameSync, rmSync, symlinkSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { platform } from 'node:process';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { discover, type DiscoverOptions } from '../../src/runner/files/discover.ts';
import { findRoots } from '../../src/runner/files/git.ts';
import { openSelection } from '../../src/runner/files/selection.ts';
import type { RunOptions } from '../../src/runner/options.ts';
import {
  commit,
  defaults,
  fill,
  folder,
  git,
  NEW,
  OLD,
  repository,
  runTiny,
  textOf,
  tinyPython,
} from './support.ts';

const VARIABLES = [
  'GITHUB_BASE_REF',
  'CI_MERGE_REQUEST_TARGET_BRANCH_NAME',
  'CI_MERGE_REQUEST_DIFF_BASE_SHA',
] as const;

beforeEach(() => {
  for (const name of VARIABLES) vi.stubEnv(name, undefined);
});
afterEach(() => vi.unstubAllEnvs());

const SINCE = { since: 'main' };

/** A repository with a branch `main`, on a branch of its own. */
function branched(files: Readonly<Record<string, string>> = { 'a.py': OLD, 'b.py': OLD }): string {
  const root = folder(files);
  git(root, 'init', '-q', '-b', 'main');
  commit(root);
  git(root, 'switch', '-q', '-c', 'topic');
  return root;
}

/** What a run changes, by path. */
async function changed(root: string, options: Partial<RunOptions> = {}): Promise<readonly string[]> {
  const { report } = await runTiny(root, { mode: 'check', changed: SINCE, ...options });
  return report.files.filter(({ status }) => status === 'changed').map(({ path }) => path);
}

const EDITED = `# edited\n${OLD}`;

describe('--changed takes', () => {
  test.each<[string, (root: string) => void, readonly string[]]>([
    ['nothing where nothing has changed', () => undefined, []],
    [
      'a file that was committed on the branch',
      (root) => {
        fill(root, { 'b.py': EDITED });
        commit(root);
      },
      ['b.py'],
    ],
    [
      'a staged file',
      (root) => {
        fill(root, { 'b.py': EDITED });
        git(root, 'add', '-A');
      },
      ['b.py'],
    ],
    ['a file that is only edited on disk', (root) => fill(root, { 'b.py': EDITED }), ['b.py']],
    ['an untracked file', (root) => fill(root, { 'n/c.py': OLD }), ['n/c.py']],
    [
      'a file of `git add --intent-to-add`',
      (root) => {
        fill(root, { 'c.py': OLD });
        git(root, 'add', '-N', 'c.py');
      },
      ['c.py'],
    ],
    ['no ignored file', (root) => fill(root, { '.gitignore': 'c.py\n', 'c.py': OLD }), []],
    [
      'a renamed file under its new name',
      (root) => {
        git(root, 'mv', 'b.py', 'é ü\n😀.py');
        commit(root);
      },
      ['é ü\n😀.py'],
    ],
    [
      'a copy, and not what it was copied from',
      (root) => {
        fill(root, { 'copy.py': OLD });
        commit(root);
      },
      ['copy.py'],
    ],
    [
      'no deleted file',
      (root) => {
        git(root, 'rm', '-q', 'b.py');
        rmSync(join(root, 'a.py'));
      },
      [],
    ],
    [
      'nothing that only the other branch has changed',
      (root) => {
        git(root, 'switch', '-q', 'main');
        fill(root, { 'b.py': EDITED });
        commit(root);
        git(root, 'switch', '-q', 'topic');
      },
      [],
    ],
    [
      'an edit that git was told not to look for',
      (root) => {
        git(root, 'update-index', '--assume-unchanged', 'a.py');
        git(root, 'update-index', '--skip-worktree', 'b.py');
        fill(root, { 'a.py': EDITED, 'b.py': EDITED });
      },
      ['a.py', 'b.py'],
    ],
    [
      'no file of which only the times are new',
      (root) => utimesSync(join(root, 'a.py'), new Date(), new Date()),
      [],
    ],
    [
      'no file of which only line endings differ that git converts',
      (root) => {
        git(root, 'config', 'core.autocrlf', 'true');
        fill(root, { 'a.py': OLD.replace('\n', '\r\n') });
      },
      [],
    ],
    [
      'a file with other line endings that git does not convert',
      (root) => fill(root, { 'a.py': OLD.replace('\n', '\r\n') }),
      ['a.py'],
    ],
    [
      'a file outside of a sparse checkout only where it is there',
      (root) => {
        fill(root, { 'in/a.py': OLD, 'out/a.py': OLD, 'out/b.py': OLD });
        commit(root);
        git(root, 'sparse-checkout', 'set', '--no-cone', '/in/');
        fill(root, { 'out/b.py': EDITED });
      },
      ['in/a.py', 'out/b.py'],
    ],
  ])('%s', async (_, prepare, expected) => {
    const root = branched();
    prepare(root);
    expect(await changed(root)).toEqual(expected);
  });

  test('files with a merge conflict', async () => {
    const root = branched();
    fill(root, { 'b.py': `1\n${OLD}` });
    commit(root);
    git(root, 'switch', '-q', 'main');
    fill(root, { 'b.py': `2\n${OLD}` });
    commit(root);
    expect(() => git(root, 'merge', 'topic')).toThrow();
    expect(await changed(root, { changed: { since: 'HEAD' } })).toEqual(['b.py']);
  });

  test.skipIf(platform === 'win32')('a link as the file that it leads to', async () => {
    const root = folder({ 'lib/a.py': OLD, 'lib/b.py': OLD, 'in/c.py': '' });
    symlinkSync('../lib/a.py', join(root, 'in/a.py'));
    symlinkSync('../lib/b.py', join(root, 'in/b.py'));
    git(root, 'init', '-q', '-b', 'main');
    commit(root);
    fill(root, { 'lib/a.py': EDITED });
    symlinkSync('../lib/b.py', join(root, 'in/new.py'));
    expect(await changed(root, { paths: ['in'] })).toEqual(['in/a.py']);
    expect(await changed(root, { paths: ['in/b.py', 'in/a.py'] })).toEqual(['in/a.py']);
  });

  test('a file whose size and times are as before, but that was edited right after it was staged', async () => {
    const root = branched();
    const time = new Date(Date.now() + 3_600_000);
    utimesSync(join(root, 'a.py'), time, time);
    git(root, 'add', 'a.py');
    fill(root, { 'a.py': OLD.replace('1', '2') });
    utimesSync(join(root, 'a.py'), time, time);
    expect(await changed(root)).toEqual(['a.py']);
  });

  test('a file that differs by a filter, which is not run', async () => {
    const root = branched();
    fill(root, { '.gitattributes': 'b.py filter=x\n', 'b.py': EDITED });
    git(root, 'config', 'filter.x.clean', `touch '${join(root, 'mark')}'; cat`);
    expect(await changed(root)).toEqual(['b.py']);
    expect(() => textOf(root, 'mark')).toThrow();
  });

  test('every file where there is no commit yet', async () => {
    const root = folder({ 'a.py': OLD, 'b.py': OLD });
    git(root, 'init', '-q');
    git(root, 'add', 'a.py');
    const outcome = await runTiny(root, { mode: 'check', changed: { since: '' } });
    expect(outcome.report.files.map(({ path }) => path)).toEqual(['a.py', 'b.py']);
    expect(outcome.notes).toContain('--changed: there is no commit yet, so every file counts');
  });

  test('files of a linked work tree', async () => {
    const other = join(folder(), 'other');
    git(branched(), 'worktree', 'add', '-q', '-b', 'second', other);
    fill(other, { 'a.py': EDITED });
    expect(await changed(other)).toEqual(['a.py']);
  });

  test('files of several repositories, each from a base of its own', async () => {
    const top = folder({ 'one/a.py': OLD, 'one/b.py': OLD, 'two/a.py': OLD, 'two/b.py': OLD, 'c.py': OLD });
    for (const name of ['one', 'two']) {
      git(join(top, name), 'init', '-q', '-b', 'main');
      commit(join(top, name));
    }
    fill(top, { 'one/a.py': EDITED, 'two/b.py': EDITED });
    for (const paths of [['.'], ['one', 'two', 'c.py']]) {
      const { report, notes } = await runTiny(top, { mode: 'check', changed: SINCE, paths });
      expect(report.files.map(({ path }) => path)).toEqual(['one/a.py', 'two/b.py']);
      expect(notes.filter((note) => /^--changed in (one|two): /.test(note))).toHaveLength(2);
    }
    const { notes } = await runTiny(top, { mode: 'check', changed: SINCE, paths: ['one', 'c.py'] });
    expect(notes).toContain('--changed: c.py: not in a git repository; skipped');
  });
});

describe('--changed and other options', () => {
  test('named files that have not changed are left out without an error', async () => {
    const root = branched();
    fill(root, { 'a.py': EDITED });
    expect(await changed(root, { paths: ['a.py', 'b.py'] })).toEqual(['a.py']);
    expect(await changed(root, { paths: [], filesFrom: ['a.py', 'b.py'] })).toEqual(['a.py']);
    expect(await changed(root, { exclude: ['a.py'] })).toEqual([]);
    expect(await changed(root, { include: ['b.py'] })).toEqual([]);
  });

  test('where no file is left a note says so, and it is a success', async () => {
    const { report, notes } = await runTiny(branched(), { mode: 'check', changed: SINCE });
    expect(report.summary).toMatchObject({ scanned: 0, exitCode: 0 });
    expect(notes).toContain('--changed: no supported file of these paths has changed');
  });

  test('--no-ignore takes ignored files that are untracked', async () => {
    const root = branched();
    fill(root, { '.gitignore': 'c.py\n', 'c.py': OLD });
    expect(await changed(root, { noIgnore: true })).toEqual(['c.py']);
  });

  test('folders that are always left out stay out', async () => {
    const root = branched();
    fill(root, { 'build/c.py': OLD, 'c/d.py': OLD });
    expect(await changed(root)).toEqual(['c/d.py']);
  });

  test('files are written as without it', async () => {
    const root = branched();
    fill(root, { 'b.py': EDITED });
    git(root, 'add', '-A');
    await runTiny(root, { changed: SINCE });
    expect([textOf(root, 'a.py'), textOf(root, 'b.py')]).toEqual([OLD, `# edited\n${NEW}`]);
  });
});

/** What a listing of everything finds, without the files that git tells to be as they were. */
test(
  'what is found is what is found without it, as far as it has changed',
  { timeout: 120_000 },
  async () => {
    const names = [
      'a.py',
      'b.py',
      's/a.py',
      's/t/a.py',
      'build/a.py',
      's/build/a.py',
      'ig/a.py',
      'x.txt',
      's/.py',
    ];
    const state = fc.constantFrom('absent', 'same', 'committed', 'staged', 'edited', 'untracked', 'deleted');
    const trees = fc.record({
      states: fc.tuple(...names.map(() => state)),
      paths: fc.constantFrom(['.'], ['s'], ['s/t', 's'], ['s', '.'], ['ig']),
      noIgnore: fc.boolean(),
      isIgnoring: fc.boolean(),
      exclude: fc.constantFrom([], ['t'], ['*.txt', 's/a.py']),
    });
    await fc.assert(
      fc.asyncProperty(trees, async ({ states, paths, noIgnore, isIgnoring, exclude }) => {
        const root = folderOf(
          Object.fromEntries(names.map((name, at) => [name, states[at] ?? 'absent'])),
          isIgnoring,
        );
        try {
          const options: DiscoverOptions = {
            ...defaults,
            ...{ cwd: root, paths, noIgnore, exclude, allowUnmatched: true },
          };
          const roots = findRoots();
          const all = await discover(options, [tinyPython], roots);
          const asked = { cwd: root, languages: [tinyPython], roots, noIgnore };
          const changedPaths = changedIn(root);
          const expected = all.files.filter(({ path }) => changedPaths.has(path));
          const found = await discover(
            { ...options, selection: openSelection(SINCE, asked) },
            [tinyPython],
            roots,
          );
          expect(found.files.map(({ path }) => path)).toEqual(expected.map(({ path }) => path));
        } finally {
          rmSync(root, { recursive: true, force: true });
        }
      }),
      { numRuns: 20 },
    );
  },
);

/** As git itself tells, which runs filters and refreshes the index. */
const changedIn = (root: string): ReadonlySet<string> =>
  new Set(
    [
      ['diff', '--name-only', '-z', 'main'],
      ['diff', '--cached', '--name-only', '-z', 'main'],
      ['ls-files', '-z', '--others'],
    ].flatMap((args) => git(root, ...args).split('\0')),
  );

function folderOf(states: Readonly<Record<string, string>>, isIgnoring: boolean): string {
  const start = ['same', 'committed', 'staged', 'edited', 'deleted'];
  const of = (...wanted: readonly string[]): string[] =>
    Object.entries(states).flatMap(([name, state]) => (wanted.includes(state) ? [name] : []));
  const root = folder({ '.gitignore': isIgnoring ? 'ig/\n' : '', 'ig/keep': '', 's/t/keep': '' });
  const write = (paths: readonly string[], text: string): void =>
    fill(root, Object.fromEntries(paths.map((path) => [path, text])));
  write(of(...start), OLD);
  git(root, 'init', '-q', '-b', 'main');
  git(root, 'add', '-A', '-f');
  git(root, 'commit', '-q', '-m', 'start');
  git(root, 'switch', '-q', '-c', 'topic');
  write(of('committed'), `1\n${OLD}`);
  git(root, 'commit', '-q', '--allow-empty', '-a', '-m', 'next');
  write(of('staged'), `2\n${OLD}`);
  git(root, 'add', '-u');
  write(of('edited'), `3\n${OLD}`);
  write(of('untracked'), OLD);
  for (const path of of('deleted')) rmSync(join(root, path));
  return root;
}

describe('the default base', () => {
  const base = async (root: string): Promise<string> => {
    const { notes } = await runTiny(root, { mode: 'check', changed: { since: '' } });
    return notes.find((note) => note.startsWith('--changed: only files that differ')) ?? '';
  };

  /** A clone of a repository with the branches main, dev and topic, on the last one. */
  function clone(...options: readonly string[]): string {
    const from = branched();
    git(from, 'branch', 'dev');
    fill(from, { 'b.py': EDITED });
    commit(from);
    const to = join(folder(), 'clone');
    git(from, 'clone', '-q', ...options, `file://${from}`, to);
    return to;
  }

  test.each<[string, (root: string) => void, RegExp]>([
    [
      'is what origin/HEAD stands for',
      (root) => git(root, 'remote', 'set-head', 'origin', 'dev'),
      /HEAD and origin\/dev/,
    ],
    [
      'is the upstream of the branch, if that is another branch',
      (root) => {
        git(root, 'remote', 'set-head', 'origin', '--delete');
        git(root, 'branch', '--set-upstream-to', 'origin/dev');
      },
      /HEAD and origin\/dev/,
    ],
    [
      'is not the pushed copy of the branch itself',
      (root) => git(root, 'remote', 'set-head', 'origin', '--delete'),
      /HEAD and origin\/main/,
    ],
    [
      'is a local main where no remote has one',
      (root) => {
        git(root, 'branch', 'main', 'origin/main');
        git(root, 'remote', 'remove', 'origin');
      },
      /HEAD and main \(/,
    ],
    [
      'is that of the only remote, whatever it is called',
      (root) => {
        git(root, 'remote', 'rename', 'origin', 'up');
        git(root, 'remote', 'set-head', 'up', 'dev');
      },
      /HEAD and up\/dev/,
    ],
    [
      'is found on a detached HEAD',
      (root) => {
        git(root, 'remote', 'set-head', 'origin', 'main');
        git(root, 'switch', '-q', '--detach');
      },
      /HEAD and origin\/main/,
    ],
    [
      'that is HEAD is told as such',
      (root) => {
        git(root, 'remote', 'set-head', 'origin', 'topic');
      },
      /which is HEAD: only what is not committed counts/,
    ],
  ])('%s', async (_, prepare, expected) => {
    const root = clone();
    prepare(root);
    expect(await base(root)).toMatch(expected);
  });

  test.each<[string, Readonly<Partial<Record<(typeof VARIABLES)[number], string>>>, RegExp]>([
    ['GitHub', { GITHUB_BASE_REF: 'dev' }, /HEAD and origin\/dev \(GITHUB_BASE_REF\)/],
    ['GitHub outside of a pull request', { GITHUB_BASE_REF: '' }, /HEAD and origin\/main/],
    [
      'GitLab',
      { CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'dev', CI_MERGE_REQUEST_DIFF_BASE_SHA: '' },
      /HEAD and origin\/dev \(CI_MERGE_REQUEST_TARGET_BRANCH_NAME\)/,
    ],
  ])('in CI is the branch that a pull request goes into: %s', async (_, variables, expected) => {
    const root = clone();
    git(root, 'remote', 'set-head', 'origin', 'main');
    for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
    expect(await base(root)).toMatch(expected);
  });

  test('on GitLab is the commit that the merge request began at where its branch is not fetched', async () => {
    const root = clone('--single-branch');
    vi.stubEnv('CI_MERGE_REQUEST_TARGET_BRANCH_NAME', 'main');
    vi.stubEnv('CI_MERGE_REQUEST_DIFF_BASE_SHA', git(root, 'rev-parse', 'HEAD~').trim());
    expect(await base(root)).toMatch(/\(CI_MERGE_REQUEST_DIFF_BASE_SHA\)/);
    expect(await changed(root, { changed: { since: '' } })).toEqual(['b.py']);
  });

  test.each<[string, (root: string) => void, { since: string }, readonly RegExp[]]>([
    [
      'nothing tells it',
      (root) => {
        git(root, 'remote', 'remove', 'origin');
        git(root, 'switch', '-q', '--detach');
        git(root, 'branch', '-D', 'topic');
      },
      { since: '' },
      [/HEAD is detached, and no default branch is known/, /name one: --changed=<ref>/],
    ],
    [
      'the branch of the pull request was not fetched',
      () => vi.stubEnv('GITHUB_BASE_REF', 'release'),
      { since: '' },
      [/this clone lacks origin\/release, which GITHUB_BASE_REF names/, /fetch-depth: 0/],
    ],
    [
      'a name is none',
      () => undefined,
      { since: 'toppic' },
      [/git knows no such branch/, /--changed=topic\?/],
    ],
    [
      'only the remote has a branch',
      () => undefined,
      { since: 'dev' },
      [/git knows no such/, /--changed=origin\/dev\?/],
    ],
    ['a name begins with a dash', () => undefined, { since: '--output=x' }, [/is no name of one branch/]],
    ['a range is given', () => undefined, { since: 'main..topic' }, [/is no name of one branch/]],
    [
      'it is the name of a file',
      (root) => fill(root, { release: '' }),
      { since: 'release' },
      [/git knows no such branch, tag or commit/],
    ],
    [
      'a name is that of a blob',
      (root) => git(root, 'tag', 'blob', 'HEAD:a.py'),
      { since: 'blob' },
      [/git knows no such branch, tag or commit/],
    ],
    [
      'a branch and a tag have one name',
      (root) => git(root, 'tag', 'topic', 'origin/main'),
      { since: 'topic' },
      [/names both refs\/heads\/topic and refs\/tags\/topic/, /--changed=refs\/heads\/topic/],
    ],
    [
      'the histories are unrelated',
      (root) => {
        git(root, 'switch', '-q', '--orphan', 'alone');
        commit(root);
      },
      { since: 'topic' },
      [/HEAD and topic have no common commit: their histories are unrelated/],
    ],
    [
      'there is no commit yet',
      (root) => git(root, 'switch', '-q', '--orphan', 'alone'),
      { since: 'topic' },
      [/there is no commit yet/],
    ],
  ])('is refused where %s', async (_, prepare, since, messages) => {
    const root = clone();
    prepare(root);
    await refused(root, { changed: since }, messages);
  });

  test('is refused in a shallow clone without a common commit', async () => {
    const root = clone('--depth=1', '--no-single-branch');
    await refused(root, { changed: { since: 'origin/main' } }, [
      /this clone is shallow: it has no common commit of HEAD and origin\/main/,
      /`fetch-depth: 0` for actions\/checkout/,
    ]);
    await refused(clone('--depth=1'), { changed: { since: 'v9' } }, [
      /this clone is shallow/,
      /GIT_DEPTH: 0/,
    ]);
    git(root, 'fetch', '-q', '--unshallow');
    expect(await changed(root, { changed: { since: 'origin/main' } })).toEqual(['b.py']);
  });
});

const refused = async (
  root: string,
  options: Partial<RunOptions>,
  messages: readonly RegExp[],
): Promise<void> => {
  const error: unknown = await runTiny(root, { mode: 'check', ...options }).catch((one: unknown) => one);
  expect(error).toMatchObject({ name: 'UsageError' });
  const { message, hint } = error as { message: string; hint?: string };
  for (const one of messages) expect(`${message}\n${hint ?? ''}`).toMatch(one);
};

describe('--changed is refused', () => {
  test('outside of git', async () => {
    const root = folder({ 'a.py': OLD });
    for (const paths of [['.'], ['a.py']])
      await refused(root, { changed: SINCE, paths }, [/--changed: .*: not in a git repository/]);
  });

  test('in a repository that git cannot read', async () => {
    const root = repository({ 'a.py': OLD });
    fill(root, { '.git/HEAD': 'nonsense\n' });
    for (const paths of [['.'], ['a.py']])
      await refused(root, { changed: SINCE, paths }, [/--changed: git cannot read the repository/]);
  });

  test('where git is not installed', async () => {
    const root = branched();
    vi.stubEnv('PATH', folder());
    await refused(root, { changed: SINCE }, [/git is not installed/, /install git/]);
  });

  test('for a path that is not there, which may be a branch', async () => {
    await refused(branched(), { changed: { since: '' }, paths: ['topic'] }, [
      /topic: no such file or folder/,
      /--changed=topic/,
    ]);
  });

  test('in a submodule without that branch, and says which', async () => {
    const root = branched();
    renameSync(branched(), join(root, 'sub'));
    git(join(root, 'sub'), 'branch', '-D', 'main');
    git(root, 'add', 'sub');
    await refused(root, { changed: SINCE, paths: ['.', 'sub'] }, [/^sub: --changed=main: git knows no such/]);
  });
});
