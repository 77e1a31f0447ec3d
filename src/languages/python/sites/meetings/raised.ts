import type { Meeting } from '../../../../core/model/meetings.ts';
import type { Expr } from '../../ast/expressions.ts';
import type { Module } from '../../binding/module.ts';
import type { Analysis } from '../../inference/analysis.ts';
import { functionKey, type FunctionRef } from '../../inference/types.ts';
import { canonical } from '../../names.ts';
import { parentOf } from '../../parents.ts';
import { isExpr, walk, type AnyNode } from '../../walk.ts';
import { isFrom, joined, nothing, thingAt } from './things.ts';

/** What may raise in the code that a class of exceptions is caught or expected around. `group`: the class, or the tuple with it. */
export function raisedAround(analysis: Analysis, module: Module, group: Expr, root: string): Meeting {
  const search: Search = { analysis, root, seen: new Set() };
  const around = parentOf(module, group);
  if (around?.kind === 'try') return raisedIn(search, module, around.body);
  if (around?.kind !== 'call') return nothing;
  const outer = parentOf(module, around);
  if (outer?.kind === 'with') {
    const later = outer.items.filter(({ value }) => value.start > around.start).map(({ value }) => value);
    return raisedIn(search, module, [...later, ...outer.body]);
  }
  if (outer?.kind === 'function') return raisedIn(search, module, outer.body);
  // `pytest.raises(HTTPError, response.raise_for_status)`.
  const [, called] = around.args;
  return called?.form === 'positional' ? calledAs(search, module, called.value) : nothing;
}

/** What may raise in some code. */
export const raisedBy = (
  analysis: Analysis,
  module: Module,
  code: readonly AnyNode[],
  root: string,
): Meeting => raisedIn({ analysis, root, seen: new Set() }, module, code);

interface Search {
  readonly analysis: Analysis;
  /** The package of the class. */
  readonly root: string;
  /** The functions of the project that were looked into. */
  readonly seen: Set<string>;
}

/** Enough for a helper of a helper; what is shared by many tests calls half of the project. */
const MAX_FUNCTIONS = 8;

function raisedIn(search: Search, module: Module, nodes: readonly AnyNode[]): Meeting {
  const found: Meeting[] = [];
  walk(nodes, (node) => {
    if (!isExpr(node)) return node.kind !== 'function' && node.kind !== 'class';
    if (node.kind === 'call') found.push(calledAs(search, module, node.callee));
    if (node.kind === 'subscript') found.push(itemOf(search, module, node.object));
    return node.kind !== 'lambda';
  });
  return joined(found);
}

/** What a call of an expression may raise. */
function calledAs(search: Search, module: Module, callee: Expr): Meeting {
  const { analysis, root } = search;
  if (callee.kind === 'lambda') return raisedIn(search, module, [callee.body]);
  if (callee.kind === 'attribute') {
    const member = callee.attribute.id;
    const does = canonical(member);
    const kinds = ['client', 'response', 'cookies'] as const;
    const own = thingAt(analysis, module, callee.object, kinds, { member, does });
    if (own) return own;
  }
  const types = analysis.infer({ module, node: callee });
  if (types.some((type) => isFrom(type, root))) return { things: [], others: true };
  return joined(types.map((type) => (type.is === 'function' ? inFunction(search, type.fn) : nothing)));
}

function inFunction(search: Search, { module, info }: FunctionRef): Meeting {
  const key = functionKey({ module, info });
  if (search.seen.has(key) || search.seen.size >= MAX_FUNCTIONS) return nothing;
  search.seen.add(key);
  return raisedIn(search, module, info.def.body);
}

const itemOf = ({ analysis }: Search, module: Module, object: Expr): Meeting =>
  thingAt(analysis, module, object, ['cookies'], { member: '__getitem__', does: '[]' }) ?? nothing;
