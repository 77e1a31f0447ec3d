import type { Dict, Expr } from '../../ast/expressions.ts';
import type { FunctionDef } from '../../ast/statements.ts';
import type { Module } from '../../binding/module.ts';
import { functionAround } from '../../binding/places.ts';
import { isMarked } from '../functions/decorators.ts';
import type { Change } from './change.ts';
import { itemLevel, leave, type Context } from './search.ts';

/** `{**form}`: the entries are copied. */
export const isUnpacked = ({ entries }: Dict, node: Expr): boolean =>
  entries.some(({ key, value }) => !key && value === node);

/** `form |= {...}` of the very name that is looked at is a binding of its own. */
export const isOwnName = ({ module, frame: { binding } }: Context, node: Expr): boolean =>
  node.kind === 'name' && binding !== undefined && module.bindingsOf(node).includes(binding);

export const inPlace = (module: Module, value: Expr): Change => ({
  module,
  by: 'escape',
  because: `\`${module.source.slice(value.start, Math.min(value.end, value.start + 30))}\` is added to it under another name`,
});

const isManager = (module: Module, def: FunctionDef | undefined): boolean =>
  def !== undefined && isMarked(module, def, /(^|\.)(async)?contextmanager$/);

/** `return form`: a local object is another one in each call, and a parameter is its callers' to follow. */
export function handBack(cx: Context, node: Expr, level: number): void {
  const { module, frame } = cx;
  const around = functionAround(module, node);
  // What a context manager yields is what it is entered as.
  if (frame.returned)
    return void frame.returned.add(isManager(module, around?.def) ? itemLevel(level) : level);
  const origin = frame.binding?.origin.by;
  const isLocal = frame.binding !== undefined && frame.binding.scope === around?.scope;
  if (origin === 'parameter' || isLocal) return;
  leave(cx, `\`${around?.def.name.id ?? 'a function'}\` gives it away`, level);
}
