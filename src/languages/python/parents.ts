import { oncePer } from '../kernel/once.ts';
import type { Expr } from './ast/expressions.ts';
import type { Stmt } from './ast/statements.ts';
import type { Module } from './binding/module.ts';
import { childrenOf, isExpr, walk, type AnyNode } from './walk.ts';

/** The node directly around another; `undefined` for a statement of the module itself. */
export const parentOf = ({ ast }: Pick<Module, 'ast'>, node: AnyNode): AnyNode | undefined =>
  parentsIn(ast.body).get(node);

const parentsIn = oncePer((body: readonly Stmt[]): ReadonlyMap<AnyNode, AnyNode> => {
  const found = new Map<AnyNode, AnyNode>();
  walk(body, (node) => {
    for (const child of childrenOf(node)) found.set(child, node);
  });
  return found;
});

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
