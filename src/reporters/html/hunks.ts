import type { Lines } from '../../core/lines.ts';
import { linesOf } from '../../core/lines.ts';
import type { FileReport, Region, ReportedManual } from '../../core/report.ts';
import { hunksOf as hunksBetween, type Hunk as PatchHunk } from '../patch/hunks.ts';
import type { Hunk, Line } from './data.ts';
import { tokensOf } from './highlight.ts';
import { changedWords, lineOf, type Range, type Source } from './runs.ts';

/** Unchanged lines around a change. */
const CONTEXT = 5;
/** Unchanged lines around a finding. */
const AROUND = 2;
/** More lines of a finding, or of what its fix writes, are counted. */
const MAX_LINES = 12;

/** A hunk, with the lines of the text before that it is about: 1-based, the end exclusive. */
export interface FoundHunk {
  readonly hunk: Hunk;
  readonly lines: Range;
}

/** What was changed in a file, or would be. */
export function hunksOf({ path, before, after }: FileReport): readonly FoundHunk[] {
  if (before === undefined || after === undefined || before === after) return [];
  const [old, now] = [sourceOf(before, path), sourceOf(after, path)];
  const found = hunksBetween(old.text, now.text, CONTEXT);
  const starts = [lineStarts(old.text), lineStarts(now.text)] as const;
  return found.map((hunk) => ({
    hunk: { from: [hunk.oldStart, hunk.newStart], lines: linesIn(hunk, [old, now], starts) },
    lines: [hunk.oldStart, hunk.oldStart + hunk.oldLines],
  }));
}

/** Columns do not count the byte-order mark. */
const withoutMark = (text: string): string => text.replace(/^\uFEFF/, '');

function sourceOf(text: string, path: string): Source {
  const source = withoutMark(text);
  return { text: source, tokens: tokensOf(source, path) };
}

/** The offsets where the lines of a patch start, which a lone carriage return does not end. */
function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

type Pair<Item> = readonly [before: Item, after: Item];

function linesIn(
  { lines, oldStart, newStart }: PatchHunk,
  sources: Pair<Source>,
  starts: Pair<readonly number[]>,
): readonly Line[] {
  const at: [number, number] = [oldStart, newStart];
  const next = (side: 0 | 1): Range => {
    const start = starts[side][at[side]++ - 1] ?? 0;
    const { text } = sources[side];
    const end = starts[side][at[side] - 1] ?? text.length + 1;
    return [start, text[end - 2] === '\r' ? end - 2 : end - 1];
  };
  const found: Line[] = [];
  for (let index = 0; index < lines.length;) {
    const sign = lines[index]![0];
    if (sign === '\\') found.push(['\\', 'no line end at the end of the file', '']);
    if (sign === ' ') {
      next(0);
      found.push(lineOf(' ', sources[1], next(1)));
    }
    if (sign !== '-' && sign !== '+') {
      index++;
      continue;
    }
    const end = endOfChange(lines, index);
    const changed = lines.slice(index, end);
    for (const line of changeOf(changed, next, sources)) found.push(line);
    index = end;
  }
  return found;
}

/** Where lines that are replaced together end. */
function endOfChange(lines: readonly string[], from: number): number {
  let end = from;
  while (lines[end]?.startsWith('-') || lines[end]?.startsWith('\\')) end++;
  while (lines[end]?.startsWith('+')) end++;
  return Math.max(end, from + 1);
}

/** Marks what differs between each line and the one that replaces it. */
function changeOf(
  lines: readonly string[],
  next: (side: 0 | 1) => Range,
  [old, now]: Pair<Source>,
): readonly Line[] {
  const ranges = (sign: string, side: 0 | 1): readonly Range[] =>
    lines.filter((line) => line.startsWith(sign)).map(() => next(side));
  const [removed, added] = [ranges('-', 0), ranges('+', 1)];
  const text = ({ text: all }: Source, range: Range | undefined): string | undefined =>
    range && all.slice(...range);
  const pairs = removed.map((range, index) => {
    const [before, after] = [text(old, range), text(now, added[index])];
    return before === undefined || after === undefined ? [[], []] : changedWords(before, after);
  });
  return [
    ...removed.map((range, index) => lineOf('-', old, range, pairs[index]![0])),
    ...lines.filter((line) => line.startsWith('\\')).map((): Line => ['\\', 'no line end before', '']),
    ...added.map((range, index) => lineOf('+', now, range, pairs[index]?.[1])),
  ];
}

/** A text in which findings stand. */
export interface Framed {
  readonly source: Source;
  readonly lines: Lines;
}

export function framed({ path, text }: FileReport): Framed | undefined {
  if (text === undefined) return undefined;
  const source = sourceOf(text, path);
  return { source, lines: linesOf(source.text) };
}

/** The code of a finding with its neighbours, and the lines that its fix would write instead. */
export function frameOf({ source, lines }: Framed, finding: ReportedManual, path: string): Hunk {
  const { line, endLine, writes } = finding;
  const rangeOf = (number: number): Range => {
    const start = lines.start(number);
    return [start, start + lines.text(number).length];
  };
  const plain = (from: number, to: number): readonly Line[] =>
    numbers(from, to).map((number) => lineOf(' ', source, rangeOf(number)));
  const first = Math.max(1, line - AROUND);
  const last = Math.min(endLine, line + MAX_LINES - 1, lines.count);
  const shown = numbers(line, last);
  const change = writes && writes.length > 0 ? { writes, last } : undefined;
  const middle = change
    ? replaced({ source, lines }, finding, change, path)
    : shown.map((number) => lineOf('!', source, rangeOf(number), [marked(lines, number, finding)]));
  return {
    from: [first, first],
    lines: [
      ...plain(first, line - 1),
      ...middle,
      ...(last < endLine
        ? [remark(endLine - last)]
        : plain(endLine + 1, Math.min(endLine + AROUND, lines.count))),
    ],
  };
}

const remark = (count: number): Line => ['\\', `… ${count} more ${count === 1 ? 'line' : 'lines'}`, ''];

function replaced(
  { source, lines }: Framed,
  { line }: Region,
  { writes, last }: { readonly writes: readonly string[]; readonly last: number },
  path: string,
): readonly Line[] {
  const kept = writes.slice(0, MAX_LINES);
  const text = kept.join('\n');
  const written: Source = { text, tokens: tokensOf(text, path) };
  const pairs = kept.map((one, index) =>
    line + index <= last ? changedWords(lines.text(line + index), one) : undefined,
  );
  let at = 0;
  const added = kept.map((one, index): Line => {
    const range = [at, at + one.length] as const;
    at = range[1] + 1;
    return lineOf('+', written, range, pairs[index]?.[1]);
  });
  const removed = numbers(line, last).map((number, index) => {
    const start = lines.start(number);
    return lineOf('-', source, [start, start + lines.text(number).length], pairs[index]?.[0]);
  });
  return [
    ...removed,
    ...added,
    ...(kept.length < writes.length ? [remark(writes.length - kept.length)] : []),
  ];
}

/** The part of a line that a finding is about. */
function marked(lines: Lines, line: number, region: Region): Range {
  const text = lines.text(line);
  const from = line === region.line ? region.column - 1 : text.length - text.trimStart().length;
  return [from, line === region.endLine ? region.endColumn - 1 : text.trimEnd().length];
}

const numbers = (from: number, to: number): readonly number[] =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
