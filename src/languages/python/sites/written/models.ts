import type { Analysis } from '../../inference/analysis.ts';
import { ancestry, externalBases } from '../../inference/classes/classes.ts';
import { isNone, type ClassRef, type Placed, type Types } from '../../inference/types.ts';

/** Whether a field of a model may be None; undefined where the class is not, or not all, in sight. */
export function isNullable(analysis: Analysis, at: Placed): boolean | undefined {
  const types = analysis.infer(at);
  const classes = types.flatMap((type) => (type.is === 'instance' ? [type.cls] : []));
  if (classes.length === 0 || classes.length < types.length) return undefined;
  const isInSight = classes.every((cls) =>
    externalBases(analysis, cls).every((base) => /(?:^|\.)BaseModel$|^builtins\.object$/.test(base)),
  );
  return isInSight ? classes.some((cls) => hasNullable(analysis, cls)) : undefined;
}

const hasNullable = (analysis: Analysis, cls: ClassRef): boolean =>
  ancestry(analysis, cls).some(({ module, info }) =>
    [...info.scope.bindings.values()].flat().some(({ origin }): boolean => {
      const annotation = origin.by === 'annotation' || origin.by === 'value' ? origin.annotation : undefined;
      const isDefault = origin.by === 'value' && analysis.infer({ module, node: origin.value }).some(isNone);
      const types: Types = annotation ? analysis.inferAnnotation({ module, node: annotation }) : [];
      return isDefault || types.some(isNone);
    }),
  );
