import { lstatSync, statSync, type BigIntStats } from 'node:fs';
import { join, resolve } from 'node:path';
import { readBytes } from '../read.ts';
import { git, lineOf, records, type Place } from './call.ts';
import { convertedIds, filtersOf, idOf } from './contents.ts';

/** What is looked for: paths relative to the root, with `/`. */
export interface Wanted {
  readonly isWanted: (path: string) => boolean;
  /** Untracked files that `.gitignore` excludes count too. */
  readonly noIgnore: boolean;
}

/**
 * The files that are not what they are in `base` (a commit; absent: everything is new), in the index or on disk, and untracked ones. Links
 * are among them, whatever they lead to. Throws a `GitError`.
 */
export async function changedSince(
  place: Place,
  base: string | undefined,
  { isWanted, noIgnore }: Wanted,
): Promise<Paths> {
  const entries = (await readEntries(place)).filter(({ path }) => isWanted(path));
  const committed = base === undefined ? undefined : await differing(place, base);
  const files = new Set<string>();
  const links = new Set<string>();
  for (const { path, mode } of entries)
    if (mode === LINK) links.add(path);
    else if (mode.startsWith(FILE) && (committed?.has(path) ?? true)) files.add(path);
  for (const path of await editedAmong(place, entries)) files.add(path);
  const standard = noIgnore ? [] : ['--exclude-standard'];
  // A folder with a repository of its own is listed with a `/` behind it.
  for (const path of records(await git(place, ['ls-files', '-z', '--others', ...standard])))
    if (isWanted(path)) (isLink(join(place.folder, path)) ? links : files).add(path);
  return { files, links };
}

/** The files whose staged content is not that of the commit `head`. Absent: there is none. Throws a `GitError`. */
export async function stagedFiles(
  place: Place,
  head: string | undefined,
  isWanted: (path: string) => boolean,
): Promise<Paths> {
  const entries = (await readEntries(place)).filter(({ path }) => isWanted(path));
  const staged = head === undefined ? undefined : await differing(place, head);
  const files = entries.filter(
    ({ path, mode, isIntended }) => mode.startsWith(FILE) && !isIntended && (staged?.has(path) ?? true),
  );
  const links = entries.filter(({ mode }) => mode === LINK);
  return { files: new Set(files.map(({ path }) => path)), links: new Set(links.map(({ path }) => path)) };
}

/** Relative to the root, with `/`. */
export interface Paths {
  readonly files: ReadonlySet<string>;
  /** All that there are, whatever they lead to. */
  readonly links: ReadonlySet<string>;
}

const FILE = '100';
const LINK = '120000';

interface Entry {
  readonly path: string;
  readonly mode: string;
  readonly id: string;
  readonly isMerged: boolean;
  /** `git add --intent-to-add` has no content of it. */
  readonly isIntended: boolean;
  /** What the file was when git last saw that it has this content. */
  readonly seen?: Seen;
}

/** Times in nanoseconds since 1970. */
interface Seen {
  readonly changed: bigint;
  readonly modified: bigint;
  readonly size: bigint;
}

/** The index with what it knows of the files. `--debug` is for people: where its form is another, contents are compared. */
async function readEntries(place: Place): Promise<readonly Entry[]> {
  const output = await git(place, ['ls-files', '-z', '--stage', '--debug']);
  const parts = output.split('\0');
  return parts.slice(0, -1).flatMap((part, at) => {
    const [, mode = '', id = '', stage, path = ''] = ENTRY.exec(part) ?? [];
    return path === '' ? [] : [{ path, mode, id, isMerged: stage === '0', ...detailsIn(parts[at + 1]) }];
  });
}

/** Behind the details of the entry before. A name may hold line ends. */
const ENTRY = /(?:^|\n)(\d{6}) ([\da-f]{40,64}) ([0-3])\t([^]+)$/;

const DETAILS =
  /^ {2}ctime: (\d+):(\d+)\n {2}mtime: (\d+):(\d+)\n.*\n.*\n {2}size: (\d+)\tflags: ([\da-f]+)\n/;

/** Of `git add --intent-to-add`. */
const INTENDED = 0x2000_0000;

function detailsIn(part = ''): Pick<Entry, 'seen' | 'isIntended'> {
  const [found, ...fields] = DETAILS.exec(part) ?? [];
  if (found === undefined) return { isIntended: false };
  const [c = '', cn = '', m = '', mn = '', size = '', flags = ''] = fields;
  const time = (seconds: string, nanoseconds: string): bigint =>
    BigInt(seconds) * 1_000_000_000n + BigInt(nanoseconds);
  return {
    isIntended: (Number.parseInt(flags, 16) & INTENDED) !== 0,
    seen: { changed: time(c, cn), modified: time(m, mn), size: BigInt(size) },
  };
}

/** The paths that the index has otherwise than a commit. A renamed file is one that is gone and one that is new. */
async function differing(place: Place, commit: string): Promise<ReadonlySet<string>> {
  const options = ['--cached', '-z', '--name-only', '--no-renames', '--ignore-submodules=all'];
  return new Set(records(await git(place, ['diff-index', ...options, commit, '--'])));
}

/**
 * The files whose content is not the staged one. Neither `git diff` nor `git status` is asked: they run filters, and trust flags of the
 * index. Whoever keeps size and times of a file while editing it is believed, as git does.
 */
async function editedAmong(place: Place, entries: readonly Entry[]): Promise<readonly string[]> {
  const written = await indexTime(place);
  const found = new Set<string>();
  const other: string[] = [];
  for (const { path, mode, id, isMerged, seen } of entries) {
    if (!mode.startsWith(FILE)) continue;
    if (!isMerged) found.add(path);
    const file = join(place.folder, path);
    const stat = statOf(file);
    if (!stat || !isMerged || (seen && stat.isFile() && isAsSeen(stat, seen, written))) continue;
    const read = stat.isFile() ? readBytes(file) : undefined;
    if (!read || !('bytes' in read)) found.add(path);
    else if (idOf(read.bytes, id) !== id) other.push(path);
  }
  const ids = new Map(entries.map(({ path, id }) => [path, id]));
  for (const path of await unlikeStaged(place, other, ids)) found.add(path);
  return [...found];
}

/** Those whose content git would not convert to the staged one. One with a filter, which is not run, counts. */
async function unlikeStaged(
  place: Place,
  paths: readonly string[],
  ids: ReadonlyMap<string, string>,
): Promise<readonly string[]> {
  if (paths.length === 0) return [];
  const filters = await filtersOf(place, paths);
  const converted = await convertedIds(
    place,
    paths.filter((path) => !filters.has(path)),
  );
  return paths.filter((path) => converted.get(path) !== ids.get(path));
}

/** When the index was written. A file of the same time may have been edited after git saw it. */
async function indexTime(place: Place): Promise<bigint> {
  const index = place.index ?? lineOf(await git(place, ['rev-parse', '--git-path', 'index']));
  return statSync(resolve(place.folder, index), { bigint: true, throwIfNoEntry: false })?.mtimeNs ?? 0n;
}

const isAsSeen = ({ mtimeNs, ctimeNs, size }: BigIntStats, seen: Seen, written: bigint): boolean =>
  mtimeNs === seen.modified && ctimeNs === seen.changed && size === seen.size && mtimeNs < written;

function statOf(file: string): BigIntStats | undefined {
  try {
    return lstatSync(file, { bigint: true, throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

const isLink = (file: string): boolean => statOf(file)?.isSymbolicLink() ?? false;
