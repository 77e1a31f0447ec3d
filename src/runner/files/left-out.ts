import { UsageError } from '../errors.ts';
import { byPath } from './paths.ts';
import type { Selection } from './selection.ts';

/** What one path of a run gave. */
interface Found {
  readonly files: readonly unknown[];
  readonly problems: readonly unknown[];
  readonly isFilteredOut?: boolean;
  readonly leading?: readonly string[];
  readonly unversioned?: readonly string[];
}

interface Options {
  readonly paths: readonly string[];
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly forceExclude: boolean;
  readonly allowUnmatched: boolean;
  readonly selection?: Selection | undefined;
}

type Named = readonly { readonly path: string }[];

/** A run of a hook gets paths and globs from others: where these do not fit, nothing is wrong. */
export function filteredNotes(
  typed: readonly Found[],
  { paths, include, exclude, forceExclude, allowUnmatched, selection }: Options,
): readonly string[] {
  if (forceExclude || allowUnmatched || selection) return [];
  const without = paths.filter((_, index) => typed[index]?.isFilteredOut);
  if (without.length === 0) return [];
  const options = [
    ...(include.length > 0 ? ['--include'] : []),
    ...(exclude.length > 0 ? ['--exclude'] : []),
  ];
  const verb = options.length > 1 ? 'leave' : 'leaves';
  return [
    `${some(without)}: ${options.join(' and ')} ${verb} no file; globs are relative to the working directory`,
  ];
}

/** What a link leads to outside its project was not asked for, and may be anything of the user's. */
export function leadingNotes(all: readonly Found[], files: Named): readonly string[] {
  const named = new Set(files.map(({ path }) => path));
  const left = [...new Set(all.flatMap(({ leading = [] }) => leading))].filter((path) => !named.has(path));
  if (left.length === 0) return [];
  const words = left.length === 1 ? 'a link that leads' : 'links that lead';
  return [`${some(left.sort())}: ${words} out of the project; skipped unless named`];
}

/** Of files that were not opened for the shape of their text. All parts of a run tell the same. */
export function minifiedNotes(files: Named): readonly string[] {
  const [first] = [...files].sort(byPath);
  if (!first) return [];
  return [
    files.length === 1
      ? `${first.path} is minified code and was not opened; it is if it is named as a path`
      : `${files.length} files of minified code were not opened, such as ${first.path}; one is if it is named as a path`,
  ];
}

const MAX_NAMED = 3;

const some = (paths: readonly string[]): string =>
  paths.length > MAX_NAMED
    ? `${paths.slice(0, MAX_NAMED).join(', ')} and ${paths.length - MAX_NAMED} more`
    : paths.join(', ');

/** What `--changed` leaves, and what it cannot tell. Throws a `UsageError` where it can tell nothing. */
export function selectionNotes(
  all: readonly Found[],
  files: Named,
  selection: Selection | undefined,
): readonly string[] {
  if (!selection) return [];
  const { option } = selection;
  const notes = selection.notes();
  const unversioned = [...new Set(all.flatMap(({ unversioned = [] }) => unversioned))].sort();
  if (unversioned.length > 0 && files.length === 0)
    throw new UsageError(`${option}: ${some(unversioned)}: not in a git repository`, 'leave out the option');
  const left =
    unversioned.length > 0 ? [`${option}: ${some(unversioned)}: not in a git repository; skipped`] : [];
  const nothing = all.every((one) => one.files.length + one.problems.length === 0);
  const what = option === '--staged' ? 'is staged' : 'has changed';
  return [...notes, ...left, ...(nothing ? [`${option}: no supported file of these paths ${what}`] : [])];
}
