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
    ? changed(analysis, types, changesThrough(analysis, module, binding, MAX_CHANGES))
    : types;

/** What attributes of a name hold; `owner`: the name of the class that sets them. */
export const afterStore = (
  analysis: Analysis,
  module: Module,
  types: Types,
  name: string,
  owner: string | undefined,
): Types =>
  types.some(isChangeable)
    ? changed(analysis, types, changesThroughAttribute(analysis, module, name, owner, MAX_CHANGES))
    : types;

/** What is changed at more places is not put together from all of them. */
const MAX_CHANGES = 60;

function changed(analysis: Analysis, types: Types, found: readonly Found[]): Types {
  const added =
    found.length > MAX_CHANGES
      ? depthsOf(found).map((depth): Added => ({
          depth,
          types: [unknown('it is changed at very many places')],
        }))
      : uniteAdded(found.flatMap(({ change, depth }) => addedBy(analysis, change, depth)));
  return withAdded(types, added);
}

const depthsOf = (found: readonly Found[]): readonly number[] => [
  ...new Set(found.map(({ depth }) => depth)),
];
