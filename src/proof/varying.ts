import { normalise } from './differences.ts';
import type { FieldChange, Known } from './fields.ts';
import type { Execution } from './recording.ts';
import type { Versions } from './request.ts';
import { alteredRequests } from './sequences.ts';

/** What two runs of a test on one client do not have in common, so that a third run says nothing by it. */
export interface Varying {
  /** Fields and how each varies, by the place of the request in the first run. */
  readonly fields: ReadonlyMap<number, VaryingFields>;
  /** Requests come in any order: they are sent by threads. */
  readonly isUnordered: boolean;
  /** It is not always the same number of them. */
  readonly isUnstable: boolean;
}

/** By the name of a field: `value` where it is always there, with another value; `more` where it is lost or added, or of another kind. */
export type VaryingFields = ReadonlyMap<string, 'value' | 'more'>;

/** Whether a change of the request at this place is none that the migration made. A value that varies is still one that is sent. */
export function varies({ fields }: Varying, index: number | undefined, change: FieldChange): boolean {
  const how = index === undefined ? undefined : fields.get(index)?.get(change.field);
  return how === 'more' || (how === 'value' && isOfValue(change));
}

const isOfValue = ({ change, before }: FieldChange): boolean =>
  change === 'changed' && before !== undefined && 'digest' in before;

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
  const fields = new Map<number, Map<string, 'value' | 'more'>>();
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
      const found = fields.get(was) ?? new Map<string, 'value' | 'more'>();
      fields.set(was, found);
      for (const change of changes)
        if (found.get(change.field) !== 'more') found.set(change.field, isOfValue(change) ? 'value' : 'more');
    }
  }
  return { fields, isUnordered, isUnstable };
}
