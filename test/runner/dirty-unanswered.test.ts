import { chownSync, existsSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { fill, folder, git, NEW, OLD, repository, runTiny, textOf } from './support.ts';

interface Broken {
  readonly what: string;
  readonly by: (root: string) => void;
  /** What git says. */
  readonly says: RegExp;
  readonly helps?: RegExp;
}

const BROKEN: readonly Broken[] = [
  { what: 'has no HEAD', by: (root) => rmSync(join(root, '.git/HEAD')), says: /not a git repository/ },
  {
    what: 'has a damaged HEAD',
    by: (root) => fill(root, { '.git/HEAD': '\0\0' }),
    says: /not a git repository/,
  },
  {
    what: 'has a damaged configuration',
    by: (root) => fill(root, { '.git/config': '[' }),
    says: /bad config line \d/,
  },
  {
    what: 'needs an extension that git does not know',
    by: (root) => {
      git(root, 'config', 'core.repositoryFormatVersion', '1');
      git(root, 'config', 'extensions.newerThanThis', 'true');
    },
    says: /unknown repository extensions? found: newerthanthis/,
  },
  {
    what: 'is of a newer version',
    by: (root) => git(root, 'config', 'core.repositoryFormatVersion', '99'),
    says: /Expected git repo version/,
  },
  {
    what: 'has a damaged index',
    by: (root) => fill(root, { '.git/index': 'DIRC damaged' }),
    says: /index file smaller|bad index|bad signature|index file/,
  },
  { what: 'has an index of a newer version', by: newerIndex, says: /bad index version 9/ },
  {
    what: 'is a file called .git that leads nowhere',
    by: (root) => {
      rmSync(join(root, '.git'), { recursive: true });
      fill(root, { '.git': 'gitdir: gone\n' });
    },
    says: /not a git repository/,
  },
  {
    what: 'is behind a link called .git that leads nowhere',
    by: (root) => {
      rmSync(join(root, '.git'), { recursive: true });
      symlinkSync(join(root, 'gone'), join(root, '.git'), 'junction');
    },
    says: /not a git repository/,
  },
  {
    what: 'has its work tree elsewhere',
    by: (root) => git(root, 'config', 'core.worktree', folder()),
    says: /its work tree is /,
  },
  {
    what: 'cannot be read, as git is not on PATH',
    by: () => vi.stubEnv('PATH', folder()),
    says: /git is not installed, or not on PATH/,
    helps: /^install git, or add --allow-dirty/,
  },
];

function newerIndex(root: string): void {
  const header = Buffer.from('DIRC\0\0\0\x09\0\0\0\0');
  writeFileSync(join(root, '.git/index'), Buffer.concat([header, Buffer.alloc(40)]));
}

afterEach(() => vi.unstubAllEnvs());

describe.each(BROKEN)(
  'a repository that $what',
  ({ by, says, helps = /^see what `git status` says in / }) => {
    test('is not written to, and the message says why and what helps', async () => {
      const root = repository({ 'a.py': OLD });
      by(root);
      await expect(runTiny(root)).rejects.toMatchObject({
        name: 'UsageError',
        message: expect.stringMatching(says),
        hint: expect.stringMatching(helps),
      });
      expect(textOf(root, 'a.py')).toBe(OLD);
    });

    test('is read without git, with a note, and written to with --allow-dirty', async () => {
      const root = repository({ 'a.py': OLD, '.gitignore': 'b.py', 'b.py': OLD });
      by(root);
      const { report, notes } = await runTiny(root, { mode: 'check' });
      expect(report.files.map(({ path, status }) => [path, status])).toEqual([['a.py', 'changed']]);
      expect(notes).toEqual([
        expect.stringMatching(/^git cannot read the repository in \., so its files are found without it: /),
      ]);
      expect(notes[0]).toMatch(says);
      await runTiny(root, { allowDirty: true });
      expect([textOf(root, 'a.py'), textOf(root, 'b.py')]).toEqual([NEW, OLD]);
    });
  },
);

describe('a repository of another user', () => {
  const isRoot = process.getuid?.() === 0;

  test.skipIf(!isRoot)(
    'is not written to, and the command that trusts it is named (root alone can give folders away)',
    async () => {
      vi.stubEnv('SUDO_UID', undefined);
      const root = repository({ 'a.py': OLD });
      chownSync(root, 65534, 65534);
      chownSync(join(root, '.git'), 65534, 65534);
      await expect(runTiny(root)).rejects.toMatchObject({
        message: expect.stringContaining(`detected dubious ownership in repository at '${root}'`),
        hint: `if you trust the repository, run \`git config --global --add safe.directory ${root}\`, or add --allow-dirty to write anyway`,
      });
      expect(textOf(root, 'a.py')).toBe(OLD);
      vi.stubEnv('GIT_CONFIG_COUNT', '1');
      vi.stubEnv('GIT_CONFIG_KEY_0', 'safe.directory');
      vi.stubEnv('GIT_CONFIG_VALUE_0', root);
      expect((await runTiny(root)).notes).toEqual([]);
      expect(textOf(root, 'a.py')).toBe(NEW);
    },
  );
});

test('files in no repository are written, with one note for all, beside a repository that is clean', async () => {
  const root = folder({ 'a.py': OLD, 'b/b.py': OLD });
  renameSync(repository({ 'c.py': OLD }), join(root, 'c'));
  expect(existsSync(join(root, 'c/.git'))).toBe(true);
  expect((await runTiny(root)).notes).toEqual(['not a git repository: changes cannot be undone with git']);
  expect([textOf(root, 'a.py'), textOf(root, 'c/c.py')]).toEqual([NEW, NEW]);
});
