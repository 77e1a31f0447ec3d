import type { Expr } from '../../ast/expressions.ts';
import type { Analysis } from '../analysis.ts';
import { hidden } from '../collections/elements.ts';
import { isMappingClass } from '../knowledge.ts';
import { classKey, sameClass, unite, type Type, type Types } from '../types.ts';
import { externalBases } from './classes.ts';

/** What is put into the instances of a class derived from `dict`, as far as its own file shows it. */
export function heldInMapping(analysis: Analysis, type: Type): Types | undefined {
  if (type.is !== 'instance') return undefined;
  const { cls } = type;
  if (!externalBases(analysis, cls).some(isMappingClass)) return undefined;
  const { module } = cls;
  const of = (node: Expr): Types => analysis.infer({ module, node });
  const isOfClass = (node: Expr, is: 'instance' | 'class'): boolean =>
    of(node).some((one) => one.is === is && sameClass(one.cls, cls));
  const put = analysis.once(`items of ${classKey(cls)}`, () =>
    unite(
      ...module.items.map(({ target, origin }) =>
        origin.by === 'value' && origin.path.length === 0 && isOfClass(target.object, 'instance')
          ? of(origin.value)
          : [],
      ),
      ...module.calls.map(({ callee, args }) =>
        isOfClass(callee, 'class')
          ? unite(...args.map(({ form, value }) => (form === 'keyword' ? of(value) : [])))
          : [],
      ),
    ),
  );
  const found = put.filter(({ is }) => is === 'client');
  return found.length > 0 ? unite(found, [hidden]) : undefined;
}
