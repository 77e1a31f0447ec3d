import { groupBy } from '../../core/group.ts';
import type { RequestChange, TestProof } from '../../proof/proof.ts';
import { nameOf, placeOf } from './words.ts';

/** A request, or the end of a test, that differs in the same way in several tests: most often what a fixture sends. */
export interface Cause {
  /** Of the first of the tests. Never empty. */
  readonly changes: readonly RequestChange[];
  /** Names, each once. */
  readonly tests: readonly string[];
}

interface Unit {
  readonly test: string;
  readonly changes: readonly RequestChange[];
}

/** What differs, each place once, in the order of the tests. */
export const causesOf = (tests: readonly TestProof[]): readonly Cause[] =>
  Array.from(groupBy(tests.flatMap(unitsOf), keyOf).values(), (units) => ({
    changes: units[0]!.changes,
    tests: [...new Set(units.map(({ test }) => test))],
  }));

/** The differences of one test by their request. Requests that are added are numbered by themselves. */
const unitsOf = (test: TestProof): readonly Unit[] =>
  Array.from(
    groupBy(test.differences, ({ call, at, now }) => `${call} ${at === null && now !== null}`).values(),
    (changes) => ({ test: nameOf(test), changes }),
  );

function keyOf({ test, changes }: Unit): string {
  const [first] = changes;
  const place = first && (first.call === null ? 'end' : placeOf(first));
  // Without a place, nothing says that another test has the same cause.
  const where = place || test;
  const what = changes.map(({ field, change, before, after }) => [field, change, before, after]);
  return JSON.stringify([where, first?.method, what, first?.rules]);
}
