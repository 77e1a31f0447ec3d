import * as fs from 'node:fs';
import { basename, dirname } from 'node:path';
import { codeOf } from '../errors.ts';
import { setAside, type Aside } from './write/aside.ts';
import { holding } from './write/content.ts';
import { isOthersIn, isSame, openFolder, type Folder } from './write/folder.ts';
import { plainly, removed, temporaryName } from './write/names.ts';
import { differenceOf, writeTemporary } from './write/temporary.ts';

export interface Replacement {
  /** A real path, not a link. */
  readonly file: string;
  /** The content that the file must still have. */
  readonly before: Uint8Array;
  readonly after: Uint8Array;
  /** What was written for another name of a file, by the `id` of the file. */
  readonly twins?: ReadonlyMap<string, Twin>;
}

/** A new file that has the place of one of the names of a file. */
export interface Twin {
  readonly file: string;
  readonly written: fs.BigIntStats;
}

export interface NotReplaced {
  readonly status: 'failed';
  readonly reason: 'changed-on-disk' | 'unwritable';
  readonly problem: string;
}

export type Replaced =
  | {
      readonly status: 'replaced';
      /** Of the file that was replaced: the same for all of its names. */
      readonly id: string;
      /** Names of it that still have the old content. */
      readonly otherLinks: number;
      readonly written: fs.BigIntStats;
      /** The file is another name of its twin again. */
      readonly isTwin: boolean;
      /** What the file could not keep: "has mode 0600 instead of 0640". */
      readonly lost?: string;
      /** Why its access list and extended attributes, if it had any, could not be kept. */
      readonly bare?: string;
      /** The file itself, for `bringBack`. Absent: what was written stays in its place. */
      readonly aside?: Aside;
    }
  | NotReplaced;

/**
 * Puts a new file with the new content in the place of a file, all or nothing. It has the mode and the owner of the old one, as far as
 * may be; access lists and extended attributes Node cannot copy. So a file with one name is set aside, and `bringBack`
 * gives it its place back. Until then the new file has no more rights than can be given without knowing of access lists. Never throws.
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
  const made: string[] = [];
  let result: Replaced;
  try {
    result = replaceBy(made, folder, replacement);
    if (result.status === 'replaced') return result;
  } catch (error) {
    result = unwritable(error, file);
  }
  let { problem } = result;
  for (const name of made) {
    const remains = removed(folder.at(name));
    if (remains !== undefined) problem += `; the temporary file ${name} is left: ${remains}`;
  }
  return { ...result, problem };
}

/** `made` gets the temporary names that may be there in the end. */
function replaceBy(made: string[], folder: Folder, replacement: Replacement): Replaced {
  const { file, before, after, twins } = replacement;
  const target = folder.at(basename(file));
  const early = holding(target, before);
  if ('changed' in early) return changed(early.changed);
  // A rename needs only permission to change the folder, but a read-only file must not be replaced.
  fs.accessSync(target, fs.constants.W_OK);
  if (isOthersIn(folder, early)) throw new Error(OTHERS);
  const temporary = temporaryName();
  made.push(temporary);
  const twin = twins?.get(idOf(early));
  const isTwin = twin !== undefined && linkTo(twin, folder.at(temporary), after);
  const second = isTwin ? undefined : setAside(folder, target);
  const aside = second && 'name' in second ? second.name : undefined;
  if (aside !== undefined) made.push(aside);
  // After a link was made: on a disk of layers a file becomes another with its first change.
  const was = aside === undefined ? early : fs.lstatSync(folder.at(aside), { bigint: true });
  const written = isTwin ? twin.written : writeTemporary(folder.at(temporary), after, was);
  const is = holding(target, before);
  if ('changed' in is || !isSame(is, was))
    return changed('changed' in is ? is.changed : 'it changed during the run');
  if (!folder.isInPlace()) return MOVED;
  fs.renameSync(folder.at(temporary), target);
  const done = { status: 'replaced', id: idOf(was), written, isTwin } as const;
  if (aside !== undefined)
    return {
      ...done,
      otherLinks: 0,
      aside: { file, name: aside, before, after, original: was, instead: written },
    };
  const lost = differenceOf(written, was);
  return {
    ...done,
    otherLinks: Number(was.nlink) - 1,
    ...(lost !== undefined && { lost: `has ${lost}` }),
    ...(second && 'none' in second && { bare: second.none }),
  };
}

const OTHERS =
  'it belongs to another user, and in a folder with the sticky bit only its owner can replace it';

const idOf = ({ dev, ino }: fs.BigIntStats): string => `${dev}:${ino}`;

/** Gives what was written for another name this name too. Whether that was done; else there is nothing of this name. */
function linkTo({ file, written }: Twin, name: string, after: Uint8Array): boolean {
  try {
    fs.linkSync(file, name);
    const stat = holding(name, after);
    if (!('changed' in stat) && isSame(stat, written)) return true;
  } catch {
    // As for any other file: a new one is written.
  }
  removed(name);
  return false;
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
