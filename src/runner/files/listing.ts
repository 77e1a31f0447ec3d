import {
  lstatSync,
  readdirSync,
  readFileSync,
  realpathSync,
  statSync,
  type Dirent,
  type Stats,
} from 'node:fs';
import { join, sep } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import { codeOf, messageOf } from '../errors.ts';
import { isExcludedFolder, isInExcludedFolder } from './filter.ts';
import { git, gitProblem, records, type Root, type Roots } from './git.ts';

export interface ListOptions {
  /** With the dot. */
  readonly extensions: readonly string[];
  /** Also what `.gitignore` leaves out. */
  readonly noIgnore: boolean;
}

export interface ListedFile {
  /** Real and absolute, but for a symlink at its very end. */
  readonly file: string;
  /** The file itself; differs from `file` for a symlink. */
  readonly real: string;
  readonly root: Root;
}

export interface Listing {
  readonly files: ListedFile[];
  /** What could not be looked into. */
  readonly problems: { readonly file: string; readonly message: string }[];
}

/** The files below a folder (real, absolute), in no particular order. `fallback` is the root where git knows none. */
export async function listFolder(
  folder: string,
  fallback: Root,
  roots: Roots,
  options: ListOptions,
): Promise<Listing> {
  const root = await roots.of(folder);
  const listing: Listing = { files: [], problems: [] };
  if (root?.git) await listTracked(folder, root, options, listing);
  else await walk(folder, root ?? fallback, roots, options, listing);
  return listing;
}

/** By git: what it tracks, and what it does not but does not ignore either. */
async function listTracked(
  folder: string,
  root: Root,
  { extensions, noIgnore }: ListOptions,
  listing: Listing,
): Promise<void> {
  const standard = noIgnore ? [] : ['--exclude-standard'];
  let output: string;
  try {
    output = await git(folder, 'ls-files', '-z', '--cached', '--others', ...standard);
  } catch (error) {
    listing.problems.push({ file: folder, message: `git cannot list it: ${gitProblem(error)}` });
    return;
  }
  // Paths are listed once per stage during a merge, and stay listed when the file is gone.
  for (const path of new Set(records(output))) {
    if (extensions.some((extension) => path.endsWith(extension)) && !isInExcludedFolder(path)) {
      add(join(folder, path), root, listing);
    }
  }
}

function add(file: string, root: Root, listing: Listing): void {
  const stat = statOf(file, listing);
  if (stat?.isFile()) listing.files.push({ file, real: file, root });
  else if (stat?.isSymbolicLink()) addLinked(file, root, listing);
  else if (!stat && file.includes('\uFFFD'))
    listing.problems.push({ file, message: 'its name is not valid UTF-8' });
}

/** `undefined` for what is not there, and for what may not be looked at, which is told. */
function statOf(file: string, listing: Listing): Stats | undefined {
  try {
    return lstatSync(file, { throwIfNoEntry: false });
  } catch (error) {
    // A file stands where its folder was: gone as well.
    if (codeOf(error) !== 'ENOTDIR') listing.problems.push({ file, message: messageOf(error) });
    return undefined;
  }
}

/** A link to a file; one to a folder, to nothing or to itself is passed over. */
function addLinked(file: string, root: Root, listing: Listing): void {
  try {
    if (statSync(file).isFile()) listing.files.push({ file, real: realpathSync.native(file), root });
  } catch {
    return;
  }
}

interface Level {
  readonly folder: string;
  /** The ignore files above, outermost first, with the path from each to this folder (`''` or `a/b/`). */
  readonly rules: readonly { readonly ignore: Ignore; readonly prefix: string }[];
}

/** Without git: every folder, obeying the ignore files on the way; a repository found inside is left to git. */
async function walk(
  start: string,
  root: Root,
  roots: Roots,
  options: ListOptions,
  listing: Listing,
): Promise<void> {
  const levels = [levelOf(start, root, options, listing)];
  for (let level = levels.pop(); level; level = levels.pop()) {
    const entries = entriesOf(level.folder, listing);
    const inner = entries.some(({ name }) => name === '.git') ? await roots.of(level.folder) : undefined;
    if (inner?.git) await listTracked(level.folder, inner, options, listing);
    else
      levels.push(
        ...visit(enter(level, entries, options, listing), entries, inner ?? root, options, listing),
      );
  }
}

function entriesOf(folder: string, listing: Listing): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    listing.problems.push({ file: folder, message: messageOf(error) });
    return [];
  }
}

/** The folder to begin with, under the ignore files between it and the root. */
function levelOf(start: string, { folder }: Root, options: ListOptions, listing: Listing): Level {
  const parts = start.startsWith(folder + sep) ? start.slice(folder.length + 1).split(sep) : [];
  let level: Level = { folder: parts.length === 0 ? start : folder, rules: [] };
  for (const name of parts)
    level = below(enter(level, entriesOf(level.folder, listing), options, listing), name);
  return level;
}

const below = ({ folder, rules }: Level, name: string): Level => ({
  folder: join(folder, name),
  rules: rules.map((rule) => ({ ...rule, prefix: `${rule.prefix}${name}/` })),
});

/** The level with the ignore file of its own folder. */
function enter(level: Level, entries: readonly Dirent[], { noIgnore }: ListOptions, listing: Listing): Level {
  if (noIgnore || !entries.some((entry) => entry.name === '.gitignore' && entry.isFile())) return level;
  const file = join(level.folder, '.gitignore');
  try {
    const own = ignore({ ignorecase: false }).add(readFileSync(file, 'utf8'));
    return { ...level, rules: [...level.rules, { ignore: own, prefix: '' }] };
  } catch (error) {
    listing.problems.push({ file, message: messageOf(error) });
    return level;
  }
}

/** Takes the files of a folder; answers its folders. */
function visit(
  level: Level,
  entries: readonly Dirent[],
  root: Root,
  { extensions }: ListOptions,
  listing: Listing,
): Level[] {
  const folders: Level[] = [];
  for (const entry of entries) {
    const { name } = entry;
    const isFolder = entry.isDirectory();
    if (isFolder ? isExcludedFolder(name) : !extensions.some((extension) => name.endsWith(extension)))
      continue;
    if (isIgnored(level, isFolder ? `${name}/` : name)) continue;
    if (isFolder) folders.push(below(level, name));
    else add(join(level.folder, name), root, listing);
  }
  return folders;
}

/** The innermost ignore file with an opinion decides. */
function isIgnored({ rules }: Level, name: string): boolean {
  for (const { ignore, prefix } of rules.toReversed()) {
    const { ignored, unignored } = ignore.test(prefix + name);
    if (ignored || unignored) return ignored;
  }
  return false;
}
