import type { Reference } from '../../../../core/sites.ts';
import type { Identifier } from '../../ast/expressions.ts';
import type { FunctionInfo } from '../../binding/declarations.ts';
import type { Module } from '../../binding/module.ts';
import { sourceOf } from '../../binding/places.ts';
import { isTestFunction } from '../../collected.ts';
import type { Analysis } from '../../inference/analysis.ts';
import { isFixture } from '../../inference/functions/marked.ts';
import { fixturesFor } from '../../inference/pytest/fixtures.ts';
import { parentExpr } from '../../parents.ts';
import { spanOf } from '../surroundings.ts';

/**
 * Parameters by which tests and fixtures ask for a wanted fixture of a plugin, and the calls of methods of what it gives. One that the
 * project defines itself is another fixture.
 */
export const fixturesIn = (
  analysis: Analysis,
  module: Module,
  wanted: readonly string[],
): readonly Reference[] =>
  [...module.functions.values()].flatMap((info) => {
    const asked = info.def.parameters.filter(({ name }) => wanted.includes(name.id));
    if (asked.length === 0 || !(isTestFunction(info) || isFixture({ module, info }))) return [];
    const defines = wanted.filter((name) => isDefined(analysis, module, info, name));
    return asked
      .filter(({ name }) => !defines.includes(name.id))
      .flatMap(({ name }) => [
        { ...toReference(module, name, name.id), defines },
        ...callsOn(module, name).map((node) => toReference(module, node, `${name.id}.${node.attribute.id}`)),
      ]);
  });

const isDefined = (analysis: Analysis, module: Module, info: FunctionInfo, name: string): boolean =>
  fixturesFor(analysis, { module, owner: info.owner }, { module, info }, name).length > 0;

const toReference = (module: Module, node: Identifier | CalledAttribute, path: string): Reference => ({
  kind: 'reference',
  ...spanOf(node),
  path,
  text: sourceOf(module, node),
  as: 'fixture',
});

type CalledAttribute = NonNullable<ReturnType<typeof calledOn>>;

function callsOn(module: Module, name: Identifier): readonly CalledAttribute[] {
  const binding = module.bindingAt(name);
  return binding ? module.readsOf(binding).flatMap((read) => calledOn(module, read) ?? []) : [];
}

function calledOn(module: Module, read: Parameters<typeof parentExpr>[1]) {
  const parent = parentExpr(module, read);
  return parent?.kind === 'attribute' && module.callOf(parent) ? parent : undefined;
}
