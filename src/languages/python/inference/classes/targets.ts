import type { Module } from '../../binding/module.ts';
import type { Origin } from '../../binding/scope.ts';
import type { Analysis } from '../analysis.ts';
import { elementsOf, unpack } from '../collections/elements.ts';
import type { Placed, Types } from '../types.ts';
import { enter } from './contexts.ts';
import { asCollections } from './iteration.ts';

type Giving = Extract<Origin, { by: 'value' | 'with' | 'iteration' | 'augmented' }>;

/** What an assignment, a `with` or a loop gives its target, be that a name or an attribute. An annotation has no say. */
export function givenTo(analysis: Analysis, module: Module, origin: Giving): Types {
  const of = (node: Placed['node']): Types => analysis.infer({ module, node });
  switch (origin.by) {
    case 'value': {
      const types = of(origin.value);
      return unpack(origin.path.length > 0 ? asCollections(analysis, types) : types, origin.path);
    }
    case 'with':
      return unpack(enter(analysis, of(origin.value)), origin.path);
    case 'iteration':
      return unpack(elementsOf(asCollections(analysis, of(origin.iterable))), origin.path);
    case 'augmented':
      return of(origin.value);
  }
}
