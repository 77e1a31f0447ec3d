import type { Callee, ClientCall, Holder } from '../../../core/model/calls.ts';
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
import { memberOf } from '../inference/members.ts';
import { isClientOrClass, isNone, type ClientType, type Placed, type Type } from '../inference/types.ts';
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
    callee: {
      via: 'bound',
      span: callee.outer,
      ...holding(analysis, { module, node: callee }, unbound.length > 0),
      ...(names.includes('') ? {} : { methods: names }),
    },
    method: { start, end, name: names.length === 1 ? names[0]! : '' },
    ...(methods.some(({ filled }) => filled) && { filled: true }),
    // The client is the first argument.
    ...(unbound.length > 0 && { passed: true }),
  };
}

/** Where a method is held, and what reaches `request` in the same way. */
function holding(
  analysis: Analysis,
  at: Placed,
  isUnbound: boolean,
): Pick<Extract<Callee, { via: 'bound' }>, 'holder' | 'request'> {
  const request = requestLike(analysis, at);
  return { holder: holderOf(at.node, isUnbound, request !== undefined), ...(request && { request }) };
}

function holderOf({ kind }: Expr, isUnbound: boolean, hasRequest: boolean): Holder {
  if (kind === 'name') return 'name';
  if (kind !== 'attribute') return 'place';
  return isUnbound ? 'class' : hasRequest ? 'forwarded' : 'place';
}

/** `client.request` for `client.delete`, and for a name that holds it; only where it is the client's own method as well. */
function requestLike(analysis: Analysis, { module, node }: Placed): string | undefined {
  if (node.kind === 'name') {
    const [first, ...others] = module.bindingsOf(node);
    const value = first?.origin.by === 'value' && first.origin.path.length === 0 && first.origin.value;
    return value && value.kind === 'attribute' && others.length === 0
      ? requestLike(analysis, { module, node: value })
      : undefined;
  }
  if (node.kind !== 'attribute') return undefined;
  const found = analysis
    .infer({ module, node: node.object })
    .flatMap((type) => memberOf(analysis, module, type, 'request'));
  const isOwn = found.every(
    (type) => type.is === 'member' && type.name === 'request' && isClientOrClass(type.of),
  );
  const text = `${sourceOf(module, node.object)}.request`;
  return found.length > 0 && isOwn && /^.{1,60}$/.test(text) ? text : undefined;
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
    callee: { via: 'bound', span, methods: [method], holder: 'passed', request: '"request"' },
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
  if (reached?.callee.via !== 'bound') return undefined;
  return { ...reached, callee: { ...reached.callee, holder: 'passed' }, passed: true };
}
