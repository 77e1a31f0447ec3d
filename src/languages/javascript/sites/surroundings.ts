import type { Comparison, Surroundings } from '../../../core/model/surroundings.ts';
import { isCall, isMember, memberName, spanOf, unwrap, type AnyCall, type Node } from '../ast.ts';
import type { Module } from '../binding/module.ts';
import { lastName, outermost } from '../binding/places.ts';
import type { Analysis } from '../inference/analysis.ts';
import { toValue } from './values.ts';

/** What stands around an expression, or around the `await` of it. Parentheses and casts are no surroundings. */
export function surroundingsOf(analysis: Analysis, module: Module, node: Node): Surroundings {
  const at = awaited(module, node);
  const parent = module.parentOf(at);
  if (!parent) return {};
  const compared = comparisonOf(analysis, module, at, parent);
  return {
    ...(isNegation(parent) && { negated: spanOf(parent) }),
    ...(compared && { compared }),
    ...(isTested(module, at) && { tested: true }),
    ...(parent.type === 'ExpressionStatement' && { statement: spanOf(parent) }),
  };
}

/** The expression with the parentheses, casts and `await` around it. */
function awaited(module: Module, node: Node): Node {
  const outer = outermost(module, node);
  const parent = module.parentOf(outer);
  return parent?.type === 'AwaitExpression' ? awaited(module, parent) : outer;
}

const isNegation = (node: Node): boolean => node.type === 'UnaryExpression' && node.operator === '!';

const COMPARISONS: ReadonlySet<string> = new Set([
  ...['==', '!=', '===', '!==', '<', '<=', '>', '>='],
  ...['in', 'instanceof'],
]);

function comparisonOf(analysis: Analysis, module: Module, node: Node, parent: Node): Comparison | undefined {
  if (parent.type !== 'BinaryExpression' || !COMPARISONS.has(parent.operator)) return undefined;
  const side = parent.left === node ? 'left' : 'right';
  const other = side === 'left' ? parent.right : parent.left;
  const value = toValue(analysis, { module, node: other });
  return { ...spanOf(parent), operator: parent.operator, with: value, side };
}

/** Whether nothing but the truth of an expression counts. */
function isTested(module: Module, node: Node): boolean {
  const parent = module.parentOf(node);
  if (!parent) return false;
  if (parent.type === 'LogicalExpression' && parent.operator !== '??')
    return isTested(module, outermost(module, parent));
  return testsIn(parent).includes(node) || expectedTruth(module, parent) === node;
}

/** The expressions directly inside a node of which it uses the truth alone; of `&&` and `||` see `isTested`. */
export function testsIn(node: Node): readonly Node[] {
  switch (node.type) {
    case 'IfStatement':
    case 'WhileStatement':
    case 'DoWhileStatement':
    case 'ConditionalExpression':
      return [node.test];
    case 'ForStatement':
      return node.test ? [node.test] : [];
    case 'UnaryExpression':
      return isNegation(node) ? [node.argument] : [];
    case 'CallExpression': {
      const [first] = node.arguments;
      return first && isTruthCall(node) ? [first] : [];
    }
    default:
      return [];
  }
}

/** `Boolean(x)`, `assert(x)`, `assert.ok(x)`, `t.truthy(x)`. */
function isTruthCall({ callee }: AnyCall): boolean {
  const plain = unwrap(callee);
  if (plain.type === 'Identifier') return plain.name === 'Boolean' || plain.name === 'assert';
  return (
    isMember(plain) &&
    /^(?:assert|t|tap)$/.test(lastName(plain.object) ?? '') &&
    /^(?:ok|notOk|isOk|isNotOk|truthy|falsy)$/.test(memberName(plain) ?? '')
  );
}

/** The `x` of `expect(x).toBeTruthy()`, where a node is the call of `expect`. */
export function expectedTruth(module: Module, node: Node): Node | undefined {
  if (!isCall(node) || node.callee.type !== 'Identifier' || node.callee.name !== 'expect') return undefined;
  for (let one = module.parentOf(node); one && isMember(one); one = module.parentOf(one))
    if (/^toBe(?:Truthy|Falsy)$/.test(memberName(one) ?? '')) return node.arguments[0];
  return undefined;
}

/** Whether an expression is assigned to or deleted rather than read. */
export function isTarget(module: Module, node: Node): boolean {
  const outer = outermost(module, node);
  const parent = module.parentOf(outer);
  switch (parent?.type) {
    case 'AssignmentExpression':
    case 'AssignmentPattern':
    case 'ForOfStatement':
    case 'ForInStatement':
      return parent.left === outer;
    case 'UpdateExpression':
    case 'ArrayPattern':
    case 'RestElement':
      return true;
    case 'UnaryExpression':
      return parent.operator === 'delete';
    case 'ObjectProperty':
      return parent.value === outer && module.parentOf(parent)?.type === 'ObjectPattern';
    default:
      return false;
  }
}
