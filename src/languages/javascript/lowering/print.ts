import type { Comparator, Expr } from '../../../core/rule.ts';
import { slice, type Span } from '../../../core/text.ts';
import { joined, type Piece } from '../../kernel/lists.ts';
import { spanOf, type Node } from '../ast.ts';
import { spell } from '../names.ts';
import { nodeAt, type Tree } from './find.ts';
import { quoted, type Style } from './quotes.ts';

export interface Printer {
  readonly tree: Tree;
  readonly style: Style;
}

/** Where an expression comes to stand: before a `.` or `(`, or between brackets and commas. */
type Place = 'primary' | 'item';

export function print(expr: Expr, printer: Printer, place: Place = 'item'): readonly Piece[] {
  switch (expr.expr) {
    case 'string':
      return [quoted(expr.value, printer.style)];
    case 'boolean':
      return [expr.value ? 'true' : 'false'];
    case 'name':
      return [expr.name];
    case 'source':
      return needsParentheses(expr.span, printer, place) ? ['(', expr.span, ')'] : [expr.span];
    case 'member':
      return [...print(expr.object, printer, 'primary'), `.${spell(expr.name)}`];
    case 'subscript':
      return [...print(expr.object, printer, 'primary'), '[', ...print(expr.index, printer), ']'];
    case 'not':
      return ['!', ...print(expr.operand, printer, 'primary')];
    case 'comparison':
      return [
        ...print(expr.left, printer, 'primary'),
        ` ${OPERATORS[expr.operator]} `,
        ...print(expr.right, printer, 'primary'),
      ];
    case 'list': {
      const items = expr.items.map((item) => print(item, printer));
      return ['[', ...joined(items, ', '), ']'];
    }
    case 'mapping':
      return mapping(expr.entries, printer, place);
    case 'call': {
      const options = expr.options.map(([name, value]) => [`${spell(name)}: `, ...print(value, printer)]);
      const args = expr.args.map((arg) => print(arg, printer));
      const all = options.length === 0 ? args : [...args, inBraces(joined(options, ', '), printer)];
      return [...print(expr.callee, printer, 'primary'), '(', ...joined(all, ', '), ')'];
    }
  }
}

const OPERATORS: Readonly<Record<Comparator, string>> = {
  '==': '===',
  '!=': '!==',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
  in: 'in',
};

const inBraces = (pieces: readonly Piece[], { style }: Printer): readonly Piece[] =>
  style.spaced ? ['{ ', ...pieces, ' }'] : ['{', ...pieces, '}'];

function mapping(
  entries: readonly (readonly [Expr, Expr])[],
  printer: Printer,
  place: Place,
): readonly Piece[] {
  const otherwise = printer.style.spaced ? ' ' : '';
  const keys = keysOf(
    entries.map(([key]) => key),
    printer,
  );
  const printed = entries.map(([, value], index) =>
    isNamedAlike(keys[index]!, value, printer)
      ? keys[index]!
      : [...keys[index]!, ': ', ...print(value, printer)],
  );
  const object: readonly Piece[] =
    entries.length === 0
      ? ['{}']
      : [
          '{',
          { soft: 'open', otherwise },
          ...joined(printed, ',', { soft: 'next' }),
          { soft: 'close', otherwise },
          '}',
        ];
  return place === 'primary' ? ['(', ...object, ')'] : object;
}

/** `{ note }` rather than `{ note: note }`. */
function isNamedAlike(key: readonly Piece[], value: Expr, { tree }: Printer): boolean {
  const [only, ...more] = key;
  if (only === undefined || typeof only === 'string' || 'soft' in only || more.length > 0) return false;
  const name = slice(tree.source, only);
  return value.expr === 'source' && IDENTIFIER.test(name) && slice(tree.source, value.span) === name;
}

/** Keys in quotes where one of them needs any, as most formatters have it; in brackets where they are not literals. */
function keysOf(keys: readonly Expr[], printer: Printer): readonly (readonly Piece[])[] {
  const plain = keys.map((key) => plainKey(key, printer));
  const isBare = plain.every((key) => key === undefined || key.isName);
  return keys.map((key, index) => {
    const found = plain[index];
    if (!found) return ['[', ...print(key, printer), ']'];
    return isBare ? [found.name] : print(key, printer);
  });
}

/** A key that is written as a string, and what stands between its quotes. `__proto__` as one would be no key. */
function plainKey(
  key: Expr,
  { tree }: Printer,
): { readonly name: string | Span; readonly isName: boolean } | undefined {
  if (key.expr === 'string') {
    return key.value === '__proto__' ? undefined : { name: key.value, isName: IDENTIFIER.test(key.value) };
  }
  const node = key.expr === 'source' ? nodeAt(tree, key.span) : undefined;
  if (node?.type !== 'StringLiteral' || node.value === '__proto__') return undefined;
  const { start, end } = spanOf(node);
  const name = { start: start + 1, end: end - 1 };
  return { name, isName: IDENTIFIER.test(slice(tree.source, name)) };
}

const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;

function needsParentheses(span: Span, { tree }: Printer, place: Place): boolean {
  const node = nodeAt(tree, span);
  if (!node) return place === 'primary' && !/^[\w$.]+$/.test(slice(tree.source, span));
  return place === 'item' ? node.type === 'SequenceExpression' : !PRIMARY.has(node.type);
}

const PRIMARY: ReadonlySet<Node['type']> = new Set<Node['type']>([
  'ArrayExpression',
  'CallExpression',
  'Identifier',
  'Import',
  'MemberExpression',
  'MetaProperty',
  'ParenthesizedExpression',
  'RegExpLiteral',
  'StringLiteral',
  'Super',
  'TSNonNullExpression',
  'TaggedTemplateExpression',
  'TemplateLiteral',
  'ThisExpression',
]);
