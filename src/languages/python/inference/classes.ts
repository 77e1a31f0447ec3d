import type { Expr, FunctionDef } from '../ast.ts';
import type { AttributeStore } from '../binding/declarations.ts';
import type { Module } from '../binding/module.ts';
import type { Analysis } from './analysis.ts';
import { callFunction } from './functions.ts';
import { storedTypes } from './stores.ts';
import { inferBinding } from './names.ts';
import { sameClass, unite, type ClassRef, type Type, type Types } from './types.ts';

/** What the name of a class stands for: a maker of clients when it derives from one. */
export function classType(analysis: Analysis, cls: ClassRef): Types {
  const bases = basesOf(analysis, cls);
  const client = bases.find((base) => base.is === 'client-class');
  return [client ? { is: 'client-class', cls, shortcut: client.shortcut } : { is: 'class', cls }];
}

/** What the bases of a class are, in order. */
export function basesOf(analysis: Analysis, { module, info }: ClassRef): Types {
  const bases = info.def.bases.filter(({ form }) => form === 'positional');
  return unite(
    ...bases.map(({ value }) =>
      analysis.infer({ module, node: value.kind === 'subscript' ? value.object : value }),
    ),
  );
}

/** A class and all of the project's classes it derives from, in an order near enough to Python's. */
export function ancestry(analysis: Analysis, cls: ClassRef): ClassRef[] {
  const all: ClassRef[] = [];
  const add = (one: ClassRef): void => {
    if (all.some((known) => sameClass(known, one))) return;
    all.push(one);
    for (const base of basesOf(analysis, one))
      if ((base.is === 'class' || base.is === 'client-class') && base.cls) add(base.cls);
  };
  add(cls);
  return all;
}

/** Dotted names of the classes outside the project that a class derives from. */
export const externalBases = (analysis: Analysis, cls: ClassRef): string[] =>
  ancestry(analysis, cls).flatMap((one) =>
    basesOf(analysis, one).flatMap((base) => (base.is === 'external' ? [base.path] : [])),
  );

/** Whether the project's own code decides what a method of a client class does. */
export const overrides = (analysis: Analysis, cls: ClassRef, method: string): boolean =>
  ancestry(analysis, cls).some(({ info }) => info.scope.bindings.has(method));

/** What an attribute of an instance (`self`: the instance) or of the class itself is; `undefined` when nothing sets it. */
export function memberOf(analysis: Analysis, cls: ClassRef, name: string, self: Type): Types | undefined {
  const found = ancestry(analysis, cls).map((one) => ownMember(analysis, one, name, self));
  return found.find((types) => types !== undefined) ?? fromSubclasses(analysis, cls, name, self);
}

function ownMember(analysis: Analysis, cls: ClassRef, name: string, self: Type): Types | undefined {
  const { module, info } = cls;
  const bound = (info.scope.bindings.get(name) ?? []).map((binding): Types => {
    if (binding.origin.by !== 'function') return inferBinding(analysis, module, binding);
    return method(analysis, module, binding.origin.def, self);
  });
  const stored = module.stores.filter(
    (store) => store.target.attribute.id === name && isOwnStore(store, cls),
  );
  if (bound.length + stored.length === 0) return undefined;
  return unite(...bound, ...stored.map((store) => storedTypes(analysis, module, store)));
}

function method(analysis: Analysis, module: Module, def: FunctionDef, self: Type): Types {
  const info = module.functions.get(def);
  if (!info) return [];
  const fn = { module, info };
  const isProperty = def.decorators.some((decorator) =>
    /(^|\.)(cached_)?property$/.test(sourceOf(module, decorator)),
  );
  return isProperty ? callFunction(analysis, { is: 'function', fn, self }) : [{ is: 'function', fn, self }];
}

/** `self.name = ...` or `cls.name = ...` in a method of the class, whatever the first parameter is called. */
function isOwnStore({ target, within }: AttributeStore, { info }: ClassRef): boolean {
  const first = within?.def.parameters[0];
  return within?.owner === info && target.object.kind === 'name' && target.object.id === first?.name.id;
}

/** A base class of tests may leave it to its subclasses to set `self.client`. */
function fromSubclasses(analysis: Analysis, cls: ClassRef, name: string, self: Type): Types | undefined {
  const found = [...cls.module.classes.values()]
    .map((info): ClassRef => ({ module: cls.module, info }))
    .filter((one) => one.info !== cls.info && ancestry(analysis, one).some((base) => sameClass(base, cls)))
    .flatMap((one) => ownMember(analysis, one, name, self) ?? []);
  return found.length > 0 ? unite(found) : undefined;
}

export const sourceOf = (module: Module, { start, end }: Expr): string => module.source.slice(start, end);
