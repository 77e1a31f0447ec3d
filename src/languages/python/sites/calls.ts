import { methodNamed, urlIndex } from '../../../clients/methods.ts';
import { methodsOf, type ClientCall } from '../../../core/model/calls.ts';
import type { Option } from '../../../core/model/options.ts';
import type { Value } from '../../../core/model/values.ts';
import type { Census } from '../../../core/language.ts';
import type { CallPattern, Wanted } from '../../../core/wants.ts';
import { censusOf } from '../../kernel/census.ts';
import { anyArguments, combine, nothing } from '../../kernel/hidden.ts';
import type { Argument, Call } from '../ast/expressions.ts';
import type { Module } from '../binding/module.ts';
import { hasIdleCaller } from '../evidence/callers.ts';
import { withRun } from '../evidence/calls.ts';
import { reachedInRun } from '../evidence/reached.ts';
import type { Recorded } from '../evidence/recorded.ts';
import { purposeOf } from '../guards/purpose.ts';
import type { Analysis } from '../inference/analysis.ts';
import { noneIn, spelledIn } from '../inference/collections/mappings.ts';
import { plainArguments } from '../inference/functions/arguments.ts';
import type { Placed } from '../inference/types.ts';
import { canonical } from '../names.ts';
import type { Reached } from './bound.ts';
import { overrideAround } from './overrides/around.ts';
import { throughOf } from './overrides/through.ts';
import { reachedBy } from './relays/reach.ts';
import type { Spreading } from './relays/spreading.ts';
import { readSpread } from './spreads.ts';
import { spanOf } from './surroundings.ts';
import { toValue } from './values.ts';
import { withFields } from './written/plain.ts';
import { toWrittenValue } from './written/written.ts';

/** The wanted calls, each with its node, and how many there are at all. */
interface FoundCalls {
  readonly calls: ReadonlyMap<ClientCall, Call>;
  /**
   * Calls that are no sites, but can be edited like those that they stand for: what mocks are expected to have been called with, and
   * calls as a recorded run shows them.
   */
  readonly others: ReadonlyMap<ClientCall, Call>;
  readonly seen: Census;
}

/**
 * Every call of a client's method in a file that a rule may want, outer calls before those in their arguments, each with its node
 * in the tree.
 */
export function findCalls(
  analysis: Analysis,
  module: Module,
  wanted: Wanted,
  recorded?: Recorded,
): FoundCalls {
  const reached = new Map<Call, Reached>();
  for (const call of module.calls) {
    const found =
      reachedBy(analysis, module, call) ?? (recorded && reachedInRun(analysis, module, call, recorded));
    if (found) reached.set(call, found);
  }
  const spreading: Spreading = {
    isClientCall: (call) => isProven(reached.get(call)),
    rivals: wanted.rivals ?? {},
    written: wanted.written ?? [],
    relays: wanted.relays ?? [],
  };
  const asSeen: Spreading = {
    ...spreading,
    isClientCall: (call) => isShown(reached.get(call), call, recorded),
  };
  const calls = new Map<ClientCall, Call>();
  const others = new Map<ClientCall, Call>();
  for (const [call, found] of reached) {
    if (!wanted.calls?.some((pattern) => mayBeOf(pattern, call, found))) continue;
    const site = toSite(analysis, module, call, found, spreading);
    const { expectations } = found;
    const doubles = expectations?.calls.map((one): [ClientCall, Call] => [
      toSite(analysis, module, one, { ...found, passed: false, filled: false }, spreading),
      one,
    ]);
    for (const [one, node] of doubles ?? []) others.set(one, node);
    const double = expectations && { ...expectations, expected: doubles?.map(([one]) => one) ?? [] };
    const plain = double ? { ...site, double } : site;
    const again = (): ClientCall => ({ ...plain, ...toSite(analysis, module, call, found, asSeen) });
    const isPartial = (): boolean =>
      recorded !== undefined && hasIdleCaller(analysis, module, call, recorded);
    // What a method is handed to calls it, at a place of its own or outside of the project.
    const isKnown = recorded && (!found.passed || hasRun(recorded, call));
    const told = isKnown ? withRun(recorded, plain, again, isPartial) : plain;
    calls.set(told, call);
    if (told.seen) others.set(told.seen, call);
  }
  return { calls, others, seen: censusOf(reached.values()) };
}

/** Whether reading alone shows that a call is one of a client's. */
const isProven = (found: Reached | undefined): boolean =>
  found?.receiver.certainty === 'proven' && found.receiver.because !== 'seen';

const hasRun = (recorded: Recorded, call: Call): boolean =>
  [recorded.calls(call), recorded.through(call)].some((rows) => rows !== undefined && rows.length > 0);

/** Whether a recorded run shows it, or reading does. */
const isShown = (found: Reached | undefined, call: Call, recorded: Recorded | undefined): boolean =>
  found?.receiver.certainty === 'proven' ||
  (found?.receiver.certainty === 'likely' &&
    found.receiver.because !== 'injected' &&
    (recorded?.calls(call) ?? []).length > 0);

/** Whether a call may be one that a pattern is about, by its methods and the arguments that are written. */
export function mayBeOf(
  { methods, options, positional }: CallPattern,
  { args }: Call,
  reached: Reached,
): boolean {
  const called = methodsOf(reached);
  if (methods && called && !called.some((one) => methods.includes(one))) return false;
  const isOpen = reached.passed || reached.filled || args.some(({ form }) => form.endsWith('splat'));
  if (isOpen || (!options && !positional)) return true;
  const isGiven = args.some(({ name }) => name && options?.includes(canonical(name.id)));
  return isGiven || (positional === true && plainArguments(args).length > 1);
}

function toSite(
  analysis: Analysis,
  module: Module,
  call: Call,
  reached: Reached,
  spreading: Spreading,
): ClientCall {
  const { passed = false, filled = false, expectations: _, ...site } = reached;
  const plain = plainArguments(call.args).slice(passed ? 1 : 0);
  const unpacked = call.args.filter(({ form }) => form === 'double-splat').map(({ value }) => value);
  const spreads = unpacked.map((node) => readSpread(analysis, { module, node }, spreading));
  // They stand at other places than in the method's own call, and cannot be edited by them.
  const isShifted = (passed && plain.length > placesUpTo(site.method.name)) || (filled && plain.length > 0);
  const positionals = call.args.some(({ form }) => form === 'splat')
    ? anyArguments('the call unpacks arguments with `*`')
    : isShifted
      ? anyArguments('the call passes arguments on through `partial` or the like')
      : nothing;
  const purpose = purposeOf(analysis, module, call, site.receiver.library);
  const { callee } = call;
  const through =
    callee.kind === 'attribute' && site.method.name !== 'request'
      ? throughOf(analysis, module, callee.object)
      : undefined;
  const override = overrideAround(analysis, module, call);
  return {
    kind: 'call',
    start: call.start,
    end: call.end,
    ...site,
    ...(override && { override }),
    ...(through && { through }),
    args: isShifted
      ? []
      : plain.map(({ value }) => positionedValue(analysis, { module, node: value }, spreading.written ?? [])),
    options: [
      ...call.args.flatMap((argument) => toOption(analysis, module, argument, spreading.written)),
      ...spreads.flatMap(({ options }) => options),
    ],
    hidden: combine([positionals, ...spreads.map(({ hidden }) => hidden)]),
    ...(unpacked.length === 1 && { unpacked: spanOf(unpacked[0]!.outer) }),
    ...(purpose && { purpose }),
  };
}

/** How many positional arguments a method takes up to its URL, which no rule edits: `partial(client.request, "DELETE", "/")`. */
function placesUpTo(method: string): number {
  const known = methodNamed(method);
  return known ? urlIndex(known) + 1 : 1;
}

function positionedValue(analysis: Analysis, at: Placed, written: readonly string[]): Value {
  const value = written.length > 0 ? toWrittenValue(analysis, at) : toValue(analysis, at);
  if (!value.kinds.includes('mapping')) return value;
  const types = analysis.infer(at);
  const [holdsNone, holdsSpelled] = [noneIn(analysis, types), spelledIn(analysis, types)];
  return { ...value, ...(holdsNone && { holdsNone }), ...(holdsSpelled && { holdsSpelled }) };
}

/** What is given by name in a call itself. */
export function toOption(
  analysis: Analysis,
  module: Module,
  { form, name, value, start, end }: Argument,
  written: readonly string[] = [],
): Option[] {
  if (form !== 'keyword' || !name) return [];
  const key = { start: name.start, end: name.end, name: canonical(name.id) };
  const read = written.includes(key.name) ? toWrittenValue : toValue;
  const at = { module, node: value };
  return [
    { start, end, key, value: withFields(analysis, analysis.infer(at), read(analysis, at)), place: 'call' },
  ];
}
