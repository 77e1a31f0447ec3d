import { align, pairUp, sameRequest, type Pair } from './align.ts';
import { fieldChanges, type FieldChange, type Known } from './fields.ts';
import type { Received } from './request.ts';

/** A request of two runs of a test that is not the same in both. */
export interface Altered {
  /** Its places in the requests of both runs, 0-based; absent where it is not there. */
  readonly was?: number;
  readonly is?: number;
  readonly changes: readonly FieldChange[];
}

/** The requests of two runs of a test. Both are normal: see `normalise`. */
export interface Sequences {
  readonly before: readonly Received[];
  readonly after: readonly Received[];
  /** Their order means nothing. */
  readonly isUnordered: boolean;
  readonly known: Known;
}

const LOST: FieldChange = { field: 'request', change: 'lost' };
const ADDED: FieldChange = { field: 'request', change: 'added' };
const MOVED: FieldChange = { field: 'request', change: 'moved' };

/** The requests that are not the same, in the order of the first run; those that are added, behind the ones that they came after. */
export function alteredRequests(sequences: Sequences): readonly Altered[] {
  const { before, after, isUnordered, known } = sequences;
  const pairs = isUnordered ? pairUp(before, after) : withMoved(sequences, align(before, after));
  return pairs.flatMap(([was, is, moved]): readonly Altered[] => {
    if (was === undefined) return [{ is: is!, changes: [ADDED] }];
    if (is === undefined) return [{ was, changes: [LOST] }];
    if (moved) return [{ was, is, changes: [MOVED] }];
    const changes = fieldChanges(before[was]!, after[is]!, known);
    return changes.length > 0 ? [{ was, is, changes }] : [];
  });
}

type MaybeMoved = readonly [...Pair, moved?: true];

/** Makes one that is lost and one that is added, and the same, one that moved. */
function withMoved({ before, after }: Sequences, pairs: readonly Pair[]): readonly MaybeMoved[] {
  const added = pairs.flatMap(([was, is]) => (was === undefined ? [is!] : []));
  const moved = new Map<number, number>();
  for (const [was, is] of pairs) {
    if (was === undefined || is !== undefined) continue;
    const found = added.find((one) => !isTaken(moved, one) && sameRequest(before[was]!, after[one]!));
    if (found !== undefined) moved.set(was, found);
  }
  const taken = new Set(moved.values());
  return pairs.flatMap(([was, is]): readonly MaybeMoved[] => {
    if (was === undefined) return taken.has(is!) ? [] : [[was, is]];
    const found = moved.get(was);
    return [found === undefined ? [was, is] : [was, found, true]];
  });
}

const isTaken = (moved: ReadonlyMap<number, number>, index: number): boolean =>
  [...moved.values()].includes(index);
