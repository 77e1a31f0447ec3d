import type { Span } from '../../../core/text.ts';
import { oncePer } from '../../kernel/once.ts';
import type { Collection, Expr, NameExpr } from '../ast/expressions.ts';
import type { Module } from '../binding/module.ts';
import type { Binding, Scope } from '../binding/scope.ts';
import { parentOf } from '../parents.ts';
import { isExpr } from '../walk.ts';

/** The whole expression of its statement that a part stands in. */
export function topOf(module: Module, node: Expr): Expr {
  let top = node;
  for (;;) {
    const parent = parentOf(module, top);
    if (!parent || !isExpr(parent)) return top;
    top = parent;
  }
}

/** What binds a name where it is a target. */
export const bindingAt = (module: Module, target: NameExpr): Binding | undefined =>
  targetsIn(module).get(target);

const targetsIn = oncePer((module: Module): ReadonlyMap<Span, Binding> => {
  const infos = [...module.functions.values(), ...module.classes.values()];
  const scopes: Scope[] = [module.scope, ...infos.map(({ scope }) => scope), ...module.scopes.values()];
  return new Map(
    scopes.flatMap(({ bindings }) =>
      [...bindings.values()].flat().map((binding): [Span, Binding] => [binding.target, binding]),
    ),
  );
});

/** `a, b = post(), get()`: each target takes its own. Where that cannot be told, each may be any of them. */
export function targetBeside(module: Module, node: Expr, { items, ...value }: Collection): Expr | undefined {
  const parent = parentOf(module, node);
  const statement = parent && parentOf(module, parent);
  if (statement?.kind !== 'assign' || statement.targets.length > 1) return undefined;
  const [target] = statement.targets;
  if ((target?.kind !== 'tuple' && target?.kind !== 'list') || target.items.length !== items.length)
    return undefined;
  const isPlain = ![...items, ...target.items].some(({ kind }) => kind === 'starred');
  return isPlain && statement.value?.start === value.start ? target.items[items.indexOf(node)] : undefined;
}
