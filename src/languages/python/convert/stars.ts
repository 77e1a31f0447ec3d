import type { Expr } from '../ast/expressions.ts';

/** Python's reading of a star: the grammar takes `[*a.b()]` for a call of `*a`, to Python it is all of `a.b()`. */
export function hoistStar(node: Expr): Expr {
  const first = leftmost(node);
  // One in parentheses has its place.
  if (first?.kind !== 'starred' || first.outer.start < first.start) return node;
  const { start, end, outer } = node;
  const from = first.value.outer.start;
  const value = { ...withLeftmost(node, first.value), start: from, outer: { start: from, end } };
  return { kind: 'starred', start, end, outer, value };
}

/** The part of an expression that its text begins with, for those whose text begins with a part. */
function leftmost(node: Expr): Expr | undefined {
  switch (node.kind) {
    case 'attribute':
    case 'subscript':
      return node.object;
    case 'call':
      return node.callee;
    case 'binary':
    case 'boolean':
      return node.left;
    case 'conditional':
      return node.then;
    case 'comparison':
      return node.parts[0];
    default:
      return undefined;
  }
}

function withLeftmost(node: Expr, part: Expr): Expr {
  switch (node.kind) {
    case 'attribute':
    case 'subscript':
      return { ...node, object: part };
    case 'call':
      return { ...node, callee: part };
    case 'binary':
    case 'boolean':
      return { ...node, left: part };
    case 'conditional':
      return { ...node, then: part };
    case 'comparison':
      return { ...node, parts: [part, ...node.parts.slice(1)] };
    default:
      return node;
  }
}

/** A target in brackets with the star before it, for which a space may stand in: see `standins.ts`. */
export function starredPattern(target: Expr, source: string): Expr {
  const before = /\*(?:\s|\\(?=[\r\n]))*$/.exec(source.slice(0, target.outer.start));
  if (!before) return target;
  const { end } = target.outer;
  const start = before.index;
  return { kind: 'starred', start, end, outer: { start, end }, value: target };
}
