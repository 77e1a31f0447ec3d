import * as fs from 'node:fs';
import { basename, dirname } from 'node:path';
import { codeOf } from '../errors.ts';
import { holding } from './write/content.ts';
import { isSame, openFolder, type Folder } from './write/folder.ts';
import { plainly, removed, temporaryName } from './write/names.ts';
import { differenceOf, writeTemporary } from './write/temporary.ts';

export interface Replacement {
  /** A real path, not a link. */
  readonly file: string;
  /** The content that the file must still have. */
  readonly before: Uint8Array;
  readonly after: Uint8Array;
}

export interface NotReplaced {
  readonly status: 'failed';
  readonly reason: 'changed-on-disk' | 'unwritable';
  readonly problem: string;
}

export type Replaced =
  | {
      readonly status: 'replaced';
      /** Names of the file that still have the old content. */
      readonly otherLinks: number;
      /** What the file could not keep. */
      readonly lost?: string;
    }
  | NotReplaced;

/**
 * Replaces the content of a file, all or nothing, and keeps its mode and owner. Never throws.
 *
 * Does not use `write-file-atomic`: 7.0.1 accepts a short write, so on a full disk a truncated file replaces the original.
 * `fs.writeFileSync` writes until everything is written.
 */
export function replaceFile(replacement: Replacement): Replaced {
  try {
    const folder = openFolder(dirname(replacement.file));
    try {
      return folder.isInPlace() ? replaceIn(folder, replacement) : MOVED;
    } finally {
      folder.close();
    }
  } catch (error) {
    return codeOf(error) === 'ENOTDIR' || codeOf(error) === 'ELOOP'
      ? MOVED
      : unwritable(error, replacement.file);
  }
}

const changed = (what: string): NotReplaced => ({
  status: 'failed',
  reason: 'changed-on-disk',
  problem: `${what}; not overwritten`,
});

const MOVED = changed('its folder was moved or became a link during the run');

function replaceIn(folder: Folder, replacement: Replacement): Replaced {
  const { file } = replacement;
  const temporary = folder.at(temporaryName());
  let result: Replaced;
  try {
    result = replaceBy(temporary, folder, replacement);
    if (result.status === 'replaced') return result;
  } catch (error) {
    result = unwritable(error, file);
  }
  const problem = removed(temporary);
  return problem === undefined
    ? result
    : {
        ...result,
        problem: `${result.problem}; the temporary file ${basename(temporary)} is left: ${problem}`,
      };
}

function replaceBy(temporary: string, folder: Folder, { file, before, after }: Replacement): Replaced {
  const target = folder.at(basename(file));
  const was = holding(target, before);
  if ('changed' in was) return changed(was.changed);
  // A rename needs only permission to change the folder, but a read-only file must not be replaced.
  fs.accessSync(target, fs.constants.W_OK);
  const written = writeTemporary(temporary, after, was, false);
  const is = holding(target, before);
  if ('changed' in is || !isSame(is, was))
    return changed('changed' in is ? is.changed : 'it changed during the run');
  if (!folder.isInPlace()) return MOVED;
  fs.renameSync(temporary, target);
  const lost = differenceOf(written, was);
  return { status: 'replaced', otherLinks: Number(was.nlink) - 1, ...(lost !== undefined && { lost }) };
}

/** Names the file, and not the temporary one that the call was about. */
function unwritable(error: unknown, file: string): NotReplaced {
  const problem = `cannot write ${basename(file)}: ${plainly(error)}`;
  return { status: 'failed', reason: 'unwritable', problem: `${problem}${hintOf(error)}` };
}

function hintOf(error: unknown): string {
  const code = codeOf(error);
  if (code !== 'EACCES' && code !== 'EPERM') return '';
  const syscall = error instanceof Error && 'syscall' in error ? error.syscall : undefined;
  if (syscall === 'access') return '; make it writable (chmod u+w)';
  return syscall === 'open' && code === 'EACCES'
    ? '; a file is replaced by a new one beside it, so make its folder writable (chmod u+w)'
    : '';
}
