import type { AnyCall } from '../../ast.ts';
import type { Module } from '../../binding/module.ts';
import type { Analysis } from '../analysis.ts';
import { none, unite, unknown, type Types } from '../types.ts';

/** What a call passes for the parameter at an index; `rest`: that parameter takes all arguments from there on. */
export function argumentAt(
  analysis: Analysis,
  module: Module,
  call: AnyCall,
  index: number,
  rest: boolean,
): Types {
  if (rest) {
    const items = call.arguments.slice(index).map((node) => analysis.infer({ module, node }));
    return [{ is: 'many', of: unite(...items) }];
  }
  const spread = call.arguments.findIndex(({ type }) => type === 'SpreadElement');
  if (spread >= 0 && spread <= index) return [unknown('arguments are spread into the call with `...`')];
  const node = call.arguments[index];
  return node ? analysis.infer({ module, node }) : [none];
}
