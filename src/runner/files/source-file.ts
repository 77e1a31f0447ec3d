import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { languageOf, type LanguageEntry } from '../../languages/index.ts';
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

/** Files that stand at the top of a Python project. */
const MARKERS = ['pyproject.toml', 'setup.py', 'setup.cfg', 'pytest.ini', 'tox.ini', 'requirements.txt'];

/**
 * The root of a folder (real) where git knows no repository: the outermost project up to the working directory, or
 * else the working directory. A folder that lies elsewhere belongs to the nearest project above it, or to itself.
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

/** Listing it would take in whatever else there is on the machine. */
const isTooWide = (folder: string): boolean => folder === dirname(folder) || folder === home();

/** `undefined` for a user of no name without HOME, as containers have them. */
function home(): string | undefined {
  try {
    return realPath(homedir());
  } catch {
    return undefined;
  }
}
