import type { Lines } from '../core/lines.ts';
import type { Region } from '../core/report.ts';
import { printable, widthOf } from './layout.ts';
import type { ReporterOptions } from './reporter.ts';

/** Longer regions are cut after this many lines. */
const MAX_LINES = 4;

/** The source lines of a region, with line numbers and the region underlined. */
export function frame(
  lines: Lines,
  region: Region,
  { paint, width }: Pick<ReporterOptions, 'paint' | 'width'>,
): readonly string[] {
  const last = Math.min(region.endLine, region.line + MAX_LINES - 1);
  const digits = String(last).length;
  const gutter = (label: string): string => paint.cyan(`${label.padStart(digits)} |`);
  const output = [gutter('')];
  for (let line = region.line; line <= last; line++) {
    const { shown, mark } = underline(lines.text(line), line, region, Math.max(20, width - digits - 3));
    output.push(`${gutter(String(line))} ${shown}`.trimEnd());
    if (mark) output.push(`${gutter('')} ${paint.yellow(mark)}`);
  }
  if (last < region.endLine) output.push(`${gutter('')} ...`);
  return output;
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

/** The part of a long line around `from..to`, with an ellipsis for what is left out. */
function excerpt(text: string, from: number, to: number, room: number): Excerpt {
  if (text.length <= room) return { text, from, to };
  const around = Math.max(0, room - (to - from)) >> 1;
  const start = Math.max(0, Math.min(from - around, text.length - room));
  const end = start + room;
  const middle = text.slice(start > 0 ? start + 1 : 0, end < text.length ? end - 1 : end);
  return {
    text: (start > 0 ? '…' : '') + middle + (end < text.length ? '…' : ''),
    from: from - start,
    to: Math.min(to - start, room),
  };
}
