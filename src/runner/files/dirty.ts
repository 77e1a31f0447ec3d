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
 * Returns notes about targets outside git.
 */
export async function guard(targets: readonly Target[], roots: Roots): Promise<readonly string[]> {
  const dirty: string[] = [];
  const unguarded = new Map<string, Root | undefined>();
  const byRoot = new Map<string, Target[]>();
  for (const target of targets) {
    const root = await roots.of(dirname(target.real));
    if (!root?.git) unguarded.set(root?.folder ?? '', root);
    else byRoot.set(root.folder, [...(byRoot.get(root.folder) ?? []), target]);
  }
  for (const [folder, inside] of byRoot) dirty.push(...(await dirtyIn(folder, inside)));
  if (dirty.length > 0) throw refusal(dirty);
  // Without git, all folders have the same note.
  return [...new Set([...unguarded.values()].map(unguardedNote))];
}

const unguardedNote = (root: Root | undefined): string =>
  root?.problem === undefined
    ? 'not a git repository: changes cannot be undone with git'
    : `git failed (${root.problem}): cannot tell whether uncommitted changes would be overwritten`;

async function dirtyIn(folder: string, targets: readonly Target[]): Promise<readonly string[]> {
  const dirty: string[] = [];
  for (let from = 0; from < targets.length; from += CHUNK) {
    const some = new Map(
      targets.slice(from, from + CHUNK).map(({ real, path }) => [withSlashes(relative(folder, real)), path]),
    );
    const status = await statusOf(folder, [...some.keys()]);
    for (const [inside, path] of some) if (status(inside)) dirty.push(path);
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
