import type { Passing } from '../modules.ts';
import type { Purse } from './expenses.ts';
import type { Facts } from './facts.ts';
import { goByOther, type Level } from './levels.ts';
import type { Notes } from './notes.ts';
import { unkeptIn, type Replay, type Replays } from './replays.ts';

/** What the memos of a reading have in common. */
export interface Reading<T> extends Passing {
  /** One for each memo, in the order in which they were made. One asks those that were made after it. */
  readonly states: State<T>[];
}

/** `isOwn`: whether the file is one that passes. */
export const newReading = <T>(isOwn: boolean): Reading<T> => ({ isOwn, times: 0, states: [] });

/** What a memo knows, and what it is at. */
export interface State<T> {
  /** Its place among those of its reading. */
  readonly at: number;
  readonly facts: Facts<T>;
  readonly replays: Replays<T> | undefined;
  readonly notes: Notes<T>;
  readonly purse: Purse;
  /** So many questions may be open at once. */
  readonly maxDepth: number;
  readonly reading: Reading<T>;
  /** The questions that are being answered, outermost first, each with its depth. */
  readonly open: Map<object | string, number>;
  /** That of the innermost open question. */
  level: Level<T>;
}

/**
 * Whether something that was found in a circle on the way, and not kept, is known by now or asked for. A reading that has the answer to
 * find on the way from here may meet that, and find something else.
 */
export function isMet<T>({ notes, open, reading }: State<T>, replay: Replay<T>): boolean {
  if (replay.isCircular) for (const key of unkeptIn(replay)) if (open.has(key) || notes.has(key)) return true;
  for (const [other, at] of replay.others ?? []) {
    const its = reading.states[at];
    if (!its || isMet(its, other)) return true;
  }
  return false;
}

/**
 * Tells the memo that has asked this one that the answer is no fact. What it concludes is none either. `replay`: how another reading
 * finds the answer. Absent: none need find just that.
 */
export function tell<T>(state: State<T>, replay?: Replay<T>): void {
  const { at, reading } = state;
  const asker = reading.states.findLast((one) => one.at < at && one.open.size > 0);
  if (!asker) return;
  asker.level.isFact = false;
  if (replay && !isMet(state, replay)) goByOther(asker.level, replay, at);
  else asker.level.since = 0;
}
