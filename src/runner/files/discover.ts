import { statSync, type Stats } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { languageOf, type LanguageEntry } from '../../languages/index.ts';
import { messageOf, UsageError } from '../errors.ts';
import { globs, isLeftOut, type PathTest } from './filter.ts';
import type { Roots } from './git.ts';
import { listFolder } from './listing.ts';
import { byPath, realPath, shown } from './paths.ts';
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
}

/** The files of one path. */
interface Found {
  readonly files: readonly SourceFile[];
  readonly problems: readonly Problem[];
  /** The path is a file that no language reads. */
  readonly isForeign: boolean;
  /** The path is a folder without any file that a language reads. */
  readonly isEmpty: boolean;
}

const nothing: Found = { files: [], problems: [], isForeign: false, isEmpty: false };

/** Finds the files of the given paths. Throws a `UsageError` for a path without any. */
export async function discover(
  options: DiscoverOptions,
  languages: readonly LanguageEntry[],
  roots: Roots,
): Promise<Discovery> {
  const context = { ...options, languages, roots, ...filtersOf(options) };
  const typed = await findAll(options.paths, context);
  const foreign = options.paths.filter((_, index) => typed[index]?.isForeign);
  const empty = options.paths.filter((_, index) => typed[index]?.isEmpty);
  if (foreign.length > 0 && foreign.length === typed.length && !options.allowUnmatched) {
    throw new UsageError(
      `${foreign.join(', ')}: not a supported file type`,
      `supported: ${kinds(languages)}`,
    );
  }
  const all = [...typed, ...(await findAll(options.filesFrom ?? [], context, findListed))];
  return {
    files: unique(all.flatMap(({ files }) => files)),
    problems: [...new Map(all.flatMap(({ problems }) => problems.map((one) => [one.path, one]))).values()],
    notes: [
      ...foreign.map((path) => `${path}: not a supported file type; skipped`),
      ...empty.map((path) => `${path}: no supported file in this folder; skipped`),
    ],
  };
}

const filtersOf = ({
  include,
  exclude,
}: Pick<DiscoverOptions, 'include' | 'exclude'>): Pick<Context, 'isIncluded' | 'isExcluded'> => ({
  isIncluded: include.length > 0 ? globs(include, '--include') : () => true,
  isExcluded: globs(exclude, '--exclude'),
});

/** One path at a time, so that a shell's `tests/*` does not start a hundred git processes. */
async function findAll(
  paths: readonly string[],
  context: Context,
  findOne = find,
): Promise<readonly Found[]> {
  const all: Found[] = [];
  for (const path of paths) all.push(await findOne(path, context));
  return all;
}

async function find(path: string, context: Context): Promise<Found> {
  const stat = statOf(path, context.cwd);
  if (stat.isDirectory()) return findInFolder(path, context);
  return stat.isFile() ? findFile(path, context) : { ...nothing, isForeign: true };
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
  const { cwd, languages, roots, noIgnore, isIncluded, isExcluded, allowUnmatched } = context;
  const named = resolve(cwd, typed);
  const folder = realPath(named);
  const extensions = languages.flatMap((language) => language.extensions);
  const listing = await listFolder(folder, rootWithoutGit(folder, cwd), roots, { extensions, noIgnore });
  if (listing.files.length + listing.problems.length === 0) {
    if (allowUnmatched) return { ...nothing, isEmpty: true };
    const hint = noIgnore ? undefined : 'add --no-ignore to include files that .gitignore excludes';
    throw new UsageError(`${typed}: no ${extensions.join(', ')} file in this folder`, hint);
  }
  const pathOf = (file: string): string => shown(cwd, join(named, relative(folder, file)));
  const files = listing.files.flatMap((listed) => {
    const language = languageOf(listed.file, languages);
    const path = pathOf(listed.file);
    return language && isIncluded(path) && !isExcluded(path) ? [sourceFile(path, listed, language)] : [];
  });
  return {
    ...nothing,
    files,
    problems: listing.problems.map(({ file, message }) => ({ path: pathOf(file), message })),
  };
}

async function findFile(
  typed: string,
  { cwd, languages, roots, forceExclude, exclude }: Context,
): Promise<Found> {
  const file = await locate(typed, cwd, languages, roots);
  if (!file) return { ...nothing, isForeign: true };
  return forceExclude && isLeftOut(file.path, exclude) ? nothing : { ...nothing, files: [file] };
}

/** Drops duplicates: keeps a file rather than links to it, and the first of several links by path. */
function unique(files: readonly SourceFile[]): readonly SourceFile[] {
  const byReal = new Map<string, SourceFile>();
  for (const one of [...files].sort(byPath)) {
    const known = byReal.get(one.real);
    if (!known || (known.file !== known.real && one.file === one.real)) byReal.set(one.real, one);
  }
  return [...byReal.values()].sort(byPath);
}

const kinds = (languages: readonly LanguageEntry[]): string =>
  languages.flatMap(({ extensions, onlyNamed }) => [...extensions, ...onlyNamed]).join(', ');

function statOf(typed: string, cwd: string): Stats {
  try {
    return statSync(resolve(cwd, typed));
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    const hint = /[*?[{]/.test(typed)
      ? 'pass a glob that the shell did not expand with --include'
      : undefined;
    throw new UsageError(
      isMissing ? `${typed}: no such file or folder` : `${typed}: ${messageOf(error)}`,
      hint,
    );
  }
}
