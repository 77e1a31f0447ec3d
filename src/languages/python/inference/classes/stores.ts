import type { AttributeStore } from '../../binding/declarations.ts';
import type { Module } from '../../binding/module.ts';
import type { Origin } from '../../binding/scope.ts';
import type { Analysis } from '../analysis.ts';
import { afterStore } from '../changes/after.ts';
import { elementsOf, unpack } from '../collections/elements.ts';
import { isDefinite, type Placed, type Types } from '../types.ts';
import { enter } from './contexts.ts';
import { asCollections } from './iteration.ts';

/** What `object.attribute = ...` gives the attribute. */
export function storedTypes(
  analysis: Analysis,
  module: Module,
  { origin, target, within }: AttributeStore,
): Types {
  const types = givenTypes(analysis, module, origin);
  return afterStore(analysis, module, types, target.attribute.id, within?.owner?.def.name.id);
}

function givenTypes(analysis: Analysis, module: Module, origin: Origin): Types {
  const of = (node: Placed['node']): Types => analysis.infer({ module, node });
  switch (origin.by) {
    case 'value': {
      const types = unpack(
        origin.path.length > 0 ? asCollections(analysis, of(origin.value)) : of(origin.value),
        origin.path,
      );
      if (!origin.annotation || isDefinite(types)) return types;
      const annotated = analysis.inferAnnotation({ module, node: origin.annotation });
      return isDefinite(annotated) ? annotated : types;
    }
    case 'annotation':
      return analysis.inferAnnotation({ module, node: origin.annotation });
    case 'with':
      return unpack(enter(analysis, of(origin.value)), origin.path);
    case 'iteration':
      return unpack(elementsOf(asCollections(analysis, of(origin.iterable))), origin.path);
    case 'augmented':
      return of(origin.value);
    default:
      return [];
  }
}
