import type { ResponseUse } from '../../../core/model.ts';
import type { Call } from '../ast.ts';
import type { Module } from '../binding/module.ts';
import type { Analysis } from '../inference/analysis.ts';

export const UNTOLD: ResponseUse = { seen: 'untold', because: 'nothing is read from the response' };

/** What the code makes of the response of a call. */
export function responseUse(_analysis: Analysis, _module: Module, _call: Call | undefined): ResponseUse {
  return UNTOLD;
}
