import { oncePer } from '../../../kernel/once.ts';
import type { ClassDef } from '../../ast/statements.ts';
import type { Module } from '../../binding/module.ts';
import { sourceOf } from '../../binding/places.ts';
import type { Analysis } from '../analysis.ts';
import { unite, unknown, type ClassRef, type Type, type Types } from '../types.ts';
import { classType } from './classes.ts';

/** The classes of what an expression may be: `type(self)`, `self.__class__`. */
export const classesOf = (analysis: Analysis, types: Types): Types =>
  unite(types.flatMap((type) => classOf(analysis, type)));

function classOf(analysis: Analysis, type: Type): Types {
  // A class that is derived from a client of httpx is one, whatever its objects are taken for; only it tells which of the two.
  if (type.is === 'instance') return classType(analysis, type.cls);
  if (type.is === 'client' && type.httpx && type.cls && !type.likely) return classType(analysis, type.cls);
  if (type.is !== 'client' || type.httpx || type.likely)
    return [unknown('cannot tell the class of an object')];
  return [
    {
      ...{ is: 'client-class', path: 'starlette.testclient.TestClient', httpx: false, shortcut: false },
      ...(type.cls && { cls: type.cls }),
    },
  ];
}

/**
 * What an attribute may be beside what is written for it: a class may compute each attribute of its instances, or fill all of
 * them at once. A client's class hands on what it does not compute: there is no other way to make a request.
 */
export function computedIn(classes: readonly ClassRef[], self: Type): Types {
  const computing = self.is === 'instance' ? classes.find(computes) : undefined;
  return computing ? [unknown(`\`${computing.info.def.name.id}\` computes its attributes`)] : [];
}

const computes = ({ module, info }: ClassRef): boolean =>
  info.scope.bindings.has('__getattribute__') || fills(info.def, module);

/** `self.__dict__.update(...)`, `vars(self).update(...)`, `self.__dict__[key] = ...`, `self.__dict__ |= ...`. */
const fills = oncePer((def: ClassDef, module: Module) =>
  /(?:\.__dict__|\bvars\(\w+\))\s*(?:\.update\b|\[[^\]]*\]\s*=[^=]|\|?=[^=])/.test(sourceOf(module, def)),
);
