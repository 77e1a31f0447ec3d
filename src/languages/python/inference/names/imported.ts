import { clientKind, isClientModule } from '../../../../clients/packages.ts';
import type { ImportFrom } from '../../ast/statements.ts';
import type { Module } from '../../binding/module.ts';
import { lookup, type Binding } from '../../binding/scope.ts';
import { dotted, moduleNamed, type Analysis } from '../analysis.ts';
import { ancestry, externalBases } from '../classes/classes.ts';
import { callFunction } from '../functions/functions.ts';
import { replacedForGood } from '../replaced/outside.ts';
import { because, unite, unknown, type Type, type Types } from '../types.ts';

/** `import path`. */
export function importedModule(analysis: Analysis, importer: Module, path: string): Types {
  const found = isClientModule(path) ? undefined : moduleNamed(analysis, importer, 0, path);
  return [found ? { is: 'module', module: found } : { is: 'external', path }];
}

/** `from path import name`. */
export function importedName(analysis: Analysis, importer: Module, from: ImportFrom, name: string): Types {
  const full = dotted(from, name);
  if (from.level === 0 && (clientKind(full) || isClientModule(from.path)))
    return ofClientPackage(analysis, importer, from.path, name);
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
export function ofClientPackage(analysis: Analysis, importer: Module, path: string, name: string): Types {
  const source = moduleNamed(analysis, importer, 0, path);
  return source && source !== importer
    ? ofOwnPackage(analysis, source, path, name)
    : [externalType(`${path}.${name}`)];
}

/** As `ofClientPackage`, where the project's own module is at hand. */
export function ofOwnPackage(analysis: Analysis, source: Module, path: string, name: string): Types {
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
      ...bindings.map((binding) => analysis.inferBinding(module, binding)),
      replaced,
      broughtBelow(analysis, module, bindings, Infinity),
    );
  return throughStars(analysis, module, name);
}

/** What star imports put in the place of a name that the module binds above them. `until`: they stand before this offset. */
export function broughtBelow(
  analysis: Analysis,
  module: Module,
  bindings: readonly Binding[],
  until: number,
): Types {
  const own = bindings.filter(({ scope }) => scope === module.scope);
  const [{ name } = { name: '' }] = own;
  if (module.stars.length === 0 || own.length === 0) return [];
  const from = own.reduce((least, { target }) => Math.min(least, target.start), Infinity);
  const brought = throughStars(analysis, module, name, { from, until }) ?? [];
  const isHidden = module.stars.some(
    ({ start, level, path }) =>
      start > from && start < until && !name.startsWith('_') && !moduleNamed(analysis, module, level, path),
  );
  return isHidden ? unite(brought, [unknown(`a star import may replace \`${name}\``)]) : brought;
}

const searching = new Set<string>();

/** What star imports bring: the last one that has the name, and any behind it that may not run. Offsets bound where they stand. */
export function throughStars(
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
  if (star.level === 0 && clientKind(full)) return ofClientPackage(analysis, module, star.path, name);
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
  if (!kind || kind === 'factory') return { is: 'external', path };
  const isShortcut = kind === 'shortcut';
  return { is: 'client-class', path, httpx: isShortcut, shortcut: isShortcut };
}
