import { oncePer } from '../../../kernel/once.ts';
import type { Lambda } from '../../ast/expressions.ts';
import type { FunctionDef, ImportFrom, Return } from '../../ast/statements.ts';
import { bindsAlways } from '../../binding/certain.ts';
import type { ClassInfo, FunctionInfo } from '../../binding/declarations.ts';
import { resolveModule } from '../../binding/imports.ts';
import type { Module } from '../../binding/module.ts';
import type { Binding, Scope } from '../../binding/scope.ts';
import { groupBy } from '../../../../core/group.ts';
import { moduleNamed, type Analysis } from '../analysis.ts';
import { ancestry } from '../classes/classes.ts';
import { writtenItems } from '../collections/elements.ts';
import type { FunctionRef } from '../types.ts';
import { conftestsOf } from '../functions/conftests.ts';
import { functionMade, givenName, isFixture } from '../functions/marked.ts';
import { pluginsOfProject } from './plugins.ts';
import { literalText } from '../../names.ts';

/** A fixture under the name that it is seen by: an import may give it another than its definition does. */
interface Seen {
  readonly name: string;
  readonly fn: FunctionRef;
  /** Whether it is there whatever happens while the module is imported: not in one branch of an `if`. */
  readonly sure: boolean;
}

/** The fixtures of one place, by name; several of a name where branches define it. */
export type Level = ReadonlyMap<string, readonly Seen[]>;

/** Where a fixture is asked for: a module, or a class in it. */
export interface Asking {
  readonly module: Module;
  readonly owner?: ClassInfo | undefined;
}

const nothing: Level = new Map();

/**
 * Pytest's order: the class of the test, its module, then every `conftest.py` upwards, then plugins.
 * https://docs.pytest.org/en/stable/reference/fixtures.html#fixture-availability
 */
export function* levels(analysis: Analysis, { module, owner }: Asking): Generator<Level> {
  if (owner) {
    for (const cls of ancestry(analysis, { module, info: owner }))
      yield fixturesOfClasses(cls.module).get(cls.info) ?? nothing;
    for (const cls of classesAround(module, owner)) yield fixturesOfClasses(module).get(cls) ?? nothing;
  }
  const near = [module, ...conftestsOf(analysis, module)];
  for (const one of near) yield fixturesIn(one, analysis);
  const named = near.flatMap((one) => pluginNames(analysis, one).map((name) => [one, name] as const));
  const registered = pluginsOfProject(analysis.project).map((name) => [module, name] as const);
  for (const [importer, name] of [...named.toReversed(), ...registered.toReversed()])
    yield* levelsOfPlugin(analysis, importer, name, new Set());
}

/** A plugin may name further ones. */
function* levelsOfPlugin(
  analysis: Analysis,
  importer: Module,
  name: string,
  visited: Set<Module>,
): Generator<Level> {
  const plugin = moduleNamed(analysis, importer, 0, name);
  if (!plugin || visited.has(plugin)) return;
  visited.add(plugin);
  yield fixturesIn(plugin, analysis);
  for (const one of pluginNames(analysis, plugin).toReversed())
    yield* levelsOfPlugin(analysis, plugin, one, visited);
}

/** The classes a class is nested in, the innermost first: its tests see their fixtures. */
const classesAround = ({ classes }: Module, { def: inner }: ClassInfo): readonly ClassInfo[] =>
  [...classes.values()]
    .filter(({ def }) => def.start < inner.start && inner.end <= def.end)
    .sort((a, b) => b.def.start - a.def.start);

const byName = (all: readonly Seen[]): Level => groupBy(all, ({ name }) => name);

/** The fixtures that each class of a module defines itself. */
export const fixturesOfClasses = oncePer((module: Module): ReadonlyMap<ClassInfo, Level> => {
  const found = new Map<ClassInfo, Level>();
  for (const info of module.classes.values()) {
    const { scope, def } = info;
    const seen = [...scope.bindings.keys()].flatMap((name): Seen[] => {
      const bindings = module.finalBindings(scope, name);
      const sure = bindsAlways(
        def.body,
        bindings.map(({ target }) => target),
      );
      return bindings.flatMap((binding) => {
        const fn = definedFixture(module, binding);
        return fn ? [{ name: givenName(fn) ?? name, fn, sure }] : [];
      });
    });
    if (seen.length > 0) found.set(info, byName(seen));
  }
  return found;
});

/** Fixtures that every test of a module sees, or for a `conftest.py` every test below it; not those of its plugins. */
export const fixturesIn = oncePer((module: Module, analysis: Analysis): Level =>
  byName(fixturesSeenIn(analysis, module, new Set())),
);

function fixturesSeenIn(analysis: Analysis, module: Module, visited: Set<Module>): readonly Seen[] {
  if (visited.has(module)) return [];
  visited.add(module);
  const own = ownFixtures(analysis, module);
  return module.stars.reduce<readonly Seen[]>(
    (seen, star) => addStar(analysis, module, star, seen, visited),
    own,
  );
}

/** What a star import adds: it hides what the module binds above it, and is hidden by what stands below. */
function addStar(
  analysis: Analysis,
  module: Module,
  star: ImportFrom,
  seen: readonly Seen[],
  visited: Set<Module>,
): readonly Seen[] {
  const source = moduleNamed(analysis, module, star.level, star.path);
  if (!source) return seen;
  const isAlways = module.ast.body.includes(star);
  const brought = fixturesSeenIn(analysis, source, visited).map((one) => ({
    ...one,
    sure: one.sure && isAlways,
  }));
  const boundBelow = (name: string): boolean =>
    bindsAlways(
      module.ast.body,
      module
        .finalBindings(module.scope, name)
        .flatMap(({ target }) => (target.start > star.start ? [target] : [])),
    );
  return [...seen, ...brought.filter(({ name }) => !boundBelow(name))];
}

function ownFixtures(analysis: Analysis, module: Module): readonly Seen[] {
  return [...module.scope.bindings.keys()].flatMap((name): Seen[] => {
    const bindings = module.finalBindings(module.scope, name);
    const isBound = bindsAlways(
      module.ast.body,
      bindings.map(({ target }) => target),
    );
    return bindings.flatMap((binding) => {
      const all = fixturesBound(analysis, module, binding);
      return all.map((fn) => ({ name: givenName(fn) ?? name, fn, sure: isBound }));
    });
  });
}

function definedFixture(module: Module, { origin }: Binding): FunctionRef | undefined {
  const info = origin.by === 'function' ? module.functions.get(origin.def) : undefined;
  return info && isFixture({ module, info }) ? { module, info } : undefined;
}

function fixturesBound(analysis: Analysis, module: Module, binding: Binding): readonly FunctionRef[] {
  const { origin } = binding;
  const defined = definedFixture(module, binding);
  if (defined) return [defined];
  if (origin.by === 'value') return madeFixtures(analysis, module, binding);
  // A library's names are no fixtures of this project: only what resolves to a file is followed.
  if (
    origin.by !== 'import-from' ||
    !resolveModule(analysis.project, module.path, origin.from.level, origin.from.path)
  )
    return [];
  const source = moduleNamed(analysis, module, origin.from.level, origin.from.path);
  const made = (source?.scope.bindings.get(origin.name) ?? []).flatMap((one) =>
    source ? madeFixtures(analysis, source, one) : [],
  );
  if (made.length > 0) return made;
  return analysis
    .inferBinding(module, binding)
    .flatMap((type) => (type.is === 'function' && isFixture(type.fn) ? [type.fn] : []));
}

/** `api = pytest.fixture(make)`. */
function madeFixtures(
  analysis: Analysis,
  module: Module,
  { name, origin, scope }: Binding,
): readonly FunctionRef[] {
  const node = origin.by === 'value' ? functionMade(module, origin.value) : undefined;
  if (!node) return [];
  if (node.kind === 'lambda') return [{ module, info: asFunction(node, name, scope) }];
  return analysis.infer({ module, node }).flatMap((type) => (type.is === 'function' ? [type.fn] : []));
}

/** A lambda as the function that returns what stands in it. */
function asFunction(node: Lambda, name: string, scope: Scope): FunctionInfo {
  const { start, end, parameters, body: value } = node;
  const returned: Return = { kind: 'return', start: value.start, end: value.end, value };
  const id = { start, end: start, id: name };
  const def: FunctionDef = {
    ...{ kind: 'function', start, end, async: false, name: id, parameters, decorators: [] },
    body: [returned],
  };
  return { def, scope, owner: undefined, outer: undefined, returns: [returned], yields: [] };
}

/** `pytest_plugins = ["tests.fixtures"]`. */
function pluginNames(analysis: Analysis, module: Module): readonly string[] {
  return (module.scope.bindings.get('pytest_plugins') ?? []).flatMap(({ origin }) => {
    if (origin.by !== 'value' && origin.by !== 'augmented') return [];
    const items =
      origin.value.kind === 'text'
        ? [{ module, node: origin.value }]
        : writtenItems(analysis, { module, node: origin.value });
    return (items ?? []).flatMap(({ node }) => literalText(node) ?? []);
  });
}
