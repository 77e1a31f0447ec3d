import { methodNamed, urlIndex } from '../../../clients/methods.ts';
import { methodsOf, type ClientCall } from '../../../core/model/calls.ts';
import type { Option } from '../../../core/model/options.ts';
import { textsOf, type Value } from '../../../core/model/values.ts';
import type { Census } from '../../../core/language.ts';
import type { CallPattern, Wanted } from '../../../core/wants.ts';
import { censusOf } from '../../kernel/census.ts';
import { anyArguments, combine, nothing } from '../../kernel/hidden.ts';
import { oncePer } from '../../kernel/once.ts';
import type { Argument, Attribute, Call, Expr, NameExpr } from '../ast/expressions.ts';
import type { Module } from '../binding/module.ts';
import { functionAround, sourceOf } from '../binding/places.ts';
import { choicesAt } from '../guards/choices.ts';
import { purposeOf } from '../guards/purpose.ts';
import { moduleNamed, type Analysis } from '../inference/analysis.ts';
import { noneIn, spelledIn } from '../inference/collections/mappings.ts';
import { plainArguments, positional } from '../inference/functions/arguments.ts';
import { CLIENT_METHODS } from '../inference/knowledge.ts';
import type { Placed } from '../inference/types.ts';
import { canonical, lastName } from '../names.ts';
import { reachBound, reachPassed, type Reached } from './bound.ts';
import { metAt } from './doubles/doubles.ts';
import { overrideAround } from './overrides/around.ts';
import { throughOf } from './overrides/through.ts';
import { readSpread, type Spreading } from './spreads.ts';
import { receiverOf } from './subjects.ts';
import { spanOf } from './surroundings.ts';
import { toValue } from './values.ts';
import { toWrittenValue } from './written/written.ts';

/** The wanted calls, each with its node, and how many there are at all. */
interface FoundCalls {
  readonly calls: ReadonlyMap<ClientCall, Call>;
  /** What mocks are expected to have been called with: no sites, but calls that can be edited like those that they stand for. */
  readonly expected: ReadonlyMap<ClientCall, Call>;
  readonly seen: Census;
}

/**
 * Every call of a client's method in a file that a rule may want, outer calls before those in their arguments, each with its node
 * in the tree.
 */
export function findCalls(analysis: Analysis, module: Module, wanted: Wanted): FoundCalls {
  const reached = new Map<Call, Reached>();
  for (const call of module.calls) {
    const found = reachedBy(analysis, module, call);
    const met = found && metAt(analysis, module, call.callee, found.receiver);
    if (met) reached.set(call, { ...found, ...met });
  }
  const spreading: Spreading = {
    isClientCall: (call) => reached.get(call)?.receiver.certainty === 'proven',
    rivals: wanted.rivals ?? {},
    written: wanted.written ?? [],
  };
  const calls = new Map<ClientCall, Call>();
  const expected = new Map<ClientCall, Call>();
  for (const [call, found] of reached) {
    if (!wanted.calls?.some((pattern) => mayBeOf(pattern, call, found))) continue;
    const site = toSite(analysis, module, call, found, spreading);
    const { expectations } = found;
    const doubles = expectations?.calls.map((one): [ClientCall, Call] => [
      toSite(analysis, module, one, { ...found, passed: false, filled: false }, spreading),
      one,
    ]);
    for (const [one, node] of doubles ?? []) expected.set(one, node);
    const double = expectations && { ...expectations, expected: doubles?.map(([one]) => one) ?? [] };
    calls.set(double ? { ...site, double } : site, call);
  }
  return { calls, expected, seen: censusOf(reached.values()) };
}

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

/** How a call reaches a client's method; `undefined` where it calls anything else. */
export const reachedBy = (analysis: Analysis, module: Module, call: Call): Reached | undefined =>
  reach(analysis, module, call) ?? reachPassed(analysis, module, call);

function reach(analysis: Analysis, module: Module, call: Call): Reached | undefined {
  const { callee } = call;
  switch (callee.kind) {
    case 'attribute':
      return (
        reachMember(analysis, module, callee) ??
        reachUnbound(analysis, module, call, callee) ??
        (mayBeHeld(analysis, module, callee) ? reachBound(analysis, module, callee) : undefined)
      );
    case 'call':
      return isGetter(callee)
        ? reachDynamically(analysis, module, callee)
        : reachBound(analysis, module, callee);
    case 'name':
      return mayHoldMethod(analysis, module, callee) ? reachBound(analysis, module, callee) : undefined;
    case 'subscript':
    case 'conditional':
      return reachBound(analysis, module, callee);
    default:
      return undefined;
  }
}

/** `client.post(...)`. */
function reachMember(analysis: Analysis, module: Module, callee: Attribute): Reached | undefined {
  const { id, start, end } = callee.attribute;
  if (!CLIENT_METHODS.has(id)) return undefined;
  const receiver = receiverOf(analysis, module, callee.object, id);
  const self = selfOf(module, callee.object);
  return (
    receiver && {
      receiver,
      callee: { via: 'member', span: callee.outer, ...(self !== undefined && { self }) },
      method: { start, end, name: canonical(id) },
    }
  );
}

/** `TestClient.post(client, ...)`. */
function reachUnbound(
  analysis: Analysis,
  module: Module,
  { args }: Call,
  callee: Attribute,
): Reached | undefined {
  if (!CLIENT_METHODS.has(callee.attribute.id) || !positional(args, 0)) return undefined;
  const isOfClass = analysis
    .infer({ module, node: callee.object })
    .some((type) => type.is === 'client-class' && !type.httpx);
  return isOfClass ? reachBound(analysis, module, callee) : undefined;
}

/** The name of the object that `super()` is about. */
function selfOf(module: Module, object: Expr): string | undefined {
  const isSuper = object.kind === 'call' && lastName(object.callee) === 'super' && object.args.length === 0;
  return isSuper ? functionAround(module, object)?.def.parameters[0]?.name.id : undefined;
}

/** In an attribute that the file sets, or behind a class that hands on to a client; not where it is the client's own. */
function mayBeHeld(analysis: Analysis, module: Module, { object, attribute: { id } }: Attribute): boolean {
  const held = heldIn(module);
  if (!held.has(id) && !CLIENT_METHODS.has(id)) return false;
  const types = analysis.infer({ module, node: object });
  if (held.has(id)) return !types.some(({ is }) => is === 'client');
  // Tests put a client's method in the place of a function of requests.
  return types.some((type) => type.is === 'instance' || (type.is === 'external' && isForRequests(type.path)));
}

/** The attributes that a file sets. */
const heldIn = oncePer(
  ({ stores }: Module): ReadonlySet<string> => new Set(stores.map(({ target }) => target.attribute.id)),
);

const isForRequests = (path: string): boolean => /^(?:requests|httpx2?)$/.test(path);

const isGetter = ({ callee }: Call): boolean => callee.kind === 'name' && callee.id === 'getattr';

/** `getattr(client, method)(...)`. */
function reachDynamically(analysis: Analysis, module: Module, getter: Call): Reached | undefined {
  const [object, name] = [positional(getter.args, 0), positional(getter.args, 1)];
  if (!object || !name) return undefined;
  const written = methodName(analysis, { module, node: name });
  const value = narrowed(analysis, module, written, { name, at: getter });
  const names = textsOf(value)?.map((one) => one.toLowerCase());
  if (names && !names.every((one) => CLIENT_METHODS.has(one))) return undefined;
  const receivers = (names ?? ['request']).map((one) => receiverOf(analysis, module, object, one));
  const [first] = receivers.filter((one) => one !== undefined);
  // Where one of the methods is the project's own, the call is of either.
  const isMixed = receivers.some((one) => one?.certainty === 'mixed' || one === undefined);
  const receiver = first && isMixed ? ({ ...first, certainty: 'mixed' } as const) : first;
  // A computed attribute of something called `client` says too little of both.
  if (!receiver || (!names && receiver.because === 'named')) return undefined;
  const only = names?.length === 1 ? (names[0] ?? '') : '';
  return {
    receiver,
    callee: { via: 'dynamic', span: getter.outer, name: value },
    method: { start: getter.end, end: getter.end, name: canonical(only) },
  };
}

/** The name of a method, whatever its case: `method.lower()` is one of those that `method` may be. */
function methodName(analysis: Analysis, { module, node }: Placed): Value {
  const value = toValue(analysis, { module, node });
  if (node.kind !== 'call' || node.callee.kind !== 'attribute' || node.args.length > 0) return value;
  const { object, attribute } = node.callee;
  if (attribute.id !== 'lower' && attribute.id !== 'upper') return value;
  const { constants } = toValue(analysis, { module, node: object });
  return constants ? { ...value, constants } : value;
}

/** Only the methods that the conditions around a call leave: `if method in ("post", "put"): getattr(client, method)(...)`. */
function narrowed(analysis: Analysis, module: Module, value: Value, { name, at }: Named): Value {
  const text = sourceOf(module, name).replace(/\.(lower|upper)\(\)$/, '');
  const choices = choicesAt(analysis, module, at).filter(({ of }) => of === text);
  const known = textsOf(value) ?? choices.find(({ only }) => only)?.only;
  if (choices.length === 0 || !known) return value;
  const constants = known.filter((one) =>
    choices.every(({ only, never }) => {
      const method = one.toLowerCase();
      return (only?.includes(method) ?? true) && !never?.includes(method);
    }),
  );
  return constants.length > 0 ? { ...value, constants } : value;
}

/** The name of a method, and where it is called. */
interface Named {
  readonly name: Expr;
  readonly at: Call;
}

/** Functions and classes are never a client's method; what is imported is one if a file of the project assigns it, or by its name. */
const mayHoldMethod = (analysis: Analysis, module: Module, name: NameExpr): boolean =>
  module.bindingsOf(name).some(({ origin }) => {
    if (origin.by !== 'import-from') return HOLDING.has(origin.by);
    if (CLIENT_METHODS.has(origin.name)) return true;
    const source = moduleNamed(analysis, module, origin.from.level, origin.from.path);
    return source?.scope.bindings.get(origin.name)?.some((one) => HOLDING.has(one.origin.by)) ?? false;
  });

const HOLDING: ReadonlySet<string> = new Set(['value', 'iteration', 'parameter']);

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
  return [{ start, end, key, value: read(analysis, { module, node: value }), place: 'call' }];
}
