import { oncePer } from './once.ts';

/** Computes once per key. A key that is asked for while it is being computed contributes nothing. */
export type Once<T> = (key: object | string, compute: () => readonly T[]) => readonly T[];

/** An answer that follows from the project alone, whatever was asked before it. */
interface Fact<T> {
  readonly answer: readonly T[];
  /** How many questions were open at once while it was found, itself among them. */
  readonly height: number;
}

/**
 * What is known of a project, for every reading of its files to add to. Only facts are kept: which answers an earlier reading
 * happened to ask for changes no later one.
 */
export type Facts<T> = Map<object | string, Fact<T>>;

/** More facts than these take hundreds of megabytes; then all are let go, to be found again where they are asked for. */
const MAX_FACTS = 1_000_000;

/**
 * Facts for the readings that go by the same files and by the same purpose, plain data. `age`: what lives as long as the nodes that
 * they are about.
 */
export function factsWithin<T>(): (age: object, purpose: object) => Facts<T> {
  const byPurpose = oncePer((_: object) => new Map<string, Facts<T>>());
  return (age, purpose) => {
    const all = byPurpose(age);
    const key = JSON.stringify(purpose);
    let facts = all.get(key);
    if (!facts || facts.size > MAX_FACTS) all.set(key, (facts = new Map<object | string, Fact<T>>()));
    return facts;
  };
}

/** Counts nested expressions as well as steps from name to name; what is deeper would cost the call stack. */
const MAX_DEPTH = 200;

/** An answer found inside a circle of questions: complete only for the question at `head`, which is still open. */
interface Provisional<T> {
  readonly answer: readonly T[];
  readonly head: number;
}

/** What the answers to the questions of one level have in common. */
interface Level {
  /** The outermost open question that they have left out of account. */
  head: number;
  /** Whether they follow from the project alone: no question stood in a circle, none was too deep. */
  isFact: boolean;
  height: number;
}

interface Options<T> {
  readonly tooDeep: () => readonly T[];
  readonly maxDepth?: number;
  /** What is known already. Absent: nothing, and what is found is told to nobody. */
  readonly facts?: Facts<T>;
}

/**
 * Remembers answers. Definitions may go in circles (functions that call each other); an answer that left an open question
 * out of account is kept only until that question is answered, and then found anew with the answer known. Such an answer depends
 * on what was asked first, so it is no fact; nor is one that met the limit of depth, or was found with the help of either.
 */
export function memo<T>({ tooDeep, maxDepth = MAX_DEPTH, facts = new Map() }: Options<T>): Once<T> {
  const known = new Map<object | string, readonly T[]>();
  const provisional = new Map<object | string, Provisional<T>>();
  const heads = new Set<number>();
  const open = new Map<object | string, number>();
  let level: Level = { head: Infinity, isFact: true, height: 0 };
  const outside = (answer: readonly T[], head = Infinity): readonly T[] => {
    level.isFact = false;
    level.head = Math.min(level.head, head);
    return answer;
  };
  const answerTo = (key: object | string, compute: () => readonly T[]): readonly T[] => {
    const depth = open.size;
    const outer = level;
    const own: Level = (level = { head: Infinity, isFact: true, height: 0 });
    open.set(key, depth);
    try {
      const answer = compute();
      if (own.isFact) facts.set(key, { answer, height: own.height + 1 });
      else if (own.head < depth) {
        provisional.set(key, { answer, head: own.head });
        heads.add(own.head);
      } else known.set(key, answer);
      return answer;
    } finally {
      open.delete(key);
      if (heads.delete(depth)) {
        for (const [other, one] of provisional) if (one.head === depth) provisional.delete(other);
      }
      if (own.head < depth) outer.head = Math.min(outer.head, own.head);
      outer.isFact &&= own.isFact;
      outer.height = Math.max(outer.height, own.height + 1);
      level = outer;
    }
  };
  return (key, compute) => {
    const answer = known.get(key);
    if (answer) return outside(answer);
    const partial = provisional.get(key);
    const running = open.get(key) ?? partial?.head;
    if (running !== undefined) return outside(partial?.answer ?? [], running);
    const fact = facts.get(key);
    // What another reading found at a lower depth is as far from here as it was from there.
    if (fact && open.size + fact.height <= maxDepth) {
      level.height = Math.max(level.height, fact.height);
      return fact.answer;
    }
    return open.size >= maxDepth ? outside(tooDeep()) : answerTo(key, compute);
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
