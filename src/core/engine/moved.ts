import { linesOf, type Lines } from '../lines.ts';
import { originSpan, type TextEdit } from '../text.ts';

/** The edits of each round, in order; sorted, and none overlaps another of its round. */
export type History = readonly (readonly TextEdit[])[];

/**
 * Where each line of the original text is in the result, 1-based: the first entry is that of line 1. `undefined` where no line
 * moved.
 */
export function movedLines(
  original: string,
  result: string,
  history: History,
): readonly number[] | undefined {
  const { count, start } = linesOf(original);
  let offsets = Array.from({ length: count }, (_, index) => start(index + 1));
  for (const edits of history) offsets = forward(offsets, edits);
  const lines = linesOf(result);
  const moved = offsets.map((offset) => lines.at(offset).line);
  return moved.every((line, index) => line === index + 1) ? undefined : moved;
}

/** Sorted offsets of a text, in the text after the edits. What is inserted at an offset comes in front of it. */
function forward(offsets: readonly number[], edits: readonly TextEdit[]): number[] {
  let shift = 0;
  let next = 0;
  return offsets.map((offset) => {
    for (let edit = edits[next]; edit && edit.end <= offset; edit = edits[++next])
      shift += edit.text.length - (edit.end - edit.start);
    const around = edits[next];
    return around && around.start < offset ? around.start + shift : offset + shift;
  });
}

/** The line of the original text that a line of the result came from. */
export function originalLine(original: Lines, result: Lines, line: number, history: History): number {
  const start = result.start(line);
  const origin = history.reduceRight((at, edits) => originSpan(at, edits), { start, end: start });
  return original.at(origin.start).line;
}

/** Changes the numbers of the lines of one file that a message names: `tests/test_a.py:12`. */
export function renumbered(message: string, path: string, to: (line: number) => number): string {
  const parts = message.split(`${path}:`);
  return parts
    .map((part, index) => {
      const isWhole = index > 0 && /(?:^|[\s(`'",])$/.test(parts[index - 1]!);
      return isWhole ? part.replace(/^\d+/, (digits) => String(to(Number(digits)))) : part;
    })
    .join(`${path}:`);
}
