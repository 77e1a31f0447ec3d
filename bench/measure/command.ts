/** A whole process to be timed. */
export interface Command {
  readonly name: string;
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** Beside the variables of this process. */
  readonly env?: Readonly<Record<string, string>>;
  /** Exit codes that mean that it did its work. */
  readonly exits: readonly number[];
  /** How long it may take, in milliseconds, where that is not for the bench to say. */
  readonly limit?: number;
  /** Undoes what a run before it wrote; it is not timed. */
  readonly prepare?: () => void;
}

/** A line of a table whose command cannot be run here, and why, as one clause: "ripgrep is not installed". */
export interface Missing {
  readonly name: string;
  readonly missing: string;
}

export type Entry = Command | Missing;

export const isMissing = (entry: Entry): entry is Missing => 'missing' in entry;
