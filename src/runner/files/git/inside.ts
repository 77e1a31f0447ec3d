import { dirname } from 'node:path';
import { isWithin, realPath } from '../paths.ts';

/**
 * Tells of a path whether it leads to a file below a folder (a real path). An index may name files outside, or in what is a link to a
 * folder by now.
 */
export function insideOf(folder: string): (file: string) => boolean {
  const known = new Map<string, boolean>();
  return (file) => {
    const parent = dirname(file);
    const isInside = known.get(parent) ?? (isWithin(folder, file) && realPath(parent) === parent);
    known.set(parent, isInside);
    return isInside;
  };
}
