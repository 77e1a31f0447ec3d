import { slice, type Span } from '../../../core/text.ts';
import { oncePer } from '../../kernel/once.ts';
import type { FunctionInfo } from './declarations.ts';
import type { Module } from './module.ts';

const innermostFirst = oncePer(({ functions }: Module) =>
  [...functions.values()].sort((a, b) => b.def.start - a.def.start),
);

/** The function whose body (or signature) a place stands in, the innermost of them. */
export const functionAround = (module: Module, { start, end }: Span): FunctionInfo | undefined =>
  innermostFirst(module).find(({ def }) => def.start <= start && end <= def.end);

/** The text of a node, without the parentheses around it. */
export const sourceOf = ({ source }: Module, node: Span): string => slice(source, node);
