import { addAll } from '../../../core/group.ts';
import type { Choice } from '../../../core/model/options.ts';
import { oncePer } from '../../kernel/once.ts';
import type { Comparison, Expr } from '../ast/expressions.ts';
import type { Module } from '../binding/module.ts';
import { functionAround, sourceOf } from '../binding/places.ts';
import type { Analysis } from '../inference/analysis.ts';
import { textOf } from '../inference/types.ts';
import { parentOf } from '../parents.ts';
import type { AnyNode } from '../walk.ts';
import { armsAt } from './arms.ts';
import type { Arm } from './leaving.ts';

/** What the conditions around a place say of the texts that names hold there, in lower case. */
export function choicesAt(analysis: Analysis, module: Module, place: AnyNode): readonly Choice[] {
  const within = functionAround(module, place);
  const found: Choice[] = [];
  for (let node: AnyNode | undefined = place; node; node = parentOf(module, node))
    for (const { all, count } of armsAt(analysis, module, node))
      for (const { index, choices, test } of choicesBy(analysis)(all, analysis)) {
        if (index >= count) break;
        if (test.module === module && functionAround(module, test.node) === within) addAll(found, choices);
      }
  return found;
}

/** Of some arms, those that say something of texts, and what. */
const choicesBy = oncePer((_: Analysis) =>
  oncePer((arms: readonly Arm[], analysis: Analysis) =>
    arms.flatMap(({ test }, index) => {
      const choices = test ? choicesIn(analysis, test.module, test.node, test.holds) : [];
      return test && choices.length > 0 ? [{ index, test, choices }] : [];
    }),
  ),
);

function choicesIn(analysis: Analysis, module: Module, test: Expr, holds: boolean): readonly Choice[] {
  const of = (node: Expr, side = holds): readonly Choice[] => choicesIn(analysis, module, node, side);
  switch (test.kind) {
    case 'boolean':
      // Of `a or b` that holds, and of `a and b` that does not, nothing is known of either side.
      return (test.operator === 'and') === holds ? [...of(test.left), ...of(test.right)] : [];
    case 'other':
      return test.what === 'not' && test.parts[0] ? of(test.parts[0], !holds) : [];
    case 'comparison':
      return compared(analysis, module, test, holds);
    default:
      return [];
  }
}

function compared(
  analysis: Analysis,
  module: Module,
  { parts, operators }: Comparison,
  holds: boolean,
): readonly Choice[] {
  const [left, right, ...more] = parts;
  const [operator = ''] = operators;
  if (!left || !right || more.length > 0 || !/^(==|!=|in|not in)$/.test(operator)) return [];
  const texts = textsIn(analysis, module, right);
  const of = nameIn(module, left);
  if (!texts || of === undefined) return [];
  const isOne = (operator === '==' || operator === 'in') === holds;
  return [{ of, ...(isOne ? { only: texts } : { never: texts }) }];
}

/** `method`, `self.method`, `method.lower()`. */
function nameIn(module: Module, node: Expr): string | undefined {
  if (node.kind === 'name' || node.kind === 'attribute') return sourceOf(module, node);
  const callee = node.kind === 'call' && node.callee.kind === 'attribute' ? node.callee : undefined;
  return callee && /^(lower|upper)$/.test(callee.attribute.id) ? nameIn(module, callee.object) : undefined;
}

function textsIn(analysis: Analysis, module: Module, node: Expr): readonly string[] | undefined {
  const types = analysis.infer({ module, node });
  const all = types.flatMap((type) => {
    if (type.is === 'tuple') return type.items.flat();
    return type.is === 'many' ? type.of : [type];
  });
  const texts = all.map(textOf);
  return texts.length > 0 && texts.every((one) => one !== undefined)
    ? texts.map((one) => one.toLowerCase())
    : undefined;
}
