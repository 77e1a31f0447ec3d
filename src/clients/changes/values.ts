import type { Changes } from './change.ts';

/** What changed in values of forms, queries, headers and files. */
export const OF_VALUES = {} satisfies Changes;
