import { isMember, keyName, memberName, unwrap, type Node } from '../../ast.ts';
import type { Module } from '../../binding/module.ts';
import type { Analysis } from '../analysis.ts';
import { isClientMethod } from '../clients.ts';
import type { ClientType, Type } from '../types.ts';
import { overrides } from './classes.ts';

/** A method of a client, held as a value. */
export interface ClientMethod {
  readonly of: ClientType;
  readonly name: string;
  /** Arguments were given to it before. */
  readonly filled?: true;
}

/** The client's method that a value is, if it is one. The class of the client may be part of the project or not. */
export function clientMethod(analysis: Analysis, type: Type): ClientMethod | undefined {
  if (type.is === 'member')
    return type.of.is === 'client' && isClientMethod(type.name)
      ? { of: type.of, name: type.name, ...(type.filled && { filled: true }) }
      : undefined;
  if (type.is !== 'function' || type.self?.is !== 'client' || type.fn.node.type !== 'ClassMethod')
    return undefined;
  const { cls, derived = false } = type.self;
  const name = keyName(type.fn.node.key, type.fn.node.computed);
  if (name === undefined || !isClientMethod(name) || !cls || overrides(analysis, cls, derived, name))
    return undefined;
  return { of: type.self, name, ...(type.filled && { filled: true }) };
}

/** `client.post`, and `client.post.bind(client)`. */
export function isMethodRead(node: Node): boolean {
  const plain = unwrap(node);
  if (isMember(plain)) return isClientMethod(memberName(plain) ?? '');
  if (plain.type !== 'CallExpression' || plain.arguments.length !== 1 || !isMember(plain.callee))
    return false;
  return memberName(plain.callee) === 'bind' && isMethodRead(plain.callee.object);
}

/** `send: client.post`, `this.send = client.post`, `send: TestClient["post"]`. */
const HELD =
  /(?<![\w$])([\w$]{1,100})\s{0,20}[:=]\s{0,20}[\w$.?!#()]{1,100}(?:\.|\[["'`])(?:get|post|put|patch|delete|head|options|request)\b(?:["'`]\])?(?!\s{0,20}[(<])/g;

/** Names that something looking like a method of a client is kept under in a text. */
export const namesHolding = (source: string): ReadonlySet<string> =>
  new Set(Array.from(source.matchAll(HELD), ([, name = '']) => name));

/**
 * Whether a callee may hold a client's method. Functions, classes and imports never do; `client.post.bind(client)`,
 * `Reflect.get(client, "post")` and `(0, client.post)` do.
 */
export function mayHoldMethod(module: Module, callee: Node): boolean {
  switch (callee.type) {
    case 'CallExpression':
      return isMember(callee.callee) && /^(?:bind|get)$/.test(memberName(callee.callee) ?? '');
    case 'SequenceExpression':
      return mayBeMethod(module, callee.expressions.at(-1)!);
    case 'ConditionalExpression':
      return mayBeMethod(module, callee.consequent) || mayBeMethod(module, callee.alternate);
    case 'LogicalExpression':
      return mayBeMethod(module, callee.left) || mayBeMethod(module, callee.right);
    default:
      return (module.variableOf(callee)?.bindings ?? []).some(({ origin }) =>
        ['value', 'parameter', 'element'].includes(origin.by),
      );
  }
}

const mayBeMethod = (module: Module, node: Node): boolean =>
  isMethodRead(node) || mayHoldMethod(module, unwrap(node));
