import type { Constant, Entry, Form, Pairs, Value, ValueKind } from '../../../core/model/values.ts';
import {
  isCall,
  isMember,
  memberName,
  spanOf,
  textOf,
  unwrap,
  type ArrayExpression,
  type Node,
} from '../ast.ts';
import type { Module } from '../binding/module.ts';
import { isExported, sourceOf } from '../binding/places.ts';
import { onlyBinding, type Variable } from '../binding/scope.ts';
import type { Analysis } from '../inference/analysis.ts';
import { plainTypes, type Placed, type Type, type Types } from '../inference/types.ts';

/** An expression as a value that a client is given. Its span includes the parentheses around it. */
export function toValue(analysis: Analysis, at: Placed): Value {
  const types = plainTypes(analysis.infer(at));
  const pairs = pairsOf(analysis, at, types);
  return { ...valueOf(at, types), ...(pairs && { pairs }) };
}

function valueOf({ module, node }: Placed, types: Types): Value {
  const kinds = [...new Set(types.map(kindOf))];
  const constants = constantsOf(unwrap(node), types);
  const form = formOf(unwrap(node));
  const because = explain({ module, node }, types, kinds);
  return {
    ...spanOf(node),
    kinds: kinds.length > 0 ? kinds : ['unknown'],
    ...(constants && { constants }),
    ...(isEmpty(unwrap(node), constants) && { empty: true }),
    ...(isInert(unwrap(node)) && { inert: true }),
    ...(form && { form }),
    ...(because && { because }),
  };
}

export function kindOf(type: Type): ValueKind {
  switch (type.is) {
    case 'data':
      return type.kind;
    case 'object':
      // A function stands for what `new` makes of it.
      return type.literal.node.type === 'ObjectExpression' ? 'mapping' : 'unknown';
    case 'shape':
      return 'mapping';
    case 'array':
      return type.items.length > 0 && type.items.every(isPair) ? 'pairs' : 'sequence';
    case 'many':
      return isPair(type.of) ? 'pairs' : 'sequence';
    default:
      return 'unknown';
  }
}

const isPair = (types: Types): boolean =>
  types.length > 0 && types.every((type) => type.is === 'array' && type.items.length === 2);

/** The constants that a value may be, when all are known: a literal in place, or the texts that a name is bound to. */
function constantsOf(node: Node, types: Types): readonly Constant[] | undefined {
  const here = literalOf(node);
  if (here) return [here.value];
  const texts = types.map((type) =>
    type.is === 'data' && type.kind === 'text' && type.literal ? textOf(type.literal.node) : undefined,
  );
  return texts.length > 0 && texts.every((text) => text !== undefined) ? [...new Set(texts)] : undefined;
}

/** The constant that is written in place, if one is. */
function literalOf(node: Node): { readonly value: Constant } | undefined {
  switch (node.type) {
    case 'BooleanLiteral':
    case 'NumericLiteral':
      return { value: node.value };
    case 'NullLiteral':
      return { value: null };
    case 'Identifier':
      return node.name === 'undefined' ? { value: undefined } : undefined;
    default: {
      const text = textOf(node);
      return text === undefined ? undefined : { value: text };
    }
  }
}

function formOf(node: Node): Form | undefined {
  if (literalOf(node)) return { is: 'literal' };
  if (!isCall(node)) return undefined;
  const callee = unwrap(node.callee);
  if (callee.type === 'Identifier') return { is: 'call', name: callee.name };
  const name = isMember(callee) ? memberName(callee) : undefined;
  return isMember(callee) && name !== undefined ? { is: 'call', name, on: spanOf(callee.object) } : undefined;
}

/** An array in a name may have been added to since; only one that is written in the call is known to be empty. */
function isEmpty(node: Node, constants: readonly Constant[] | undefined): boolean {
  if (node.type === 'ArrayExpression') return node.elements.length === 0;
  if (node.type === 'ObjectExpression') return node.properties.length === 0;
  return constants?.length === 1 && constants[0] === '';
}

const isInert = (node: Node): boolean =>
  [
    'Identifier',
    'NumericLiteral',
    'BooleanLiteral',
    'NullLiteral',
    'StringLiteral',
    'ThisExpression',
  ].includes(node.type) ||
  textOf(node) !== undefined ||
  (node.type === 'ArrayExpression' && node.elements.every((one) => one !== null && isInert(unwrap(one)))) ||
  (node.type === 'ObjectExpression' &&
    node.properties.every(
      (one) => one.type === 'ObjectProperty' && !one.computed && isInert(unwrap(one.value)),
    ));

/** `[key, value]`. */
function pairNodes(node: Node | null): readonly [Node, Node] | undefined {
  const array = node && unwrap(node);
  if (array?.type !== 'ArrayExpression') return undefined;
  const [key, value, ...more] = array.elements;
  if (!key || !value || more.length > 0) return undefined;
  return key.type === 'SpreadElement' || value.type === 'SpreadElement' ? undefined : [key, value];
}

function pairsOf(analysis: Analysis, { module, node }: Placed, types: Types): Pairs | undefined {
  const [type] = types;
  if (types.length !== 1 || type?.is !== 'array' || type.literal?.node.type !== 'ArrayExpression')
    return undefined;
  const literal: ArrayExpression = type.literal.node;
  const pairs = literal.elements.map(pairNodes);
  if (type.literal.module !== module || pairs.length === 0 || !pairs.every((pair) => pair !== undefined))
    return undefined;
  const isHere = unwrap(node) === literal;
  const variable = isHere ? undefined : soleVariable(module, unwrap(node), literal);
  return {
    ...spanOf(literal),
    entries: pairs.map(([key, value]): Entry => ({
      key: valueOf({ module, node: key }, analysis.infer({ module, node: key })),
      value: valueOf({ module, node: value }, analysis.infer({ module, node: value })),
      isTuple: false,
    })),
    only: isHere || variable !== undefined,
    annotated:
      (isHere
        ? isAsserted(node)
        : variable?.bindings.some(
            ({ annotation, origin }) =>
              annotation !== undefined || (origin.by === 'value' && isAsserted(origin.value)),
          )) ?? false,
  };
}

/** `[...] as string[][]`: an object would contradict it; `as const` says nothing of what it is. */
function isAsserted(node: Node): boolean {
  if (node.type === 'ParenthesizedExpression') return isAsserted(node.expression);
  if (node.type === 'TSAsExpression' && isConst(node.typeAnnotation)) return isAsserted(node.expression);
  return unwrap(node) !== node;
}

const isConst = (type: Node): boolean =>
  type.type === 'TSTypeReference' && type.typeName.type === 'Identifier' && type.typeName.name === 'const';

/** The variable that holds a literal which nothing else reads; `undefined` when anything else may. */
function soleVariable(module: Module, node: Node, literal: Node): Variable | undefined {
  const variable = plainVariable(module, node, literal);
  return variable?.reads.every((read) => read === node) ? variable : undefined;
}

/** The variable of a name, set once, to a literal that nothing else holds and no other file sees. */
export function plainVariable(module: Module, node: Node, literal: Node): Variable | undefined {
  const variable = module.variableOf(node);
  const binding = onlyBinding(variable);
  if (!variable || !binding) return undefined;
  const { origin } = binding;
  if (origin.by !== 'value' || origin.path.length > 0 || unwrap(origin.value) !== literal) return undefined;
  return isExported(module, variable) ? undefined : variable;
}

/** Why the kinds are not certain, for the `why` of a finding. */
function explain({ module, node }: Placed, types: Types, kinds: readonly ValueKind[]): string | undefined {
  const reason = types.find((type) => type.is === 'unknown');
  if (reason?.is === 'unknown') return reason.because;
  const thing = types.find(
    (type) => type.is === 'data' && type.kind === 'unknown' && type.what !== undefined,
  );
  if (thing?.is === 'data') return `it is ${thing.what ?? 'not known'}`;
  const made = types.find((type) => type.is === 'made' || type.is === 'external');
  if (made?.is === 'made') return `it comes from ${makerOf(made)}, and the type of its result is unknown`;
  if (kinds.includes('unknown') || kinds.length === 0)
    return `cannot tell what \`${sourceOf(module, node)}\` is`;
  return kinds.filter((kind) => kind !== 'none').length > 1
    ? `it may be any of: ${kinds.join(', ')}`
    : undefined;
}

const makerOf = ({ by, of }: Extract<Type, { is: 'made' }>): string =>
  of === 'client' || of === 'response' ? `a ${of}'s \`${by}\`` : `\`${by}\``;
