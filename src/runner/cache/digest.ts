import { createHash } from '../crypto.ts';

/** Tells contents apart. `undefined`: nothing can be read there. */
export const digestOf = (bytes: Uint8Array | string | undefined): string =>
  bytes === undefined ? 'none' : createHash('sha256').update(bytes).digest('hex');
