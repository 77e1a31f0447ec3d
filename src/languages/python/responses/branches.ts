import { contains } from '../../../core/text.ts';
import type { If, Stmt } from '../ast/statements.ts';
import type { Module } from '../binding/module.ts';
import { parentOf } from '../parents.ts';
import { isExpr, type AnyNode } from '../walk.ts';
import { isCertain, type Source } from './paths.ts';

/** A place in one branch of an `if` of which one is always taken. */
export interface Branch {
  readonly statement: If;
  readonly index: number;
  /** How many branches there are. */
  readonly count: number;
  /** Whether this place is reached whenever the branch is taken. */
  readonly certain: boolean;
}

/** The branch that a place stands in, of the outermost `if` that code always comes to from where a value comes from. */
export function branchAround(module: Module, source: Source, node: AnyNode): Branch | undefined {
  let found: Branch | undefined;
  for (let at = parentOf(module, node); at && at.kind !== 'function'; at = parentOf(module, at)) {
    if (isExpr(at) || at.kind !== 'if' || !isCertain(module, source, at)) continue;
    found = branchOf(module, at, node) ?? found;
  }
  return found;
}

function branchOf(module: Module, statement: If, node: AnyNode): Branch | undefined {
  const blocks = blocksOf(statement);
  const index = blocks?.findIndex((block) => block.some((one) => contains(one, node))) ?? -1;
  const [first] = blocks?.[index] ?? [];
  if (!blocks || !first) return undefined;
  return { statement, index, count: blocks.length, certain: isCertain(module, { at: first }, node) };
}

/** The blocks of `if`, of every `elif` and of `else`; `undefined` where there is no `else`. */
function blocksOf({ body, otherwise }: If): readonly (readonly Stmt[])[] | undefined {
  const [only, ...more] = otherwise;
  if (!only) return undefined;
  if (only.kind !== 'if' || more.length > 0) return [body, otherwise];
  const others = blocksOf(only);
  return others && [body, ...others];
}
