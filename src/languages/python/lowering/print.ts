import type { Expr as NewExpr } from '../../../core/rule.ts';
import { slice, type Span } from '../../../core/text.ts';
import { joined, type Piece } from '../../kernel/lists.ts';
import type { Ast, Expr } from '../ast.ts';
import { spell } from '../names.ts';
import { expressionAt } from './find.ts';
import { mayStand, quoted, type QuoteStyle } from './quotes.ts';

export interface Printer {
  readonly source: string;
  readonly ast: Ast;
  readonly style: QuoteStyle;
}

/** Where a quoted expression comes to stand: before a `.` or `(`, or between brackets and commas. */
type Place = 'primary' | 'item';

/** Prints new code. Undefined where the f-string around it allows no such code. */
export function print(expr: NewExpr, printer: Printer, place: Place = 'item'): readonly Piece[] | undefined {
  const pieces = piecesOf(expr, printer, place);
  return pieces.every((piece) => typeof piece !== 'string' || mayStand(printer.style, piece))
    ? pieces
    : undefined;
}

function piecesOf(expr: NewExpr, printer: Printer, place: Place): readonly Piece[] {
  switch (expr.expr) {
    case 'string':
      return [quoted(expr.value, printer.style)];
    case 'boolean':
      return [expr.value ? 'True' : 'False'];
    case 'name':
      return [expr.name];
    case 'source':
      return needsParentheses(expr.span, printer, place) ? ['(', expr.span, ')'] : [expr.span];
    case 'member':
      return [...piecesOf(expr.object, printer, 'primary'), `.${spell(expr.name)}`];
    case 'subscript':
      return [
        ...piecesOf(expr.object, printer, 'primary'),
        '[',
        ...piecesOf(expr.index, printer, 'item'),
        ']',
      ];
    case 'not':
      return ['not ', ...piecesOf(expr.operand, printer, 'primary')];
    case 'comparison':
      return [
        ...piecesOf(expr.left, printer, 'primary'),
        ` ${expr.operator} `,
        ...piecesOf(expr.right, printer, 'primary'),
      ];
    case 'list':
      return [
        '[',
        ...joined(
          expr.items.map((item) => piecesOf(item, printer, 'item')),
          ', ',
        ),
        ']',
      ];
    case 'mapping':
      return mapping(expr.entries, printer);
    case 'call': {
      const options = expr.options.map(([name, value]) => [
        `${spell(name)}=`,
        ...piecesOf(value, printer, 'item'),
      ]);
      const args = expr.args.map((arg) => piecesOf(arg, printer, 'item'));
      return [...piecesOf(expr.callee, printer, 'primary'), '(', ...joined([...args, ...options], ', '), ')'];
    }
  }
}

function mapping(entries: readonly (readonly [NewExpr, NewExpr])[], printer: Printer): readonly Piece[] {
  if (entries.length === 0) return ['{}'];
  const printed = entries.map(([key, value]) => [
    ...piecesOf(key, printer, 'item'),
    ': ',
    ...piecesOf(value, printer, 'item'),
  ]);
  return ['{', { soft: 'open' }, ...joined(printed, ',', { soft: 'next' }), { soft: 'close' }, '}'];
}

function needsParentheses(span: Span, { source, ast }: Printer, place: Place): boolean {
  const node = expressionAt(ast, span);
  const text = slice(source, span);
  if (!node) return place === 'primary' && !/^[\w.]+$/.test(text);
  if (isEnclosed(node, span, text)) return false;
  return place === 'item' ? !isItem(node) : !isPrimary(node) || /[\r\n]/.test(text);
}

/** The span takes in parentheses that belong to nothing but the expression. */
const isEnclosed = (node: Expr, { start }: Span, text: string): boolean =>
  start < node.start || ((node.kind === 'tuple' || node.kind === 'generator') && text.startsWith('('));

/** Whether an expression may stand between commas as it is, behind a `name=` or a `key:` too. */
function isItem({ kind }: Expr): boolean {
  switch (kind) {
    case 'walrus':
    case 'yield':
    case 'tuple':
    case 'lambda':
      return false;
    default:
      return true;
  }
}

function isPrimary({ kind }: Expr): boolean {
  switch (kind) {
    case 'name':
    case 'attribute':
    case 'call':
    case 'subscript':
    case 'text':
    case 'list':
    case 'set':
    case 'dict':
    case 'list-comprehension':
    case 'set-comprehension':
    case 'dict-comprehension':
      return true;
    default:
      return false;
  }
}
