import { contains, type Span } from '../../core/text.ts';
import type { Ast, Expr, Text } from './ast.ts';

const isExpr = (node: object): node is Expr => 'outer' in node;

const isSpan = (node: object): node is Span => 'start' in node;

/** The expressions that hold a span, outermost first. The tree is plain data, so every field is looked into. */
export function expressionsAround({ body }: Ast, span: Span): readonly Expr[] {
  const found: Expr[] = [];
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    // A definition's span leaves out its decorators.
    if ('decorators' in node) visit(node.decorators);
    const whole = isExpr(node) ? node.outer : node;
    if (isSpan(whole) && !contains(whole, span)) return;
    if (isExpr(node)) found.push(node);
    for (const [field, child] of Object.entries(node)) if (field !== 'decorators') visit(child);
  };
  visit(body);
  return found;
}

/** The expression a span is that of, with its parentheses or without. */
export const expressionAt = (ast: Ast, span: Span): Expr | undefined =>
  expressionsAround(ast, span).find((node) => isSame(node, span) || isSame(node.outer, span));

const isSame = (a: Span, b: Span): boolean => a.start === b.start && a.end === b.end;

/** Every string literal of a part of the tree. */
export function textsIn(part: unknown): readonly Text[] {
  const found: Text[] = [];
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    if (isExpr(node) && node.kind === 'text') found.push(node);
    for (const child of Object.values(node)) visit(child);
  };
  visit(part);
  return found;
}

/** Keeps what was found out about a tree for as long as the tree is there: a file has many intents. */
export function oncePerTree<Known>(find: (ast: Ast) => Known): (ast: Ast) => Known {
  const known = new WeakMap<Ast, { readonly found: Known }>();
  return (ast) => {
    const entry = known.get(ast) ?? { found: find(ast) };
    known.set(ast, entry);
    return entry.found;
  };
}
