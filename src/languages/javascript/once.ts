/**
 * Keeps what was found out about an object for as long as the object lives. Further arguments help to find it out: they
 * must be the same, or lead to the same, whenever that object is asked about.
 */
export function oncePer<Key extends object, Rest extends readonly unknown[], Known>(
  find: (key: Key, ...rest: Rest) => Known,
): (key: Key, ...rest: Rest) => Known {
  const known = new WeakMap<Key, { readonly found: Known }>();
  return (key, ...rest) => {
    let entry = known.get(key);
    if (!entry) known.set(key, (entry = { found: find(key, ...rest) }));
    return entry.found;
  };
}
