import { groupBy, groupPairs } from '../../../core/group.ts';
import type { ClientCall } from '../../../core/model/calls.ts';
import { untraced, type Observation, type ResponseTrace } from '../../../core/trace.ts';
import type { TraceWants } from '../../../core/wants.ts';
import { oncePer } from '../../kernel/once.ts';
import {
  isCall,
  isFunction,
  isMember,
  keyName,
  memberName,
  spanOf,
  unwrap,
  withoutDefault,
  type AnyCall,
  type AnyMember,
  type Identifier,
  type Node,
  type ObjectPattern,
} from '../ast.ts';
import type { Module } from '../binding/module.ts';
import { argumentOf, outermost, sourceOf } from '../binding/places.ts';
import type { Variable } from '../binding/scope.ts';
import type { Analysis } from '../inference/analysis.ts';
import { isTarget } from '../sites/surroundings.ts';
import { clientFacts } from './client.ts';
import { isExpect, matcherOf } from './expectations.ts';
import { operandOf, usedAt } from './reading.ts';

interface Trace {
  readonly analysis: Analysis;
  readonly module: Module;
  readonly wants: TraceWants;
  readonly found: Observation[];
  readonly visited: Set<Node>;
  /** The call and all that stands around it: what is reached from there is reached with the call. */
  readonly path: ReadonlySet<Node>;
}

/**
 * The facts about the response of a call, and about its client. The response is followed through names of its file and into
 * callbacks of `then`, not into other functions.
 */
export function traceCall(
  analysis: Analysis,
  module: Module,
  site: ClientCall,
  wants: TraceWants,
): ResponseTrace {
  const call = callsByStart(module)
    .get(site.start)
    ?.find(({ end }) => end === site.end);
  if (!call) return untraced;
  const path = new Set<Node>();
  for (let one: Node | undefined = call; one; one = module.parentOf(one)) path.add(one);
  const trace: Trace = { analysis, module, wants, found: [], visited: new Set(), path };
  follow(trace, call, undefined);
  return { client: clientFacts(module, wants), seen: trace.found, failing: false };
}

const callsByStart = oncePer(({ calls }: Module) => groupBy(calls, ({ start }) => start ?? 0));

/** `held`: the attribute of the response that this is the value of; absent for the response itself. */
function follow(trace: Trace, node: Node, held: string | undefined): void {
  const { module, visited } = trace;
  if (visited.has(node)) return;
  visited.add(node);
  if (held !== undefined) report(trace, node, held);
  const at = awaited(module, node);
  const parent = module.parentOf(at);
  if (!parent) return;
  if (parent.type === 'VariableDeclarator' && parent.init === at) followTarget(trace, parent.id, held);
  else if (parent.type === 'AssignmentExpression' && parent.operator === '=' && parent.right === at)
    followTarget(trace, parent.left, held);
  else if (held !== undefined) return;
  else if (parent.type === 'ArrayExpression')
    followTogether(
      trace,
      parent,
      parent.elements.findIndex((one) => one === at),
    );
  else if (isMember(parent) && parent.object === at) readMember(trace, parent);
  else if (isExpect(parent)) readExpected(trace, parent);
}

/** The expression with the parentheses, casts and `await` around it. */
function awaited(module: Module, node: Node): Node {
  const outer = outermost(module, node);
  const parent = module.parentOf(outer);
  return parent?.type === 'AwaitExpression' ? awaited(module, parent) : outer;
}

function readMember(trace: Trace, member: AnyMember): void {
  const name = memberName(member) ?? '';
  const then = name === 'then' ? callOf(trace.module, member) : undefined;
  if (then) return followCallback(trace, then);
  readAttribute(trace, member, name);
}

function readAttribute(trace: Trace, node: Node, name: string): void {
  if (isTarget(trace.module, node)) return;
  if (trace.wants.follows.includes(name)) follow(trace, node, name);
  else if (trace.wants.reads.includes(name)) report(trace, node, name);
}

function callOf(module: Module, member: Node): AnyCall | undefined {
  const outer = outermost(module, member);
  const parent = module.parentOf(outer);
  return parent && isCall(parent) && parent.callee === outer ? parent : undefined;
}

/** `client.post(url).then((response) => ...)`: into the callback, and on with what it gives back unchanged no further. */
function followCallback(trace: Trace, { arguments: [callback] }: AnyCall): void {
  const fn = callback && unwrap(callback);
  const [parameter] = fn && isFunction(fn) ? fn.params : [];
  if (parameter) followTarget(trace, withoutDefault(parameter), undefined);
}

/** `const [first, second] = await Promise.all([client.post("/a"), client.post("/b")])` */
function followTogether(trace: Trace, array: Node, index: number): void {
  const { module } = trace;
  const given = argumentOf(module, array);
  if (!given || sourceOf(module, given.call.callee) !== 'Promise.all') return;
  const parent = module.parentOf(awaited(module, given.call));
  const target =
    parent?.type === 'VariableDeclarator' && parent.id.type === 'ArrayPattern'
      ? parent.id.elements[index]
      : undefined;
  if (target && target.type !== 'RestElement') followTarget(trace, withoutDefault(target), undefined);
}

/** To the reads of a name, or of what a pattern takes out. */
function followTarget(trace: Trace, target: Node, held: string | undefined): void {
  const { module } = trace;
  const plain = unwrap(target);
  if (plain.type === 'ObjectPattern') return followPattern(trace, plain, held);
  if (plain.type !== 'Identifier') return;
  const variable = module.variableOf(plain);
  for (const read of variable ? (readsByTarget(variable, module).get(plain) ?? []) : [])
    follow(trace, read, held);
}

/** The reads of a variable that may see what is bound at a place. */
const readsByTarget = oncePer(({ reads }: Variable, module: Module) =>
  groupPairs(
    reads.flatMap((read) => module.bindingsOf(read).map(({ target }): [Node, Identifier] => [target, read])),
  ),
);

function followPattern(trace: Trace, { properties }: ObjectPattern, held: string | undefined): void {
  for (const property of properties) {
    if (property.type === 'RestElement') continue;
    const name = keyName(property.key, property.computed) ?? '';
    const value = withoutDefault(property.value);
    if (held !== undefined) {
      // `const { location } = response.headers`
      reportAs(trace, property, held, { steps: [{ by: '[]', with: [name] }], around: [name] });
    } else if (trace.wants.follows.includes(name)) followTarget(trace, value, name);
    else if (trace.wants.reads.includes(name)) reportAs(trace, property, name, {});
  }
}

/** `expect(response).toMatchObject({ status: 303 })`, `expect(response).toHaveProperty("status", 303)`. */
function readExpected(trace: Trace, expect: AnyCall): void {
  const matcher = matcherOf(trace.module, expect);
  if (!matcher || matcher.denied) return;
  const [first, second] = matcher.args;
  if (matcher.name === 'toHaveProperty' && first?.type === 'StringLiteral') {
    const [name = '', key] = first.value.split('.');
    return expectAttribute(trace, first, name, second, key);
  }
  const expected =
    first && /^to(?:MatchObject|Equal|StrictEqual)$/.test(matcher.name) ? objectIn(first) : undefined;
  for (const property of expected?.properties ?? [])
    if (property.type === 'ObjectProperty')
      expectAttribute(trace, property, keyName(property.key, property.computed) ?? '', property.value);
}

/** An object literal, or that in `expect.objectContaining({ ... })`. */
function objectIn(node: Node): Extract<Node, { type: 'ObjectExpression' }> | undefined {
  const plain = unwrap(node);
  const [inner] = isCall(plain) ? plain.arguments : [];
  const object = inner ? unwrap(inner) : plain;
  return object.type === 'ObjectExpression' ? object : undefined;
}

function expectAttribute(trace: Trace, at: Node, name: string, value: Node | undefined, key?: string): void {
  if (!trace.wants.follows.includes(name) && !trace.wants.reads.includes(name)) return;
  const keys = value ? keysOf(value) : [];
  reportAs(trace, at, name, {
    compared: value ? [{ operator: '==', with: operandOf(trace.analysis, trace.module, value) }] : [],
    asserted: true,
    around: key === undefined ? keys : [key, ...keys],
  });
}

const keysOf = (value: Node): readonly string[] =>
  (objectIn(value)?.properties ?? []).flatMap((one) =>
    one.type === 'ObjectProperty' ? (keyName(one.key, one.computed) ?? []) : [],
  );

type Partly = Partial<Omit<Extract<Observation, { is: 'reading' }>, 'is' | 'attribute' | 'at' | 'certain'>>;

function reportAs({ module, found, path }: Trace, node: Node, attribute: string, use: Partly): void {
  const nothing = {
    called: false,
    steps: [],
    compared: [],
    beside: [],
    matched: [],
    asserted: false,
    around: [],
  };
  const at = { path: module.path, ...spanOf(node) };
  found.push({ is: 'reading', attribute, at, certain: isCertain(module, path, node), ...nothing, ...use });
}

const report = (trace: Trace, node: Node, attribute: string): void =>
  reportAs(trace, node, attribute, usedAt(trace.analysis, trace.module, node));

/** Whether a place is reached whenever the call is: nothing around it alone decides, repeats or puts off. */
function isCertain(module: Module, path: ReadonlySet<Node>, node: Node): boolean {
  for (
    let [one, parent] = [node, module.parentOf(node)];
    parent && !path.has(one);
    one = parent, parent = module.parentOf(one)
  ) {
    if (isFunction(parent) || /^(?:For|While|DoWhile|Switch|Catch)/.test(parent.type)) return false;
    if ((parent.type === 'IfStatement' || parent.type === 'ConditionalExpression') && parent.test !== one)
      return false;
    if (parent.type === 'LogicalExpression' && parent.right === one) return false;
  }
  return true;
}
