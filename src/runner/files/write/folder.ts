import * as fs from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';

/** A folder that stays the same one while its files are replaced, whatever becomes of its path. */
export interface Folder {
  readonly at: (name: string) => string;
  /** Whether the path still leads to this folder, and through no link. */
  readonly isInPlace: () => boolean;
  readonly close: () => void;
}

/** O_PATH of Linux, which Node does not name: a folder that may be written and searched need not be readable. */
const O_PATH = 0o10000000;

/**
 * Holds a folder by its real path. On Linux a descriptor holds it, and `at` goes through that. Elsewhere ask `isInPlace` right
 * before a change. Throws what `fs` throws: `ENOTDIR` for a link.
 */
export function openFolder(path: string): Folder {
  return (process.platform === 'linux' ? byDescriptor(path) : undefined) ?? byPath(path);
}

function byPath(path: string): Folder {
  const own = fs.lstatSync(path, { bigint: true });
  if (!own.isDirectory()) throw notFolder(path);
  return { at: (name) => join(path, name), isInPlace: () => leadsTo(path, own), close: () => undefined };
}

/** `undefined` where /proc is not mounted. */
function byDescriptor(path: string): Folder | undefined {
  const { O_DIRECTORY, O_NOFOLLOW } = fs.constants;
  const descriptor = fs.openSync(path, O_PATH | O_DIRECTORY | O_NOFOLLOW);
  const close = (): void => quietly(() => fs.closeSync(descriptor));
  try {
    const own = fs.fstatSync(descriptor, { bigint: true });
    const base = `/proc/self/fd/${descriptor}`;
    if (isSame(fs.statSync(`${base}/.`, { bigint: true, throwIfNoEntry: false }), own))
      return { at: (name) => `${base}/${name}`, isInPlace: () => leadsTo(path, own), close };
  } catch (error) {
    close();
    throw error;
  }
  close();
  return undefined;
}

const notFolder = (path: string): Error =>
  Object.assign(new Error(`ENOTDIR: not a directory, open '${path}'`), { code: 'ENOTDIR' });

function leadsTo(path: string, own: fs.BigIntStats): boolean {
  try {
    return isSamePath(fs.realpathSync.native(path), path) && isSame(fs.statSync(path, { bigint: true }), own);
  } catch {
    return false;
  }
}

/** Git spells a path as it was added, a disk that ignores case as it was made. */
const isSamePath = (one: string, other: string): boolean =>
  process.platform === 'linux' ? one === other : fold(one) === fold(other);

const fold = (path: string): string => path.normalize().toLowerCase();

/** Whether both are of one file. */
export const isSame = (one: fs.BigIntStats | undefined, other: fs.BigIntStats): boolean =>
  one?.dev === other.dev && one.ino === other.ino;

/**
 * Whether only others may rename or remove a file: in a folder with the sticky bit, as /tmp, its owner and that of the folder. A link to
 * it could be made there, but not be removed.
 */
export function isOthersIn(folder: Folder, { uid }: fs.BigIntStats): boolean {
  const user = process.geteuid?.();
  if (user === undefined || user === 0) return false;
  const own = fs.statSync(folder.at('.'), { bigint: true });
  return (own.mode & STICKY) !== 0n && ![uid, own.uid].includes(BigInt(user));
}

const STICKY = 0o1000n;

/** For clean-up that must not hide the error it follows, nor become one. */
function quietly(work: () => void): void {
  try {
    work();
  } catch {
    return;
  }
}
