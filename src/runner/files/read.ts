import { closeSync, constants, fstatSync, openSync, readSync, statSync, type Stats } from 'node:fs';
import { codeOf, reasonOf } from '../errors.ts';

/** In bytes. A longer file is no source file and is not read. */
export const MAX_READ = 64 * 1024 * 1024;

/** In bytes. A longer text is neither parsed nor rewritten: that takes a hundred times as much memory. */
export const MAX_TEXT = 5 * 1024 * 1024;

export interface Unread {
  readonly reason: 'unreadable' | 'too-large';
  readonly problem: string;
}

export type Read = { readonly bytes: Buffer } | Unread;

/**
 * Opens without waiting: a FIFO without a writer, a leased file and a terminal that wants to be controlled return at once.
 * Windows has neither flag: undefined counts as 0.
 */
const READ_ONLY = constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY;

/**
 * Reads a regular file of at most `most` bytes. Never waits and never throws. Anything else than a regular file is refused, by what
 * was opened: a file may become a FIFO at any time.
 *
 * Reads synchronously: for small files four times as fast as batches of asynchronous reads.
 */
export function readBytes(file: string, most = MAX_READ): Read {
  return opened(file, most, (descriptor, size) => collect(size, most, reading(descriptor)));
}

/** In bytes. */
const SHARED = 256 * 1024;

/**
 * Reads many files, one after the other, that were regular files when they were listed: with half of the calls of the system that `readBytes`
 * makes. Short ones come in memory that they share: what is handed out is good until the next file is read. Of what has taken the place of
 * a file since it was listed, no more is read than that memory holds. Never waits and never throws.
 */
export function readerOfListed(): (file: string, most?: number) => Read {
  const shared = Buffer.allocUnsafe(SHARED);
  return (file, most = MAX_READ) => {
    let descriptor: number | undefined;
    try {
      descriptor = openSync(file, READ_ONLY);
      const filled = fill(shared, reading(descriptor));
      if (filled < SHARED && filled <= most) return { bytes: shared.subarray(0, filled) };
    } catch {
      // What is wrong is told below, in the same words as for any other file.
    } finally {
      if (descriptor !== undefined) close(descriptor);
    }
    return readBytes(file, most);
  };
}

/** In bytes: for what the command itself has just made. */
export const ANY_SIZE = Number.MAX_SAFE_INTEGER;

/**
 * Reads a regular file of at most `most` bytes in pieces, and answers why it cannot where that is so. The pieces share their memory. `take`
 * answers `false` where it wants no more. Never waits and never throws.
 */
export function readPieces(
  file: string,
  most: number,
  take: (piece: Buffer) => boolean | void,
): Unread | undefined {
  const piece = Buffer.allocUnsafe(CHUNK);
  return opened(file, most, (descriptor) => {
    const read = reading(descriptor);
    for (let total = 0; ;) {
      const filled = fill(piece, read);
      total += filled;
      if (total > most) return tooLarge(most);
      const isEnough = filled === 0 || take(piece.subarray(0, filled)) === false;
      if (isEnough || filled < piece.length) return undefined;
    }
  });
}

/** Hands out a regular file that is open, and closes it. Why it cannot be opened or read, where that is so. */
function opened<T>(file: string, most: number, use: (descriptor: number, size: number) => T): T | Unread {
  let descriptor: number | undefined;
  try {
    // Opening a device may do something, and opening a FIFO wakes its writer.
    const refusal = refusalOf(statSync(file), most);
    if (refusal) return refusal;
    descriptor = openSync(file, READ_ONLY);
    const stat = fstatSync(descriptor);
    return refusalOf(stat, most) ?? use(descriptor, stat.size);
  } catch (error) {
    return { reason: 'unreadable', problem: problemOf(error) };
  } finally {
    if (descriptor !== undefined) close(descriptor);
  }
}

const reading =
  (descriptor: number) =>
  (into: Buffer, from: number): number =>
    readSync(descriptor, into, from, into.length - from, null);

/** What was read stays read, whatever the system says of closing it: only what is written can get lost then. */
function close(descriptor: number): void {
  try {
    closeSync(descriptor);
  } catch {
    return;
  }
}

/** A regular file may be empty for now and never end, as those of the kernel's log do. */
const problemOf = (error: unknown): string =>
  codeOf(error) === 'EAGAIN' ? 'nothing can be read from it without waiting' : reasonOf(error);

function refusalOf(stat: Stats, most: number): Unread | undefined {
  const kind = specialKind(stat);
  if (kind !== undefined) return { reason: 'unreadable', problem: notAFile(kind) };
  return stat.size > most
    ? { reason: 'too-large', problem: `${megabytes(stat.size)} is too large to read` }
    : undefined;
}

/** What is there instead of a regular file; undefined for a regular file. */
export function specialKind(stat: Stats): string | undefined {
  if (stat.isFile()) return undefined;
  if (stat.isDirectory()) return 'a folder';
  if (stat.isFIFO()) return 'a FIFO';
  if (stat.isSocket()) return 'a socket';
  return 'a device';
}

export const notAFile = (kind: string): string => `it is ${kind}, not a regular file`;

/** Where the size is unknown: some files say 0 and have content, as those in /proc. Their reads want whole pages. */
const FIRST = 4096;
const CHUNK = 1024 * 1024;
/** A signal may interrupt a read; no file is interrupted this often in a row. */
const MAX_INTERRUPTIONS = 100;

/**
 * Everything that `read` gives until it gives nothing, unless that is more than `most`. A file may be longer than its size, so this
 * counts what was read. `read` fills a buffer from an index on and returns the number of bytes, 0 at the end.
 */
export function collect(size: number, most: number, read: (into: Buffer, from: number) => number): Read {
  const chunks: Buffer[] = [];
  let total = 0;
  for (;;) {
    // One byte more than the size, so that one buffer also shows the end.
    const chunk = Buffer.allocUnsafe(total > 0 ? CHUNK : size > 0 ? size + 1 : FIRST);
    const filled = fill(chunk, read, total === 0 ? size : 0);
    total += filled;
    if (total > most) return tooLarge(most);
    chunks.push(chunk.subarray(0, filled));
    if (filled < chunk.length) return { bytes: chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks) };
  }
}

const tooLarge = (most: number): Unread => ({
  reason: 'too-large',
  problem: `more than ${megabytes(most)} is too large to read`,
});

/**
 * Reads until the buffer is full or nothing comes any more; returns the number of bytes. A file of `size` bytes that gives them all at once
 * where there is room for more has no more; 0: its size says nothing.
 */
function fill(into: Buffer, read: (into: Buffer, from: number) => number, size = 0): number {
  let filled = 0;
  let interruptions = 0;
  while (filled < into.length) {
    try {
      const count = read(into, filled);
      if (count === 0) break;
      filled += count;
      if (size > 0 && count === size && filled < into.length) break;
      interruptions = 0;
    } catch (error) {
      if (codeOf(error) !== 'EINTR' || ++interruptions > MAX_INTERRUPTIONS) throw error;
    }
  }
  return filled;
}

export const megabytes = (size: number): string => `${(size / 1024 / 1024).toFixed(1)} MB`;
