import { DOT, hashOf, mayBeStored, OFFSET, PRIME, WORD } from './identifiers.ts';

/**
 * For each of many texts a filter of its identifiers, all in one piece of memory. A filter has words of 32 bits. An identifier sets four
 * bits of one word, so that it is put in and looked for with one access. Of the texts that do not hold an identifier a few in a thousand are
 * found all the same.
 */
export interface Filters {
  /** Adds the next text, by its bytes: no string is made. */
  add(bytes: Uint8Array): void;
  /** The numbers of the texts, in the order in which they were added, that may hold an identifier; no other does. */
  mayHold(identifier: string): readonly number[];
  /** Those that may have it as an attribute to which something may be stored, as `mayBeStored` tells. */
  mayStore(identifier: string): readonly number[];
}

/** In bytes. Code has a new identifier for every 20 to 30 of them. */
const TEXT_PER_WORD = 32;
/** A word is found by 16 bits of the hash. */
const MOST_WORDS = 1 << 16;
/** Makes another identifier of one that is stored. */
const STORED = 0x5bd1e995;

export function newFilters(): Filters {
  let words = new Int32Array(1 << 10);
  /** Where the filter of each text begins, and behind the last one where it ends. */
  const starts = [0];
  const find = (place: number): readonly number[] => {
    const found: number[] = [];
    const bits = bitsFor(place);
    for (let text = 0; text < starts.length - 1; text++) {
      const start = starts[text]!;
      const count = starts[text + 1]! - start;
      if (count > 0 && (words[start + wordOf(place, count)]! & bits) === bits) found.push(text);
    }
    return found;
  };
  return {
    add(bytes) {
      const start = starts[starts.length - 1]!;
      const count = Math.min(MOST_WORDS, Math.ceil(bytes.length / TEXT_PER_WORD));
      if (start + count > words.length) words = enlarged(words, start + count);
      put(bytes, words, start, count);
      starts.push(start + count);
    },
    mayHold: (identifier) => find(mixed(hashOf(identifier))),
    mayStore: (identifier) => find(mixed(hashOf(identifier) ^ STORED)),
  };
}

/** Takes turns between reading bytes and setting bits: this loop is what an index of many files costs. */
function put(bytes: Uint8Array, words: Int32Array, first: number, count: number): void {
  const length = bytes.length;
  for (let at = 0; at < length; at++) {
    if (WORD[bytes[at]!] === 0) continue;
    const start = at;
    let hash = OFFSET;
    do hash = Math.imul(hash ^ bytes[at]!, PRIME);
    while (++at < length && WORD[bytes[at]!] === 1);
    const place = mixed(hash);
    words[first + wordOf(place, count)]! |= bitsFor(place);
    if (bytes[start - 1] === DOT && mayBeStored(bytes, start, at)) {
      const stored = mixed(hash ^ STORED);
      words[first + wordOf(stored, count)]! |= bitsFor(stored);
    }
  }
}

/** All bits of a hash depend on all of the identifier, the upper ones too. */
function mixed(hash: number): number {
  const half = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return half ^ (half >>> 13);
}

const wordOf = (place: number, count: number): number => ((place >>> 16) * count) >>> 16;

function bitsFor(place: number): number {
  const bits = Math.imul(place, 0x297a2d39);
  return (1 << (bits >>> 27)) | (1 << (bits >>> 22)) | (1 << (bits >>> 17)) | (1 << (bits >>> 12));
}

function enlarged(words: Int32Array<ArrayBuffer>, least: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(Math.max(least, words.length * 2));
  larger.set(words);
  return larger;
}
