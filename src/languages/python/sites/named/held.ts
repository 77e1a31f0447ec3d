import type { Reference } from '../../../../core/sites.ts';
import { isBelow } from '../../../../core/wants.ts';
import type { Expr } from '../../ast/expressions.ts';
import type { Module } from '../../binding/module.ts';
import { sourceOf } from '../../binding/places.ts';
import type { Analysis } from '../../inference/analysis.ts';
import type { Types } from '../../inference/types.ts';
import { statementsIn } from '../../walk.ts';
import { groupAround, useOf } from '../meetings/roles.ts';
import { spanOf } from '../surroundings.ts';

/**
 * Names that stand for wanted classes where these are expected or caught, without being what the classes are imported as:
 * `ERRORS = (A, B)`, the parameter of a parametrized test.
 */
export function heldIn(analysis: Analysis, module: Module, wanted: readonly string[]): readonly Reference[] {
  return candidatesIn(module).flatMap((node): Reference[] => {
    const as = useOf(module, node);
    if (as !== 'raises' && as !== 'except') return [];
    const paths = [...new Set(pathsOf(analysis.infer({ module, node })))];
    const path = paths.find((one) => wanted.some((name) => isBelow(one, name)));
    if (path === undefined) return [];
    const beside = paths.filter((one) => one !== path);
    const text = sourceOf(module, node);
    return [{ kind: 'reference', ...spanOf(node), path, text, as, beside, held: true }];
  });
}

/** Names that are given to a function or caught, and are not imported. */
function candidatesIn(module: Module): readonly Expr[] {
  const given = module.calls.flatMap(({ args }) => args.map(({ value }) => value));
  const caught = statementsIn(module.ast.body).flatMap((one) =>
    one.kind === 'try' ? one.handlers.flatMap(({ type }) => type ?? []) : [],
  );
  return [...given, ...caught].filter(
    (node) =>
      node.kind === 'name' &&
      groupAround(module, node) === node &&
      module.bindingsOf(node).every(({ origin }) => !origin.by.startsWith('import')),
  );
}

const pathsOf = (types: Types): readonly string[] =>
  types.flatMap((type): readonly string[] => {
    if (type.is === 'external') return [type.path];
    return type.is === 'tuple' ? type.items.flatMap(pathsOf) : [];
  });
