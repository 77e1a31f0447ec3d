import { slice, type Span } from '../../../core/text.ts';
import { oncePer } from '../../kernel/once.ts';
import type { NameExpr } from '../ast/expressions.ts';
import type { ClassInfo, FunctionInfo } from './declarations.ts';
import type { Module } from './module.ts';
import type { Binding } from './scope.ts';

/** A function of a file, and the one around it. */
interface Nested {
  readonly info: FunctionInfo;
  readonly around: Nested | undefined;
}

/** In the order in which they start. */
const nestedIn = oncePer(({ functions }: Module): readonly Nested[] => {
  const all: Nested[] = [];
  for (const info of [...functions.values()].sort((a, b) => a.def.start - b.def.start)) {
    let around = all.at(-1);
    while (around && around.info.def.end < info.def.end) around = around.around;
    all.push({ info, around });
  }
  return all;
});

/** The function whose body (or signature) a place stands in, the innermost of them. */
export function functionAround(module: Module, { start, end }: Span): FunctionInfo | undefined {
  const all = nestedIn(module);
  let [from, to] = [0, all.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (all[middle]!.info.def.start <= start) from = middle + 1;
    else to = middle;
  }
  let found = all[from - 1];
  while (found && found.info.def.end < end) found = found.around;
  return found?.info;
}

/** Whether a function is another one or stands inside it. By their places: a file may be read twice. */
export const isInside = ({ def, outer }: FunctionInfo, around: FunctionInfo): boolean =>
  def.start === around.def.start || (outer !== undefined && isInside(outer, around));

/** The class whose method has a name for its first parameter, where the name is read: `self`. */
export function classOfSelf(module: Module, name: NameExpr): ClassInfo | undefined {
  const owner = functionAround(module, name)?.owner;
  const isFirst = ({ origin }: Binding): boolean =>
    origin.by === 'parameter' &&
    origin.owner.kind === 'function' &&
    origin.owner.parameters[0] === origin.parameter &&
    module.functions.get(origin.owner)?.owner === owner;
  return owner && module.bindingsOf(name).some(isFirst) ? owner : undefined;
}

/** The text of a node, without the parentheses around it. */
export const sourceOf = ({ source }: Module, node: Span): string => slice(source, node);
