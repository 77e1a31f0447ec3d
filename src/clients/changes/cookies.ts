import type { Changes } from './change.ts';

/** What changed in cookies: those of a request, and the jar. */
export const OF_COOKIES = {} satisfies Changes;
