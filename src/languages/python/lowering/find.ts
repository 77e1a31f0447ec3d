import { firstWhere } from '../../../core/search.ts';
import { contains, type Span } from '../../../core/text.ts';
import type { Expr, Text } from '../ast/expressions.ts';
import type { Ast, ClassDef, FunctionDef } from '../ast/statements.ts';
import { isExpr } from '../walk.ts';

const isDefinition = (node: object): node is ClassDef | FunctionDef => 'decorators' in node;

const isSpan = (node: object): node is Span => 'start' in node;

/** The expressions that hold a span, outermost first. The tree is plain data, so every field is looked into. */
export function expressionsAround({ body }: Ast, span: Span): readonly Expr[] {
  const found: Expr[] = [];
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    if (Array.isArray(node)) {
      const nodes: readonly unknown[] = node;
      return (nodes.length > FEW ? lastBefore(nodes, span) : nodes).forEach(visit);
    }
    const whole = wholeOf(node);
    if (whole && !contains(whole, span)) return;
    if (isExpr(node)) found.push(node);
    for (const child of Object.values(node)) visit(child);
  };
  visit(body);
  return found;
}

const FEW = 8;

/** With the parentheses of an expression, and the decorators of a definition. */
function wholeOf(node: object): Span | undefined {
  if (isExpr(node)) return node.outer;
  if (!isSpan(node)) return undefined;
  const [first] = isDefinition(node) ? node.decorators : [];
  return first ? { start: first.outer.start, end: node.end } : node;
}

/** Of nodes in source order, the one that may hold a span; all of them where one has no place. */
function lastBefore(nodes: readonly unknown[], span: Span): readonly unknown[] {
  const placeless: unknown[] = [];
  const behind = firstWhere(nodes, (node) => {
    const whole = typeof node === 'object' && node !== null ? wholeOf(node) : undefined;
    if (!whole) placeless.push(node);
    return whole !== undefined && whole.start > span.start;
  });
  return placeless.length > 0 ? nodes : nodes.slice(Math.max(0, behind - 1), behind);
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
