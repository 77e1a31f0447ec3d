import type { Expr, Subscript } from '../../ast/expressions.ts';
import type { Analysis } from '../analysis.ts';
import { data, unite, type Placed, type Type, type Types } from '../types.ts';
import { elementsOf, hidden } from './elements.ts';
import { entry } from './mappings.ts';

/** `object[index]`. `own`: what a class of the project gives for it, `undefined` for what is none. */
export function itemsAt(
  analysis: Analysis,
  { module, node }: Placed<Subscript>,
  own: (type: Type) => Types | undefined,
): Types {
  const [index] = node.indices;
  const object = analysis.infer({ module, node: node.object });
  if (!index || node.indices.length > 1) return [hidden];
  if (index.kind === 'other' && index.what === 'slice') return object.map(sliceOf);
  return unite(
    ...object.map((type): Types => {
      if (type.is === 'tuple') return tupleItem(type.items, integer(index, module.source));
      if (type.is === 'data' && type.kind === 'mapping') return entry(analysis, type, index);
      return own(type) ?? elementsOf([type]);
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
