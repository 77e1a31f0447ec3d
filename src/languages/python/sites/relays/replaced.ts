import type { Module } from '../../binding/module.ts';
import type { Analysis } from '../../inference/analysis.ts';
import { replacementsOf } from '../../inference/replaced/replacements.ts';
import type { FunctionRef, Type } from '../../inference/types.ts';

/**
 * Whether a file may put something else in the place of a function in a way that inference cannot follow: in something that is not
 * known, `patch.object(import_module(__name__), "get")`, or by a dotted name that is put together, `patch(MODULE + ".get")`. What
 * is put there may expect the options as they were.
 */
export function mayBeReplaced(analysis: Analysis, module: Module, { info }: FunctionRef): boolean {
  const { id } = info.def.name;
  if (new RegExp(`(?:["'}]|%s)\\.${id}["']`).test(module.source)) return true;
  return replacementsOf(module, id).some(
    ({ owner }) => owner.by === 'expression' && analysis.infer({ module, node: owner.node }).every(isUnknown),
  );
}

const isUnknown = (type: Type): boolean =>
  type.is === 'external' ? /^(?:sys|importlib)\b/.test(type.path) : !KNOWN.has(type.is);

/** What has attributes of its own, among which inference looks for what is replaced. */
const KNOWN: ReadonlySet<Type['is']> = new Set(['module', 'class', 'instance', 'client', 'client-class']);
