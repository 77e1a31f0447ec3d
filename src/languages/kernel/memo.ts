import type { Ages, Passing } from './modules.ts';
import { oncePer } from './once.ts';

/** Computes once per key. A key that is asked for while it is being computed contributes nothing. */
export type Once<T> = (key: object | string, compute: () => readonly T[]) => readonly T[];

/** An answer that follows from the project alone, whatever was asked before it. */
export interface Fact<T> {
  readonly answer: readonly T[];
  /** How many questions were open at once while it was found, itself among them. */
  readonly height: number;
  /** What was spent to find it; see `Memo.afford`. */
  readonly spent: Expenses;
  /** Whether it goes by files that pass, and is let go with them. */
  readonly isPassing: boolean;
}

/**
 * How much was spent on what, by name: on one thing, or on all of several expenses. These stay apart, for many questions have most of theirs
 * in common with others.
 */
type Expenses =
  { readonly name: string; readonly amount: number } | { readonly parts: ReadonlySet<Expenses> };

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

/**
 * What is known of a project, for every reading of its files to add to. Only facts are kept: which answers an earlier reading
 * happened to ask for changes no later one.
 */
export interface Facts<T> {
  get(key: object | string): Fact<T> | undefined;
  set(key: object | string, fact: Fact<T>): void;
}

/** More facts than these take hundreds of megabytes; then all are let go, to be found again where they are asked for. */
const MAX_FACTS = 1_000_000;

/** Facts for the readings of files with these ages and with the same purpose, plain data. */
export function factsWithin<T>(): (ages: Ages, purpose: object) => Facts<T> {
  const byPurpose = oncePer((_: object) => new Map<string, Map<object | string, Fact<T>>>());
  const during = (age: object, key: string): Map<object | string, Fact<T>> => {
    const all = byPurpose(age);
    let facts = all.get(key);
    if (!facts || facts.size > MAX_FACTS) all.set(key, (facts = new Map<object | string, Fact<T>>()));
    return facts;
  };
  return (ages, purpose) => {
    const key = JSON.stringify(purpose);
    const lasting = during(ages.lasting, key);
    const passing = during(ages.passing, key);
    return {
      get: (about) => lasting.get(about) ?? passing.get(about),
      set: (about, fact) => void (fact.isPassing ? passing : lasting).set(about, fact),
    };
  };
}

/** Counts nested expressions as well as steps from name to name; what is deeper would cost the call stack. */
const MAX_DEPTH = 200;

/** An answer that is no fact. */
interface Note<T> {
  readonly answer: readonly T[];
  /** Found inside a circle of questions: complete only for the question at this depth, which is still open. */
  readonly head?: number;
  /** Whether something in it met the limit of depth. */
  readonly isCut?: boolean;
  readonly isPassing?: boolean | undefined;
}

const NOTE: Note<never> = { answer: [] };

/** What the answers to the questions of one level have in common. */
interface Level {
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

const NOTHING: Expenses = { parts: new Set() };

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

/** What a level comes to where a fact is taken into account. */
function rely(level: Level, { height, spent }: Fact<unknown>): void {
  level.height = Math.max(level.height, height);
  spend(level, spent);
}

/** The same for an answer that is no fact. */
function weaken(level: Level, { head = Infinity, isCut = false }: Note<unknown>): void {
  level.isFact = false;
  level.isCut ||= isCut;
  level.head = Math.min(level.head, head);
}

/** Keeps the answers of one reading that are no facts. */
function notesOf<T>() {
  const notes = new Map<object | string, Note<T>>();
  // What was cut off at the limit is more at a lower depth, where it is found anew.
  const cut = new Map<object | string, Note<T> & { readonly depth: number }>();
  /** The questions that left the open one at a depth out of account. */
  const provisional = new Map<number, (object | string)[]>();
  return {
    at(key: object | string, depth: number): Note<T> | undefined {
      const note = notes.get(key);
      if (note || cut.size === 0) return note;
      const short = cut.get(key);
      return short && short.depth <= depth ? short : undefined;
    },
    add(key: object | string, depth: number, { answer, head, isCut, isPassing }: Level & Note<T>) {
      if (head >= depth) {
        if (isCut) cut.set(key, { answer, isCut, isPassing, depth });
        else notes.set(key, { answer, isPassing });
        return;
      }
      notes.set(key, { answer, head, isPassing });
      const alike = provisional.get(head);
      if (alike) alike.push(key);
      else provisional.set(head, [key]);
    },
    /** Forgets what left the question at a depth out of account. */
    close(depth: number) {
      const keys = provisional.get(depth);
      if (!keys) return;
      provisional.delete(depth);
      for (const key of keys) if (notes.get(key)?.head === depth) notes.delete(key);
    },
  };
}

/** What a level comes to once the question at a depth of it is answered. */
function enclose(outer: Level, own: Level, depth: number): Level {
  if (own.head < depth) outer.head = Math.min(outer.head, own.head);
  outer.isFact &&= own.isFact;
  outer.isCut ||= own.isCut;
  outer.height = Math.max(outer.height, own.height + 1);
  spend(outer, own.spent);
  return outer;
}

const newLevel = (): Level => ({
  head: Infinity,
  isFact: true,
  isCut: false,
  height: 0,
  spent: NOTHING,
});

/** Adds to what was spent at a level. */
function spend(level: Level, expenses: Expenses): void {
  if (expenses === NOTHING || expenses === level.spent) return;
  if (level.spent === NOTHING) level.spent = expenses;
  else if (level.parts) level.parts.add(expenses);
  else level.spent = { parts: (level.parts = new Set([level.spent, expenses])) };
}

interface Purse {
  /** Pays for what is not paid for yet, if there is enough for all of it. */
  pay(expenses: Expenses): boolean;
  /** False, as for all that is to be paid from now on. */
  empty(): false;
}

function purseOf(budget: number): Purse {
  const paid = new Set<string>();
  /** Of these all is paid. */
  const settled = new WeakSet<Expenses>([NOTHING]);
  let left = budget;
  return {
    pay(expenses) {
      if (settled.has(expenses)) return true;
      const due = new Set<string>();
      let sum = 0;
      const open = new Set([expenses]);
      // A set yields what is added while it is gone through.
      for (const one of open) {
        if ('parts' in one) {
          for (const part of one.parts) if (!settled.has(part)) open.add(part);
        } else if (!paid.has(one.name) && !due.has(one.name)) {
          due.add(one.name);
          sum += one.amount;
          if (left < sum) return false;
        }
      }
      left -= sum;
      for (const name of due) paid.add(name);
      for (const one of open) settled.add(one);
      return true;
    },
    empty() {
      left = -1;
      return false;
    },
  };
}

/**
 * Remembers something else than answers, such as the callers of a function, among the answers of an analysis. What is concluded from
 * `meanwhile`, which is given where it is asked for in a circle or too deep, is then found anew once it is known. The key is that of
 * the thing: its node, or a text that names it.
 */
export const amongAnswers =
  <T, Analysis extends { readonly once: Once<T> }>() =>
  <Thing, Found>(
    question: string,
    keyOf: (thing: Thing) => object | string,
    meanwhile: Found,
    find: (analysis: Analysis, thing: Thing) => Found,
  ): ((analysis: Analysis, thing: Thing) => Found) => {
    const carried = new WeakMap<readonly T[], { readonly found: Found }>();
    const asked = oncePer((_: object): object => ({}));
    return (analysis, thing) => {
      const key = keyOf(thing);
      const carrier = analysis.once(typeof key === 'string' ? `${question} ${key}` : asked(key), () => {
        const own: readonly T[] = [];
        carried.set(own, { found: find(analysis, thing) });
        return own;
      });
      const known = carried.get(carrier);
      return known ? known.found : meanwhile;
    };
  };
