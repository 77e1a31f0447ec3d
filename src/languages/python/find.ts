import { contains, type Span } from '../../core/text.ts';
import type { Ast, Expr } from './ast.ts';

const isExpr = (node: object): node is Expr => 'outer' in node;

/** The expressions that hold a span, outermost first. The tree is plain data, so every field is looked into. */
export function expressionsAround({ body }: Ast, span: Span): readonly Expr[] {
  const found: Expr[] = [];
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    if (isExpr(node)) {
      if (!contains(node.outer, span)) return;
      found.push(node);
    }
    for (const child of Object.values(node)) visit(child);
  };
  visit(body);
  return found;
}

/** The expression a span is that of, with its parentheses or without. */
export const expressionAt = (ast: Ast, span: Span): Expr | undefined =>
  expressionsAround(ast, span).find((node) => isSame(node, span) || isSame(node.outer, span));

const isSame = (a: Span, b: Span): boolean => a.start === b.start && a.end === b.end;

/** Every string literal of a part of the tree. */
export function* textsIn(node: unknown): Generator<Expr & { readonly kind: 'text' }> {
  if (typeof node !== 'object' || node === null) return;
  if (isExpr(node) && node.kind === 'text') yield node;
  for (const child of Object.values(node)) yield* textsIn(child);
}
