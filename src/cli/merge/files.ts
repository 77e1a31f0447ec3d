import { readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Part } from '../../core/report.ts';
import { readBlob } from '../../reporters/blob/read.ts';
import { codeOf, reasonOf, UsageError } from '../../runner/errors.ts';
import { byPath, realPath } from '../../runner/files/paths.ts';
import { readBytes } from '../../runner/files/read.ts';

/** A file that may hold a blob. */
export interface BlobFile {
  /** As shown to people. */
  readonly path: string;
  readonly real: string;
  /** Its path in the folder that was named, with `/`; its name where the file itself was. */
  readonly inside: string;
}

/** What the files in a folder are called. */
export const ENDING = '.blob.json';

/** Folders in folders, as artifacts are unpacked; a loop of mounts has no end. */
const MAX_DEPTH = 8;

/** The blobs of the paths, each once: files by any name, and files in folders whose names end in `.blob.json`. Throws a `UsageError`. */
export function findBlobs(paths: readonly string[], cwd: string): readonly BlobFile[] {
  const found = new Map<string, BlobFile>();
  for (const path of paths)
    for (const file of findIn(path, cwd)) if (!found.has(file.real)) found.set(file.real, file);
  return [...found.values()];
}

function findIn(typed: string, cwd: string): readonly BlobFile[] {
  const absolute = resolve(cwd, typed);
  if (!isFolder(absolute, typed)) {
    const [name = typed] = typed.split(/[\\/]/).slice(-1);
    return [{ path: typed, real: realPath(absolute), inside: name }];
  }
  const names = listed(absolute, '', typed, MAX_DEPTH);
  if (names.length === 0)
    throw new UsageError(
      `${typed}: no *${ENDING} file in this folder`,
      'a run writes one with `--output-file blob=shard-1.blob.json`; a file of another name has to be named itself',
    );
  const shown = typed === '.' ? '' : `${typed.replace(/[\\/]+$/, '')}/`;
  return names
    .map((inside) => ({ path: shown + inside, real: realPath(join(absolute, inside)), inside }))
    .sort(byPath);
}

function isFolder(absolute: string, typed: string): boolean {
  try {
    return statSync(absolute).isDirectory();
  } catch (error) {
    throw new UsageError(
      `${typed}: ${codeOf(error) === 'ENOENT' ? 'no such file or folder' : reasonOf(error)}`,
    );
  }
}

function listed(folder: string, inside: string, typed: string, depth: number): readonly string[] {
  try {
    return readdirSync(join(folder, inside), { withFileTypes: true }).flatMap((entry) => {
      const path = inside === '' ? entry.name : `${inside}/${entry.name}`;
      if (entry.isDirectory()) return depth > 0 ? listed(folder, path, typed, depth - 1) : [];
      return entry.name.endsWith(ENDING) && entry.name !== ENDING ? [path] : [];
    });
  } catch (error) {
    throw new UsageError(`${typed}: cannot list ${inside || 'the folder'}: ${reasonOf(error)}`);
  }
}

/** In bytes. A longer text is too long for a string. */
const MAX_BLOB = 256 * 1024 * 1024;

/** What a file holds, or why not: the end of a sentence that begins with its name. Never throws. */
export function openBlob({ real }: BlobFile): ReturnType<typeof readBlob> {
  const read = readBytes(real, MAX_BLOB);
  return 'bytes' in read
    ? readBlob(read.bytes.toString('utf8'))
    : { problem: `cannot be read: ${read.problem}` };
}

/** A part with the file that it came from. */
export interface ReadPart {
  readonly file: BlobFile;
  readonly part: Part;
}
