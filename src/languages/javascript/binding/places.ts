import { addAll } from '../../../core/group.ts';
import { slice } from '../../../core/text.ts';
import { oncePer } from '../../kernel/once.ts';
import {
  childrenOf,
  isCall,
  isClass,
  isFunction,
  isMember,
  keyName,
  memberName,
  spanOf,
  unwrap,
  type AnyCall,
  type AnyFunction,
  type Class,
  type Node,
  type TSDeclareFunction,
} from '../ast.ts';
import type { Module } from './module.ts';
import type { Variable } from './scope.ts';

/** The text of a node, with the parentheses around it. */
export const sourceOf = ({ source }: Module, node: Node): string => slice(source, spanOf(node));

/** Whether other files may read a variable. */
export const isExported = (module: Module, variable: Variable): boolean =>
  variable.scope === module.scope && exportedNames(module).has(variable.name);

/** The names of the variables that a file exports. */
const exportedNames = oncePer(
  ({ exports }: Module): ReadonlySet<string> =>
    new Set(
      [...exports.names.values()].flatMap((all) =>
        all.flatMap((one) => (one.by === 'variable' ? [one.name] : [])),
      ),
    ),
);

/** The expressions that a function may give. */
export function returnsOf(fn: AnyFunction | TSDeclareFunction): readonly Node[] {
  if (fn.type === 'TSDeclareFunction') return [];
  if (fn.body.type !== 'BlockStatement') return [fn.body];
  return findInside(fn.body, (node) =>
    node.type === 'ReturnStatement' && node.argument ? [node.argument] : [],
  );
}

/** Collects from the nodes of a function's own body, functions inside it left out. */
export function findInside<T>(body: Node, pick: (node: Node) => readonly T[]): readonly T[] {
  const found: T[] = [];
  const visit = (node: Node): void => {
    addAll(found, pick(node));
    for (const child of childrenOf(node)) if (!isFunction(child)) visit(child);
  };
  visit(body);
  return found;
}

/** The expression that a wrapper such as `(x as T)!` or parentheses makes of a node. */
export function outermost(module: Module, node: Node): Node {
  let one = node;
  for (
    let parent = module.parentOf(one);
    parent && unwrap(parent) !== parent;
    parent = module.parentOf(one)
  ) {
    if ('expression' in parent && parent.expression !== one) break;
    one = parent;
  }
  return one;
}

/** The call that a node is an argument of, and where it stands. */
export function argumentOf(
  module: Module,
  node: Node,
): { readonly call: AnyCall; readonly index: number } | undefined {
  const outer = outermost(module, node);
  const parent = module.parentOf(outer);
  if (!parent || !isCall(parent)) return undefined;
  const index = parent.arguments.findIndex((one) => one === outer);
  return index < 0 ? undefined : { call: parent, index };
}

/** The name a function is called by: its own, that of its variable, or that of its property. */
export function nameOfFunction(module: Module, fn: AnyFunction | TSDeclareFunction): string | undefined {
  if (
    (fn.type === 'FunctionDeclaration' ||
      fn.type === 'FunctionExpression' ||
      fn.type === 'TSDeclareFunction') &&
    fn.id
  )
    return fn.id.name;
  if (fn.type === 'ObjectMethod' || fn.type === 'ClassMethod') return keyName(fn.key, fn.computed);
  if (fn.type === 'ClassPrivateMethod') return keyName(fn.key, false);
  const parent = module.parentOf(outermost(module, fn));
  if (parent?.type === 'VariableDeclarator')
    return parent.id.type === 'Identifier' ? parent.id.name : undefined;
  if (parent?.type === 'ObjectProperty' || parent?.type === 'ClassProperty')
    return keyName(parent.key, parent.computed);
  if (parent?.type === 'ClassPrivateProperty') return keyName(parent.key, false);
  if (parent?.type === 'AssignmentExpression') {
    const { left } = parent;
    return left.type === 'Identifier'
      ? left.name
      : isMember(left)
        ? keyName(left.property, left.computed)
        : undefined;
  }
  return undefined;
}

/** The class whose `this` holds where a node stands. */
export function classAround(module: Module, node: Node): Class | undefined {
  const owner = module.ownerOf(node);
  const body = owner && module.parentOf(owner);
  const cls = body?.type === 'ClassBody' ? module.parentOf(body) : undefined;
  return isClass(cls) ? cls : undefined;
}

/** The last name an expression is reached by: `client` of `this.client`, `makeClient` of `makeClient()`. */
export function lastName(node: Node): string | undefined {
  const plain = unwrap(node);
  if (plain.type === 'Identifier') return plain.name;
  if (plain.type === 'AwaitExpression') return lastName(plain.argument);
  if (plain.type === 'CallExpression' || plain.type === 'OptionalCallExpression')
    return lastName(plain.callee);
  return isMember(plain) ? memberName(plain)?.replace(/^#/, '') : undefined;
}

/** The method that a call names: `get` of `client.get(...)`. */
export function calledMethod({ callee }: AnyCall): string | undefined {
  const plain = unwrap(callee);
  return isMember(plain) ? memberName(plain) : undefined;
}
