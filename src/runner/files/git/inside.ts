import { dirname } from 'node:path';
import { isWithin, realPath } from '../paths.ts';

/**
 * Those of some files that are below a folder (a real path) and lead nowhere else. An index may name files outside, or in what is a link to a
 * folder by now. Where a folder is what its path says, all above it are: the innermost are asked for first, as the question costs a call for
 * each folder on the way.
 */
export function thoseInside(folder: string, files: readonly string[]): readonly string[] {
  const parents = [...new Set(files.map((file) => dirname(file)))];
  const real = new Set<string>();
  for (const parent of parents.sort((a, b) => b.length - a.length)) {
    if (real.has(parent) || !isWithin(folder, parent) || realPath(parent) !== parent) continue;
    for (let at = parent; !real.has(at) && at.length >= folder.length; at = dirname(at)) real.add(at);
  }
  return files.filter((file) => real.has(dirname(file)));
}
