import type { Argument, Comprehension, ComprehensionClause, DictEntry, Expr } from '../ast/expressions.ts';
import { type Cst, field, fields, named, nth } from './cst.ts';
import { identifier } from './parameters.ts';

type Convert = (node: Cst) => Expr;

export function argument(node: Cst, source: string, convert: Convert): Argument {
  const { start, end } = node;
  switch (node.type) {
    case 'keyword_argument': {
      const name = identifier(nth(node, 0), source);
      return { start, end, form: 'keyword', name, value: convert(nth(node, 1)) };
    }
    case 'list_splat':
      return { start, end, form: 'splat', value: convert(nth(node, 0)) };
    case 'dictionary_splat':
      return { start, end, form: 'double-splat', value: convert(nth(node, 0)) };
    default: {
      const value = convert(node);
      return value.kind === 'starred'
        ? { start, end, form: 'splat', value: value.value }
        : { start, end, form: 'positional', value };
    }
  }
}

/** Of a `pair` or a `dictionary_splat`. */
export function dictEntry(node: Cst, convert: Convert): DictEntry {
  const { start, end } = node;
  if (node.type !== 'pair') return { start, end, value: convert(nth(node, 0)) };
  return { start, end, key: convert(nth(node, 0)), value: convert(nth(node, 1)) };
}

/** What a comprehension or a generator holds; a dictionary comprehension has a key too. */
export function comprehended(
  node: Cst,
  convert: Convert,
): Pick<Comprehension, 'key' | 'element' | 'clauses'> {
  const body = nth(node, 0);
  const isPair = body.type === 'pair';
  return {
    ...(isPair && { key: convert(nth(body, 0)) }),
    element: convert(isPair ? nth(body, 1) : body),
    clauses: named(node).flatMap((child) => clause(child, convert)),
  };
}

function clause(node: Cst, convert: Convert): readonly ComprehensionClause[] {
  switch (node.type) {
    case 'for_in_clause':
      return [
        {
          kind: 'for',
          target: convert(field(node, 'left')),
          iterable: sideBySide(node, fields(node, 'right'), convert),
        },
      ];
    case 'if_clause':
      return [{ kind: 'if', test: convert(nth(node, 0)) }];
    default:
      return [];
  }
}

/** A tuple of the children that stand in `node` with nothing around them; one with no comma behind it is itself. */
export function sideBySide(node: Cst, items: readonly Cst[], convert: Convert): Expr {
  const comma = node.children.findLast(({ type }) => type === ',');
  const [first] = items;
  if (first && items.length === 1 && !comma) return convert(first);
  const start = first?.start ?? node.end;
  const end = Math.max(start, items.at(-1)?.end ?? start, comma?.end ?? start);
  return { start, end, outer: { start, end }, kind: 'tuple', items: items.map(convert) };
}
