import { oncePer } from '../../../kernel/once.ts';
import type { Call, Expr, Subscript } from '../../ast/expressions.ts';
import type { Module } from '../../binding/module.ts';
import type { Origin } from '../../binding/scope.ts';
import { groupBy } from '../../../../core/group.ts';
import type { Analysis } from '../analysis.ts';
import { elementsOf, unpack } from '../collections/elements.ts';
import { valuesOf } from '../collections/mappings.ts';
import { restoresCopy } from './restored.ts';
import { data, unite, unknown, type Added, type Type, type Types } from '../types.ts';
import { literalText } from '../../names.ts';

/** Something done to a collection after it was written, in the file where it is done. */
export type Change = { readonly module: Module } & (
  | { readonly by: 'item'; readonly target: Subscript; readonly origin: Origin }
  | { readonly by: 'method'; readonly method: string; readonly call: Call }
  /** It gets out of sight, so that anything may be done to it. */
  | { readonly by: 'escape'; readonly because: string }
);

/** Methods that put something into a list, a set or a dictionary. */
export const ADDING: ReadonlySet<string> = new Set([
  ...[
    'append',
    'appendleft',
    'add',
    'insert',
    'extend',
    'extendleft',
    'put',
    'put_nowait',
    'setdefault',
    'update',
  ],
  ...['__setitem__', '__ior__', '__iadd__'],
]);

/** What is done at one place where a collection is read. */
export const changeAt = (module: Module, read: Expr): Change | undefined => changesIn(module).get(read);

const changesIn = oncePer((module: Module): ReadonlyMap<Expr, Change> => {
  const changes = new Map<Expr, Change>();
  for (const call of module.calls) {
    const { callee } = call;
    if (callee.kind === 'attribute' && ADDING.has(callee.attribute.id))
      changes.set(callee.object, { module, by: 'method', method: callee.attribute.id, call });
  }
  for (const { target, origin } of module.items)
    changes.set(target.object, { module, by: 'item', target, origin });
  return changes;
});

/** What a change puts in, and under which key where that can be told. */
export const addedBy = (analysis: Analysis, change: Change, depth: number): readonly Added[] =>
  changedBy(analysis, change, depth).flatMap((one) => {
    if (one.types.length > 0) return [one];
    return isRestoring(change) ? [] : [{ ...one, types: [unknown('it is put into itself')] }];
  });

const isRestoring = (change: Change): boolean =>
  change.by === 'method' &&
  restoresCopy(change.module, change.call, (read) => changeAt(change.module, read) !== undefined);

function changedBy(analysis: Analysis, change: Change, depth: number): readonly Added[] {
  const { module } = change;
  const of = (node: Expr): Types => analysis.infer({ module, node });
  switch (change.by) {
    case 'escape':
      return [{ depth, types: [unknown(change.because)] }];
    case 'item': {
      const { target, origin } = change;
      const [index] = target.indices;
      const isSlice = index?.kind === 'other' && index.what === 'slice';
      if (origin.by !== 'value' || origin.path.length > 0)
        return [{ ...keyOf(index), depth, types: [unknown('an item of it is assigned elsewhere')] }];
      const types = of(origin.value);
      return [{ ...keyOf(index), depth, types: isSlice ? elementsOf(types) : types }];
    }
    case 'method':
      return addedByMethod(analysis, change, depth);
  }
}

function addedByMethod(
  analysis: Analysis,
  { module, method, call: { args } }: Extract<Change, { by: 'method' }>,
  depth: number,
): readonly Added[] {
  const of = (node: Expr): Types => analysis.infer({ module, node });
  const last = args.at(-1)?.value;
  if (!last) return [];
  switch (method) {
    case 'update':
    case '__ior__':
      return args.flatMap(({ form, name, value }) =>
        form === 'keyword' && name
          ? [{ key: name.id, depth, types: of(value) }]
          : of(value).flatMap((type) => addedByUpdate(analysis, type, depth)),
      );
    case 'extend':
    case 'extendleft':
    case '__iadd__':
      return [{ depth, types: elementsOf(of(last)) }];
    case 'setdefault':
    case '__setitem__':
      return args.length > 1 ? [{ ...keyOf(args[0]?.value), depth, types: of(last) }] : [];
    default:
      return [{ depth, types: of(last) }];
  }
}

/** The entries of one dictionary that another is updated with, or the items that a set is. */
function addedByUpdate(analysis: Analysis, type: Type, depth: number): readonly Added[] {
  if (type.is !== 'data' || type.kind !== 'mapping') {
    const items = elementsOf([type]);
    return [{ depth, types: unite(items, unpack(items, [1])) }];
  }
  const { literal, added } = type;
  const entries = literal?.node.kind === 'dict' && !added ? literal.node.entries : [];
  const isKnown = entries.length > 0 && entries.every(({ key }) => literalText(key) !== undefined);
  if (!literal || !isKnown) return [{ depth, types: valuesOf(analysis, type) }];
  const { module } = literal;
  return entries.map(({ key, value }) => ({
    ...keyOf(key),
    depth,
    types: analysis.infer({ module, node: value }),
  }));
}

function keyOf(index: Expr | undefined): { readonly key?: string } {
  const key = literalText(index);
  return key === undefined ? {} : { key };
}

/** Whether what is put into a collection changes what is known of it. */
export const isChangeable = (type: Type): boolean =>
  type.is === 'many' ||
  (type.is === 'data' && type.kind === 'mapping' && (type.literal ?? type.holds) !== undefined) ||
  (type.is === 'tuple' && type.items.some((item) => item.some(isChangeable)));

/** More is not kept apart: who reads an item would have to look at all of it. */
const MAX_ADDED = 30;

/** The union of what is put in, each once. */
export function uniteAdded(all: readonly Added[]): readonly Added[] {
  const groups = groupBy(all, ({ depth, key }) => JSON.stringify([depth, key]));
  if (groups.size > MAX_ADDED)
    return [...new Set(all.map(({ depth }) => depth))].map((depth) => ({
      depth,
      types: [unknown('very many items of it are assigned')],
    }));
  return [...groups.values()].map((group): Added => {
    const types = unite(...group.map((one) => one.types.map((type) => settled(type, 0))));
    return { ...group[0]!, types };
  });
}

/** Collections that are put into each other would be spelt out without an end: what is put into one is looked at no further. */
function settled(type: Type, depth: number): Type {
  switch (type.is) {
    case 'data':
      return type.added || type.holds ? data(type.kind) : type;
    case 'many':
      return depth > 1
        ? { is: 'many', of: [unknown('it is a collection of collections')], lazy: type.lazy }
        : { ...type, of: type.of.map((item) => settled(item, depth + 1)) };
    case 'tuple':
      return depth > 1
        ? data('sequence')
        : { ...type, items: type.items.map((item) => item.map((one) => settled(one, depth + 1))) };
    default:
      return type;
  }
}
