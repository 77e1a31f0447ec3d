import type { Reported } from '../../core/engine/result.ts';
import type { Position } from '../../core/lines.ts';
import type { TextEdit } from '../../core/text.ts';

/** One edit, for a person to decide on. Texts are without their byte-order mark. */
export interface Question {
  /** Of the file, as shown to people. */
  readonly path: string;
  /** Where the finding is in the original text. */
  readonly place: Position;
  readonly finding: Reported;
  /** 1-based, over all files of the run. */
  readonly number: number;
  /** How many there are as far as is known: an edit may lead to others. */
  readonly total: number;
  /** The text before the run. */
  readonly original: string;
  /** The text with all edits that were accepted so far. */
  readonly before: string;
  /** The same with this one. */
  readonly after: string;
  /** Why what was written by hand in answer to this question was refused. Absent: it was not asked before. */
  readonly refused?: string;
}

/** Lines that a person has written in the place of an edit. */
export interface Handwritten {
  /** From the original text to that with the edits accepted so far: sorted, whole lines. */
  readonly accepted: readonly TextEdit[];
  /** From the original text to that with these lines. */
  readonly edits: readonly TextEdit[];
}

/**
 * `yes`, `no`: about this edit. `rest-of-file`, `rest-of-run`: this one and all later ones, except for those that are unsafe, unless the run
 * allows them. `none-of-file`: neither this one nor a later one of the file. `quit`: no further one of the run.
 */
export type Answer =
  | 'yes'
  | 'no'
  | 'rest-of-file'
  | 'none-of-file'
  | 'rest-of-run'
  | 'quit'
  | { readonly handwritten: Handwritten };

/** Asks a person. What it throws ends the run before a file is written. */
export type Review = (question: Question) => Promise<Answer>;
