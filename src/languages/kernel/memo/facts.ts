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
