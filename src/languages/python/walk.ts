import type { Expr, Parameter, Stmt } from './ast.ts';

export type AnyNode = Expr | Stmt;

/** The expressions and statements directly inside a node, in the order of evaluation where that is simple. */
export const childrenOf = (node: AnyNode): readonly AnyNode[] =>
  isExpression(node) ? childExpressions(node) : [...ownExpressions(node), ...bodiesOf(node).flat()];

const isExpression = (node: AnyNode): node is Expr => 'outer' in node;

/** Visits nodes and all that is inside them, outermost first; `enter` answers false to leave out the inside. */
export function walk(nodes: readonly AnyNode[], enter: (node: AnyNode) => boolean | undefined | void): void {
  // A stack instead of recursion: code may be nested deeper than the call stack allows.
  const left = nodes.toReversed();
  for (let node = left.pop(); node; node = left.pop()) {
    if (enter(node) === false) continue;
    for (const child of childrenOf(node).toReversed()) left.push(child);
  }
}

/** The expressions directly inside an expression. */
export function childExpressions(node: Expr): readonly Expr[] {
  switch (node.kind) {
    case 'name':
    case 'number':
    case 'true':
    case 'false':
    case 'none':
    case 'ellipsis':
      return [];
    case 'attribute':
      return [node.object];
    case 'call':
      return [node.callee, ...node.args.map(({ value }) => value)];
    case 'subscript':
      return [node.object, ...node.indices];
    case 'list':
    case 'tuple':
    case 'set':
      return node.items;
    case 'dict':
      return node.entries.flatMap(({ key, value }) => given(key, value));
    case 'list-comprehension':
    case 'set-comprehension':
    case 'dict-comprehension':
    case 'generator': {
      const clauses = node.clauses.flatMap((one) =>
        one.kind === 'if' ? [one.test] : [one.iterable, one.target],
      );
      return [...clauses, ...given(node.key, node.element)];
    }
    case 'binary':
    case 'boolean':
      return [node.left, node.right];
    case 'conditional':
      return [node.test, node.then, node.otherwise];
    case 'lambda':
      return [...ofParameters(node.parameters), node.body];
    case 'await':
    case 'starred':
      return [node.value];
    case 'yield':
      return given(node.value);
    case 'walrus':
      return [node.value, node.target];
    case 'text':
    case 'other':
      return node.parts;
    default:
      return unreachable(node);
  }
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
