import type { Expr } from '../ast/expressions.ts';
import { keptIn } from '../inference/calls/variables.ts';
import { ancestry } from '../inference/classes/classes.ts';
import { classKey, functionKey, isSubject, type Placed, type Type, type Types } from '../inference/types.ts';
import { either, type Way } from './known.ts';
import type { Looked } from './looked.ts';

export const allOf = (ways: Iterable<Way>): Way => {
  let all: Way;
  for (const way of ways) if ((all = either(all, way)) === 'anyhow') break;
  return all;
};

/** How a client, or what came from one, may be had of something. `seen`: what it is part of. */
export const wayOf = (looked: Looked, types: Types, seen: ReadonlySet<object> = new Set()): Way =>
  allOf(types.map((type) => wayOfType(looked, type, seen)));

function wayOfType(looked: Looked, type: Type, seen: ReadonlySet<object>): Way {
  const { analysis, known } = looked;
  const of = (types: Types): Way => wayOf(looked, types, seen);
  switch (type.is) {
    case 'client-class':
      return 'anyhow';
    case 'variable':
      return of(keptIn(analysis, type.at));
    case 'lambda':
      return wayInside(looked, { module: type.at.module, node: type.at.node }, seen);
    case 'namespace':
      return wayInside(looked, type.at, seen);
    case 'record':
      return allOf(type.defaults.map(of));
    case 'member':
      return of([type.of]);
    case 'many':
    case 'context':
      return of(type.of);
    case 'callable':
      return of(type.returns);
    case 'tuple':
      return allOf(type.items.map(of));
    case 'data':
      return allOf([
        of(type.holds ?? []),
        ...(type.added ?? []).map(({ types }) => of(types)),
        type.literal && wayInside(looked, type.literal, seen),
      ]);
    case 'function':
      return either(known.way('giver', functionKey(type.fn)), type.self && of([type.self]));
    case 'class':
    case 'instance':
      return allOf(ancestry(analysis, type.cls).map((cls) => known.way('holder', classKey(cls))));
    case 'module':
      return known.way('exporter', type.module.path);
    default:
      return isSubject(type) ? 'anyhow' : undefined;
  }
}

/** How something may be had of what is written in a dictionary, a tuple or a call. */
function wayInside(looked: Looked, { module, node }: Placed, seen: ReadonlySet<object>): Way {
  if (seen.has(node)) return undefined;
  const inside = new Set([...seen, node]);
  return allOf(
    partsOf(node).map((part) => wayOf(looked, looked.analysis.infer({ module, node: part }), inside)),
  );
}

function partsOf(node: Expr): readonly Expr[] {
  switch (node.kind) {
    case 'dict':
      return node.entries.map(({ value }) => value);
    case 'dict-comprehension':
      return [node.element];
    case 'lambda':
      return [node.body];
    case 'list':
    case 'set':
    case 'tuple':
      return node.items.map((item) => (item.kind === 'starred' ? item.value : item));
    case 'call':
      return node.args.map(({ value }) => value);
    default:
      return [];
  }
}
