/** Ten bits and seven probes per element give one false positive in a hundred, and no false negative. */
const BITS = 10;
const PROBES = 7;

export type Bloom = Uint8Array;

/** A compact set of 32-bit hashes. */
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

/** The distance between probes: odd, and independent of the hash. */
const stepOf = (hash: number): number => (Math.imul(hash ^ (hash >>> 16), 0x45d9f3b) >>> 0) | 1;
