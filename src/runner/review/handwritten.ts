import type { ByHand, Reported } from '../../core/engine/result.ts';
import { slice, type Span, type TextEdit } from '../../core/text.ts';
import type { Handwritten, Question } from './question.ts';

/**
 * What a person has written so far, with the answer to a question. `before`: what was written by hand until then. `found`: what was
 * reported of the text that the person saw.
 */
export function writtenByHand(
  { accepted, edits }: Handwritten,
  { original, finding }: Pick<Question, 'original' | 'finding'>,
  before: readonly ByHand[],
  found: readonly Reported[],
): readonly ByHand[] {
  const isOlder = (span: Span): boolean => before.some(({ edit }) => meet(edit, span));
  const own = edits.filter((edit) => isOlder(edit) || !accepted.some((one) => isSame(one, edit)));
  // A person has taken back what was accepted before; without these it would be made again.
  const undone = accepted
    .filter((one) => !edits.some((edit) => meet(edit, one)))
    .map((span) => ({ start: span.start, end: span.end, text: slice(original, span) }));
  const all = [...own, ...undone].sort((a, b) => a.start - b.start || a.end - b.end);
  const kept = before.filter(({ edit }) => !all.some((one) => meet(one, edit)));
  const settled = [
    finding,
    ...found.filter(({ fix, at }) => fix === 'applied' && own.some((edit) => meet(edit, at))),
  ];
  const made = settled.map((one): Reported => ({ ...one, message: marked(one.message) }));
  return [...kept, ...all.map((edit, index) => ({ edit, made: index === 0 ? made : [] }))].sort(
    (a, b) => a.edit.start - b.edit.start,
  );
}

const MARK = ' (edited by hand)';

const marked = (message: string): string => (message.endsWith(MARK) ? message : message + MARK);

const meet = (a: Span, b: Span): boolean => a.start <= b.end && b.start <= a.end;

const isSame = (a: TextEdit, b: TextEdit): boolean =>
  a.start === b.start && a.end === b.end && a.text === b.text;
