import { existsSync, lstatSync, realpathSync } from 'node:fs';
import { basename, dirname, isAbsolute, join } from 'node:path';
import { env } from 'node:process';
import { git, lineOf, type Place } from './git/call.ts';
import { problemOf } from './git/problem.ts';
import { isWithin, realPath, shown } from './paths.ts';

/** The tree a file belongs to. Both paths are real and absolute. */
export interface Root extends Place {
  readonly folder: string;
  /** Whether it is a git repository that git can read. */
  readonly git: boolean;
  /** Why git cannot read the repository. Absent where there is none. */
  readonly problem?: string;
  /** What helps against `problem`. */
  readonly help?: string;
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
    const found = isNamed(join(folder, '.git')) ? ask(folder) : parent === folder ? nowhere : of(parent);
    byFolder.set(folder, found);
    return found;
  };
  return { of };
}

/** A link that leads to nothing counts: the repository may be on a disk that is not mounted now. */
function isNamed(file: string): boolean {
  try {
    return lstatSync(file, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false;
  }
}

/** In seconds. It reads a few small files. A tree may hold many repositories with something that never answers. */
const SOON = 10;

const nowhere = Promise.resolve(undefined);

async function ask(folder: string): Promise<Root> {
  try {
    const top = realpathSync.native(
      lineOf(await git({ folder }, ['rev-parse', '--show-toplevel'], { seconds: SOON })),
    );
    if (!isWithin(top, folder)) return unreadable(folder, new Error(`its work tree is ${top}`));
    const index = await indexOfCommit(folder);
    return { folder: top, git: true, ...(index !== undefined && { index }) };
  } catch (error) {
    return unreadable(folder, error);
  }
}

/** The root of files in a repository that git cannot read. `error` is what a call of git threw. */
export const unreadable = (folder: string, error: unknown): Root => ({
  folder,
  git: false,
  ...problemOf(error, folder),
});

/**
 * The index of the commit that is being made, for a hook of `git commit --all` or `git commit FILE`: the repository's own has the state
 * before. Git names it in a variable. One of another repository is not meant for this one.
 */
async function indexOfCommit(folder: string): Promise<string | undefined> {
  const file = env['GIT_INDEX_FILE'];
  if (file === undefined || !isAbsolute(file) || basename(file) === 'index' || !existsSync(file))
    return undefined;
  const own = lineOf(await git({ folder }, ['rev-parse', '--absolute-git-dir']));
  return realPath(dirname(file)) === realPath(own) ? file : undefined;
}

/** Notes for a run that goes on without git in repositories that git cannot read, one for each. */
export function unreadNotes(roots: Iterable<Root>, cwd: string): readonly string[] {
  const notes = [...roots].flatMap(({ folder, problem, help }) =>
    problem === undefined
      ? []
      : [
          `git cannot read the repository in ${shown(cwd, folder)}, so its files are found without it: ${problem}; ${help ?? ''}`,
        ],
  );
  return [...new Set(notes)];
}
