import picomatch from 'picomatch';
import { UsageError } from '../errors.ts';

/** Folders that hold copies of the code of others, or what tools make. */
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

/** Whether one of the folders of a relative path with `/` is always left out. */
export const isInExcludedFolder = (path: string): boolean =>
  path.includes('/') && path.split('/').slice(0, -1).some(isExcludedFolder);

export type PathTest = (path: string) => boolean;

/**
 * Compiles globs relative to the working directory. A glob also covers what lies in a folder it matches, and one
 * without a slash matches at any depth: `tests`, `*_old.py`.
 */
export function globs(patterns: readonly string[], option: string): PathTest {
  const tests = patterns.map((pattern) => {
    const plain = pattern
      .replaceAll('\\', '/')
      .replace(/^(?:\.\/)+/, '')
      .replace(/\/+$/, '');
    if (plain === '') throw new UsageError(`${option}: ${JSON.stringify(pattern)} is not a glob`);
    const anywhere = plain.includes('/') ? plain : `**/${plain}`;
    return picomatch([anywhere, `${anywhere}/**`], { dot: true });
  });
  // A file above the working directory is matched from where its path stops climbing.
  return (path) => tests.some((test) => test(path.replace(/^(?:\.\.\/)+/, '')));
}

/** Whether a file that was named is to be left out all the same. `path` is relative to the working directory. */
export const isLeftOut = (path: string, exclude: readonly string[]): boolean =>
  isInExcludedFolder(path) || globs(exclude, '--exclude')(path);
