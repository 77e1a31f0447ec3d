import { isConfigured } from '../../kernel/certainty.ts';
import { isCall, isMember, memberName, spanOf, type Identifier, type Node } from '../ast.ts';
import { classAround, sourceOf } from '../binding/places.ts';
import type { Binding } from '../binding/scope.ts';
import type { Analysis } from './analysis.ts';
import { inferCall } from './calls/calls.ts';
import { classType } from './classes/classes.ts';
import { seenFrom } from './classes/elsewhere.ts';
import { inferThis } from './classes/this.ts';
import { elementsOf } from './collections/elements.ts';
import { isGlobal, resultOf } from './knowledge.ts';
import { externalType } from './names.ts';
import {
  clientOf,
  data,
  isIdentified,
  isNone,
  isIdentifiedValue,
  none,
  unite,
  unknown,
  type Placed,
  type Types,
} from './types.ts';

/** What an expression may be. Promises are what they promise. What the user says is a client is one, whatever else shows. */
export function infer(analysis: Analysis, at: Placed): Types {
  const types = seenFrom(analysis, at.module, inferNode(analysis, at));
  if (analysis.settings.clients.length === 0 || !isConfiguredAt(analysis, at)) return types;
  const clients = types.flatMap((type) => {
    if (type.is !== 'client') return [];
    // What makes clients is configured as well, and is better evidence.
    return isCall(at.node) && !type.likely
      ? [type]
      : [{ ...type, because: 'configured', likely: false } as const];
  });
  return clients.length > 0 ? clients : [{ is: 'client', because: 'configured' }];
}

/** Classes and functions that make clients are configured by name as well; what they make is another question. */
const isConfiguredAt = (analysis: Analysis, { module, node }: Placed): boolean =>
  (isMember(node) || isCall(node) || (node.type === 'Identifier' && !/^[A-Z]/.test(node.name))) &&
  isConfigured(analysis.settings, sourceOf(module, node));

function inferNode(analysis: Analysis, { module, node }: Placed): Types {
  const of = (expr: Node): Types => analysis.infer({ module, node: expr });
  const at = { module, node };
  switch (node.type) {
    case 'Identifier':
      return inferName(analysis, { module, node });
    case 'StringLiteral':
    case 'TemplateLiteral':
      return [data('text', at)];
    case 'NumericLiteral':
    case 'BigIntLiteral':
      return [data('number', at)];
    case 'BooleanLiteral':
      return [data('boolean', at)];
    case 'NullLiteral':
      return [none];
    case 'ObjectExpression':
      return [{ is: 'object', literal: at }];
    case 'ArrayExpression':
      return inferArray(node, of, at);
    case 'MemberExpression':
    case 'OptionalMemberExpression':
      return inferMember(analysis, { module, node });
    case 'CallExpression':
    case 'OptionalCallExpression':
    case 'NewExpression':
      return inferCall(analysis, { module, node });
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
    case 'FunctionDeclaration':
      return [{ is: 'function', fn: { module, node } }];
    case 'ClassExpression':
    case 'ClassDeclaration':
      return classType(analysis, { module, node });
    case 'ThisExpression':
      return inferThis(analysis, at);
    case 'TaggedTemplateExpression': {
      const results = of(node.tag).map((tag) => (tag.is === 'external' ? resultOf(tag.path) : undefined));
      return results.every((one) => one !== undefined) && results.length > 0
        ? results
        : [unknown('cannot tell what the template tag returns')];
    }
    case 'Super':
      return inferSuper(analysis, at);
    case 'AwaitExpression':
      return of(node.argument);
    case 'TSAsExpression':
    case 'TSTypeAssertion':
    case 'TypeCastExpression':
      return inferCast(analysis, at, node.expression, node.typeAnnotation);
    case 'TSNonNullExpression':
      return of(node.expression).filter((type) => !isNone(type));
    case 'ParenthesizedExpression':
    case 'TSSatisfiesExpression':
    case 'TSInstantiationExpression':
      return of(node.expression);
    default:
      return inferOperation(node, of);
  }
}

/** What is computed from other values. */
function inferOperation(node: Node, of: (expr: Node) => Types): Types {
  switch (node.type) {
    case 'AssignmentExpression':
      return node.operator === '=' ? of(node.right) : unite(of(node.left), of(node.right));
    case 'SequenceExpression':
      return of(node.expressions.at(-1)!);
    case 'ConditionalExpression':
      return unite(of(node.consequent), of(node.alternate));
    case 'LogicalExpression':
      return inferLogical(node, of);
    case 'BinaryExpression':
      return inferBinary(node, of);
    case 'UnaryExpression':
      return inferUnary(node.operator);
    default:
      return [unknown('cannot tell its value')];
  }
}

/** Fewer do not get as deep as is followed. */
const MANY_BINDINGS = 20;

const inSourceOrder = (a: Binding, b: Binding): number => spanOf(a.target).start - spanOf(b.target).start;

function inferName(analysis: Analysis, { module, node }: Placed<Identifier>): Types {
  if (node.name === 'undefined') return [none];
  if (!module.variableOf(node))
    return isGlobal(node.name)
      ? [externalType(node.name)]
      : (analysis.opinion({ module, node }) ?? [unknown(`\`${node.name}\` is not defined in this file`)]);
  const bindings = module.bindingsOf(node);
  const giving = (binding: Binding): Types => analysis.inferBinding(module, binding);
  const types =
    bindings.length < MANY_BINDINGS
      ? unite(...bindings.map(giving))
      : // Reads in many functions see the same list.
        analysis.once(bindings, () => {
          // Each may be made of those before it: from the last, every one would be followed as deep as can be, time and again.
          bindings.toSorted(inSourceOrder).forEach(giving);
          return unite(...bindings.map(giving));
        });
  return isIdentified(types) ? types : (analysis.opinion({ module, node }) ?? types);
}

/** What a class extends, as an instance of it is. */
function inferSuper(analysis: Analysis, { module, node }: Placed): Types {
  const cls = classAround(module, node);
  const bases = cls?.superClass ? analysis.infer({ module, node: cls.superClass }) : [];
  return bases.map((base) => {
    if (base.is === 'client-class') return clientOf(base, 'subclass');
    return base.is === 'class' ? { is: 'instance', cls: base.cls } : unknown('cannot tell what `super` is');
  });
}

function inferArray(
  { elements }: Extract<Node, { type: 'ArrayExpression' }>,
  of: (expr: Node) => Types,
  at: Placed,
): Types {
  if (elements.some((element) => element?.type === 'SpreadElement')) {
    const items = elements.map((element) => {
      if (!element) return [none];
      return element.type === 'SpreadElement' ? elementsOf(of(element.argument)) : of(element);
    });
    return [{ is: 'many', of: unite(...items) }];
  }
  return [{ is: 'array', items: elements.map((element) => (element ? of(element) : [none])), literal: at }];
}

function inferMember(
  analysis: Analysis,
  { module, node }: Placed<Extract<Node, { type: 'MemberExpression' | 'OptionalMemberExpression' }>>,
): Types {
  const object = analysis.infer({ module, node: node.object });
  const name = memberName(node);
  const types = unite(
    ...object
      .filter((type) => !isNone(type) || object.length === 1)
      .map((type) =>
        name === undefined
          ? inferIndexed(analysis, type, { module, node: node.property })
          : analysis.memberOf(type, name),
      ),
  );
  // What a literal does not hold yet may be put into it later, under any name.
  return isIdentifiedValue(types) ? types : (analysis.opinion({ module, node }) ?? types);
}

/** `object[expression]`. */
function inferIndexed(analysis: Analysis, type: Types[number], index: Placed): Types {
  const keys = analysis.infer(index);
  const names = keys.map((key) =>
    key.is === 'data' && key.literal?.node.type === 'StringLiteral' ? key.literal.node.value : undefined,
  );
  if (names.length > 0 && names.every((name) => name !== undefined))
    return unite(...names.map((name) => analysis.memberOf(type, name)));
  if (type.is === 'array' || type.is === 'many') return elementsOf([type]);
  return [{ is: 'member', of: type, name: '' }];
}

/** `a || b` is `b` only where `a` is falsy: an `a` that is null adds nothing to it. */
function inferLogical(
  { operator, left, right }: Extract<Node, { type: 'LogicalExpression' }>,
  of: (expr: Node) => Types,
): Types {
  const first = of(left);
  if (operator === '&&')
    return unite(
      of(right),
      first.filter(({ is }) => is === 'data'),
    );
  return unite(
    first.filter((type) => !isNone(type)),
    of(right),
  );
}

const COMPARISONS = new Set(['==', '!=', '===', '!==', '<', '<=', '>', '>=', 'in', 'instanceof']);

/** Text beside anything makes text of it. */
function inferBinary(
  { operator, left, right }: Extract<Node, { type: 'BinaryExpression' }>,
  of: (expr: Node) => Types,
): Types {
  if (COMPARISONS.has(operator)) return [data('boolean')];
  if (operator !== '+') return [data('number')];
  const sides = [...addends(left), right].map(of);
  const isAll = (types: Types, kind: string): boolean =>
    types.length > 0 && types.every((type) => type.is === 'data' && type.kind === kind);
  if (sides.some((types) => isAll(types, 'text'))) return [data('text')];
  return sides.every((types) => isAll(types, 'number'))
    ? [data('number')]
    : [unknown('cannot tell the result of `+`')];
}

/** What stands before the last `+` of a chain, which may be as long as a page of text. */
function addends(node: Node): readonly Node[] {
  const found: Node[] = [];
  let one = node;
  for (; one.type === 'BinaryExpression' && one.operator === '+'; one = one.left) found.push(one.right);
  return [one, ...found.reverse()];
}

function inferUnary(operator: string): Types {
  switch (operator) {
    case 'typeof':
      return [data('text')];
    case 'void':
      return [none];
    case '!':
    case 'delete':
      return [data('boolean')];
    default:
      return operator === 'throw' ? [] : [data('number')];
  }
}

/** A cast is believed where nothing else is known, and where it tells what a null stands for; `as const` says nothing. */
function inferCast(analysis: Analysis, { module }: Placed, expression: Node, type: Node): Types {
  const types = analysis.infer({ module, node: expression });
  if (isIdentifiedValue(types)) return types;
  const annotated = analysis.inferAnnotation({ module, node: type });
  return isIdentified(annotated) ? annotated : types;
}
