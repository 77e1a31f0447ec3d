import { oncePer } from '../../../kernel/once.ts';
import type { Expr } from '../../ast/expressions.ts';
import type { ClassDef } from '../../ast/statements.ts';
import type { ClassInfo } from '../../binding/declarations.ts';
import type { ClassRef } from '../types.ts';

/** The expressions for the bases of a class, in order. */
export const positionalBases = oncePer(({ bases }: ClassDef): readonly Expr[] =>
  bases.filter(({ form }) => form === 'positional').map(({ value }) => value),
);

/** How many classes of one file are in the longest row of bases from a class upwards, the class among them. */
export type Heights = Map<ClassInfo, number>;

/**
 * The classes of one file that a class derives from by what is written, each behind those that it derives from, and the class last.
 * Left out are those whose height is known, and what is above them. Notes the height of each.
 */
export function classesAbove(cls: ClassRef, heights: Heights): readonly ClassRef[] {
  const found: ClassRef[] = [];
  const begun = new Set([cls.info]);
  // No recursion: a chain of classes may be longer than the call stack.
  const open = [{ cls, left: [...namedBases(cls)] }];
  for (let last = open.at(-1); last; last = open.at(-1)) {
    const base = last.left.pop();
    if (!base) {
      const above = namedBases(last.cls).map(({ info }) => heights.get(info) ?? 0);
      heights.set(last.cls.info, 1 + above.reduce((most, one) => Math.max(most, one), 0));
      found.push(last.cls);
      open.pop();
    } else if (!heights.has(base.info) && !begun.has(base.info)) {
      begun.add(base.info);
      open.push({ cls: base, left: [...namedBases(base)] });
    }
  }
  return found;
}

/** Bases that are written as the name of a class in the same file. */
const namedBases = ({ module, info }: ClassRef): readonly ClassRef[] =>
  positionalBases(info.def).flatMap((base) =>
    base.kind !== 'name'
      ? []
      : module.bindingsOf(base).flatMap(({ origin }): readonly ClassRef[] => {
          const found = origin.by === 'class' ? module.classes.get(origin.def) : undefined;
          return found ? [{ module, info: found }] : [];
        }),
  );
