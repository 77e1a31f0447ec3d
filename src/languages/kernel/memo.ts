/** Computes once per key. A key that is asked for while it is being computed contributes nothing. */
export type Once<T> = (key: object | string, compute: () => readonly T[]) => readonly T[];

/** Counts nested expressions as well as steps from name to name; what is deeper would cost the call stack. */
const MAX_DEPTH = 200;

/** An answer found inside a circle of questions: complete only for the question at `head`, which is still open. */
interface Provisional<T> {
  readonly answer: readonly T[];
  readonly head: number;
}

/**
 * Remembers answers. Definitions may go in circles (functions that call each other); an answer that left an open question
 * out of account is kept only until that question is answered, and then found anew with the answer known.
 */
export function memo<T>(tooDeep: () => readonly T[], maxDepth = MAX_DEPTH): Once<T> {
  const known = new Map<object | string, readonly T[]>();
  const provisional = new Map<object | string, Provisional<T>>();
  const heads = new Set<number>();
  const open = new Map<object | string, number>();
  // The outermost open question that the answers given so far have left out of account.
  let head = Infinity;
  return (key, compute) => {
    const answer = known.get(key);
    if (answer) return answer;
    const partial = provisional.get(key);
    const running = open.get(key) ?? partial?.head;
    if (running !== undefined) {
      head = Math.min(head, running);
      return partial?.answer ?? [];
    }
    if (open.size >= maxDepth) return tooDeep();
    const depth = open.size;
    const outer = head;
    head = Infinity;
    open.set(key, depth);
    try {
      const found = compute();
      if (head < depth) {
        provisional.set(key, { answer: found, head });
        heads.add(head);
      } else known.set(key, found);
      return found;
    } finally {
      open.delete(key);
      if (heads.delete(depth)) {
        for (const [other, one] of provisional) if (one.head === depth) provisional.delete(other);
      }
      head = head >= depth ? outer : Math.min(outer, head);
    }
  };
}

/**
 * Remembers something else than answers, such as the callers of a function, among the answers of a memo. What is concluded from
 * `meanwhile`, which is given where it is asked for in a circle, is then found anew once it is known.
 */
export function amongAnswers<T, Found>(
  meanwhile: Found,
): (once: Once<T>, key: object | string, find: () => Found) => Found {
  const carried = new WeakMap<readonly T[], Found>();
  return (once, key, find) => {
    const carrier = once(key, () => {
      const own: readonly T[] = [];
      carried.set(own, find());
      return own;
    });
    return carried.get(carrier) ?? meanwhile;
  };
}
