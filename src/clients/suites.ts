import type { Finding, RuleContext } from '../core/rule.ts';
import type { SuiteFacts } from '../core/suite.ts';
import type { TraceWants } from '../core/wants.ts';
import { NEW_OPTIONS, REDIRECTS } from './options.ts';

/** The first versions whose test client is built on httpx. Source: release notes of Starlette 0.21.0 and FastAPI 0.87.0. */
const FIRST: Readonly<Record<string, readonly [number, number]>> = { starlette: [0, 21], fastapi: [0, 87] };

/** What is to be known of a suite, to tell whether it runs on the new client already. */
export const SUITES: TraceWants['suites'] = {
  options: [...new Set([...REDIRECTS, ...NEW_OPTIONS])],
  packages: Object.keys(FIRST),
};

/** What a rule wants that asks for the suite and follows no response. */
export const SUITE_TRACES: TraceWants = {
  reads: [],
  follows: [],
  options: [],
  overrides: [],
  suites: SUITES,
};

/**
 * Findings without those of a silent change that came with the new client, where the suite runs on it already: what it sends today is
 * what its tests expect, and an edit would change it.
 */
export function* stillAhead(findings: Iterable<Finding>, cx: RuleContext): Generator<Finding> {
  for (const finding of findings) {
    const isBehind =
      finding.level === 'differs' && finding.since === FIRST_OF_ALL && isOnNewClient(cx.suite());
    if (!isBehind) yield finding;
  }
}

const FIRST_OF_ALL = 'Starlette 0.21';

/**
 * Whether a suite runs on the new client already. An option that the old client rejects shows it. A version that is required shows
 * it too, unless the suite still has the old name of an option: then the requirement was raised and the suite not migrated yet.
 */
export function isOnNewClient({ options, required }: SuiteFacts): boolean {
  if (options.some((name) => NEW_OPTIONS.includes(name))) return true;
  return (
    !options.some((name) => REDIRECTS.includes(name)) &&
    required.some(({ name, least }) => isSince(least, FIRST[name]))
  );
}

/** The first FastAPI that asks for a Starlette. Source: release notes of FastAPI 0.108 and 0.109. */
const LATER: Readonly<Record<string, typeof FIRST>> = {
  '0.33': { starlette: [0, 33], fastapi: [0, 109] },
  '0.34': { starlette: [0, 34], fastapi: [0, 109] },
};

/** Whether the project requires a version with a silent change: what its tests see today is what they expect. */
export function runsSince(version: keyof typeof LATER, cx: Pick<RuleContext, 'suite'>): boolean {
  const { options, required } = cx.suite();
  const first = LATER[version];
  const isOld = options.some((name) => REDIRECTS.includes(name) && !NEW_OPTIONS.includes(name));
  if (!first || isOld) return false;
  return required.some(({ name, least }) => isSince(least, first[name]));
}

function isSince(version: string, first: readonly [number, number] | undefined): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return first !== undefined && (major > first[0] || (major === first[0] && minor >= first[1]));
}
