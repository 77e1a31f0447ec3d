import { isOnly, textsOf, type Item, type Value } from '../../core/model/values.ts';
import { list, mapping, quote, text, tuple, type Expr } from '../../core/rule.ts';
import type { Written } from '../values/arguments.ts';
import { isPlain } from './urls.ts';

type Pair = readonly [key: string, value: string];

/** One value, as the clients write it in a query; undefined where that is not known, or where a client encodes it. */
function printed(value: Value): readonly string[] | undefined {
  const shape = value.written?.start === value.start ? value.written.shape : undefined;
  if (shape?.is === 'list' || shape?.is === 'tuple') {
    const items = shape.items.map(printed);
    return items.every((one) => one !== undefined) ? items.flat() : undefined;
  }
  const [only, ...others] = value.constants ?? [];
  if (only === undefined || others.length > 0 || !value.inert || value.member) return undefined;
  if (only === null) return [];
  const known = typeof only === 'boolean' ? (only ? 'True' : 'False') : String(only);
  return isPlain(known) ? [known] : undefined;
}

/** What is written as `params`, as a query: `a=1&b=2`. Undefined where not all of it is known to be sent as it is. */
export function asQuery({ items }: Pick<Written, 'items'>): string | undefined {
  const parts = items.map(({ key, value }) => {
    const name = key && keyOf(key);
    const values = printed(value);
    return name !== undefined && isPlain(name) ? values?.map((one) => `${name}=${one}`) : undefined;
  });
  return parts.every((one) => one !== undefined) ? parts.flat().join('&') : undefined;
}

export function keyOf(key: Value): string | undefined {
  const [only, ...others] = textsOf(key) ?? [];
  return others.length === 0 && isOnly(key, 'text') ? only : undefined;
}

/** The pairs of a URL and what is written as `params` in one; undefined where the query would be another, in its order too. */
export function merged(pairs: readonly Pair[], written: Written): Expr | undefined {
  const { items, as } = written;
  const own = items.map(({ key }) => key && keyOf(key));
  const names = pairs.map(([name]) => name);
  if (own.includes(undefined) || new Set(names).size < names.length) return undefined;
  const shared = names.filter((name) => own.includes(name));
  if (as === 'pairs') {
    const added = pairs.map(([name, value]) => tuple(text(name), text(value)));
    return shared.length > 0 ? undefined : list([...added, ...items.map(quote)]);
  }
  const [first, ...others] = items;
  const isAdjacent = shared.length === 1 && shared[0] === names.at(-1) && shared[0] === own[0];
  if (shared.length > 0 && !(isAdjacent && first && isScalar(first.value))) return undefined;
  const kept = isAdjacent ? others : items;
  return mapping([
    ...pairs.map(([name, value]): readonly [Expr, Expr] => [
      text(name),
      isAdjacent && first && name === shared[0] ? list([text(value), quote(first.value)]) : text(value),
    ]),
    ...kept.flatMap((item) => entryOf(item, as)),
  ]);
}

const isScalar = (value: Value): boolean => isOnly(value, 'text', 'number', 'boolean');

const entryOf = ({ key, value }: Item, as: Written['as']): readonly (readonly [Expr, Expr])[] =>
  key ? [[as === 'names' ? text(keyOf(key) ?? '') : quote(key), quote(value)]] : [];

/** Pairs of which some values are lists as one pair for each value; undefined where a list is not written there. */
export function expanded({ items }: Written): Expr | undefined {
  const pairs = items.map((item): readonly Expr[] | undefined => {
    if (!isList(item.value)) return [quote(item)];
    const shape = item.value.written?.start === item.value.start ? item.value.written.shape : undefined;
    const { key } = item;
    if (!key?.inert || (shape?.is !== 'list' && shape?.is !== 'tuple')) return undefined;
    // A dictionary or None among them is no value of its own to requests.
    if (!shape.items.every(isScalar)) return undefined;
    return shape.items.map((one) => tuple(quote(key), quote(one)));
  });
  return pairs.every((one) => one !== undefined) ? list(pairs.flat()) : undefined;
}

export const isList = (value: Value): boolean => isOnly(value, 'sequence', 'pairs');

/** Whether a key comes again after another one. */
export function isInterleaved({ items }: Written): boolean {
  const names = items.map(({ key }) => key && keyOf(key));
  return names.some(
    (name, index) => name !== undefined && names.indexOf(name) < index && names[index - 1] !== name,
  );
}
