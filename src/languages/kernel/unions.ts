import { oncePer } from './once.ts';

/** Tells the types of one language apart. */
export interface Unions<Type> {
  /** The union of types, each once, in the order in which they come first. */
  unite(...types: readonly (readonly Type[])[]): readonly Type[];
}

/** Gives a short text for each list of types, the same for the same types. */
export type KeyOf<Type> = (types: readonly Type[]) => string;

/**
 * What the unions of a language are made with. `spell` writes out what tells a type from others of its kind; `keyOf` stands in
 * for the types that it is built of.
 */
export function unionsOf<Type extends { readonly is: string }>(
  spell: (type: Type, keyOf: KeyOf<Type>) => string,
): Unions<Type> {
  // Types share the types they are built of as often as not: each is spelt out once, and in little room.
  const keyOf = oncePer((type: Type): string => {
    const spelt = `${type.is} ${spell(type, keysOf)}`;
    return spelt.length > MAX_KEY ? digest(spelt) : spelt;
  });
  const keysOf: KeyOf<Type> = (types) => types.map((type) => keyOf(type)).join('|');
  const made = new WeakSet<readonly Type[]>();
  return {
    unite(...types) {
      const filled = types.filter(({ length }) => length > 0);
      const [first = NONE, second] = filled;
      // Most unions are of one list that is a union already, and of others that are empty.
      if (!second && (first.length < 2 || made.has(first))) return first;
      const all = second ? filled.flat() : first;
      const seen = new Map<string, Type>();
      for (const type of all) {
        const key = keyOf(type);
        if (!seen.has(key)) seen.set(key, type);
      }
      const union = [...seen.values()];
      made.add(union);
      return union;
    },
  };
}

const NONE: readonly never[] = [];

const MAX_KEY = 200;

/** 64 bits of two hashes: that two types share one is less likely than a fault of the memory. */
function digest(text: string): string {
  let [a, b] = [0x811c9dc5, 0x1505];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b, 33) ^ Math.imul(code, 0x9e3779b1);
  }
  return `${(a >>> 0).toString(36)} ${(b >>> 0).toString(36)} ${text.length}`;
}
