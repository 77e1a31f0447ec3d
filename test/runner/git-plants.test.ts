import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { env, platform } from 'node:process';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Mode } from '../../src/core/report.ts';
import { UsageError } from '../../src/runner/errors.ts';
import type { RunOptions } from '../../src/runner/options.ts';
import { fill, folder, git, OLD, repository, runTiny } from './support.ts';

/** A repository, or what was unpacked as one, that names programs to run. */
interface Planted {
  readonly cwd: string;
  readonly options?: Partial<RunOptions>;
  /** What to run with. */
  readonly variables?: Readonly<Record<string, string>>;
  /** What runs the program if git is called as it is: shows that the plant works. */
  readonly shows: readonly string[];
}

/** Leaves the mark. A shell runs it, whatever arguments git adds. */
const leave = (mark: string): string => `touch '${mark}' #`;

/** One file that the tool would change, with unstaged edits, so that git has to be asked what is staged. */
function edited(): string {
  const root = repository({ 'a.py': OLD, '.gitattributes': '', 'b.py': OLD });
  fill(root, { 'a.py': OLD.replace('\n', '\r\n') });
  return root;
}

const set = (root: string, ...settings: readonly (readonly [string, string])[]): void => {
  for (const [key, value] of settings) git(root, 'config', key, value);
};

function program(file: string, mark: string, then = ''): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `#!/bin/sh\n${leave(mark)}\n${then}\n`);
  chmodSync(file, 0o755);
}

/** A folder that git takes for a bare repository, with the folder above it as its work tree. */
function bare(root: string, mark: string): void {
  const other = repository({ 'x.py': OLD });
  set(other, ['core.fsmonitor', leave(mark)], ['core.worktree', '..']);
  renameSync(join(other, '.git'), root);
}

function filter(name: string, kind: string): (mark: string) => Planted {
  return (mark) => {
    const root = edited();
    fill(root, { '.gitattributes': `*.py filter=${name}\n` });
    set(root, [`filter.${name}.${kind}`, leave(mark)]);
    const shows = kind === 'smudge' ? ['cat-file', '--filters', ':a.py'] : ['hash-object', 'a.py'];
    return { cwd: root, shows };
  };
}

/** A partial clone: what git misses it gets from the remote. */
function partial(...settings: readonly (readonly [string, string])[]): string {
  const root = edited();
  const id = git(root, 'rev-parse', ':a.py').trim();
  rmSync(join(root, '.git/objects', id.slice(0, 2), id.slice(2)));
  set(root, ['core.repositoryFormatVersion', '1'], ['extensions.partialClone', 'origin']);
  set(root, ['remote.origin.promisor', 'true'], ...settings);
  return root;
}

const PLANTS: Readonly<Record<string, (mark: string) => Planted>> = {
  'core.fsmonitor': (mark) => {
    const root = edited();
    set(root, ['core.fsmonitor', leave(mark)]);
    return { cwd: root, shows: ['status'] };
  },
  'core.fsmonitor of an index that counts on it': (mark) => {
    const root = edited();
    set(root, ['core.fsmonitor', leave(mark)], ['core.fsmonitorHookVersion', '2']);
    git(root, 'update-index', '--fsmonitor');
    return { cwd: root, shows: ['status'] };
  },
  'a filter that cleans': filter('x', 'clean'),
  'a filter that smudges': filter('x', 'smudge'),
  'a filter that is a process': filter('x', 'process'),
  'a filter with an odd name': filter('a=b[c]', 'clean'),
  'a filter called unspecified': filter('unspecified', 'clean'),
  'a filter called unset': filter('unset', 'process'),
  'a filter called set': filter('set', 'smudge'),
  'hooks in their usual place': (mark) => {
    const root = edited();
    for (const hook of ['post-index-change', 'pre-auto-gc', 'reference-transaction', 'fsmonitor-watchman'])
      program(join(root, '.git/hooks', hook), mark);
    return { cwd: root, shows: ['add', 'b.py', 'a.py'] };
  },
  'hooks elsewhere': (mark) => {
    const root = edited();
    program(join(root, 'tools/post-index-change'), mark);
    set(root, ['core.hooksPath', 'tools']);
    return { cwd: root, shows: ['add', 'b.py', 'a.py'] };
  },
  'a configuration that is included': (mark) => {
    const root = edited();
    git(root, 'config', '--file', join(root, 'more'), 'core.fsmonitor', leave(mark));
    set(root, ['include.path', '../more']);
    return { cwd: root, shows: ['status'] };
  },
  'the configuration of a work tree': (mark) => {
    const root = edited();
    set(root, ['extensions.worktreeConfig', 'true']);
    git(root, 'config', '--worktree', 'core.fsmonitor', leave(mark));
    return { cwd: root, shows: ['status'] };
  },
  'a file called .git that leads elsewhere': (mark) => {
    const root = edited();
    const other = join(folder(), 'other');
    renameSync(join(root, '.git'), other);
    fill(root, { '.git': `gitdir: ${other}\n` });
    set(root, ['core.fsmonitor', leave(mark)]);
    return { cwd: root, shows: ['status'] };
  },
  'a work tree elsewhere': (mark) => {
    const root = edited();
    set(root, ['core.fsmonitor', leave(mark)], ['core.worktree', folder({ 'z.py': OLD })]);
    return { cwd: root, shows: ['status'] };
  },
  'a bare repository in a folder that is listed': (mark) => {
    const root = edited();
    fill(root, { 'x/a.py': OLD });
    bare(join(root, 'x/y'), mark);
    return { cwd: root, shows: ['-C', 'x/y', 'status'] };
  },
  'a bare repository as the folder to start in': (mark) => {
    const root = edited();
    bare(join(root, 'x'), mark);
    fill(root, { 'x/a.py': OLD });
    return { cwd: join(root, 'x'), shows: ['status'] };
  },
  'a bare repository with an empty .git beside it': (mark) => {
    const root = join(folder(), 'x');
    bare(root, mark);
    fill(root, { 'a.py': OLD, '.git/empty': '' });
    return { cwd: root, shows: ['status'] };
  },
  'a submodule': (mark) => {
    const root = edited();
    const inner = join(root, 'sub');
    renameSync(repository({ 'x.py': OLD }), inner);
    git(root, 'add', 'sub');
    set(inner, ['core.fsmonitor', leave(mark)]);
    fill(inner, { 'x.py': `${OLD}#\n` });
    return { cwd: root, options: { paths: ['.', 'sub'] }, shows: ['status'] };
  },
  'a remote that is a program': (mark) => {
    const root = partial(['remote.origin.url', `ext::touch ${mark}`], ['protocol.ext.allow', 'always']);
    return { cwd: root, shows: ['cat-file', '-p', ':a.py'] };
  },
  'a remote that is served by a program': (mark) => {
    const root = partial(['remote.origin.url', folder()], ['remote.origin.uploadpack', leave(mark)]);
    return { cwd: root, shows: ['cat-file', '-p', ':a.py'] };
  },
  'core.sshCommand': (mark) => {
    const root = partial(['remote.origin.url', 'ssh://localhost/x'], ['core.sshCommand', leave(mark)]);
    return { cwd: root, shows: ['cat-file', '-p', ':a.py'] };
  },
  'programs that show differences': (mark) => {
    const root = edited();
    fill(root, { '.gitattributes': '*.py diff=x\n', 'a.py': `${OLD}#\n` });
    set(root, ['diff.x.textconv', leave(mark)], ['diff.external', leave(mark)]);
    return { cwd: root, shows: ['diff', '--ext-diff', '--textconv'] };
  },
  'a variable of git that writes a trace': (mark) => ({
    cwd: edited(),
    variables: { GIT_TRACE: mark },
    shows: ['status'],
  }),
  'variables of git with settings that are run': (mark) => ({
    cwd: edited(),
    variables: {
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: 'core.fsmonitor',
      GIT_CONFIG_VALUE_0: leave(mark),
    },
    shows: ['status'],
  }),
  'variables of git that name another repository': (mark) => {
    const other = edited();
    set(other, ['core.fsmonitor', leave(mark)]);
    const variables = { GIT_DIR: join(other, '.git'), GIT_WORK_TREE: other };
    return { cwd: edited(), variables, shows: ['status'] };
  },
  'a program called git in node_modules/.bin': (mark) => {
    const root = edited();
    const bin = join(root, 'node_modules/.bin');
    program(join(bin, 'git'), mark, `PATH='${env['PATH'] ?? ''}' exec git "$@"`);
    return {
      cwd: root,
      variables: { PATH: `${bin}${delimiter}${env['PATH'] ?? ''}` },
      shows: ['status'],
    };
  },
};

const MODES: readonly Mode[] = ['dry-run', 'check', 'write'];

describe.skipIf(platform === 'win32')(
  'no program that a repository names is run (not on Windows: it has no touch)',
  () => {
    afterEach(() => vi.unstubAllEnvs());

    test.each(Object.keys(PLANTS))('%s', async (name) => {
      const mark = join(folder(), 'mark');
      const planted = PLANTS[name]?.(mark);
      if (!planted) throw new Error(name);
      const { cwd, options, variables = {}, shows } = planted;
      for (const [variable, value] of Object.entries(variables)) vi.stubEnv(variable, value);
      rmSync(mark, { force: true });
      for (const mode of MODES) {
        await runOrRefuse(cwd, { mode, ...options });
        expect(`${mode}: ${existsSync(mark)}`).toBe(`${mode}: false`);
      }
      for (const changed of [{ since: 'HEAD' }, 'staged'] as const) {
        await runOrRefuse(cwd, { mode: 'check', changed, ...options });
        expect(existsSync(mark)).toBe(false);
      }
      plainGit(cwd, shows);
      expect(existsSync(mark)).toBe(true);
      // All of it is staged now, so that it is written and staged again.
      plainGit(cwd, ['add', 'a.py']);
      rmSync(mark, { force: true });
      await runOrRefuse(cwd, { mode: 'write', changed: 'staged', ...options });
      expect(existsSync(mark)).toBe(false);
    });
  },
);

async function runOrRefuse(cwd: string, options: Partial<RunOptions>): Promise<void> {
  try {
    await runTiny(cwd, options);
  } catch (error) {
    expect(error).toBeInstanceOf(UsageError);
  }
}

/** Git as anybody would call it. What it says of a planted program is of no concern. */
function plainGit(cwd: string, args: readonly string[]): void {
  try {
    execFileSync('git', [...args], { cwd, stdio: 'ignore' });
  } catch {
    return;
  }
}
