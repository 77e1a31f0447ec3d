import type { Region, Report } from '../../core/report.ts';
import type { Level } from '../../core/rule.ts';
import { plural } from '../layout.ts';
import { byUrgency, listed, unmigrated, type Listed } from '../listed/listed.ts';
import { fromRoot } from '../listed/place.ts';
import type { Reporter, ReporterOptions } from '../reporter.ts';
import { countsSentence } from '../summary.ts';
import { printable } from '../visible.ts';

/** GitHub shows so many annotations of a kind for a step, the first ones. */
const SHOWN = 10;

type Kind = 'error' | 'warning' | 'notice';

const KINDS: Readonly<Record<Level, Kind>> = { fails: 'error', warns: 'warning', differs: 'notice' };

interface Annotation extends Partial<Region> {
  readonly kind: Kind;
  readonly path?: string;
  readonly title: string;
  readonly message: string;
}

/**
 * Workflow commands of GitHub Actions, which make annotations of a step: files that failed, then what would change and what is left,
 * the most urgent first. One notice has the counts, and tells how many annotations GitHub will not show.
 */
export const github: Reporter = (report, options) => commands(report, options, Infinity);

/** The same for a log that tells everything in another way: only what GitHub shows. Empty where there is nothing to annotate. */
export const githubShown: Reporter = (report, options) =>
  annotations(report).length === 0 ? '' : commands(report, options, SHOWN);

function commands(report: Report, options: ReporterOptions, most: number): string {
  const all = annotations(report);
  const of = (kind: Kind): readonly Annotation[] => all.filter((one) => one.kind === kind);
  // The counts are the first of the notices.
  const room = { error: SHOWN, warning: SHOWN, notice: SHOWN - 1 };
  const unseen = Object.entries(room).map(([kind, limit]) => Math.max(0, of(kind as Kind).length - limit));
  const counts: Annotation = {
    kind: 'notice',
    title: 'bump-testclient',
    message: countsSentence(report) + untold(unseen.reduce((sum, count) => sum + count, 0)),
  };
  return [
    ...of('error').slice(0, most),
    ...of('warning').slice(0, most),
    counts,
    ...of('notice').slice(0, most - 1),
  ]
    .map((one) => command(one, options))
    .join('');
}

const untold = (count: number): string =>
  count === 0
    ? ''
    : `. GitHub does not show ${plural(count, 'more annotation')} of this step: the log and the summary of the step list everything`;

const annotations = (report: Report): readonly Annotation[] => [
  ...unmigrated(report, 'failed').map(({ path, error: { line, column, reason, message } }): Annotation => {
    // What follows is the stack of a crash.
    const [first = ''] = message.split('\n');
    const at = { ...(line !== undefined && { line }), ...(column !== undefined && { column }) };
    return { kind: 'error', path, ...at, title: reason, message: first };
  }),
  ...byUrgency(listed(report)).map(annotation),
];

const annotation = (one: Listed): Annotation => ({
  kind: KINDS[one.level],
  path: one.file.path,
  ...{ line: one.line, column: one.column, endLine: one.endLine, endColumn: one.endColumn },
  title: `${one.rule}${one.kind === 'edit' ? ' (can be migrated)' : ''}`,
  message: `${one.message}\n${one.detail}\n${one.url}`,
});

/** `::error file=...,line=...,title=...::message` */
function command({ kind, path, title, message, ...at }: Annotation, options: ReporterOptions): string {
  const properties = [
    ...(path === undefined ? [] : [['file', fromRoot(path, options)] as const]),
    ...placeOf(at),
    ['title', title] as const,
  ].map(([name, value]) => `${name}=${propertyValue(String(value))}`);
  return `::${kind} ${properties.join(',')}::${data(message)}\n`;
}

/** GitHub refuses columns where there is more than one line. */
function placeOf({
  line,
  column,
  endLine,
  endColumn,
}: Partial<Region>): readonly (readonly [string, number])[] {
  if (line === undefined) return [];
  return [
    ['line', line],
    ...(endLine === undefined ? [] : [['endLine', endLine] as const]),
    ...(column === undefined || (endLine ?? line) !== line ? [] : [['col', column] as const]),
    ...(endColumn === undefined || endLine !== line ? [] : [['endColumn', endColumn] as const]),
  ];
}

/** As `@actions/core` escapes a message. A line end is ours; what else cannot be seen is named. */
const data = (text: string): string =>
  text
    .split('\n')
    .map((line) => printable(line))
    .join('\n')
    .replaceAll('%', '%25')
    .replaceAll('\n', '%0A');

/** As `@actions/core` escapes a property. */
const propertyValue = (text: string): string =>
  printable(text).replaceAll('%', '%25').replaceAll(':', '%3A').replaceAll(',', '%2C');
