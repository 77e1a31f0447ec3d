import type { Changes } from './change.ts';

/** What changed in names of packages: exceptions, types, codes, patch targets. */
export const OF_NAMES = {} satisfies Changes;
