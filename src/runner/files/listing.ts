import { lstatSync, readdirSync, realpathSync, statSync, type Dirent } from 'node:fs';
import { join, relative, sep } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import { codeOf, reasonOf } from '../errors.ts';
import { kindOf, kindsByFolder, type Kind } from './entries.ts';
import { isExcludedFolder, isInExcludedFolder } from './filter.ts';
import { git, records } from './git/call.ts';
import { thoseInside } from './git/inside.ts';
import { unreadable, type Root, type Roots } from './git.ts';
import { withSlashes } from './paths.ts';
import { readBytes } from './read.ts';
import type { Selection } from './selection.ts';

export interface ListOptions {
  /** With the leading dot. */
  readonly extensions: readonly string[];
  /** Include files that `.gitignore` excludes. */
  readonly noIgnore: boolean;
  /** Of a repository only what this leaves. */
  readonly selection?: Selection | undefined;
}

export interface ListedFile {
  /** Absolute. Its folder is real; the file itself may be a symlink. */
  readonly file: string;
  /** The target, if `file` is a symlink; else equal to it. */
  readonly real: string;
  readonly root: Root;
}

export interface Listing {
  readonly files: ListedFile[];
  /** Folders and files that could not be read. */
  readonly problems: { readonly file: string; readonly message: string }[];
}

/** The files below a folder (a real absolute path), in no particular order. `fallback` is the root outside git. */
export async function listFolder(
  folder: string,
  fallback: Root,
  roots: Roots,
  options: ListOptions,
): Promise<Listing> {
  const root = await roots.of(folder);
  if (root && !root.git) await options.selection?.in(root);
  const listing: Listing = { files: [], problems: [] };
  const unlisted = root?.git ? await listTracked(folder, root, options, listing) : root;
  if (!root?.git || unlisted) await walk(folder, unlisted ?? fallback, roots, options, listing);
  return listing;
}

/** The roots that git failed to list. It is asked once, for it may fail by not answering. */
const failed = new WeakMap<Root, Root>();

/**
 * With git: tracked files, and untracked files that are not ignored. Git starts at the root, for the folder itself may look like a bare
 * repository. Returns the root with its problem if git fails, which is to be walked.
 */
async function listTracked(
  folder: string,
  root: Root,
  { extensions, noIgnore, selection }: ListOptions,
  listing: Listing,
): Promise<Root | undefined> {
  const inside = folder === root.folder ? '' : `${withSlashes(relative(root.folder, folder))}/`;
  const paths = selection
    ? [...(await selection.in(root))].filter((path) => path.startsWith(inside))
    : await pathsOf(root, inside, noIgnore);
  if (!Array.isArray(paths)) return paths;
  const files = paths.flatMap((listed) => {
    const path = listed.slice(inside.length);
    return extensions.some((extension) => path.endsWith(extension)) && !isInExcludedFolder(path)
      ? [join(folder, path)]
      : [];
  });
  const kindOfFile = kindsByFolder(files);
  for (const file of thoseInside(folder, files)) add(file, root, listing, kindOfFile(file));
  return undefined;
}

/** What git answered in this run, by the folder and whether ignored files count. It looks at every folder for untracked files. */
const answered = new WeakMap<Root, Map<string, Promise<string[] | Root>>>();

/** The paths that git has below a folder, relative to the root; or the root with its problem. Git is asked once for the same. */
function pathsOf(root: Root, inside: string, noIgnore: boolean): Promise<string[] | Root> {
  const answers = answered.get(root) ?? new Map<string, Promise<string[] | Root>>();
  answered.set(root, answers);
  const key = `${noIgnore} ${inside}`;
  const answer = answers.get(key) ?? askForPaths(root, inside, noIgnore);
  answers.set(key, answer);
  return answer;
}

async function askForPaths(root: Root, inside: string, noIgnore: boolean): Promise<string[] | Root> {
  const known = failed.get(root);
  if (known) return known;
  const standard = noIgnore ? [] : ['--exclude-standard'];
  try {
    const only = inside === '' ? [] : ['--', inside];
    const output = await git(root, ['ls-files', '-z', '--cached', '--others', ...standard, ...only]);
    // git lists a path once per stage during a merge, and still lists a deleted file.
    return [...new Set(records(output))];
  } catch (error) {
    const unlisted = unreadable(root.folder, error);
    failed.set(root, unlisted);
    return unlisted;
  }
}

/** Node puts U+FFFD in the place of bytes that are no text; a file of that name is not there. */
const NOT_UTF8 = 'its name is not valid UTF-8';

/** `known`: what the file is, if the folder has told. */
function add(file: string, root: Root, listing: Listing, known?: Kind): void {
  const isText = !file.includes('\uFFFD');
  const kind = (isText ? known : undefined) ?? kindNow(file, listing);
  if (kind === 'file') listing.files.push({ file, real: file, root });
  else if (kind === 'link') addLinked(file, root, listing);
  else if (!kind && !isText) listing.problems.push({ file, message: NOT_UTF8 });
}

/** `undefined` if nothing is there, or if it cannot be read, which is reported. */
function kindNow(file: string, listing: Listing): Kind | undefined {
  try {
    const stat = lstatSync(file, { throwIfNoEntry: false });
    return stat && kindOf(stat);
  } catch (error) {
    // ENOTDIR: a file took the place of the folder, so this file is gone too.
    if (codeOf(error) !== 'ENOTDIR') listing.problems.push({ file, message: reasonOf(error) });
    return undefined;
  }
}

/** Resolves a link to a file. A link to a folder, to nothing or to itself is skipped. */
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

/** Without git: walks every folder and obeys ignore files. Repositories inside are listed with git. */
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
    if (inner && !inner.git) await options.selection?.in(inner);
    const unlisted = inner?.git ? await listTracked(level.folder, inner, options, listing) : inner;
    if (!inner?.git || unlisted)
      visit(enter(level, entries, options, listing), entries, unlisted ?? root, options, listing, levels);
  }
}

function entriesOf(folder: string, listing: Listing): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    const isUnnamed = codeOf(error) === 'ENOENT' && folder.includes('\uFFFD');
    listing.problems.push({ file: folder, message: isUnnamed ? NOT_UTF8 : reasonOf(error) });
    return [];
  }
}

/** The first folder, with the ignore files between it and the root. */
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

/** In bytes: tens of thousands of patterns, each of which is tried on each name. */
const MAX_IGNORE = 1024 * 1024;

/** Adds the ignore file of the folder itself. */
function enter(level: Level, entries: readonly Dirent[], { noIgnore }: ListOptions, listing: Listing): Level {
  if (noIgnore || !entries.some((entry) => entry.name === '.gitignore' && entry.isFile())) return level;
  const file = join(level.folder, '.gitignore');
  const read = readBytes(file, MAX_IGNORE);
  if (!('bytes' in read)) {
    listing.problems.push({ file, message: read.problem });
    return level;
  }
  const own = ignore({ ignorecase: false }).add(read.bytes.toString('utf8'));
  return { ...level, rules: [...level.rules, { ignore: own, prefix: '' }] };
}

/** Collects the files of a folder, and its subfolders into `found`: one by one, as there may be any number. */
function visit(
  level: Level,
  entries: readonly Dirent[],
  root: Root,
  { extensions }: ListOptions,
  listing: Listing,
  found: Level[],
): void {
  for (const entry of entries) {
    const { name } = entry;
    const isFolder = entry.isDirectory();
    if (isFolder ? isExcludedFolder(name) : !extensions.some((extension) => name.endsWith(extension)))
      continue;
    if (isIgnored(level, isFolder ? `${name}/` : name)) continue;
    if (isFolder) found.push(below(level, name));
    else add(join(level.folder, name), root, listing, kindOf(entry));
  }
}

/** The innermost ignore file that matches decides. */
function isIgnored({ rules }: Level, name: string): boolean {
  for (const { ignore, prefix } of rules.toReversed()) {
    const { ignored, unignored } = ignore.test(prefix + name);
    if (ignored || unignored) return ignored;
  }
  return false;
}
