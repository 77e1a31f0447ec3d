import { applyEdits, selectEdits, type TextEdit } from '../text.ts';

/** The lines that edits of a text would write, without line ends; empty where they only remove lines. */
export function writtenBy(source: string, edits: readonly TextEdit[]): readonly string[] {
  const [first, ...others] = selectEdits([edits]).edits;
  if (!first) return [];
  const blocks: [TextEdit, ...TextEdit[]][] = [[first]];
  for (const edit of others) {
    const block = blocks[blocks.length - 1]!;
    if (lineStart(source, edit.start) <= lineEnd(source, block[block.length - 1]!.end)) block.push(edit);
    else blocks.push([edit]);
  }
  return blocks.flatMap((block) => changedLines(source, block));
}

/** The lines of one block of edits that are not there before. */
function changedLines(source: string, block: readonly [TextEdit, ...TextEdit[]]): readonly string[] {
  const start = lineStart(source, block[0].start);
  const end = lineEnd(source, block[block.length - 1]!.end);
  const local = block.map((edit) => ({ ...edit, start: edit.start - start, end: edit.end - start }));
  const old = source.slice(start, end);
  const [before, after] = [linesIn(old), linesIn(applyEdits(old, local))];
  let from = 0;
  while (from < after.length && before[from] === after[from]) from++;
  let to = after.length;
  let last = before.length;
  while (to > from && last > from && before[last - 1] === after[to - 1]) [to, last] = [to - 1, last - 1];
  return after.slice(from, to);
}

const linesIn = (text: string): readonly string[] => text.split(/\r\n|\n|\r/);

const lineStart = (source: string, offset: number): number =>
  offset === 0 ? 0 : Math.max(source.lastIndexOf('\n', offset - 1), source.lastIndexOf('\r', offset - 1)) + 1;

function lineEnd(source: string, offset: number): number {
  const found = source.slice(offset).search(/[\r\n]/);
  return found < 0 ? source.length : offset + found;
}
