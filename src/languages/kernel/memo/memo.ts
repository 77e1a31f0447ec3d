import { answerTo } from './answer.ts';
import { addTo, purseOf } from './expenses.ts';
import type { Fact, Facts } from './facts.ts';
import { newLevel, rely } from './levels.ts';
import { NOTE, notesOf } from './notes.ts';
import { outside, recall, replayed } from './recall.ts';
import type { Replays } from './replays.ts';
import { newReading, type Reading, type State } from './state.ts';

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
  /** What other readings have found that is no fact. Absent: as above. */
  readonly replays?: Replays<T>;
  /** Shared by the memos of a reading, which ask each other. Absent: it is the only one, and all files are kept. */
  readonly reading?: Reading<T>;
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
  replays,
  reading = newReading(false),
}: Options<T>): Memo<T> {
  const open: State<T>['open'] = new Map();
  const purse = purseOf(budget);
  const state: State<T> = {
    ...{ at: reading.states.length, facts, replays, purse, maxDepth, reading, open },
    ...{ notes: notesOf<T>(), level: newLevel<T>(0) },
  };
  reading.states.push(state);
  const once: Once<T> = (key, compute) => {
    const head = open.get(key);
    if (head !== undefined) return outside(state, { answer: [], head });
    const note = state.notes.at(key, open.size);
    if (note) return recall(state, note);
    const fact = facts.get(key);
    // What another reading found at a lower depth is as far from here as it was from there.
    if (fact && open.size + fact.height <= maxDepth && purse.pay(fact.spent)) {
      rely(state.level, fact);
      if (fact.isPassing) reading.times++;
      return fact.answer;
    }
    if (open.size >= maxDepth) return outside(state, { answer: tooDeep(), isCut: true });
    const found = replayed(state, key);
    return found ? outside(state, found) : answerTo(state, key, compute);
  };
  return {
    once,
    afford(name, amount) {
      const expense = { name, amount };
      const isPaid = purse.pay(expense) || purse.empty();
      addTo(isPaid ? state.level.spent : state.level.refused, expense);
      if (!isPaid) outside(state, NOTE);
      return isPaid;
    },
    leaveOut() {
      state.level.since = 0;
      outside(state, NOTE);
    },
  };
}
