import type { Expr } from '../../ast/expressions.ts';
import type { Module } from '../../binding/module.ts';
import type { Type, Types } from '../types.ts';
import { changeAt } from './change.ts';
import { isPassed } from '../collections/keyed.ts';

/**
 * Whether a list is known to hold tuples of two scalars and nothing else: it is bound once in a function, and only added to
 * before it is used. It is not empty: of an empty list requests sent no form at all.
 */
export function holdsScalarPairs(
  module: Module,
  node: Expr,
  types: Types,
  isScalar: (type: Type) => boolean,
): boolean {
  const [type, ...others] = types;
  if (type?.is !== 'many' || others.length > 0 || node.kind !== 'name') return false;
  const [binding, ...more] = module.bindingsOf(node);
  if (binding?.origin.by !== 'value' || binding.origin.annotation || more.length > 0) return false;
  if (binding.scope.kind !== 'function') return false;
  if (!module.readsOf(binding).every((read) => read === node || changeAt(module, read))) return false;
  const { value } = binding.origin;
  const isFilled =
    (value.kind === 'list' && value.items.some(({ kind }) => kind !== 'starred')) ||
    module.readsOf(binding).some((read) => isAppendedTo(module, read, node));
  return (
    isFilled &&
    type.of.every(
      (item) =>
        item.is === 'tuple' &&
        item.items.length === 2 &&
        item.items.every((part) => part.length > 0 && part.every(isScalar)),
    )
  );
}

/** Whether one read of a list adds an item to it before another, on every way there. */
function isAppendedTo(module: Module, read: Expr, later: Expr): boolean {
  const change = changeAt(module, read);
  return (
    change?.by === 'method' && change.method === 'append' && isPassed(module.ast.body, change.call, later)
  );
}
