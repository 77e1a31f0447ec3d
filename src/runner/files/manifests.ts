import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { decodeUtf8 } from './encoding.ts';
import { isWithin } from './paths.ts';
import { MAX_TEXT, readBytes } from './read.ts';

/** The folders from one up to the root, both among them. */
export function foldersBetween(folder: string, root: string): readonly string[] {
  if (!isWithin(root, folder)) return [folder];
  return folder === root ? [folder] : [folder, ...foldersBetween(dirname(folder), root)];
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
