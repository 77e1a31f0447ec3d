/**
 * Remembers what was found out about an object for as long as the object lives. Further arguments help to find it out: they
 * must be the same, or lead to the same answer, whenever that object is asked about.
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

/**
 * Remembers, for as long as an owner (an analysis, a project) lives, what was found out about each thing it was asked about.
 * Things with the same key are the same thing. One that is asked about again while it is looked into gives `meanwhile`.
 */
export function onceWithin<Owner extends object, Thing, Known>(
  keyOf: (thing: Thing) => unknown,
  meanwhile: Known,
  find: (owner: Owner, thing: Thing) => Known,
): (owner: Owner, thing: Thing) => Known {
  const knownTo = oncePer((_: Owner) => new Map<unknown, { readonly found: Known }>());
  return (owner, thing) => {
    const known = knownTo(owner);
    const key = keyOf(thing);
    const entry = known.get(key);
    if (entry) return entry.found;
    known.set(key, { found: meanwhile });
    try {
      const found = find(owner, thing);
      known.set(key, { found });
      return found;
    } catch (error) {
      // What holds meanwhile is no answer, and the owner may outlive the failure.
      known.delete(key);
      throw error;
    }
  };
}
