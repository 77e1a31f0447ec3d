import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { env, execPath, platform } from 'node:process';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { git as call } from '../../src/runner/files/git/call.ts';
import { environmentOf } from '../../src/runner/files/git/environment.ts';
import { GitError, problemOf } from '../../src/runner/files/git/problem.ts';
import { findGit } from '../../src/runner/files/git/program.ts';
import { makeFifo } from '../support/special.ts';
import { commit, folder, git, OLD, repository, runTiny } from './support.ts';

const isWindows = platform === 'win32';

describe('the environment of git', () => {
  test.each([
    ['GIT_CONFIG_GLOBAL'],
    ['GIT_CONFIG_SYSTEM'],
    ['GIT_CONFIG_NOSYSTEM'],
    ['GIT_CONFIG_COUNT'],
    ['GIT_CONFIG_KEY_0'],
    ['GIT_CONFIG_VALUE_12'],
    ['GIT_CONFIG_PARAMETERS'],
    ['PATH'],
    ['Path'],
    ['HOME'],
    ['XDG_CONFIG_HOME'],
    ['SUDO_UID'],
    ['SystemRoot'],
    ['DEVELOPER_DIR'],
  ])('keeps %s', (name) => {
    expect(environmentOf({ [name]: 'x' })[name]).toBe('x');
  });

  test.each([
    ['GIT_DIR'],
    ['git_dir'],
    ['GIT_WORK_TREE'],
    ['GIT_INDEX_FILE'],
    ['GIT_OBJECT_DIRECTORY'],
    ['GIT_ALTERNATE_OBJECT_DIRECTORIES'],
    ['GIT_NAMESPACE'],
    ['GIT_PREFIX'],
    ['GIT_EXEC_PATH'],
    ['GIT_EXTERNAL_DIFF'],
    ['GIT_SSH'],
    ['GIT_SSH_COMMAND'],
    ['GIT_PROXY_COMMAND'],
    ['GIT_PAGER'],
    ['GIT_EDITOR'],
    ['GIT_TRACE'],
    ['GIT_TRACE2_EVENT'],
    ['GIT_REDIRECT_STDERR'],
    ['GIT_ATTR_SOURCE'],
    ['GIT_CONFIG'],
    ['GIT_CONFIG_KEY_x'],
    ['GIT_CEILING_DIRECTORIES'],
    ['GIT_TEMPLATE_DIR'],
    ['GIT_LITERAL_PATHSPECS'],
    ['PAGER'],
    ['SSH_ASKPASS'],
    ['LANG'],
    ['LC_MESSAGES'],
  ])('drops %s', (name) => {
    expect(Object.keys(environmentOf({ [name]: 'x' }))).not.toContain(name);
  });

  test('has no prompt, no network and no locks, whatever it had', () => {
    const ours = {
      GIT_TERMINAL_PROMPT: '0',
      GIT_ASKPASS: '',
      GIT_NO_LAZY_FETCH: '1',
      GIT_ALLOW_PROTOCOL: 'none',
      GIT_OPTIONAL_LOCKS: '0',
      LC_ALL: 'C',
    };
    const theirs = Object.fromEntries(Object.keys(ours).map((name) => [name, 'theirs']));
    expect(environmentOf(theirs)).toEqual(ours);
  });
});

describe('the program', () => {
  const program = (file: string): string => {
    writeFileSync(file, '');
    chmodSync(file, 0o755);
    return file;
  };
  const name = isWindows ? 'git.exe' : 'git';

  test('is the first on PATH, but for node_modules/.bin, relative folders and what is no program', () => {
    const root = folder({ 'a/keep': '', 'c/keep': '', 'node_modules/.bin/keep': '' });
    mkdirSync(join(root, 'a', name));
    program(join(root, 'node_modules/.bin', name));
    const git = program(join(root, 'c', name));
    const path = [
      '',
      '.',
      'c',
      join(root, 'node_modules/.bin'),
      join(root, 'a'),
      join(root, 'none'),
      join(root, 'c'),
    ];
    expect(findGit(path.join(delimiter))).toBe(git);
  });

  test.each([undefined, '', '.'])('is not found on the PATH %j', (path) => {
    expect(findGit(path)).toBeUndefined();
  });
});

describe('a call', () => {
  afterEach(() => vi.unstubAllEnvs());

  const failure = async (calling: Promise<string>): Promise<unknown> =>
    calling.catch((error: unknown) => error);

  test.skipIf(isWindows)(
    'that takes too long is stopped, though a program that it started goes on (not on Windows: it runs no scripts)',
    async () => {
      const root = folder();
      writeFileSync(join(root, 'git'), '#!/bin/sh\nsleep 40\n', { mode: 0o755 });
      vi.stubEnv('PATH', `${root}${delimiter}${env['PATH'] ?? ''}`);
      const error = await failure(call({ folder: root }, ['version'], { seconds: 1 }));
      expect(problemOf(error, root)).toEqual({
        problem: 'git did not answer within 1 seconds',
        help: `see what \`git status\` says in ${root}`,
      });
    },
  );

  test.runIf(platform === 'linux')('that takes too much memory is stopped (Linux alone tells)', async () => {
    const root = folder();
    const grow = 'const all = []; setInterval(() => all.push(Buffer.alloc(10_000_000, 1)), 20)';
    writeFileSync(join(root, 'git'), `#!/bin/sh\nexec '${execPath}' -e '${grow}'\n`, { mode: 0o755 });
    vi.stubEnv('PATH', `${root}${delimiter}${env['PATH'] ?? ''}`);
    const error = await failure(call({ folder: root }, ['version'], { megabytes: 200 }));
    expect(String(error)).toBe('GitError: git took more than 200 MB of memory');
  });

  test.runIf(platform === 'linux').each(['.gitignore', 'sub/.gitignore'])(
    'that waits for a FIFO as %s is stopped, and the folder listed without it (Linux alone tells)',
    async (path) => {
      const root = repository({ 'a.py': OLD, 'sub/b.py': OLD });
      makeFifo(join(root, path));
      const { report, notes } = await runTiny(root);
      expect(report.files.map((file) => file.path)).toEqual(['a.py', 'sub/b.py']);
      expect(notes.join('\n')).toContain('git did not answer within 5 seconds');
    },
    40_000,
  );

  test.skipIf(isWindows)(
    'that fails to list a repository is not made again in a run (not on Windows: it runs no scripts)',
    async () => {
      const root = repository({ 'a.py': OLD, 'sub/b.py': OLD });
      const bin = folder();
      const script = `echo "$*" >> '${bin}/calls'\ncase "$*" in *--cached*) exit 1;; esac\nexec git "$@"`;
      const path = env['PATH'] ?? '';
      writeFileSync(join(bin, 'git'), `#!/bin/sh\nPATH='${path}'\n${script}\n`, { mode: 0o755 });
      vi.stubEnv('PATH', `${bin}${delimiter}${path}`);
      const { report } = await runTiny(root, { paths: ['.', 'sub'] });
      expect(report.files).toHaveLength(2);
      expect(readFileSync(join(bin, 'calls'), 'utf8').match(/ls-files .*--cached/g)).toHaveLength(1);
    },
  );

  test.skipIf(isWindows)(
    'lists a repository once in a run, for what is migrated and for what is around it (not on Windows: it runs no scripts)',
    async () => {
      const root = repository({ 'a.py': OLD, 'sub/b.py': 'import a\n' });
      const bin = folder();
      const path = env['PATH'] ?? '';
      const script = `echo "$*" >> '${bin}/calls'\nexec git "$@"`;
      writeFileSync(join(bin, 'git'), `#!/bin/sh\nPATH='${path}'\n${script}\n`, { mode: 0o755 });
      vi.stubEnv('PATH', `${bin}${delimiter}${path}`);
      await runTiny(root);
      expect(readFileSync(join(bin, 'calls'), 'utf8').match(/ls-files .*--cached/g)).toHaveLength(1);
      rmSync(join(bin, 'calls'));
      // Another run finds what has come since.
      writeFileSync(join(root, 'c.py'), OLD);
      const { report } = await runTiny(root, { mode: 'check' });
      expect(report.files.map((file) => file.path)).toContain('c.py');
    },
  );

  test('has an empty stdin unless it is given one', async () => {
    const root = repository();
    expect(await call({ folder: root }, ['hash-object', '--stdin'])).toMatch(/^e69de29b/);
    expect(await call({ folder: root }, ['hash-object', '--stdin'], { input: 'x' })).not.toMatch(/^e69de29b/);
  });

  test('that does not read its stdin says what is wrong all the same', async () => {
    const error = await failure(call({ folder: repository() }, ['no-such'], { input: 'x'.repeat(1 << 20) }));
    expect(String(error)).toMatch(/git: 'no-such' is not a git command/);
  });

  test('in a folder that is gone says so', async () => {
    const error = await failure(call({ folder: join(folder(), 'gone') }, ['version']));
    expect(error).toBeInstanceOf(GitError);
    expect(String(error)).toMatch(/cannot change to '.*gone': No such file or directory/);
  });

  test('leaves the environment of the process as it is', async () => {
    const before = { ...env };
    await call({ folder: folder() }, ['version']);
    expect({ ...env }).toEqual(before);
  });
});

test('an index that names a file outside of the repository leads to none', async () => {
  const above = folder({ 'bb.py': OLD, 'r/aa/bb.py': OLD, 'r/c.py': OLD });
  const root = join(above, 'r');
  git(root, 'init', '-q', '--object-format=sha1');
  commit(root);
  const index = join(root, '.git/index');
  const content = Buffer.from(
    readFileSync(index).subarray(0, -20).toString('latin1').replace('aa/bb.py', '../bb.py'),
    'latin1',
  );
  writeFileSync(index, Buffer.concat([content, createHash('sha1').update(content).digest()]));
  expect(git(root, 'ls-files')).toBe('../bb.py\nc.py\n');
  const { report } = await runTiny(root, { mode: 'check' });
  expect(report.files.map(({ path }) => path)).toEqual(['aa/bb.py', 'c.py']);
});

test('a tracked folder that became a link leads to no file', async () => {
  const root = repository({ 'a.py': OLD, 'b/c.py': OLD });
  rmSync(join(root, 'b'), { recursive: true });
  symlinkSync(folder({ 'c.py': OLD }), join(root, 'b'), 'junction');
  expect(git(root, 'ls-files')).toBe('a.py\nb/c.py\n');
  const { report } = await runTiny(root, { mode: 'check' });
  expect(report.files.map(({ path }) => path)).toEqual(['a.py']);
});

describe('the reason', () => {
  test.each([
    ['fatal: bad\nmore\n', 'bad'],
    ['warning: w\nfatal: bad\n', 'bad'],
    ['error: first\nwarning: w\nerror: second\nfatal: bad\n', 'bad (first; second)'],
    ['fatal: unknown extensions:\n\tone\n\ttwo\n', 'unknown extensions: one, two'],
    ['error: alone\r\n', 'alone'],
    ['who knows\n', 'who knows'],
    ['', 'git failed'],
  ])('of %j', (said, reason) => {
    expect(new GitError({ kind: 'failed', said }).message).toBe(reason);
  });

  test.each([
    [
      "fatal: detected dubious ownership in repository at '/a b'\nTo add:\n\n\tgit config --global --add safe.directory '/a b'\n",
      "if you trust the repository, run `git config --global --add safe.directory '/a b'`",
    ],
    ['fatal: other\n', 'see what `git status` says in /x'],
  ])('of %j names what helps', (said, help) => {
    expect(problemOf(new GitError({ kind: 'failed', said }), '/x').help).toBe(help);
  });
});
