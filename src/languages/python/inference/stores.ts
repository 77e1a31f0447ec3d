import type { AttributeStore } from '../binding/declarations.ts';
import type { Module } from '../binding/module.ts';
import type { Analysis } from './analysis.ts';
import { annotated, isKnown } from './annotations.ts';
import { enter } from './functions.ts';
import { elementsOf, unpack } from './elements.ts';
import type { Placed, Types } from './types.ts';

/** What `object.attribute = ...` gives the attribute. */
export function storedTypes(analysis: Analysis, module: Module, { origin }: AttributeStore): Types {
  const of = (node: Placed['node']): Types => analysis.infer({ module, node });
  switch (origin.by) {
    case 'value': {
      const types = unpack(of(origin.value), origin.path);
      if (!origin.annotation || isKnown(types)) return types;
      const declared = annotated(analysis, { module, node: origin.annotation });
      return isKnown(declared) ? declared : types;
    }
    case 'annotation':
      return annotated(analysis, { module, node: origin.annotation });
    case 'with':
      return unpack(enter(analysis, of(origin.value)), origin.path);
    case 'iteration':
      return unpack(elementsOf(of(origin.iterable)), origin.path);
    case 'augmented':
      return of(origin.value);
    default:
      return [];
  }
}
