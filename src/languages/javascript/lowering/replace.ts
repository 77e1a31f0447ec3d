import type { Expr } from '../../../core/rule.ts';
import { contains, slice, type Span, type TextEdit } from '../../../core/text.ts';
import { holdsComment, render, replaceAround, type Piece } from '../../kernel/lists.ts';
import { childrenOf, isMember, spanOf, type AnyMember, type Node } from '../ast.ts';
import { spell } from '../names.ts';
import { isSame, nodeAt, nodesAround, type Tree } from './find.ts';
import { levelAt } from './precedence.ts';
import { print, printArguments, type Printer } from './print.ts';
import { styleAt } from './quotes.ts';

/**
 * Replaces an expression, with the parentheses that the code around it needs. Refuses where no expression stands, where a comment
 * would be lost, where the line above would go on, and where the new code is not skipped as the old one is: `r?.ok`.
 */
export function replace(target: Span, by: Expr, tree: Tree): readonly TextEdit[] | undefined {
  const node = nodeAt(tree, target);
  const nodes = nodesAround(tree, target);
  const property = nodes.findLast((one) => isShorthand(one, target));
  const isBound = property && nodes[nodes.indexOf(property) - 1]?.type === 'ObjectPattern';
  if (isBound || (node && isTarget(node, nodes.at(-2), nodes.at(-3)))) return undefined;
  const printer: Printer = { tree, style: styleAt(tree, target) };
  const inPlace = node && isMember(node) ? chain(by, node, printer) : undefined;
  const pieces = inPlace ?? print(by, printer, levelAt(tree, target, by));
  if (node && !inPlace && losesChain(node, pieces.filter(isSpan))) return undefined;
  const text = render(tree, pieces);
  const placed = text.startsWith('{') && opensBody(target, tree) ? ['(', ...pieces, ')'] : pieces;
  if (continuesLine(target, placed, tree)) return undefined;
  const key = property ? `${slice(tree.source, target)}: ` : isGlued(target, text, tree) ? ' ' : '';
  return replaceAround(tree, target, key === '' ? placed : [key, ...placed]);
}

/** `{ name }`, where the value that is to be replaced is the key as well. */
const isShorthand = (node: Node, target: Span): boolean =>
  node.type === 'ObjectProperty' && node.shorthand && isSame(spanOf(node.key), target);

const isSpan = (piece: Piece): piece is Span => typeof piece === 'object' && 'start' in piece;

/** Whether what stands here is assigned to, bound, or the name of something rather than an expression. */
function isTarget(node: Node, parent: Node | undefined, owner: Node | undefined): boolean {
  if (PATTERNS.has(node.type)) return true;
  switch (parent?.type) {
    case 'AssignmentExpression':
    case 'AssignmentPattern':
    case 'ForOfStatement':
    case 'ForInStatement':
      return parent.left === node;
    case 'UpdateExpression':
    case 'ArrayPattern':
    case 'RestElement':
    case 'ObjectPattern':
      return true;
    case 'ObjectProperty':
      return parent.key === node ? !parent.computed : owner?.type === 'ObjectPattern';
    case 'UnaryExpression':
      return parent.operator === 'delete';
    case 'VariableDeclarator':
      return parent.id === node;
    default:
      return false;
  }
}

const PATTERNS: ReadonlySet<Node['type']> = new Set<Node['type']>([
  'ArrayPattern',
  'AssignmentPattern',
  'ObjectPattern',
  'ObjectProperty',
  'RestElement',
]);

/** A property of what it was a property of, or a call of one: `client?.[method]` keeps its `?.`, and nothing needs parentheses. */
function chain(by: Expr, node: AnyMember, printer: Printer): readonly Piece[] | undefined {
  const object = spanOf(node.object);
  const isObject = (expr: Expr): boolean => expr.expr === 'source' && contains(object, expr.span);
  switch (by.expr) {
    case 'member':
      return isObject(by.object) ? [object, (node.optional ? '?.' : '.') + spell(by.name)] : undefined;
    case 'subscript':
      return isObject(by.object)
        ? [object, node.optional ? '?.[' : '[', ...print(by.index, printer), ']']
        : undefined;
    case 'call': {
      const callee = chain(by.callee, node, printer);
      return callee && [...callee, ...printArguments(by, printer)];
    }
    default:
      return undefined;
  }
}

/** Whether a `?.` of the old code is in none of what the new code quotes: it would be evaluated where the old one was skipped. */
function losesChain(node: Node, quotes: readonly Span[]): boolean {
  if (quotes.some((quote) => contains(quote, spanOf(node)))) return false;
  return (
    node.type === 'OptionalMemberExpression' ||
    node.type === 'OptionalCallExpression' ||
    childrenOf(node).some((child) => losesChain(child, quotes))
  );
}

/** Where a brace would open a block: at the start of a statement, or of an arrow function's body. */
const opensBody = ({ start, end }: Span, tree: Tree): boolean =>
  nodesAround(tree, { start, end }).some(
    (node) =>
      (node.type === 'ArrowFunctionExpression' && node.body.start === start) ||
      (node.type === 'ExpressionStatement' && node.start === start),
  );

/** Whether new code at the start of a statement would go on with the line above, which ends without a semicolon. */
function continuesLine(target: Span, pieces: readonly Piece[], tree: Tree): boolean {
  const { source } = tree;
  const opens = nodesAround(tree, target).some(
    (node) => node.type === 'ExpressionStatement' && node.start === target.start,
  );
  if (!opens || !/^[([`]/.test(render(tree, pieces)) || source[target.start] === '(') return false;
  let at = target.start;
  const isBlank = (): boolean =>
    /\s/.test(source[at - 1] ?? '') || holdsComment(tree, { start: at - 1, end: at });
  while (at > 0 && isBlank()) at--;
  return at > 0 && source[at - 1] !== ';' && source[at - 1] !== '{';
}

/** Whether new code would become one word with what stands before it: `return(x)`. */
const isGlued = ({ start }: Span, text: string, { source }: Tree): boolean =>
  /[\w$]/.test(source[start - 1] ?? '') && /^[\w$]/.test(text) && !/[\w$]/.test(source[start] ?? '');
