import { methodsOf } from '../../../../core/model/calls.ts';
import { contains } from '../../../../core/text.ts';
import type { Wanted } from '../../../../core/wants.ts';
import { oncePer } from '../../../kernel/once.ts';
import type { Argument, Call, NameExpr } from '../../ast/expressions.ts';
import type { FunctionInfo } from '../../binding/declarations.ts';
import type { Module } from '../../binding/module.ts';
import { purposeOf } from '../../guards/purpose.ts';
import { isHarmless, keyTaken } from '../../guards/taken.ts';
import type { Analysis } from '../../inference/analysis.ts';
import { changeAt, type Change } from '../../inference/changes/change.ts';
import { ancestry } from '../../inference/classes/classes.ts';
import { rewritingOf } from '../../inference/classes/rewriting.ts';
import { subclassesOf } from '../../inference/classes/subclasses.ts';
import { positional } from '../../inference/functions/arguments.ts';
import { decoratorOf, decoratorReadingOptions } from '../../inference/functions/decorators.ts';
import { overriddenBy } from '../../inference/replaced/overrides.ts';
import { functionKey, sameClass, type ClassRef, type FunctionRef } from '../../inference/types.ts';
import { canonical, literalText } from '../../names.ts';
import { parentOf } from '../../parents.ts';
import type { Reached } from '../bound.ts';
import { overrideAround } from '../overrides/around.ts';
import { throughOf } from '../overrides/through.ts';
import { reachedBy } from './reach.ts';
import { mayBeReplaced } from './replaced.ts';

/** An option, as the source spells it, and the others (canonical) that decide what becomes of it. */
interface Handed {
  readonly name: string;
  readonly rivals: readonly string[];
}

/**
 * The calls of client's methods that an argument of a call ends in, where all that the called functions do with it is to hand it on,
 * by their `**kwargs`. Undefined where they do anything else with it, where something else may be called, or where one of the calls is
 * not surely a client's: then the argument cannot be changed by itself.
 */
export function handedTo(
  analysis: Analysis,
  { module, call }: { readonly module: Module; readonly call: Call },
  { form, name }: Argument,
  rivals: NonNullable<Wanted['rivals']>,
): readonly Reached[] | undefined {
  if (form !== 'keyword' || !name) return undefined;
  const handed = { name: name.id, rivals: rivals[canonical(name.id)] ?? [] };
  const reached = byCall(analysis, module, call, handed, new Set());
  const [first] = reached ?? [];
  if (!reached || !first) return undefined;
  const isAlike = reached.every(
    (one) => one.receiver.library === first.receiver.library && isForSession(one) === isForSession(first),
  );
  return isAlike ? reached : undefined;
}

/** A connection by WebSocket takes other options than a request. */
const isForSession = (reached: Reached): boolean => methodsOf(reached)?.includes('websocketConnect') ?? false;

/** `undefined`: something else is done with the option. An empty list: nothing but what is looked at already. */
type Ends = readonly Reached[] | undefined;

function byCall(analysis: Analysis, module: Module, call: Call, handed: Handed, visited: Set<string>): Ends {
  const types = analysis.infer({ module, node: call.callee });
  if (types.length === 0) return undefined;
  return all(
    types.map((type) => {
      if (type.is !== 'function') return undefined;
      const homes = new Set([module, type.fn.module]);
      if ([...homes].some((one) => mayBeReplaced(analysis, one, type.fn))) return undefined;
      return byFunction(analysis, type.fn, handed, visited);
    }),
  );
}

const all = (ends: readonly Ends[]): Ends =>
  ends.every((one) => one !== undefined) ? ends.flat() : undefined;

function byFunction(analysis: Analysis, fn: FunctionRef, handed: Handed, visited: Set<string>): Ends {
  const key = functionKey(fn);
  if (visited.has(key)) return [];
  const { module, info } = fn;
  const { parameters, name } = info.def;
  const rest = parameters.find(({ form }) => form === 'kwargs');
  // Under its new name it may be a parameter of the function.
  const isOwn = parameters.some((one) => one !== rest && isTouched(one.name.id, handed));
  if (!rest || isOwn || overriddenBy(analysis, fn) !== undefined) return undefined;
  if ((decoratorOf(analysis, fn) ?? decoratorReadingOptions(analysis, fn)) !== undefined) return undefined;
  if (info.owner && isOverridden(analysis, { module, info: info.owner }, name.id)) return undefined;
  const binding = module.bindingAt(rest.name);
  if (!binding || looksAtNames(module, info)) return undefined;
  const within = new Set([...visited, key]);
  return all(module.readsOf(binding).map((read) => byRead(analysis, module, read, handed, within)));
}

/** Whether a function may look at its parameters by the way of all its names. */
const looksAtNames = (module: Module, { def }: FunctionInfo): boolean =>
  ['locals', 'vars', 'eval', 'exec'].some((name) =>
    module.mentions.get(name)?.some((node) => node.kind === 'name' && contains(def, node)),
  );

/** Whether a class derived from one has another method of a name, or the code of a class decides what its methods are. */
const isOverridden = (analysis: Analysis, cls: ClassRef, method: string): boolean =>
  [cls, ...subclassesOf(analysis, cls)].some((one) => rewritingOf(analysis, one) !== undefined) ||
  subclassesOf(analysis, cls).some((one) => {
    const first = ancestry(analysis, one).find(({ info }) => info.scope.bindings.has(method));
    return !first || !sameClass(first, cls);
  });

/** What one use of the `**kwargs` does with the option. */
function byRead(
  analysis: Analysis,
  module: Module,
  read: NameExpr,
  handed: Handed,
  visited: Set<string>,
): Ends {
  // Where it may be another dictionary as well, that may have been made of this one.
  if (module.bindingsOf(read).length > 1) return undefined;
  const call = unpackedInto(module, read);
  if (call) return byUnpacking(analysis, module, call, handed, visited);
  const change = changeAt(module, read);
  const keys = change ? keysOf(change) : [keyRead(module, read)];
  return keys.every((one) => one !== undefined && !isTouched(one, handed)) ? [] : undefined;
}

function byUnpacking(
  analysis: Analysis,
  module: Module,
  call: Call,
  handed: Handed,
  visited: Set<string>,
): Ends {
  const { args, callee } = call;
  const isAlone = args.filter(({ form }) => form === 'double-splat').length === 1;
  if (!isAlone || args.some(({ name }) => name && isTouched(name.id, handed))) return undefined;
  const reached = reachedBy(analysis, module, call);
  if (!reached) return byCall(analysis, module, call, handed, visited);
  const { receiver, passed, filled, expectations } = reached;
  const isPlain = !passed && !filled && !expectations && receiver.certainty === 'proven';
  const isSend = methodsOf(reached)?.includes('send') ?? false;
  if (!isPlain || isSend || overrideAround(analysis, module, call)) return undefined;
  if (purposeOf(analysis, module, call, receiver.library)) return undefined;
  const isThrough = callee.kind === 'attribute' && throughOf(analysis, module, callee.object) !== undefined;
  return isThrough ? undefined : [reached];
}

const isTouched = (key: string, { name, rivals }: Handed): boolean =>
  key === name || rivals.includes(canonical(key));

/** The call that unpacks a name. */
const unpackedInto = (module: Module, read: NameExpr): Call | undefined => unpackings(module).get(read);

const unpackings = oncePer(
  ({ calls }: Module): ReadonlyMap<unknown, Call> =>
    new Map(
      calls.flatMap((call) =>
        call.args.filter(({ form }) => form === 'double-splat').map(({ value }) => [value, call]),
      ),
    ),
);

/** The keys that a change sets; undefined for one that is computed. */
function keysOf(change: Change): readonly (string | undefined)[] {
  switch (change.by) {
    case 'escape':
      return [undefined];
    case 'item':
      return [literalText(change.target.indices[0])];
    case 'method': {
      const { args } = change.call;
      if (change.method === 'setdefault' || change.method === '__setitem__')
        return [literalText(positional(args, 0))];
      return change.method === 'update'
        ? args.map(({ form, name }) => (form === 'keyword' ? name?.id : undefined))
        : [undefined];
    }
  }
}

/** The one key that is read, asked for or taken out; undefined where all of them are. */
function keyRead(module: Module, read: NameExpr): string | undefined {
  const taken = keyTaken(module, read);
  if (taken) return literalText(taken);
  if (!isHarmless(module, read)) return undefined;
  const parent = parentOf(module, read);
  switch (parent?.kind) {
    case 'subscript':
      return literalText(parent.indices[0]);
    case 'comparison':
      return parent.parts.length === 2 && parent.parts[1] === read ? literalText(parent.parts[0]) : undefined;
    case 'attribute': {
      const call = parent.attribute.id === 'get' ? module.callOf(parent) : undefined;
      return call && literalText(positional(call.args, 0));
    }
    default:
      return undefined;
  }
}
