import { closest } from '../closest.ts';
import type { Document } from '../language.ts';
import { linesOf, type Lines } from '../lines.ts';
import type { Finding } from '../rule.ts';
import { slice, type Span } from '../text.ts';

const MARK = /bump-testclient:\s*ignore(?<file>-file)?(?:\[(?<rules>[^\]]*)\])?/;

/** Whether a text, in whatever encoding, may hold a comment that keeps rules away from a line. */
export const mayHoldSuppression = (text: string): boolean => /bump-testclient:\s*ignore(?!-file)/.test(text);

/** Comments that keep rules away from a line, or from the whole file. */
export interface Suppressions {
  /** The whole file is to be left alone. */
  readonly file: boolean;
  /** Whether a comment on the line of `at`, or alone on the line above, names the rule; it then counts as used. */
  covers(rule: string, at: Span): boolean;
  /** Findings about comments that have covered nothing so far, or that name a rule that is not among `known`. */
  unused(known: readonly string[]): readonly Finding[];
}

interface Suppression {
  readonly span: Span;
  readonly lines: ReadonlySet<number>;
  /** Absent: every rule. */
  readonly rules?: readonly string[];
}

export function suppressionsOf({ comments }: Document, source: string): Suppressions {
  const marked = comments.flatMap((span) => {
    const groups = MARK.exec(slice(source, span))?.groups;
    return groups ? [{ span, groups }] : [];
  });
  if (marked.length === 0) return none;
  const lines = linesOf(source);
  const used = new Set<Suppression>();
  const all = marked
    .filter(({ groups }) => !groups['file'])
    .map(({ span, groups }): Suppression => {
      const { line } = lines.at(span.start);
      const below = isAlone(lines, span) ? [lines.at(span.end).line + 1] : [];
      const rules = groups['rules']
        ?.split(',')
        .map((rule) => rule.trim())
        .filter(Boolean);
      return { span, lines: new Set([line, ...below]), ...(rules && { rules }) };
    });
  return {
    file: marked.some(({ groups, span }) => groups['file'] && isAtTop(source, span, comments)),
    covers(rule, at) {
      const { line } = lines.at(at.start);
      const found = all.find((one) => one.lines.has(line) && (one.rules?.includes(rule) ?? true));
      if (found) used.add(found);
      return found !== undefined;
    },
    unused: (known) => all.flatMap((one) => complaint(one, known, used.has(one)) ?? []),
  };
}

/** A name that no rule has is said of a used comment too: the rule that was meant is not suppressed. */
function complaint(
  { span, rules = [] }: Suppression,
  known: readonly string[],
  isUsed: boolean,
): Finding | undefined {
  const stranger = rules.find((rule) => !known.includes(rule));
  if (stranger === undefined)
    return isUsed
      ? undefined
      : { at: span, level: 'warns', message: 'this comment suppresses nothing: remove it' };
  const meant = closest(stranger, known);
  return {
    at: span,
    level: 'warns',
    message: `there is no rule \`${stranger}\`: ${meant === undefined ? 'remove it' : `did you mean \`${meant}\`?`}`,
    why: '`bump-testclient rules` lists the rules',
  };
}

/** Nothing stands beside it. */
function isAlone(lines: Lines, { start, end }: Span): boolean {
  const [first, last] = [lines.at(start), lines.at(end)];
  const before = lines.text(first.line).slice(0, first.column - 1);
  return (before + lines.text(last.line).slice(last.column - 1)).trim() === '';
}

const none: Suppressions = { file: false, covers: () => false, unused: () => [] };

/** Only comments, blank lines and a shebang stand above it. */
function isAtTop(source: string, { start }: Span, comments: readonly Span[]): boolean {
  let above = source.slice(0, start);
  for (const comment of comments) if (comment.end <= start) above = above.replace(slice(source, comment), '');
  return above.replace(/^#!.*/, '').trim() === '';
}
