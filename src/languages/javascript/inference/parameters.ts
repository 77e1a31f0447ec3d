import { isMember, memberName, unwrap, type AnyCall, type AnyFunction } from '../ast.ts';
import type { Module } from '../binding/module.ts';
import { annotationOf } from '../binding/patterns.ts';
import { argumentOf, nameOfFunction, outermost } from '../binding/places.ts';
import type { Origin } from '../binding/scope.ts';
import type { Analysis } from './analysis.ts';
import { callersOf } from './callers.ts';
import { elementsOf, itemOf, unpack } from './collections/elements.ts';
import { because, data, isKnown, none, unite, unknown, type Placed, type Types } from './types.ts';

type Parameter = Extract<Origin, { readonly by: 'parameter' }>;

/** What a parameter may be given: what its type, its default and its callers say. */
export function inferParameter(
  analysis: Analysis,
  module: Module,
  { fn, index, rest, path }: Parameter,
): Types {
  const whole = analysis.once(`parameter ${module.path}#${fn.start ?? 0}:${index}`, () => {
    const node = fn.params[index];
    const type =
      node &&
      annotationOf(
        node.type === 'AssignmentPattern'
          ? node.left
          : node.type === 'TSParameterProperty'
            ? node.parameter
            : node,
      );
    const named = type ? analysis.inferAnnotation({ module, node: type }) : [];
    if (isKnown(named)) return because('annotated', named);
    const found = passedTo(analysis, { module, node: fn }, index, rest);
    return found.length > 0 || named.length === 0 ? found : named;
  });
  const [first] = path;
  const types =
    first?.to.by === 'itself' &&
    first.fallback &&
    !isKnown(whole) &&
    whole.every(({ is }) => is === 'unknown')
      ? unite(whole)
      : whole;
  return unpack(analysis, module, types, path);
}

function passedTo(analysis: Analysis, fn: Placed<AnyFunction>, index: number, rest: boolean): Types {
  const { module, node } = fn;
  const argument = argumentOf(module, node);
  if (argument && node.type !== 'ObjectMethod' && node.type !== 'ClassMethod')
    return passedBack(analysis, module, argument.call, { at: argument.index, index });
  const fixture = fixtureContext(analysis, fn, index);
  if (fixture) return fixture;
  const { calls, incomplete } = callersOf(analysis, fn);
  const name = nameOfFunction(module, node) ?? 'a function';
  const passed = calls.map(({ module: from, call }) => argumentAt(analysis, from, call, index, rest));
  const missing =
    incomplete ??
    (calls.length === 0 ? `it is a parameter of \`${name}\`, and no call of it is found` : undefined);
  return because('caller', unite(...passed, missing === undefined ? [] : [unknown(missing)]));
}

function argumentAt(analysis: Analysis, module: Module, call: AnyCall, index: number, rest: boolean): Types {
  if (rest) {
    const items = call.arguments.slice(index).map((node) => analysis.infer({ module, node }));
    return [{ is: 'many', of: unite(...items) }];
  }
  const spread = call.arguments.findIndex(({ type }) => type === 'SpreadElement');
  if (spread >= 0 && spread <= index) return [unknown('arguments are passed on with `...`')];
  const node = call.arguments[index];
  return node ? analysis.infer({ module, node }) : [none];
}

interface CallbackPlace {
  /** Which argument the callback is. */
  readonly at: number;
  /** Which parameter of the callback is asked for. */
  readonly index: number;
}

const ELEMENT_METHODS = new Set('forEach map filter find findLast some every flatMap findIndex'.split(' '));

/** What a callback is given by what it is passed to. */
function passedBack(analysis: Analysis, module: Module, call: AnyCall, { at, index }: CallbackPlace): Types {
  const callees = analysis.infer({ module, node: call.callee });
  const callee = unwrap(call.callee);
  const types = callees.flatMap((type): Types => {
    if (type.is === 'tests') {
      const { table } = type;
      if (table?.by === 'each') return fromTable(analysis.infer(table), index);
      if (table && index === 0) return elementsOf(analysis.infer(table));
      return index === (table ? 1 : 0)
        ? [{ is: 'context', module, fixtures: type.fixtures }]
        : [unknown('a test framework gives it')];
    }
    if (type.is !== 'function' || type.fn.node.type === 'TSDeclareFunction') return [];
    return because(
      'caller',
      givenToCallback(analysis, { module: type.fn.module, node: type.fn.node }, at, index),
    );
  });
  if (types.length > 0) return unite(types);
  if (isMember(callee)) {
    const method = memberName(callee) ?? '';
    const object = analysis.infer({ module, node: callee.object });
    if (ELEMENT_METHODS.has(method))
      return index === 0 ? elementsOf(object) : index === 1 ? [data('number')] : object;
    if (method === 'then' && index === 0 && at === 0) return object;
  }
  return [unknown('it is given by what calls the function back')];
}

/** `each([[a, b], ...])` gives the columns, `each([a, b])` the values. */
function fromTable(table: Types, index: number): Types {
  return unite(
    ...elementsOf(table).map((row): Types => {
      if (row.is === 'array') return itemOf(row, index);
      return index === 0 ? [row] : [unknown('a test framework gives it')];
    }),
  );
}

/** What a function of the project passes to the function it is given as argument `at`. */
function givenToCallback(
  analysis: Analysis,
  { module, node }: Placed<AnyFunction>,
  at: number,
  index: number,
): Types {
  const parameter = node.params[at];
  const plain = parameter?.type === 'AssignmentPattern' ? parameter.left : parameter;
  const variable = plain?.type === 'Identifier' ? module.variableOf(plain) : undefined;
  if (!variable) return [unknown('it is given by what calls the function back')];
  const calls = module.calls.filter((call) => {
    const callee = unwrap(call.callee);
    return callee.type === 'Identifier' && module.variableOf(callee) === variable;
  });
  const passed = calls.map((call) => argumentAt(analysis, module, call, index, false));
  // Handed on once more, it may be called with anything.
  const isCalledOnly = variable.reads.every((read) => calls.some(({ callee }) => unwrap(callee) === read));
  return unite(...passed, isCalledOnly ? [] : [unknown('it is given by what calls the function back')]);
}

/** The first parameter of a function in `test.extend({ ... })` is the context, with the fixtures beside it. */
function fixtureContext(
  analysis: Analysis,
  { module, node }: Placed<AnyFunction>,
  index: number,
): Types | undefined {
  if (index > 0) return undefined;
  let holder = node.type === 'ObjectMethod' ? node : module.parentOf(outermost(module, node));
  if (holder?.type === 'ArrayExpression') holder = module.parentOf(holder);
  const literal =
    holder && (holder.type === 'ObjectProperty' || holder.type === 'ObjectMethod')
      ? module.parentOf(holder)
      : undefined;
  const argument = literal && argumentOf(module, literal);
  if (!literal || !argument) return undefined;
  const tests = analysis.infer({ module, node: argument.call }).find((type) => type.is === 'tests');
  return tests && [{ is: 'context', module, fixtures: tests.fixtures }];
}
