import { normalise } from '../../src/proof/differences.ts';
import type { Received } from '../../src/proof/request.ts';
import { packagesOf, type Environment } from './environments.ts';
import type { Outcome, Request } from './execute.ts';
import { received } from './received.ts';

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
): string | undefined => {
  const [before, after] = [old, now].map((requests) =>
    normalise(requests.map(received), packagesOf(environment)),
  );
  return differentRequests(before!, after!);
};

function differentRequests(before: readonly Received[], after: readonly Received[]): string | undefined {
  if (before.length !== after.length) return `${listed(before)} became ${listed(after)}`;
  for (const [index, request] of before.entries()) {
    const found = differentRequest(request, after[index]!);
    if (found !== undefined) return `${request.method} ${request.path}: ${found}`;
  }
  return undefined;
}

const listed = (requests: readonly Received[]): string =>
  requests.map(({ method, path }) => `${method} ${path}`).join(', ') || 'no request';

const COMPARED = ['method', 'path', 'rawPath', 'query', 'headers', 'length', 'cookies', 'body'] as const;

function differentRequest(before: Received, after: Received): string | undefined {
  const key = COMPARED.find((one) => JSON.stringify(before[one]) !== JSON.stringify(after[one]));
  if (key === undefined) return undefined;
  return `${key} ${told(before[key])} became ${told(after[key])}`;
}

const told = (value: unknown): string => (value === undefined ? 'none' : JSON.stringify(value));
