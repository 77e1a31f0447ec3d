import type { Callee, ClientCall, Hidden, Option, Receiver } from '../../core/model.ts';
import type { Argument, Call, Expr } from './ast.ts';
import type { Module } from './binding/module.ts';
import type { Analysis } from './inference/analysis.ts';
import { positional } from './inference/arguments.ts';
import { CLIENT_METHODS } from './inference/knowledge.ts';
import { canonical } from './names.ts';
import { mayHoldClients, receiverOf } from './receivers.ts';
import { combine, readSpread } from './spreads.ts';
import { toValue } from './values.ts';

/** How a call reaches a client's method. */
interface Reached {
  readonly receiver: Receiver;
  readonly callee: Callee;
  readonly method: ClientCall['method'];
}

/** Every call of a client's method in a file, outer calls before those in their arguments. */
export function findSites(analysis: Analysis, module: Module): ClientCall[] {
  if (!mayHoldClients(analysis, module)) return [];
  const reached = new Map<Call, Reached>();
  for (const call of module.calls) {
    const found = reach(analysis, module, call);
    if (found) reached.set(call, found);
  }
  const isClientCall = (call: Call): boolean => reached.get(call)?.receiver.certainty === 'proven';
  return [...reached].map(([call, found]) => toSite(analysis, module, call, found, isClientCall));
}

function reach(analysis: Analysis, module: Module, call: Call): Reached | undefined {
  const { callee } = call;
  switch (callee.kind) {
    case 'attribute': {
      const { id, start, end } = callee.attribute;
      if (!CLIENT_METHODS.has(id)) return undefined;
      const receiver = receiverOf(analysis, module, callee.object, id);
      return (
        receiver && {
          receiver,
          callee: { via: 'member', span: callee.outer },
          method: { start, end, name: canonical(id) },
        }
      );
    }
    case 'call':
      return reachDynamically(analysis, module, callee);
    case 'name':
      return reachBound(analysis, module, callee);
    default:
      return undefined;
  }
}

/** `getattr(client, method)(...)`. */
function reachDynamically(analysis: Analysis, module: Module, getter: Call): Reached | undefined {
  if (getter.callee.kind !== 'name' || getter.callee.id !== 'getattr') return undefined;
  const [object, name] = [positional(getter.args, 0), positional(getter.args, 1)];
  if (!object || !name) return undefined;
  const value = toValue(analysis, { module, node: name });
  const names = value.constants?.map((one) => one.toLowerCase());
  if (names && !names.every((one) => CLIENT_METHODS.has(one))) return undefined;
  const receiver = receiverOf(analysis, module, object, names?.[0] ?? 'request');
  // A computed attribute of something called `client` says too little of both.
  if (!receiver || (!names && receiver.because === 'named')) return undefined;
  const only = names?.length === 1 ? (names[0] ?? '') : '';
  return {
    receiver,
    callee: { via: 'dynamic', span: getter.outer, name: value },
    method: { start: getter.end, end: getter.end, name: canonical(only) },
  };
}

/** `send = client.post`, then `send(...)`. Functions, classes and imports of the file are never that. */
function reachBound(
  analysis: Analysis,
  module: Module,
  callee: Expr & { readonly kind: 'name' },
): Reached | undefined {
  const bindings = module.bindingsOf(callee);
  if (!bindings.some(({ origin }) => ['value', 'iteration', 'parameter'].includes(origin.by)))
    return undefined;
  const types = analysis.infer({ module, node: callee });
  const methods = types.flatMap((type) =>
    type.is === 'member' && type.of.is === 'client' && CLIENT_METHODS.has(type.name) ? [type.name] : [],
  );
  const [first] = methods;
  if (first === undefined) return undefined;
  return {
    receiver: {
      start: callee.start,
      end: callee.end,
      text: callee.id,
      certainty: methods.length === types.length ? 'proven' : 'mixed',
      because: 'constructed',
    },
    callee: { via: 'bound', span: callee.outer },
    method: { start: callee.start, end: callee.end, name: methods.length === 1 ? canonical(first) : '' },
  };
}

function toSite(
  analysis: Analysis,
  module: Module,
  call: Call,
  reached: Reached,
  isClientCall: (call: Call) => boolean,
): ClientCall {
  const splat = call.args.findIndex(({ form }) => form === 'splat');
  const plain = call.args.filter(({ form }, index) => form === 'positional' && (splat < 0 || index < splat));
  const spreads = call.args
    .filter(({ form }) => form === 'double-splat')
    .map(({ value }) => readSpread(analysis, { module, node: value }, isClientCall));
  const positionals: Hidden =
    splat < 0
      ? { may: 'nothing' }
      : { may: 'anything', positional: true, because: 'arguments are passed on with `*`' };
  return {
    kind: 'call',
    start: call.start,
    end: call.end,
    ...reached,
    args: plain.map(({ value }) => toValue(analysis, { module, node: value })),
    options: [
      ...call.args.flatMap((argument) => toOption(analysis, module, argument)),
      ...spreads.flatMap(({ options }) => options),
    ],
    hidden: combine([positionals, ...spreads.map(({ hidden }) => hidden)]),
  };
}

function toOption(analysis: Analysis, module: Module, { form, name, value, start, end }: Argument): Option[] {
  if (form !== 'keyword' || !name) return [];
  const key = { start: name.start, end: name.end, name: canonical(name.id) };
  return [{ start, end, key, value: toValue(analysis, { module, node: value }), place: 'call' }];
}
