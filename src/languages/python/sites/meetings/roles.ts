import type { ReferenceUse } from '../../../../core/sites.ts';
import type { Call, Expr } from '../../ast/expressions.ts';
import { isInAnnotation } from '../../binding/annotations.ts';
import type { Module } from '../../binding/module.ts';
import { positional } from '../../inference/functions/arguments.ts';
import { lastName } from '../../names.ts';
import { parentExpr, parentOf } from '../../parents.ts';
import { isTarget } from '../surroundings.ts';

/** What an expression that stands for a class, a function or a module is used as. */
export function useOf(module: Module, node: Expr): ReferenceUse {
  if (isTarget(module, node)) return 'patch';
  const parent = parentOf(module, node);
  if (parent?.kind === 'call' && parent.callee === node) return 'call';
  const group = groupAround(module, node);
  const around = parentOf(module, group);
  switch (around?.kind) {
    case 'try':
      return 'except';
    case 'class':
      return around.bases.some(({ form, value }) => form === 'positional' && value === group)
        ? 'base'
        : 'value';
    case 'call':
      return useIn(around, group) ?? (isTyped(module, node) ? 'annotation' : 'value');
    default:
      return isTyped(module, node) ? 'annotation' : 'value';
  }
}

const isTyped = (module: Module, node: Expr): boolean => isInAnnotation(node, (one) => parentOf(module, one));

/** The tuple of classes, or their `A | B`, that an expression is part of. */
export function groupAround(module: Module, node: Expr): Expr {
  const parent = parentExpr(module, node);
  return parent?.kind === 'tuple' || (parent?.kind === 'binary' && parent.operator === '|')
    ? groupAround(module, parent)
    : node;
}

/** What a call makes of a class that it is given. */
function useIn({ callee, args }: Call, node: Expr): ReferenceUse | undefined {
  const key = args.find(({ value }) => value === node)?.name?.id;
  const isFirst = positional(args, 0) === node;
  switch (lastName(callee)) {
    case 'raises':
    case 'assertRaises':
    case 'assertRaisesRegex':
      return isFirst || key === 'expected_exception' || key === 'exception' ? 'raises' : undefined;
    case 'xfail':
      return key === 'raises' ? 'raises' : undefined;
    case 'suppress':
      return 'except';
    case 'isinstance':
    case 'issubclass':
      return positional(args, 1) === node ? 'isinstance' : undefined;
    default:
      return undefined;
  }
}
