import { createHash } from '../crypto.ts';

/** Digits of a hash in a recording. */
const LENGTH = 16;

/** The text of a file as recordings know it: the first digits of the SHA-256 of its bytes. */
export const hashOf = (bytes: Uint8Array): string =>
  createHash('sha256').update(bytes).digest('hex').slice(0, LENGTH);
