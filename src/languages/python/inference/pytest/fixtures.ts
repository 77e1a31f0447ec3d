import { oncePer } from '../../../kernel/once.ts';
import type { Attribute, Call, Expr } from '../../ast.ts';
import type { ClassInfo } from '../../binding/declarations.ts';
import { resolveModule } from '../../binding/imports.ts';
import type { Module } from '../../binding/module.ts';
import { functionAround, sourceOf } from '../../binding/places.ts';
import type { Binding } from '../../binding/scope.ts';
import { groupBy } from '../../group.ts';
import { moduleNamed, type Analysis } from '../analysis.ts';
import { ancestry } from '../classes/classes.ts';
import { storedTypes } from '../classes/stores.ts';
import { elementsOf, writtenItems } from '../collections/elements.ts';
import { keyword, positional } from '../functions/arguments.ts';
import { givenBy } from '../functions/functions.ts';
import {
  functionKey,
  isDefinite,
  sameFunction,
  textOf,
  unite,
  unknown,
  type ClassRef,
  type FunctionRef,
  type Placed,
  type Types,
} from '../types.ts';
import { conftestsOf } from './conftests.ts';
import { isParam } from './parametrize.ts';
import { pluginsOfProject } from './plugins.ts';

/** The decorator that makes a function a fixture; `undefined` for any other function. */
function fixtureMark({ module, info }: FunctionRef): Expr | undefined {
  return info.def.decorators.find((decorator) =>
    /(^|\.)(yield_)?fixture$/.test(
      sourceOf(module, decorator.kind === 'call' ? decorator.callee : decorator),
    ),
  );
}

export const isFixture = (fn: FunctionRef): boolean => fixtureMark(fn) !== undefined;

/** The name tests ask for a fixture by, where it is defined. */
export const fixtureName = (fn: FunctionRef): string => givenName(fn) ?? fn.info.def.name.id;

/** `@fixture(name="...")`. */
function givenName(fn: FunctionRef): string | undefined {
  const mark = fixtureMark(fn);
  const name = mark?.kind === 'call' ? keyword(mark.args, 'name') : undefined;
  return name?.kind === 'text' ? name.value : undefined;
}

/** What the fixture `name` gives to the function that asks for it; `undefined` when there is no such fixture in sight. */
export function fixtureFor(analysis: Analysis, asking: FunctionRef, name: string): Types | undefined {
  const found = findFixture(analysis, asking, name);
  return found && fixtureTypes(analysis, found);
}

const fixtureTypes = (analysis: Analysis, fn: FunctionRef): Types =>
  analysis.once(`fixture ${functionKey(fn)}`, () => {
    const given = givenBy(analysis, fn);
    if (isDefinite(given) || !fn.info.def.returns) return given;
    const annotated = analysis.inferAnnotation({ module: fn.module, node: fn.info.def.returns });
    const values = fn.info.yields.length > 0 ? elementsOf(annotated) : annotated;
    return isDefinite(values) ? values : given;
  });

/**
 * Pytest's order: the class of the test, its module, then every `conftest.py` upwards, then plugins. A fixture that
 * asks for its own name gets the one it overrides.
 * https://docs.pytest.org/en/stable/reference/fixtures.html#fixture-availability
 */
function findFixture(analysis: Analysis, asking: FunctionRef, name: string): FunctionRef | undefined {
  // What stands below an overriding fixture is not seen from it.
  for (const fixtures of levels(analysis, asking)) {
    const found = fixtures.get(name)?.findLast((fn) => !sameFunction(fn, asking));
    if (found) return found;
  }
  return undefined;
}

/** Fixtures by the name they are asked for by; of several with one name the last counts. */
type Fixtures = ReadonlyMap<string, readonly FunctionRef[]>;

function* levels(analysis: Analysis, { module, info }: FunctionRef): Generator<Fixtures> {
  if (info.owner) {
    for (const cls of ancestry(analysis, { module, info: info.owner }))
      yield fixturesOfClasses(cls.module).get(cls.info) ?? noFixtures;
    for (const cls of classesAround(module, info.owner))
      yield fixturesOfClasses(module).get(cls) ?? noFixtures;
  }
  yield fixturesIn(module, analysis);
  for (const conftest of conftestsOf(analysis, module)) yield fixturesIn(conftest, analysis);
  for (const name of pluginsOfProject(analysis.project).toReversed()) {
    const plugin = moduleNamed(analysis, module, 0, name);
    if (plugin) yield fixturesIn(plugin, analysis);
  }
}

/** The classes a class is nested in, the innermost first: its tests see their fixtures. */
const classesAround = ({ classes }: Module, { def: inner }: ClassInfo): readonly ClassInfo[] =>
  [...classes.values()]
    .filter(({ def }) => def.start < inner.start && inner.end <= def.end)
    .sort((a, b) => b.def.start - a.def.start);

const noFixtures: Fixtures = new Map();

/** A fixture under the name that it is seen by: an import may give it another than its definition does. */
interface Seen {
  readonly name: string;
  readonly fn: FunctionRef;
}

const byName = (all: readonly Seen[]): Fixtures =>
  new Map([...groupBy(all, ({ name }) => name)].map(([name, seen]) => [name, seen.map(({ fn }) => fn)]));

const fixturesOfClasses = oncePer((module: Module): ReadonlyMap<ClassInfo, Fixtures> => {
  const all = [...module.functions.values()].map((info) => ({ module, info })).filter(isFixture);
  const found = new Map<ClassInfo, Fixtures>();
  for (const [owner, fixtures] of groupBy(all, ({ info }) => info.owner))
    if (owner) found.set(owner, groupBy(fixtures, fixtureName));
  return found;
});

/** Fixtures that every test of a module sees, or for a `conftest.py` every test below it. */
const fixturesIn = oncePer((module: Module, analysis: Analysis): Fixtures =>
  byName(fixturesSeenIn(analysis, module, new Set())),
);

/** Fixtures a module defines, imports or names as plugins, in that order of precedence from the end. */
function fixturesSeenIn(analysis: Analysis, module: Module, visited: Set<Module>): Seen[] {
  if (visited.has(module)) return [];
  visited.add(module);
  const plugins = pluginNames(analysis, module).flatMap((name) =>
    fixturesOfPlugin(analysis, module, name, visited),
  );
  const stars = module.stars.flatMap(({ level, path }) => {
    const source = moduleNamed(analysis, module, level, path);
    return source ? fixturesSeenIn(analysis, source, visited) : [];
  });
  return [...plugins, ...stars, ...ownFixtures(analysis, module)];
}

function ownFixtures(analysis: Analysis, module: Module): Seen[] {
  return [...module.scope.bindings.values()].flat().flatMap((binding) => {
    const fn = fixtureBound(analysis, module, binding);
    return fn ? [{ name: givenName(fn) ?? binding.name, fn }] : [];
  });
}

function fixtureBound(analysis: Analysis, module: Module, binding: Binding): FunctionRef | undefined {
  const { origin } = binding;
  if (origin.by === 'function') {
    const info = module.functions.get(origin.def);
    return info && isFixture({ module, info }) ? { module, info } : undefined;
  }
  // A library's names are no fixtures of this project: only what resolves to a file is followed.
  if (
    origin.by !== 'import-from' ||
    !resolveModule(analysis.project, module.path, origin.from.level, origin.from.path)
  )
    return undefined;
  const [type] = analysis.inferBinding(module, binding);
  return type?.is === 'function' && isFixture(type.fn) ? type.fn : undefined;
}

function fixturesOfPlugin(analysis: Analysis, importer: Module, name: string, visited: Set<Module>): Seen[] {
  const plugin = moduleNamed(analysis, importer, 0, name);
  return plugin ? fixturesSeenIn(analysis, plugin, visited) : [];
}

/** `pytest_plugins = ["tests.fixtures"]`. */
function pluginNames(analysis: Analysis, module: Module): string[] {
  return (module.scope.bindings.get('pytest_plugins') ?? []).flatMap(({ origin }) => {
    if (origin.by !== 'value' && origin.by !== 'augmented') return [];
    const items =
      origin.value.kind === 'text'
        ? [{ module, node: origin.value }]
        : writtenItems(analysis, { module, node: origin.value });
    return (items ?? []).flatMap(({ node }) =>
      node.kind === 'text' && node.value !== undefined ? [node.value] : [],
    );
  });
}

/** `request.getfixturevalue("name")`. */
export function fixtureNamed(analysis: Analysis, { module, node }: Placed<Call>): Types {
  const info = functionAround(module, node);
  const argument = positional(node.args, 0) ?? keyword(node.args, 'argname');
  const names = argument ? analysis.infer({ module, node: argument }) : [];
  if (!info || names.length === 0) return [unknown('cannot tell which fixture is requested')];
  return unite(
    ...names.map((type): Types => {
      const text = textOf(type);
      const found = text === undefined ? undefined : fixtureFor(analysis, { module, info }, text);
      return (
        found ?? [
          unknown(
            text === undefined
              ? 'cannot tell which fixture is requested'
              : `cannot find a fixture \`${text}\``,
          ),
        ]
      );
    }),
  );
}

/** `request.param` of a fixture with `params=[...]`; `undefined` for any other attribute. */
export function fixtureParameter(analysis: Analysis, { module, node }: Placed<Attribute>): Types | undefined {
  if (node.attribute.id !== 'param' || node.object.kind !== 'name' || node.object.id !== 'request')
    return undefined;
  const info = functionAround(module, node);
  const mark = info && fixtureMark({ module, info });
  const params = mark?.kind === 'call' ? keyword(mark.args, 'params') : undefined;
  const items = params && writtenItems(analysis, { module, node: params });
  return items && unite(...items.map((item) => analysis.infer(unwrapParam(item))));
}

/** The one value of a `pytest.param(...)`, or the value that stands there without it. */
const unwrapParam = ({ module, node }: Placed): Placed => ({
  module,
  node: (isParam(module, node) && positional(node.args, 0)) || node,
});

/** What fixtures in sight of a test class set on it: `request.cls.client = ...`. */
export function storedOnTestClass(analysis: Analysis, { module }: ClassRef, name: string): Types {
  return unite(
    ...[module, ...conftestsOf(analysis, module)].flatMap((one) =>
      one
        .storesOf(name)
        .filter(({ target }) => /^request\.(cls|instance|node\.cls)$/.test(sourceOf(one, target.object)))
        .map((store) => storedTypes(analysis, one, store)),
    ),
  );
}
