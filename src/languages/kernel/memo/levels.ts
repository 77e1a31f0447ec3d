import { NOTHING, type Expenses } from './expenses.ts';
import type { Fact } from './facts.ts';

/** What the answers to the questions of one level have in common. */
export interface Level {
  /** The outermost open question that they have left out of account. */
  head: number;
  /** Whether they follow from the project alone: no question stood in a circle, none was too deep. */
  isFact: boolean;
  /** Whether one of them met the limit of depth. */
  isCut: boolean;
  height: number;
  spent: Expenses;
  /** Those of `spent`, where it was made for this level. */
  parts?: Set<Expenses>;
}

/** What a level comes to once the question at a depth of it is answered. */
export function enclose(outer: Level, own: Level, depth: number): Level {
  if (own.head < depth) outer.head = Math.min(outer.head, own.head);
  outer.isFact &&= own.isFact;
  outer.isCut ||= own.isCut;
  outer.height = Math.max(outer.height, own.height + 1);
  spend(outer, own.spent);
  return outer;
}

export const newLevel = (): Level => ({
  head: Infinity,
  isFact: true,
  isCut: false,
  height: 0,
  spent: NOTHING,
});

/** What a level comes to where a fact is taken into account. */
export function rely(level: Level, { height, spent }: Fact<unknown>): void {
  level.height = Math.max(level.height, height);
  spend(level, spent);
}

/** Adds to what was spent at a level. */
export function spend(level: Level, expenses: Expenses): void {
  if (expenses === NOTHING || expenses === level.spent) return;
  if (level.spent === NOTHING) level.spent = expenses;
  else if (level.parts) level.parts.add(expenses);
  else level.spent = { parts: (level.parts = new Set([level.spent, expenses])) };
}
