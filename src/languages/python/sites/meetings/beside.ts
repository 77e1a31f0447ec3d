import type { ReferenceUse } from '../../../../core/sites.ts';
import type { Expr } from '../../ast/expressions.ts';
import type { Module } from '../../binding/module.ts';
import type { Analysis } from '../../inference/analysis.ts';
import { parentOf } from '../../parents.ts';
import { groupAround } from './roles.ts';

/** The dotted names of the classes that stand beside a class, and of those that other handlers of the same `try` catch. */
export function besideOf(
  analysis: Analysis,
  module: Module,
  node: Expr,
  as: ReferenceUse,
): readonly string[] {
  if (as !== 'except' && as !== 'raises' && as !== 'isinstance' && as !== 'annotation') return [];
  const group = groupAround(module, node);
  const own = membersOf(group).filter((one) => one !== node);
  const around = parentOf(module, group);
  const types = around?.kind === 'try' ? around.handlers.flatMap(({ type }) => type ?? []) : [];
  const caught = types.filter((type) => type !== group).flatMap(membersOf);
  const pathsOf = (nodes: readonly Expr[]): readonly string[] =>
    nodes.flatMap((one) =>
      analysis.infer({ module, node: one }).flatMap((type) => ('path' in type ? type.path : [])),
    );
  return [...pathsOf(own), ...pathsOf(caught).filter((path) => !path.startsWith('builtins.'))];
}

const membersOf = (group: Expr): readonly Expr[] => {
  if (group.kind === 'tuple') return group.items.flatMap(membersOf);
  return group.kind === 'binary' ? [group.left, group.right].flatMap(membersOf) : [group];
};
