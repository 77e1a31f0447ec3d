import type { SubjectKind } from '../../../core/model/subjects.ts';
import type { Iteration, Truth } from '../../../core/sites.ts';
import { isMember, memberName, spanOf, unwrap, type AnyCall, type Node } from '../ast.ts';
import type { Module } from '../binding/module.ts';
import { lastName } from '../binding/places.ts';
import type { Analysis } from '../inference/analysis.ts';
import { isNone } from '../inference/types.ts';
import { subjectAt } from './subjects.ts';
import { expectedTruth, surroundingsOf, testsIn } from './surroundings.ts';

/** Every subject that is used for its truth: in a condition, in an assertion, as an operand of `!`, `&&` or `||`. */
export function findTruths(
  analysis: Analysis,
  module: Module,
  wanted: readonly SubjectKind[],
): readonly Truth[] {
  return placesIn(module, (node) => truthsIn(module, node)).flatMap((node): Truth[] => {
    const subject = subjectAt(analysis, module, node, wanted);
    if (!subject) return [];
    const isOptional = analysis.infer({ module, node }).some(isNone);
    const around = surroundingsOf(analysis, module, node);
    return [{ kind: 'truth', ...spanOf(node), subject, ...(isOptional && { optional: true }), around }];
  });
}

/** Every subject that is iterated over. Listing the properties of an object (`for in`, `Object.keys`) is not iterating over it. */
export const findIterations = (
  analysis: Analysis,
  module: Module,
  wanted: readonly SubjectKind[],
): readonly Iteration[] =>
  placesIn(module, iteratedIn).flatMap((node): Iteration[] => {
    const subject = subjectAt(analysis, module, node, wanted);
    return subject ? [{ kind: 'iteration', ...spanOf(node), subject }] : [];
  });

/** Expressions that may be subjects, among those that `of` picks from each node of a file; each once. */
function placesIn(module: Module, of: (node: Node) => readonly Node[]): readonly Node[] {
  const found = new Set<Node>();
  for (const node of module.nodes) for (const one of of(node)) if (mayBeSubject(one)) found.add(one);
  return [...found];
}

/** Spares inferring what no subject can be. */
const mayBeSubject = (node: Node): boolean => SUBJECTS.has(unwrap(node).type);

const SUBJECTS: ReadonlySet<string> = new Set([
  ...['Identifier', 'ThisExpression', 'AwaitExpression', 'AssignmentExpression', 'ConditionalExpression'],
  ...['MemberExpression', 'OptionalMemberExpression', 'CallExpression', 'OptionalCallExpression'],
]);

function truthsIn(module: Module, node: Node): readonly Node[] {
  if (node.type === 'LogicalExpression') return node.operator === '??' ? NOTHING : operands(node.left);
  const expected = expectedTruth(module, node);
  const tests = expected ? [expected] : testsIn(node);
  return tests.length > 0 ? tests.flatMap(operands) : NOTHING;
}

/** For most nodes. */
const NOTHING: readonly Node[] = [];

/** What decides the truth of an expression: the operands of `&&`, `||` and `??`, each by its own. */
function operands(node: Node): readonly Node[] {
  const plain = unwrap(node);
  return plain.type === 'LogicalExpression' ? [...operands(plain.left), ...operands(plain.right)] : [node];
}

function iteratedIn(node: Node): readonly Node[] {
  switch (node.type) {
    case 'ForOfStatement':
      return [node.right];
    case 'ArrayExpression':
      return spreadIn(node.elements);
    case 'YieldExpression':
      return node.delegate && node.argument ? [node.argument] : [];
    case 'VariableDeclarator':
      return node.id.type === 'ArrayPattern' && node.init ? [node.init] : [];
    case 'AssignmentExpression':
      return node.left.type === 'ArrayPattern' ? [node.right] : [];
    case 'CallExpression':
    case 'OptionalCallExpression':
    case 'NewExpression':
      return [...spreadIn(node.arguments), ...iteratedBy(node)];
    default:
      return NOTHING;
  }
}

const spreadIn = (nodes: readonly (Node | null)[]): readonly Node[] =>
  nodes.filter((node) => node?.type === 'SpreadElement').map(({ argument }) => argument);

/** Functions, and classes that `new` makes collections of, that iterate over their first argument. */
const OVER_FIRST: ReadonlySet<string> = new Set(['Array.from', 'Object.fromEntries', 'Promise.all']);
const COLLECTIONS: ReadonlySet<string> = new Set(['Map', 'Set', 'URLSearchParams']);

function iteratedBy({ type, callee, arguments: [first] }: AnyCall): readonly Node[] {
  if (!first || first.type === 'SpreadElement') return [];
  const plain = unwrap(callee);
  const name = isMember(plain)
    ? `${lastName(plain.object) ?? ''}.${memberName(plain) ?? ''}`
    : lastName(plain);
  return (type === 'NewExpression' ? COLLECTIONS : OVER_FIRST).has(name ?? '') ? [first] : [];
}
