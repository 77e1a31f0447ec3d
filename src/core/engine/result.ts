import type { Safety } from '../rule.ts';
import type { Span } from '../text.ts';

/** A finding at its place in the original text. */
export interface Reported {
  readonly rule: string;
  readonly at: Span;
  /** Its place in the text as it stands after the run; absent when it is `applied`. */
  readonly now?: Span;
  readonly message: string;
  readonly why?: string;
  /** `applied`: made in the new text. `available`: `--unsafe` would make it. `none`: for a person. */
  readonly fix: 'applied' | 'available' | 'none';
  readonly safety: Safety | 'none';
}

export type FailureReason = 'syntax-error' | 'broke-syntax' | 'did-not-converge' | 'too-deep' | 'crashed';

/** Plain data only, so that a worker can post it. */
export type Result =
  | { readonly status: 'unchanged'; readonly findings: readonly Reported[] }
  | {
      readonly status: 'changed';
      readonly text: string;
      readonly edits: number;
      readonly findings: readonly Reported[];
    }
  | { readonly status: 'skipped'; readonly reason: 'ignored' }
  | {
      readonly status: 'failed';
      readonly reason: FailureReason;
      readonly detail: string;
      readonly at?: number;
    };
