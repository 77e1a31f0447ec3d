import type { Reference } from '../../../../core/sites.ts';
import type { Module } from '../../binding/module.ts';
import { sourceOf } from '../../binding/places.ts';
import type { Analysis } from '../../inference/analysis.ts';
import { isNone } from '../../inference/types.ts';
import { isTarget, spanOf } from '../surroundings.ts';

/** Wanted attributes of objects that a class outside the project makes, by `module.Class().attribute`. */
export function objectsIn(
  analysis: Analysis,
  module: Module,
  wanted: readonly string[],
): readonly Reference[] {
  return wanted.flatMap((path) => {
    const [, by, name] = /^(.+)\(\)\.(\w+)$/.exec(path) ?? [];
    return by === undefined || name === undefined ? [] : readsOf(analysis, module, by, name);
  });
}

const readsOf = (analysis: Analysis, module: Module, by: string, name: string): readonly Reference[] =>
  (module.mentions.get(name) ?? []).flatMap((node): Reference[] => {
    if (node.kind !== 'attribute' || isTarget(module, node)) return [];
    const types = analysis.infer({ module, node: node.object }).filter((type) => !isNone(type));
    if (types.length === 0 || !types.every((type) => type.is === 'made' && type.by === by)) return [];
    const as = module.callOf(node) ? 'call' : 'value';
    return [
      { kind: 'reference', ...spanOf(node), path: `${by}().${name}`, text: sourceOf(module, node), as },
    ];
  });
