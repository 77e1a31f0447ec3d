import type { Census } from '../../../core/language.ts';
import { textsOf, type Value } from '../../../core/model/values.ts';
import type { Callee, ClientCall, Through } from '../../../core/model/calls.ts';
import type { Subject } from '../../../core/model/subjects.ts';
import { censusOf } from '../../kernel/census.ts';
import type { Span } from '../../../core/text.ts';
import { anyArguments, combine, nothing, type Spread } from '../../kernel/hidden.ts';
import { isMember, memberName, spanOf, unwrap, type AnyCall, type AnyMember, type Node } from '../ast.ts';
import type { Module } from '../binding/module.ts';
import { classAround } from '../binding/places.ts';
import { onlyBinding } from '../binding/scope.ts';
import { hasIdleCaller } from '../evidence/callers.ts';
import { withRun } from '../evidence/calls.ts';
import { reachedInRun } from '../evidence/reached.ts';
import type { Recorded } from '../evidence/recorded.ts';
import type { Analysis } from '../inference/analysis.ts';
import { classType } from '../inference/classes/classes.ts';
import { classOfSelf } from '../inference/classes/derived.ts';
import { throughOf } from '../inference/classes/replaced.ts';
import { clientMethod, isMethodRead, mayHoldMethod, namesHolding } from '../inference/classes/held.ts';
import { isClientMethod, optionsIndex } from '../inference/clients.ts';
import { clientOf, isNone, type ClassRef, type Types } from '../inference/types.ts';
import { isExpectation } from './mentions.ts';
import { purposeOf } from './purpose.ts';
import { certaintyAmong, doubtsAbout, placeOf, receiverOf } from './receivers.ts';
import { readOptions, type ClientCalls, type Rivals } from './spreads.ts';
import { kindOf, toValue } from './values.ts';

/** How a call reaches a client's method. */
interface Reached {
  readonly receiver: Subject;
  readonly callee: Callee;
  readonly method: ClientCall['method'];
  readonly through?: Through;
  /** The arguments do not stand where the method's own call has them: `call`, `apply`, `bind` with arguments. */
  readonly isShifted?: true;
}

/** A call as it is made: `args` need not be those of the call in the text, `node`. */
interface Made {
  readonly node: AnyCall;
  readonly at: Span;
  readonly args: readonly Node[];
}

interface FoundCalls {
  readonly calls: readonly ClientCall[];
  readonly seen: Census;
}

/** Every call of a client's method in a file, outer calls before those in their arguments. */
export function findCalls(
  analysis: Analysis,
  module: Module,
  rivals: Rivals,
  recorded?: Recorded,
): FoundCalls {
  const reached = new Map<AnyCall, Reached>();
  const held = namesHolding(module.source);
  for (const call of module.calls) {
    if (call.type === 'NewExpression') continue;
    const found: Reached | undefined =
      reach(analysis, module, call, held) ?? (recorded && reachedInRun(analysis, module, call, recorded));
    if (found && (found.isShifted || call.arguments.length <= optionsIndex(found.method.name) + 1))
      reached.set(call, found);
  }
  const calls: ClientCalls = {
    rivals,
    has: (call, index) => {
      const found = reached.get(call);
      return (
        found?.receiver.certainty === 'proven' &&
        // Only what reading shows: the options may be used by others as well.
        found.receiver.because !== 'seen' &&
        !found.isShifted &&
        index === optionsIndex(found.method.name)
      );
    },
  };
  const made = [...reached].map(([node, found]): [Made, Reached] => [
    { node, at: spanOf(node), args: node.arguments },
    found,
  ]);
  const all = [...made, ...module.calls.flatMap((call) => givenAway(analysis, module, call))];
  return {
    calls: all.map(([call, found]) => {
      const site = toSite(analysis, module, call, found, calls);
      const isPartial = (): boolean =>
        recorded !== undefined && hasIdleCaller(analysis, module, call.node, recorded);
      return recorded ? withRun(recorded, site, isPartial) : site;
    }),
    seen: censusOf(all.map(([, found]) => found)),
  };
}

/**
 * `retry(client.post, "/", { data })`, `setTimeout(client.delete, 9, "/", { json })`: a method that is given away with the arguments
 * that it will be called with. Functions of the project are followed instead, and call what they are given themselves.
 */
function givenAway(
  analysis: Analysis,
  module: Module,
  call: AnyCall,
): readonly [call: Made, found: Reached][] {
  const args = call.arguments;
  const index = args.findIndex(isMethodRead);
  const method = args[index];
  const at = args.findLastIndex(({ type }) => type === 'ObjectExpression');
  if (!method || at <= index || isExpectation(call) || args.some(({ type }) => type === 'SpreadElement'))
    return [];
  const found = reachBound(analysis, module, unwrap(method), method);
  const first = found && at - optionsIndex(found.method.name);
  if (!found || first === undefined || first <= index || found.isShifted) return [];
  if (analysis.infer({ module, node: call.callee }).some(({ is }) => is === 'function')) return [];
  return [[{ node: call, at: spanOf(method), args: args.slice(first, at + 1) }, handed(found)]];
}

/** What calls the method is not in sight, whatever holds it here. */
const handed = (found: Reached): Reached =>
  found.callee.via === 'bound' ? { ...found, callee: { ...found.callee, holder: 'passed' } } : found;

function reach(
  analysis: Analysis,
  module: Module,
  call: AnyCall,
  held: ReadonlySet<string>,
): Reached | undefined {
  const { callee } = call;
  const plain = unwrap(callee);
  const passed = methodPassed(call, plain);
  if (passed) {
    const found = reachBound(analysis, module, unwrap(passed), callee);
    return found && { ...found, isShifted: true };
  }
  if (!isMember(plain))
    return mayHoldMethod(module, plain) ? reachBound(analysis, module, plain, callee) : undefined;
  const name = memberName(plain);
  if (name === undefined) return reachDynamically(analysis, module, plain, callee);
  const found = isClientMethod(name) ? reachMember(analysis, module, plain, callee, name) : undefined;
  if (found || !(held.has(name) || isClientMethod(name))) return found;
  const owners = analysis.infer({ module, node: plain.object });
  return owners.some(({ is }) => is === 'client') ? undefined : reachBound(analysis, module, plain, callee);
}

/** The method that `method.call(...)`, `method.apply(...)` and `Reflect.apply(method, ...)` pass arguments to. */
function methodPassed({ arguments: args }: AnyCall, callee: Node): Node | undefined {
  if (!isMember(callee)) return undefined;
  const name = memberName(callee);
  if (name !== 'call' && name !== 'apply') return undefined;
  const object = unwrap(callee.object);
  return object.type === 'Identifier' && object.name === 'Reflect' ? args[0] : object;
}

/** `client.post(...)` and `client["post"](...)`. */
function reachMember(
  analysis: Analysis,
  module: Module,
  member: AnyMember,
  callee: Node,
  name: string,
): Reached | undefined {
  const receiver = receiverOf(analysis, module, member.object, name);
  const isSuper = unwrap(member.object).type === 'Super';
  const through =
    receiver &&
    name !== 'request' &&
    throughOf(
      analysis,
      thisOr(analysis, module, member.object, isSuper),
      selfOf(module, member.object, isSuper),
    );
  return (
    receiver && {
      receiver,
      ...(through && { through }),
      callee: {
        via: 'member',
        span: spanOf(callee),
        // The client's own methods call `request` of the object, which a derived class may override.
        ...(isSuper && { self: 'this' }),
      },
      method: { ...spanOf(member.property), name },
    }
  );
}

const selfOf = (module: Module, object: Node, isSuper: boolean): ClassRef | undefined => {
  const cls = isSuper ? classAround(module, object) : undefined;
  return cls ? { module, node: cls } : classOfSelf(module, object);
};

/** What the client's own methods call `request` of: a method of `super` calls that of the object. */
function thisOr(analysis: Analysis, module: Module, object: Node, isSuper: boolean): Types {
  const cls = isSuper ? classAround(module, object) : undefined;
  const types = cls ? classType(analysis, { module, node: cls }) : [];
  const own = types.find((type) => type.is === 'client-class');
  return own ? [clientOf(own, 'subclass')] : analysis.infer({ module, node: object });
}

/** `client[method](...)`. */
function reachDynamically(
  analysis: Analysis,
  module: Module,
  { object, property }: AnyMember,
  callee: Node,
): Reached | undefined {
  const value = toValue(analysis, { module, node: property });
  const names = textsOf(value)?.map((one) => one.toLowerCase());
  if (names && !names.every(isClientMethod)) return undefined;
  const receivers = (names ?? ['request']).map((name) => receiverOf(analysis, module, object, name));
  const receiver = receivers.find((one) => one?.certainty === 'mixed') ?? receivers[0];
  // A computed member of something called `client` says too little of both.
  if (!receiver || (!names && receiver.because === 'named')) return undefined;
  const { end } = spanOf(callee);
  const only = names?.length === 1 ? (names[0] ?? '') : '';
  const through = throughOf(analysis, analysis.infer({ module, node: object }), classOfSelf(module, object));
  return {
    receiver,
    ...(through && { through }),
    callee: { via: 'dynamic', span: spanOf(callee), name: value },
    method: { start: end, end, name: only },
  };
}

/** `const send = client.post`, then `send(...)`: a method in a name or a property. */
function reachBound(analysis: Analysis, module: Module, plain: Node, callee: Node): Reached | undefined {
  const types = analysis.infer({ module, node: plain }).filter((type) => !isNone(type));
  const methods = types.flatMap((type) => clientMethod(analysis, type) ?? []);
  const [first] = methods;
  if (!first) return undefined;
  const { start, end } = spanOf(plain);
  const others = types.filter((type) => !clientMethod(analysis, type));
  const names = [...new Set(methods.map(({ name }) => name))];
  const through = throughOf(
    analysis,
    methods.flatMap(({ of, name }) => (name === 'request' ? [] : [of])),
    names.every((name) => name === 'request') ? undefined : selfHolding(module, plain),
  );
  const clients = methods.map(({ of }) => of);
  const known = certaintyAmong([...others, ...clients], clients);
  const doubts = names
    .filter(isClientMethod)
    .map((name) => doubtsAbout(analysis, module, clients, name, selfHolding(module, plain)))
    .find(({ isReplaced, mixedBy }) => isReplaced || mixedBy !== undefined);
  return {
    ...(through && { through }),
    receiver: {
      ...placeOf(module, plain),
      certainty: doubts ? 'mixed' : known,
      ...(doubts?.isReplaced && { replaced: known }),
      ...(doubts?.mixedBy !== undefined && { mixedBy: doubts.mixedBy }),
      because: first.of.because,
      ...(first.of.named !== undefined && { hint: first.of.named }),
    },
    callee: {
      via: 'bound',
      span: spanOf(callee),
      holder: plain.type === 'Identifier' ? 'name' : 'place',
      ...(names.includes('') ? {} : { methods: names }),
    },
    method: { start, end, name: names.length === 1 ? names[0]! : '' },
    ...(methods.some(({ filled }) => filled) && { isShifted: true }),
  };
}

/** The class of which `this` is the object whose method is held: `const { post } = this`, `const send = this.post`. */
function selfHolding(module: Module, held: Node): ClassRef | undefined {
  const origin = onlyBinding(module.variableOf(held))?.origin;
  const value = unwrap(origin?.by === 'value' ? origin.value : held);
  return classOfSelf(module, isMember(value) ? value.object : value);
}

const PASSED_ON = 'the call passes arguments on through `call`, `apply` or `bind`';

function toSite(
  analysis: Analysis,
  module: Module,
  { node: call, at: place, args: given }: Made,
  reached: Reached,
  calls: ClientCalls,
): ClientCall {
  const { isShifted, ...found } = reached;
  const purpose = purposeOf(module, call);
  const site = { ...found, ...(purpose && { purpose }) };
  if (isShifted)
    return { kind: 'call', ...place, ...site, args: [], options: [], hidden: anyArguments(PASSED_ON) };
  const at = optionsIndex(reached.method.name);
  const splat = given.findIndex(({ type }) => type === 'SpreadElement');
  const plain = splat < 0 ? given : given.slice(0, splat);
  const last = plain[at];
  const isOptions = last !== undefined && mayBeOptions(analysis, module, last);
  const args = plain.filter((_, index) => index < at || !isOptions);
  const read: Spread =
    last && isOptions
      ? readOptions(analysis, { module, node: last }, calls, 'call')
      : { options: [], hidden: nothing };
  const positionals = splat >= 0 ? anyArguments('arguments are spread into the call with `...`') : nothing;
  return {
    kind: 'call',
    ...place,
    ...site,
    args: args.map((node): Value => toValue(analysis, { module, node })),
    options: read.options,
    hidden: combine([positionals, read.hidden]),
  };
}

/** Whether the argument in the place of the options may be one: text, bytes and arrays are not. */
function mayBeOptions(analysis: Analysis, module: Module, node: Node): boolean {
  const types = analysis.infer({ module, node });
  return (
    types.length === 0 || types.some((type) => isNone(type) || ['mapping', 'unknown'].includes(kindOf(type)))
  );
}
