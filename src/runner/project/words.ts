import { mayBeStored, WORD } from './identifiers.ts';

/** The identifiers of a text, in the bytes of UTF-8, and whether something may be stored to one as an attribute. */
export type Words = ReadonlyMap<string, boolean>;

/** What is a key of `Words`. */
export const keyOf = (identifier: string): string => Buffer.from(identifier, 'utf8').toString('latin1');

/** Tells of each identifier what `holdsIdentifier` tells. It takes about as long as ten calls of that. */
export function wordsOf(bytes: Buffer): Words {
  const words = new Map<string, boolean>();
  for (let at = 0; at < bytes.length; at++) {
    if (WORD[bytes[at]!] === 0) continue;
    const start = at;
    while (at < bytes.length && WORD[bytes[at]!] === 1) at++;
    const word = bytes.toString('latin1', start, at);
    if (words.get(word) !== true) words.set(word, mayBeStored(bytes, start, at));
  }
  return words;
}

/** In bytes. To read a shorter file again costs less than to keep its identifiers. */
const LONG = 16 * 1024;
/** A file that was asked about so often will be again. */
const OFTEN = 16;
/** Identifiers to keep at most, of all files: some tens of megabytes. */
const MOST = 300_000;

/** Keeps the identifiers of long files that are asked about again and again. A file that defines helpers is asked about for each of their names. */
export function keptWords(): {
  at(path: string): Words | undefined;
  /** Tells that a file was read, as its identifiers are not kept. */
  add(path: string, bytes: Buffer): void;
} {
  const asked = new Map<string, number>();
  const kept = new Map<string, Words>();
  let size = 0;
  return {
    at: (path) => kept.get(path),
    add(path, bytes) {
      if (bytes.length < LONG) return;
      const times = (asked.get(path) ?? 0) + 1;
      asked.set(path, times % OFTEN);
      if (times < OFTEN) return;
      const words = wordsOf(bytes);
      kept.set(path, words);
      size += words.size;
      // A map keeps the order of insertion.
      for (const [oldest, { size: its }] of kept) {
        if (size <= MOST || oldest === path) break;
        kept.delete(oldest);
        size -= its;
      }
    },
  };
}
