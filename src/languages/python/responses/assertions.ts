import { contains } from '../../../core/text.ts';
import type { Relation } from '../../../core/trace.ts';
import type { Call, Expr, With } from '../ast.ts';
import type { Module } from '../binding/module.ts';
import { lastName } from '../names.ts';
import { parentOf } from '../parents.ts';
import { isExpr, walk, type AnyNode } from '../walk.ts';

/** What a call of unittest or nose asserts of its first two arguments; `undefined` for any other call. */
export function relationAsserted({ callee, args }: Call): Relation | undefined {
  const [, relation = ''] = /^assert_?(equals?|is|in)$/i.exec(lastName(callee) ?? '') ?? [];
  if (relation === '' || args.length < 2) return undefined;
  return relation.toLowerCase() === 'in' ? 'in' : '==';
}

/** Whether the test fails unless an expression is true. */
export const isAsserted = (module: Module, node: Expr): boolean =>
  isDemanded(module, node) && !isExpectedToFail(module, node);

/** Whether `assert` or `assertTrue` demands it, alone or joined to others by `and`, even where that is expected to fail. */
export function isDemanded(module: Module, node: Expr): boolean {
  const parent = parentOf(module, node);
  if (!parent) return false;
  if (isExpr(parent)) {
    if (parent.kind === 'boolean') return parent.operator === 'and' && isDemanded(module, parent);
    return parent.kind === 'call' && /^assert_?true$/i.test(lastName(parent.callee) ?? '');
  }
  return (
    parent.kind === 'other' && parent.what === 'assert' && contains(parent.parts[0]?.outer ?? parent, node)
  );
}

/** `with pytest.raises(...)`. */
export function expectsFailure({ items }: With): boolean {
  let found = false;
  walk(
    items.map(({ value }) => value),
    (node) => {
      found ||= node.kind === 'call' && EXPECTING.test(lastName(node.callee) ?? '');
      return !found;
    },
  );
  return found;
}

const EXPECTING = /^(raises|assertRaises\w*|suppress)$/;

/** Whether it is expected that an assertion fails where a node stands. */
export function isExpectedToFail(module: Module, node: AnyNode): boolean {
  for (let at = parentOf(module, node); at && at.kind !== 'function'; at = parentOf(module, at))
    if (at.kind === 'with' && expectsFailure(at)) return true;
  return false;
}
