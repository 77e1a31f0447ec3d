import type { ClientCall } from '../../../core/model/calls.ts';
import { witnessed } from '../../kernel/evidence/witnessed.ts';
import type { Recorded } from './recorded.ts';

/** A call with what a recorded run says of it. `isPartial`: whether something that leads to the call did not run. */
export function withRun(recorded: Recorded, call: ClientCall, isPartial: () => boolean): ClientCall {
  const [rows, before] = [recorded.calls(call), recorded.before(call)];
  if (!rows || !before) return call;
  // It ran, and came to requests by way of code of the project.
  if (rows.length === 0 && recorded.through(call)?.length !== 0) return call;
  return witnessed(call, rows, rows.length > 0 && isPartial() ? { ...before, isPartial: true } : before);
}
