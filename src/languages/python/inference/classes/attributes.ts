import type { FunctionDef } from '../../ast/statements.ts';
import type { AttributeStore } from '../../binding/declarations.ts';
import type { Module } from '../../binding/module.ts';
import type { Binding } from '../../binding/scope.ts';
import type { Analysis } from '../analysis.ts';
import { unlessClient } from '../corrected.ts';
import { isMarked } from '../functions/decorators.ts';
import { callFunction } from '../functions/functions.ts';
import { CLIENT_METHODS, isPydanticModel } from '../knowledge.ts';
import { sameClass, unite, unknown, type ClassRef, type Type, type Types } from '../types.ts';
import { ancestry, basesOf } from './classes.ts';
import { computedIn } from './reflection.ts';
import { isOwnStore, storedTypes } from './stores.ts';
import { subclassesSetting } from './subclasses.ts';

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
