import type { Elsewhere, Item, Shape, Value, Written } from '../../../../core/model/values.ts';
import { plainArguments } from '../../inference/functions/arguments.ts';
import { noneIn } from '../../inference/collections/mappings.ts';
import type { Analysis } from '../../inference/analysis.ts';
import { isNone, type Placed, type Type } from '../../inference/types.ts';
import type { Call, Collection, Dict, Expr, NameExpr } from '../../ast/expressions.ts';
import type { Module } from '../../binding/module.ts';
import { canonical } from '../../names.ts';
import { soleBinding, toValue } from '../values.ts';
import { isIterable, isMember } from './kinds.ts';
import { isNullable } from './models.ts';
import { textShape } from './texts.ts';
import { usesOf } from './uses.ts';

/**
 * Where the site stands that a value belongs to, how deep its parts are looked at, and in how many other places. What is in these is
 * looked for in fewer, or there would be no end of them.
 */
export interface Look {
  readonly home: Module;
  readonly depth: number;
  readonly places: number;
}

/** What may be written in more places is more than anyone would look at. */
const MAX_PLACES = 12;
/** So many times fewer for what is inside one of them. */
const FEWER = 4;

/** A value with how it is written, and so on for its parts. `home`: the file of the site. */
export function toWrittenValue(
  analysis: Analysis,
  at: Placed,
  { home, depth, places }: Look = { home: at.module, depth: MAX_DEPTH, places: MAX_PLACES },
): Value {
  const value = toValue(analysis, at);
  const inner = { home, depth: depth - 1, places };
  const written = depth > 0 ? writtenOf(analysis, at, inner) : undefined;
  const elsewhere = depth > 1 && places > 0 ? elsewhereOf(analysis, at, { written, inner }) : [];
  const { kinds, ...others } = value;
  // A literal that begins with a spread takes three times the room: "Nodes are written field by field" in ARCHITECTURE.md.
  return {
    kinds,
    ...others,
    ...(isGivenNone(analysis, at) && { givenNone: true }),
    ...(isMember(analysis, at) && { member: true }),
    ...(!value.iterable && isIterable(analysis, at) && { iterable: 'whole' as const }),
    ...(written && { written }),
    ...(elsewhere.length > 0 && { elsewhere }),
  };
}

/** The value of an option that reaches a call of `home` from where it is written. */
export const writtenAt = (analysis: Analysis, at: Placed, home: Module): Elsewhere =>
  placedElsewhere(analysis, at, { home, depth: MAX_DEPTH, places: MAX_PLACES * FEWER });

const placedElsewhere = (analysis: Analysis, at: Placed, look: Look): Elsewhere => ({
  path: at.module.path,
  source: at.module.source,
  here: at.module === look.home,
  value: toWrittenValue(analysis, at, { ...look, places: Math.floor(look.places / FEWER) }),
});

/** The literals and calls that a value may come from, apart from the one that `written` tells. */
function elsewhereOf(
  analysis: Analysis,
  at: Placed,
  { written, inner }: { readonly written: Written | undefined; readonly inner: Look },
): readonly Elsewhere[] {
  const literals = analysis.infer(at).flatMap((type) => literalOf(type) ?? []);
  const isOther = ({ module, node }: Placed): boolean =>
    node !== at.node &&
    MAKING.includes(node.kind) &&
    !(module === at.module && node.outer.start === written?.start);
  return [
    ...literals
      .filter(isOther)
      .slice(0, inner.places)
      .map((literal) => placedElsewhere(analysis, literal, inner)),
    ...literals.flatMap(({ module, node }) => {
      const each = eachOf(analysis, { module, node }, inner);
      return each
        ? [{ path: module.path, source: module.source, here: module === inner.home, value: each }]
        : [];
    }),
    ...analysis.infer(at).flatMap((type) => putIn(analysis, type, inner)),
    ...sidesOf(at).flatMap((side) => {
      const place = placedElsewhere(analysis, side, inner);
      return [place, ...(place.value.elsewhere ?? [])];
    }),
  ].slice(0, inner.places);
}

/** `base | {"a": 1}`. */
const sidesOf = ({ module, node }: Placed): readonly Placed[] =>
  node.kind === 'binary' && node.operator === '|'
    ? [node.left, node.right].map((side) => ({ module, node: side }))
    : [];

/** A comprehension as what it makes each time: a dictionary or a list with one of its items. */
function eachOf(analysis: Analysis, { module, node }: Placed, look: Look): Value | undefined {
  const isMapping = node.kind === 'dict-comprehension';
  if (!isMapping && node.kind !== 'list-comprehension' && node.kind !== 'generator') return undefined;
  const { start, end } = spanOf(node);
  const of = (part: Expr, depth: number): Value =>
    toWrittenValue(analysis, { module, node: part }, { ...look, depth });
  const element = of(node.element, look.depth);
  // A condition may leave out what is None.
  const kinds = element.kinds.filter((kind) => kind !== 'none');
  const value: Value = { ...element, kinds: kinds.length > 0 ? kinds : ['unknown'] };
  const shape: Shape =
    isMapping && node.key
      ? { is: 'mapping', named: false, entries: [{ ...spanOf(node.element), key: of(node.key, 1), value }] }
      : { is: 'list', items: [value] };
  return {
    start,
    end,
    kinds: [isMapping ? 'mapping' : 'sequence'],
    written: { start, end, only: false, shape },
  };
}

/** What is put into a dictionary later, each as one of a single entry. */
const putIn = (analysis: Analysis, type: Type, look: Look): readonly Elsewhere[] =>
  type.is === 'data'
    ? (type.added ?? []).flatMap(({ depth, key, types }) =>
        depth > 0 || key === undefined
          ? []
          : types.flatMap((one) => {
              const literal = literalOf(one);
              return literal ? [entryOf(placedElsewhere(analysis, literal, look), key)] : [];
            }),
      )
    : [];

function literalOf(type: Type): Placed | undefined {
  if ('literal' in type) return type.literal;
  return type.is === 'unknown' ? type.was : undefined;
}

function entryOf({ value, ...place }: Elsewhere, name: string): Elsewhere {
  const { start, end } = value;
  const key = { start, end, kinds: ['text'] as const, constants: [name], inert: true };
  const entries = [{ start, end, key, value }];
  const written = { start, end, only: false, shape: { is: 'mapping', named: false, entries } } as const;
  return { ...place, value: { start, end, kinds: ['mapping'], written } };
}

const MAKING: readonly Expr['kind'][] = ['dict', 'list', 'tuple', 'set', 'call'];

/**
 * Whether a dictionary has a value that is None, or may be, or is given one later. What is put in only sometimes may depend on the
 * value, so that it counts where it is nothing but None.
 */
const isGivenNone = (analysis: Analysis, at: Placed): boolean =>
  analysis.infer(at).some((type) => {
    if (type.is !== 'data' || type.kind !== 'mapping') return false;
    const { added = [], ...written } = type;
    const isPutIn = added.some(({ types }) => types.length > 0 && types.every(isNone));
    return isPutIn || noneIn(analysis, [written]) !== undefined;
  });

/** A file in a tuple in a list of pairs, and what it is made of. */
const MAX_DEPTH = 5;

function writtenOf(analysis: Analysis, { module, node }: Placed, look: Look): Written | undefined {
  const found = node.kind === 'name' ? boundTo(analysis, module, node) : { node, only: true };
  const shape = found && shapeOf(analysis, { module, node: found.node }, look);
  if (!shape) return undefined;
  const uses = node.kind === 'name' && shape.is === 'call' ? usesOf(module, node, found.node) : {};
  const { start, end } = spanOf(found.node);
  return { start, end, only: found.only, shape, ...uses };
}

const spanOf = ({ outer: { start, end } }: Expr) => ({ start, end });

/** The one expression that a name is bound to in this file, and whether nothing else uses it. */
function boundTo(
  analysis: Analysis,
  module: Module,
  name: NameExpr,
): { readonly node: Expr; readonly only: boolean } | undefined {
  const [binding, ...more] = module.bindingsOf(name);
  if (!binding || more.length > 0) return undefined;
  const { origin, scope } = binding;
  if ((origin.by !== 'value' && origin.by !== 'with') || origin.path.length > 0) return undefined;
  // What is not bound once may be any of them by the time a function of the module runs.
  if ((scope.bindings.get(binding.name) ?? []).length > 1) return undefined;
  const node = origin.value;
  if (node.kind === 'name') return undefined;
  const only =
    origin.by === 'value'
      ? soleBinding(analysis, module, name, node) !== undefined
      : scope.kind === 'function' && module.readsOf(binding).every((read) => read === name);
  return { node, only };
}

function shapeOf(analysis: Analysis, { module, node }: Placed, look: Look): Shape | undefined {
  switch (node.kind) {
    case 'dict':
      return { is: 'mapping', named: false, entries: entriesOf(analysis, { module, node }, look) };
    case 'list':
    case 'tuple':
    case 'set':
      return { is: node.kind, items: itemsOf(analysis, { module, node }, look) };
    case 'text':
      return textShape(module, node, (part) => toValue(analysis, { module, node: part }));
    case 'call':
      return ofCall(analysis, { module, node }, look);
    default:
      return undefined;
  }
}

const entriesOf = (analysis: Analysis, { module, node }: Placed<Dict>, look: Look): readonly Item[] =>
  node.entries.map(({ key, value, start, end }) => ({
    start,
    end,
    ...(key && { key: toWrittenValue(analysis, { module, node: key }, { ...look, depth: 1 }) }),
    value: toWrittenValue(analysis, { module, node: value }, look),
  }));

const itemsOf = (analysis: Analysis, { module, node }: Placed<Collection>, look: Look): readonly Value[] =>
  node.items.map((item) => toWrittenValue(analysis, { module, node: item }, look));

function ofCall(analysis: Analysis, { module, node }: Placed<Call>, look: Look): Shape | undefined {
  const { callee, args } = node;
  if (callee.kind !== 'name' && callee.kind !== 'attribute') return undefined;
  const [type, ...others] = analysis.infer({ module, node: callee });
  const path = type?.is === 'external' && others.length === 0 ? type.path : undefined;
  const of = (value: Expr): Value => toWrittenValue(analysis, { module, node: value }, look);
  const isNamed = args.every(({ form }) => form === 'keyword');
  if (path === 'builtins.dict' && isNamed && args.length > 0)
    return { is: 'mapping', named: true, entries: args.map((one) => namedItem(one, of)) };
  const on = callee.kind === 'attribute' ? callee.object : undefined;
  const nullable = on && isNullable(analysis, { module, node: on });
  return {
    is: 'call',
    ...(path !== undefined && { path }),
    callee: spanOf(callee),
    name: callee.kind === 'name' ? callee.id : callee.attribute.id,
    ...(on && { on: toValue(analysis, { module, node: on }) }),
    args: plainArguments(args).map(({ value }) => of(value)),
    options: args.flatMap(({ name, value }) =>
      name ? [{ key: { start: name.start, end: name.end, name: canonical(name.id) }, value: of(value) }] : [],
    ),
    opaque: args.some(({ form }) => form.endsWith('splat')),
    ...(nullable !== undefined && { nullable }),
  };
}

/** An argument of `dict(a=1)` as an entry. */
function namedItem({ name, value, start, end }: Call['args'][number], of: (value: Expr) => Value): Item {
  const key = name && {
    start: name.start,
    end: name.end,
    kinds: ['text'] as const,
    constants: [name.id],
    inert: true,
  };
  return { start, end, ...(key && { key }), value: of(value) };
}
