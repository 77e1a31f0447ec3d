import type { Callee, ClientCall } from '../../../core/model/calls.ts';
import type { Subject } from '../../../core/model/subjects.ts';
import { certaintyOf } from '../../kernel/certainty.ts';
import type { Call, Expr } from '../ast/expressions.ts';
import type { Module } from '../binding/module.ts';
import { sourceOf } from '../binding/places.ts';
import type { Analysis } from '../inference/analysis.ts';
import { isAssigned } from '../inference/assigned.ts';
import { positional } from '../inference/functions/arguments.ts';
import { CLIENT_METHODS, passesOn } from '../inference/knowledge.ts';
import { isOpen } from '../inference/named.ts';
import { isNone, type ClientType, type Type } from '../inference/types.ts';
import { canonical, lastName } from '../names.ts';
import type { Expectations } from './doubles/expectations.ts';
import { handedOver, libraryOf, receiverOf } from './subjects.ts';

/** How a call reaches a client's method. */
export interface Reached {
  readonly receiver: Subject;
  readonly callee: Callee;
  readonly method: ClientCall['method'];
  /** The method stands first among the arguments of a call that passes the others on to it. */
  readonly passed?: boolean;
  /** Arguments were given to the method before. */
  readonly filled?: boolean;
  /** What is expected of it, where it is a mock. */
  readonly expectations?: Expectations;
}

/** `send = client.post`, then `send(...)`: a method in a name, an attribute, a dictionary. */
export function reachBound(analysis: Analysis, module: Module, callee: Expr): Reached | undefined {
  const types = analysis.infer({ module, node: callee }).filter((type) => !isNone(type));
  const object = callee.kind === 'attribute' ? callee.object : callee;
  const unbound = types
    .filter(isUnbound)
    .filter(({ name }) => !isAssigned(analysis, { module, node: object }, name));
  const methods = unbound.length > 0 ? unbound.map(bound) : types.filter(isMethod);
  const [first] = methods;
  if (!first) return undefined;
  const { start, end } = callee;
  const others = types.filter((type) => (unbound.length > 0 ? !isUnbound(type) : !isMethod(type)));
  const clients = methods.map(({ of }) => of);
  const names = [...new Set(methods.map(({ name }) => canonical(name)))];
  return {
    receiver: handedOver(analysis, module, {
      start,
      end,
      text: sourceOf(module, callee),
      certainty: certaintyOf<Type>([...others, ...clients], clients, isOpen),
      because: first.of.because,
      is: 'client',
      library: libraryOf(clients),
    }),
    callee: { via: 'bound', span: callee.outer, ...(names.includes('') ? {} : { methods: names }) },
    method: { start, end, name: names.length === 1 ? names[0]! : '' },
    ...(methods.some(({ filled }) => filled) && { filled: true }),
    // The client is the first argument.
    ...(unbound.length > 0 && { passed: true }),
  };
}

type Method = Extract<Type, { is: 'member' }> & { readonly of: ClientType };

const isMethod = (type: Type): type is Method =>
  type.is === 'member' && type.of.is === 'client' && (type.name === '' || CLIENT_METHODS.has(type.name));

/** `methodcaller("post", "/", data=...)(client)`. */
function reachNamed(analysis: Analysis, module: Module, call: Call): Reached | undefined {
  const name = positional(call.args, 0);
  const client = positional(module.callOf(call)?.args ?? [], 0);
  if (!client || name?.kind !== 'text' || !CLIENT_METHODS.has(name.value ?? '')) return undefined;
  const method = canonical(name.value ?? '');
  const receiver = receiverOf(analysis, module, client, name.value ?? '');
  if (!receiver) return undefined;
  const { start, end } = name;
  const span = { start, end };
  return {
    receiver,
    callee: { via: 'bound', span, methods: [method] },
    method: { ...span, name: method },
    passed: true,
  };
}

/** A method that is read from the class, and called with a client. */
type Unbound = Extract<Type, { is: 'member' }> & { readonly of: Extract<Type, { is: 'client-class' }> };

const isUnbound = (type: Type): type is Unbound =>
  type.is === 'member' && type.of.is === 'client-class' && !type.of.httpx && CLIENT_METHODS.has(type.name);

const bound = (type: Unbound): Method => ({
  ...type,
  of: { is: 'client', because: 'constructed', ...(type.of.cls && { cls: type.of.cls }) },
});

/** `partial(client.post, "/", data=...)`. */
export function reachPassed(analysis: Analysis, module: Module, call: Call): Reached | undefined {
  const { callee, args } = call;
  if (lastName(callee) === 'methodcaller') return reachNamed(analysis, module, call);
  const method = passesOn(lastName(callee) ?? '') ? positional(args, 0) : undefined;
  const reached = method && reachBound(analysis, module, method);
  return reached && { ...reached, passed: true };
}
