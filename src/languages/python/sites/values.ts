import type { Constant, Entry, Form, Pairs, Value, ValueKind } from '../../../core/model/values.ts';
import { contains } from '../../../core/text.ts';
import type { Collection, Expr, NameExpr } from '../ast/expressions.ts';
import type { Module } from '../binding/module.ts';
import { sourceOf } from '../binding/places.ts';
import type { Binding } from '../binding/scope.ts';
import { shownTypes } from '../inference/collections/not-none.ts';
import type { Analysis } from '../inference/analysis.ts';
import { externalBases } from '../inference/classes/classes.ts';
import { isKeyed } from '../inference/collections/keyed.ts';
import { holdsScalarPairs, makesScalarPairs } from '../inference/changes/pairs.ts';
import { isMappingClass } from '../inference/knowledge.ts';
import { isNone, type Placed, type Type, type Types } from '../inference/types.ts';
import { isView } from './written/kinds.ts';

/** An expression as the clients see it. Its span takes in the parentheses around it. */
export function toValue(analysis: Analysis, at: Placed): Value {
  const types = analysis.infer(at);
  const pairs = pairsOf(analysis, at, types);
  const isScalar = (type: Type): boolean =>
    type.is === 'data' && SCALARS.includes(type.kind) && !isOwnText(analysis, type);
  const hasScalarPairs =
    holdsScalarPairs(at.module, at.node, types, isScalar) || makesScalarPairs(analysis, at, types, isScalar);
  return {
    ...valueOf(analysis, at, types),
    ...(at.node.kind === 'name' && namedValue(analysis, at.module, at.node, types)),
    ...(pairs && { pairs }),
    ...(hasScalarPairs && { scalarPairs: true }),
  };
}

const SCALARS: readonly ValueKind[] = ['text', 'bytes', 'number', 'boolean'];

/** What is known of a value because of what is done to the name that holds it, and what is not. */
function namedValue(
  analysis: Analysis,
  module: Module,
  node: NameExpr,
  types: Types,
): Pick<Value, 'kinds' | 'empty'> | undefined {
  const isOpen = types.length !== 1 || types[0]?.is !== 'data';
  if (isOpen && isKeyed(module, node)) return { kinds: ['mapping'] };
  const [binding] = module.bindingsOf(node);
  const literal = binding?.origin.by === 'value' ? binding.origin.value : undefined;
  const isEmptied = (literal?.kind === 'list' || literal?.kind === 'tuple') && literal.items.length === 0;
  return isEmptied && soleBinding(analysis, module, node, literal)
    ? { kinds: ['sequence'], empty: true }
    : undefined;
}

function valueOf(analysis: Analysis, at: Placed, all: Types): Value {
  const [{ node }, types] = [at, shownTypes(at, all)];
  const kinds = [...new Set(types.flatMap((type) => kindsOf(analysis, type)))];
  const [constants, form] = [constantsOf(types), formOf(node)];
  const because = explain(at, types, kinds);
  return {
    start: node.outer.start,
    end: node.outer.end,
    kinds: kinds.length > 0 ? kinds : ['unknown'],
    ...(constants && { constants }),
    ...(isEmpty(node, constants) && { empty: true }),
    ...(isInert(node) && { inert: true }),
    ...(form && { form }),
    ...(isLazy(analysis, at, types) && { iterable: 'lazy' as const }),
    ...(because && { because }),
  };
}

/** Whether it makes its items as it is iterated over. What `.items()` of something unknown gives may be anything. */
const isLazy = (analysis: Analysis, at: Placed, types: Types): boolean =>
  types.length > 0 &&
  types.every((type) => type.is === 'many' && type.lazy) &&
  isView(analysis, at) !== 'unknown';

function kindsOf(analysis: Analysis, type: Type): readonly ValueKind[] {
  switch (type.is) {
    case 'data':
      return [type.kind];
    case 'tuple':
      return [
        type.items.length > 0 && (isPairLiteral(type.literal) || type.items.every(isPairType))
          ? 'pairs'
          : 'sequence',
      ];
    case 'many':
      return [kindOfMany(type)];
    case 'instance': {
      const bases = externalBases(analysis, type.cls);
      if (bases.some(isMappingClass)) return ['mapping'];
      return [
        bases.includes('builtins.str') ? 'text' : bases.includes('builtins.bytes') ? 'bytes' : 'unknown',
      ];
    }
    default:
      return ['unknown'];
  }
}

function kindOfMany({ of, lazy, literal }: Extract<Type, { is: 'many' }>): ValueKind {
  if (literal && literal.node.kind !== 'generator' && !literal.node.kind.endsWith('comprehension')) {
    return isPairLiteral(literal) ? 'pairs' : 'sequence';
  }
  if (of.length > 0 && isPairType(of)) return 'pairs';
  if (!lazy) return 'sequence';
  const isData = (kind: ValueKind): boolean =>
    of.length > 0 && of.every((type) => type.is === 'data' && type.kind === kind);
  return isData('bytes') ? 'stream' : isData('text') ? 'text-stream' : 'unknown';
}

const isPairType = (types: Types): boolean =>
  types.length > 0 && types.every((type) => type.is === 'tuple' && type.items.length === 2);

const isPairNode = (node: Expr): node is Collection =>
  (node.kind === 'tuple' || node.kind === 'list') &&
  node.items.length === 2 &&
  node.items.every(({ kind }) => kind !== 'starred');

const isPairLiteral = (at: Placed | undefined): at is Placed<Collection> =>
  (at?.node.kind === 'list' || at?.node.kind === 'tuple') &&
  at.node.items.length > 0 &&
  at.node.items.every(isPairNode);

/** The plain values it may have, when all of them are written down. */
function constantsOf(types: Types): readonly Constant[] | undefined {
  const all = types.map(constantOf);
  return all.length > 0 && all.every((one) => one !== undefined) ? [...new Set(all)] : undefined;
}

/** Python has no value that is `undefined`, so that stands for a value that is not known. */
function constantOf(type: Type): Constant {
  if (type.is !== 'data') return undefined;
  if (isNone(type)) return null;
  const { node, module } = type.literal ?? {};
  switch (node?.kind) {
    case 'text':
      return node.bytes ? undefined : node.value;
    case 'true':
    case 'false':
      return node.kind === 'true';
    case 'number':
      return numberOf(module?.source.slice(node.start, node.end) ?? '');
    default:
      return undefined;
  }
}

/** Decimal integers only: no rule asks for another number. */
const numberOf = (source: string): number | undefined =>
  /^\d+(?:_\d+)*$/.test(source) ? Number(source.replaceAll('_', '')) : undefined;

function formOf(node: Expr): Form | undefined {
  switch (node.kind) {
    case 'number':
    case 'true':
    case 'false':
    case 'none':
      return { is: 'literal' };
    case 'text':
      return node.parts.length === 0 ? { is: 'literal' } : undefined;
    case 'generator':
      return { is: 'lazy' };
    case 'call': {
      const { callee } = node;
      if (callee.kind === 'name') return { is: 'call', name: callee.id };
      return callee.kind === 'attribute'
        ? { is: 'call', name: callee.attribute.id, on: callee.object.outer }
        : undefined;
    }
    default:
      return undefined;
  }
}

/** A list in a name may have been added to since; only one that is written in the call is known to be empty. */
function isEmpty(node: Expr, constants: readonly Constant[] | undefined): boolean {
  if (node.kind === 'text') return node.value === '';
  if (node.kind === 'list' || node.kind === 'tuple') return node.items.length === 0;
  if (node.kind === 'dict') return node.entries.length === 0;
  return constants?.length === 1 && constants[0] === '';
}

const isInert = (node: Expr): boolean =>
  node.kind === 'name' ||
  isPlain(node) ||
  (node.kind === 'conditional' && [node.test, node.then, node.otherwise].every(isInert)) ||
  ((node.kind === 'list' || node.kind === 'tuple') && node.items.every(isInert)) ||
  (node.kind === 'dict' && node.entries.every(({ key, value }) => key && isPlain(key) && isInert(value)));

/** A constant. Hashing one as a key has no effect; a name may hold something that cannot be hashed, or that says itself how it is. */
const isPlain = (node: Expr): boolean =>
  ['number', 'true', 'false', 'none'].includes(node.kind) ||
  (node.kind === 'text' && node.parts.length === 0);

function pairsOf(analysis: Analysis, { module, node }: Placed, types: Types): Pairs | undefined {
  const [type] = types;
  if (
    types.length !== 1 ||
    !type ||
    (type.is !== 'tuple' && type.is !== 'many') ||
    !isPairLiteral(type.literal)
  )
    return undefined;
  const { literal } = type;
  if (literal.module.path !== module.path) return undefined;
  const binding = node === literal.node ? undefined : soleBinding(analysis, module, node, literal.node);
  return {
    start: literal.node.outer.start,
    end: literal.node.outer.end,
    entries: literal.node.items.map((item) => toEntry(analysis, module, item)),
    only: node === literal.node || binding !== undefined,
    annotated: binding?.origin.by === 'value' && binding.origin.annotation !== undefined,
  };
}

/** Pairs inside a pair are nothing to a form, and may be the very list they stand in. */
function toEntry(analysis: Analysis, module: Module, item: Expr): Entry {
  const [key = item, value = item] = isPairNode(item) ? item.items : [];
  const of = (node: Expr): Value => {
    const types = analysis.infer({ module, node });
    const value = valueOf(analysis, { module, node }, types);
    return types.some((type) => isOwnText(analysis, type)) ? { ...value, kinds: ['unknown'] } : value;
  };
  return { key: of(key), value: of(value), isTuple: item.kind === 'tuple' };
}

const ENUMERATION = /(?:Enum|Choices)$/;

/** A class decides what its instances print as: `Color.RED` of a `class Color(str, Enum)` is `red` to requests alone. */
export const isOwnText = (analysis: Analysis, type: Type): boolean =>
  type.is === 'instance' || (type.is === 'data' && isMemberOfEnum(analysis, type.literal));

function isMemberOfEnum(analysis: Analysis, literal: Placed | undefined): boolean {
  if (!literal) return false;
  const { module, node } = literal;
  return [...module.classes.values()].some(
    (info) =>
      contains(info.def, node) &&
      externalBases(analysis, { module, info }).some((base) => ENUMERATION.test(base)),
  );
}

/** The binding of a name that holds a literal and that nothing else reads; `undefined` when anything else may. */
export function soleBinding(
  analysis: Analysis,
  module: Module,
  node: Expr,
  literal: Expr,
): Binding | undefined {
  const binding = plainBinding(analysis, module, node, literal);
  return binding && module.readsOf(binding).every((read) => read === node) ? binding : undefined;
}

/** The one binding of a name, `name = literal`, that no other name and no other file shares. */
export function plainBinding(
  analysis: Analysis,
  module: Module,
  node: Expr,
  literal: Expr,
): Binding | undefined {
  if (node.kind !== 'name') return undefined;
  const [binding, ...more] = module.bindingsOf(node);
  if (!binding || more.length > 0) return undefined;
  const { origin, scope, name } = binding;
  if (origin.by !== 'value' || origin.path.length > 0 || origin.value !== literal) return undefined;
  if ((scope.bindings.get(name) ?? []).length > 1) return undefined;
  if (isSharedWith(module, binding, literal) || isWalrus(module, binding)) return undefined;
  // `self.name` and `Class.name` read it as well.
  const isAttribute = (mention: Expr): boolean => mention.kind === 'attribute';
  if (scope.kind === 'class' && module.mentions.get(name)?.some(isAttribute)) return undefined;
  const isPrivate =
    scope.kind === 'function' || analysis.project.mentioning(name).every((path) => path === module.path);
  return isPrivate ? binding : undefined;
}

/** The value of `name := [...]` is also used where it stands. */
const isWalrus = ({ source }: Module, { target }: Binding): boolean =>
  /^[\s\\]*:=/.test(source.slice(target.end));

/** `a = b = [...]`. */
const isSharedWith = (module: Module, binding: Binding, literal: Expr): boolean =>
  [...binding.scope.bindings.values()]
    .flat()
    .some((other) => other !== binding && other.origin.by === 'value' && other.origin.value === literal) ||
  module.stores.some(({ origin }) => origin.by === 'value' && origin.value === literal);

/** Why the kinds leave a question, for a person. */
function explain({ module, node }: Placed, types: Types, kinds: readonly ValueKind[]): string | undefined {
  const reason = types.find((type) => type.is === 'unknown');
  if (reason?.is === 'unknown') return reason.because;
  const made = types.find((type) => type.is === 'made' || type.is === 'external');
  if (made?.is === 'made') return `cannot tell what \`${made.by}\` returns`;
  if (kinds.includes('unknown') || kinds.length === 0)
    return node.kind === 'call'
      ? 'cannot tell what the call returns'
      : `cannot tell what \`${sourceOf(module, node)}\` is`;
  return kinds.filter((kind) => kind !== 'none').length > 1
    ? `it may be any of: ${kinds.join(', ')}`
    : undefined;
}
