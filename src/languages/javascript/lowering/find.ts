import { firstWhere } from '../../../core/search.ts';
import { contains, type Span } from '../../../core/text.ts';
import { holdsComment, type Page } from '../../kernel/lists.ts';
import { oncePer } from '../../kernel/once.ts';
import { childrenOf, spanOf, unwrap } from '../ast.ts';
import type {
  CallExpression,
  Node,
  ObjectExpression,
  NewExpression,
  OptionalCallExpression,
  Program,
  Statement,
} from '../ast.ts';

/** A parsed text that edits are placed in. */
export interface Tree extends Page {
  readonly program: Program;
}

export type Call = CallExpression | OptionalCallExpression | NewExpression;

export const isSame = (a: Span, b: Span): boolean => a.start === b.start && a.end === b.end;

/** The nodes that hold a span, outermost first. */
export function nodesAround({ program }: Tree, span: Span): readonly Node[] {
  const found: Node[] = [];
  const visit = (node: Node): void => {
    const holds = contains(spanOf(node), span);
    // Decorators may stand before what they decorate.
    if (!holds && !('decorators' in node)) return;
    if (holds) found.push(node);
    const isBlock = node.type === 'Program' || node.type === 'BlockStatement';
    (isBlock ? lastBefore(node.body, span) : childrenNear(node, span)).forEach(visit);
  };
  visit(program);
  return found;
}

/** Of statements in the order of the source, the one that may hold a span: a file may have thousands. */
function lastBefore(statements: readonly Statement[], span: Span): readonly Statement[] {
  const behind = firstWhere(statements, (statement) => spanOf(statement).start > span.start);
  return statements.slice(Math.max(0, behind - 1), behind);
}

/** The nodes right below another that may hold a span: an element or an object may have thousands. */
function childrenNear(node: Node, span: Span): readonly Node[] {
  const { all, areSorted } = childrenIn(node);
  if (!areSorted) return all;
  const behind = firstWhere(all, (child) => spanOf(child).start > span.start);
  // An empty span may be at the end of one and at the start of the next.
  return all.slice(Math.max(0, behind - 2), behind);
}

const FEW = 16;

const childrenIn = oncePer((node: Node): { readonly all: readonly Node[]; readonly areSorted: boolean } => {
  const all = childrenOf(node);
  const areSorted = all.length > FEW && !all.some((child) => 'decorators' in child);
  return { all: areSorted ? all.toSorted((a, b) => spanOf(a).start - spanOf(b).start) : all, areSorted };
});

export const callAt = (tree: Tree, span: Span): Call | undefined =>
  nodesAround(tree, span).find(
    (node): node is Call =>
      (node.type === 'CallExpression' ||
        node.type === 'OptionalCallExpression' ||
        node.type === 'NewExpression') &&
      isSame(spanOf(node), span),
  );

/** The innermost node a span is that of: an expression rather than the statement it is. */
export const nodeAt = (tree: Tree, span: Span): Node | undefined =>
  nodesAround(tree, span).findLast((node) => isSame(spanOf(node), span));

/** The offset of the first `char` from `at` on that is not part of a comment. */
export function find(page: Page, char: string, at: number): number {
  let found = page.source.indexOf(char, at);
  while (found >= 0 && holdsComment(page, { start: found, end: found + 1 })) {
    found = page.source.indexOf(char, found + 1);
  }
  return found;
}

/** The object literal an expression is, whatever its type is said to be. */
export function objectIn(node: Node): ObjectExpression | undefined {
  const plain = unwrap(node);
  return plain.type === 'ObjectExpression' ? plain : undefined;
}
