import type { Module } from '../../binding/module.ts';
import type { Analysis } from '../analysis.ts';
import { clientOf, type ClassRef, type Type, type Types } from '../types.ts';
import { ancestry } from './classes.ts';
import { asOldClient } from './interface.ts';

/**
 * Every file but its own treats a class with the name of a client and the interface of the old one, and the classes derived from
 * it, as clients, however the file gets them: through `require`, through a namespace, or from a factory.
 */
export function seenFrom(analysis: Analysis, module: Module, types: Types): Types {
  if (!types.some(isOwn)) return types;
  return types.map((type): Type => {
    const made = isOwn(type) ? clientClass(analysis, module, type.cls) : undefined;
    if (!made) return type;
    return type.is === 'instance' ? clientOf(made, 'imported') : made;
  });
}

type Own = Extract<Type, { is: 'class' | 'instance' }>;

const isOwn = (type: Type): type is Own => type.is === 'class' || type.is === 'instance';

function clientClass(
  analysis: Analysis,
  module: Module,
  cls: ClassRef,
): Extract<Type, { is: 'client-class' }> | undefined {
  if (cls.module === module) return undefined;
  const root = ancestry(analysis, cls).find((one) => analysis.names.classes.has(one.node.id?.name ?? ''));
  if (!root || root.module === module) return undefined;
  const known = asOldClient(analysis, root);
  return known && { ...known, cls, ...(root.node !== cls.node && { derived: true }) };
}
