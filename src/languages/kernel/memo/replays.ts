import { oncePer } from '../once.ts';
import type { Fact } from './facts.ts';
import type { Expenses } from './expenses.ts';

/** An answer that is no fact. */
export interface Note<T> {
  readonly answer: readonly T[];
  /** Found inside a circle of questions: complete only for the question at this depth, which is still open. */
  readonly head?: number;
  /** Whether something in it met the limit of depth. */
  readonly isCut?: boolean;
  readonly isPassing?: boolean | undefined;
  /** How another reading finds it. Absent: it has to look for it. */
  replay?: Replay<T>;
}

/** Something that a reading has found and that is no fact. */
export interface Found<T> {
  readonly key: object | string;
  /** What the reading has kept of it. Absent: nothing, as it stood in a circle that an outer question closed. */
  readonly note?: Note<T>;
  /** What was found on the way to it that is no fact. */
  readonly inside?: ReadonlySet<Found<T>>;
  /** How much that is, and itself: what is inside of several counts for each. */
  readonly size: number;
}

/**
 * An answer that is no fact, as it depends on what a reading has asked before and on what it can afford; but each reading in which
 * these are the same finds just this, and need not look for it. They are the same if nothing that was found on the way is known or asked for there,
 * or just what was found; if what was spent can be paid; and if what was refused is refused there too.
 */
export interface Replay<T> extends Found<T>, Omit<Fact<T>, 'answer'> {
  readonly note: Note<T>;
  readonly refused: Expenses;
  /** Whether an answer of a circle that was not kept is inside. */
  readonly isCircular: boolean;
  /** What other memos of the reading have found for it, each with the place of that memo. */
  readonly others?: ReadonlyMap<Replay<T>, number>;
}

/** The replays of a project, for every reading of its files to add to. */
export interface Replays<T> {
  /** Those for a question, the last first. */
  get(key: object | string): readonly Replay<T>[];
  add(replay: Replay<T>): void;
}

/** All that was found on the way to something, and itself. `isKnown`: what is not gone into. */
export function allIn<T>(
  found: Found<T>,
  isKnown: (one: Found<T>) => boolean = () => false,
): ReadonlySet<Found<T>> {
  const all = new Set([found]);
  // A set yields what is added while it is gone through.
  for (const one of all) if (one.inside && !isKnown(one)) for (const other of one.inside) all.add(other);
  return all;
}

/** The questions inside whose answers were not kept, as each stood in a circle. */
export const unkeptIn = oncePer((replay: Replay<unknown>): ReadonlySet<object | string> => {
  const unkept = new Set<object | string>();
  for (const { key, note } of allIn(replay)) if (!note) unkept.add(key);
  return unkept;
});
