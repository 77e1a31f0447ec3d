import type { ClientCall } from '../../../../core/model/calls.ts';
import type { Hidden, Option } from '../../../../core/model/options.ts';
import type { Wanted } from '../../../../core/wants.ts';
import { anyArguments, combine, nothing } from '../../../kernel/hidden.ts';
import { oncePer } from '../../../kernel/once.ts';
import type { Argument, Call, Expr } from '../../ast/expressions.ts';
import type { Module } from '../../binding/module.ts';
import type { Analysis } from '../../inference/analysis.ts';
import { reachBound, type Reached } from '../bound.ts';
import { mayBeOf, toOption } from '../calls.ts';
import { readSpread } from '../spreads.ts';
import { toValue } from '../values.ts';
import { handedOn, type HandedOn } from './handed-on.ts';

/**
 * Calls of a client's method by a function that is given it: `Thread(target=client.delete, kwargs=...)`, `map(client.post, urls)`.
 * They have no call of their own in the text that could be edited, only arguments.
 */
export function findGiven(analysis: Analysis, module: Module, wanted: Wanted): readonly ClientCall[] {
  return module.calls.flatMap((call) => {
    const given = handedOn(analysis, module, call, namesOfOptions(wanted));
    const reached = given && reachBound(analysis, module, given.method);
    // A method that is read from the class needs a client, which is not told from a URL here.
    if (!reached || reached.passed) return [];
    const isWanted = wanted.calls?.some((pattern) =>
      mayBeOf(pattern, asCall(call, given), {
        ...reached,
        ...(given.hidden !== undefined && { passed: true }),
      }),
    );
    return isWanted ? [{ ...toSite(analysis, module, given), ...handed(reached) }] : [];
  });
}

/** What calls the method is not in sight, whatever holds it here. */
const handed = (reached: Reached): Reached =>
  reached.callee.via === 'bound' ? { ...reached, callee: { ...reached.callee, holder: 'passed' } } : reached;

const namesOfOptions = oncePer(
  ({ calls = [] }: Wanted): ReadonlySet<string> => new Set(calls.flatMap(({ options = [] }) => options)),
);

/** The call as it will be made, for a look at its arguments. */
const asCall = (call: Call, { plain, options, spreads }: HandedOn): Call => ({
  ...call,
  args: [...plain.map(positionally), ...options, ...spreads.map(spread)],
});

const positionally = (value: Expr): Argument => ({
  start: value.start,
  end: value.end,
  form: 'positional',
  value,
});
const spread = (value: Expr): Argument => ({
  start: value.start,
  end: value.end,
  form: 'double-splat',
  value,
});

function toSite(
  analysis: Analysis,
  module: Module,
  { method, plain, options, spreads, hidden }: HandedOn,
): Pick<ClientCall, 'kind' | 'start' | 'end' | 'args' | 'options' | 'hidden'> {
  // Nobody else spreads the dictionary: it is handed on as it is.
  const read = spreads.map((node) =>
    readSpread(analysis, { module, node }, { isClientCall: () => false, rivals: {} }),
  );
  return {
    kind: 'call',
    ...{ start: method.start, end: method.end },
    args: plain.map((node) => toValue(analysis, { module, node })),
    options: [
      ...options.flatMap((argument): Option[] => toOption(analysis, module, argument)),
      ...read.flatMap((one) => one.options),
    ],
    hidden: combine([because(hidden), ...read.map((one) => one.hidden)]),
  };
}

const because = (reason: string | undefined): Hidden =>
  reason === undefined ? nothing : anyArguments(reason);
