import type { Yield } from '../../ast/expressions.ts';
import type { Return } from '../../ast/statements.ts';
import type { Module } from '../../binding/module.ts';
import type { Analysis } from '../analysis.ts';
import { elementsOf } from '../collections/elements.ts';
import {
  because,
  functionKey,
  isDefinite,
  isNone,
  isProof,
  none,
  unite,
  unknown,
  type FunctionRef,
  type Type,
  type Types,
} from '../types.ts';
import { corrected } from '../corrected.ts';
import { decoratorOf, isMarked } from './decorators.ts';
import { mayEnd } from './endings.ts';

/** What calling a function of the project gives: what it is annotated with, or what it returns or yields. */
export function callFunction(analysis: Analysis, { fn, self }: Extract<Type, { is: 'function' }>): Types {
  const key = self ? `${functionKey(fn)} of ${self.is}` : fn.info;
  const types = analysis.once(key, () => decoratedTypes(analysis, fn));
  // A method that returns `self` returns what it was called on.
  return because('factory', types);
}

function decoratedTypes(analysis: Analysis, fn: FunctionRef): Types {
  const types = resultTypes(analysis, fn);
  const decorator = decoratorOf(analysis, fn);
  return decorator
    ? unite(types, [unknown(`\`@${decorator}\` may change what \`${fn.info.def.name.id}\` returns`)])
    : types;
}

function resultTypes(analysis: Analysis, fn: FunctionRef): Types {
  const { module, info } = fn;
  const annotated = info.def.returns ? analysis.inferAnnotation({ module, node: info.def.returns }) : [];
  const isManager = isMarked(module, info.def, /(^|\.)(async)?contextmanager$/);
  if (info.yields.length > 0) {
    const yielded = givenBy(analysis, fn);
    return [isManager ? { is: 'context', of: yielded } : { is: 'many', of: yielded, lazy: true }];
  }
  // httpx's clients, and responses, are annotated alike for tests and for real requests; what is returned tells them apart.
  const returned = givenBy(analysis, fn);
  // A body that is left out, or abstract, returns None and says nothing.
  if (isProof(annotated))
    return corrected(
      annotated,
      returned.filter((type) => !isNone(type)),
    );
  return isDefinite(returned) || annotated.length === 0 ? returned : annotated;
}

/** What a function returns or, when it is a generator, yields. */
export function givenBy(analysis: Analysis, { module, info }: FunctionRef): Types {
  const values = info.yields.length > 0 ? info.yields : info.returns;
  const types = unite(...values.map((one) => valueOf(analysis, module, one)));
  if (types.length === 0) return info.yields.length > 0 ? types : [none];
  // Where a response is tested for its truth, so is whether there is one.
  return info.yields.length === 0 && types.some(({ is }) => is === 'response') && mayEnd(info)
    ? unite(types, [none])
    : types;
}

/** What is returned or yielded at one place; of what is yielded from, only what is known to be yielded there. */
function valueOf(analysis: Analysis, module: Module, one: Return | Yield): Types {
  const types = one.value ? analysis.infer({ module, node: one.value }) : [];
  return one.kind === 'yield' && one.from ? elementsOf(types.filter(({ is }) => is === 'many')) : types;
}
