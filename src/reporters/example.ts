import type { Example } from '../core/explanation.ts';
import { hunksOf } from './patch/hunks.ts';

/**
 * The changed lines of an example with two lines of context, as in a patch: a line begins with a space, `-` or `+`. A line
 * ` ...` stands for lines that are left out. Empty if the example changes nothing.
 */
export function exampleDiff({ before, after }: Pick<Example, 'before' | 'after'>): readonly string[] {
  return hunksOf(before, after, 2).flatMap(({ lines }, index) => [
    ...(index > 0 ? [' ...'] : []),
    ...withoutBlankEnds(lines),
  ]);
}

function withoutBlankEnds(hunk: readonly string[]): readonly string[] {
  // Drops "\ No newline at end of file".
  const lines = hunk.filter((line) => !line.startsWith('\\'));
  const first = lines.findIndex((line) => line.trim() !== '');
  const last = lines.findLastIndex((line) => line.trim() !== '');
  return lines.slice(first, last + 1);
}
