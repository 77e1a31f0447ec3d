import type { Reported } from './result.ts';
import type { Finding } from '../rule.ts';
import { writtenBy } from './written.ts';
import { originSpan, type Span, type TextEdit } from '../text.ts';

/** A finding of one round, with the edits its fix came to. */
export interface Proposal {
  readonly rule: string;
  readonly finding: Finding;
  readonly edits?: readonly TextEdit[];
}

/** Keeps account of what the rounds found and did, every finding at its place in the original text. */
export class Ledger {
  readonly #history: (readonly TextEdit[])[] = [];
  readonly #applied = new Map<string, Reported>();

  /** Books the proposals of a round that `edits` carry out. */
  apply(made: readonly Proposal[], edits: readonly TextEdit[]): void {
    for (const { rule, finding } of made) {
      const at = this.#origin(finding.at);
      // An empty span lies in text an earlier fix wrote: this edit belongs to that fix and is not counted twice.
      if (at.end > at.start || finding.at.end === finding.at.start) {
        this.#applied.set(key(rule, at), this.#report(rule, finding, at, 'applied'));
      }
    }
    this.#history.push(edits);
  }

  /**
   * The account, in source order, once `text` is what comes out: what was applied in any round, what the last round still finds, and what is said of
   * suppression comments.
   */
  close(text: string, left: readonly Proposal[], unused: readonly Finding[]): readonly Reported[] {
    const open = left.map(({ rule, finding, edits }) =>
      edits
        ? { ...this.#left(rule, finding, 'available'), writes: writtenBy(text, edits) }
        : this.#left(rule, finding, 'none'),
    );
    const useless = unused.map((finding) => this.#left('unused-suppression', finding, 'none'));
    const all = [...open.filter(({ rule, at }) => !this.#applied.has(key(rule, at))), ...useless];
    const unique = new Map(
      [...this.#applied.values(), ...all].map((one) => [key(one.rule, one.at) + one.fix, one]),
    );
    return [...unique.values()].sort(
      (a, b) => a.at.start - b.at.start || a.at.end - b.at.end || (a.rule < b.rule ? -1 : 1),
    );
  }

  #left(rule: string, finding: Finding, fix: 'available' | 'none'): Reported {
    return { ...this.#report(rule, finding, this.#origin(finding.at), fix), now: finding.at };
  }

  #origin(span: Span): Span {
    return this.#history.reduceRight<Span>((at, edits) => originSpan(at, edits), span);
  }

  #report(
    rule: string,
    { message, level, since, why, fix, tally }: Proposal['finding'],
    at: Span,
    state: Reported['fix'],
  ): Reported {
    return {
      ...{ rule, at, message, level },
      ...(since && { since }),
      ...(why && { why }),
      ...(tally && { tally }),
      ...{ fix: state, safety: fix?.safety ?? 'none' },
    };
  }
}

const key = (rule: string, { start, end }: Span): string => `${rule}:${start}:${end}`;
