import { oncePer } from '../kernel/once.ts';
import type { Expr } from './ast/expressions.ts';
import type { Stmt } from './ast/statements.ts';
import type { Module } from './binding/module.ts';
import { bodiesOf, isExpr, nodesIn, statementsIn, type AnyNode } from './walk.ts';

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

/** Where a statement stands: the block, and the index in it. */
export interface InBlock {
  readonly block: readonly Stmt[];
  readonly index: number;
}

/** Where a node stands in its block, if it is a statement. */
export const inBlock = ({ ast }: Pick<Module, 'ast'>, node: AnyNode): InBlock | undefined =>
  blocksOf(ast.body).get(node);

/** One walk for all who ask: a block may have thousands of statements, and each of them be asked about. */
const blocksOf = oncePer((body: readonly Stmt[]): ReadonlyMap<AnyNode, InBlock> => {
  const places = new Map<AnyNode, InBlock>();
  const blocks = [body, ...statementsIn(body).flatMap(bodiesOf)];
  for (const block of blocks)
    for (const [index, statement] of block.entries()) places.set(statement, { block, index });
  return places;
});
