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
    const plain = pattern
      .replaceAll('\\', '/')
      .replace(/^(?:\.\/)+/, '')
      .replace(/\/+$/, '');
    if (plain === '') throw new UsageError(`${option}: ${JSON.stringify(pattern)} is not a glob`);
    const anywhere = plain.includes('/') ? plain : `**/${plain}`;
    return picomatch([anywhere, `${anywhere}/**`], { dot: true });
  });
  // The leading `../` of a file above the working directory are not matched.
  return (path) => tests.some((test) => test(path.replace(/^(?:\.\.\/)+/, '')));
}

/** Whether `--force-exclude` excludes a file that was named. `path` is relative to the working directory. */
export const isLeftOut = (path: string, exclude: readonly string[]): boolean =>
  isInExcludedFolder(path) || globs(exclude, '--exclude')(path);
