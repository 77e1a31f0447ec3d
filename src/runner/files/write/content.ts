import * as fs from 'node:fs';
import { codeOf } from '../../errors.ts';

/** Why a file is not the one that was read. */
export interface Changed {
  readonly changed: string;
}

/** What the file is now, if it is still a regular file, and no link, that holds these bytes. Throws what `fs` throws. */
export function holding(file: string, bytes: Uint8Array): fs.BigIntStats | Changed {
  const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = fs.constants;
  // A FIFO without a writer would be waited for, and a socket cannot be opened.
  const entry = fs.lstatSync(file, { bigint: true });
  if (!entry.isFile()) return { changed: `it is ${kindOf(entry)} now` };
  let descriptor: number;
  try {
    descriptor = fs.openSync(file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  } catch (error) {
    if (codeOf(error) === 'ELOOP') return { changed: 'it is a link now' };
    throw error;
  }
  try {
    const stat = fs.fstatSync(descriptor, { bigint: true });
    if (!stat.isFile()) return { changed: `it is ${kindOf(stat)} now` };
    return stat.size === BigInt(bytes.length) && holds(descriptor, bytes)
      ? stat
      : { changed: 'it changed during the run' };
  } finally {
    fs.closeSync(descriptor);
  }
}

/** Reads one byte more than is expected, and so never without end. */
function holds(descriptor: number, bytes: Uint8Array): boolean {
  const found = Buffer.allocUnsafe(bytes.length + 1);
  let length = 0;
  while (length < found.length) {
    const read = fs.readSync(descriptor, found, length, found.length - length, null);
    if (read === 0) break;
    length += read;
  }
  return found.subarray(0, length).equals(bytes);
}

function kindOf(stat: fs.BigIntStats): string {
  if (stat.isSymbolicLink()) return 'a link';
  if (stat.isDirectory()) return 'a folder';
  return stat.isFIFO() ? 'a FIFO' : stat.isSocket() ? 'a socket' : 'a device';
}
