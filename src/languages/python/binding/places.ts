import { slice, type Span } from '../../../core/text.ts';
import type { FunctionInfo } from './declarations.ts';
import type { Module } from './module.ts';

const innermost = new WeakMap<Module, readonly FunctionInfo[]>();

/** The function whose body (or signature) a place stands in, the innermost of them. */
export function functionAround(module: Module, { start, end }: Span): FunctionInfo | undefined {
  let functions = innermost.get(module);
  if (!functions) {
    functions = [...module.functions.values()].sort((a, b) => b.def.start - a.def.start);
    innermost.set(module, functions);
  }
  return functions.find(({ def }) => def.start <= start && end <= def.end);
}

/** The text of a node, without the parentheses around it. */
export const sourceOf = ({ source }: Module, node: Span): string => slice(source, node);
