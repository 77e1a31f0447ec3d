import { childrenOf, isFunction, isMember, keyName, unwrap, type AnyCall, type Node } from '../ast.ts';
import { annotationOf } from '../binding/patterns.ts';
import type { Module } from '../binding/module.ts';
import type { Analysis } from './analysis.ts';
import { declared } from './annotations.ts';
import { isKnown, none, unite, unknown, type FunctionRef, type Type, type Types } from './types.ts';

/** What calling a function of the project gives. */
export function callFunction(analysis: Analysis, { fn }: Extract<Type, { is: 'function' }>): Types {
  return analysis.once(`call ${fn.module.path}#${fn.node.start ?? 0}`, () => {
    const { module, node } = fn;
    if ('generator' in node && node.generator) return [{ is: 'many', of: yieldedBy(analysis, fn) }];
    const returned = unite(...returnsOf(node).map((one) => analysis.infer({ module, node: one })));
    if (isKnown(returned)) return returned;
    const type =
      'returnType' in node && node.returnType
        ? annotationOf({ ...node, typeAnnotation: node.returnType } as unknown as Node)
        : undefined;
    const named = type ? declared(analysis, { module, node: type }) : [];
    if (isKnown(named)) return named;
    return returned.length > 0 || !('body' in node) ? returned : [none];
  });
}

/** What a loop over a generator meets. */
const yieldedBy = (analysis: Analysis, { module, node }: FunctionRef): Types =>
  unite(
    ...('body' in node
      ? findInside(node.body, (one) => (one.type === 'YieldExpression' ? [one] : []))
      : []
    ).map(({ argument, delegate }) =>
      delegate || !argument
        ? [unknown('what it yields is not known')]
        : analysis.infer({ module, node: argument }),
    ),
  );

/** The expressions that a function may give. */
export function returnsOf(fn: FunctionRef['node']): readonly Node[] {
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
    found.push(...pick(node));
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
  if (
    parent?.type !== 'CallExpression' &&
    parent?.type !== 'OptionalCallExpression' &&
    parent?.type !== 'NewExpression'
  )
    return undefined;
  const index = parent.arguments.findIndex((one) => one === outer);
  return index < 0 ? undefined : { call: parent, index };
}

/** The name a function is called by: its own, that of its variable, or that of its property. */
export function nameOfFunction(module: Module, fn: FunctionRef['node']): string | undefined {
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
