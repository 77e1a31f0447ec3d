import { option, type ClientCall, type Value } from './model.ts';
import { call as callOf, member, quote, text, type Expr, type RuleContext } from './rule.ts';

/** The name of a method as `request` takes it; `name.lower()` becomes `name.upper()`. */
export function verbOf(method: Value, cx: RuleContext): Expr {
  const source = cx.text(method);
  const [only, ...others] = method.constants ?? [];
  if (only !== undefined && others.length === 0 && /^["']/.test(source)) return text(only.toUpperCase());
  const lowered = /^[\w.[\]]+(?=\.(?:lower|toLowerCase)\(\)$)/.exec(source)?.[0];
  const plain = lowered === undefined ? method : { start: method.start, end: method.start + lowered.length };
  return callOf(member(quote(plain), cx.language === 'python' ? 'upper' : 'toUpperCase'), []);
}

/** Given a URL alone and a body, no method but the verbs would have worked; a subclass may have others. */
export const isVerb = (call: ClientCall): boolean => call.args.length + (option(call, 'url') ? 1 : 0) === 1;
