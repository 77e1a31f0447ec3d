import type { Passing } from '../modules.ts';
import { purseOf } from './expenses.ts';
import type { Fact, Facts } from './facts.ts';
import { enclose, newLevel, rely, spend, type Level } from './levels.ts';
import { NOTE, notesOf, weaken, type Note } from './notes.ts';

/** Computes once per key. A key that is asked for while it is being computed contributes nothing. */
export type Once<T> = (key: object | string, compute: () => readonly T[]) => readonly T[];

export interface Memo<T> {
  readonly once: Once<T>;
  /**
   * Whether a reading can afford something that takes `amount` of its budget. What it has paid for once is free. An answer that others
   * have found costs the reading what it would have cost to find it.
   */
  afford(name: string, amount: number): boolean;
  /** Says that what is being answered leaves something out of account, as a search does that has been there before: it is no fact. */
  leaveOut(): void;
}

/** Counts nested expressions as well as steps from name to name; what is deeper would cost the call stack. */
const MAX_DEPTH = 200;

interface Options<T> {
  readonly tooDeep: () => readonly T[];
  readonly maxDepth?: number;
  /** How much one reading may spend. */
  readonly budget?: number;
  /** What is known already. Absent: nothing, and what is found is told to nobody. */
  readonly facts?: Facts<T>;
  /** Shared by the memos of a reading, which ask each other. Absent: it is the only one, and all files are kept. */
  readonly reading?: Reading;
}

/** What the memos of a reading count together. */
export interface Reading extends Passing {
  /** How often one of them has given an answer that is no fact. What another concludes from it is none either. */
  doubts: number;
}

/**
 * Remembers answers. Definitions may go in circles (functions that call each other); an answer that left an open question
 * out of account is kept only until that question is answered, and then found anew with the answer known. Such an answer depends
 * on what was asked first, so it is no fact; nor is one that met the limit of depth or that of the budget, or was found with the
 * help of such an answer.
 */
export function memo<T>({
  tooDeep,
  maxDepth = MAX_DEPTH,
  budget = Infinity,
  facts = new Map<object | string, Fact<T>>(),
  reading = { isOwn: false, times: 0, doubts: 0 },
}: Options<T>): Memo<T> {
  const notes = notesOf<T>();
  const open = new Map<object | string, number>();
  const purse = purseOf(budget);
  let level: Level = newLevel();
  const outside = (note: Note<T>): readonly T[] => {
    if (note.isPassing) reading.times++;
    if (open.size === 0) reading.doubts++;
    weaken(level, note);
    return note.answer;
  };
  const answerTo = (key: object | string, compute: () => readonly T[], depth = open.size): readonly T[] => {
    const outer = level;
    const own = (level = newLevel());
    const { times, doubts } = reading;
    open.set(key, depth);
    try {
      const answer = compute();
      const isPassing = reading.isOwn || reading.times !== times;
      own.isFact &&= reading.doubts === doubts;
      if (depth === 0 && !own.isFact) reading.doubts++;
      if (own.isFact) facts.set(key, { answer, height: own.height + 1, spent: own.spent, isPassing });
      else notes.add(key, depth, { ...own, answer, isPassing });
      return answer;
    } finally {
      open.delete(key);
      notes.close(depth);
      level = enclose(outer, own, depth);
    }
  };
  const once: Once<T> = (key, compute) => {
    const head = open.get(key);
    const note = head === undefined ? notes.at(key, open.size) : { answer: [], head };
    if (note) return outside(note);
    const fact = facts.get(key);
    // What another reading found at a lower depth is as far from here as it was from there.
    if (fact && open.size + fact.height <= maxDepth && purse.pay(fact.spent)) {
      rely(level, fact);
      if (fact.isPassing) reading.times++;
      return fact.answer;
    }
    return open.size >= maxDepth ? outside({ answer: tooDeep(), isCut: true }) : answerTo(key, compute);
  };
  return {
    once,
    afford(name, amount) {
      const expense = { name, amount };
      spend(level, expense);
      const isPaid = purse.pay(expense) || purse.empty();
      if (!isPaid) outside(NOTE);
      return isPaid;
    },
    leaveOut: () => void outside(NOTE),
  };
}
