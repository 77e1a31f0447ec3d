import type { Effect, CodeLanguage, Level } from '../../core/rule.ts';

/** One change between the clients. */
export interface Change {
  /** What happens to code that was not migrated, in the client of each language. */
  readonly effects: Readonly<Record<CodeLanguage, Effect>>;
  /** Where this can be read or seen. */
  readonly source: string;
}

/** A change of Python's clients, and what it is in JavaScript's: absent where its client has no such thing. */
export const change = (source: string, python: Effect, javascript = python): Change => ({
  effects: { python, javascript },
  source,
});

/** `from`: the first version where anything happens at all, where that is before `since`. */
export const effect = (level: Level, since: string, why: string, from?: string): Effect => ({
  level,
  since,
  why,
  ...(from !== undefined && { from }),
});

/** An error of the new client in JavaScript, which has no versions. */
export const fails = (why: string): Effect => ({ level: 'fails', why });

export type Changes = Readonly<Record<string, Change>>;
