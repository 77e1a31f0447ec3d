import type { Changes } from './change.ts';

/** What changed in how a client is made, what it has, and options that are gone. */
export const OF_CLIENTS = {} satisfies Changes;
