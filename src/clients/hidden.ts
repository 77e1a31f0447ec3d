import { lineName } from '../core/lines.ts';
import { placeOf, type ClientCall, type Invocation } from '../core/model/calls.ts';
import type { HiddenOption } from '../core/model/options.ts';
import type { Effect, Finding, RuleContext } from '../core/rule.ts';

/**
 * What a rule says about options that reach a call from elsewhere. The message names them and where they are written,
 * and ends with `advice`, an imperative: "rename it there".
 */
export function* reportHidden(
  call: Invocation,
  hidden: readonly HiddenOption[],
  { advice, ...effect }: { readonly advice: string } & Effect,
  cx: RuleContext,
): Generator<Finding> {
  if (hidden.length === 0) return;
  yield { at: placeOf(call), message: messageOf(hidden, advice, cx.spell), ...effect };
}

/** Thousands of calls may share a list of thousands of options, and thus the text that names them. */
function messageOf(hidden: readonly HiddenOption[], advice: string, spell: RuleContext['spell']): string {
  const known = messages.get(hidden);
  // The list is of one language, which spells its names in one way.
  if (known?.advice === advice) return known.message;
  const reach = new Set(hidden.map(({ name }) => name)).size > 1 ? 'reach' : 'reaches';
  const message = `${listHidden(hidden, spell)} ${reach} this call: ${advice}`;
  messages.set(hidden, { advice, message });
  return message;
}

const messages = new WeakMap<
  readonly HiddenOption[],
  { readonly advice: string; readonly message: string }
>();

/** Options that unpacking passes on, with their places: "`json` (conftest.py:12), `data` (tests/test_a.py:3)". */
export const listHidden = (hidden: readonly HiddenOption[], spell: (name: string) => string): string =>
  [...new Set(hidden.map(({ name, where }) => `\`${spell(name)}\` (${lineName(where)})`))].join(', ');

/**
 * Those of some hidden options that may come with one of some methods, where the method of the call is chosen at run time and the
 * code that gives an option asks which it is: `if method == "post": kwargs["json"] = body`.
 */
export function withMethods(
  { callee }: ClientCall,
  hidden: readonly HiddenOption[],
  methods: readonly string[],
  cx: RuleContext,
): readonly HiddenOption[] {
  if (callee.via !== 'dynamic') return hidden;
  const name = cx.text(callee.name).replace(/\.(lower|upper)\(\)$/, '');
  const may = ({ choices = [] }: HiddenOption, method: string): boolean =>
    choices.every(
      ({ of, only, never }) => of !== name || ((only?.includes(method) ?? true) && !never?.includes(method)),
    );
  return hidden.filter((one) => methods.some((method) => may(one, method)));
}
