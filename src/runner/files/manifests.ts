import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { decodeUtf8 } from './encoding.ts';
import { isWithin } from './paths.ts';
import { MAX_TEXT, readBytes } from './read.ts';

/** The folders from one up to the root, both among them. One outside the root is by itself. */
export function* foldersBetween(folder: string, root: string): Generator<string, void> {
  yield folder;
  if (!isWithin(root, folder)) return;
  for (let at = folder; at.length > root.length;) yield (at = dirname(at));
}

/**
 * What a folder has together with the folders above it, up to the root. `together` is asked once for each folder, with what the one above has;
 * that is absent for the root. A tree may have as many folders in each other as a path has room for.
 */
export function inherited<T>(
  together: (folder: string, above: T | undefined) => T,
): (folder: string, root: string) => T | undefined {
  const byRoot = new Map<string, Map<string, T>>();
  return (folder, root) => {
    const known = byRoot.get(root) ?? new Map<string, T>();
    byRoot.set(root, known);
    const open: string[] = [];
    let above: T | undefined;
    for (const one of known.has(folder) ? [folder] : foldersBetween(folder, root)) {
      above = known.get(one);
      if (known.has(one)) break;
      open.push(one);
    }
    for (const one of open.reverse()) known.set(one, (above = together(one, above)));
    return above;
  };
}

/** What is in a folder, and in its folder `requirements`, as paths in it. */
export const namesIn = (folder: string): readonly string[] => [
  ...entriesOf(folder),
  ...entriesOf(join(folder, 'requirements')).map((name) => `requirements/${name}`),
];

function entriesOf(folder: string): readonly string[] {
  try {
    return existsSync(folder) ? readdirSync(folder).sort() : [];
  } catch {
    return [];
  }
}

/** The text of a file without its byte-order mark. Undefined: it cannot be read, or is too long to be parsed. */
export function textOf(path: string): string | undefined {
  const read = readBytes(path, MAX_TEXT);
  const decoded = 'bytes' in read ? decodeUtf8(read.bytes) : undefined;
  return decoded && 'text' in decoded ? decoded.text.replace(/^\uFEFF/, '') : undefined;
}
