import { closest } from '../core/closest.ts';
import type { Rule } from '../core/rule.ts';
import { UsageError } from './errors.ts';

/** Nothing is selected by no name. Throws a `UsageError` for a name that no rule has. */
export function chooseRules(
  all: readonly Rule[],
  select: readonly string[],
  ignore: readonly string[],
): readonly Rule[] {
  const known = all.map(({ name }) => name);
  for (const [option, names] of [
    ['--select', select],
    ['--ignore', ignore],
  ] as const) {
    for (const name of names) check(name, known, option);
  }
  return all.filter(({ name }) => (select.length === 0 || select.includes(name)) && !ignore.includes(name));
}

function check(name: string, known: readonly string[], option: string): void {
  if (known.includes(name)) return;
  const meant = closest(name, known);
  throw new UsageError(
    `${option}: there is no rule ${name}`,
    meant === undefined ? 'bump-testclient rules lists them' : `did you mean ${meant}?`,
  );
}
