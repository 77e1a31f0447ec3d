import type { Expr as NewExpr } from '../../../core/rule.ts';
import { slice, type Span } from '../../../core/text.ts';
import { joined, type Piece } from '../../kernel/lists.ts';
import type { Expr } from '../ast/expressions.ts';
import type { Ast } from '../ast/statements.ts';
import { spell } from '../names.ts';
import { expressionAt } from './find.ts';
import { LEVEL, levelOf, levelOfNew } from './precedence.ts';
import { mayStand, quoted, type QuoteStyle } from './quotes.ts';

export interface Printer {
  readonly source: string;
  readonly ast: Ast;
  readonly style: QuoteStyle;
  /** Whether the file gives a name of Python itself another meaning. */
  binds(name: string): boolean;
}

/**
 * Prints new code for a place that needs expressions of a level at least (`precedence.ts`). Undefined where the f-string around
 * it allows no such code, or the file has another meaning for a name of Python itself.
 */
export function print(expr: NewExpr, printer: Printer, least: number = ITEM): readonly Piece[] | undefined {
  if (builtinsIn(expr).some((name) => printer.binds(name))) return undefined;
  const pieces = piecesOf(expr, printer, least);
  return pieces.every((piece) => typeof piece !== 'string' || mayStand(printer.style, piece))
    ? pieces
    : undefined;
}

/** Names of Python itself that rules write. */
const BUILTINS: ReadonlySet<string> = new Set(['bool', 'bytes', 'dict', 'iter', 'list', 'map', 'str']);

function builtinsIn(expr: NewExpr): readonly string[] {
  switch (expr.expr) {
    case 'name':
      return BUILTINS.has(expr.name) ? [expr.name] : [];
    case 'member':
      return builtinsIn(expr.object);
    case 'subscript':
      return [expr.object, expr.index].flatMap(builtinsIn);
    case 'not':
      return builtinsIn(expr.operand);
    case 'or':
    case 'both':
    case 'comparison':
      return [expr.left, expr.right].flatMap(builtinsIn);
    case 'list':
    case 'tuple':
      return expr.items.flatMap(builtinsIn);
    case 'mapping':
      return expr.entries.flat().flatMap(builtinsIn);
    case 'merged':
      return expr.mappings.flatMap(builtinsIn);
    case 'call':
      return [expr.callee, ...expr.args, ...expr.options.map(([, value]) => value)].flatMap(builtinsIn);
    case 'source':
    case 'string':
    case 'boolean':
    case 'none':
    case 'number':
      return [];
  }
}

/** Between brackets and commas, behind a `name=` or a `key:` too. */
const ITEM = LEVEL.conditional;

function piecesOf(expr: NewExpr, printer: Printer, least: number): readonly Piece[] {
  if (expr.expr === 'source')
    return needsParentheses(expr.span, printer, least) ? ['(', expr.span, ')'] : [expr.span];
  const pieces = barePieces(expr, printer);
  return (levelOfNew(expr) ?? least) < least ? ['(', ...pieces, ')'] : pieces;
}

function barePieces(expr: Exclude<NewExpr, { readonly expr: 'source' }>, printer: Printer): readonly Piece[] {
  const item = (one: NewExpr): readonly Piece[] => piecesOf(one, printer, ITEM);
  const object = (one: NewExpr): readonly Piece[] => piecesOf(one, printer, LEVEL.primary);
  switch (expr.expr) {
    case 'string':
      return [quoted(expr.value, printer.style)];
    case 'boolean':
      return [expr.value ? 'True' : 'False'];
    case 'name':
      return [expr.name];
    case 'member':
      return [...object(expr.object), `.${spell(expr.name)}`];
    case 'subscript':
      return [...object(expr.object), '[', ...item(expr.index), ']'];
    case 'not':
      return ['not ', ...piecesOf(expr.operand, printer, LEVEL.not)];
    case 'or':
      return [...piecesOf(expr.left, printer, LEVEL.or), ' or ', ...piecesOf(expr.right, printer, LEVEL.and)];
    case 'comparison': {
      const operand = (one: NewExpr): readonly Piece[] => piecesOf(one, printer, LEVEL.bitOr);
      return [...operand(expr.left), ` ${expr.operator} `, ...operand(expr.right)];
    }
    case 'both': {
      const side = (one: NewExpr, least: number): readonly Piece[] => piecesOf(one, printer, least);
      return [...side(expr.left, LEVEL.and), ' and ', ...side(expr.right, LEVEL.and + 1)];
    }
    case 'none':
      return ['None'];
    case 'number':
      return [String(expr.value)];
    case 'list':
      return ['[', ...joined(expr.items.map(item), ', '), ']'];
    case 'tuple':
      return ['(', ...joined(expr.items.map(item), ', '), expr.items.length === 1 ? ',)' : ')'];
    case 'mapping':
      return mapping(expr.entries, printer);
    case 'merged':
      return [
        '{',
        ...joined(
          expr.mappings.map((one) => parts(one, printer)),
          ', ',
        ),
        '}',
      ];
    case 'call': {
      const options = expr.options.map(([name, value]) => [`${spell(name)}=`, ...item(value)]);
      return [...object(expr.callee), '(', ...joined([...expr.args.map(item), ...options], ', '), ')'];
    }
  }
}

/** The entries of a new mapping, and whatever else is unpacked. */
function parts(one: NewExpr, printer: Printer): readonly Piece[] {
  if (one.expr !== 'mapping') return ['**', ...piecesOf(one, printer, LEVEL.bitOr)];
  const entries = one.entries.map(([key, value]) => [
    ...piecesOf(key, printer, ITEM),
    ': ',
    ...piecesOf(value, printer, ITEM),
  ]);
  return joined(entries, ', ');
}

function mapping(entries: readonly (readonly [NewExpr, NewExpr])[], printer: Printer): readonly Piece[] {
  if (entries.length === 0) return ['{}'];
  const printed = entries.map(([key, value]) => [
    ...piecesOf(key, printer, ITEM),
    ': ',
    ...piecesOf(value, printer, ITEM),
  ]);
  return ['{', { soft: 'open' }, ...joined(printed, ',', { soft: 'next' }), { soft: 'close' }, '}'];
}

function needsParentheses(span: Span, { source, ast }: Printer, least: number): boolean {
  const node = expressionAt(ast, span);
  const text = slice(source, span);
  if (!node) return least >= LEVEL.primary && !/^[\w.]+$/.test(text);
  if (isEnclosed(node, span, text)) return false;
  return levelOf(node) < least || (least !== ITEM && isBroken(node, source));
}

/** The span takes in parentheses that belong to nothing but the expression. */
const isEnclosed = (node: Expr, { start }: Span, text: string): boolean =>
  start < node.start || ((node.kind === 'tuple' || node.kind === 'generator') && text.startsWith('('));

/** Whether an expression has a line break that is in no brackets of its own, and may need some at another place. */
function isBroken(node: Expr, source: string): boolean {
  const isBrokenAfter = (inner: Expr, end: number): boolean =>
    /[\r\n]/.test(source.slice(inner.outer.end, end)) ||
    (inner.outer.start === inner.start && isBroken(inner, source));
  switch (node.kind) {
    case 'attribute':
      return isBrokenAfter(node.object, node.attribute.start);
    case 'call':
      return isBrokenAfter(node.callee, node.list.start);
    case 'subscript':
      return isBrokenAfter(node.object, source.indexOf('[', node.object.outer.end));
    case 'list':
    case 'set':
    case 'dict':
    case 'list-comprehension':
    case 'set-comprehension':
    case 'dict-comprehension':
      return false;
    case 'text':
      return !node.inside && /[\r\n]/.test(slice(source, node));
    default:
      return /[\r\n]/.test(slice(source, node));
  }
}
