import { contains, type Span } from '../../../../core/text.ts';
import type { Attribute, Expr, NameExpr } from '../../ast/expressions.ts';
import type { FunctionDef } from '../../ast/statements.ts';
import type { Module } from '../../binding/module.ts';
import { functionAround, sourceOf } from '../../binding/places.ts';
import { keyword, positional } from '../../inference/functions/arguments.ts';
import type { Replacement } from '../../inference/pytest/replaced.ts';
import { lastName } from '../../names.ts';
import { parentExpr, parentOf } from '../../parents.ts';

/**
 * Every expression of the file that is a mock: its name where that is read, and the attribute that it is put in. Undefined where it
 * goes on to something else, a list or an attribute, so that not all that is expected of it can be found.
 */
export function handlesOf(
  module: Module,
  { call, by, within }: Replacement,
  method: Attribute,
): readonly Expr[] | undefined {
  const names = [namedBy(module, call), by ? namedIn(by) : []];
  if (!names.every((one) => one !== undefined)) return undefined;
  const text = sourceOf(module, method);
  const attributes = (module.mentions.get(method.attribute.id) ?? []).filter(
    (one) => one.kind === 'attribute' && sourceOf(module, one) === text && isIn(within, one),
  );
  const reads = names.flat().flatMap((name) => readsOf(module, name, within));
  const started = reads.map((read) => startedBy(module, read));
  if (!started.every((one) => one !== undefined)) return undefined;
  return [
    ...reads,
    ...started.flat().flatMap((name) => readsOf(module, name, within)),
    ...attributes.filter((one) => module.callOf(one) === undefined),
  ];
}

const isIn = (within: Span | undefined, node: Span): boolean => !within || contains(within, node);

interface Named extends Span {
  readonly id: string;
}

/** The name of what is put in place, if it is none that is made right there; undefined where it is something else. */
function namedIn(by: Expr): readonly Named[] | undefined {
  if (by.kind === 'name') return [by];
  return by.kind === 'attribute' || by.kind === 'subscript' || by.kind === 'walrus' ? undefined : [];
}

/** The names that hold what an expression gives, a mock or what starts one; undefined where something else may hold it. */
function namedBy(module: Module, node: Expr): readonly Named[] | undefined {
  const parent = parentOf(module, node);
  switch (parent?.kind) {
    case 'expression':
      return [];
    case 'with':
      return nameIn(parent.items.find(({ value }) => value === node)?.target);
    case 'assign':
      return parent.targets.length === 1 ? nameIn(parent.targets[0]) : undefined;
    case 'walrus':
      return [parent.target];
    case 'function': {
      const name = decorated(module, node, parent);
      return name ? [name] : isFilling(module, node) ? undefined : [];
    }
    case 'class':
      return isFilling(module, node) ? undefined : [];
    case 'call':
      // `stack.enter_context(patch.object(...))`
      return /^enter_?(?:async_?)?context$/i.test(lastName(parent.callee) ?? '')
        ? namedBy(module, parent)
        : undefined;
    case 'attribute':
      return startedBy(module, node);
    default:
      return undefined;
  }
}

const nameIn = (target: Expr | undefined): readonly Named[] | undefined =>
  target === undefined ? [] : target.kind === 'name' ? [target] : undefined;

/** What holds the mock that `patcher.start()` gives; nothing where something else is done with it. */
function startedBy(module: Module, patcher: Expr): readonly Named[] | undefined {
  const read = parentExpr(module, patcher);
  const call = read?.kind === 'attribute' && read.attribute.id === 'start' ? module.callOf(read) : undefined;
  return call ? namedBy(module, call) : [];
}

/** The parameter that a decorator fills: the last decorator fills the first one. */
function decorated(module: Module, mark: Expr, def: FunctionDef): Named | undefined {
  const filling = def.decorators.filter((one) => isFilling(module, one)).toReversed();
  const index = filling.indexOf(mark);
  const parameters = def.parameters.filter(({ form }) => form === 'positional').map(({ name }) => name);
  const first = module.functions.get(def)?.owner ? 1 : 0;
  return index < 0 ? undefined : parameters[first + index];
}

function isFilling(module: Module, mark: Expr): boolean {
  if (mark.kind !== 'call') return false;
  const kind = /(?:^|\.)patch(\.object)?$/.exec(sourceOf(module, mark.callee));
  const isTold = kind && (positional(mark.args, kind[1] ? 2 : 1) ?? keyword(mark.args, 'new'));
  return kind !== null && !isTold;
}

/** The reads of a name in the function that binds it. */
export function readsOf(
  module: Module,
  { id, start, end }: Named,
  within: Span | undefined,
): readonly NameExpr[] {
  const around: FunctionDef | undefined = functionAround(module, { start, end })?.def;
  return (module.mentions.get(id) ?? []).flatMap((one) =>
    one.kind === 'name' && one.start !== start && (around ? contains(around, one) : isIn(within, one))
      ? [one]
      : [],
  );
}
