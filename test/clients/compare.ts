import { normalise } from './differences.ts';
import type { Environment } from './environments.ts';
import type { Outcome, Request } from './execute.ts';

/**
 * What is not the same about a test on the old client and on that of an `environment`, in words; undefined where both
 * sent the same requests and came to the same end, without a warning of the client.
 */
export function difference(old: Outcome, now: Outcome, environment: Environment): string | undefined {
  const [was, is] = [endOf(old), endOf(now)];
  if (was.kind !== is.kind) return `${was.text} became ${is.text}`;
  const request = requestDifference(old.requests, now.requests, environment);
  if (request !== undefined) return request;
  const [warning] = now.warnings;
  return warning && `${warning.category}: ${warning.text}`;
}

/** How a test ended: with what exception rather than with which words, for the two libraries have their own. */
function endOf({ outcome, problem }: Outcome): { readonly kind: string; readonly text: string } {
  if (problem === null) return { kind: outcome, text: outcome };
  return { kind: problem.type, text: `${problem.type}: ${problem.message}` };
}

/** What is not the same about the requests of two clients, in words. */
export const requestDifference = (
  old: readonly Request[],
  now: readonly Request[],
  environment: Environment,
): string | undefined => differentRequests(normalise(old, environment), normalise(now, environment));

function differentRequests(before: readonly Request[], after: readonly Request[]): string | undefined {
  if (before.length !== after.length) return `${listed(before)} became ${listed(after)}`;
  for (const [index, request] of before.entries()) {
    const found = differentRequest(request, after[index]!);
    if (found !== undefined) return `${request.method} ${request.path}: ${found}`;
  }
  return undefined;
}

const listed = (requests: readonly Request[]): string =>
  requests.map(({ method, path }) => `${method} ${path}`).join(', ') || 'no request';

const COMPARED = ['method', 'path', 'rawPath', 'query', 'headers', 'cookies', 'body', 'parts'] as const;

function differentRequest(before: Request, after: Request): string | undefined {
  const key = COMPARED.find((one) => JSON.stringify(before[one]) !== JSON.stringify(after[one]));
  if (key === undefined) return undefined;
  return `${key} ${JSON.stringify(before[key])} became ${JSON.stringify(after[key])}`;
}
