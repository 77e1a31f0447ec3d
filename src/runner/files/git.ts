import { execFile } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { env } from 'node:process';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** A git hook sets these for its own repository; with `-C` they would name the wrong one. */
const HOOK_VARIABLES = ['GIT_DIR', 'GIT_WORK_TREE', 'GIT_PREFIX'];

/** Runs git in a folder. Throws the error of `execFile`; `gitProblem` turns it into a line. */
export const git = async (folder: string, ...args: readonly string[]): Promise<string> =>
  (await gitBytes(folder, ...args)).toString('utf8');

/** The staged content of a file as git would check it out; `undefined` where there is none. `inside`: relative to the folder, with `/`. */
export async function stagedBytes(folder: string, inside: string): Promise<Uint8Array | undefined> {
  try {
    return await gitBytes(folder, 'cat-file', '--filters', `:${inside}`);
  } catch {
    return undefined;
  }
}

async function gitBytes(folder: string, ...args: readonly string[]): Promise<Buffer> {
  const own = Object.fromEntries(Object.entries(env).filter(([name]) => !HOOK_VARIABLES.includes(name)));
  const { stdout } = await execute(
    'git',
    ['-C', folder, '--no-optional-locks', '--literal-pathspecs', ...args],
    {
      encoding: 'buffer',
      env: own,
      maxBuffer: 1 << 30,
    },
  );
  return stdout;
}

/** Splits the output of `-z`. */
export const records = (output: string): string[] => output.split('\0').filter(Boolean);

/** The error of a git call, in one line. */
export function gitProblem(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ('code' in error && error.code === 'ENOENT') return 'git is not installed';
  const said = 'stderr' in error ? String(error.stderr) : '';
  const line = (said || error.message).split('\n').find((one) => one.startsWith('fatal:')) ?? error.message;
  return line.replace(/^fatal: /, '').split('\n')[0] ?? '';
}

/** The tree a file belongs to. Both paths are real and absolute. */
export interface Root {
  readonly folder: string;
  /** Whether it is a git repository that git can read. */
  readonly git: boolean;
  /** Why git cannot read the repository. */
  readonly problem?: string;
}

/** Finds the repository of a folder. Asks git once per repository. */
export interface Roots {
  /** `undefined` outside a repository. `folder` is a real absolute path. */
  of(folder: string): Promise<Root | undefined>;
}

export function findRoots(): Roots {
  const byFolder = new Map<string, Promise<Root | undefined>>();
  const of = (folder: string): Promise<Root | undefined> => {
    const known = byFolder.get(folder);
    if (known) return known;
    const parent = dirname(folder);
    const found = existsSync(join(folder, '.git')) ? ask(folder) : parent === folder ? nowhere : of(parent);
    byFolder.set(folder, found);
    return found;
  };
  return { of };
}

const nowhere = Promise.resolve(undefined);

async function ask(folder: string): Promise<Root> {
  try {
    const top = (await git(folder, 'rev-parse', '--show-toplevel')).replace(/\r?\n$/, '');
    return { folder: realpathSync.native(top), git: true };
  } catch (error) {
    return { folder, git: false, problem: gitProblem(error) };
  }
}
