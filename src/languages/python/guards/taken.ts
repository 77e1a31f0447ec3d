import { oncePer } from '../../kernel/once.ts';
import type { Expr, NameExpr } from '../ast/expressions.ts';
import type { Stmt } from '../ast/statements.ts';
import type { Module } from '../binding/module.ts';
import type { Binding } from '../binding/scope.ts';
import { positional } from '../inference/functions/arguments.ts';
import { changeAt } from '../inference/changes/change.ts';
import { inBlock, parentOf, type InBlock } from '../parents.ts';
import { isExpr, type AnyNode } from '../walk.ts';

/** Reads the texts that a key may be; `undefined` where they are not all known. */
type KeysOf = (key: Expr) => readonly string[] | undefined;

/**
 * Keys that are no longer in a dictionary where it is read: code that comes to that place has taken them out, by `pop` or `del`, and
 * nothing has put them back.
 */
export function takenBefore(
  module: Module,
  binding: Binding,
  at: NameExpr,
  keysOf: KeysOf,
): ReadonlySet<string> {
  const taken = takenFrom(binding, module);
  if (taken.length === 0) return NONE;
  const around = blocksAround(module, at);
  const isPassed = ({ key, block, index }: Taken): boolean =>
    key.end <= at.start && (around.get(block) ?? -1) >= index;
  return new Set(taken.filter(isPassed).flatMap(({ key }) => keysOf(key) ?? []));
}

const NONE: ReadonlySet<string> = new Set();

/** A key that is taken out whenever code passes the statement at this place. */
interface Taken extends InBlock {
  readonly key: Expr;
}

/** The keys that are taken out of what a name holds; none where anything is put in after the first. */
const takenFrom = oncePer((binding: Binding, module: Module): readonly Taken[] => {
  const reads = module.readsOf(binding);
  const takers = reads.filter((read) => keyTaken(module, read));
  const first = takers.reduce((least, { start }) => Math.min(least, start), Infinity);
  if (reads.some((read) => read.start > first && changeAt(module, read))) return [];
  return takers.flatMap((read) => {
    const key = keyTaken(module, read);
    const statement = key && statementOf(module, key);
    const place = statement && inBlock(module, statement);
    return place ? [{ ...place, key }] : [];
  });
});

/** `options.pop(key)`, `del options[key]`. */
export function keyTaken(module: Module, read: NameExpr): Expr | undefined {
  const parent = parentOf(module, read);
  if (parent?.kind === 'attribute' && parent.attribute.id === 'pop') {
    const call = module.callOf(parent);
    return call && positional(call.args, 0);
  }
  if (parent?.kind !== 'subscript') return undefined;
  return parentOf(module, parent)?.kind === 'delete' ? parent.indices[0] : undefined;
}

/** The blocks that an expression stands in, with the index of the statement that holds it. */
function blocksAround(module: Module, expr: Expr): ReadonlyMap<readonly Stmt[], number> {
  const around = new Map<readonly Stmt[], number>();
  for (let at: AnyNode | undefined = expr; at; at = parentOf(module, at)) {
    const place = inBlock(module, at);
    if (place) around.set(place.block, place.index);
  }
  return around;
}

/** The statement that an expression is evaluated in without a condition; of one behind `if key in options:`, that. */
function statementOf(module: Module, place: Expr): Stmt | undefined {
  let at: AnyNode | undefined = place;
  while (at && isExpr(at)) {
    if (
      ['conditional', 'boolean', 'lambda', 'generator'].includes(at.kind) ||
      at.kind.endsWith('comprehension')
    )
      return undefined;
    at = parentOf(module, at);
  }
  const outer = at && parentOf(module, at);
  const isAsked =
    outer?.kind === 'if' &&
    outer.body.some((one) => one === at) &&
    isMembership(outer.test) &&
    outer.otherwise.length === 0;
  const isEach = outer?.kind === 'for' && (outer.iterable.kind === 'tuple' || outer.iterable.kind === 'list');
  return isAsked || isEach ? outer : at;
}

const isMembership = (test: Expr): boolean => test.kind === 'comparison' && test.operators[0] === 'in';

/**
 * Whether a read of a dictionary leaves it as it is: `options["key"]`, `"key" in options`, `options.get("key")`, and what copies it:
 * `{**options}`, `dict(options)`.
 */
export function isHarmless(module: Module, read: NameExpr): boolean {
  const parent = parentOf(module, read);
  if (parent?.kind === 'dict') return parent.entries.some(({ key, value }) => !key && value === read);
  if (parent?.kind === 'call') return parent.callee.kind === 'name' && parent.callee.id === 'dict';
  if (parent?.kind === 'binary') return parent.operator === '|';
  if (parent?.kind === 'comparison') return parent.operators.every((one) => one.endsWith('in'));
  if (parent?.kind === 'subscript')
    return parent.object === read && parentOf(module, parent)?.kind !== 'assign';
  const isMethod =
    parent?.kind === 'attribute' && parent.object === read && module.callOf(parent) !== undefined;
  return isMethod && ['get', 'pop', 'keys', 'items', 'values', 'copy'].includes(parent.attribute.id);
}
