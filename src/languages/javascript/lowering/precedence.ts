import type { Expr } from '../../../core/rule.ts';
import { slice, type Span } from '../../../core/text.ts';
import { spanOf, type Node } from '../ast.ts';
import { isSame, nodeAt, nodesAround, type Tree } from './find.ts';

/**
 * How tightly an expression binds: one that binds less tightly than its place asks for needs parentheses. `item`: between commas.
 * `operand`: of a comparison. `primary`: before a `.` or `(`.
 */
export const LEVEL = {
  any: 0,
  item: 1,
  conditional: 2,
  or: 3,
  and: 4,
  equality: 8,
  relational: 9,
  operand: 10,
  power: 13,
  unary: 14,
  postfix: 15,
  literal: 16,
  primary: 17,
} as const;

const OPERATORS: Readonly<Record<string, number>> = {
  '??': 3,
  '||': 3,
  '&&': 4,
  '|': 5,
  '^': 6,
  '&': 7,
  '==': 8,
  '!=': 8,
  is: 8,
  'is not': 8,
  '===': 8,
  '!==': 8,
  '<': 9,
  '<=': 9,
  '>': 9,
  '>=': 9,
  in: 9,
  instanceof: 9,
  '<<': 10,
  '>>': 10,
  '>>>': 10,
  '+': 11,
  '-': 11,
  '*': 12,
  '/': 12,
  '%': 12,
  '**': 13,
};

const operatorLevel = (operator: string): number => OPERATORS[operator] ?? LEVEL.any;

/** How tightly new code binds. */
export function levelOf(expr: Expr, tree: Tree): number {
  switch (expr.expr) {
    case 'not':
      return LEVEL.unary;
    case 'or':
      return LEVEL.or;
    case 'comparison':
      return operatorLevel(expr.operator);
    case 'both':
      return LEVEL.and;
    case 'boolean':
    case 'mapping':
      return LEVEL.literal;
    case 'source': {
      const node = nodeAt(tree, expr.span);
      if (node) return levelOfNode(node);
      return /^[\w$.]+$/.test(slice(tree.source, expr.span)) ? LEVEL.primary : LEVEL.any;
    }
    default:
      return LEVEL.primary;
  }
}

function levelOfNode(node: Node): number {
  switch (node.type) {
    case 'SequenceExpression':
      return LEVEL.any;
    case 'AssignmentExpression':
    case 'ArrowFunctionExpression':
    case 'YieldExpression':
      return LEVEL.item;
    case 'ConditionalExpression':
      return LEVEL.conditional;
    case 'LogicalExpression':
    case 'BinaryExpression':
      return operatorLevel(node.operator);
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
      return LEVEL.relational;
    case 'UnaryExpression':
    case 'AwaitExpression':
    case 'TSTypeAssertion':
      return LEVEL.unary;
    case 'UpdateExpression':
      return LEVEL.postfix;
    default:
      return PRIMARY.has(node.type) ? LEVEL.primary : LEVEL.literal;
  }
}

// A number, an object and others may stand before a `.` only in parentheses, or are misread at the start of a statement.
const PRIMARY: ReadonlySet<Node['type']> = new Set<Node['type']>([
  'ArrayExpression',
  'CallExpression',
  'Identifier',
  'Import',
  'MemberExpression',
  'MetaProperty',
  'OptionalCallExpression',
  'OptionalMemberExpression',
  'ParenthesizedExpression',
  'RegExpLiteral',
  'StringLiteral',
  'Super',
  'TSNonNullExpression',
  'TaggedTemplateExpression',
  'TemplateLiteral',
  'ThisExpression',
]);

/** How tightly an expression has to bind where `target` stands; `by`: what is to stand there. */
export function levelAt(tree: Tree, target: Span, by: Expr): number {
  const nodes = nodesAround(tree, target);
  const child = nodes.at(-1);
  const parent = nodes.at(-2);
  if (!child || !parent || !isSame(spanOf(child), target)) return LEVEL.item;
  // `in` at the start of a `for` would make another loop of it.
  const isIn = by.expr === 'comparison' && by.operator === 'in';
  const isInHead = nodes.some(
    (node) => node.type === 'ForStatement' && node.init && nodes.includes(node.init),
  );
  return isIn && isInHead ? LEVEL.primary : levelInside(parent, child);
}

function levelInside(parent: Node, child: Node): number {
  switch (parent.type) {
    case 'MemberExpression':
    case 'OptionalMemberExpression':
      return parent.object === child ? LEVEL.primary : LEVEL.any;
    case 'CallExpression':
    case 'OptionalCallExpression':
    case 'NewExpression':
      return parent.callee === child ? LEVEL.primary : LEVEL.item;
    case 'TaggedTemplateExpression':
    case 'TSNonNullExpression':
    case 'TSInstantiationExpression':
    case 'Decorator':
    case 'ClassDeclaration':
    case 'ClassExpression':
      return LEVEL.primary;
    case 'UnaryExpression':
    case 'AwaitExpression':
    case 'TSTypeAssertion':
      return LEVEL.unary;
    case 'BinaryExpression':
      return inBinary(parent.operator, parent.left === child);
    case 'LogicalExpression':
      // `??` beside `||` or `&&` is no syntax without parentheses.
      if (parent.operator === '??') return LEVEL.and + 1;
      return operatorLevel(parent.operator) + (parent.left === child ? 0 : 1);
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
      return LEVEL.operand;
    case 'ConditionalExpression':
      return parent.test === child ? LEVEL.or : LEVEL.item;
    default:
      return LOOSE.has(parent.type) ? LEVEL.any : LEVEL.item;
  }
}

function inBinary(operator: string, isLeft: boolean): number {
  // The power operator groups to the right, and takes no `!x` on its left.
  if (operator === '**') return isLeft ? LEVEL.postfix : LEVEL.power;
  return operatorLevel(operator) + (isLeft ? 0 : 1);
}

/** Where a comma would not end the expression. */
const LOOSE: ReadonlySet<Node['type']> = new Set<Node['type']>([
  'DoWhileStatement',
  'ExpressionStatement',
  'ForStatement',
  'IfStatement',
  'JSXExpressionContainer',
  'ParenthesizedExpression',
  'ReturnStatement',
  'SequenceExpression',
  'SwitchCase',
  'SwitchStatement',
  'TemplateLiteral',
  'ThrowStatement',
  'WhileStatement',
]);
