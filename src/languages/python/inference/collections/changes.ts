import { oncePer } from '../../../kernel/once.ts';
import type { Call, Expr, Subscript } from '../../ast.ts';
import type { Module } from '../../binding/module.ts';
import type { Binding, Origin } from '../../binding/scope.ts';
import type { Analysis } from '../analysis.ts';
import { data, unite, unknown, type Type, type Types } from '../types.ts';
import { elementsOf } from './elements.ts';
import { valuesGiven, valuesOf } from './mappings.ts';

/** Something done to a collection after it was written. */
export type Change =
  | { readonly by: 'item'; readonly target: Subscript; readonly origin: Origin }
  | { readonly by: 'method'; readonly method: string; readonly call: Call };

/** Methods that put something into a list, a set or a dictionary. */
const ADDING: ReadonlySet<string> = new Set(
  'append appendleft add insert extend extendleft put put_nowait setdefault update'.split(' '),
);
/** Those that are given a collection of what they put in. */
const EXTENDING: ReadonlySet<string> = new Set(['extend', 'extendleft', 'update']);

/** What is done at one place where a collection is read. */
export const changeAt = (module: Module, read: Expr): Change | undefined => changesIn(module).get(read);

const changesIn = oncePer((module: Module): ReadonlyMap<Expr, Change> => {
  const changes = new Map<Expr, Change>();
  for (const call of module.calls) {
    const { callee } = call;
    if (callee.kind === 'attribute' && ADDING.has(callee.attribute.id))
      changes.set(callee.object, { by: 'method', method: callee.attribute.id, call });
  }
  for (const { target, origin } of module.items) changes.set(target.object, { by: 'item', target, origin });
  return changes;
});

/** Everything that is done to what a name holds. */
export const changesOf = (module: Module, binding: Binding): readonly Change[] => [
  ...module.readsOf(binding).flatMap((read) => changeAt(module, read) ?? []),
  ...(binding.scope.kind === 'class' ? changesOfAttribute(module, binding.name) : []),
];

/** Everything that is done to what attributes of a name hold, whatever they are attributes of. */
export const changesOfAttribute = (module: Module, name: string): readonly Change[] =>
  (module.mentions.get(name) ?? []).flatMap((read) =>
    read.kind === 'attribute' ? (changeAt(module, read) ?? []) : [],
  );

/** What a collection is after changes: no literal any more, as what is written there is not all that it holds. */
export function afterChanges(
  analysis: Analysis,
  module: Module,
  types: Types,
  changes: () => readonly Change[],
): Types {
  if (!types.some(isChangeable)) return types;
  const made = changes();
  if (made.length === 0) return types;
  const added = unite(...made.map((change) => addedBy(analysis, module, change)));
  return types.map((type): Type => {
    if (!isChangeable(type)) return type;
    return type.is === 'many'
      ? { is: 'many', of: unite(type.of, added), lazy: type.lazy }
      : { ...data(type.kind), holds: changedValues(unite(valuesOf(analysis, type), added)) };
  });
}

const isChangeable = (type: Type): type is Extract<Type, { is: 'many' | 'data' }> =>
  type.is === 'many' || (type.is === 'data' && type.kind === 'mapping' && type.literal !== undefined);

/** The items that a change puts into a list or a set, and the values that it puts into a mapping. */
function addedBy(analysis: Analysis, module: Module, change: Change): Types {
  const of = (node: Expr): Types => analysis.infer({ module, node });
  if (change.by === 'item') {
    const { target, origin } = change;
    if (origin.by !== 'value' || origin.path.length > 0)
      return [unknown('an item of it is assigned elsewhere')];
    const isSlice = target.indices.some((index) => index.kind === 'other' && index.what === 'slice');
    return isSlice ? elementsOf(of(origin.value)) : of(origin.value);
  }
  const last = change.call.args.at(-1)?.value;
  if (!last) return [];
  if (change.method === 'update' && isOfMapping(change.call, of(last)))
    return valuesGiven(analysis, { module, node: change.call });
  return EXTENDING.has(change.method) ? elementsOf(of(last)) : of(last);
}

/** Whether what `update` is given has keys: a set is updated with items. */
const isOfMapping = ({ args }: Call, last: Types): boolean =>
  args.some(({ form }) => form === 'keyword') ||
  last.some((type) => type.is === 'data' && type.kind === 'mapping');

/** A value that is no client may have been replaced under another name of the mapping. */
const changedValues = (values: Types): Types =>
  values.every(({ is }) => is === 'client')
    ? values
    : unite(values, [unknown('the collection that it is taken from is changed')]);
