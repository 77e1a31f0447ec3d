import { readdirSync, type Dirent } from 'node:fs';
import { basename, dirname } from 'node:path';

/** What kind of thing has a name in a folder; a link is not followed. */
export type Kind = 'file' | 'link' | 'other';

export const kindOf = (entry: Pick<Dirent, 'isFile' | 'isSymbolicLink'>): Kind =>
  entry.isFile() ? 'file' : entry.isSymbolicLink() ? 'link' : 'other';

/** From so many files of one folder on it is faster to read the folder than to ask for each. */
const LEAST = 3;

/**
 * Tells what each of some files (absolute) is, by reading folders rather than asking for every file. `undefined` where that does not tell: the
 * file is not in its folder under the very name, has few neighbours, or its folder cannot be read. Files of one folder are best asked for
 * in a row, as only the last folder is at hand.
 */
export function kindsByFolder(files: readonly string[]): (file: string) => Kind | undefined {
  const counts = new Map<string, number>();
  for (const file of files) {
    const folder = dirname(file);
    counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  let last = '';
  let kinds: ReadonlyMap<string, Kind> = new Map();
  return (file) => {
    const folder = dirname(file);
    if ((counts.get(folder) ?? 0) < LEAST) return undefined;
    if (folder !== last) [last, kinds] = [folder, kindsIn(folder)];
    return kinds.get(basename(file));
  };
}

function kindsIn(folder: string): ReadonlyMap<string, Kind> {
  try {
    return new Map(
      readdirSync(folder, { withFileTypes: true }).map((entry) => [entry.name, kindOf(entry)] as const),
    );
  } catch {
    return new Map();
  }
}
