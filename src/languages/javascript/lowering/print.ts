import type { Comparator, Expr } from '../../../core/rule.ts';
import { slice, type Span } from '../../../core/text.ts';
import { joined, type Piece } from '../../kernel/lists.ts';
import { spanOf } from '../ast.ts';
import { spell } from '../names.ts';
import { nodeAt, type Tree } from './find.ts';
import { LEVEL, levelOf } from './precedence.ts';
import { quoted, type Style } from './quotes.ts';

export interface Printer {
  readonly tree: Tree;
  readonly style: Style;
}

/** New code. `least`: how tightly it has to bind where it comes to stand. */
export function print(expr: Expr, printer: Printer, least: number = LEVEL.item): readonly Piece[] {
  const pieces = printPlain(expr, printer);
  return levelOf(expr, printer.tree) < least ? ['(', ...pieces, ')'] : pieces;
}

function printPlain(expr: Expr, printer: Printer): readonly Piece[] {
  switch (expr.expr) {
    case 'string':
      return [quoted(expr.value, printer.style)];
    case 'boolean':
      return [expr.value ? 'true' : 'false'];
    case 'name':
      return [expr.name];
    case 'source':
      return [expr.span];
    case 'member':
      return [...print(expr.object, printer, LEVEL.primary), `.${spell(expr.name)}`];
    case 'subscript':
      return [...print(expr.object, printer, LEVEL.primary), '[', ...print(expr.index, printer), ']'];
    case 'not':
      return [
        '!',
        ...print(expr.operand, printer, expr.operand.expr === 'not' ? LEVEL.unary : LEVEL.postfix),
      ];
    case 'or':
      return [...print(expr.left, printer, LEVEL.or), ' || ', ...print(expr.right, printer, LEVEL.and)];
    case 'comparison':
      return [
        ...print(expr.left, printer, LEVEL.operand),
        ` ${OPERATORS[expr.operator]} `,
        ...print(expr.right, printer, LEVEL.operand),
      ];
    case 'both':
      return [...print(expr.left, printer, LEVEL.and), ' && ', ...print(expr.right, printer, LEVEL.and)];
    case 'none':
      return ['null'];
    case 'number':
      return [String(expr.value)];
    case 'list':
    case 'tuple': {
      const items = expr.items.map((item) => print(item, printer));
      return ['[', ...joined(items, ', '), ']'];
    }
    case 'mapping':
      return mapping(expr.entries, printer);
    case 'merged':
      return [
        '{ ',
        ...joined(
          expr.mappings.map((one) => ['...', ...print(one, printer)]),
          ', ',
        ),
        ' }',
      ];
    case 'call':
      return [...print(expr.callee, printer, LEVEL.primary), ...printArguments(expr, printer)];
  }
}

/** What a call is given, in its parentheses. */
export function printArguments(
  { args, options }: Extract<Expr, { expr: 'call' }>,
  printer: Printer,
): readonly Piece[] {
  const named = options.map(([name, value]) => [`${spell(name)}: `, ...print(value, printer)]);
  const all = [
    ...args.map((arg) => print(arg, printer)),
    ...(named.length === 0 ? [] : [inBraces(joined(named, ', '), printer)]),
  ];
  return ['(', ...joined(all, ', '), ')'];
}

const OPERATORS: Readonly<Record<Comparator, string>> = {
  '==': '===',
  '!=': '!==',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
  in: 'in',
  is: '===',
  'is not': '!==',
};

const inBraces = (pieces: readonly Piece[], { style }: Printer): readonly Piece[] =>
  style.spaced ? ['{ ', ...pieces, ' }'] : ['{', ...pieces, '}'];

function mapping(entries: readonly (readonly [Expr, Expr])[], printer: Printer): readonly Piece[] {
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
  if (entries.length === 0) return ['{}'];
  const open = { soft: 'open', otherwise } as const;
  const close = { soft: 'close', otherwise } as const;
  return ['{', open, ...joined(printed, ',', { soft: 'next' }), close, '}'];
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
