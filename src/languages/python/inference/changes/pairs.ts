import type { Expr } from '../../ast/expressions.ts';
import type { Module } from '../../binding/module.ts';
import type { Placed, Type, Types } from '../types.ts';
import { parentOf } from '../../parents.ts';
import type { Analysis } from '../analysis.ts';
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
  return isFilled && type.of.every((item) => isScalarPair(item, isScalar));
}

const isScalarPair = (item: Type, isScalar: (type: Type) => boolean): boolean =>
  item.is === 'tuple' &&
  item.items.length === 2 &&
  item.items.every((part) => part.length > 0 && part.every(isScalar));

/**
 * Whether a list comprehension is known to make tuples of two scalars, and at least one: it leaves out nothing that it iterates over,
 * and that is known to have items.
 */
export function makesScalarPairs(
  analysis: Analysis,
  { module, node }: Placed,
  types: Types,
  isScalar: (type: Type) => boolean,
): boolean {
  const [type, ...others] = types;
  if (node.kind !== 'list-comprehension' || node.element.kind !== 'tuple') return false;
  if (type?.is !== 'many' || others.length > 0) return false;
  const isFilled = node.clauses.every(
    (clause) => clause.kind === 'for' && hasItems(analysis, module, clause.iterable),
  );
  return isFilled && type.of.length > 0 && type.of.every((item) => isScalarPair(item, isScalar));
}

/** Whether something is a list or a tuple with items, wherever it is written, and nothing here takes items out of it. */
function hasItems(analysis: Analysis, module: Module, node: Expr): boolean {
  if (node.kind !== 'name') return isFilledLiteral(node);
  const bindings = module.bindingsOf(node);
  const isOwn = bindings.length > 0 && bindings.every(({ origin }) => OWN.includes(origin.by));
  const types = analysis.infer({ module, node });
  return (
    isOwn &&
    types.length > 0 &&
    types.every((type) => {
      const literal = type.is === 'many' || type.is === 'tuple' ? type.literal?.node : undefined;
      return literal !== undefined && isFilledLiteral(literal);
    }) &&
    bindings.every((binding) => module.readsOf(binding).every((read) => !mayTake(module, read)))
  );
}

const OWN: readonly string[] = ['value', 'parameter'];

const isFilledLiteral = (node: Expr): boolean =>
  (node.kind === 'list' || node.kind === 'tuple') && node.items.some(({ kind }) => kind !== 'starred');

/** Whether a method is called on a name that is none of those that add to it or ask something of it, or items are assigned or deleted. */
function mayTake(module: Module, read: Expr): boolean {
  const parent = parentOf(module, read);
  if (parent?.kind === 'attribute') return !KEEPING.includes(parent.attribute.id);
  const around = parent?.kind === 'subscript' ? parentOf(module, parent) : undefined;
  return (
    around?.kind === 'delete' || (around?.kind === 'assign' && around.targets.some((one) => one === parent))
  );
}

const KEEPING: readonly string[] = [
  'append',
  'extend',
  'insert',
  'index',
  'count',
  'copy',
  'sort',
  'reverse',
];

/** Whether one read of a list adds an item to it before another, on every way there. */
function isAppendedTo(module: Module, read: Expr, later: Expr): boolean {
  const change = changeAt(module, read);
  return (
    change?.by === 'method' && change.method === 'append' && isPassed(module.ast.body, change.call, later)
  );
}
