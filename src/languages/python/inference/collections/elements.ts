import { onceWithin } from '../../../kernel/once.ts';
import type { Dict, Expr, Subscript } from '../../ast.ts';
import type { UnpackPath } from '../../binding/scope.ts';
import type { Analysis } from '../analysis.ts';
import { data, unite, unknown, type Placed, type Type, type Types } from '../types.ts';

const hidden = unknown('cannot tell the items of the collection it is taken from');

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
  return elementsOfOne(type);
}

/** `object[index]`. */
export function itemsAt(analysis: Analysis, { module, node }: Placed<Subscript>): Types {
  const [index] = node.indices;
  const object = analysis.infer({ module, node: node.object });
  if (!index || node.indices.length > 1) return [hidden];
  if (index.kind === 'other' && index.what === 'slice') return object.map(sliceOf);
  return unite(
    ...object.map((type): Types => {
      if (type.is === 'tuple') return tupleItem(type.items, integer(index, module.source));
      if (type.is === 'data' && type.kind === 'mapping') return entry(analysis, type.literal, index);
      return elementsOfOne(type);
    }),
  );
}

/** A part of something: what is written is not all there, nor at the same index. */
function sliceOf(type: Type): Type {
  switch (type.is) {
    case 'tuple':
      return { is: 'many', of: unite(...type.items), lazy: false };
    case 'many':
      return { is: 'many', of: type.of, lazy: false };
    case 'data':
      return data(type.kind);
    default:
      return type;
  }
}

const tupleItem = (items: readonly Types[], index: number | undefined): Types =>
  index === undefined ? unite(...items) : (items.at(index) ?? [hidden]);

function integer(index: Expr, source: string): number | undefined {
  const text = source.slice(index.start, index.end);
  return /^-?\d+$/.test(text) ? Number(text) : undefined;
}

/** The value a dictionary literal holds under a literal key. */
export function entry(analysis: Analysis, literal: Placed | undefined, key: Expr): Types {
  if (literal?.node.kind !== 'dict' || key.kind !== 'text' || key.value === undefined) return [hidden];
  const found = entriesUnder(literal.node, key.value);
  return found.length === 0
    ? [hidden]
    : unite(...found.map((node) => analysis.infer({ module: literal.module, node })));
}

const entriesUnder = ({ entries }: Dict, wanted: string): Expr[] =>
  entries.flatMap(({ key, value }) => (key?.kind === 'text' && key.value === wanted ? [value] : []));

/** A list that is longer is data, and lists made of lists may grow without bounds. */
const MAX_ITEMS = 10_000;

/**
 * The expressions a list or tuple is written with, followed through names; `undefined` when it is not all in sight. Nor is
 * one that is made of itself: `x = [*x]`.
 */
export const writtenItems: (analysis: Analysis, at: Placed) => Placed[] | undefined = onceWithin(
  ({ node }: Placed) => node,
  undefined,
  (analysis: Analysis, at: Placed) => {
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
