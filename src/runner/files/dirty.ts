import { dirname, relative } from 'node:path';
import { UsageError } from '../errors.ts';
import { git, gitProblem, records, type Root, type Roots } from './git.ts';
import { withSlashes } from './paths.ts';

/** Arguments of one call; far below what any system allows. */
const CHUNK = 200;
const MAX_NAMED = 10;

interface Target {
  /** For people. */
  readonly path: string;
  readonly real: string;
}

/**
 * Refuses, with a `UsageError`, to write over what git could not bring back: files with unstaged changes, and files it
 * does not track. Answers what there is to say where git is of no help.
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
  // Several folders may have the same reason: without git all of them have.
  return [...new Set([...unguarded.values()].map(unguardedNote))];
}

const unguardedNote = (root: Root | undefined): string =>
  root?.problem === undefined
    ? 'not a git repository: git cannot bring back what is changed here'
    : `git does not answer (${root.problem}): it cannot be told whether changes would be lost`;

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
    // The first letter tells of the index, the second of the work tree: `M ` is staged and safe.
    const unsafe = entries.filter((entry) => entry[1] !== ' ').map((entry) => entry.slice(3));
    return (path) => unsafe.some((one) => one === path || (one.endsWith('/') && path.startsWith(one)));
  } catch (error) {
    throw new UsageError(
      `git cannot tell what is unsaved in ${folder}: ${gitProblem(error)}`,
      'to write nevertheless, add --allow-dirty',
    );
  }
}

function refusal(dirty: readonly string[]): UsageError {
  const more = dirty.length > MAX_NAMED ? [`and ${dirty.length - MAX_NAMED} more`] : [];
  const list = [...dirty.slice(0, MAX_NAMED), ...more].join('\n  ');
  return new UsageError(
    `these files would be changed, but have unstaged changes or are not tracked by git:\n  ${list}`,
    'commit or stage them first, or add --allow-dirty',
  );
}
