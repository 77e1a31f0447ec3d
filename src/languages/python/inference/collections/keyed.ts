import { contains, type Span } from '../../../../core/text.ts';
import type { Expr, NameExpr } from '../../ast/expressions.ts';
import type { Stmt } from '../../ast/statements.ts';
import type { Module } from '../../binding/module.ts';
import { bodiesOf } from '../../walk.ts';

/**
 * Whether a name surely holds a mapping where it is read: `data["code"] = ...` was carried out on every way there, and neither
 * a text nor a list takes such an item.
 */
export function isKeyed(module: Module, read: NameExpr): boolean {
  const [binding, ...more] = module.bindingsOf(read);
  if (!binding || more.length > 0) return false;
  return module.items.some(({ target }) => {
    const { object, indices } = target;
    if (object.kind !== 'name' || object.id !== read.id || !isTextKey(indices)) return false;
    const [same, ...others] = module.bindingsOf(object);
    return same === binding && others.length === 0 && isPassed(module.ast.body, target, read);
  });
}

const isTextKey = ([index, ...more]: readonly Expr[]): boolean =>
  index?.kind === 'text' && !index.bytes && more.length === 0;

/** Whether the simple statement at one place stands in a block before the statement of another place, or one around it. */
export function isPassed(block: readonly Stmt[], at: Span, later: Span): boolean {
  const index = block.findIndex((one) => contains(one, at));
  const found = block[index];
  if (!found) return false;
  const inner = bodiesOf(found).find((body) => body.some((one) => contains(one, at)));
  return inner ? isPassed(inner, at, later) : block.slice(index + 1).some((one) => contains(one, later));
}
