import type * as t from '@babel/types';
import type { Span } from '../../core/text.ts';

export type * from '@babel/types';

export type AnyFunction =
  | t.FunctionDeclaration
  | t.FunctionExpression
  | t.ArrowFunctionExpression
  | t.ObjectMethod
  | t.ClassMethod
  | t.ClassPrivateMethod;

export type AnyCall = t.CallExpression | t.OptionalCallExpression | t.NewExpression;
export type AnyMember = t.MemberExpression | t.OptionalMemberExpression;

/** Where a node stands. The parser gives every node it makes a place; only nodes made by hand have none. */
export const spanOf = ({ start, end }: Pick<t.Node, 'start' | 'end'>): Span => ({
  start: start ?? 0,
  end: end ?? 0,
});

const NO_CHILDREN: ReadonlySet<string> = new Set([
  'type',
  'loc',
  'extra',
  'start',
  'end',
  'leadingComments',
  'trailingComments',
  'innerComments',
]);

const isNode = (value: unknown): value is t.Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';

/** The nodes right below a node. */
export function childrenOf(node: t.Node): readonly t.Node[] {
  const children: t.Node[] = [];
  for (const key of Object.keys(node)) {
    if (NO_CHILDREN.has(key)) continue;
    const value = (node as unknown as Readonly<Record<string, unknown>>)[key];
    if (typeof value !== 'object' || value === null) continue;
    if (!Array.isArray(value)) {
      if (isNode(value)) children.push(value);
    } else for (const one of value) if (isNode(one)) children.push(one);
  }
  return children;
}

/** `A`, `B` of `call<A, B>()` and of `Type<A, B>`, whichever name the parser keeps them under. */
export function typeArgumentsOf(node: t.Node): readonly t.Node[] {
  const list = childrenOf(node).find(
    ({ type }) => type === 'TSTypeParameterInstantiation' || type === 'TypeParameterInstantiation',
  );
  return list ? childrenOf(list) : [];
}

/** What stands inside parentheses, casts, `satisfies` and `!`, which change nothing of the value. */
export function unwrap(node: t.Node): t.Node {
  switch (node.type) {
    case 'ParenthesizedExpression':
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
    case 'TSTypeAssertion':
    case 'TypeCastExpression':
    case 'TSInstantiationExpression':
      return unwrap(node.expression);
    default:
      return node;
  }
}

export const isFunction = (node: t.Node): node is AnyFunction =>
  node.type === 'FunctionDeclaration' ||
  node.type === 'FunctionExpression' ||
  node.type === 'ArrowFunctionExpression' ||
  node.type === 'ObjectMethod' ||
  node.type === 'ClassMethod' ||
  node.type === 'ClassPrivateMethod';

export const isCall = (node: t.Node): node is AnyCall =>
  node.type === 'CallExpression' || node.type === 'OptionalCallExpression' || node.type === 'NewExpression';

export const isClass = (node: t.Node | undefined): node is t.Class =>
  node?.type === 'ClassDeclaration' || node?.type === 'ClassExpression';

/** The module that `require("...")` loads; `undefined` for any other expression. */
export function requiredBy(node: t.Node): string | undefined {
  if (node.type !== 'CallExpression' || node.callee.type !== 'Identifier') return undefined;
  const [source] = node.arguments;
  return node.callee.name === 'require' && source?.type === 'StringLiteral' ? source.value : undefined;
}

/** A parameter without its default. */
export const withoutDefault = (node: t.Node): t.Node =>
  node.type === 'AssignmentPattern' ? node.left : node;

export const isMember = (node: t.Node): node is AnyMember =>
  node.type === 'MemberExpression' || node.type === 'OptionalMemberExpression';

/** The text a literal stands for; `undefined` where it holds more than text. */
export function textOf(node: t.Node): string | undefined {
  if (node.type === 'StringLiteral') return node.value;
  if (node.type !== 'TemplateLiteral' || node.expressions.length > 0) return undefined;
  return node.quasis[0]?.value.cooked ?? undefined;
}

/** The name a property or a member is reached by, `undefined` where it is computed from more than a literal. */
export function keyName(key: t.Node, computed: boolean): string | undefined {
  const plain = computed ? unwrap(key) : key;
  switch (plain.type) {
    case 'Identifier':
      return computed ? undefined : plain.name;
    case 'PrivateName':
      return `#${plain.id.name}`;
    case 'NumericLiteral':
      return String(plain.value);
    default:
      return textOf(plain);
  }
}

/** The name of the member that an expression reads. */
export const memberName = (node: AnyMember): string | undefined => keyName(node.property, node.computed);
