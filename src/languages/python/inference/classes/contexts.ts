import type { Analysis } from '../analysis.ts';
import { callFunction } from '../functions/functions.ts';
import { unite, type Types } from '../types.ts';

/** What `with` gives for a context manager. */
export function enter(analysis: Analysis, types: Types): Types {
  return unite(
    ...types.map((type): Types => {
      switch (type.is) {
        case 'context':
          return type.of;
        case 'instance': {
          const method =
            analysis.classMemberOf(type.cls, '__enter__', type) ??
            analysis.classMemberOf(type.cls, '__aenter__', type);
          const [only] = method ?? [];
          return only?.is === 'function' ? callFunction(analysis, only) : [type];
        }
        default:
          return [type];
      }
    }),
  );
}
