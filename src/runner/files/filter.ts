import picomatch from 'picomatch';
import { UsageError } from '../errors.ts';

/** Folders with third-party code or generated files. */
const EXCLUDED_FOLDERS = new Set([
  'node_modules',
  '.venv',
  'venv',
  'site-packages',
  '.git',
  'dist',
  'build',
  '.tox',
  '__pycache__',
]);

export const isExcludedFolder = (name: string): boolean => EXCLUDED_FOLDERS.has(name);

/** Whether a relative path with `/` has a folder that is always excluded. */
export const isInExcludedFolder = (path: string): boolean =>
  path.includes('/') && path.split('/').slice(0, -1).some(isExcludedFolder);

export type PathTest = (path: string) => boolean;

/**
 * Compiles globs relative to the working directory. A glob that matches a folder also matches its contents, and a glob
 * without a slash matches at any depth: `tests`, `*_old.py`. Throws a `UsageError` for an empty glob.
 */
export function globs(patterns: readonly string[], option: string): PathTest {
  const tests = patterns.map((pattern) => {
    const anywhere = fromAnywhere(plainGlob(pattern, option));
    return picomatch([anywhere, `${anywhere}/**`], { dot: true });
  });
  return (path) => tests.some((test) => test(below(path)));
}

/** Whether a folder may hold files that match, for a folder that cannot be listed. */
export function globsWithin(patterns: readonly string[], option: string): PathTest {
  const plain = patterns.map((pattern) => plainGlob(pattern, option));
  const isMatch = globs(plain, option);
  return (path) => isMatch(path) || plain.some((glob) => mayMatchWithin(glob, below(path)));
}

/** Compares folder by folder. A glob for any depth, or with alternatives that may have slashes, may match everywhere. */
function mayMatchWithin(glob: string, folder: string): boolean {
  if (!glob.includes('/') || /[{}()]/.test(glob)) return true;
  const names = folder.split('/');
  for (const [index, part] of glob.split('/').slice(0, -1).entries()) {
    const name = names[index];
    if (part === '**' || name === undefined) return true;
    if (!picomatch.isMatch(name, part, { dot: true })) return false;
  }
  return names.length < glob.split('/').length;
}

function plainGlob(pattern: string, option: string): string {
  const plain = pattern
    .replaceAll('\\', '/')
    .replace(/^(?:\.\/)+/, '')
    .replace(/\/+$/, '');
  if (plain === '') throw new UsageError(`${option}: ${JSON.stringify(pattern)} is not a glob`);
  return plain;
}

const fromAnywhere = (glob: string): string => (glob.includes('/') ? glob : `**/${glob}`);

/** The leading `../` of a file above the working directory are not matched. */
const below = (path: string): string => path.replace(/^(?:\.\.\/)+/, '');

/** The option that leaves a path out, as it is typed in a shell. What a glob or a shell would take for something else is a `?`. */
export function excluding(path: string): string {
  const glob = below(path)
    .replace(/[^\p{L}\p{M}\p{N}_./@%+:,-]/gu, (one) => '?'.repeat(one.length))
    .replace(/^-/, './-');
  return `--exclude ${glob.includes('?') ? `'${glob}'` : glob}`;
}

/** Whether `--force-exclude` excludes a file that was named. `path` is relative to the working directory. */
export const isLeftOut = (path: string, exclude: readonly string[]): boolean =>
  isInExcludedFolder(path) || globs(exclude, '--exclude')(path);
