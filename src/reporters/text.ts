import { linesOf, type Lines } from '../core/lines.ts';
import { runsText } from '../core/model/recorded.ts';
import type { FileReport, Region, ReportedEdit, ReportedManual } from '../core/report.ts';
import { frame, writtenLines } from './frame.ts';
import { grouped, oneByOne, type Alike, type Placed } from './grouped.ts';
import { wrap } from './layout.ts';
import { fixMark, levelColour, markOf, wordsOf } from './marks.ts';
import type { Reporter, ReporterOptions } from './reporter.ts';
import { printable } from './visible.ts';

/**
 * The findings that are left, the most urgent first, each with its code or the line that its fix would write. With `--check` also the
 * changes to come, one line each, in front of them.
 */
export const text: Reporter = (report, options) => {
  const edits =
    report.mode === 'check' || options.verbose
      ? report.files.flatMap((file) => file.edits.map((edit) => `${editLine(file.path, edit, options)}\n`))
      : [];
  const blocks = options.verbose
    ? oneByOne(report).map((alike) => `${block(alike, options)}\n`)
    : [
        grouped(report)
          .map((alike) => `${block(alike, options)}\n`)
          .join(''),
      ];
  return [edits.join(''), ...blocks].filter(Boolean).join('\n');
};

const editLine = (path: string, edit: ReportedEdit, { paint }: ReporterOptions): string =>
  `${place(path, edit, paint)}: ${paint.yellow(edit.rule)}: ${printable(edit.message)}${seenIn(edit)}`;

/** What an edit rests on, where that is no reading. */
const seenIn = ({ safety, runs }: ReportedEdit): string =>
  safety === 'seen' ? ` (seen in ${runs ? runsText(runs) : 'the recorded run'})` : '';

function block([{ file, finding, news }, ...others]: Alike, options: ReporterOptions): string {
  return [
    heading(file.path, finding, options),
    ...codeOf(file, finding, options),
    ...effectOf(finding, news, options),
    ...elsewhere(file, others, options),
  ].join('\n');
}

/** `path:line:column: mark rule: message`, wrapped. */
function heading(path: string, one: ReportedManual, { paint, width }: ReporterOptions): string {
  const mark = markOf(one.level);
  const lead = `${printable(path)}:${one.line}:${one.column}: ${mark} ${one.rule}${fixMark(one)}:`;
  return indented('', `${lead} ${printable(one.message)}`, width)
    .replace(printable(path), (found) => paint.bold(found))
    .replace(`: ${mark} ${one.rule}`, `: ${levelColour(one.level, paint)(mark)} ${paint.yellow(one.rule)}`);
}

/** The code, or in brief the lines that a fix would write instead. */
function codeOf(
  { text: source }: FileReport,
  finding: ReportedManual,
  { paint, width, verbose }: ReporterOptions,
): readonly string[] {
  if (source === undefined) return [];
  const lines = linesWithoutMark(source);
  const room = { paint, width: width - INDENT.length };
  const written = writtenLines(lines, finding, room);
  const code = verbose || written.length === 0 ? frame(lines, finding, room, verbose) : [];
  return [...code, ...written].map((line) => INDENT + line);
}

/** Columns do not count the byte-order mark. */
const linesWithoutMark = (source: string): Lines => linesOf(source.replace(/^\uFEFF/, ''));

/** What happens to the code, from which version on, and why it is not changed. */
function effectOf(
  { level, since, why }: ReportedManual,
  news: readonly string[],
  { paint, width }: ReporterOptions,
): readonly string[] {
  // The mark tells the level; the rest has been said.
  if (news.length === 0 && why !== null) return [];
  const reason = news.join('; ');
  const label =
    since === null || reason.includes(since) ? wordsOf(level) : `${wordsOf(level)} since ${since}`;
  if (reason === '' && since === null) return [];
  return [
    indented(INDENT, `= ${label}${reason && `: ${printable(reason)}`}`, width).replace(
      label,
      paint.bold(label),
    ),
  ];
}

/** More places than this are counted. */
const MAX_PLACES = 10;

/** The places of other findings that say the same: with what their fixes would write, or in one list. */
function elsewhere(
  first: FileReport,
  others: readonly Placed[],
  options: ReporterOptions,
): readonly string[] {
  if (others.length === 0) return [];
  const shown = others.slice(0, MAX_PLACES);
  const rest = others.length - shown.length;
  const more = rest > 0 ? `and ${rest} more; --verbose lists them` : '';
  if (shown.some(({ finding, news }) => fixMark(finding) !== '' || news.length > 0))
    return [...shown.flatMap((one) => other(one, options)), ...(more ? [`${INDENT}${more}`] : [])];
  let path = first.path;
  const places = shown.map(({ file, finding: { line, column } }) => {
    const isNew = file.path !== path;
    path = file.path;
    return `${isNew ? `${printable(path)}:` : ''}${line}:${column}`;
  });
  return [indented(INDENT, `= also ${places.join(', ')} ${more}`, options.width)];
}

function other({ file, finding, news }: Placed, options: ReporterOptions): readonly string[] {
  const reason = news.length > 0 ? `: ${news.join('; ')}` : '';
  const at = `= also ${printable(file.path)}:${finding.line}:${finding.column}${printable(reason)}`;
  return [
    indented(INDENT, at, options.width),
    ...(fixMark(finding) !== '' ? codeOf(file, finding, { ...options, verbose: false }) : []),
  ];
}

const INDENT = '    ';

/** Wraps a text behind `lead`; what goes on is indented. */
function indented(lead: string, said: string, width: number): string {
  const room = Math.max(20, width - lead.length);
  const hanging = lead.length + (lead === '' ? INDENT.length : 2);
  return lead + wrap(said, room, hanging - lead.length).join(`\n${' '.repeat(hanging)}`);
}

/** `path:line:column`; 1:1 for the file as a whole. */
export const place = (
  path: string,
  { line = 1, column = 1 }: Partial<Pick<Region, 'line' | 'column'>>,
  paint: ReporterOptions['paint'],
): string => `${paint.bold(printable(path))}:${line}:${column}`;
