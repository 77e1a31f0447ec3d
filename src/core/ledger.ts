import type { Proposal } from './migrate.ts';
import type { Reported } from './result.ts';
import { originSpan, type Span, type TextEdit } from './text.ts';

/** Keeps account of what the rounds found and did, every finding at its place in the original text. */
export class Ledger {
  readonly #history: (readonly TextEdit[])[] = [];
  readonly #applied = new Map<string, Reported>();
  readonly #unused: Reported[] = [];

  /** Suppression comments of the original text that suppress nothing. */
  unused(comments: readonly Span[]): void {
    for (const at of comments) {
      this.#unused.push({
        rule: 'unused-suppression',
        at,
        message: 'this comment suppresses nothing; remove it',
        fix: 'none',
        safety: 'none',
      });
    }
  }

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

  /** The account: what was applied in any round, and what the last round still finds. In source order. */
  close(left: readonly Proposal[]): readonly Reported[] {
    const open = left
      .map(({ rule, finding, edits }) =>
        this.#report(rule, finding, this.#origin(finding.at), edits ? 'available' : 'none'),
      )
      .filter(({ rule, at }) => !this.#applied.has(key(rule, at)));
    const unique = new Map(
      [...this.#applied.values(), ...open, ...this.#unused].map((one) => [
        key(one.rule, one.at) + one.fix,
        one,
      ]),
    );
    return [...unique.values()].sort(
      (a, b) => a.at.start - b.at.start || a.at.end - b.at.end || (a.rule < b.rule ? -1 : 1),
    );
  }

  #origin(span: Span): Span {
    return this.#history.reduceRight<Span>((at, edits) => originSpan(at, edits), span);
  }

  #report(
    rule: string,
    { message, why, fix }: Proposal['finding'],
    at: Span,
    state: Reported['fix'],
  ): Reported {
    return { rule, at, message, ...(why && { why }), fix: state, safety: fix?.safety ?? 'none' };
  }
}

const key = (rule: string, { start, end }: Span): string => `${rule}:${start}:${end}`;
