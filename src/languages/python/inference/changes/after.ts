import type { Module } from '../../binding/module.ts';
import type { Binding } from '../../binding/scope.ts';
import type { Analysis } from '../analysis.ts';
import { withAdded } from '../collections/added.ts';
import { unknown, type Added, type Types } from '../types.ts';
import { addedBy, isChangeable, uniteAdded } from './change.ts';
import { changesThrough, changesThroughAttribute } from './flows.ts';
import type { Found } from './search.ts';

/** What a name holds once everything is done that is done to it. */
export const afterChanges = (analysis: Analysis, module: Module, types: Types, binding: Binding): Types =>
  types.some(isChangeable)
    ? withAdded(types, addedIn(analysis, changesThrough(analysis, module, binding, MAX_CHANGES)))
    : types;

/** What an attribute holds by each of its stores, of which all see the same changes; `owner`: the name of the class that sets it. */
export function afterStores(
  analysis: Analysis,
  module: Module,
  stored: readonly Types[],
  name: string,
  owner: string | undefined,
): readonly Types[] {
  const isOpen = (types: Types): boolean => types.some(isChangeable);
  if (!stored.some(isOpen)) return stored;
  const added = addedIn(analysis, changesThroughAttribute(analysis, module, name, owner, MAX_CHANGES));
  return stored.map((types) => (isOpen(types) ? withAdded(types, added) : types));
}

/** What is changed at more places is not put together from all of them. */
const MAX_CHANGES = 60;

const addedIn = (analysis: Analysis, found: readonly Found[]): readonly Added[] =>
  found.length > MAX_CHANGES
    ? depthsOf(found).map((depth): Added => ({
        depth,
        types: [unknown('it is changed at very many places')],
      }))
    : uniteAdded(found.flatMap(({ change, depth }) => addedBy(analysis, change, depth)));

const depthsOf = (found: readonly Found[]): readonly number[] => [
  ...new Set(found.map(({ depth }) => depth)),
];
