import type { Span } from '../../../core/text.ts';
import type { Collection, Expr, NameExpr, With } from '../ast.ts';
import type { Module } from '../binding/module.ts';
import { sourceOf } from '../binding/places.ts';
import type { Binding, Scope } from '../binding/scope.ts';
import { childrenOf, walk, type AnyNode } from '../walk.ts';

const parents = new WeakMap<Module, ReadonlyMap<AnyNode, AnyNode>>();

/** The node directly around another; `undefined` for a statement of the module itself. */
export function parentOf(module: Module, node: AnyNode): AnyNode | undefined {
  let known = parents.get(module);
  if (!known) parents.set(module, (known = findParents(module)));
  return known.get(node);
}

function findParents({ ast }: Module): Map<AnyNode, AnyNode> {
  const found = new Map<AnyNode, AnyNode>();
  walk(ast.body, (node) => {
    for (const child of childrenOf(node)) found.set(child, node);
  });
  return found;
}

export const isExpr = (node: AnyNode): node is Expr => 'outer' in node;

/** The whole expression of its statement that a part stands in. */
export function topOf(module: Module, node: Expr): Expr {
  let top = node;
  for (;;) {
    const parent = parentOf(module, top);
    if (!parent || !isExpr(parent)) return top;
    top = parent;
  }
}

const targets = new WeakMap<Module, ReadonlyMap<Span, Binding>>();

/** What binds a name where it is a target. */
export function bindingAt(module: Module, target: NameExpr): Binding | undefined {
  let known = targets.get(module);
  if (!known) targets.set(module, (known = findTargets(module)));
  return known.get(target);
}

function findTargets(module: Module): Map<Span, Binding> {
  const infos = [...module.functions.values(), ...module.classes.values()];
  const scopes: Scope[] = [module.scope, ...infos.map(({ scope }) => scope), ...module.scopes.values()];
  return new Map(
    scopes.flatMap(({ bindings }) =>
      [...bindings.values()].flat().map((binding): [Span, Binding] => [binding.target, binding]),
    ),
  );
}

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

/** `with pytest.raises(...)`. */
export const expectsFailure = (module: Module, { items }: With): boolean =>
  items.some(({ value }) => /(^|\.)(raises|assertRaises\w*|suppress)\(/.test(sourceOf(module, value)));

/** Whether it is expected that an assertion fails where a node stands. */
export function isExpectedToFail(module: Module, node: AnyNode): boolean {
  for (let at = parentOf(module, node); at && at.kind !== 'function'; at = parentOf(module, at))
    if (at.kind === 'with' && expectsFailure(module, at)) return true;
  return false;
}
