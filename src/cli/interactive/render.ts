import { runsText } from '../../core/model/recorded.ts';
import { painted } from '../../reporters/diff.ts';
import { clipped, hang, wrap } from '../../reporters/layout.ts';
import { levelColour, markOf, wordsOf } from '../../reporters/marks.ts';
import { hunksOf } from '../../reporters/patch/hunks.ts';
import type { ReporterOptions } from '../../reporters/reporter.ts';
import { printable } from '../../reporters/visible.ts';
import type { Question } from '../../runner/review/question.ts';

const INDENT = '    ';

/** What is asked: the finding, why, how safe its edit is, and the edit. Ends with a line end. */
export function shownQuestion(question: Question, options: ReporterOptions): string {
  const { paint, width } = options;
  const { path, place, finding } = question;
  const where = `${printable(path)}:${place.line}:${place.column}`;
  const mark = markOf(finding.level);
  const heading = wrap(`${where}: ${mark} ${finding.rule}: ${printable(finding.message)}`, width, 4)
    .join(`\n${INDENT}`)
    .replace(where, (found) => paint.bold(found))
    .replace(
      `${mark} ${finding.rule}`,
      () => `${levelColour(finding.level, paint)(mark)} ${paint.yellow(finding.rule)}`,
    );
  const notes = [effectOf(question), safetyOf(question)].filter((note) => note !== '');
  return [
    heading,
    ...notes.map((note) => hang(`${INDENT}= `, printable(note), width)),
    ...hunkLines(question, options),
    '',
  ].join('\n');
}

/** What happens to the code with the new client, and since when. */
function effectOf({ finding: { level, since, why } }: Question): string {
  const reason = why ?? '';
  const label =
    since === undefined || reason.includes(since) ? wordsOf(level) : `${wordsOf(level)} since ${since}`;
  return reason === '' && since === undefined ? '' : `${label}${reason && `: ${reason}`}`;
}

function safetyOf({ finding: { safety, runs, rule } }: Question): string {
  const seen = runs ? ` (seen in ${runsText(runs)})` : '';
  switch (safety) {
    case 'unsafe':
      return `unsafe: the result may behave differently; \`bump-testclient explain ${rule}\` tells what to check${seen}`;
    case 'seen':
      return `safe by the recorded run${seen}`;
    case 'safe':
      return `safe${seen}`;
    case 'none':
      return '';
  }
}

/** Longer edits are shown in part. */
const MAX_LINES = 60;

function hunkLines({ before, after }: Question, { paint, width }: ReporterOptions): readonly string[] {
  const all = hunksOf(before, after, 3).flatMap(({ oldStart, oldLines, newStart, newLines, lines }) => [
    paint.cyan(`@@ -${oldStart},${oldLines} +${newStart},${newLines} @@`),
    ...shortened(lines, width).map((line) => painted(line, paint)),
  ]);
  return all.length > MAX_LINES
    ? [...all.slice(0, MAX_LINES), paint.dim(`... ${all.length - MAX_LINES} more lines; e shows them all`)]
    : all;
}

/** How many lines of the terminal a line of code may take. */
const MAX_ROWS = 4;

/** Lines of a hunk; very long ones are cut around what changes in them. */
function shortened(lines: readonly string[], width: number): readonly string[] {
  const room = Math.max(20, width) * MAX_ROWS;
  return lines.map((line, index) => {
    if (line.length <= room) return line;
    const other = lines[index + (line.startsWith('-') ? 1 : -1)] ?? '';
    const from = Math.max(1, Math.min(firstDifference(line, other) - (room >> 1), line.length - room));
    const cut = clipped(line.slice(from, from + room), room - 3);
    return `${line[0]}${from > 1 ? '…' : ''}${cut}…`;
  });
}

/** Behind the mark of the line. */
function firstDifference(a: string, b: string): number {
  let index = 1;
  while (index < a.length && index < b.length && a[index] === b[index]) index++;
  return index;
}
