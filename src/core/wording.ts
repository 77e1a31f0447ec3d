import type { LanguageName } from './rule.ts';

/** What the rules call the client that calls are written for, and the one they become calls of. */
export const OLD: Readonly<Record<LanguageName, string>> = {
  python: 'requests',
  javascript: 'the old client',
};
export const NEW: Readonly<Record<LanguageName, string>> = { python: 'httpx', javascript: 'the new client' };
