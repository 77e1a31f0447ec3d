import type * as Crypto from 'node:crypto';

/** Loaded by what first asks for it: that takes several milliseconds, and most runs need no hash. */
const crypto = (): typeof Crypto => process.getBuiltinModule('node:crypto');

/** As that of `node:crypto`. */
export const createHash = (algorithm: 'sha1' | 'sha256'): Crypto.Hash => crypto().createHash(algorithm);

/** As that of `node:crypto`. */
export const randomBytes = (size: number): Buffer => crypto().randomBytes(size);
