import type { PlaceItem } from '../evidence/format.ts';
import type { Versions } from './request.ts';

/** What a suite did on the old client and does on the new one, test by test: plain data for reporters. */
export interface Proof {
  readonly versions: { readonly before: Versions; readonly after: Versions };
  /** Whether some test was executed more than once on one side, so that it is known what varies by itself. */
  readonly isTwice: boolean;
  /** In the order of the recording; tests that only ran now behind them. */
  readonly tests: readonly TestProof[];
  readonly counts: Counts;
}

export interface Counts {
  readonly tests: number;
  readonly equal: number;
  readonly differs: number;
  readonly notComparable: number;
  readonly requests: RequestCounts;
}

/** Of the tests that were compared. A request that is lost or added is one that differs. */
export interface RequestCounts {
  readonly equal: number;
  readonly differ: number;
}

export const VERDICTS = ['differs', 'not comparable', 'equal'] as const;
export type Verdict = (typeof VERDICTS)[number];

export interface TestProof {
  /** As the runner of the suite spells it; empty for what was sent outside of any test. */
  readonly id: string;
  readonly verdict: Verdict;
  /** Why a test is not comparable, or what was left out of the comparison; null where there is nothing to say. */
  readonly why: string | null;
  readonly requests: RequestCounts;
  readonly differences: readonly RequestChange[];
}

export type Change = 'lost' | 'added' | 'changed' | 'moved';

/** Something about a request, or about a test itself, that is not as it was. */
export interface RequestChange {
  /** Which request of the test: 1-based, of the recording; of the run now where it is added; null for the test itself. */
  readonly call: number | null;
  /** Of the request; null for the test itself. */
  readonly method: string | null;
  /** Null where its value is not known. */
  readonly path: string | null;
  /** `outcome`, `request`, `method`, `path`, `query`, `header accept`, `cookie id`, `body`, `form field a`, `part #1`, `status`. */
  readonly field: string;
  readonly change: Change;
  /** Null where there is none, and where only a digest is known. */
  readonly before: string | null;
  readonly after: string | null;
  /** The call in the suite before the migration, and in the migrated one; null where it is not known. */
  readonly at: PlaceItem | null;
  readonly now: PlaceItem | null;
  /** The rules whose edits stand at that call. */
  readonly rules: readonly string[];
}
