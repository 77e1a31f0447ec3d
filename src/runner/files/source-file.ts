import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { languageOf, type LanguageEntry } from '../../languages/index.ts';
import type { Root, Roots } from './git.ts';
import { isWithin, realPath, shown, withSlashes } from './paths.ts';

/** A file to migrate. */
export interface SourceFile {
  /** As shown to people: relative to the working directory, with `/`. */
  readonly path: string;
  /** Absolute; may be a link to `real`. */
  readonly file: string;
  readonly real: string;
  readonly root: Root;
  /** Relative to the root, with `/`. */
  readonly projectPath: string;
  readonly language: LanguageEntry;
  /** It was typed as a path, and did not come from a folder or a list. */
  readonly isNamed?: true;
}

/** Describes a file by its name; the file need not exist. `undefined` if no language reads it. */
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

/** Files that mark the root of a Python project. */
const MARKERS = ['pyproject.toml', 'setup.py', 'setup.cfg', 'pytest.ini', 'tox.ini', 'requirements.txt'];

/**
 * The project root of a folder (a real path) outside git: the outermost project up to the working directory, or else the
 * working directory. Outside the working directory: the nearest project above the folder, or else the folder.
 */
export function rootWithoutGit(folder: string, cwd: string): Root {
  const base = realPath(cwd);
  const above = ancestors(folder);
  if (!isWithin(base, folder)) return { folder: above.find(isMarked) ?? folder, git: false };
  const marked = above.filter((one) => isWithin(base, one)).findLast(isMarked);
  return { folder: marked ?? (isTooWide(base) ? folder : base), git: false };
}

function ancestors(folder: string): readonly string[] {
  const parent = dirname(folder);
  return parent === folder ? [folder] : [folder, ...ancestors(parent)];
}

const isMarked = (folder: string): boolean =>
  !isTooWide(folder) && MARKERS.some((name) => existsSync(join(folder, name)));

/** Listing the disk or the home folder would include everything else on the machine. */
const isTooWide = (folder: string): boolean => folder === dirname(folder) || folder === home();

/** `undefined` for a user without a name and without HOME, as in containers. */
export function home(): string | undefined {
  try {
    return realPath(homedir());
  } catch {
    return undefined;
  }
}
