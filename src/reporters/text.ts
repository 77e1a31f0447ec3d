import { linesOf, type Lines } from '../core/lines.ts';
import type { FileReport, Region, ReportedEdit, ReportedManual } from '../core/report.ts';
import { frame } from './frame.ts';
import { hang, printable } from './layout.ts';
import type { Reporter, ReporterOptions } from './reporter.ts';

/** One entry of the list: a line, or a block with blank lines around it. */
interface Entry {
  readonly at: Region;
  readonly isBlock: boolean;
  readonly text: string;
}

/** The findings that are left, each with its code. With `--check` also the changes to come, one line each. */
export const text: Reporter = (report, options) => {
  const listsEdits = report.mode === 'check' || options.verbose;
  const entries = report.files.flatMap((file) => entriesOf(file, listsEdits, options));
  return entries.map((entry, index) => separator(entries[index - 1], entry) + entry.text + '\n').join('');
};

const separator = (above: Entry | undefined, { isBlock }: Entry): string =>
  above && (above.isBlock || isBlock) ? '\n' : '';

function entriesOf(file: FileReport, listsEdits: boolean, options: ReporterOptions): readonly Entry[] {
  if (file.manual.length === 0 && !listsEdits) return [];
  // Columns do not count the byte-order mark.
  const lines = file.text === undefined ? undefined : linesOf(file.text.replace(/^\uFEFF/, ''));
  const edits = listsEdits ? file.edits.map((edit) => editLine(file.path, edit, options)) : [];
  const manual = folded(file.manual, options).map((alike) => block(file.path, alike, lines, options));
  return [...edits, ...manual].sort((a, b) => a.at.line - b.at.line || a.at.column - b.at.column);
}

const editLine = (path: string, edit: ReportedEdit, options: ReporterOptions): Entry => ({
  at: edit,
  isBlock: false,
  text: heading(path, edit, options),
});

/** A finding, and others of the same file with the same message. */
type Alike = readonly [ReportedManual, ...ReportedManual[]];

/** Fewer equal findings than this are shown one by one. */
const MANY = 3;

/** Groups many equal findings: the first is shown in full, with the places of the others. */
function folded(findings: readonly ReportedManual[], { verbose }: ReporterOptions): readonly Alike[] {
  const groups = new Map<string, [ReportedManual, ...ReportedManual[]]>();
  for (const finding of findings) {
    const key = JSON.stringify([finding.rule, finding.message, finding.why, finding.unsafeFix]);
    const known = groups.get(key);
    if (known) known.push(finding);
    else groups.set(key, [finding]);
  }
  return [...groups.values()].flatMap((alike): readonly Alike[] =>
    verbose || alike.length < MANY ? alike.map((one): Alike => [one]) : [alike],
  );
}

function block(
  path: string,
  [finding, ...others]: Alike,
  lines: Lines | undefined,
  options: ReporterOptions,
): Entry {
  const { paint, width } = options;
  const note = (label: string, said: string): string =>
    hang(`  = ${label}: `, printable(said), width).replace(label, paint.bold(label));
  return {
    at: finding,
    isBlock: true,
    text: [
      heading(path, finding, options),
      ...(lines ? frame(lines, finding, options) : []),
      ...(finding.why === null ? [] : [note('why', finding.why)]),
      ...(others.length > 0
        ? [note('also', others.map(({ line, column }) => `${line}:${column}`).join(', '))]
        : []),
      ...(finding.unsafeFix ? [note('help', '--unsafe applies a fix; review the result')] : []),
    ].join('\n'),
  };
}

const heading = (path: string, one: ReportedEdit | ReportedManual, { paint }: ReporterOptions): string =>
  `${place(path, one, paint)}: ${paint.yellow(one.rule)}: ${printable(one.message)}`;

/** `path:line:column`; 1:1 for the file as a whole. */
export const place = (
  path: string,
  { line = 1, column = 1 }: { readonly line?: number; readonly column?: number },
  paint: ReporterOptions['paint'],
): string => `${paint.bold(printable(path))}:${line}:${column}`;
