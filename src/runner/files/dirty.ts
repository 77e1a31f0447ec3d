import { dirname, relative } from 'node:path';
import { UsageError } from '../errors.ts';
import type { Root, Roots } from './git.ts';
import { problemOf } from './git/problem.ts';
import { checkedOut, statesOf, type State } from './git/staged.ts';
import { withSlashes } from './paths.ts';

const MAX_NAMED = 10;

interface Target {
  /** The path as shown to people. */
  readonly path: string;
  readonly real: string;
  /** The bytes that would be replaced. */
  readonly before: Uint8Array;
}

/** Tells whether the changes to a file are the tool's own. `staged`: its staged content as git would check it out. */
type IsOwn<T> = (target: T, staged: Uint8Array) => Promise<boolean>;

/**
 * Throws a `UsageError` if a target has changes that git cannot restore: unstaged changes, or a file that is untracked; also
 * if it is in a repository that git cannot read. Returns notes about targets that are in no repository, and about those with
 * unstaged changes that `isOwn` takes for the tool's own.
 */
export async function guard<T extends Target>(
  targets: readonly T[],
  roots: Roots,
  isOwn: IsOwn<T> = () => Promise.resolve(false),
): Promise<readonly string[]> {
  const byRoot = new Map<string, { readonly root: Root; readonly inside: T[] }>();
  let isAnyOutside = false;
  for (const target of targets) {
    const root = await roots.of(dirname(target.real));
    const known = root && byRoot.get(root.folder);
    if (!root) isAnyOutside = true;
    else if (known) known.inside.push(target);
    else byRoot.set(root.folder, { root, inside: [target] });
  }
  const found: Judged<T>[] = [];
  for (const { root, inside } of byRoot.values())
    for (const judged of await unsafeIn(root, inside, isOwn)) found.push(judged);
  const refused = found.filter(({ isOwn }) => !isOwn);
  if (refused.length > 0) throw refusal(refused);
  return [...(isAnyOutside ? [OUTSIDE] : []), ...(found.length > 0 ? [ownNote(found.length)] : [])];
}

const OUTSIDE = 'not a git repository: changes cannot be undone with git';

const ownNote = (count: number): string =>
  `the unstaged edits of ${count} ${count === 1 ? 'file are those' : 'files are those'} of an earlier run: this run adds to them`;

/** A target that git cannot restore. */
interface Judged<T> {
  readonly target: T;
  readonly state: State;
  readonly isOwn: boolean;
}

async function unsafeIn<T extends Target>(
  root: Root,
  targets: readonly T[],
  isOwn: IsOwn<T>,
): Promise<readonly Judged<T>[]> {
  if (!root.git) throw unknown(root.folder, root.problem, root.help);
  const contents = targets.map(({ real, before }) => ({
    inside: withSlashes(relative(root.folder, real)),
    bytes: before,
  }));
  try {
    const states = await statesOf(root, contents);
    const judged: Judged<T>[] = [];
    for (const [at, target] of targets.entries()) {
      const [state, content] = [states[at], contents[at]];
      if (!state || !content || state.is === 'saved') continue;
      const staged = 'id' in state ? await checkedOut(root, content.inside, state) : undefined;
      judged.push({ target, state, isOwn: staged !== undefined && (await isOwn(target, staged)) });
    }
    return judged;
  } catch (error) {
    const { problem, help } = problemOf(error, root.folder);
    throw unknown(root.folder, problem, help);
  }
}

const unknown = (folder: string, problem = 'git failed', help = ''): UsageError =>
  new UsageError(
    `git cannot tell whether uncommitted changes in ${folder} would be overwritten: ${problem}`,
    `${help}, or add --allow-dirty to write anyway`,
  );

function refusal(refused: readonly Judged<Target>[]): UsageError {
  const filtered = refused.filter(({ state }) => state.is === 'filtered');
  const dirty = refused.filter(({ state }) => state.is !== 'filtered');
  const parts = [
    ...(dirty.length > 0
      ? [
          'these files would be changed, but have uncommitted changes or are not tracked by git:',
          ...list(dirty),
        ]
      : []),
    ...(filtered.length > 0
      ? [
          'these files would be changed, but have uncommitted changes or differ by a filter of git, which is not run:',
          ...list(filtered),
        ]
      : []),
  ];
  const hints = [
    ...(dirty.length > 0 ? ['commit or stage them first'] : []),
    ...(filtered.length > 0 ? ['see that `git status` does not list those with a filter'] : []),
  ];
  return new UsageError(parts, `${hints.join('; ')}, ${dirty.length > 0 ? 'or' : 'and'} add --allow-dirty`);
}

function list(refused: readonly Judged<Target>[]): readonly string[] {
  const lines = refused.slice(0, MAX_NAMED).map(({ target, state }) => `${target.path}${remark(state)}`);
  const more = refused.length > MAX_NAMED ? [`and ${refused.length - MAX_NAMED} more`] : [];
  return [...lines, ...more].map((line) => `  ${line}`);
}

function remark(state: State): string {
  switch (state.is) {
    case 'conflict':
      return ' (merge conflict)';
    case 'lost':
      return ' (the repository has lost its staged content)';
    case 'filtered':
      return ` (filter=${state.filter})`;
    case 'saved':
    case 'changed':
    case 'untracked':
      return '';
  }
}
