import { rules } from '../../registry.ts';
import { configuredBaseline } from '../../runner/config/explain.ts';
import { UsageError } from '../../runner/errors.ts';
import type { RunRequest } from '../arguments/request.ts';

/** The request with the baseline of the configuration where none was given. `cwd`: absolute. Rejects with a `UsageError`. */
export async function withBaseline(request: RunRequest, cwd: string): Promise<RunRequest> {
  const baseline = request.baseline ?? (await configuredBaseline({ ...request, cwd }, rules));
  if (baseline === undefined && request.updateBaseline)
    throw new UsageError('--update-baseline works only with --baseline', 'it tells which file to write');
  return baseline === undefined ? request : { ...request, baseline };
}
