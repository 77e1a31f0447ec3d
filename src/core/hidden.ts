import { placeOf } from './bodies.ts';
import type { HiddenOption, Site } from './model.ts';
import type { Finding, RuleContext } from './rule.ts';

/** What a rule says of options that reach a call from elsewhere: the message begins with them and ends with `advice`. */
export function* reportHidden(
  call: Site,
  hidden: readonly HiddenOption[],
  { advice, why }: { readonly advice: string; readonly why: string },
  cx: RuleContext,
): Generator<Finding> {
  if (hidden.length === 0) return;
  const message = `this call is given ${listHidden(hidden, cx.spell)}${advice}`;
  yield { at: placeOf(call), message, why: `${why}; the option is written elsewhere` };
}

/** Options a spread hides, for a person: "`json` (line 12), `data` (tests/test_a.py:3)". */
export const listHidden = (hidden: readonly HiddenOption[], spell: (name: string) => string): string =>
  [...new Set(hidden.map(({ name, where }) => `\`${spell(name)}\` (${where})`))].join(', ');
