import { dirname, relative } from 'node:path';
import { UsageError } from '../errors.ts';
import { git, gitProblem, records, type Root, type Roots } from './git.ts';
import { withSlashes } from './paths.ts';

/** Paths in one call of git, far below the limit of any system. */
const CHUNK = 200;
const MAX_NAMED = 10;

interface Target {
  /** The path as shown to people. */
  readonly path: string;
  readonly real: string;
}

/**
 * Throws a `UsageError` if a target has changes that git cannot restore: unstaged changes, or a file that is untracked.
 * Returns notes about targets outside git, and about those with unstaged changes that `isOwn` takes for the tool's own.
 */
export async function guard<T extends Target>(
  targets: readonly T[],
  roots: Roots,
  isOwn: (target: T) => Promise<boolean> = () => Promise.resolve(false),
): Promise<readonly string[]> {
  const dirty: string[] = [];
  let own = 0;
  const unguarded = new Map<string, Root | undefined>();
  const byRoot = new Map<string, T[]>();
  for (const target of targets) {
    const root = await roots.of(dirname(target.real));
    if (!root?.git) unguarded.set(root?.folder ?? '', root);
    else byRoot.set(root.folder, [...(byRoot.get(root.folder) ?? []), target]);
  }
  for (const [folder, inside] of byRoot)
    for (const target of await dirtyIn(folder, inside)) {
      if (await isOwn(target)) own++;
      else dirty.push(target.path);
    }
  if (dirty.length > 0) throw refusal(dirty);
  // Without git, all folders have the same note.
  return [...new Set([...unguarded.values()].map(unguardedNote)), ...(own > 0 ? [ownNote(own)] : [])];
}

const unguardedNote = (root: Root | undefined): string =>
  root?.problem === undefined
    ? 'not a git repository: changes cannot be undone with git'
    : `git failed (${root.problem}): cannot tell whether uncommitted changes would be overwritten`;

const ownNote = (count: number): string =>
  `the unstaged edits of ${count} ${count === 1 ? 'file are those' : 'files are those'} of an earlier run: this run adds to them`;

async function dirtyIn<T extends Target>(folder: string, targets: readonly T[]): Promise<readonly T[]> {
  const dirty: T[] = [];
  for (let from = 0; from < targets.length; from += CHUNK) {
    const some = new Map(
      targets.slice(from, from + CHUNK).map((one) => [withSlashes(relative(folder, one.real)), one]),
    );
    const status = await statusOf(folder, [...some.keys()]);
    for (const [inside, target] of some) if (status(inside)) dirty.push(target);
  }
  return dirty;
}

async function statusOf(folder: string, paths: readonly string[]): Promise<(path: string) => boolean> {
  const options = ['--porcelain=v1', '-z', '--untracked-files=all', '--ignored=matching', '--no-renames'];
  try {
    const entries = records(await git(folder, 'status', ...options, '--', ...paths));
    // The first letter is the state in the index, the second that in the work tree: `M ` is staged, so it is safe.
    const unsafe = entries.filter((entry) => entry[1] !== ' ').map((entry) => entry.slice(3));
    return (path) => unsafe.some((one) => one === path || (one.endsWith('/') && path.startsWith(one)));
  } catch (error) {
    throw new UsageError(
      `git cannot list the uncommitted changes in ${folder}: ${gitProblem(error)}`,
      'add --allow-dirty to write anyway',
    );
  }
}

function refusal(dirty: readonly string[]): UsageError {
  const more = dirty.length > MAX_NAMED ? [`and ${dirty.length - MAX_NAMED} more`] : [];
  const list = [...dirty.slice(0, MAX_NAMED), ...more].join('\n  ');
  return new UsageError(
    `these files would be changed, but have uncommitted changes or are not tracked by git:\n  ${list}`,
    'commit or stage them first, or add --allow-dirty',
  );
}
