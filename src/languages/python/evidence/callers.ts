import type { Project } from '../../../core/language.ts';
import type { Span } from '../../../core/text.ts';
import { functionAround } from '../binding/places.ts';
import type { Module } from '../binding/module.ts';
import type { FunctionInfo } from '../binding/declarations.ts';
import type { Analysis } from '../inference/analysis.ts';
import { callersOf } from '../inference/callers.ts';
import { recordedOf, type Recorded } from './recorded.ts';

/**
 * Whether a call stands in a function that some call of the project leads to, but did not in any recorded run, as far as that shows: what it passes was not seen.
 * `recorded`: of the file of the call.
 */
export function hasIdleCaller(analysis: Analysis, module: Module, call: Span, recorded: Recorded): boolean {
  const asked = new Set<FunctionInfo>();
  const isIdle = (around: Module, place: Span): boolean => {
    const info = functionAround(around, place);
    if (!info || asked.has(info)) return false;
    asked.add(info);
    return callersOf(analysis, { module: around, info }).calls.some((caller) => {
      const ran = caller.module.path === module.path ? recorded : recordedIn(analysis.project, caller.module);
      const rows = ran?.through(caller.call) ?? [];
      return rows.length === 0 || isIdle(caller.module, caller.call);
    });
  };
  return isIdle(module, call);
}

/** Of a file that is as it was before the run; `undefined`: none of it was recorded. */
const recordedIn = (project: Project, module: Module): Recorded | undefined =>
  recordedOf(project, module.path, { module: () => module, contradicted: () => [] }, undefined);
