import { contains, type Span } from '../../../../core/text.ts';
import type { Attribute, Call, Expr, NameExpr } from '../../ast/expressions.ts';
import type { FunctionDef } from '../../ast/statements.ts';
import type { Module } from '../../binding/module.ts';
import { functionAround, sourceOf } from '../../binding/places.ts';
import { keyword, positional } from '../../inference/functions/arguments.ts';
import type { Replacement } from '../../inference/pytest/replaced.ts';
import { parentOf } from '../../parents.ts';

/** Every expression of the file that is a mock: its name where that is read, and the attribute that it is put in. */
export function handlesOf(
  module: Module,
  { call, by, within }: Replacement,
  method: Attribute,
): readonly Expr[] {
  const names = [boundTo(module, call), decorated(module, call), by?.kind === 'name' ? by : undefined];
  const text = sourceOf(module, method);
  const attributes = (module.mentions.get(method.attribute.id) ?? []).filter(
    (one) => one.kind === 'attribute' && sourceOf(module, one) === text && isIn(within, one),
  );
  return [
    ...names.flatMap((name) => (name ? readsOf(module, name, within) : [])),
    ...attributes.filter((one) => module.callOf(one) === undefined),
  ];
}

const isIn = (within: Span | undefined, node: Span): boolean => !within || contains(within, node);

interface Named extends Span {
  readonly id: string;
}

/** The name in `with patch(...) as name` and `name = mocker.spy(...)`. */
function boundTo(module: Module, call: Call): Named | undefined {
  const parent = parentOf(module, call);
  if (parent?.kind === 'with') {
    const target = parent.items.find(({ value }) => value === call)?.target;
    return target?.kind === 'name' ? target : undefined;
  }
  const [target, ...more] = parent?.kind === 'assign' ? parent.targets : [];
  return target?.kind === 'name' && more.length === 0 ? target : undefined;
}

/** The parameter that a decorator fills: the last decorator fills the first one. */
function decorated(module: Module, call: Call): Named | undefined {
  const def = [...module.functions.keys()].find(({ decorators }) => decorators.includes(call));
  if (!def) return undefined;
  const filling = def.decorators.filter((one) => isFilling(module, one)).toReversed();
  const parameters = def.parameters.filter(({ form }) => form === 'positional').map(({ name }) => name);
  const first = module.functions.get(def)?.owner ? 1 : 0;
  return parameters[first + filling.indexOf(call)];
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
