import type { Changes } from './change.ts';

/** What changed in what a response is and has: its attributes, its truth, its URL. */
export const OF_RESPONSES = {} satisfies Changes;
