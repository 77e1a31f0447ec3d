import type { AttributeStore } from '../../binding/declarations.ts';
import type { Module } from '../../binding/module.ts';
import type { Origin } from '../../binding/scope.ts';
import type { Analysis } from '../analysis.ts';
import { afterStores } from '../changes/after.ts';
import { isDefinite, type ClassRef, type Types } from '../types.ts';
import { givenTo } from './targets.ts';

/** What `object.attribute = ...` gives the attribute. */
export function storedTypes(analysis: Analysis, module: Module, store: AttributeStore): Types {
  return storedByAll(analysis, module, [store])[0] ?? [];
}

/** The same of stores to one attribute in one class. */
export function storedByAll(
  analysis: Analysis,
  module: Module,
  stores: readonly AttributeStore[],
): readonly Types[] {
  const [first] = stores;
  if (!first) return [];
  const { target, within } = first;
  const given = stores.map(({ origin }) => givenTypes(analysis, module, origin));
  return afterStores(analysis, module, given, target.attribute.id, within?.owner?.def.name.id);
}

function givenTypes(analysis: Analysis, module: Module, origin: Origin): Types {
  switch (origin.by) {
    case 'value': {
      const types = givenTo(analysis, module, origin);
      if (!origin.annotation || isDefinite(types)) return types;
      const annotated = analysis.inferAnnotation({ module, node: origin.annotation });
      return isDefinite(annotated) ? annotated : types;
    }
    case 'annotation':
      return analysis.inferAnnotation({ module, node: origin.annotation });
    case 'with':
    case 'iteration':
    case 'augmented':
      return givenTo(analysis, module, origin);
    default:
      return [];
  }
}

/** `self.name = ...` or `cls.name = ...` in a method of the class, whatever the first parameter is called. */
export function isOwnStore({ target, within }: AttributeStore, { info }: ClassRef): boolean {
  const first = within?.def.parameters[0];
  return within?.owner === info && target.object.kind === 'name' && target.object.id === first?.name.id;
}
