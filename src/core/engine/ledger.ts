import type { Original } from '../language.ts';
import type { ByHand, Reported } from './result.ts';
import type { Finding } from '../rule.ts';
import { linesOf, type Lines } from '../lines.ts';
import { movedLines, originalLine, renumbered } from './moved.ts';
import { writtenBy } from './written.ts';
import { applyEdits, originSpan, type Span, type TextEdit } from '../text.ts';

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
  /** What the first round said of a place, of which every other speaks as the fixes have left it. */
  readonly #first = new Map<string, Finding>();
  readonly #path: string;
  readonly #original: string;

  /** `path`: of the file in its project, as messages name it. */
  constructor(path: string, original: string) {
    this.#path = path;
    this.#original = original;
  }

  /** Notes what the first round says. */
  open(proposals: readonly Proposal[]): void {
    for (const { rule, finding } of proposals) this.#first.set(`${rule}:${finding.at.start}`, finding);
  }

  /** Whether the text is still the original. */
  get isUntouched(): boolean {
    return this.#history.length === 0;
  }

  /** The text before the run, for what reads the text as it stands. */
  get before(): Original {
    return { source: this.#original, spanOf: (span) => this.origin(span) };
  }

  /** Books the proposals of a round that `edits` carry out. */
  apply(made: readonly Proposal[], edits: readonly TextEdit[]): void {
    for (const { rule, finding } of made) {
      const at = this.origin(finding.at);
      // An empty span lies in text an earlier fix wrote: this edit belongs to that fix and is not counted twice.
      if (at.end > at.start || finding.at.end === finding.at.start) {
        this.#applied.set(key(rule, at), this.#report(rule, finding, at, 'applied'));
      } else this.#amend(at.start, finding.message);
    }
    this.#history.push(edits);
  }

  /** Books what a person has written in the place of fixes. Returns the text with it; `text` is the original. */
  applyByHand(text: string, byHand: readonly ByHand[]): string {
    for (const { made } of byHand)
      for (const { rule, at, message, level, since, from, why, runs, safety } of made)
        this.#applied.set(key(rule, at), {
          ...{ rule, at, message, level, ...(since && { since }), ...(from && { from }) },
          ...{ ...(why && { why }), ...(runs && { runs }), fix: 'applied', safety },
        });
    const edits = byHand.map(({ edit }) => edit);
    this.#history.push(edits);
    return applyEdits(text, edits);
  }

  /**
   * The account, in source order, once `text` is what comes out: what was applied in any round, what the last round still
   * finds, and what is said of suppression comments. `vetoed`: why fixes of the last round are not made.
   */
  close(
    text: string,
    left: readonly Proposal[],
    unused: readonly Finding[],
    vetoed: ReadonlyMap<Proposal, string> = new Map(),
  ): readonly Reported[] {
    const told = this.#renumbering(text);
    const open = left.map((one) => {
      const { rule, finding, edits } = one;
      if (!edits) return this.#left(told, rule, finding, 'none');
      const veto = vetoed.get(one);
      const found = this.#left(told, rule, finding, veto === undefined ? 'available' : 'vetoed');
      return { ...found, ...(veto !== undefined && { veto }), writes: writtenBy(text, edits) };
    });
    const useless = unused.map((finding) => this.#left(told, 'unused-suppression', finding, 'none'));
    const all = [...open.filter(({ rule, at }) => !this.#applied.has(key(rule, at))), ...useless];
    const unique = new Map(
      [...this.#applied.values(), ...all].map((one) => [key(one.rule, one.at) + one.fix, one]),
    );
    return [...unique.values()].sort(
      (a, b) => a.at.start - b.at.start || a.at.end - b.at.end || (a.rule < b.rule ? -1 : 1),
    );
  }

  /** Where each line of the original text is in what comes out; `undefined` where no line moved. */
  moved(text: string): readonly number[] | undefined {
    return movedLines(this.#original, text, this.#history);
  }

  /** An edit of what an earlier fix wrote says what becomes of that. */
  #amend(offset: number, message: string): void {
    for (const [id, one] of this.#applied)
      if (one.at.start <= offset && offset <= one.at.end) {
        this.#applied.set(id, { ...one, message: `${one.message}; then ${message}` });
        return;
      }
  }

  #left(told: Told, rule: string, found: Finding, fix: 'available' | 'vetoed' | 'none'): Reported {
    const origin = this.origin(found.at);
    const first = this.#first.get(`${rule}:${origin.start}`);
    // Nothing is left of a place that a fix has written anew, but it is the place that was there.
    const at = first && origin.start === origin.end ? first.at : origin;
    const finding = { ...found, ...inWords(told, found) };
    const isOther = first && (first.message !== finding.message || first.why !== finding.why);
    return {
      ...this.#report(rule, finding, at, fix),
      now: found.at,
      ...(isOther && { before: { message: first.message, ...(first.why && { why: first.why }) } }),
    };
  }

  /**
   * Lines of this file are named as they were before the run, as those of other files are. Many findings may say the same, and it
   * may be long.
   */
  #renumbering(text: string): Told {
    let lines: readonly [Lines, Lines] | undefined;
    const original = (line: number): number => {
      const [before, after] = (lines ??= [linesOf(this.#original), linesOf(text)]);
      return originalLine(before, after, line, this.#history);
    };
    const known = new Map<string, string>();
    return (words) => {
      const told = known.get(words) ?? renumbered(words, this.#path, original);
      known.set(words, told);
      return told;
    };
  }

  /** Where a place in the text as it stands was in the original. */
  origin(span: Span): Span {
    return this.#history.reduceRight<Span>((at, edits) => originSpan(at, edits), span);
  }

  #report(
    rule: string,
    { message, level, since, from, why, fix, tally, client, runs }: Proposal['finding'],
    at: Span,
    state: Reported['fix'],
  ): Reported {
    return {
      rule,
      at,
      message,
      level,
      ...(since && { since }),
      ...(from && { from }),
      ...(why && { why }),
      ...(tally && { tally }),
      ...(client && { client }),
      ...(runs && { runs }),
      fix: state,
      safety: fix?.safety ?? 'none',
    };
  }
}

/** Words of a finding, as they are told to a person. */
type Told = (words: string) => string;

const inWords = (told: Told, { message, why }: Finding): Pick<Finding, 'message' | 'why'> => ({
  message: told(message),
  ...(why !== undefined && { why: told(why) }),
});

const key = (rule: string, { start, end }: Span): string => `${rule}:${start}:${end}`;
