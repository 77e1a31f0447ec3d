import type { Meeting } from '../../../../core/model/meetings.ts';
import type { Expr, Parameter } from '../../ast/expressions.ts';
import type { FunctionDef } from '../../ast/statements.ts';
import type { Module } from '../../binding/module.ts';
import type { Analysis } from '../../inference/analysis.ts';
import { givenBy } from '../../inference/functions/functions.ts';
import { passedFor } from '../../inference/parameters.ts';
import type { Types } from '../../inference/types.ts';
import { parentOf } from '../../parents.ts';
import { isExpr } from '../../walk.ts';
import { nothing, thingsIn } from './things.ts';

/** What is annotated by an annotation that an expression is part of, whatever the annotation says. */
export function annotatedBy(analysis: Analysis, module: Module, node: Expr, root: string): Meeting {
  const parent = parentOf(module, node);
  if (!parent) return nothing;
  const meeting = (types: Types): Meeting => thingsIn(analysis, module, types, root);
  switch (parent.kind) {
    case 'function':
      return meeting(ofFunction(analysis, module, parent, node));
    case 'assign':
      return parent.value ? meeting(analysis.infer({ module, node: parent.value })) : nothing;
    case 'call': {
      // `cast(requests.Response, value)`.
      const [type, value] = parent.args;
      return type?.value === node && value ? meeting(analysis.infer({ module, node: value.value })) : nothing;
    }
    default:
      return isExpr(parent) ? annotatedBy(analysis, module, parent, root) : nothing;
  }
}

function ofFunction(analysis: Analysis, module: Module, def: FunctionDef, annotation: Expr): Types {
  const info = module.functions.get(def);
  if (!info) return [];
  if (def.returns === annotation) return givenBy(analysis, { module, info });
  const parameter = def.parameters.find((one): one is Parameter => one.annotation === annotation);
  return parameter ? passedFor(analysis, { module, info }, parameter) : [];
}
