import type { Span } from '../../../core/text.ts';
import { startOfString, stringEnd } from './literals.ts';

/** So many in a row are left as they are. */
const MANY = 100;

/** A quick look, which strings may mislead. */
const mayHold = new RegExp(
  String.raw`(?:^|[\r\n])(?:[ \t]*#[^\r\n]*(?:\r\n?|\n)){${MANY}}|(?:\\(?:\r\n?|\n)[ \t]*){${MANY}}`,
);

const landmark = /["'#\\]/g;
const comment = /#[^\r\n]*/y;
const nextComment = /(?:\r\n?|\n)([ \t]*)(#[^\r\n]*)/y;
const continuation = /\\(?:\r\n?|\n)[ \t]*/y;

/**
 * The source with spaces for most of the comments, and of the continued lines with nothing on them, that follow each other in large
 * numbers: the scanner of tree-sitter-python reads all that are left again behind each, which takes minutes for 50,000. Every offset
 * means the same in both, and the tree is the same but for the comments that `hidden` lists.
 */
export function withoutRuns(source: string): { readonly text: string; readonly hidden: readonly Span[] } {
  if (!mayHold.test(source)) return { text: source, hidden: [] };
  const hidden: Span[] = [];
  const blanks: Span[] = [];
  for (let at = 0; ;) {
    landmark.lastIndex = at;
    const found = landmark.exec(source);
    if (!found) break;
    const { 0: here, index } = found;
    if (here === '#' || here === '\\') {
      const run = here === '#' ? commentsFrom(source, index) : continuationsFrom(source, index);
      // The grammar looks at the first for the indentation, and at the last again for what follows.
      const middle = run.length > MANY ? run.slice(1, -1) : [];
      for (const one of middle) (here === '#' ? hidden : blanks).push(one);
      at = run.at(-1)?.end ?? index + 2;
    } else {
      const end = stringEnd(source, startOfString(source, index));
      if (end === undefined) break;
      at = end;
    }
  }
  return {
    text: blanked(
      source,
      [...hidden, ...blanks].sort((a, b) => a.start - b.start),
    ),
    hidden,
  };
}

/** A comment, and those alone on the lines behind it if it is alone too, as long as they have the same indentation. */
function commentsFrom(source: string, start: number): readonly Span[] {
  comment.lastIndex = start;
  comment.exec(source);
  const run: Span[] = [{ start, end: comment.lastIndex }];
  const indent = source.slice(startOfLine(source, start), start);
  if (!/^[ \t]*$/.test(indent)) return run;
  for (let end = comment.lastIndex; ; end = nextComment.lastIndex) {
    nextComment.lastIndex = end;
    const [whole, before, text] = nextComment.exec(source) ?? [];
    if (whole === undefined || text === undefined || before !== indent) return run;
    run.push({ start: nextComment.lastIndex - text.length, end: nextComment.lastIndex });
  }
}

/** Backslashes that continue a line, with the ends of lines and blanks behind each; none where they are part of an indentation. */
function continuationsFrom(source: string, start: number): readonly Span[] {
  const run: Span[] = [];
  for (let from = start; ; from = continuation.lastIndex) {
    continuation.lastIndex = from;
    if (!continuation.test(source)) break;
    run.push({ start: from, end: continuation.lastIndex });
  }
  const isIndent = run.length > MANY && /^[ \t\f]*$/.test(source.slice(startOfLine(source, start), start));
  return isIndent ? run.slice(-1) : run;
}

const startOfLine = (source: string, at: number): number =>
  Math.max(source.lastIndexOf('\n', at - 1), source.lastIndexOf('\r', at - 1)) + 1;

function blanked(source: string, spans: readonly Span[]): string {
  const pieces: string[] = [];
  let at = 0;
  for (const { start, end } of spans) {
    pieces.push(source.slice(at, start), ' '.repeat(end - start));
    at = end;
  }
  return pieces.join('') + source.slice(at);
}
