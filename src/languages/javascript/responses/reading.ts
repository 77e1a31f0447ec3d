import { addAll } from '../../../core/group.ts';
import type { Constant } from '../../../core/model/values.ts';
import { contains, slice } from '../../../core/text.ts';
import type { Comparing, Known, Operand, Reading, Relation, Step } from '../../../core/trace.ts';
import {
  childrenOf,
  isCall,
  isFunction,
  isMember,
  keyName,
  memberName,
  spanOf,
  textOf,
  unwrap,
  type Node,
} from '../ast.ts';
import type { Module } from '../binding/module.ts';
import { argumentOf, calledMethod, lastName, outermost } from '../binding/places.ts';
import type { Analysis } from '../inference/analysis.ts';
import type { Type } from '../inference/types.ts';
import { expectationOf, isExpect, matcherOf, TURNED } from './expectations.ts';

/** What is done with a value of a response at one of the places it comes to. */
export type Use = Omit<Reading, 'is' | 'attribute' | 'at' | 'certain'>;

/** Reads the code around a value. */
export function usedAt(analysis: Analysis, module: Module, node: Node): Use {
  const steps: Step[] = [];
  let last = outermost(module, node);
  for (let next = nextStep(module, last); next; next = nextStep(module, last)) {
    if (next.step) steps.push(next.step);
    last = outermost(module, next.to);
  }
  const parent = module.parentOf(outermost(module, node));
  const taken = steps.flatMap((step) => step.with.filter((one) => typeof one === 'string'));
  return {
    called: parent !== undefined && isCall(parent) && unwrap(parent.callee) === unwrap(node),
    steps,
    ...comparedAt(analysis, module, last),
    around: isExpectedAbsent(module, last) ? [] : [...taken, ...writtenAround(module, node)],
  };
}

/** `expect(r.headers.get("location")).toBeNull()`, `expect(r.headers.has("location")).toBe(false)`. */
function isExpectedAbsent(module: Module, node: Node): boolean {
  const call = argumentOf(module, node)?.call;
  const matcher = call && isExpect(call) ? matcherOf(module, call) : undefined;
  if (!matcher || matcher.denied) return false;
  const [only] = matcher.args.map((one) => calleeText(module, one));
  return (
    /^toBe(?:Null|Undefined|Falsy)$/.test(matcher.name) ||
    (/^to(?:Be|Equal|StrictEqual)$/.test(matcher.name) && /^(?:null|undefined|false)$/.test(only ?? ''))
  );
}

interface NextStep {
  readonly to: Node;
  readonly step?: Step;
}

/** The operation directly around a value, where nothing but constants takes part in it. */
function nextStep(module: Module, node: Node): NextStep | undefined {
  const parent = module.parentOf(node);
  if (!parent) return undefined;
  if (parent.type === 'AwaitExpression') return { to: parent };
  if (parent.type === 'LogicalExpression') return parent.left === node ? { to: parent } : undefined;
  if (parent.type === 'BinaryExpression' && parent.operator === '/' && parent.left === node)
    return { to: parent, step: { by: '/', with: constantsIn([parent.right]) } };
  if (isMember(parent) && parent.object === node) return stepOfMember(module, parent);
  if (!isCall(parent) || parent.arguments[0] !== node || parent.arguments.length > 1) return undefined;
  const name = calleeText(module, parent.callee);
  if (/^(?:Math\.(?:floor|trunc)|Number|decodeURIComponent|decodeURI)$/.test(name)) return { to: parent };
  return name === 'String' ? { to: parent, step: { by: 'text', with: [] } } : undefined;
}

/** `headers.location`, `headers["location"]`, `headers.get("location")`, `text.startsWith("3")`. */
function stepOfMember(
  module: Module,
  member: Extract<Node, { type: 'MemberExpression' | 'OptionalMemberExpression' }>,
): NextStep | undefined {
  const name = memberName(member);
  if (name === undefined) return undefined;
  const outer = outermost(module, member);
  const call = module.parentOf(outer);
  if (call && isCall(call) && call.callee === outer)
    return { to: call, step: { by: STEPS.get(name) ?? name, with: constantsIn(call.arguments) } };
  return name === 'length'
    ? { to: member, step: { by: 'length', with: [] } }
    : { to: member, step: { by: '[]', with: [name] } };
}

/** Methods that have another name in the facts: `text` is what makes a text of a number. */
const STEPS: ReadonlyMap<string, string> = new Map([
  ['toString', 'text'],
  ['startsWith', 'startswith'],
]);

const calleeText = ({ source }: Module, callee: Node): string => slice(source, spanOf(unwrap(callee)));

function constantsIn(nodes: readonly Node[]): readonly Constant[] {
  return nodes.flatMap((node): readonly Constant[] => {
    const plain = unwrap(node);
    if (plain.type === 'NumericLiteral') return [plain.value];
    const text = textOf(plain);
    return text === undefined ? [] : [text];
  });
}

type Compared = Pick<Use, 'compared' | 'beside' | 'matched' | 'asserted'>;

const NOTHING: Compared = { compared: [], beside: [], matched: [], asserted: false };

/** What a value is compared with, directly or by an assertion, or passed beside. */
function comparedAt(analysis: Analysis, module: Module, node: Node): Compared {
  const operand = (other: Node): Operand => operandOf(analysis, module, other);
  const parent = module.parentOf(node);
  if (parent?.type === 'BinaryExpression') {
    const relation = RELATIONS.get(parent.operator);
    if (!relation) return NOTHING;
    const isLeft = parent.left === node;
    const compared: Comparing = {
      operator: isLeft ? relation : TURNED[relation],
      with: operand(isLeft ? parent.right : parent.left),
    };
    return { ...NOTHING, compared: [compared], asserted: isAssertedTrue(module, parent) };
  }
  if (parent?.type === 'SwitchStatement' && parent.discriminant === node)
    return { ...NOTHING, matched: constantsIn(parent.cases.flatMap(({ test }) => test ?? [])) };
  const given = argumentOf(module, node);
  if (!given) return NOTHING;
  const { call } = given;
  const expectation = expectationOf(module, node, call);
  if (expectation) {
    const { asserted, compared } = expectation;
    return {
      ...NOTHING,
      asserted,
      compared: compared ? [{ operator: compared.operator, with: operand(compared.with) }] : [],
    };
  }
  // `[301, 302].includes(status)`
  const callee = unwrap(call.callee);
  if (calledMethod(call) === 'includes' && isMember(callee))
    return {
      ...NOTHING,
      compared: [{ operator: 'in', with: operand(callee.object) }],
      asserted: isAssertedTrue(module, call),
    };
  const others = call.arguments.filter((other) => other !== node && other.type !== 'SpreadElement');
  return { ...NOTHING, beside: others.map(operand) };
}

/** `assert(status < 300)`, `expect(status < 300).toBe(true)`. */
function isAssertedTrue(module: Module, node: Node): boolean {
  const given = argumentOf(module, node);
  if (!given || given.index > 0) return false;
  const { call } = given;
  if (/^assert(?:\.(?:ok|isTrue))?$/.test(calleeText(module, call.callee))) return true;
  const expectation = expectationOf(module, outermost(module, node), call);
  const compared = expectation?.compared;
  if (!compared) return expectation?.asserted === true;
  const other = unwrap(compared.with);
  return compared.operator === '==' && other.type === 'BooleanLiteral' && other.value;
}

const RELATIONS: ReadonlyMap<string, Relation> = new Map<string, Relation>([
  ['==', '=='],
  ['===', '=='],
  ['!=', '!='],
  ['!==', '!='],
  ['<', '<'],
  ['<=', '<='],
  ['>', '>'],
  ['>=', '>='],
]);

/** What an expression may be, collections taken apart. */
export function operandOf(analysis: Analysis, module: Module, node: Node): Operand {
  const values = valuesOf(analysis, module, node);
  const text = textOf(unwrap(node));
  return {
    ...(values && { values }),
    ...(text !== undefined && { text: text === '' ? 'empty' : 'full' }),
  };
}

function valuesOf(analysis: Analysis, module: Module, node: Node): readonly Known[] | undefined {
  const plain = unwrap(node);
  if (plain.type === 'ArrayExpression') {
    const items = plain.elements.map((item) => (item ? valuesOf(analysis, module, item) : undefined));
    return items.every((item) => item !== undefined) ? items.flat() : undefined;
  }
  const types = analysis.infer({ module, node: plain });
  const constants = types.flatMap((type) => constantsOfType(type) ?? []);
  if (types.length > 0 && types.every((type) => constantsOfType(type) !== undefined)) return constants;
  return isDotted(plain) ? [{ name: calleeText(module, plain) }] : undefined;
}

/** The constants of a literal, and of the items of an array of literals; `undefined` where it is anything else. */
function constantsOfType(type: Type): readonly Constant[] | undefined {
  if (type.is === 'array') {
    const items = type.items.flat().map(constantsOfType);
    return items.every((one) => one !== undefined) ? items.flat() : undefined;
  }
  const constants = type.is === 'data' && type.literal ? constantsIn([type.literal.node]) : [];
  return constants.length > 0 ? constants : undefined;
}

/** Constants and dotted names anywhere else in the expression around a value. */
function writtenAround(module: Module, node: Node): readonly Known[] {
  const inside = spanOf(node);
  const found: Known[] = [];
  const visit = (one: Node): void => {
    if (one !== node && contains(inside, spanOf(one))) return;
    const constants = constantsIn([one]);
    addAll(found, constants);
    if (isDotted(one)) found.push({ name: calleeText(module, one) });
    if (one.type === 'ObjectProperty') found.push(keyName(one.key, one.computed) ?? '');
    if (constants.length === 0 && !isFunction(one)) childrenOf(one).forEach(visit);
  };
  visit(topOf(module, node));
  return found;
}

/** The outermost expression around a node, inside its statement and its function. */
function topOf(module: Module, node: Node): Node {
  let top = node;
  for (let parent = module.parentOf(top); parent; parent = module.parentOf(top)) {
    const isBoundary = isFunction(parent) || /Statement$|Declarat|^Program$|^ClassBody$/.test(parent.type);
    if (isBoundary) return parent.type === 'ExpressionStatement' ? parent.expression : top;
    top = parent;
  }
  return top;
}

const isDotted = (node: Node): boolean => {
  const plain = unwrap(node);
  return (
    plain.type === 'Identifier' ||
    (isMember(plain) && !plain.computed && lastName(plain) !== undefined && isDotted(plain.object))
  );
};
