import { basename, dirname, extname, join, relative, resolve } from 'node:path';
import type { LanguageEntry } from '../../languages/index.ts';
import type { Root, Roots } from './git.ts';
import { isWithin, realPath, shown, withSlashes } from './paths.ts';

/** A file to look at. */
export interface SourceFile {
  /** For people: relative to the working directory, with `/`. */
  readonly path: string;
  /** Absolute; may be a link to `real`. */
  readonly file: string;
  readonly real: string;
  readonly root: Root;
  /** Relative to the root, with `/`. */
  readonly projectPath: string;
  readonly language: LanguageEntry;
}

/** Describes a file by the name it was given, which need not exist; `undefined` when no language reads its kind. */
export async function locate(
  typed: string,
  cwd: string,
  languages: readonly LanguageEntry[],
  roots: Roots,
): Promise<SourceFile | undefined> {
  const language = languageOf(typed, languages);
  if (!language) return undefined;
  const absolute = resolve(cwd, typed);
  const folder = realPath(dirname(absolute));
  const file = join(folder, basename(absolute));
  const root = (await roots.of(folder)) ?? rootWithoutGit(folder, cwd);
  return sourceFile(shown(cwd, absolute), { file, real: realPath(file), root }, language);
}

export const sourceFile = (
  path: string,
  { file, real, root }: Pick<SourceFile, 'file' | 'real' | 'root'>,
  language: LanguageEntry,
): SourceFile => ({
  path,
  file,
  real,
  root,
  projectPath: withSlashes(relative(root.folder, file)),
  language,
});

export function languageOf(file: string, languages: readonly LanguageEntry[]): LanguageEntry | undefined {
  const extension = extname(file);
  return languages.find((one) => one.extensions.includes(extension) || one.onlyNamed.includes(extension));
}

/** Where git knows no repository: the working directory, or the folder itself (real) when it lies elsewhere. */
export function rootWithoutGit(folder: string, cwd: string): Root {
  const base = realPath(cwd);
  return { folder: isWithin(base, folder) ? base : folder, git: false };
}
