import { clientKind, isClientModule } from '../../../clients/packages.ts';
import type { NameExpr } from '../ast/expressions.ts';
import type { ClassDef, ImportFrom } from '../ast/statements.ts';
import type { Module } from '../binding/module.ts';
import { functionAround } from '../binding/places.ts';
import { lookup, type Binding } from '../binding/scope.ts';
import { dotted, moduleNamed, type Analysis } from './analysis.ts';
import { ancestry, classType, externalBases } from './classes/classes.ts';
import { enter } from './classes/contexts.ts';
import { afterChanges } from './changes/after.ts';
import { asCollections } from './classes/iteration.ts';
import { elementsOf, unpack } from './collections/elements.ts';
import { callFunction } from './functions/functions.ts';
import { lastName } from '../names.ts';
import { classDecoratorOf } from './functions/decorators.ts';
import { inferParameter } from './parameters.ts';
import { replacedFor, replacedForGood } from './replaced/outside.ts';
import { because, isDefinite, unite, unknown, type Placed, type Type, type Types } from './types.ts';

/** What a name may stand for where it is read. */
export function inferName(analysis: Analysis, { module, node }: Placed<NameExpr>): Types {
  const bindings = module.bindingsOf(node);
  if (bindings.length > 0)
    return unite(
      ...bindings.map((binding) => inferBinding(analysis, module, binding)),
      bindings.some(({ scope }) => scope === module.scope) ? replacedAt(analysis, { module, node }) : [],
      broughtBelow(analysis, module, bindings, isAtTop(module, node) ? node.start : Infinity),
    );
  if (module.isUnbound(node)) return [{ is: 'made', by: 'nothing' }];
  return throughStars(analysis, module, node.id) ?? builtin(node.id);
}

/** What is put in the place of a name of the module from outside. */
const replacedAt = (analysis: Analysis, { module, node }: Placed<NameExpr>): Types =>
  unite(
    replacedForGood(analysis, { module }, node.id),
    replacedFor(analysis, { module }, node.id, { module, node }),
  );

/** What a binding gives its name. */
export function inferBinding(analysis: Analysis, module: Module, binding: Binding): Types {
  return analysis.once(binding, () =>
    afterChanges(analysis, module, originTypes(analysis, module, binding), binding),
  );
}

function originTypes(analysis: Analysis, module: Module, { name, origin, scope }: Binding): Types {
  const of = (node: Placed['node']): Types => analysis.infer({ module, node });
  switch (origin.by) {
    case 'value': {
      const types = unpack(
        origin.path.length > 0 ? asCollections(analysis, of(origin.value)) : of(origin.value),
        origin.path,
      );
      const isField = scope.node?.kind === 'class' && isBuilt(scope.node);
      if (!origin.annotation) return types;
      const annotated = analysis.inferAnnotation({ module, node: origin.annotation });
      if (isDefinite(types) && !isField) return filledLater(types, annotated);
      if (isField) return fieldTypes(name, annotated, types);
      return isDefinite(annotated) ? annotated : types;
    }
    case 'annotation': {
      const annotated = analysis.inferAnnotation({ module, node: origin.annotation });
      return annotated.length > 0
        ? annotated
        : [unknown(`\`${name}\` is only declared here; cannot see where it is assigned`)];
    }
    case 'with':
      return unpack(enter(analysis, of(origin.value)), origin.path);
    case 'iteration':
      return unpack(elementsOf(asCollections(analysis, of(origin.iterable))), origin.path);
    case 'parameter':
      return inferParameter(analysis, module, origin.owner, origin.parameter);
    case 'function': {
      const info = module.functions.get(origin.def);
      return info ? [{ is: 'function', fn: { module, info } }] : [];
    }
    case 'class': {
      const info = module.classes.get(origin.def);
      const decorator = classDecoratorOf(analysis, module, origin.def);
      return unite(
        info ? classType(analysis, { module, info }) : [],
        decorator === undefined ? [] : [unknown(`\`@${decorator}\` may change the class \`${name}\``)],
      );
    }
    case 'import':
      return imported(analysis, module, origin.whole ? origin.path : name);
    case 'import-from':
      return importedName(analysis, module, origin.from, origin.name);
    case 'augmented':
      return of(origin.value);
    case 'other':
      return [unknown(`\`${name}\` is bound by an \`except\` clause or a pattern`)];
  }
}

/** `apis: dict[str, TestClient] = {}`: what is written empty holds what the annotation says. */
function filledLater(types: Types, annotated: Types): Types {
  const [type, ...others] = types;
  const node = type && 'literal' in type ? type.literal.node : undefined;
  const isEmpty =
    (node?.kind === 'dict' && node.entries.length === 0) ||
    (node?.kind === 'list' && node.items.length === 0);
  return isEmpty && others.length === 0 && annotated.some(holdsClients) ? annotated : types;
}

const holdsClients = (type: Type): boolean =>
  (type.is === 'many' && type.of.some(({ is }) => is === 'client')) ||
  (type.is === 'data' && (type.holds ?? []).some(({ is }) => is === 'client'));

/** Whether a decorator or a base may make the annotated names of a class parameters of its constructor. */
const isBuilt = ({ decorators, bases }: ClassDef): boolean =>
  decorators.length > 0 || bases.some(({ value }) => !(lastName(value) ?? '').endsWith('TestCase'));

/** `name: T = default` in such a class: the default is what it is when nobody says otherwise. */
function fieldTypes(name: string, annotated: Types, defaults: Types): Types {
  const written = defaults.filter(({ is }) => is !== 'made' && is !== 'external');
  return isDefinite(annotated)
    ? unite(
        annotated,
        written.filter(({ is }) => is === 'data' || is === 'many' || is === 'tuple' || is === 'client'),
      )
    : unite(written, [unknown(`a constructor may set the field \`${name}\``)]);
}

/** `import path`. */
export function imported(analysis: Analysis, importer: Module, path: string): Types {
  const found = isClientModule(path) ? undefined : moduleNamed(analysis, importer, 0, path);
  return [found ? { is: 'module', module: found } : { is: 'external', path }];
}

/** `from path import name`. */
function importedName(analysis: Analysis, importer: Module, from: ImportFrom, name: string): Types {
  const full = dotted(from, name);
  if (from.level === 0 && (clientKind(full) || isClientModule(from.path)))
    return known(analysis, importer, from.path, name);
  const source = moduleNamed(analysis, importer, from.level, from.path);
  const member = source && source !== importer && memberOfModule(analysis, source, name);
  if (member) return because('imported', member);
  const submodule = moduleNamed(
    analysis,
    importer,
    from.level,
    from.path === '' ? name : `${from.path}.${name}`,
  );
  if (submodule) return [{ is: 'module', module: submodule }];
  if (source || from.level > 0)
    return [unknown(`cannot find \`${name}\` in \`${dotted(from, '').replace(/\.$/, '')}\``)];
  return [externalType(full)];
}

/**
 * A name of a package with clients. A project may have a module of its own under that name: what it defines there is a client only if it
 * is one of the real ones under another name, or derives from one.
 */
export function known(analysis: Analysis, importer: Module, path: string, name: string): Types {
  const source = moduleNamed(analysis, importer, 0, path);
  return source && source !== importer
    ? knownIn(analysis, source, path, name)
    : [externalType(`${path}.${name}`)];
}

/** As `known`, where the project's own module is at hand. */
export function knownIn(analysis: Analysis, source: Module, path: string, name: string): Types {
  const outside = externalType(`${path}.${name}`);
  const own = memberOfModule(analysis, source, name) ?? [];
  if (own.length === 0) return [outside];
  return because('imported', unite(own.map((type) => (isReal(analysis, type) ? outside : type))));
}

/** The very class that a package with clients defines, when that package is the project itself: its own code is not looked into. */
function isReal(analysis: Analysis, type: Type): boolean {
  switch (type.is) {
    case 'client-class':
      return type.httpx;
    case 'class': {
      const names = ancestry(analysis, type.cls).map(({ info }) => info.def.name.id);
      return (
        names.includes('BaseClient') ||
        externalBases(analysis, type.cls).some((base) => base.startsWith('requests.'))
      );
    }
    case 'function':
      return callFunction(analysis, type).some(({ is }) => is === 'client');
    case 'unknown':
      return true;
    default:
      return false;
  }
}

/** What a module hands out under a name; `undefined` when it does not bind it. */
export function memberOfModule(analysis: Analysis, module: Module, name: string): Types | undefined {
  const bindings = lookup(module.scope, name);
  const replaced = replacedForGood(analysis, { module }, name);
  if (bindings.length + replaced.length > 0)
    return unite(
      ...bindings.map((binding) => inferBinding(analysis, module, binding)),
      replaced,
      broughtBelow(analysis, module, bindings, Infinity),
    );
  return throughStars(analysis, module, name);
}

/** Whether code runs while its file is imported, in order. */
const isAtTop = (module: Module, node: NameExpr): boolean => functionAround(module, node) === undefined;

/** What star imports put in the place of a name that the module binds above them. `until`: they stand before this offset. */
function broughtBelow(
  analysis: Analysis,
  module: Module,
  bindings: readonly Binding[],
  until: number,
): Types {
  const own = bindings.filter(({ scope }) => scope === module.scope);
  const [{ name } = { name: '' }] = own;
  if (module.stars.length === 0 || own.length === 0) return [];
  const from = Math.min(...own.map(({ target }) => target.start));
  const brought = throughStars(analysis, module, name, { from, until }) ?? [];
  const isHidden = module.stars.some(
    ({ start, level, path }) =>
      start > from && start < until && !name.startsWith('_') && !moduleNamed(analysis, module, level, path),
  );
  return isHidden ? unite(brought, [unknown(`a star import may replace \`${name}\``)]) : brought;
}

const searching = new Set<string>();

/** What star imports bring: the last one that has the name, and any behind it that may not run. Offsets bound where they stand. */
function throughStars(
  analysis: Analysis,
  module: Module,
  name: string,
  { from, until } = { from: -1, until: Infinity },
): Types | undefined {
  // Modules may star-import each other.
  const key = `${module.path} ${name}`;
  if (module.stars.length === 0 || searching.has(key)) return undefined;
  searching.add(key);
  const found: Types[] = [];
  try {
    for (const star of module.stars.toReversed()) {
      const types = star.start > from && star.start < until && brought(analysis, module, star, name);
      if (!types) continue;
      found.push(types);
      if (module.ast.body.includes(star)) break;
    }
    return found.length > 0 ? unite(...found) : undefined;
  } finally {
    searching.delete(key);
  }
}

/** What one star import brings under a name. */
function brought(analysis: Analysis, module: Module, star: ImportFrom, name: string): Types | undefined {
  const full = `${star.path}.${name}`;
  const source = moduleNamed(analysis, module, star.level, star.path);
  if (star.level === 0 && clientKind(full)) return known(analysis, module, star.path, name);
  if (!source) return clientKind(full) ? [externalType(full)] : undefined;
  return isHandedOut(source, name) ? memberOfModule(analysis, source, name) : undefined;
}

/** Whether `import *` takes a name: `__all__` lists those that it takes, or else all but those with an underscore. */
function isHandedOut({ scope }: Module, name: string): boolean {
  const [{ origin } = {}, ...more] = scope.bindings.get('__all__') ?? [];
  const list = origin?.by === 'value' && more.length === 0 ? origin.value : undefined;
  if (!list) return !name.startsWith('_') || scope.bindings.has('__all__');
  if (list.kind !== 'list' && list.kind !== 'tuple') return true;
  return list.items.some((item) => item.kind !== 'text' || item.value === name);
}

/** Something outside the project, by its dotted name. */
function externalType(path: string): Type {
  const kind = clientKind(path);
  return kind
    ? kind === 'factory'
      ? { is: 'external', path }
      : { is: 'client-class', path, httpx: kind === 'shortcut', shortcut: kind === 'shortcut' }
    : { is: 'external', path };
}

const BUILTINS = new Set(
  (
    'abs all any anext aiter ascii bin bool bytearray bytes callable chr classmethod compile complex delattr dict dir divmod ' +
    'enumerate eval exec filter float format frozenset getattr globals hasattr hash help hex id input int isinstance ' +
    'issubclass iter len list locals map max memoryview min next object oct open ord pow print property range repr ' +
    'reversed round set setattr slice sorted staticmethod str sum super tuple type vars zip NotImplemented'
  ).split(' '),
);

/** A name that nothing in the file binds. */
export const builtin = (id: string): Types =>
  BUILTINS.has(id) || /^[A-Z]\w*(Error|Exception|Warning)$/.test(id)
    ? [{ is: 'external', path: `builtins.${id}` }]
    : [unknown(`\`${id}\` is not defined in this file`)];
