import { completed } from '../corrected.ts';
import { contains } from '../../../../core/text.ts';
import type { Attribute, Call } from '../../ast/expressions.ts';
import { functionAround, sourceOf } from '../../binding/places.ts';
import type { Analysis } from '../analysis.ts';
import { storedTypes } from '../classes/stores.ts';
import { subclassesOf } from '../classes/subclasses.ts';
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
import { conftestsOf } from '../functions/conftests.ts';
import { importersOf } from './importers.ts';
import { levels, type Asking } from './levels.ts';
import { fixtureName, fixtureOption, isFixture } from '../functions/marked.ts';
import { generated, isParam, parametrizedBy, parametrizedClass } from './parametrize.ts';
import { redefinedBelow, type Redefined } from './redefined.ts';

/** What the fixture `name` gives to the function that asks for it; `undefined` when there is no such fixture in sight. */
export function fixtureFor(analysis: Analysis, asking: FunctionRef, name: string): Types | undefined {
  const { module, info } = asking;
  const found = fixturesFor(analysis, { module, owner: info.owner }, asking, name);
  const values = generated(analysis, module, name);
  const inherited = inheritedBy(analysis, asking, name);
  const all = [
    ...found.map((fn) => fixtureTypes(analysis, fn)),
    ...(values ? [values] : []),
    ...inherited,
    ...(isFixture(asking) ? below(analysis, asking, name) : []),
  ];
  return all.length > 0 ? unite(...all) : undefined;
}

/** What it gives where a subclass, or a file that imports it, runs the test with fixtures and marks of its own. */
function inheritedBy(analysis: Analysis, asking: FunctionRef, name: string): readonly Types[] {
  const { module, info } = asking;
  const classes = info.owner ? subclassesOf(analysis, { module, info: info.owner }) : [];
  const imported = importersOf(analysis, asking).flatMap((one) =>
    fixturesFor(analysis, { module: one }, asking, name).map((fn) => fixtureTypes(analysis, fn)),
  );
  const inherited = classes.flatMap((cls) => {
    const values = parametrizedClass(analysis, cls, name);
    if (values) return [values];
    const found = fixturesFor(analysis, { module: cls.module, owner: cls.info }, asking, name);
    return found.map((fn) => fixtureTypes(analysis, fn));
  });
  return [...inherited, ...imported];
}

/** What tests below a fixture put in the place of one that it asks for. */
function below(analysis: Analysis, asking: FunctionRef, name: string): readonly Types[] {
  if (name === 'request') return [];
  const { fixtures, marks, incomplete } = redefinedBelow(analysis, asking, name);
  const values = parametrizedBy(analysis, marks, name);
  return [
    ...fixtures.map((fn) => fixtureTypes(analysis, fn)),
    ...(values ? [values] : []),
    ...unseen(incomplete),
  ];
}

const unseen = (incomplete: Redefined['incomplete']): readonly Types[] =>
  incomplete === undefined ? [] : [[unknown(incomplete)]];

const fixtureTypes = (analysis: Analysis, fn: FunctionRef): Types =>
  analysis.once(`fixture ${functionKey(fn)}`, () => {
    const given = givenBy(analysis, fn);
    if (!fn.info.def.returns) return given;
    const annotated = analysis.inferAnnotation({ module: fn.module, node: fn.info.def.returns });
    const values = fn.info.yields.length > 0 ? yieldedBy(annotated) : annotated;
    if (isDefinite(given)) return given.map((type) => completed(values, type));
    return isDefinite(values) ? values : given;
  });

/** What a generator yields by its annotation; many annotate what it yields alone. */
const yieldedBy = (annotated: Types): Types =>
  annotated.some(({ is }) => is === 'tuple') ? annotated : elementsOf(annotated);

/** The definitions that may be found; one that asks for its own name gets the one that it overrides. */
export function fixturesFor(
  analysis: Analysis,
  place: Asking,
  asking: FunctionRef | undefined,
  name: string,
): readonly FunctionRef[] {
  const found: FunctionRef[] = [];
  for (const level of levels(analysis, place)) {
    const here = level.get(name) ?? [];
    if (here.length === 0 || here.some(({ fn }) => asking && sameFunction(fn, asking))) continue;
    for (const { fn } of here) found.push(fn);
    if (here.some(({ sure }) => sure)) break;
  }
  return found;
}

/** `lazy_fixture("name")`, which stands where a test is parametrized; undefined: there is no such fixture in sight. */
export function lazyFixture(analysis: Analysis, { module, node }: Placed, name: string): Types | undefined {
  const owner = [...module.classes.values()].findLast(({ def }) => contains(def, node));
  const found = fixturesFor(analysis, { module, owner }, undefined, name);
  return found.length > 0 ? unite(...found.map((fn) => fixtureTypes(analysis, fn))) : undefined;
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
  if (!info || !isFixture({ module, info })) return undefined;
  const params = fixtureOption({ module, info }, 'params');
  const items = params && writtenItems(analysis, { module, node: params });
  const { marks, incomplete } = redefinedBelow(analysis, { module, info }, fixtureName({ module, info }));
  const values = parametrizedBy(analysis, marks, fixtureName({ module, info }), 'indirect');
  if (!items && !values) return undefined;
  return unite(
    ...(items ?? []).map((item) => analysis.infer(unwrapParam(item))),
    values ?? [],
    params && !items ? [unknown('cannot see all the values of the fixture')] : [],
    ...unseen(incomplete),
  );
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
