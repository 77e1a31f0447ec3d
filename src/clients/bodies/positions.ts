import { methodsOf, option, type ClientCall } from '../../core/model/calls.ts';
import { isConstant, type Value } from '../../core/model/values.ts';
import type { Intent } from '../../core/rule.ts';
import { isPlainNone } from './bodies.ts';
import { methodNamed, REQUESTS, urlIndex, type Method } from '../methods.ts';
import { GONE, WITHOUT_EFFECT } from '../options.ts';
import { isAmong } from '../overrides/overrides.ts';

/** Arguments after the URL that are given by position, with the names they had in the old client. */
export interface Positioned {
  readonly extra: readonly Value[];
  /** The index of the first of them among the positional arguments of the call. */
  readonly first: number;
  /** One for each, or why they are not known. */
  readonly names: readonly string[] | 'too-many' | 'ambiguous';
}

/** The methods that a call may be of, as far as they send requests; undefined where that is not known. */
const ordersOf = (call: ClientCall): readonly Method[] | undefined =>
  methodsOf(call)?.flatMap((name) => (REQUESTS.includes(name) ? (methodNamed(name) ?? []) : []));

/** Undefined where nothing after the URL is given by position, or the method takes no URL. */
export function positionedIn(call: ClientCall): Positioned | undefined {
  const orders = ordersOf(call);
  if (orders?.length === 0) return undefined;
  const [order = { positional: ['url'] }] = orders ?? [];
  const first = order.positional.indexOf('url') + 1;
  const extra = call.args.slice(first);
  if (extra.length === 0) return undefined;
  const leads = orders?.map((one) => one.positional.slice(0, first + extra.length).join()) ?? [];
  if (leads.length === 0 || new Set(leads).size > 1) return { extra, first, names: 'ambiguous' };
  const names = order.positional.slice(first, first + extra.length);
  return { extra, first, names: names.length < extra.length ? 'too-many' : names };
}

/** Whether positional arguments that cannot be seen may come after the URL in a method that took `data` there. */
export function mayPositionBody(call: ClientCall): boolean {
  const orders = ordersOf(call);
  return (
    orders?.[0] !== undefined &&
    orders[0].positional.includes('data') &&
    call.args.length <= urlIndex(orders[0]) + 1
  );
}

/** Why the arguments cannot all be named; undefined where they can. Names are spelled by `spell`. */
export function problemWith(
  call: ClientCall,
  { extra, names }: Positioned,
  spell: (name: string) => string,
): string | undefined {
  if (names === 'ambiguous') return 'the possible methods take different arguments there';
  if (names === 'too-many') return 'the method never took so many arguments by position';
  if (call.hidden.may === 'anything' && call.hidden.positional) return call.hidden.because;
  const twice = names.find((name) => option(call, name));
  if (twice !== undefined) return `\`${spell(twice)}\` is also given by keyword`;
  const { override } = call;
  const among = override && names.find((name) => isAmong(override, name));
  if (among !== undefined)
    return `\`**${override?.rest ?? ''}\` holds \`${spell(among)}\` too: take it out first`;
  const lost = names.find((name, index) => GONE.includes(name) && !isDropped(extra[index]!, name));
  return lost === undefined ? undefined : `httpx has no per-request option \`${spell(lost)}\``;
}

/**
 * What httpx sends of a form, or of a query, that requests did not: the keys whose value is None. Naming the argument alone does
 * not keep the request as it was. Undefined where nothing shows such a key.
 */
export function noneSent({ extra, names }: Positioned): 'surely' | 'maybe' | undefined {
  const all = extra.flatMap(({ holdsNone }, index) =>
    holdsNone && ['data', 'params'].includes(names[index] ?? '') ? [holdsNone] : [],
  );
  return all.includes('surely') ? 'surely' : all[0];
}

/** What requests and httpx write differently in a form, or in a query. Naming the argument alone changes the request. */
export const spelledSent = ({ extra, names }: Positioned): 'boolean' | 'bytes' | undefined =>
  extra.find(({ holdsSpelled }, index) => holdsSpelled && ['data', 'params'].includes(names[index] ?? ''))
    ?.holdsSpelled;

/** Names every argument, and removes those that have no effect. */
export function namingIntents(
  call: ClientCall,
  { extra, first }: Positioned,
  names: readonly string[],
): readonly Intent[] {
  const also = extra.map((_, index) => first + index);
  const [item, ...more] = extra.filter((value, index) => isDropped(value, names[index]!));
  const named = extra.flatMap((value, index): Intent[] => {
    const as = names[index]!;
    return isDropped(value, as) ? [] : [{ do: 'name-argument', call, index: first + index, as, also }];
  });
  return item ? [{ do: 'remove', call, item, more }, ...named] : named;
}

/** Whether an argument only repeats the default. `allow_redirects=None` does not: it turned redirects off. */
function isDropped(value: Value, as: string): boolean {
  if (!value.inert || as === 'allowRedirects') return false;
  if (isPlainNone(value) || WITHOUT_EFFECT.includes(as)) return true;
  return as === 'stream' && isConstant(value, false);
}
