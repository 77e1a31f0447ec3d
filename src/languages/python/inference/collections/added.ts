import { unite, type Added, type Type, type Types } from '../types.ts';

/** Collections, and what is put into them beside what is written: no item of a list stands at a known place any more. */
export const withAdded = (types: Types, added: readonly Added[]): Types =>
  added.length === 0 ? types : types.map((type) => add(type, added));

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
        ? { ...type, added: [...(type.added ?? []), ...(type.literal ? added : added.filter(isSeen))] }
        : type;
    case 'many':
      return { is: 'many', of: unite(withAdded(type.of, inside(added)), putInto(added)), lazy: type.lazy };
    case 'tuple': {
      const further = inside(added);
      return further.length > 0
        ? { is: 'tuple', items: type.items.map((item) => withAdded(item, further)) }
        : type;
    }
    default:
      return type;
  }
}

/** An annotation tells what a mapping holds, wherever it is filled; what is put in at sight may tell otherwise. */
const isSeen = ({ types }: Added): boolean => types.some(({ is }) => is !== 'unknown');
