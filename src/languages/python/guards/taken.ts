import { contains } from '../../../core/text.ts';
import type { Expr, NameExpr } from '../ast/expressions.ts';
import type { Stmt } from '../ast/statements.ts';
import type { Module } from '../binding/module.ts';
import type { Binding } from '../binding/scope.ts';
import { positional } from '../inference/functions/arguments.ts';
import { changeAt } from '../inference/changes/change.ts';
import { parentOf } from '../parents.ts';
import { bodiesOf, isExpr, type AnyNode } from '../walk.ts';

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
  const reads = module.readsOf(binding);
  const taken = reads.flatMap((read) => {
    const key = keyTaken(module, read);
    return key && key.end <= at.start && isPassed(module, key, at) ? (keysOf(key) ?? []) : [];
  });
  if (taken.length === 0) return new Set();
  const added = reads.flatMap((read) => {
    const change = changeAt(module, read);
    return change && read.start > firstTaken(module, reads) ? [change] : [];
  });
  return added.length > 0 ? new Set() : new Set(taken);
}

const firstTaken = (module: Module, reads: readonly NameExpr[]): number =>
  reads
    .filter((read) => keyTaken(module, read))
    .reduce((least, { start }) => Math.min(least, start), Infinity);

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

/** Whether code that comes to `later` has passed `place` before. */
function isPassed(module: Module, place: Expr, later: Expr): boolean {
  const statement = statementOf(module, place);
  const block = statement && blockAround(module, statement);
  if (!block) return false;
  return (
    block.slice(block.indexOf(statement) + 1).some((one) => contains(one, later)) ||
    contains(statement, later)
  );
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

const blockAround = (module: Module, statement: Stmt): readonly Stmt[] | undefined => {
  const parent = parentOf(module, statement);
  const bodies = parent && !isExpr(parent) ? bodiesOf(parent) : [module.ast.body];
  return bodies.find((one) => one.includes(statement));
};

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
