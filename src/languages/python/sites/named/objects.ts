import type { Reference } from '../../../../core/sites.ts';
import type { Expr } from '../../ast/expressions.ts';
import type { Module } from '../../binding/module.ts';
import { sourceOf } from '../../binding/places.ts';
import type { Analysis } from '../../inference/analysis.ts';
import { externalBases, overrides } from '../../inference/classes/classes.ts';
import { isNone, type Type } from '../../inference/types.ts';
import { isTarget, spanOf } from '../surroundings.ts';

/** Wanted attributes of objects that a class outside the project makes, by `module.Class().attribute`, or `module.Class().one.other`. */
export function objectsIn(
  analysis: Analysis,
  module: Module,
  wanted: readonly string[],
): readonly Reference[] {
  return wanted.flatMap((path) => {
    const [, by, names] = /^(.+)\(\)\.([\w.]+)$/.exec(path) ?? [];
    return by === undefined || names === undefined ? [] : readsOf(analysis, module, by, names);
  });
}

const readsOf = (analysis: Analysis, module: Module, by: string, names: string): readonly Reference[] =>
  (module.mentions.get(names.slice(names.lastIndexOf('.') + 1)) ?? []).flatMap((node): Reference[] => {
    const object = objectOf(node, names.split('.'));
    if (!object || isTarget(module, node)) return [];
    const [first = ''] = names.split('.');
    // A test may give the object an attribute of its own.
    if (names.split('.').some((name) => module.storesOf(name).length > 0)) return [];
    const types = analysis.infer({ module, node: object }).filter((type) => !isNone(type));
    if (types.length === 0 || !types.every((type) => isMadeBy(analysis, type, by, first))) return [];
    const as = module.callOf(node) ? 'call' : 'value';
    return [
      { kind: 'reference', ...spanOf(node), path: `${by}().${names}`, text: sourceOf(module, node), as },
    ];
  });

/** Whether something is made by a class outside the project, or by one derived from it that has no such attribute itself. */
function isMadeBy(analysis: Analysis, type: Type, by: string, attribute: string): boolean {
  if (type.is === 'made') return type.by === by;
  return (
    type.is === 'instance' &&
    externalBases(analysis, type.cls).includes(by) &&
    !overrides(analysis, type.cls, attribute)
  );
}

/** What these attributes are read from, one after the other. */
function objectOf(node: Expr, names: readonly string[]): Expr | undefined {
  const name = names.at(-1);
  if (name === undefined) return node;
  return node.kind === 'attribute' && node.attribute.id === name
    ? objectOf(node.object, names.slice(0, -1))
    : undefined;
}
