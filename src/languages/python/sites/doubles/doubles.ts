import type { Subject } from '../../../../core/model/subjects.ts';
import { contains } from '../../../../core/text.ts';
import { oncePer } from '../../../kernel/once.ts';
import type { Attribute, Expr, Argument } from '../../ast/expressions.ts';
import type { Module } from '../../binding/module.ts';
import { functionAround } from '../../binding/places.ts';
import { isTestFunction } from '../../collected.ts';
import type { Analysis } from '../../inference/analysis.ts';
import { callersOf } from '../../inference/callers.ts';
import { replacementsAt, type Replacement } from '../../inference/pytest/replaced.ts';
import { handsOn, isMock } from '../../inference/replaced/mocks.ts';
import { expectationsOf, type Expectations } from './expectations.ts';
import { handlesOf } from './handles.ts';

interface Met {
  readonly receiver: Subject;
  readonly expectations?: Expectations;
}

/**
 * What a call of a client's method really meets, where a test may put something in the place of the method; undefined where that is
 * a function of the project. `receiver` is the client.
 */
export function metAt(analysis: Analysis, module: Module, callee: Expr, receiver: Subject): Met | undefined {
  if (callee.kind !== 'attribute') return { receiver };
  const { replaced, ...rest } = receiver;
  if (replaced === undefined) {
    const isElsewhere =
      rest.certainty !== 'mixed' &&
      replacedForCallers(analysis, module, callee, callee.attribute.id).length > 0;
    return { receiver: isElsewhere ? { ...rest, certainty: 'mixed', replaced: rest.certainty } : receiver };
  }
  const double = doubleAt(analysis, module, callee);
  if (double === 'function') return undefined;
  return double ? { receiver: { ...rest, certainty: replaced }, expectations: double } : { receiver };
}

/**
 * What stands in the place of the method that is called. `function`: a function of the project, which takes what it is given as its
 * own signature says. Expectations: a mock, and everything that is expected of its one call. Undefined: something else, or not all
 * of it is in sight.
 */
function doubleAt(
  analysis: Analysis,
  module: Module,
  callee: Attribute,
): Expectations | 'function' | undefined {
  const { object, attribute } = callee;
  const [replacement, ...more] = replacementsAt(analysis, module, object, attribute.id);
  if (replacement?.method === undefined || more.length > 0) return undefined;
  const given = replacement.by ? analysis.infer({ module, node: replacement.by }) : [];
  const isFunction = given.length > 0 && given.every(({ is }) => is === 'function' || is === 'lambda');
  if (isFunction) return replacement.within && !given.some(handsOn) ? 'function' : undefined;
  if (!given.every(isMock) || !replacement.within || !module.calls.includes(replacement.call))
    return undefined;
  if (!isOnlyCall(module, callee, replacement)) return undefined;
  if (hasOwnEffect(module, replacement)) return undefined;
  const handles = handlesOf(module, replacement, callee);
  return handles && expectationsOf(module, handles);
}

/** Whether a mock calls something that takes the arguments as its own signature says: `new=Mock(side_effect=fake)`. */
function hasOwnEffect(module: Module, { call, by }: Replacement): boolean {
  const bindings = by?.kind === 'name' ? module.bindingsOf(by) : [];
  const makers = bindings.map(({ origin }) => (origin.by === 'value' ? origin.value : undefined));
  const isMaker = (node: Expr | undefined): boolean => node?.kind === 'call' && !node.args.some(isEffect);
  if (call.args.some(({ form, name }) => form === 'double-splat' || name?.id === 'new_callable')) return true;
  return !makers.every(isMaker) || (by?.kind === 'call' && !isMaker(by));
}

const isEffect = ({ form, name }: Argument): boolean =>
  form === 'double-splat' || ['side_effect', 'wraps'].includes(name?.id ?? '');

/** Other calls of the method would meet the same expectations. */
const isOnlyCall = (module: Module, { attribute }: Attribute, { within }: Replacement): boolean =>
  module.calls.filter(
    ({ callee }) =>
      callee.kind === 'attribute' &&
      callee.attribute.id === attribute.id &&
      (!within || contains(within, callee)),
  ).length === 1;

/** Words of which one stands where a test looks at what a mock was called with. */
const EXPECTING: readonly string[] = [
  ...['assert_called_with', 'assert_called_once_with', 'assert_any_call', 'assert_has_calls'],
  ...['call_args', 'call_args_list', 'mock_calls', 'setattr'],
];

/** What tests that call the function around a call put in the place of a client's method there. */
export function replacedForCallers(
  analysis: Analysis,
  module: Module,
  callee: Expr,
  method: string,
): readonly Replacement[] {
  const info = functionAround(module, callee);
  if (!info || isTestFunction(info) || !speaksOfMocks(analysis, module)) return [];
  return callersOf(analysis, { module, info }).calls.flatMap((caller) =>
    replacementsAt(analysis, caller.module, caller.call, method),
  );
}

const speaksOfMocks = (analysis: Analysis, module: Module): boolean =>
  isMockingModule(module) || isMockingProject(analysis);

const isMockingModule = oncePer(({ source }: Module): boolean =>
  EXPECTING.some((word) => source.includes(word)),
);

const isMockingProject = oncePer(({ project }: Analysis): boolean =>
  EXPECTING.some((word) => project.mentioning(word).length > 0),
);
