import { structuredPatch } from 'diff';
import type { Example } from '../core/explanation.ts';

/**
 * The changed lines of an example and two around each, as in a patch: a line begins with a space, `-` or `+`. Where lines
 * are left out stands ` ...`. Empty for an example that changes nothing.
 */
export function exampleDiff({ before, after }: Pick<Example, 'before' | 'after'>): readonly string[] {
  const { hunks } = structuredPatch('', '', before, after, '', '', { context: 2 });
  return hunks.flatMap(({ lines }, index) => [...(index > 0 ? [' ...'] : []), ...withoutBlankEnds(lines)]);
}

function withoutBlankEnds(hunk: readonly string[]): readonly string[] {
  // "\ No newline at end of file" is no line of the example.
  const lines = hunk.filter((line) => !line.startsWith('\\'));
  const first = lines.findIndex((line) => line.trim() !== '');
  const last = lines.findLastIndex((line) => line.trim() !== '');
  return lines.slice(first, last + 1);
}
