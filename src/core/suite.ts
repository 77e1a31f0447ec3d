/** What shows which client the tests around a call are written for, in the project as it was before the run. Facts only. */
export interface SuiteFacts {
  /** Options, of those that a rule asks about, that test clients of the suite or their calls are given. Canonical names. */
  readonly options: readonly string[];
  /** Packages, of those that a rule asks about, with the lowest version that the project asks for. */
  readonly required: readonly Requirement[];
}

export interface Requirement {
  readonly name: string;
  /** `0.27.0` */
  readonly least: string;
}

/** What is known where nothing is looked for. */
export const noSuite: SuiteFacts = { options: [], required: [] };
