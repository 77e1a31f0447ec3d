import { realpathSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path';

export const withSlashes = (path: string): string => path.replaceAll(sep, '/');

/** A path as shown to people: relative to the working directory, with `/`. */
export const shown = (cwd: string, file: string): string => withSlashes(relative(cwd, file)) || '.';

export function isWithin(folder: string, inner: string): boolean {
  const path = relative(folder, inner);
  return path !== '..' && !path.startsWith(`..${sep}`) && !isAbsolute(path);
}

/** The real path of the part that exists, followed by the rest as it is. */
export function realPath(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    const parent = dirname(path);
    return parent === path ? path : join(realPath(parent), basename(path));
  }
}

/** Compares by code unit: the same order on every machine, unlike a comparison by locale. */
export const byPath = (a: { readonly path: string }, b: { readonly path: string }): number =>
  a.path < b.path ? -1 : a.path > b.path ? 1 : 0;
