import { oncePer } from '../kernel/once.ts';
import type { Comprehension, DictEntry, Expr, Parameter } from './ast/expressions.ts';
import type { Stmt } from './ast/statements.ts';

export type AnyNode = Expr | Stmt;

/** The expressions and statements directly inside a node, in the order of evaluation where that is simple. */
export const childrenOf = (node: AnyNode): readonly AnyNode[] =>
  isExpr(node) ? childExpressions(node) : [...ownExpressions(node), ...bodiesOf(node).flat()];

/** Whether a node is an expression, of whatever kind. No other part of the tree has an `outer` span. */
export const isExpr = (node: object): node is Expr => 'outer' in node;

/** Visits nodes and all that is inside them, outermost first; `enter` answers false to leave out the inside. */
export function walk(nodes: readonly AnyNode[], enter: (node: AnyNode) => boolean | undefined | void): void {
  // A stack instead of recursion: code may be nested deeper than the call stack allows.
  const left = nodes.toReversed();
  for (let node = left.pop(); node; node = left.pop()) {
    if (enter(node) === false) continue;
    const children = childrenOf(node);
    for (let index = children.length - 1; index >= 0; index--) left.push(children[index]!);
  }
}

/** The nodes of a file. */
interface Nodes {
  /** As `walk` visits them. */
  readonly all: readonly AnyNode[];
  /** The node directly around each; a statement of the module itself has none. */
  readonly parents: ReadonlyMap<AnyNode, AnyNode>;
}

/** The nodes of the body of a file: one walk for all who look at the whole of it. */
export const nodesIn = oncePer((body: readonly Stmt[]): Nodes => {
  const all: AnyNode[] = [];
  const parents = new Map<AnyNode, AnyNode>();
  const left: AnyNode[] = body.toReversed();
  for (let node = left.pop(); node; node = left.pop()) {
    all.push(node);
    const children = childrenOf(node);
    for (let index = children.length - 1; index >= 0; index--) {
      const child = children[index]!;
      parents.set(child, node);
      left.push(child);
    }
  }
  return { all, parents };
});

/** Every statement of a body and of the bodies inside, in source order. */
export const statementsIn = oncePer((body: readonly Stmt[]): readonly Stmt[] => {
  const found: Stmt[] = [];
  const left: Stmt[] = body.toReversed();
  for (let one = left.pop(); one; one = left.pop()) {
    found.push(one);
    for (const inside of bodiesOf(one).toReversed())
      for (let index = inside.length - 1; index >= 0; index--) left.push(inside[index]!);
  }
  return found;
});

/** The expressions directly inside an expression. */
function childExpressions(node: Expr): readonly Expr[] {
  const all: Expr[] = [];
  eachChild(node, (child, into) => void into.push(child), all);
  return all;
}

/** Visits the expressions directly inside an expression; `cx` is passed on, so that no closure is made for each node. */
export function eachChild<Context>(node: Expr, visit: Visit<Context>, cx: Context): void {
  switch (node.kind) {
    case 'name':
    case 'number':
    case 'true':
    case 'false':
    case 'none':
    case 'ellipsis':
      return;
    case 'attribute':
      return visit(node.object, cx);
    case 'call':
      visit(node.callee, cx);
      for (const { value } of node.args) visit(value, cx);
      return;
    case 'subscript':
      visit(node.object, cx);
      return visitAll(node.indices, visit, cx);
    case 'list':
    case 'tuple':
    case 'set':
      return visitAll(node.items, visit, cx);
    case 'dict':
      return visitEntries(node.entries, visit, cx);
    case 'list-comprehension':
    case 'set-comprehension':
    case 'dict-comprehension':
    case 'generator':
      return visitComprehension(node, visit, cx);
    case 'binary':
    case 'boolean':
      visit(node.left, cx);
      return visit(node.right, cx);
    case 'conditional':
      visit(node.test, cx);
      visit(node.then, cx);
      return visit(node.otherwise, cx);
    case 'lambda':
      visitAll(ofParameters(node.parameters), visit, cx);
      return visit(node.body, cx);
    case 'await':
    case 'starred':
      return visit(node.value, cx);
    case 'yield':
      if (node.value) visit(node.value, cx);
      return;
    case 'walrus':
      visit(node.value, cx);
      return visit(node.target, cx);
    case 'text':
    case 'comparison':
    case 'other':
      return visitAll(node.parts, visit, cx);
    default:
      return unreachable(node);
  }
}

type Visit<Context> = (child: Expr, cx: Context) => void;

function visitAll<Context>(nodes: readonly Expr[], visit: Visit<Context>, cx: Context): void {
  for (const node of nodes) visit(node, cx);
}

function visitEntries<Context>(entries: readonly DictEntry[], visit: Visit<Context>, cx: Context): void {
  for (const { key, value } of entries) {
    if (key) visit(key, cx);
    visit(value, cx);
  }
}

function visitComprehension<Context>(node: Comprehension, visit: Visit<Context>, cx: Context): void {
  for (const clause of node.clauses) {
    visit(clause.kind === 'if' ? clause.test : clause.iterable, cx);
    if (clause.kind === 'for') visit(clause.target, cx);
  }
  if (node.key) visit(node.key, cx);
  visit(node.element, cx);
}

/** The expressions directly in a statement; not those of the statements in its bodies. */
function ownExpressions(node: Stmt): readonly Expr[] {
  switch (node.kind) {
    case 'function':
      return [...node.decorators, ...ofParameters(node.parameters), ...given(node.returns)];
    case 'class':
      return [...node.decorators, ...node.bases.map(({ value }) => value)];
    case 'assign':
      return given(node.annotation, node.value, ...node.targets);
    case 'augmented':
      return [node.target, node.value];
    case 'expression':
      return [node.value];
    case 'return':
      return given(node.value);
    case 'if':
    case 'while':
      return [node.test];
    case 'for':
      return [node.iterable, node.target];
    case 'with':
      return node.items.flatMap(({ value, target }) => given(value, target));
    case 'try':
      return node.handlers.flatMap(({ type }) => given(type));
    case 'match':
      return [node.subject, ...node.cases.flatMap(({ guard }) => given(guard))];
    case 'delete':
      return node.targets;
    case 'other':
      return node.parts;
    case 'import':
    case 'import-from':
    case 'global':
    case 'nonlocal':
      return [];
    default:
      return unreachable(node);
  }
}

/** The bodies of a compound statement in source order; empty ones may be among them. */
export function bodiesOf(node: Stmt): readonly (readonly Stmt[])[] {
  switch (node.kind) {
    case 'function':
    case 'class':
    case 'with':
      return [node.body];
    case 'if':
    case 'for':
    case 'while':
      return [node.body, node.otherwise];
    case 'try':
      return [node.body, ...node.handlers.map(({ body }) => body), node.otherwise, node.finally];
    case 'match':
      return node.cases.map(({ body }) => body);
    case 'assign':
    case 'augmented':
    case 'expression':
    case 'return':
    case 'import':
    case 'import-from':
    case 'global':
    case 'nonlocal':
    case 'delete':
    case 'other':
      return [];
    default:
      return unreachable(node);
  }
}

const ofParameters = (parameters: readonly Parameter[]): readonly Expr[] =>
  parameters.flatMap((one) => given(one.annotation, one.default));

const given = (...parts: readonly (Expr | undefined)[]): readonly Expr[] =>
  parts.filter((part) => part !== undefined);

function unreachable(node: never): never {
  throw new Error(`unknown node ${JSON.stringify(node)}`);
}
