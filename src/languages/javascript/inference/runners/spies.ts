import { oncePer } from '../../../kernel/once.ts';
import { isMember, keyName, memberName, textOf, unwrap, type AnyCall, type Node } from '../../ast.ts';
import type { Module } from '../../binding/module.ts';
import { classAround, lastName, sourceOf } from '../../binding/places.ts';
import type { Analysis } from '../analysis.ts';
import { isClientMethod } from '../clients.ts';
import { clientOf, type ClientType, type Types } from '../types.ts';

/** `vi.spyOn(object, "name")`, `sinon.stub(object, "name")`, `mock.method(object, "name")`. */
const SPYING = new Set(['spyOn', 'stub', 'spy', 'method', 'replace', 'replaceProperty']);

interface Spy {
  readonly call: AnyCall;
  /** What the name of the method is written as. */
  readonly name: Node;
}

/** The method or property that a call puts something in the place of, where its name is written there. */
export function replacedBy(call: AnyCall): string | undefined {
  const name = spyOf(call)?.name;
  return name && textOf(name);
}

/** The calls of a file that put something in place of a method, or watch it. */
const spiesIn = oncePer(({ calls }: Module): readonly Spy[] => calls.flatMap((call) => spyOf(call) ?? []));

function spyOf(call: AnyCall): Spy | undefined {
  const callee = unwrap(call.callee);
  const [, name] = call.arguments;
  if (!isMember(callee) || !SPYING.has(memberName(callee) ?? '') || !name) return undefined;
  return { call, name };
}

/** The names of the methods that a spy may be of; `undefined` where one of them is not known. */
function methodsOf(analysis: Analysis, module: Module, { name }: Spy): readonly string[] | undefined {
  const here = textOf(name);
  if (here !== undefined) return [here];
  const names = analysis
    .infer({ module, node: name })
    .map((type) => (type.is === 'data' && type.literal ? textOf(type.literal.node) : undefined));
  return names.length > 0 && names.every((one) => one !== undefined) ? names : undefined;
}

/** The method of a client that a call spies on. */
export function spiedOn(analysis: Analysis, module: Module, call: AnyCall): Types {
  const spy = spyOf(call);
  const [object] = call.arguments;
  if (!spy || !object) return [];
  const clients = clientsAt(analysis, module, object);
  // What is not a name may be anything: `text.replace(client, value)`.
  if (clients.length === 0) return [];
  const names = methodsOf(analysis, module, spy) ?? [''];
  return clients.flatMap((of) => names.map((name) => ({ is: 'member' as const, of, name })));
}

/** The clients that something is, and those that take their methods from it: `TestClient.prototype`. */
export const clientsAt = (analysis: Analysis, module: Module, node: Node): readonly ClientType[] =>
  analysis.infer({ module, node }).flatMap((type) => {
    if (type.is === 'client') return [type];
    return type.is === 'member' && type.name === 'prototype' && type.of.is === 'client-class'
      ? [clientOf(type.of, 'constructed')]
      : [];
  });

/** Whether a file spies on a method of its clients. */
export const isSpied = (analysis: Analysis, module: Module, method: string): boolean =>
  spyAt(analysis, module, method) !== undefined;

/** The first call of a file that spies on a method of its clients, or may do so: the name need not be known. */
const spyAt = (analysis: Analysis, module: Module, method: string): AnyCall | undefined =>
  spiesIn(module).find(
    (spy) =>
      (methodsOf(analysis, module, spy)?.includes(method) ?? true) &&
      spiedOn(analysis, module, spy.call).length > 0,
  )?.call;

/** What tests look at the calls of a spy with: `toHaveBeenCalledWith(...)`, `spy.mock.calls`, `stub.firstCall.args`. */
const LOOKS = /called\w*With|\.mock\b|\.calls\b|\.args\b|\.(?:first|second|third|last|get)Call\b/i;

/** Whether a file looks at the calls of spies. Asked for each call of a file, which may be long. */
export const looksAtSpies = oncePer(({ source }: Module): boolean => LOOKS.test(source));

/**
 * Whether a file looks at what a method of its clients is called with: at its own calls, or at those of `request`, to which every
 * other method passes its options on.
 */
export const isWatched = (analysis: Analysis, module: Module, method: string): boolean =>
  isSpied(analysis, module, method) ||
  (looksAtSpies(module) && isClientMethod(method) && isSpied(analysis, module, 'request'));

/** What a file puts something into, under the names of its methods. */
interface Replacement {
  readonly target: Node;
  readonly names: readonly string[];
}

/** `Object.assign(client, { get })`, `Object.defineProperty(client, "get", ...)`. */
const replacementsIn = oncePer(({ calls }: Module): readonly Replacement[] =>
  calls.flatMap((call): readonly Replacement[] => {
    const [target, second] = call.arguments;
    const callee = unwrap(call.callee);
    if (!target || !second || !isMember(callee)) return [];
    switch (`${lastName(callee.object) ?? ''}.${memberName(callee) ?? ''}`) {
      case 'Object.assign':
      case 'Object.defineProperties':
        return [{ target, names: call.arguments.slice(1).flatMap(keysIn) }];
      case 'Object.defineProperty':
      case 'Reflect.defineProperty':
      case 'Reflect.set':
        return [{ target, names: [textOf(second) ?? ''] }];
      default:
        return [];
    }
  }),
);

const keysIn = (node: Node): readonly string[] => {
  const plain = unwrap(node);
  return plain.type === 'ObjectExpression'
    ? plain.properties.flatMap((one) =>
        one.type === 'SpreadElement' ? [] : (keyName(one.key, one.computed) ?? []),
      )
    : [];
};

/**
 * Whether a file puts something else in the place of a method of a client. `its`: of the very expression `text`. `another`: of
 * another expression, which may be the same client or all of them.
 */
export function replacementOf(
  analysis: Analysis,
  module: Module,
  text: string,
  method: string,
): 'its' | 'another' | undefined {
  const targets = targetsOf(analysis, module, method);
  if (targets.some((target) => sourceOf(module, target) === text)) return 'its';
  return targets.length > 0 ? 'another' : undefined;
}

/** What a file puts a method of its own into, as far as it is a client. */
const targetsOf = (analysis: Analysis, module: Module, method: string): readonly Node[] =>
  [
    // What a class assigns to itself is no double: it decides for the objects of that class.
    ...module
      .storesOf(method)
      .flatMap(({ member }) =>
        unwrap(member.object).type === 'ThisExpression' && classAround(module, member) ? [] : [member.object],
      ),
    ...replacementsIn(module).flatMap(({ target, names }) => (names.includes(method) ? [target] : [])),
  ].filter((target) => clientsAt(analysis, module, target).length > 0);

/** The place where a file spies on a method of its clients, or puts something else there. */
export const replacementAt = (analysis: Analysis, module: Module, method: string): Node | undefined =>
  spyAt(analysis, module, method) ?? targetsOf(analysis, module, method)[0];
