/**
 * How much was spent on what, by name: on one thing, or on all of several expenses. These stay apart, for many questions have most of theirs
 * in common with others.
 */
export type Expenses =
  { readonly name: string; readonly amount: number } | { readonly parts: ReadonlySet<Expenses> };

/** Nothing was spent. */
const NOTHING: Expenses = { parts: new Set() };

/** Expenses as they come together. */
export interface Bill {
  all: Expenses;
  /** Those of `all`, where it was made for this bill. */
  parts?: Set<Expenses>;
}

export const newBill = (): Bill => ({ all: NOTHING });

export function addTo(bill: Bill, expenses: Expenses): void {
  if (expenses === NOTHING || expenses === bill.all) return;
  if (bill.all === NOTHING) bill.all = expenses;
  else if (bill.parts) bill.parts.add(expenses);
  else bill.all = { parts: (bill.parts = new Set([bill.all, expenses])) };
}

/** What a reading has left to spend. */
export interface Purse {
  /** Pays for what is not paid for yet, if there is enough for all of it. */
  pay(expenses: Expenses): boolean;
  /** Whether there is enough for all of it. */
  affords(expenses: Expenses): boolean;
  /** False, as for all that is to be paid from now on. */
  empty(): false;
  /** Whether it pays for none of this, now or later: it is empty, and none was paid for before. Of nothing that is so with any purse. */
  refuses(expenses: Expenses): boolean;
}

export function purseOf(budget: number): Purse {
  const paid = new Set<string>();
  /** Of these all is paid. */
  const settled = new WeakSet<Expenses>([NOTHING]);
  /** Of these nothing is paid, and nothing will be. */
  const refused = new WeakSet<Expenses>([NOTHING]);
  let left = budget;
  const dueFor = (expenses: Expenses) => {
    const names = new Set<string>();
    let sum = 0;
    const all = new Set([expenses]);
    // A set yields what is added while it is gone through.
    for (const one of all) {
      if ('parts' in one) {
        for (const part of one.parts) if (!settled.has(part)) all.add(part);
      } else if (!paid.has(one.name) && !names.has(one.name)) {
        names.add(one.name);
        sum += one.amount;
        if (left < sum) return undefined;
      }
    }
    return { names, sum, all };
  };
  return {
    pay(expenses) {
      if (settled.has(expenses)) return true;
      const due = dueFor(expenses);
      if (!due) return false;
      left -= due.sum;
      for (const name of due.names) paid.add(name);
      for (const one of due.all) settled.add(one);
      return true;
    },
    affords: (expenses) => settled.has(expenses) || dueFor(expenses) !== undefined,
    empty() {
      left = -1;
      return false;
    },
    refuses(expenses) {
      if (refused.has(expenses)) return true;
      if (left >= 0) return false;
      const open = new Set([expenses]);
      for (const one of open) {
        if ('parts' in one) {
          for (const part of one.parts) if (!refused.has(part)) open.add(part);
        } else if (paid.has(one.name)) return false;
      }
      for (const one of open) refused.add(one);
      return true;
    },
  };
}
