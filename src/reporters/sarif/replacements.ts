import { linesOf, type Lines } from '../../core/lines.ts';
import type { FileReport, Region } from '../../core/report.ts';
import { firstWhere } from '../../core/search.ts';
import { compareLines } from '../patch/compare.ts';

/** A place of a text, and what it is replaced with. */
export interface Replacement extends Region {
  readonly text: string;
}

/** What changes in a file, and where. */
export interface Changes {
  /** From top to bottom. Together they make the text after out of the one before. */
  readonly all: readonly Replacement[];
  /** The changes on the lines of an edit, and those of the file that are on the lines of none (an import). */
  readonly of: (edit: Region) => readonly Replacement[];
}

const NONE: Changes = { all: [], of: () => [] };

/** Finds what a run changes in a file by comparing the lines before and after: no edit tells what it wrote. */
export function changesOf({ before, after, edits }: FileReport): Changes {
  if (before === undefined || after === undefined) return NONE;
  const source = withoutMark(before);
  const lines = linesOf(source);
  const blocks = blocksBetween(source, withoutMark(after));
  const all = blocks.map((block) => replacement(block, source, lines));
  // Blocks are sorted, and an edit is on those from one to another; on one that only adds, where it goes on in front of it and behind.
  const blocksOn = ({ line, endLine }: Region): readonly [number, number] => [
    firstWhere(blocks, ({ to }) => to > line),
    firstWhere(blocks, ({ from }) => from > endLine),
  ];
  const isNobodys = blocks.map(() => true);
  for (const edit of edits) {
    const [start, end] = blocksOn(edit);
    if (start < end) isNobodys.fill(false, start, end);
  }
  const nobodys = all.filter((_, index) => isNobodys[index]);
  return {
    all,
    of: (edit) => {
      const [start, end] = blocksOn(edit);
      if (nobodys.length === 0) return all.slice(start, end);
      return all.filter((_, index) => isNobodys[index] || (start <= index && index < end));
    },
  };
}

/** Lines `from` up to `to`, 1-based and exclusive, that become another text. */
interface Block {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

function blocksBetween(before: string, after: string): readonly Block[] {
  const blocks: Block[] = [];
  const [old, now] = [withEnds(before), withEnds(after)];
  let [line, next] = [1, 0];
  let open: Block | undefined;
  for (const { count, added, removed } of compareLines(old, now)) {
    if (!added && !removed) {
      if (open) blocks.push(open);
      open = undefined;
    } else {
      const { from, text } = open ?? { from: line, text: '' };
      const to = removed ? line + count : line;
      open = { from, to, text: added ? text + now.slice(next, next + count).join('') : text };
    }
    if (!added) line += count;
    if (!removed) next += count;
  }
  return open ? [...blocks, open] : blocks;
}

const withoutMark = (text: string): string => text.replace(/^\uFEFF/, '');

const withEnds = (text: string): readonly string[] => text.match(/[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+$/g) ?? [];

/** The least that has to be replaced of a block. */
function replacement({ from, to, text }: Block, source: string, lines: Lines): Replacement {
  const start = lines.start(from);
  const old = source.slice(start, lines.start(to));
  const room = Math.min(old.length, text.length);
  let head = 0;
  while (head < room && old[head] === text[head]) head++;
  while (head > 0 && (isInside(old, head) || isInside(text, head))) head--;
  let tail = 0;
  while (tail < room - head && old.at(-1 - tail) === text.at(-1 - tail)) tail++;
  while (tail > 0 && (isInside(old, old.length - tail) || isInside(text, text.length - tail))) tail--;
  const [first, last] = [lines.at(start + head), lines.at(start + old.length - tail)];
  return {
    ...{ line: first.line, column: first.column, endLine: last.line, endColumn: last.column },
    text: text.slice(head, text.length - tail),
  };
}

/** Whether an offset lies between the halves of a surrogate pair, or in a CRLF. */
const isInside = (text: string, offset: number): boolean =>
  /^(?:[\uD800-\uDBFF][\uDC00-\uDFFF]|\r\n)$/.test(text.slice(offset - 1, offset + 1));
