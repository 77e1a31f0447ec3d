import type { Item, Shape, Value, Written } from '../../../../core/model/values.ts';
import { plainArguments } from '../../inference/functions/arguments.ts';
import { noneIn } from '../../inference/collections/mappings.ts';
import type { Analysis } from '../../inference/analysis.ts';
import { isNone, type Placed } from '../../inference/types.ts';
import type { Call, Collection, Dict, Expr, NameExpr } from '../../ast/expressions.ts';
import type { Module } from '../../binding/module.ts';
import { canonical } from '../../names.ts';
import { soleBinding, toValue } from '../values.ts';
import { isIterable, isMember } from './kinds.ts';
import { isNullable } from './models.ts';
import { textShape } from './texts.ts';
import { usesOf } from './uses.ts';

/** A value with how it is written, and so on for its parts. */
export function toWrittenValue(analysis: Analysis, at: Placed, depth = MAX_DEPTH): Value {
  const value = toValue(analysis, at);
  const written = depth > 0 ? writtenOf(analysis, at, depth - 1) : undefined;
  return {
    ...value,
    ...(isGivenNone(analysis, at) && { givenNone: true }),
    ...(isMember(analysis, at) && { member: true }),
    ...(isIterable(analysis, at) && { iterable: true }),
    ...(written && { written }),
  };
}

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

function writtenOf(analysis: Analysis, { module, node }: Placed, depth: number): Written | undefined {
  const found = node.kind === 'name' ? boundTo(analysis, module, node) : { node, only: true };
  const shape = found && shapeOf(analysis, { module, node: found.node }, depth);
  if (!shape) return undefined;
  const uses = node.kind === 'name' && shape.is === 'call' ? usesOf(module, node, found.node) : {};
  return { ...spanOf(found.node), only: found.only, shape, ...uses };
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

function shapeOf(analysis: Analysis, { module, node }: Placed, depth: number): Shape | undefined {
  switch (node.kind) {
    case 'dict':
      return { is: 'mapping', named: false, entries: entriesOf(analysis, { module, node }, depth) };
    case 'list':
    case 'tuple':
    case 'set':
      return { is: node.kind, items: itemsOf(analysis, { module, node }, depth) };
    case 'text':
      return textShape(module, node, (part) => toValue(analysis, { module, node: part }));
    case 'call':
      return ofCall(analysis, { module, node }, depth);
    default:
      return undefined;
  }
}

const entriesOf = (analysis: Analysis, { module, node }: Placed<Dict>, depth: number): readonly Item[] =>
  node.entries.map(({ key, value, start, end }) => ({
    start,
    end,
    ...(key && { key: toWrittenValue(analysis, { module, node: key }, 1) }),
    value: toWrittenValue(analysis, { module, node: value }, depth),
  }));

const itemsOf = (analysis: Analysis, { module, node }: Placed<Collection>, depth: number): readonly Value[] =>
  node.items.map((item) => toWrittenValue(analysis, { module, node: item }, depth));

function ofCall(analysis: Analysis, { module, node }: Placed<Call>, depth: number): Shape | undefined {
  const { callee, args } = node;
  if (callee.kind !== 'name' && callee.kind !== 'attribute') return undefined;
  const [type, ...others] = analysis.infer({ module, node: callee });
  const path = type?.is === 'external' && others.length === 0 ? type.path : undefined;
  const of = (value: Expr): Value => toWrittenValue(analysis, { module, node: value }, depth);
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
