import { rules } from '../../registry.ts';
import { configuredRun } from '../../runner/config/explain.ts';
import { UsageError } from '../../runner/errors.ts';
import type { Roots } from '../../runner/files/git.ts';
import type { RunRequest } from '../arguments/request.ts';

/**
 * The request with what the configuration of the working directory says of a run as a whole, where the request does not. `cwd`: absolute.
 * Rejects with a `UsageError`.
 */
export async function withConfigured(request: RunRequest, cwd: string, roots: Roots): Promise<RunRequest> {
  const { baseline, cache } = { ...(await configuredRun({ ...request, cwd }, rules, roots)), ...request };
  if (baseline === undefined && request.updateBaseline)
    throw new UsageError('--update-baseline works only with --baseline', 'it tells which file to write');
  if (cache === undefined && request.cacheLocation !== undefined)
    throw new UsageError('--cache-location works only with --cache', 'add --cache, or leave it out');
  return { ...request, ...(baseline !== undefined && { baseline }), ...(cache !== undefined && { cache }) };
}
