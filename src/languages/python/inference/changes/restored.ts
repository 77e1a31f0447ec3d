import type { Call, Expr, NameExpr } from '../../ast/expressions.ts';
import type { Module } from '../../binding/module.ts';
import { positional } from '../functions/arguments.ts';
import { lastName } from '../../names.ts';

/**
 * Whether `update` only gives a dictionary back what it held: `before = dict(state)`, then `state.update(before)`. `isChanged`: whether
 * something is put into what is read at a place.
 */
export function restoresCopy(
  module: Module,
  { callee, args }: Call,
  isChanged: (read: Expr) => boolean,
): boolean {
  const given = positional(args, 0);
  if (callee.kind !== 'attribute' || callee.attribute.id !== 'update' || args.length !== 1) return false;
  const copy = given?.kind === 'name' ? copyHeldIn(module, given, isChanged) : given;
  const original = copy && originalOf(copy);
  const { object } = callee;
  return object.kind === 'name' && original?.kind === 'name' && isSameName(module, object, original);
}

/** What a name is given that is bound once, as long as nothing else is put into it. */
function copyHeldIn(module: Module, name: NameExpr, isChanged: (read: Expr) => boolean): Expr | undefined {
  const [binding, ...others] = module.bindingsOf(name);
  if (binding?.origin.by !== 'value' || binding.origin.path.length > 0 || others.length > 0) return undefined;
  return module.readsOf(binding).some(isChanged) ? undefined : binding.origin.value;
}

/** `state` of `dict(state)`, `state.copy()`, `copy(state)` and `{**state}`. */
function originalOf(node: Expr): Expr | undefined {
  if (node.kind === 'dict') {
    const [entry, ...others] = node.entries;
    return entry && !entry.key && others.length === 0 ? entry.value : undefined;
  }
  return node.kind === 'call' ? copiedBy(node) : undefined;
}

function copiedBy({ callee, args }: Call): Expr | undefined {
  if (callee.kind === 'attribute' && callee.attribute.id === 'copy' && args.length === 0)
    return callee.object;
  const isCopy = args.length === 1 && /^(?:dict|copy|deepcopy)$/.test(lastName(callee) ?? '');
  return isCopy ? positional(args, 0) : undefined;
}

function isSameName(module: Module, a: NameExpr, b: NameExpr): boolean {
  const [first, second] = [module.bindingsOf(a), module.bindingsOf(b)];
  return a.id === b.id && first.length > 0 && first.every((one) => second.includes(one));
}
