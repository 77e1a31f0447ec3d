import { oncePer } from '../../../kernel/once.ts';
import { unite, unknown, type Added, type Type, type Types } from '../types.ts';

/** Collections, and what is put into them beside what is written: no item of a list stands at a known place any more. */
export function withAdded(types: Types, added: readonly Added[]): Types {
  if (added.length === 0) return types;
  if (types.length > MAX_TYPES) return [tooMuch];
  const kept = bounded(added);
  return types.map((type) => add(type, kept));
}

/** What is put into one of so many is put into any of them. */
const MAX_TYPES = 20;
const tooMuch = unknown('too much is put into it to follow all of it');

/** More is not kept apart. Collections that are put into each other would hold each other ever more often. */
const MAX_ADDED = 30;
/** So many collections inside each other are told apart. */
const MAX_LEVEL = 4;

/** What is put in, as long as it can be followed in good time; else that something is. */
const bounded = (added: readonly Added[]): readonly Added[] =>
  added.length <= MAX_ADDED &&
  added.every(({ types }) => types.length <= MAX_TYPES && types.every((type) => levelOf(type) < MAX_LEVEL))
    ? added
    : [...new Set(added.map(({ depth }) => depth))].map((depth) => ({
        depth,
        types: [tooMuch],
      }));

/** How many collections are inside each other, what is put into them included. */
const levelOf = oncePer((type: Type): number => {
  const deepest = (types: Types): number => types.reduce((most, one) => Math.max(most, levelOf(one)), 0);
  switch (type.is) {
    case 'data':
      return type.kind === 'mapping'
        ? 1 +
            (type.added ?? []).reduce(
              (most, { types }) => Math.max(most, deepest(types)),
              deepest(type.holds ?? []),
            )
        : 0;
    case 'many':
      return 1 + deepest(type.of);
    case 'tuple':
      return 1 + deepest(type.items.flat());
    default:
      return 0;
  }
});

/** What is put into the items of a collection, as seen from one of them. */
export const inside = (added: readonly Added[]): readonly Added[] =>
  added.flatMap((one) => (one.depth > 0 ? [{ ...one, depth: one.depth - 1 }] : []));

/** What is put into a collection itself: under a key, or under any. */
export const putInto = (added: readonly Added[], key?: string): Types =>
  unite(
    ...added.flatMap((one) =>
      one.depth === 0 && (key === undefined || one.key === undefined || one.key === key) ? [one.types] : [],
    ),
  );

function add(type: Type, added: readonly Added[]): Type {
  switch (type.is) {
    case 'data':
      return type.kind === 'mapping' && (type.literal ?? type.holds)
        ? {
            ...type,
            added: bounded([...(type.added ?? []), ...(type.literal ? added : added.filter(isSeen))]),
          }
        : type;
    case 'many':
      return { is: 'many', of: unite(withAdded(type.of, inside(added)), putInto(added)), lazy: type.lazy };
    case 'tuple': {
      const further = inside(added);
      return further.length > 0
        ? {
            is: 'tuple',
            items: type.items.map((item) => withAdded(item, further)),
            ...(type.names && { names: type.names }),
          }
        : type;
    }
    default:
      return type;
  }
}

/** An annotation tells what a mapping holds, wherever it is filled; what is put in at sight may tell otherwise. */
const isSeen = ({ types }: Added): boolean => types.some(({ is }) => is !== 'unknown');
