import { addTo, newBill, type Bill } from './expenses.ts';
import type { Fact } from './facts.ts';
import type { Found, Replay } from './replays.ts';

/** What the answers to the questions of one level have in common. */
export interface Level<T> {
  /** The outermost open question that they have left out of account. */
  head: number;
  /** Whether they follow from the project alone: no question stood in a circle, none was too deep. */
  isFact: boolean;
  /** Whether one of them met the limit of depth. */
  isCut: boolean;
  height: number;
  readonly spent: Bill;
  /** What could not be paid for. */
  readonly refused: Bill;
  /** How many notes had been made when the level was begun. */
  readonly start: number;
  /**
   * The number of the first note that they go by and that another reading need not have; 0: of something else that belongs to this
   * reading alone.
   */
  since: number;
  /** Whether they go by an answer of a circle that was not kept. */
  isCircular: boolean;
  /** What was found for them that is no fact, and what they go by that another reading can find as well. */
  inside?: Set<Found<T>>;
  size: number;
  /** What other memos of the reading have found for them, each with the place of that memo. */
  others?: Map<Replay<T>, number>;
}

/** What a level comes to once the question at a depth of it is answered. */
export function enclose<T>(outer: Level<T>, own: Level<T>, depth: number): Level<T> {
  if (own.head < depth) outer.head = Math.min(outer.head, own.head);
  outer.isFact &&= own.isFact;
  outer.isCut ||= own.isCut;
  outer.height = Math.max(outer.height, own.height + 1);
  addTo(outer.spent, own.spent.all);
  addTo(outer.refused, own.refused.all);
  outer.since = Math.min(outer.since, own.since);
  outer.isCircular ||= own.isCircular;
  for (const [one, at] of own.others ?? []) goByOther(outer, one, at);
  return outer;
}

export const newLevel = <T>(start: number): Level<T> => ({
  head: Infinity,
  isFact: true,
  isCut: false,
  height: 0,
  spent: newBill(),
  refused: newBill(),
  start,
  since: Infinity,
  isCircular: false,
  size: 0,
});

/** What a level comes to where something that was found before is taken into account. */
export function rely<T>(level: Level<T>, { height, spent }: Pick<Fact<T>, 'height' | 'spent'>): void {
  level.height = Math.max(level.height, height);
  addTo(level.spent, spent);
}

/** What goes by more is not kept for other readings: it takes too much memory, and too long to look whether it is so there. */
const MAX_INSIDE = 1_000;
const MAX_OTHERS = 100;

/** Adds something that was found to what a level goes by. */
export function contain<T>(level: Level<T>, found: Found<T>): void {
  level.inside ??= new Set();
  if (level.inside.has(found)) return;
  level.size += found.size;
  if (level.size <= MAX_INSIDE) level.inside.add(found);
  else {
    level.since = 0;
    level.inside.clear();
  }
}

/** Adds what the memo at a place has found to what a level goes by. */
export function goByOther<T>(level: Level<T>, replay: Replay<T>, at: number): void {
  level.others ??= new Map();
  if (level.others.size < MAX_OTHERS) level.others.set(replay, at);
  else level.since = 0;
}
