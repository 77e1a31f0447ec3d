import type { Changes } from './change.ts';

/** What changed in applications and their answers, websockets too. */
export const OF_APPLICATIONS = {} satisfies Changes;
