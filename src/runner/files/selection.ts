import { dirname, join, relative } from 'node:path';
import { env } from 'node:process';
import { loadManifests, type LanguageEntry } from '../../languages/index.ts';
import { UsageError } from '../errors.ts';
import type { Root, Roots } from './git.ts';
import { baseOf, headOf } from './git/changed-base.ts';
import { changedSince, stagedFiles, type Paths } from './git/changed.ts';
import { problemOf } from './git/problem.ts';
import { statesOf } from './git/staged.ts';
import { isWithin, realPath, shown, withSlashes } from './paths.ts';
import { readBytes } from './read.ts';

/** Only what git tells to be changed: since the merge base with a ref (empty: the default branch), or in the index. */
export type Changed = { readonly since: string } | 'staged';

export interface SelectionOptions {
  /** Absolute. */
  readonly cwd: string;
  readonly languages: readonly LanguageEntry[];
  readonly roots: Roots;
  readonly noIgnore: boolean;
}

/** The files that `--changed` or `--staged` leaves. */
export interface Selection {
  readonly option: '--changed' | '--staged';
  /** Those of a repository, relative to its root, with `/`; links to such files too. Throws a `UsageError`. */
  in(root: Root): Promise<ReadonlySet<string>>;
  /** Whether a file, by its real path, is among them. */
  has(real: string): Promise<boolean>;
  /** What was taken for changed, in one line for each repository that was asked. */
  notes(): readonly string[];
}

/** `undefined` where no such option is given. Nothing is asked before a file is. */
export function openSelection(
  changed: Changed | undefined,
  options: SelectionOptions,
): Selection | undefined {
  if (changed === undefined) return undefined;
  const { roots, cwd } = options;
  const option = changed === 'staged' ? '--staged' : '--changed';
  const found = new Map<string, Promise<Found>>();
  const told: { readonly folder: string; readonly note: string }[] = [];
  const of = (root: Root): Promise<Found> => {
    const known = found.get(root.folder);
    if (known) return known;
    const finding = find(root, changed, options).then((one) => {
      for (const note of one.notes) told.push({ folder: root.folder, note });
      return one;
    });
    found.set(root.folder, finding);
    return finding;
  };
  return {
    option,
    in: async (root) => (await of(root)).listed,
    async has(real) {
      const root = await roots.of(dirname(real));
      return root !== undefined && (await of(root)).files.has(withSlashes(relative(root.folder, real)));
    },
    notes: () =>
      told.map(({ folder, note }) =>
        found.size === 1 ? `${option}: ${note}` : `${option} in ${shown(realPath(cwd), folder)}: ${note}`,
      ),
  };
}

interface Found {
  readonly files: ReadonlySet<string>;
  /** With the links to such files. */
  readonly listed: ReadonlySet<string>;
  readonly notes: readonly string[];
}

async function find(root: Root, changed: Changed, options: SelectionOptions): Promise<Found> {
  const option = changed === 'staged' ? '--staged' : '--changed';
  const where = shown(realPath(options.cwd), root.folder);
  if (!root.git)
    throw new UsageError(
      `${option}: git cannot read the repository in ${where}: ${root.problem ?? 'git failed'}`,
      root.help,
    );
  try {
    const { paths, notes } =
      changed === 'staged' ? await staged(root, options) : await since(root, changed.since, options);
    const listed = new Set([...paths.files, ...leadingTo(paths, root)]);
    return { files: paths.files, listed, notes };
  } catch (error) {
    if (error instanceof UsageError) {
      const told = where === '.' ? error.lines : error.lines.map((line) => `${where}: ${line}`);
      throw new UsageError(told, error.hint);
    }
    const { problem, help } = problemOf(error, root.folder);
    throw new UsageError(`${option}: git failed in ${where}: ${problem}`, help);
  }
}

interface Told {
  readonly paths: Paths;
  readonly notes: readonly string[];
}

async function since(
  root: Root,
  ref: string,
  { roots, languages, noIgnore }: SelectionOptions,
): Promise<Told> {
  // CI speaks of the repository that it has checked out, and not of one inside.
  const isNested = (await roots.of(dirname(root.folder))) !== undefined;
  const base = await baseOf(root, ref, isNested ? {} : env);
  const paths = await changedSince(root, base.commit, { isWanted: await wantedBy(languages), noIgnore });
  const told = base.commit === undefined ? base.told : `only files that differ from ${base.told}`;
  return { paths, notes: [told] };
}

async function staged(root: Root, { languages }: SelectionOptions): Promise<Told> {
  const paths = await stagedFiles(root, await headOf(root), await wantedBy(languages));
  const contents = [...paths.files].flatMap((inside) => {
    const read = readBytes(join(root.folder, inside));
    return 'bytes' in read ? [{ inside, bytes: read.bytes }] : [];
  });
  const states = contents.length > 0 ? await statesOf(root, contents) : [];
  const partial = contents.filter((_, at) => states[at]?.is === 'changed').map(({ inside }) => inside);
  return { paths, notes: partial.length > 0 ? [partialNote(partial)] : [] };
}

const partialNote = ([first = '', ...more]: readonly string[]): string =>
  `${first}${more.length > 0 ? ` and ${more.length} more have` : ' has'} unstaged edits besides the staged ones: what is on disk is looked at`;

/** Files of our languages, and lists of packages, which may include others of any name. */
async function wantedBy(languages: readonly LanguageEntry[]): Promise<(path: string) => boolean> {
  const { mayRequire } = await loadManifests();
  const extensions = languages.flatMap((one) => [...one.extensions, ...one.onlyNamed]);
  return (path) =>
    [...extensions, '.txt', '.in'].some((extension) => path.endsWith(extension)) || mayRequire(path);
}

/** A link counts as the file that it leads to. */
const leadingTo = ({ files, links }: Paths, { folder }: Root): readonly string[] =>
  [...links].filter((link) => {
    const real = realPath(join(folder, link));
    return isWithin(folder, real) && files.has(withSlashes(relative(folder, real)));
  });
