import type { AnyFunction } from '../../ast.ts';
import { argumentOf, outermost } from '../../binding/places.ts';
import type { Analysis } from '../analysis.ts';
import { assigned } from '../collections/elements.ts';
import { unite, unknown, type Placed, type Type, type Types } from '../types.ts';
import { fixtureNamed } from './fixtures.ts';

/** A property of the context of a test or a hook: a fixture, or what a hook has assigned. */
export function contextProperty(
  analysis: Analysis,
  type: Extract<Type, { is: 'context' }>,
  name: string,
): Types {
  const fixture = fixtureNamed(analysis, type.fixtures, name);
  if (fixture) return fixture;
  const { module } = type;
  // `t.context.client` of AVA is one step further than `this.client` of Mocha.
  if (name === 'context') return [type];
  const stored = module.storesOf(name).flatMap(({ member, origin }) => {
    if (origin.by !== 'value') return [];
    const isContext = analysis.infer({ module, node: member.object }).some(({ is }) => is === 'context');
    return isContext ? [assigned(analysis, module, origin)] : [];
  });
  return stored.length > 0 ? unite(...stored) : [unknown(`cannot find a fixture \`${name}\``)];
}

/** The first parameter of a function in `test.extend({ ... })` is the context, with the fixtures beside it. */
export function fixtureContext(
  analysis: Analysis,
  { module, node }: Placed<AnyFunction>,
  index: number,
): Types | undefined {
  if (index > 0) return undefined;
  let holder = node.type === 'ObjectMethod' ? node : module.parentOf(outermost(module, node));
  if (holder?.type === 'ArrayExpression') holder = module.parentOf(holder);
  const literal =
    holder && (holder.type === 'ObjectProperty' || holder.type === 'ObjectMethod')
      ? module.parentOf(holder)
      : undefined;
  const argument = literal && argumentOf(module, literal);
  if (!literal || !argument) return undefined;
  const tests = analysis.infer({ module, node: argument.call }).find((type) => type.is === 'tests');
  return tests && [{ is: 'context', module, fixtures: tests.fixtures }];
}
