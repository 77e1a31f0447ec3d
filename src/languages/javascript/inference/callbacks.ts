import { isMember, memberName, unwrap, withoutDefault, type AnyCall, type AnyFunction } from '../ast.ts';
import type { Module } from '../binding/module.ts';
import type { Analysis } from './analysis.ts';
import { elementsOf } from './collections/elements.ts';
import { argumentAt } from './functions/arguments.ts';
import { givenByTests } from './runners/tests.ts';
import { because, data, unite, unknown, type Placed, type Types } from './types.ts';

interface CallbackPlace {
  /** Which argument the callback is. */
  readonly at: number;
  /** Which parameter of the callback is asked for. */
  readonly index: number;
}

const ELEMENT_METHODS = new Set('forEach map filter find findLast some every flatMap findIndex'.split(' '));

/** What a callback is given by what it is passed to. */
export function passedBack(
  analysis: Analysis,
  module: Module,
  call: AnyCall,
  { at, index }: CallbackPlace,
): Types {
  const callees = analysis.infer({ module, node: call.callee });
  const callee = unwrap(call.callee);
  const types = callees.flatMap((type): Types => {
    if (type.is === 'tests') return givenByTests(analysis, module, type, index);
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
  return [unknown('it is passed by whatever calls the callback')];
}

/** What a function of the project passes to the function it is given as argument `at`. */
function givenToCallback(
  analysis: Analysis,
  { module, node }: Placed<AnyFunction>,
  at: number,
  index: number,
): Types {
  const parameter = node.params[at];
  const plain = parameter && withoutDefault(parameter);
  const variable = plain?.type === 'Identifier' ? module.variableOf(plain) : undefined;
  if (!variable) return [unknown('it is passed by whatever calls the callback')];
  const calls = module.calls.filter((call) => {
    const callee = unwrap(call.callee);
    return callee.type === 'Identifier' && module.variableOf(callee) === variable;
  });
  const passed = calls.map((call) => argumentAt(analysis, module, call, index, false));
  // When it is passed on, it may be called with anything.
  const isCalledOnly = variable.reads.every((read) => calls.some(({ callee }) => unwrap(callee) === read));
  return unite(...passed, isCalledOnly ? [] : [unknown('it is passed by whatever calls the callback')]);
}
