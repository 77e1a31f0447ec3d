import type { Ages } from '../modules.ts';
import { oncePer } from '../once.ts';
import type { Expenses } from './expenses.ts';

/** An answer that follows from the project alone, whatever was asked before it. */
export interface Fact<T> {
  readonly answer: readonly T[];
  /** How many questions were open at once while it was found, itself among them. */
  readonly height: number;
  /** What was spent to find it; see `afford` of `Memo`. */
  readonly spent: Expenses;
  /** Whether it goes by files that pass, and is let go with them. */
  readonly isPassing: boolean;
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
