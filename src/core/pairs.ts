import { isOnly, mayBe, type Entry, type Pairs, type Value } from './model.ts';

/** The values of a key, in order. */
export interface Group {
  readonly key: Value;
  readonly values: readonly Value[];
}

/**
 * Pairs by key, in order: as a mapping can hold them without changing what is sent. Undefined where a key is not one
 * known string, or comes again with others in between.
 */
export function group(entries: readonly Entry[]): readonly Group[] | undefined {
  const groups: { key: Value; values: Value[] }[] = [];
  const seen = new Set<string>();
  let last: string | undefined;
  for (const { key, value } of entries) {
    const id = keyOf(key);
    if (id === undefined) return undefined;
    if (id === last) {
      groups.at(-1)?.values.push(value);
      continue;
    }
    if (seen.has(id)) return undefined;
    seen.add(id);
    last = id;
    groups.push({ key, values: [value] });
  }
  return groups;
}

const keyOf = ({ constants = [], kinds }: Value): string | undefined =>
  constants.length === 1 && isOnly({ kinds }, 'text') ? constants[0] : undefined;

/**
 * Why an object of JavaScript cannot stand for pairs with these keys, if so: it has its own idea of the order of keys that
 * look like integers, and of one name.
 */
export function troubleWith(entries: readonly Entry[]): string | undefined {
  const keys = entries.map(({ key }) => keyOf(key));
  if (keys.includes(undefined)) return 'a key cannot be seen: two may be the same';
  if (keys.includes('__proto__')) return '`__proto__` in an object is its prototype, and no key';
  const first = keys.filter((key, index) => keys.indexOf(key) === index);
  const inObject = Object.keys(Object.fromEntries(first.map((key = '') => [key, true] as const)));
  if (first.some((key, index) => key !== inObject[index]))
    return 'keys that look like integers would come first in an object';
  return group(entries) ? undefined : 'a key comes again with others in between';
}

const SCALARS = ['text', 'bytes', 'number', 'boolean'] as const;

/** The literal may be written anew: nothing else uses it, and nothing says that it is a list. */
export const mayBecomeMapping = ({ only, annotated }: Pairs): boolean => only && !annotated;

/** requests left out a pair whose value is `None`. */
export const isLeftOut = ({ key, value }: Entry): boolean =>
  isOnly(value, 'none') && value.inert === true && key.inert === true;

/** httpx writes bytes as their `repr`, except beside files; a list among repeated values would be nested. */
export const fits = ({ values }: Group, hasFiles: boolean): boolean =>
  values.every(
    (one) => (hasFiles || !mayBe(one, 'bytes')) && (values.length === 1 || isOnly(one, ...SCALARS)),
  );

/** Every key and every value is known well enough to be encoded by `urlencode` the way requests encoded it. */
export const isExact = ({ entries, only }: Pairs): boolean =>
  only && entries.every(({ key, value }) => isOnly(key, ...SCALARS) && isOnly(value, ...SCALARS));
