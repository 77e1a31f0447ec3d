import type { Call, Expr } from './ast/expressions.ts';
import type { Module } from './binding/module.ts';
import { itemsWritten, testedEach, testsIn } from './sites/surroundings.ts';
import type { AnyNode } from './walk.ts';

/** The values directly inside a node whose truth counts. */
export function truthsIn(module: Module, node: AnyNode): readonly Expr[] {
  if (node.kind === 'boolean') return operands(node.left);
  const each = node.kind === 'call' ? testedEach(module, node) : undefined;
  return [...testsIn(node), ...(each ? itemsWritten(each) : [])].flatMap(operands);
}

/** What decides the truth of an expression: the operands of `and` and `or`, each by its own. */
const operands = (node: Expr): readonly Expr[] =>
  node.kind === 'boolean' ? [...operands(node.left), ...operands(node.right)] : [node];

/** The values directly inside a node that are iterated over. */
export function iteratedIn(node: AnyNode): readonly Expr[] {
  switch (node.kind) {
    case 'for':
      return [node.iterable];
    case 'list-comprehension':
    case 'set-comprehension':
    case 'dict-comprehension':
    case 'generator':
      return node.clauses.flatMap((clause) => (clause.kind === 'for' ? [clause.iterable] : []));
    case 'starred':
      return [node.value];
    case 'yield':
      return node.from && node.value ? [node.value] : [];
    case 'assign':
      return node.value && node.targets.some(({ kind }) => kind === 'tuple' || kind === 'list')
        ? [node.value]
        : [];
    case 'call':
      return iteratedBy(node);
    default:
      return [];
  }
}

/** Builtins that iterate over their first argument, and those that iterate over what follows a function. */
const OVER_FIRST: ReadonlySet<string> = new Set(
  'list tuple set frozenset sorted iter enumerate sum any all min max zip'.split(' '),
);
export const OVER_REST: ReadonlySet<string> = new Set(['map', 'filter']);

function iteratedBy({ callee, args }: Call): readonly Expr[] {
  const splats = args.flatMap(({ form, value }) => (form === 'splat' ? [value] : []));
  const [first, ...rest] = args.flatMap(({ form, value }) => (form === 'positional' ? [value] : []));
  if (!first) return splats;
  if (callee.kind === 'attribute') return callee.attribute.id === 'join' ? [first, ...splats] : splats;
  if (callee.kind !== 'name') return splats;
  if (callee.id === 'zip') return [first, ...rest, ...splats];
  if (OVER_REST.has(callee.id)) return [...rest, ...splats];
  return OVER_FIRST.has(callee.id) ? [first, ...splats] : splats;
}
