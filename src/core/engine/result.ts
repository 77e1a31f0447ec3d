import type { Effect, Safety } from '../rule.ts';
import type { Runs } from '../model/recorded.ts';
import type { Census } from '../language.ts';
import type { Span, TextEdit } from '../text.ts';

/** A finding at its place in the original text. */
export interface Reported extends Effect {
  readonly rule: string;
  readonly at: Span;
  /** Its place in the text as it stands after the run; absent when it is `applied`. */
  readonly now?: Span;
  /** Names lines of files of the project by their numbers before the run. */
  readonly message: string;
  /** Of a finding that is left: what is said of the original text, where that is something else. */
  readonly before?: { readonly message: string; readonly why?: string };
  /**
   * `applied`: made in the new text. `available`: `--unsafe` would make it, or of one whose safety is `seen` a run that does not hold
   * those back. `vetoed`: it is not to be made (`veto.ts`). `none`: for a person.
   */
  readonly fix: 'applied' | 'available' | 'vetoed' | 'none';
  /** Why the fix is not to be made, as a clause. Absent: there is no veto. */
  readonly veto?: string;
  readonly safety: Safety | 'none';
  /** Where the fix is `available`: the lines that it alone would write, without line ends. */
  readonly writes?: readonly string[];
  /** Of a finding that is counted and not listed: how "31 calls ..." goes on. */
  readonly tally?: string;
  /** The name that `--client` would take for a client, where nothing but it makes one. */
  readonly client?: string;
  /** How many recorded executions of the place show it. Absent: nothing was recorded of it. */
  readonly runs?: Runs;
}

/** What a person has written in the place of fixes. It is left as it is. */
export interface ByHand {
  /** Of the original text. Those of one migration are sorted and do not overlap. */
  readonly edit: TextEdit;
  /** What it settles: reported as if their fixes had been made. */
  readonly made: readonly Reported[];
}

export type FailureReason = 'syntax-error' | 'broke-syntax' | 'did-not-converge' | 'too-deep' | 'crashed';

/** What is told of a text that was read. */
interface Told {
  readonly findings: readonly Reported[];
  /** Of each finding that the target holds back: the version from which on it matters. Absent: none. */
  readonly held?: readonly string[];
  /** What the original text has of test clients. */
  readonly seen?: Census;
}

/** Plain data only, so that a worker can post it. */
export type Result =
  | ({ readonly status: 'unchanged' } & Told)
  | ({
      readonly status: 'changed';
      readonly text: string;
      /** Where each line of the original text is in `text`, 1-based. Absent: no line moved. */
      readonly moved?: readonly number[];
      readonly edits: number;
    } & Told)
  | { readonly status: 'skipped'; readonly reason: 'ignored' }
  | {
      readonly status: 'failed';
      readonly reason: FailureReason;
      readonly detail: string;
      readonly at?: number;
    };
