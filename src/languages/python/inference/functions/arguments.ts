import type { Argument, Expr, Parameter } from '../../ast/expressions.ts';
import type { FunctionDef } from '../../ast/statements.ts';
import type { FunctionRef } from '../types.ts';

/** The value that a call passes as `name=value`. */
export const keyword = (args: readonly Argument[], name: string): Expr | undefined =>
  args.find((one) => one.form === 'keyword' && one.name?.id === name)?.value;

/** The positional arguments whose index is known: those before the first `*`. */
export function plainArguments(args: readonly Argument[]): readonly Argument[] {
  const splat = args.findIndex(({ form }) => form === 'splat');
  return args.filter(({ form }, at) => form === 'positional' && (splat < 0 || at < splat));
}

/** The positional argument at an index; `undefined` when there is none, or a `*` stands before it. */
export const positional = (args: readonly Argument[], index: number): Expr | undefined =>
  plainArguments(args)[index]?.value;

/** Whether an `open` mode says binary. */
export const isBinary = (mode: Expr | undefined): boolean =>
  mode?.kind === 'text' && (mode.value ?? '').includes('b');

/** The argument a call passes for a parameter. */
export function argumentFor(
  { info }: FunctionRef,
  parameter: Parameter,
  args: readonly Argument[],
  bound: boolean,
): Argument | 'omitted' | 'hidden' {
  const named = args.find((one) => isNamed(one, parameter));
  if (named) return named;
  const index =
    info.def.parameters.filter(({ form }) => form === 'positional').indexOf(parameter) - (bound ? 1 : 0);
  const passed = index >= 0 ? plainArguments(args)[index] : undefined;
  if (passed) return passed;
  const mayHold = (form: Argument['form']): boolean =>
    form === 'double-splat' || (form === 'splat' && index >= 0);
  const isHidden = args.some(({ form }) => mayHold(form));
  return isHidden ? 'hidden' : 'omitted';
}

/** The parameter that an argument of a call is passed for: the one for which `argumentFor` gives it. */
export function parameterFor(
  { info: { def } }: FunctionRef,
  argument: Argument,
  args: readonly Argument[],
  bound: boolean,
): Parameter | undefined {
  const parameter =
    argument.form === 'keyword'
      ? def.parameters.find(({ name }) => name.id === argument.name?.id)
      : positionalParameter(def, plainIndex(args, argument) + (bound ? 1 : 0));
  const named = parameter && args.find((one) => isNamed(one, parameter));
  return named === undefined || named === argument ? parameter : undefined;
}

const isNamed = ({ form, name }: Argument, parameter: Parameter): boolean =>
  form === 'keyword' && name?.id === parameter.name.id;

function positionalParameter({ parameters }: FunctionDef, index: number): Parameter | undefined {
  let at = 0;
  return parameters.find(({ form }) => form === 'positional' && at++ === index);
}

/** Where an argument is among those whose index is known; far below 0 where it is none of them. */
function plainIndex(args: readonly Argument[], argument: Argument): number {
  let index = 0;
  for (const one of args) {
    if (one.form === 'splat') break;
    if (one.form !== 'positional') continue;
    if (one === argument) return index;
    index++;
  }
  return -Infinity;
}
