/**
 * How much was spent on what, by name: on one thing, or on all of several expenses. These stay apart, for many questions have most of theirs
 * in common with others.
 */
export type Expenses =
  { readonly name: string; readonly amount: number } | { readonly parts: ReadonlySet<Expenses> };

/** Nothing was spent. */
export const NOTHING: Expenses = { parts: new Set() };

/** What a reading has left to spend. */
interface Purse {
  /** Pays for what is not paid for yet, if there is enough for all of it. */
  pay(expenses: Expenses): boolean;
  /** False, as for all that is to be paid from now on. */
  empty(): false;
}

export function purseOf(budget: number): Purse {
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
