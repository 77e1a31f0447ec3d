import type { Expr as NewExpr } from '../../../core/rule.ts';
import type { Call, Expr } from '../ast/expressions.ts';
import { isExpr, type AnyNode } from '../walk.ts';

/**
 * How tightly an expression holds together. What stands in a place that asks for more needs parentheses.
 * https://docs.python.org/3/reference/expressions.html#operator-precedence
 */
export const LEVEL = {
  /** May only stand by itself: a bare tuple, `yield`, `:=`, `*x`. */
  loose: 0,
  lambda: 1,
  /** May stand between commas, behind `name=` and behind `key:`. */
  conditional: 2,
  or: 3,
  and: 4,
  not: 5,
  comparison: 6,
  bitOr: 7,
  bitXor: 8,
  bitAnd: 9,
  shift: 10,
  sum: 11,
  product: 12,
  unary: 13,
  power: 14,
  await: 15,
  /** May be followed by a dot, a call or a subscript. */
  primary: 16,
} as const;

const BINARY: Readonly<Record<string, number>> = {
  '|': LEVEL.bitOr,
  '^': LEVEL.bitXor,
  '&': LEVEL.bitAnd,
  '<<': LEVEL.shift,
  '>>': LEVEL.shift,
  '+': LEVEL.sum,
  '-': LEVEL.sum,
  '*': LEVEL.product,
  '/': LEVEL.product,
  '//': LEVEL.product,
  '%': LEVEL.product,
  '@': LEVEL.product,
  '**': LEVEL.power,
};

const ofOperator = (operator: string): number => BINARY[operator] ?? LEVEL.loose;

/** The level of an expression without parentheses of its own. */
export function levelOf(node: Expr): number {
  switch (node.kind) {
    case 'tuple':
    case 'yield':
    case 'walrus':
    case 'starred':
      return LEVEL.loose;
    case 'lambda':
      return LEVEL.lambda;
    case 'conditional':
      return LEVEL.conditional;
    case 'boolean':
      return LEVEL[node.operator];
    case 'comparison':
      return LEVEL.comparison;
    case 'binary':
      return ofOperator(node.operator);
    case 'await':
      return LEVEL.await;
    case 'other':
      return node.what === 'not' ? LEVEL.not : node.what === 'unary' ? LEVEL.unary : LEVEL.loose;
    case 'number':
      // `1.real` is no attribute of a number.
      return LEVEL.await;
    case 'generator':
      // The sole argument of a call, which does without parentheses of its own.
      return LEVEL.conditional;
    default:
      return LEVEL.primary;
  }
}

/** The level of new code; `undefined` of source that is quoted, which has that of its expression. */
export function levelOfNew({ expr }: NewExpr): number | undefined {
  switch (expr) {
    case 'source':
      return undefined;
    case 'not':
      return LEVEL.not;
    case 'or':
      return LEVEL.or;
    case 'comparison':
      return LEVEL.comparison;
    case 'both':
      return LEVEL.and;
    default:
      return LEVEL.primary;
  }
}

/** The level that an expression needs at least to stand where `child` stands in its parent. */
export const levelIn = (parent: AnyNode, child: Expr): number =>
  isExpr(parent) ? levelInExpr(parent, child) : levelInStatement(parent, child);

/** What stands alone behind a keyword, an `=` or a comma needs none; a decorator needs what old versions take. */
function levelInStatement(parent: Exclude<AnyNode, Expr>, child: Expr): number {
  if ('decorators' in parent && parent.decorators.includes(child)) return LEVEL.primary;
  switch (parent.kind) {
    case 'assign':
    case 'augmented':
    case 'expression':
    case 'return':
      return LEVEL.loose;
    default:
      return LEVEL.lambda;
  }
}

function levelInExpr(parent: Expr, child: Expr): number {
  switch (parent.kind) {
    case 'attribute':
    case 'await':
      return LEVEL.primary;
    case 'call':
      return levelInCall(parent, child);
    case 'subscript':
      return parent.object === child ? LEVEL.primary : LEVEL.lambda;
    case 'binary':
      return levelInBinary(parent.operator, parent.left === child);
    case 'boolean':
      // `a or b or c` is read from the left.
      return parent.left === child ? LEVEL[parent.operator] : LEVEL[parent.operator] + 1;
    case 'comparison':
      return LEVEL.bitOr;
    case 'conditional':
      return parent.otherwise === child ? LEVEL.lambda : LEVEL.or;
    case 'starred':
      return LEVEL.bitOr;
    case 'dict':
      return parent.entries.some(({ key, value }) => !key && value === child) ? LEVEL.bitOr : LEVEL.lambda;
    case 'list-comprehension':
    case 'set-comprehension':
    case 'dict-comprehension':
    case 'generator':
      return parent.element === child || parent.key === child ? LEVEL.lambda : LEVEL.or;
    case 'other':
      return levelInOther(parent.what);
    case 'yield':
      return LEVEL.loose;
    default:
      return LEVEL.lambda;
  }
}

const levelInCall = (parent: Call, child: Expr): number =>
  parent.callee === child ? LEVEL.primary : LEVEL.lambda;

function levelInBinary(operator: string, isLeft: boolean): number {
  const own = ofOperator(operator);
  // `**` is read from the right, and takes a sign there.
  if (operator === '**') return isLeft ? LEVEL.await : LEVEL.unary;
  return isLeft ? own : own + 1;
}

function levelInOther(what: string): number {
  switch (what) {
    case 'not':
      return LEVEL.not;
    case 'unary':
      return LEVEL.unary;
    case 'slice':
      return LEVEL.lambda;
    default:
      return LEVEL.primary;
  }
}
