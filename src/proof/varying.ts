import { normalise } from './differences.ts';
import type { Known } from './fields.ts';
import type { Execution } from './recording.ts';
import type { Versions } from './request.ts';
import { alteredRequests } from './sequences.ts';

/** What two runs of a test on one client do not have in common, so that a third run says nothing by it. */
export interface Varying {
  /** Names of fields, by the place of the request in the first run. */
  readonly fields: ReadonlyMap<number, ReadonlySet<string>>;
  /** Requests come in any order: they are sent by threads. */
  readonly isUnordered: boolean;
  /** It is not always the same number of them. */
  readonly isUnstable: boolean;
}

/** What is not the same in `first` and in the `others`, which are further runs of the test on the same client. */
export function varyingIn(
  first: Execution,
  others: readonly Execution[],
  versions: Versions,
  known: Known,
): Varying {
  const before = normalise(first.requests, versions);
  // Requests that no test sends come from several processes, whose order is chance.
  let isUnordered = first.test === '';
  let isUnstable = false;
  const fields = new Map<number, Set<string>>();
  const lists = others.map(({ requests }) => normalise(requests, versions));
  for (const after of lists) {
    const sequences = { before, after, isUnordered: false, known };
    const isMoved = alteredRequests(sequences).some(({ changes }) => changes[0]?.change === 'moved');
    isUnordered ||= isMoved && before.length === after.length;
  }
  for (const after of lists) {
    for (const { was, is, changes } of alteredRequests({ before, after, isUnordered, known })) {
      isUnstable ||= was === undefined || is === undefined;
      if (was === undefined) continue;
      const names = fields.get(was) ?? new Set();
      fields.set(was, names);
      for (const { field } of changes) names.add(field);
    }
  }
  return { fields, isUnordered, isUnstable };
}
