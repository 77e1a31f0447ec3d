import type { Project } from '../../../core/language.ts';
import { isFunction, spanOf, type AnyFunction, type Node } from '../ast.ts';
import type { Module } from '../binding/module.ts';
import type { Analysis } from '../inference/analysis.ts';
import { callersOf } from '../inference/callers.ts';
import { recordedOf, type Recorded } from './recorded.ts';

/**
 * Whether a call stands in a function that some call of the project leads to, but did not in any recorded run, as far as that shows: what it passes was not seen.
 * `recorded`: of the file of the call.
 */
export function hasIdleCaller(analysis: Analysis, module: Module, call: Node, recorded: Recorded): boolean {
  const asked = new Set<AnyFunction>();
  const isIdle = (around: Module, place: Node): boolean => {
    const node = functionAround(around, place);
    if (!node || asked.has(node)) return false;
    asked.add(node);
    return callersOf(analysis, { module: around, node }).calls.some((caller) => {
      const ran = caller.module.path === module.path ? recorded : recordedIn(analysis.project, caller.module);
      const rows = ran?.through(spanOf(caller.call)) ?? [];
      return rows.length === 0 || isIdle(caller.module, caller.call);
    });
  };
  return isIdle(module, call);
}

function functionAround(module: Module, place: Node): AnyFunction | undefined {
  for (let node = module.parentOf(place); node; node = module.parentOf(node))
    if (isFunction(node)) return node;
  return undefined;
}

/** Of a file that is as it was before the run; `undefined`: none of it was recorded. */
const recordedIn = (project: Project, module: Module): Recorded | undefined =>
  recordedOf(project, module.path, () => module, undefined);
