import { LEVELS } from '../core/levels.ts';
import { linesOf } from '../core/lines.ts';
import type { FileReport, Region, ReportedEdit, ReportedManual, Report } from '../core/report.ts';
import { frame, writtenLines } from './frame.ts';
import { printable, wrap } from './layout.ts';
import { FIXABLE, levelColour, markOf, wordsOf } from './marks.ts';
import type { Reporter, ReporterOptions } from './reporter.ts';

/**
 * The findings that are left, the most urgent first, each with its code. With `--check` also the changes to come, one line each,
 * in front of them.
 */
export const text: Reporter = (report, options) => {
  const edits =
    report.mode === 'check' || options.verbose
      ? report.files.flatMap((file) => file.edits.map((edit) => editLine(file.path, edit, options)))
      : [];
  const blocks = foldedIn(report, options).map((alike) => block(alike, options));
  const list = edits.map((line) => `${line}\n`).join('');
  return [...(list ? [list] : []), ...blocks.map((one) => `${one}\n`)].join('\n');
};

const editLine = (path: string, edit: ReportedEdit, { paint }: ReporterOptions): string =>
  `${place(path, edit, paint)}: ${paint.yellow(edit.rule)}: ${printable(edit.message)}`;

/** A finding with the file it is about. */
interface Placed {
  readonly file: FileReport;
  readonly finding: ReportedManual;
}

/** A finding, and others that say the same. */
type Alike = readonly [Placed, ...Placed[]];

/** Fewer equal findings than this are shown one by one. */
const MANY = 3;

/** Groups many equal findings: the first is shown in full, with the places of the others. */
function foldedIn({ files }: Report, { verbose }: ReporterOptions): readonly Alike[] {
  const groups = new Map<string, [Placed, ...Placed[]]>();
  const all = LEVELS.flatMap((level) =>
    files.flatMap((file) =>
      file.manual.filter((one) => one.level === level).map((finding): Placed => ({ file, finding })),
    ),
  );
  for (const one of all) {
    const { rule, message, why, level, unsafeFix } = one.finding;
    const key = JSON.stringify([rule, message, why, level, unsafeFix]);
    const known = groups.get(key);
    if (known) known.push(one);
    else groups.set(key, [one]);
  }
  const isFolded = (alike: Alike): boolean => !verbose && alike.length >= MANY;
  const firsts = new Map([...groups.values()].flatMap((alike) => alike.map((one) => [one, alike] as const)));
  return all.flatMap((one): readonly Alike[] => {
    const alike = firsts.get(one);
    if (!alike || !isFolded(alike)) return [[one]];
    return alike[0] === one ? [alike] : [];
  });
}

function block([{ file, finding }, ...others]: Alike, options: ReporterOptions): string {
  const { paint, width } = options;
  const note = (label: string, said: string): string =>
    indented(`  = ${label}: ${printable(said)}`, width).replace(label, paint.bold(label));
  return [
    heading(file.path, finding, options),
    ...codeOf(file, finding, options),
    ...effect(finding, note),
    ...(others.length > 0 ? [note('also', elsewhere(file, others))] : []),
  ].join('\n');
}

function codeOf(
  { text: source }: FileReport,
  finding: ReportedManual,
  options: ReporterOptions,
): readonly string[] {
  if (source === undefined) return [];
  // Columns do not count the byte-order mark.
  const lines = linesOf(source.replace(/^\uFEFF/, ''));
  return [...frame(lines, finding, options), ...writtenLines(lines, finding, options)];
}

/** What happens to the code, from which version on, and why it is not changed. */
function effect(
  { level, since, why }: ReportedManual,
  note: (label: string, said: string) => string,
): readonly string[] {
  if (why === null) return since === null ? [] : [note(wordsOf(level), `since ${since}`)];
  const isSaid = since === null || why.includes(since);
  return [note(isSaid ? wordsOf(level) : `${wordsOf(level)} since ${since}`, why)];
}

/** More places than this are counted. */
const MAX_PLACES = 10;

/** The places of other findings; a path is named where it changes. */
function elsewhere(first: FileReport, others: readonly Placed[]): string {
  let path = first.path;
  const places = others.slice(0, MAX_PLACES).map(({ file, finding: { line, column } }) => {
    const isNew = file.path !== path;
    path = file.path;
    return `${isNew ? `${path}:` : ''}${line}:${column}`;
  });
  const more = others.length - places.length;
  return places.join(', ') + (more > 0 ? ` and ${more} more; --verbose lists them` : '');
}

/** `path:line:column: mark rule: message`, wrapped. */
function heading(path: string, one: ReportedManual, { paint, width }: ReporterOptions): string {
  const mark = markOf(one.level);
  const lead = `${printable(path)}:${one.line}:${one.column}: ${mark} ${one.rule}${one.unsafeFix ? ` ${FIXABLE}` : ''}:`;
  return indented(`${lead} ${printable(one.message)}`, width)
    .replace(printable(path), (found) => paint.bold(found))
    .replace(`: ${mark} ${one.rule}`, `: ${levelColour(one.level, paint)(mark)} ${paint.yellow(one.rule)}`);
}

/** Wraps a text; lines after the first are indented. */
function indented(text: string, width: number): string {
  const lead = /^ */.exec(text)?.[0] ?? '';
  const room = Math.max(20, width) - lead.length;
  return lead + wrap(text, room, INDENT.length - lead.length).join(`\n${INDENT}`);
}

const INDENT = '    ';

/** `path:line:column`; 1:1 for the file as a whole. */
export const place = (
  path: string,
  { line = 1, column = 1 }: Partial<Pick<Region, 'line' | 'column'>>,
  paint: ReporterOptions['paint'],
): string => `${paint.bold(printable(path))}:${line}:${column}`;
