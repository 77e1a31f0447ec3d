import type { Node } from '../../ast.ts';
import { annotationOf } from '../../binding/patterns.ts';
import { findInside, returnsOf } from '../../binding/places.ts';
import type { Analysis } from '../analysis.ts';
import { questionOn } from '../keys.ts';
import { isIdentified, none, unite, unknown, type FunctionRef, type Type, type Types } from '../types.ts';

/** What calling a function of the project gives. */
export function callFunction(analysis: Analysis, { fn }: Extract<Type, { is: 'function' }>): Types {
  return analysis.once(questionOn(fn.node, 'call'), () => {
    const { module, node } = fn;
    if ('generator' in node && node.generator) return [{ is: 'many', of: yieldedBy(analysis, fn) }];
    const returned = unite(...returnsOf(node).map((one) => analysis.infer({ module, node: one })));
    if (isIdentified(returned)) return returned;
    const type =
      'returnType' in node && node.returnType
        ? annotationOf({ ...node, typeAnnotation: node.returnType } as unknown as Node)
        : undefined;
    const annotated = type ? analysis.inferAnnotation({ module, node: type }) : [];
    if (isIdentified(annotated)) return annotated;
    return returned.length > 0 || !('body' in node) ? returned : [none];
  });
}

/** What a loop over a generator meets. */
const yieldedBy = (analysis: Analysis, { module, node }: FunctionRef): Types =>
  unite(
    ...('body' in node
      ? findInside(node.body, (one) => (one.type === 'YieldExpression' ? [one] : []))
      : []
    ).map(({ argument, delegate }) =>
      delegate || !argument
        ? [unknown('cannot tell what it yields')]
        : analysis.infer({ module, node: argument }),
    ),
  );
