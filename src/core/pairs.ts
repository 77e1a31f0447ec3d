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
