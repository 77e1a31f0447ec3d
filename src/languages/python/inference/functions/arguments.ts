import type { Argument, Expr } from '../../ast.ts';

export const keyword = (args: readonly Argument[], name: string): Expr | undefined =>
  args.find((one) => one.form === 'keyword' && one.name?.id === name)?.value;

export const positional = (args: readonly Argument[], index: number): Expr | undefined => {
  const firstSplat = args.findIndex(({ form }) => form === 'splat');
  const plain = args.filter(({ form }, at) => form === 'positional' && (firstSplat < 0 || at < firstSplat));
  return plain[index]?.value;
};

/** Whether an `open` mode says binary. */
export const isBinary = (mode: Expr | undefined): boolean =>
  mode?.kind === 'text' && (mode.value ?? '').includes('b');
