import { contains } from '../../../../core/text.ts';
import type { Call, Expr, NameExpr } from '../../ast/expressions.ts';
import type { FunctionDef } from '../../ast/statements.ts';
import type { Module } from '../../binding/module.ts';
import { keyword, positional } from '../../inference/functions/arguments.ts';
import { isParametrize } from '../../inference/pytest/parametrize.ts';
import { lastName, literalText } from '../../names.ts';

/** Every read of the parameter that a test is given an expression for, by `@pytest.mark.parametrize`; `undefined` where it is given to none. */
export function readsOfParametrized(module: Module, node: Expr): readonly NameExpr[] | undefined {
  for (const [def, { scope }] of module.functions) {
    const mark = def.decorators.find((one) => contains(one, node));
    if (!mark) continue;
    const name = isParametrize(module, mark) ? nameFor(mark, node) : undefined;
    const binding = name === undefined ? undefined : scope.bindings.get(name)?.[0];
    return binding && isParameter(def, binding.name) ? module.readsOf(binding) : undefined;
  }
  return undefined;
}

const isParameter = ({ parameters }: FunctionDef, name: string): boolean =>
  parameters.some((one) => one.name.id === name);

/** The name that a mark gives an expression to, or a tuple with it. */
function nameFor({ args }: Call, node: Expr): string | undefined {
  const given = positional(args, 0) ?? keyword(args, 'argnames');
  const values = positional(args, 1) ?? keyword(args, 'argvalues');
  if (keyword(args, 'indirect') || !given || !values || !('items' in values)) return undefined;
  const names = namesIn(given);
  const item = values.items.find((one) => contains(one, node));
  const parts = item && (partsOf(item) ?? (names.length > 1 && 'items' in item ? item.items : [item]));
  const index = parts?.findIndex((one) => one === node || ('items' in one && one.items.includes(node))) ?? -1;
  return names[index];
}

function namesIn(given: Expr): readonly string[] {
  if (given.kind === 'tuple' || given.kind === 'list')
    return given.items.map((one) => literalText(one) ?? '');
  return (literalText(given) ?? '').split(',').map((one) => one.trim());
}

/** `pytest.param(a, b, id="c")`. */
const partsOf = (item: Expr): readonly Expr[] | undefined =>
  item.kind === 'call' && lastName(item.callee) === 'param'
    ? item.args.flatMap(({ form, value }) => (form === 'positional' ? [value] : []))
    : undefined;
