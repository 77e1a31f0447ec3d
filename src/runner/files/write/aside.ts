import * as fs from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { codeOf } from '../../errors.ts';
import { holding } from './content.ts';
import { isSame, openFolder, type Folder } from './folder.ts';
import { plainly, removed, temporaryName } from './names.ts';
import { differenceOf, rewrite } from './temporary.ts';

/** A file that another took the place of, under a temporary name. */
export interface Aside {
  /** The real path of the place. */
  readonly file: string;
  /** In the same folder. */
  readonly name: string;
  readonly before: Uint8Array;
  readonly after: Uint8Array;
  readonly original: fs.BigIntStats;
  /** What has its place. */
  readonly instead: fs.BigIntStats;
}

export interface Back {
  /** `theirs`: somebody who had the file open wrote to it; it is back with what they wrote. `left`: the new file has its place. */
  readonly status: 'back' | 'left' | 'theirs';
  /** What the file could not keep: "has mode 0600 instead of 0640". */
  readonly lost?: string;
}

/** File systems without hard links, and files that may not be linked. */
const NO_LINKS = ['EPERM', 'EACCES', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'];

/** `name`: the second name of a file. `none`: why it can have one name only. */
export type Second = { readonly name: string } | { readonly none: string };

/** Gives a file a second, temporary name; `undefined` if it has several already. */
export function setAside(folder: Folder, target: string): Second | undefined {
  const entry = fs.lstatSync(target, { bigint: true });
  if (!entry.isFile() || entry.nlink !== 1n) return undefined;
  const name = temporaryName();
  try {
    fs.linkSync(target, folder.at(name));
    return { name };
  } catch (error) {
    if (NO_LINKS.includes(String(codeOf(error)))) return { none: plainly(error) };
    throw error;
  }
}

/**
 * Writes the new content to the file that was set aside, and gives it its place back, with what only it has: its owner, access
 * list, extended attributes. Whoever opened it before it was set aside must have read it by now. Its place holds the new
 * content all the while. Never throws; the temporary name is gone afterwards.
 */
export function bringBack(aside: Aside): Back {
  try {
    const folder = openFolder(dirname(aside.file));
    try {
      return bringBackIn(folder, aside);
    } finally {
      folder.close();
    }
  } catch (error) {
    // The folder cannot be held any more.
    return without(join(dirname(aside.file), aside.name), aside, left(aside, plainly(error)));
  }
}

function bringBackIn(folder: Folder, aside: Aside): Back {
  const kept = folder.at(aside.name);
  let back: Back;
  try {
    back = refill(folder, kept, aside);
  } catch (error) {
    back = left(aside, plainly(error));
  }
  return back.status === 'left' ? without(kept, aside, back) : back;
}

/** Removes the temporary name. */
function without(kept: string, { name }: Aside, back: Back): Back {
  const problem = removed(kept);
  if (problem === undefined) return back;
  const remains = `has a temporary file ${name} beside it that cannot be removed: ${problem}`;
  return { status: 'left', lost: back.lost === undefined ? remains : `${back.lost}; it ${remains}` };
}

function refill(folder: Folder, kept: string, aside: Aside): Back {
  const { original, before, after, file } = aside;
  const target = folder.at(basename(file));
  const entry = fs.lstatSync(kept, { bigint: true });
  if (!isSame(entry, original) || entry.nlink !== 1n || !folder.isInPlace())
    return left(aside, 'it was moved or linked during the run');
  const taken = takenFrom(target, aside);
  if (taken) return taken;
  if ('changed' in holding(kept, before)) {
    fs.renameSync(kept, target);
    return { status: 'theirs' };
  }
  const now = rewrite(kept, after, original);
  const takenSince = takenFrom(target, aside);
  if (takenSince) return takenSince;
  fs.renameSync(kept, target);
  const lost = differenceOf(now, original);
  return { status: 'back', ...(lost !== undefined && { lost: `has ${lost}` }) };
}

/** Whether somebody saved or deleted the file since it was replaced: it is theirs now, and is left as it is. */
function takenFrom(target: string, aside: Aside): Back | undefined {
  const { instead } = aside;
  const now = fs.lstatSync(target, { bigint: true, throwIfNoEntry: false });
  if (!now || !isSame(now, instead)) return { status: 'left' };
  if (now.size === instead.size && now.mtimeNs === instead.mtimeNs) return undefined;
  return left(aside, 'it was written to during the run');
}

function left({ original, instead }: Aside, why: string): Back {
  const difference = differenceOf(instead, original);
  const what = difference === undefined ? 'has' : `has ${difference}, and`;
  return {
    status: 'left',
    lost: `${what} lost its access list and extended attributes, if it had any (${why})`,
  };
}
