import { groupPairs } from '../../core/group.ts';
import type { Project } from '../../core/language.ts';
import type { Reader } from './analysis.ts';
import type { Memo } from './memo/memo.ts';

/**
 * So many files are read for one name: each of them costs a parse, and a name that more files mention is hardly that of a helper or a
 * fixture.
 */
export const MAX_FILES = 40;

/** A file, and the others of its project that mention one of some names; `undefined` where those are too many. */
export function modulesMentioning<Module extends { readonly path: string }>(
  reader: Reader<Module>,
  home: Module,
  names: Iterable<string>,
): readonly Module[] | undefined {
  const files = filesMentioning(reader.project, home.path, names);
  return files.length > MAX_FILES ? undefined : readAll(reader, home, files);
}

/** How many files are looked into for the callers that one file asks about. */
export const MAX_VISITS = 200;

/**
 * As `modulesMentioning`, for the callers of a function: a file may ask for those of many functions, and after a while all
 * that it asks for are too many.
 */
export function modulesCalling<Module extends { readonly path: string }>(
  reader: Reader<Module> & Pick<Memo<unknown>, 'afford'>,
  home: Module,
  names: readonly string[],
): readonly Module[] | undefined {
  const files = filesMentioning(reader.project, home.path, names);
  const isAffordable = reader.afford(`${names.join(' ')} ${home.path}`, files.length);
  return files.length > MAX_FILES || !isAffordable ? undefined : readAll(reader, home, files);
}

const filesMentioning = (project: Project, home: string, names: Iterable<string>): readonly string[] => [
  ...new Set([...names].flatMap((name) => project.mentioning(name).filter((path) => path !== home))),
];

const readAll = <Module>(
  { module }: Reader<Module>,
  home: Module,
  files: readonly string[],
): readonly Module[] => [home, ...files.flatMap((path) => module(path) ?? [])];

/** The files of a project, or some of them, by the names that are found in their texts: one look at each, where many names will be asked for. */
export const filesByName = (
  project: Pick<Project, 'files' | 'read'>,
  namesIn: (text: string) => ReadonlySet<string>,
  files = project.files(),
): ReadonlyMap<string, readonly string[]> =>
  groupPairs(
    files.flatMap((path) =>
      Array.from(namesIn(project.read(path) ?? ''), (name) => [copyOf(name), path] as const),
    ),
  );

/** A part of a text keeps the whole text in memory, a copy does not. */
const copyOf = (name: string): string => Array.from(name).join('');

/** So many names are looked up one by one; who asks for more is going to ask for most. */
const FEW = 64;

/**
 * The files of a project in whose text a name is found, as `filesByName` tells. For the first names only the files that mention
 * one are read, so that a run on one file does not read a whole project. `namesIn` finds identifiers of the text and nothing else.
 * `candidates`: the files that may have a name, sorted.
 */
export function filesNaming(
  project: Project,
  namesIn: (text: string) => ReadonlySet<string>,
  candidates: (name: string) => readonly string[] = project.mentioning,
): (name: string) => readonly string[] {
  const answers = new Map<string, readonly string[]>();
  let index: ReadonlyMap<string, readonly string[]> | undefined;
  const find = (name: string): readonly string[] => {
    if (index === undefined && answers.size < FEW)
      return candidates(name).filter((path) => namesIn(project.read(path) ?? '').has(name));
    index ??= filesByName(project, namesIn);
    return index.get(name) ?? [];
  };
  return (name) => {
    if (name === '') return [];
    const known = answers.get(name) ?? find(name);
    answers.set(name, known);
    return known;
  };
}
