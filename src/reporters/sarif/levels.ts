import type { Level } from '../../core/rule.ts';
import type { Listed } from '../listed/listed.ts';

/** How urgent findings of a rule are, as far as they are listed: the most urgent is what a rule stands for. */
export function levelsOf(results: readonly Listed[]): ReadonlyMap<string, ResultLevel> {
  const found = new Map<string, ResultLevel>();
  for (const { rule, level } of results) {
    const known = found.get(rule);
    const own = RESULT_LEVELS[level];
    if (known === undefined || RANKS.indexOf(own) < RANKS.indexOf(known)) found.set(rule, own);
  }
  return found;
}

export type ResultLevel = 'error' | 'warning' | 'note';

const RANKS: readonly ResultLevel[] = ['error', 'warning', 'note'];

export const RESULT_LEVELS: Readonly<Record<Level, ResultLevel>> = {
  fails: 'error',
  warns: 'warning',
  differs: 'note',
};
