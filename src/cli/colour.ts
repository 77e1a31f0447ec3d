import { Chalk } from 'chalk';
import type { Painter } from '../reporters/reporter.ts';

export const colourWishes = ['auto', 'always', 'never'] as const;
export type ColourWish = (typeof colourWishes)[number];

type Level = 0 | 1 | 2 | 3;

/** The painter for one stream. */
export const painterFor = (
  wish: ColourWish,
  env: Readonly<NodeJS.ProcessEnv>,
  stream: { readonly isTerminal: boolean },
): Painter => new Chalk({ level: colourLevel(wish, env, stream.isTerminal) });

/** `--color` wins over NO_COLOR, which wins over FORCE_COLOR, which wins over the terminal. Chalk ignores NO_COLOR. */
export function colourLevel(wish: ColourWish, env: Readonly<NodeJS.ProcessEnv>, isTerminal: boolean): Level {
  switch (wish) {
    case 'always':
      return 1;
    case 'never':
      return 0;
    case 'auto':
      if (env['NO_COLOR']) return 0;
      return forced(env['FORCE_COLOR']) ?? (isTerminal && env['TERM'] !== 'dumb' ? 1 : 0);
  }
}

/** Reads FORCE_COLOR as supports-color does: a level, or any other word for level 1. Empty counts as not set. */
function forced(value: string | undefined): Level | undefined {
  if (!value) return undefined;
  if (value === '0' || value === 'false') return 0;
  return value === '2' ? 2 : value === '3' ? 3 : 1;
}
