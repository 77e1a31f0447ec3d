import type { FunctionDef } from '../../ast/statements.ts';
import { onceWithin } from '../../../kernel/once.ts';
import type { AttributeStore, ClassInfo } from '../../binding/declarations.ts';
import type { Module } from '../../binding/module.ts';
import type { Binding } from '../../binding/scope.ts';
import { remembering, type Analysis } from '../analysis.ts';
import { unlessClient } from '../corrected.ts';
import { isMarked } from '../functions/decorators.ts';
import { callFunction } from '../functions/functions.ts';
import { CLIENT_METHODS, isPydanticModel } from '../knowledge.ts';
import { classKey, sameClass, unite, unknown, type ClassRef, type Type, type Types } from '../types.ts';
import { ancestry, basesOf, firstOf } from './classes.ts';
import { computedIn } from './reflection.ts';
import { isOwnStore, storedByAll, storedTypes } from './stores.ts';
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
  const first = firstSetting(all, name);
  return first && ownMember(analysis, first, name, self);
};

const firstSetting = firstOf(
  (cls, name) => ownBindings(cls, name).length > 0 || ownStores(cls, name).length > 0,
);

const ownBindings = ({ module, info }: ClassRef, name: string): readonly Binding[] =>
  (info.scope.bindings.get(name) ?? []).filter((one) => !isAccessor(module, one));

const ownStores = (cls: ClassRef, name: string): readonly AttributeStore[] =>
  ownStoresIn(cls.info, { cls, name });

/** Each read of an attribute asks for its stores, and each method of a class may have both. */
const ownStoresIn = onceWithin(
  ({ name }: { readonly cls: ClassRef; readonly name: string }) => name,
  [],
  (_: ClassInfo, { cls, name }): readonly AttributeStore[] =>
    cls.module.storesOf(name).filter((store) => isOwnStore(store, cls)),
);

/** What an attribute is given by all its stores in one class: the same union for all reads. */
const assignedBy: (analysis: Analysis, own: OwnStores) => Types = remembering(
  'what the stores of an attribute give',
  ({ first }) => first,
  [],
  (analysis, { module, stores }) => unite(...storedByAll(analysis, module, stores)),
);

interface OwnStores {
  readonly module: Module;
  readonly stores: readonly AttributeStore[];
  readonly first: AttributeStore;
}

/** Whether the class itself was called to make it: no subclass has a say. */
const isExact = (self: Type): boolean =>
  (self.is === 'instance' && self.exact === true) || (self.is === 'client' && self.given !== undefined);

/** `self` of a base class is an instance of a subclass, as often as not, and what stands beside the base there counts. */
function belowOf(analysis: Analysis, cls: ClassRef, name: string, self: Type, isSet: boolean): Types {
  const subclasses = subclassesSetting(analysis, cls, name);
  if (!subclasses) return isSet ? [unknown(`too many classes derive from \`${cls.info.def.name.id}\``)] : [];
  // Most of them have it from the same few classes.
  const setting = new Map<string, ClassRef>();
  for (const one of subclasses) {
    const first = firstSetting(ancestry(analysis, one), name);
    if (first) setting.set(classKey(first), first);
  }
  return unite(...Array.from(setting.values(), (one) => ownMember(analysis, one, name, self)));
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
  return module
    .storesOf(name)
    .filter((store) => store.within?.owner !== cls.info && isOfClass(store))
    .flatMap((store) => storedTypes(analysis, module, store));
}

/** What a class itself gives an attribute that it sets. */
function ownMember(analysis: Analysis, cls: ClassRef, name: string, self: Type): Types {
  const { module } = cls;
  const bound = ownBindings(cls, name).map((binding): Types => {
    if (binding.origin.by !== 'function') return described(analysis, analysis.inferBinding(module, binding));
    return method(analysis, module, binding.origin.def, self);
  });
  const stored = ownStores(cls, name);
  const declared = unite(...bound);
  const [first] = stored;
  const assigned = first ? assignedBy(analysis, { module, stores: stored, first }) : [];
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
