import type { Relation } from '../../../core/trace.ts';
import { isCall, isMember, memberName, unwrap, type AnyCall, type Node } from '../ast.ts';
import type { Module } from '../binding/module.ts';
import { calledMethod, lastName, outermost } from '../binding/places.ts';

/** What a test says of a value: that a relation holds between it and another, or no more than that it is as expected. */
export interface Expectation {
  readonly asserted: boolean;
  /** The relation, and the other side of it. */
  readonly compared?: { readonly operator: Relation; readonly with: Node };
}

/** Matchers of jest, vitest and Playwright, and of chai, by the relation that they ask for. */
const MATCHERS: ReadonlyMap<string, Relation> = new Map<string, Relation>([
  ...['toBe', 'toEqual', 'toStrictEqual', 'equal', 'equals', 'eq', 'eql', 'is'].map(
    (name) => [name, '=='] as const,
  ),
  ...['toBeGreaterThanOrEqual', 'gte', 'least'].map((name) => [name, '>='] as const),
  ...['toBeLessThanOrEqual', 'lte', 'most'].map((name) => [name, '<='] as const),
  ...['toBeGreaterThan', 'above', 'gt', 'greaterThan'].map((name) => [name, '>'] as const),
  ...['toBeLessThan', 'below', 'lt', 'lessThan'].map((name) => [name, '<'] as const),
  ...['toBeOneOf', 'oneOf'].map((name) => [name, 'in'] as const),
  ...['toContain', 'contain', 'include', 'includes', 'toMatch', 'match'].map(
    (name) => [name, 'contains'] as const,
  ),
]);

/** Functions of `node:assert`, chai and ava that compare their first two arguments. */
const COMPARING: ReadonlyMap<string, Relation> = new Map<string, Relation>([
  ...['equal', 'strictEqual', 'deepEqual', 'deepStrictEqual', 'is', 'same'].map(
    (name) => [name, '=='] as const,
  ),
  ...['notEqual', 'notStrictEqual', 'not', 'notSame'].map((name) => [name, '!='] as const),
]);

const DENIED: Readonly<Record<Relation, Relation>> = {
  '==': '!=',
  '!=': '==',
  '<': '>=',
  '<=': '>',
  '>': '<=',
  '>=': '<',
  in: 'not in',
  'not in': 'in',
  contains: 'lacks',
  lacks: 'contains',
};

/** The same relation, told from the other side. */
export const TURNED: Readonly<Record<Relation, Relation>> = {
  '==': '==',
  '!=': '!=',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
  in: 'contains',
  'not in': 'lacks',
  contains: 'in',
  lacks: 'not in',
};

/** A matcher that is called on `expect(...)`: `expect(x).not.toBe(303)`. */
export interface Matcher {
  readonly name: string;
  readonly denied: boolean;
  readonly args: readonly Node[];
}

/** Whether a call is that of `expect` or `expect.soft`. */
export function isExpect(node: Node): node is AnyCall {
  if (!isCall(node)) return false;
  const callee = unwrap(node.callee);
  return callee.type === 'Identifier'
    ? callee.name === 'expect'
    : isMember(callee) && lastName(callee.object) === 'expect' && memberName(callee) === 'soft';
}

/** The matcher that an `expect(...)` ends in; of chai's properties, which are not called, the last one. */
export function matcherOf(module: Module, expect: Node): Matcher | undefined {
  let denied = false;
  let name: string | undefined;
  for (let one = expect; ;) {
    const parent = module.parentOf(outermost(module, one));
    if (!parent) return undefined;
    if (isMember(parent) && name !== undefined && name === 'not') denied = true;
    if (isMember(parent)) name = memberName(parent);
    else if (isCall(parent) && name !== undefined && unwrap(parent.callee) === one)
      return { name, denied, args: parent.arguments };
    else return name === undefined ? undefined : { name, denied, args: [] };
    one = parent;
  }
}

/** What a test expects of a value, where the value is an argument of a call that says so. */
export function expectationOf(module: Module, node: Node, call: AnyCall): Expectation | undefined {
  if (isExpect(call)) {
    const matcher = matcherOf(module, call);
    const operator = matcher && MATCHERS.get(matcher.name);
    const [other] = matcher?.args ?? [];
    if (!matcher || !operator || !other) return { asserted: matcher !== undefined && isTrue(matcher) };
    return {
      asserted: true,
      compared: { operator: matcher.denied ? DENIED[operator] : operator, with: other },
    };
  }
  return mirrored(module, node, call) ?? comparing(node, call);
}

/** Whether a matcher asks for the truth of a value: `expect(a === b).toBe(true)` asks by comparing. */
const isTrue = ({ name, denied }: Matcher): boolean => /^(?:toBeTruthy|true|ok)$/.test(name) && !denied;

/** `expect([301, 302]).toContain(status)`: the value stands on the other side. */
function mirrored(module: Module, node: Node, call: AnyCall): Expectation | undefined {
  const operator = MATCHERS.get(calledMethod(call) ?? '');
  let root = unwrap(call.callee);
  while (isMember(root)) root = unwrap(root.object);
  if (!operator || !isExpect(root) || call.arguments[0] !== node) return undefined;
  const [expected] = root.arguments;
  const matcher = matcherOf(module, root);
  const relation = matcher?.denied ? DENIED[operator] : operator;
  return expected && { asserted: true, compared: { operator: TURNED[relation], with: expected } };
}

/** `assert.equal(status, 303)`, `t.is(status, 303)`. */
function comparing(node: Node, call: AnyCall): Expectation | undefined {
  const callee = unwrap(call.callee);
  if (!isMember(callee) || !/^(?:assert|t|tap)$/.test(lastName(callee.object) ?? '')) return undefined;
  const operator = COMPARING.get(memberName(callee) ?? '');
  const [left, right] = call.arguments;
  const other = left === node ? right : right === node ? left : undefined;
  return operator && other && { asserted: true, compared: { operator, with: other } };
}
