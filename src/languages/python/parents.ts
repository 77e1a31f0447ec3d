import type { Expr } from './ast/expressions.ts';
import type { Module } from './binding/module.ts';
import { isExpr, nodesIn, type AnyNode } from './walk.ts';

/** The node directly around another; `undefined` for a statement of the module itself. */
export const parentOf = ({ ast }: Pick<Module, 'ast'>, node: AnyNode): AnyNode | undefined =>
  nodesIn(ast.body).parents.get(node);

/** As `parentOf`, where that is an expression. */
export function parentExpr(module: Pick<Module, 'ast'>, node: Expr): Expr | undefined {
  const parent = parentOf(module, node);
  return parent && isExpr(parent) ? parent : undefined;
}

/** What awaits an expression, or the expression itself: what surrounds the one surrounds the other. */
export function awaited(module: Pick<Module, 'ast'>, node: Expr): Expr {
  const parent = parentExpr(module, node);
  return parent?.kind === 'await' ? awaited(module, parent) : node;
}
