import { contains } from '../../../../core/text.ts';
import { MAX_FILES } from '../../../kernel/mentioning.ts';
import { onceWithin } from '../../../kernel/once.ts';
import type { FunctionDef } from '../../ast/statements.ts';
import type { AttributeStore } from '../../binding/declarations.ts';
import type { Module } from '../../binding/module.ts';
import type { Binding } from '../../binding/scope.ts';
import type { Analysis } from '../analysis.ts';
import { unlessClient } from '../corrected.ts';
import { isMarked } from '../functions/decorators.ts';
import { callFunction } from '../functions/functions.ts';
import { CLIENT_METHODS, isPydanticModel } from '../knowledge.ts';
import { classKey, sameClass, unite, unknown, type ClassRef, type Type, type Types } from '../types.ts';
import { computedIn } from './reflection.ts';
import { filesOfDescendants, mayDefine } from './descendants.ts';
import { storedTypes } from './stores.ts';
import { isGivenApp } from './transports.ts';

/** What the name of a class stands for: a maker of clients when it derives from one. */
export function classType(analysis: Analysis, cls: ClassRef): Types {
  const bases = basesOf(analysis, cls);
  const client = bases.find((base) => base.is === 'client-class');
  if (!client) return [{ is: 'class', cls }];
  return [{ ...client, cls, shortcut: client.shortcut && !bringsApp(analysis, cls) }];
}

/** `super().__init__(app=...)`: a class of httpx that needs no application, for it has one. */
const bringsApp = (analysis: Analysis, { module, info }: ClassRef): boolean =>
  module.calls.some(
    (call) =>
      contains(info.def, call) &&
      call.callee.kind === 'attribute' &&
      call.callee.attribute.id === '__init__' &&
      isGivenApp(analysis, { module, node: call }),
  );

/** What the bases of a class are, in order. */
export function basesOf(analysis: Analysis, { module, info }: ClassRef): Types {
  const bases = info.def.bases.filter(({ form }) => form === 'positional');
  return unite(
    ...bases.map(({ value }) =>
      analysis.infer({ module, node: value.kind === 'subscript' ? value.object : value }),
    ),
  );
}

/**
 * A class and all of the project's classes it derives from, in an order near enough to Python's: a base that several
 * share comes after all of them.
 */
export function ancestry(analysis: Analysis, cls: ClassRef): ClassRef[] {
  const all: ClassRef[] = [];
  const open = new Set<string>();
  const add = (one: ClassRef): void => {
    const key = classKey(one);
    if (open.has(key) || all.length > MAX_ANCESTORS) return;
    open.add(key);
    all.push(one);
    for (const base of basesOf(analysis, one))
      if ((base.is === 'class' || base.is === 'client-class') && base.cls) add(base.cls);
    open.delete(key);
  };
  add(cls);
  const last = new Map(all.map((one, index) => [classKey(one), index]));
  return all.filter((one, index) => last.get(classKey(one)) === index);
}

/** Bases that share bases are met once for each way that leads to them. */
const MAX_ANCESTORS = 1000;

/** Dotted names of the classes outside the project that a class derives from. */
export const externalBases = (analysis: Analysis, cls: ClassRef): string[] =>
  ancestry(analysis, cls).flatMap((one) =>
    basesOf(analysis, one).flatMap((base) => (base.is === 'external' ? [base.path] : [])),
  );

/** Whether the project's own code decides what a method of a client class does. */
export const overrides = (analysis: Analysis, cls: ClassRef, method: string): boolean =>
  ancestry(analysis, cls).some((one) => definesItself(one, method));

/** In the body of the class, or for each of its instances: `self.post = ...`. */
const definesItself = (cls: ClassRef, method: string): boolean =>
  cls.info.scope.bindings.has(method) || cls.module.storesOf(method).some((store) => isOwnStore(store, cls));

/** Whether a class derived from one decides what a method does that the class calls on itself. */
export const overriddenBelow = (analysis: Analysis, cls: ClassRef, method: string): boolean =>
  subclassesOf(analysis, cls).some((one) => overrides(analysis, one, method));

/** Whether a class is a base beside a client: its methods come before the client's. */
export const isMixedIntoClient = (analysis: Analysis, cls: ClassRef): boolean =>
  subclassesOf(analysis, cls).some((one) =>
    basesOf(analysis, one).some((base) => base.is === 'client-class' && !base.shortcut),
  );

/** What an attribute of an instance (`self`: the instance) or of the class itself is; `undefined` when nothing sets it. */
export function classMemberOf(
  analysis: Analysis,
  cls: ClassRef,
  name: string,
  self: Type,
): Types | undefined {
  const all = ancestry(analysis, cls);
  const own = memberAmong(analysis, all, name, self);
  const stored = all.map((one) => storedFromOutside(analysis, one, name));
  const below = isExact(self) ? [] : belowOf(analysis, cls, name, self, own !== undefined);
  const found = unite(own ?? [], ...stored, below, own ? computedIn(all, self) : []);
  if (!own && found.length === 0) return undefined;
  return own || !inheritsFromOutside(analysis, all, name)
    ? found
    : unite(found, [{ is: 'member', of: self, name }]);
}

/** What the first class that sets an attribute gives it. */
const memberAmong = (
  analysis: Analysis,
  all: readonly ClassRef[],
  name: string,
  self: Type,
): Types | undefined => {
  for (const one of all) {
    const types = ownMember(analysis, one, name, self);
    if (types) return types;
  }
  return undefined;
};

/** Whether the class itself was called to make it: no subclass has a say. */
const isExact = (self: Type): boolean =>
  (self.is === 'instance' && self.exact === true) || (self.is === 'client' && self.given !== undefined);

/** `self` of a base class is an instance of a subclass, as often as not, and what stands beside the base there counts. */
function belowOf(analysis: Analysis, cls: ClassRef, name: string, self: Type, isSet: boolean): Types {
  const subclasses = subclassesSetting(analysis, cls, name);
  if (!subclasses) return isSet ? [unknown(`too many classes derive from \`${cls.info.def.name.id}\``)] : [];
  return unite(...subclasses.map((one) => memberAmong(analysis, ancestry(analysis, one), name, self) ?? []));
}

/** Whether a base outside the project is known to have a method that the project sets in subclasses alone. */
const inheritsFromOutside = (analysis: Analysis, all: readonly ClassRef[], name: string): boolean =>
  all.some((one) =>
    basesOf(analysis, one).some((base) =>
      base.is === 'external'
        ? name === 'json' && isPydanticModel(base.path)
        : base.is === 'client-class' && !base.cls && CLIENT_METHODS.has(name),
    ),
  );

/** `Class.name = ...` or `instance.name = ...` beside the class. */
function storedFromOutside(analysis: Analysis, cls: ClassRef, name: string): Types {
  const { module } = cls;
  const isOfClass = ({ target: { object } }: AttributeStore): boolean =>
    analysis
      .infer({ module, node: object })
      .some((type) => (type.is === 'class' || type.is === 'instance') && sameClass(type.cls, cls));
  return module.stores
    .filter(
      (store) => store.target.attribute.id === name && store.within?.owner !== cls.info && isOfClass(store),
    )
    .flatMap((store) => storedTypes(analysis, module, store));
}

function ownMember(analysis: Analysis, cls: ClassRef, name: string, self: Type): Types | undefined {
  const { module, info } = cls;
  const bindings = (info.scope.bindings.get(name) ?? []).filter((one) => !isAccessor(module, one));
  const bound = bindings.map((binding): Types => {
    if (binding.origin.by !== 'function') return described(analysis, analysis.inferBinding(module, binding));
    return method(analysis, module, binding.origin.def, self);
  });
  const stored = module.storesOf(name).filter((store) => isOwnStore(store, cls));
  if (bound.length + stored.length === 0) return undefined;
  const declared = unite(...bound);
  const assigned = unite(...stored.map((store) => storedTypes(analysis, module, store)));
  return unlessClient(declared, assigned) ?? unite(declared, assigned);
}

/** What an attribute of a class gives: an object with a `__get__` of its own decides that itself. */
const described = (analysis: Analysis, types: Types): Types =>
  types.some(({ is }) => is === 'instance')
    ? unite(
        ...types.map((type): Types => {
          if (type.is !== 'instance') return [type];
          const [get] = analysis.classMemberOf(type.cls, '__get__', type) ?? [];
          return get?.is === 'function' ? callFunction(analysis, get) : [type];
        }),
      )
    : types;

/** `@name.setter`: what stands beside the property under its name gives nothing. */
const isAccessor = (module: Module, { origin }: Binding): boolean =>
  origin.by === 'function' && isMarked(module, origin.def, /\.(setter|deleter)$/);

function method(analysis: Analysis, module: Module, def: FunctionDef, self: Type): Types {
  const info = module.functions.get(def);
  if (!info) return [];
  const fn = { module, info };
  const isProperty = isMarked(module, def, /(^|\.)(cached_)?property$/);
  return isProperty ? callFunction(analysis, { is: 'function', fn, self }) : [{ is: 'function', fn, self }];
}

/** `self.name = ...` or `cls.name = ...` in a method of the class, whatever the first parameter is called. */
function isOwnStore({ target, within }: AttributeStore, { info }: ClassRef): boolean {
  const first = within?.def.parameters[0];
  return within?.owner === info && target.object.kind === 'name' && target.object.id === first?.name.id;
}

/** Classes that derive from a class, in its own file and in others; of very many those in its own file. */
export const subclassesOf = onceWithin(
  classKey,
  [],
  (analysis: Analysis, cls: ClassRef): readonly ClassRef[] =>
    subclassesIn(analysis, cls, filesOfDescendants(analysis, cls)) ?? subclassesIn(analysis, cls, []) ?? [],
);

/** The subclasses that may set an attribute, or have a base beside this one that may; `undefined` where those are too many. */
const subclassesSetting = (
  analysis: Analysis,
  cls: ClassRef,
  name: string,
): readonly ClassRef[] | undefined =>
  filesOfDescendants(analysis, cls).length <= MAX_FILES
    ? subclassesOf(analysis, cls)
    : someSetting(analysis, { cls, name });

const someSetting = onceWithin(
  ({ cls, name }: { readonly cls: ClassRef; readonly name: string }) => `${name} ${classKey(cls)}`,
  [],
  (analysis: Analysis, { cls, name }): readonly ClassRef[] | undefined =>
    subclassesIn(
      analysis,
      cls,
      filesOfDescendants(analysis, cls).filter((path) => mayDefine(analysis.project, path, name)),
    ),
);

function subclassesIn(
  analysis: Analysis,
  cls: ClassRef,
  files: readonly string[],
): readonly ClassRef[] | undefined {
  if (files.length > MAX_FILES) return undefined;
  return [cls.module, ...files.flatMap((path) => analysis.module(path) ?? [])]
    .flatMap((module) => [...module.classes.values()].map((info): ClassRef => ({ module, info })))
    .filter((one) => !sameClass(one, cls) && ancestry(analysis, one).some((base) => sameClass(base, cls)));
}
