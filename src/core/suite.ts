/** What shows which client the tests around a call were written for, as the project was before the run. Facts only. */
export interface SuiteFacts {
  /** Options, of those that a rule asks about, that test clients are given in the suite. Canonical names. */
  readonly given: readonly string[];
  /** Whether a name that a rule asks about stands anywhere in the project. */
  readonly named: readonly string[];
  /** Packages with the lowest version that the project asks for: `starlette`, `0.21`. */
  readonly required: readonly Requirement[];
}

export interface Requirement {
  readonly name: string;
  readonly least: string;
}
