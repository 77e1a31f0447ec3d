import type { Reported } from '../../../src/core/engine/result.ts';
import { difference } from '../compare.ts';
import type { Environment } from '../environments.ts';
import type { Outcome } from '../execute.ts';
import type { Found } from './migrate.ts';
import { SHARED, unitOf } from './project.ts';

/**
 * `equal`: it came out as on the old client. `reported`: it did not, and a finding says so; `counted`: a note of the run
 * does. `silent`: nothing says so. `wrong`: an edit did it.
 */
export const VERDICTS = ['equal', 'reported', 'counted', 'silent', 'wrong'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** What came of one test; all before the migration but `after` and `oldAfter`. */
export interface Runs {
  readonly old: Outcome;
  readonly now: Outcome | undefined;
  readonly after: Outcome | undefined;
}

export interface Judged {
  readonly verdict: Verdict;
  /** What is not as it was, in a line. */
  readonly difference?: string;
  /** Whether the test came out as on the old client before anything was done to it. */
  readonly works: boolean;
}

/** Judges a test that passed on the old client, on the client of an environment. */
export function judge(runs: Runs, found: readonly Found[], environment: Environment): Judged {
  const { old, now, after } = runs;
  const before = differs(old, now, environment);
  const works = before === undefined;
  const then = differs(old, after, environment);
  if (then === undefined) return { verdict: 'equal', works };
  const judged = { difference: then, works };
  if (works) return { ...judged, verdict: 'wrong' };
  const about = aspectOf(old, after, then);
  const own = found.filter(({ owner }) => isAbout(owner, old.test));
  const left = own.filter(({ finding }) => finding.fix !== 'applied' && speaksOf(finding, about));
  if (left.some(({ finding }) => finding.tally === undefined)) return { ...judged, verdict: 'reported' };
  return { ...judged, verdict: left.length > 0 ? 'counted' : 'silent' };
}

/** A test that a new client skips is one that needs nothing. */
function differs(old: Outcome, now: Outcome | undefined, environment: Environment): string | undefined {
  if (!now) return 'it is not run any more';
  return now.outcome === 'skipped' ? undefined : difference(old, now, environment)?.split('\n')[0];
}

/** Whether a line is about a test: its scene's, or one that several share. */
export const isAbout = (owner: string | undefined, test: string): boolean =>
  owner === undefined || owner === SHARED || owner === unitOf(test);

/** What a difference is about, and what a finding speaks of: where a redirect leads, or what is sent. */
type Aspect = 'redirect' | 'request';

function aspectOf(old: Outcome, now: Outcome | undefined, words: string): Aspect {
  if (/\b(?:allow|follow)_redirects\b/.test(words)) return 'redirect';
  // What raises an error sends nothing more.
  if (now?.problem && now.problem.type !== 'AssertionError') return 'request';
  const hops = (outcome: Outcome | undefined): number =>
    outcome?.requests.filter(({ path }) => path.startsWith('/landed')).length ?? 0;
  return hops(old) === hops(now) ? 'request' : 'redirect';
}

const OF_REDIRECTS: ReadonlySet<string> = new Set(['redirect-default', 'follow-redirects']);
/** Those that tell of code which nobody looks at. */
const OF_ANYTHING: ReadonlySet<string> = new Set(['untraced-client', 'named-client', 'version-guard']);

function speaksOf({ rule, message, why = '' }: Reported, aspect: Aspect): boolean {
  if (OF_ANYTHING.has(rule)) return true;
  if (aspect === 'redirect') return OF_REDIRECTS.has(rule) || `${message} ${why}`.includes('redirect');
  return !OF_REDIRECTS.has(rule);
}
