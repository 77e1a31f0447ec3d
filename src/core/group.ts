/** Adds items one by one: `push(...items)` overflows the stack from about 120,000 items on. */
export function addAll<Item>(list: Item[], items: Iterable<Item>): void {
  for (const item of items) list.push(item);
}

/** Values by their key, in the order they came in. */
export function groupPairs<Key, Value>(
  pairs: Iterable<readonly [Key, Value]>,
): ReadonlyMap<Key, readonly Value[]> {
  const groups = new Map<Key, Value[]>();
  for (const [key, value] of pairs) {
    const group = groups.get(key);
    if (group) group.push(value);
    else groups.set(key, [value]);
  }
  return groups;
}

/** As `groupPairs`, by a key that each item tells: `Map.groupBy` for a Node that lacks it. */
export const groupBy = <Item, Key>(
  items: Iterable<Item>,
  keyOf: (item: Item) => Key,
): ReadonlyMap<Key, readonly Item[]> => groupPairs(Array.from(items, (item) => [keyOf(item), item] as const));
