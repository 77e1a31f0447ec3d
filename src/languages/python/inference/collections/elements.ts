import type { UnpackPath } from '../../binding/scope.ts';
import { remembering, type Analysis } from '../analysis.ts';
import { data, unite, unknown, type Placed, type Type, type Types } from '../types.ts';

/** What is taken from a collection that is not in sight. */
export const hidden = unknown('cannot tell the items of the collection it is taken from');

/** What iterating over it gives. */
export function elementsOf(types: Types): Types {
  return unite(...types.map(elementsOfOne));
}

function elementsOfOne(type: Type): Types {
  switch (type.is) {
    case 'many':
      return type.of;
    case 'tuple':
      return unite(...type.items);
    case 'data':
      if (type.kind === 'text') return [data('text')];
      return type.kind === 'none' ? [] : [hidden];
    case 'made':
    case 'external':
      return [{ is: 'made', by: type.is === 'made' ? type.by : type.path }];
    default:
      return [hidden];
  }
}

/** What a target gets of an unpacked value. */
export function unpack(types: Types, path: UnpackPath): Types {
  return path.reduce<Types>((at, step) => unite(...at.map((type) => unpackOne(type, step))), types);
}

function unpackOne(type: Type, step: UnpackPath[number]): Types {
  if (type.is === 'tuple' && typeof step === 'number') return type.items[step] ?? [hidden];
  if (type.is === 'tuple' && step === 'rest') return [data('sequence')];
  const found = elementsOfOne(type);
  return step === 'rest' ? [{ is: 'many', of: found, lazy: false }] : found;
}

/** A list that is longer is data, and lists made of lists may grow without bounds. */
const MAX_ITEMS = 10_000;

/**
 * The expressions a list or tuple is written with, followed through names; `undefined` when it is not all in sight. Nor is
 * one that is made of itself: `x = [*x]`.
 */
export const writtenItems: (analysis: Analysis, at: Placed) => Placed[] | undefined = remembering(
  'items of',
  ({ node }) => node,
  undefined,
  (analysis, at) => {
    const items = findItems(analysis, at);
    return items && items.length <= MAX_ITEMS ? items : undefined;
  },
);

function findItems(analysis: Analysis, at: Placed): Placed[] | undefined {
  const { module, node } = at;
  switch (node.kind) {
    case 'list':
    case 'tuple':
    case 'set': {
      const items = node.items.map((item) =>
        item.kind === 'starred'
          ? writtenItems(analysis, { module, node: item.value })
          : [{ module, node: item }],
      );
      return items.every((item) => item !== undefined) ? items.flat() : undefined;
    }
    case 'binary': {
      if (node.operator !== '+') return undefined;
      const left = writtenItems(analysis, { module, node: node.left });
      const right = writtenItems(analysis, { module, node: node.right });
      return left && right && [...left, ...right];
    }
    case 'name':
    case 'attribute': {
      const types = analysis.infer(at);
      const [type] = types;
      const literal = types.length === 1 && type && 'literal' in type ? type.literal : undefined;
      return literal && writtenItems(analysis, literal);
    }
    default:
      return undefined;
  }
}
