import type { Reference } from '../../../../core/sites.ts';
import { contains, type Span } from '../../../../core/text.ts';
import type { Call, Expr } from '../../ast/expressions.ts';
import type { Stmt, With } from '../../ast/statements.ts';
import type { FunctionInfo } from '../../binding/declarations.ts';
import type { Module } from '../../binding/module.ts';
import { functionAround, sourceOf } from '../../binding/places.ts';
import { isTestFile, isTestFunction } from '../../collected.ts';
import type { Analysis } from '../../inference/analysis.ts';
import { plainArguments } from '../../inference/functions/arguments.ts';
import { fixtureName, isAutouse, isFixture } from '../../inference/functions/marked.ts';
import type { FunctionRef } from '../../inference/types.ts';
import { lastName } from '../../names.ts';
import { statementsIn } from '../../walk.ts';

/** A part of a file whose code runs. */
export interface Region {
  readonly module: Module;
  readonly span: Span;
}

/** The code that is seen to run while a patch or a fixture is in force, or where an exception is expected. */
export function regionsOf(analysis: Analysis, module: Module, one: Reference): readonly Region[] {
  const fn = functionAround(module, one);
  return [
    ...spansOf(module, one).map((span) => ({ module, span })),
    ...(fn && one.as === 'patch' && isInForce(module, one, fn)
      ? askingFor(analysis, { module, info: fn })
      : []),
  ];
}

function spansOf(module: Module, one: Reference): readonly Span[] {
  switch (one.as) {
    case 'raises':
    case 'except':
      return below(module, one) ?? expected(module, one) ?? tried(module, one);
    case 'patch':
      return below(module, one) ?? decorated(module, one) ?? restOf(module, one);
    case 'fixture': {
      const test = functionAround(module, one);
      return test ? [test.def] : [];
    }
    case 'import':
    case 'annotation':
    case 'isinstance':
    case 'base':
    case 'call':
    case 'logger':
    case 'value':
      return [];
    default:
      return one.as satisfies never;
  }
}

const statementsAround = ({ ast }: Module, place: Span): readonly Stmt[] =>
  statementsIn(ast.body).filter((statement) => contains(statement, place));

/** Whether what a function does at a place lasts while the tests run for which it is set up: a fixture that leaves no `with`. */
function isInForce(module: Module, place: Span, fn: FunctionInfo): boolean {
  const around = withAround(module, place);
  return around ? fn.yields.some((one) => contains(around, one)) : !isStopped(module, place, fn);
}

const withAround = (module: Module, place: Span): With | undefined =>
  statementsAround(module, place)
    .filter((one) => one.kind === 'with')
    .findLast(({ items }) => items.some((item) => contains(item, place)));

/** What stands below a `with`, and in its items behind the place. */
function below(module: Module, { start, end }: Span): readonly Span[] | undefined {
  const around = withAround(module, { start, end });
  return around && [{ start: end, end: around.end }];
}

/**
 * What an exception is expected of where no `with` stands around it: the rest of `pytest.raises(Error, function, ...)`, the test that is
 * marked `xfail(raises=Error)`, and the rest of a test where a name or a stack holds `pytest.raises(Error)`.
 */
function expected(module: Module, place: Reference): readonly Span[] | undefined {
  const call = module.calls.findLast(({ args }) => args.some((one) => contains(one, place)));
  if (!call || place.as !== 'raises') return undefined;
  if (lastName(call.callee) === 'xfail') return decorated(module, place);
  const [first, ...given] = plainArguments(call.args);
  if (first && contains(first, place) && given.length > 0) return [call];
  const around = functionAround(module, place);
  return around && isTestFunction(around) ? [{ start: call.end, end: around.def.end }] : undefined;
}

/** The body of a `try` whose handlers name the place. */
function tried(module: Module, place: Span): readonly Span[] {
  const around = statementsAround(module, place).findLast((one) => one.kind === 'try');
  const [first, last] = around?.kind === 'try' ? [around.body[0], around.body.at(-1)] : [];
  return first && last && last.end <= place.start ? [{ start: first.start, end: last.end }] : [];
}

/** The function or class that the place stands in a decorator of. */
function decorated({ functions, classes }: Module, place: Span): readonly Span[] | undefined {
  const found = [...functions.keys(), ...classes.keys()].find(({ decorators }) =>
    decorators.some((one) => contains(one, place)),
  );
  return found && [found];
}

/** The rest of a test or of what `monkeypatch.context()` opens, up to where all is put back; the class of a `setUp`. */
function restOf(module: Module, { start, end }: Span): readonly Span[] {
  const around = functionAround(module, { start, end });
  if (!around) return [];
  if (around.owner && SET_UPS.has(around.def.name.id)) return [around.owner.def];
  if (!isTestFunction(around)) return [];
  const opened = statementsAround(module, { start, end })
    .filter((one) => one.kind === 'with')
    .findLast(({ items }) => items.some(({ value }) => calledAs(value, ['context'])));
  const last = (opened ?? around.def).end;
  return [{ start: end, end: endOf(module, { start: end, end: last })?.start ?? last }];
}

const SET_UPS: ReadonlySet<string> = new Set(['setUp', 'setUpClass', 'setup_method', 'setup_class']);

const isStopped = (module: Module, { end }: Span, { def, yields }: FunctionInfo): boolean =>
  endOf(module, { start: end, end: yields[0]?.start ?? def.end }) !== undefined;

/** The call that ends a patch: `patcher.stop()`, `monkeypatch.undo()`, `mocker.stopall()`. */
const endOf = (module: Module, span: Span): Call | undefined =>
  module.calls
    .filter((call) => contains(span, call) && calledAs(call, ['stop', 'undo', 'stopall']))
    .toSorted((a, b) => a.start - b.start)[0];

const calledAs = (node: Expr, names: readonly string[]): boolean =>
  node.kind === 'call' && node.callee.kind === 'attribute' && names.includes(node.callee.attribute.id);

/** How many files that mention a fixture are looked into. */
const MOST_FILES = 20;

/** The tests and fixtures that a fixture is set up for, if a function is one; in other files too, where these can see it. */
function askingFor(analysis: Analysis, fixture: FunctionRef): readonly Region[] {
  if (!isFixture(fixture)) return [];
  const { module, info } = fixture;
  if (isAutouse(fixture))
    return [{ module, span: info.owner?.def ?? { start: info.def.end, end: module.source.length } }];
  const others = isTestFile(module.path) ? [] : analysis.project.mentioning(fixtureName(fixture));
  const files = others.slice(0, MOST_FILES).flatMap((path) => analysis.module(path) ?? []);
  const all = [module, ...files.filter(({ path }) => path !== module.path)].flatMap((home) =>
    [...home.functions.values()].map((one) => ({ module: home, info: one })),
  );
  const names = new Set([fixtureName(fixture)]);
  for (const name of names)
    for (const fn of all) if (isFixture(fn) && asksFor(fn, [name])) names.add(fixtureName(fn));
  return all
    .filter((fn) => (isTestFunction(fn.info) || isFixture(fn)) && asksFor(fn, [...names]))
    .map((fn) => ({ module: fn.module, span: fn.info.def }));
}

/** By a parameter, or by `usefixtures` on the function, its class or the file. */
function asksFor({ module, info }: FunctionRef, names: readonly string[]): boolean {
  if (info.def.parameters.some(({ name }) => names.includes(name.id))) return true;
  const marks = [...info.def.decorators, ...(info.owner?.def.decorators ?? [])].map((one) =>
    sourceOf(module, one),
  );
  const ofFile = /^pytestmark\b.*/m.exec(module.source)?.[0] ?? '';
  return [...marks, ofFile].some(
    (mark) => mark.includes('usefixtures') && names.some((name) => new RegExp(`["']${name}["']`).test(mark)),
  );
}
