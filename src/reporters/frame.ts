import type { Lines } from '../core/lines.ts';
import type { Region } from '../core/report.ts';
import { widthOf } from './layout.ts';
import type { ReporterOptions } from './reporter.ts';
import { printable } from './visible.ts';

/** Longer regions are cut after this many lines. */
const MAX_LINES = 4;

/** The source lines of a region, with line numbers and the region underlined; in brief only the first line, as it is. */
export function frame(
  lines: Lines,
  region: Region,
  { paint, width }: Pick<ReporterOptions, 'paint' | 'width'>,
  isFull = true,
): readonly string[] {
  if (!isFull && region.endLine > region.line) {
    const end = lines.text(region.line).length + 1;
    return frame(lines, { ...region, endLine: region.line, endColumn: end }, { paint, width }, false);
  }
  const last = Math.min(region.endLine, region.line + MAX_LINES - 1);
  const digits = String(last).length;
  const gutter = (label: string): string => paint.cyan(`${label.padStart(digits)} |`);
  const output: string[] = [];
  for (let line = region.line; line <= last; line++) {
    const { shown, mark } = underline(lines.text(line), line, region, Math.max(20, width - digits - 3));
    output.push(`${gutter(String(line))} ${shown}`.trimEnd());
    if (mark && isFull) output.push(`${gutter('')} ${paint.yellow(mark)}`);
  }
  if (last < region.endLine) output.push(`${gutter('')} ...`);
  return output;
}

/** The lines that the fix of a finding would write, as far as there is room. */
export function writtenLines(
  lines: Lines,
  { line, endLine, writes }: Region & { readonly writes: readonly string[] | null },
  { paint, width }: Pick<ReporterOptions, 'paint' | 'width'>,
): readonly string[] {
  if (!writes || writes.length === 0) return [];
  const digits = String(Math.min(endLine, line + MAX_LINES - 1)).length;
  const lead = `${' '.repeat(digits)} ${paint.green('+')}`;
  const shown = writes.slice(0, MAX_LINES).map((text) => {
    const from = firstDifference(lines.text(line), text);
    return `${lead} ${paint.green(printable(excerpt(text, from, from, Math.max(20, width - digits - 3)).text))}`;
  });
  return writes.length > MAX_LINES ? [...shown, `${lead} ...`] : shown;
}

function firstDifference(a: string, b: string): number {
  let index = 0;
  while (index < a.length && a[index] === b[index]) index++;
  return index === a.length ? 0 : index;
}

interface Underlined {
  readonly shown: string;
  /** Empty if the region covers only indentation on this line. */
  readonly mark: string;
}

function underline(text: string, line: number, region: Region, room: number): Underlined {
  const indentation = text.length - text.trimStart().length;
  const from = line === region.line ? region.column - 1 : indentation;
  const to = line === region.endLine ? region.endColumn - 1 : text.trimEnd().length;
  const cut = excerpt(text, from, Math.max(from, to), room);
  const before = widthOf(printable(cut.text.slice(0, cut.from)));
  const marked = widthOf(printable(cut.text.slice(cut.from, cut.to)));
  const isEmpty = marked === 0 && line !== region.line;
  return {
    shown: printable(cut.text),
    mark: isEmpty ? '' : ' '.repeat(before) + '^'.repeat(Math.max(1, marked)),
  };
}

interface Excerpt {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

/** The part of a long line around `from..to`, with an ellipsis for what is left out; no word is cut. */
function excerpt(text: string, from: number, to: number, room: number): Excerpt {
  if (text.length <= room) return { text, from, to };
  const around = Math.max(0, room - (to - from)) >> 1;
  const start = Math.max(0, Math.min(from - around, text.length - room));
  const first = start > 0 ? wordEnd(text, start + 1, from) : 0;
  const last =
    start + room < text.length
      ? wordStart(text, start + room - 1, Math.min(to, start + room - 1))
      : text.length;
  const lead = first > 0 ? '…' : '';
  return {
    text: lead + text.slice(first, last) + (last < text.length ? '…' : ''),
    from: from - first + lead.length,
    to: Math.min(to, last) - first + lead.length,
  };
}

const isWord = (text: string, index: number): boolean => /[\p{L}\p{N}_]/u.test(text.charAt(index));

/** The first place from `index` on where no word is cut; `index` itself where there is none before `limit`. */
function wordEnd(text: string, index: number, limit: number): number {
  let at = index;
  while (at < limit && isWord(text, at - 1) && isWord(text, at)) at++;
  return at < limit || !isWord(text, at - 1) ? at : index;
}

/** The last place up to `index` where no word is cut; `index` itself where there is none behind `limit`. */
function wordStart(text: string, index: number, limit: number): number {
  let at = index;
  while (at > limit && isWord(text, at - 1) && isWord(text, at)) at--;
  return at > limit || !isWord(text, at) ? at : index;
}
