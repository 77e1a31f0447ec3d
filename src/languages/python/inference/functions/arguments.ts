import type { Argument, Expr } from '../../ast.ts';

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
