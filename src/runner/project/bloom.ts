/** Ten bits and seven probes an element: one answer in a hundred is a false yes, none a false no. */
const BITS = 10;
const PROBES = 7;

export type Bloom = Uint8Array;

/** A set of 32-bit hashes in little room. */
export function bloomOf(hashes: Int32Array): Bloom {
  const bloom = new Uint8Array(Math.ceil((Math.max(1, hashes.length) * BITS) / 8));
  for (const hash of hashes) {
    const step = stepOf(hash);
    for (let probe = 0, at = hash >>> 0; probe < PROBES; probe++, at = (at + step) >>> 0) {
      const bit = at % (bloom.length * 8);
      bloom[bit >> 3]! |= 1 << (bit & 7);
    }
  }
  return bloom;
}

/** Whether the set may hold the hash. */
export function mayHold(bloom: Bloom, hash: number): boolean {
  const step = stepOf(hash);
  for (let probe = 0, at = hash >>> 0; probe < PROBES; probe++, at = (at + step) >>> 0) {
    const bit = at % (bloom.length * 8);
    if ((bloom[bit >> 3]! & (1 << (bit & 7))) === 0) return false;
  }
  return true;
}

/** Odd, and unrelated to the hash itself. */
const stepOf = (hash: number): number => (Math.imul(hash ^ (hash >>> 16), 0x45d9f3b) >>> 0) | 1;
