import { statSync, type Stats } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { languageOf, type LanguageEntry } from '../../languages/index.ts';
import { codeOf, reasonOf, UsageError } from '../errors.ts';
import { excluding, globs, globsWithin, isLeftOut, type PathTest } from './filter.ts';
import { configured } from '../config/narrow.ts';
import type { SettingsOfFiles } from '../config/settings.ts';
import type { Roots } from './git.ts';
import { filteredNotes, leadingNotes, selectionNotes } from './left-out.ts';
import { listFolder, type Listing } from './listing.ts';
import { byPath, isWithin, realPath, shown } from './paths.ts';
import { notAFile, specialKind } from './read.ts';
import type { Selection } from './selection.ts';
import { locate, rootWithoutGit, sourceFile, type SourceFile } from './source-file.ts';

export interface DiscoverOptions {
  readonly cwd: string;
  readonly paths: readonly string[];
  readonly filesFrom?: readonly string[];
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly noIgnore: boolean;
  readonly forceExclude: boolean;
  readonly allowUnmatched: boolean;
  /** Only files that it has. */
  readonly selection?: Selection | undefined;
  /** What the configurations say of the files. Absent: there are none. */
  readonly settings?: Pick<SettingsOfFiles, 'filter'>;
}

/** A folder or file that could not be read. `path` as in `SourceFile`. */
export interface Problem {
  readonly path: string;
  readonly message: string;
}

export interface Discovery {
  /** Sorted by path, each file once. */
  readonly files: readonly SourceFile[];
  readonly problems: readonly Problem[];
  readonly notes: readonly string[];
}

interface Context extends DiscoverOptions {
  readonly languages: readonly LanguageEntry[];
  readonly roots: Roots;
  readonly isIncluded: PathTest;
  readonly isExcluded: PathTest;
  /** Whether a folder that cannot be listed may hold files that are included. */
  readonly mayInclude: PathTest;
}

/** The files of one path. */
interface Found {
  readonly files: readonly SourceFile[];
  readonly problems: readonly Problem[];
  /** Why a path that is there is nothing for us: no language reads such a file, or it is a device. */
  readonly foreign?: string;
  /** The path is a folder without any file that a language reads. */
  readonly isEmpty?: boolean;
  /** The options leave no file of the folder. */
  readonly isFilteredOut?: boolean;
  /** Configurations leave no file of the folder. */
  readonly isConfiguredOut?: boolean;
  /** Links to files outside their project, by their paths as shown. */
  readonly leading?: readonly string[];
  /** Files in no repository while only changed ones are asked for, by their paths as shown. */
  readonly unversioned?: readonly string[];
}

const nothing: Found = { files: [], problems: [] };

/** Finds the files of the given paths. Throws a `UsageError` for a path without any. */
export async function discover(
  options: DiscoverOptions,
  languages: readonly LanguageEntry[],
  roots: Roots,
): Promise<Discovery> {
  const context = { ...options, languages, roots, ...filtersOf(options) };
  const typed = await findAll(options.paths, context);
  const foreign = options.paths.flatMap((path, index) => {
    const why = typed[index]?.foreign;
    return why === undefined ? [] : [{ path, why }];
  });
  if (foreign.length > 0 && foreign.length === typed.length && !options.allowUnmatched)
    throw refusal(foreign, languages);
  const all = [...typed.map(asNamed), ...(await findAll(options.filesFrom ?? [], context, findListed))];
  const files = unique(all.flatMap((one) => one.files));
  return {
    files,
    problems: [...new Map(all.flatMap(({ problems }) => problems.map((one) => [one.path, one]))).values()],
    notes: [
      ...foreign.map(({ path, why }) => `${path}: ${why}; skipped`),
      ...options.paths
        .filter((_, index) => typed[index]?.isEmpty)
        .map((path) => `${path}: no supported file in this folder; skipped`),
      ...filteredNotes(typed, options),
      ...options.paths
        .filter((_, index) => typed[index]?.isConfiguredOut)
        .map((path) => `${path}: the configuration leaves no file; \`--print-config\` shows it`),
      ...leadingNotes(all, files),
      ...selectionNotes(all, files, options.selection),
    ],
  };
}

/** What was typed and is no folder. */
const asNamed = (found: Found): Found =>
  found.isFilteredOut === undefined
    ? { ...found, files: found.files.map((file) => ({ ...file, isNamed: true })) }
    : found;

interface Foreign {
  readonly path: string;
  readonly why: string;
}

const UNSUPPORTED = 'not a supported file type';

function refusal(foreign: readonly Foreign[], languages: readonly LanguageEntry[]): UsageError {
  const reasons = new Set(foreign.map(({ why }) => why));
  const told = [...reasons].map((reason) => {
    const paths = foreign.filter(({ why }) => why === reason).map(({ path }) => path);
    return `${paths.join(', ')}: ${reason}`;
  });
  return new UsageError(
    told.join('; '),
    reasons.has(UNSUPPORTED)
      ? `supported: ${kinds(languages)}`
      : 'a source is read from a pipe with `-` and --stdin-filename',
  );
}

const filtersOf = ({
  include,
  exclude,
}: Pick<DiscoverOptions, 'include' | 'exclude'>): Pick<
  Context,
  'isIncluded' | 'isExcluded' | 'mayInclude'
> => ({
  isIncluded: include.length > 0 ? globs(include, '--include') : () => true,
  mayInclude: include.length > 0 ? globsWithin(include, '--include') : () => true,
  isExcluded: globs(exclude, '--exclude'),
});

/** One path at a time, so that a shell's `tests/*` does not start a hundred git processes. */
async function findAll(
  paths: readonly string[],
  context: Context,
  findOne = find,
): Promise<readonly Found[]> {
  const all: Found[] = [];
  for (const path of paths) all.push(await configured(await findOne(path, context), context));
  return all;
}

async function find(path: string, context: Context): Promise<Found> {
  const stat = statOf(path, context);
  if (stat.isDirectory()) return findInFolder(path, context);
  const kind = specialKind(stat);
  return kind === undefined ? findFile(path, context) : findSpecial(path, notAFile(kind), context);
}

/** A FIFO, a socket or a device: a failed file where it has the name of a source, else of no concern. */
function findSpecial(
  typed: string,
  message: string,
  { cwd, languages, forceExclude, exclude }: Context,
): Found {
  if (!languageOf(typed, languages)) return { ...nothing, foreign: message };
  const path = shown(cwd, resolve(cwd, typed));
  return forceExclude && isLeftOut(path, exclude) ? nothing : { ...nothing, problems: [{ path, message }] };
}

/** A missing path on the command line is a typo and ends the run. In a list from a tool it may be a deleted file, and does not. */
async function findListed(path: string, context: Context): Promise<Found> {
  try {
    return await find(path, context);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    const message = error.message.replace(`${path}: `, '');
    const hint = path.startsWith('"') ? '; git quotes such names unless you pass -z' : '';
    return {
      ...nothing,
      problems: [{ path: shown(context.cwd, resolve(context.cwd, path)), message: message + hint }],
    };
  }
}

async function findInFolder(typed: string, context: Context): Promise<Found> {
  const { cwd, languages, roots, noIgnore, allowUnmatched, selection } = context;
  const named = resolve(cwd, typed);
  const folder = realPath(named);
  const extensions = languages.flatMap((language) => language.extensions);
  const options = { extensions, noIgnore, selection };
  const listing = await listFolder(folder, rootWithoutGit(folder, cwd), roots, options);
  const { problems } = listing;
  // A name that is nothing but an extension has none.
  const known = listing.files.filter(({ file }) => languageOf(file, languages) !== undefined);
  const files = selection ? known.filter(({ root }) => root.git) : known;
  const isUnversioned = files.length < known.length || (files.length === 0 && !(await roots.of(folder)));
  if (selection && files.length + problems.length === 0)
    return isUnversioned ? { ...nothing, unversioned: [shown(cwd, named)] } : nothing;
  if (files.length + problems.length === 0) {
    if (allowUnmatched) return { ...nothing, isEmpty: true };
    const hint = noIgnore ? undefined : 'add --no-ignore to include files that .gitignore excludes';
    throw new UsageError(`${typed}: no ${extensions.join(', ')} file in this folder`, hint);
  }
  return filtered(
    { files, problems },
    folder,
    (file) => shown(cwd, join(named, relative(folder, file))),
    context,
  );
}

/** What the options leave of a folder (a real path). */
function filtered(
  listing: Listing,
  folder: string,
  pathOf: (file: string) => string,
  { languages, isIncluded, isExcluded, mayInclude }: Context,
): Found {
  const files: SourceFile[] = [];
  const leading: string[] = [];
  for (const listed of listing.files) {
    const language = languageOf(listed.file, languages);
    const path = pathOf(listed.file);
    if (!language || !isIncluded(path) || isExcluded(path)) continue;
    if (isWithin(listed.root.folder, listed.real) || isWithin(folder, listed.real))
      files.push(sourceFile(path, listed, language));
    else leading.push(path);
  }
  const problems = listing.problems.flatMap(({ file, message }) => {
    const path = pathOf(file);
    const isConcerned = languageOf(path, languages) ? isIncluded(path) : mayInclude(path);
    if (!isConcerned || isExcluded(path)) return [];
    return [{ path, message: file === folder ? message : `${message}; ${excluding(path)} leaves it out` }];
  });
  const isFilteredOut = files.length + leading.length + problems.length === 0;
  return { files, problems, isFilteredOut, leading };
}

async function findFile(
  typed: string,
  { cwd, languages, roots, forceExclude, exclude, selection }: Context,
): Promise<Found> {
  const file = await locate(typed, cwd, languages, roots);
  if (!file) return { ...nothing, foreign: UNSUPPORTED };
  if (selection && !(await roots.of(dirname(file.real)))) return { ...nothing, unversioned: [file.path] };
  if (selection && !(await selection.has(file.real))) return nothing;
  return forceExclude && isLeftOut(file.path, exclude) ? nothing : { ...nothing, files: [file] };
}

/** Drops duplicates: keeps a file rather than links to it, and the first of several links by path. */
function unique(files: readonly SourceFile[]): readonly SourceFile[] {
  const byReal = new Map<string, SourceFile>();
  const named = new Set(files.filter(({ isNamed }) => isNamed).map(({ real }) => real));
  for (const one of [...files].sort(byPath)) {
    const known = byReal.get(one.real);
    if (!known || (known.file !== known.real && one.file === one.real)) byReal.set(one.real, one);
  }
  return [...byReal.values()]
    .map((one) => (named.has(one.real) ? { ...one, isNamed: true as const } : one))
    .sort(byPath);
}

const kinds = (languages: readonly LanguageEntry[]): string =>
  languages.flatMap(({ extensions, onlyNamed }) => [...extensions, ...onlyNamed]).join(', ');

function statOf(typed: string, { cwd, selection }: Context): Stats {
  try {
    return statSync(resolve(cwd, typed));
  } catch (error) {
    const isMissing = codeOf(error) === 'ENOENT';
    const hint = /[*?[{]/.test(typed)
      ? 'pass a glob that the shell did not expand with --include'
      : selection?.option === '--changed'
        ? `a branch or a commit is named with =: --changed=${typed}`
        : undefined;
    throw new UsageError(`${typed}: ${isMissing ? 'no such file or folder' : reasonOf(error)}`, hint);
  }
}
