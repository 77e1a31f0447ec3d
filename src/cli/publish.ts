import type { FileReport, Report } from '../core/report.ts';
import { colouredDiff, patch } from '../reporters/diff.ts';
import { reporters, type Format } from '../reporters/index.ts';
import { plural, printable } from '../reporters/layout.ts';
import { failures, problems } from '../reporters/problems.ts';
import { plain, type Painter, type ReporterOptions } from '../reporters/reporter.ts';
import { summary } from '../reporters/summary.ts';
import { text } from '../reporters/text.ts';
import type { RunOutcome } from '../runner/run.ts';
import type { RunRequest } from './args.ts';

/** What goes where. */
export interface Publication {
  /** Data: what a pipe is for. */
  readonly stdout: string | Uint8Array;
  /** What a person wants to know besides. */
  readonly stderr: string;
}

export interface Styles {
  readonly stdout: ReporterOptions;
  readonly stderr: ReporterOptions;
}

export function publish(request: RunRequest, outcome: RunOutcome, styles: Styles): Publication {
  const { report, notes } = outcome;
  const { quiet } = request;
  const carried = carriedBy(request);
  const log = [
    ...notes.map((note) => `note: ${printable(note)}\n`),
    request.mode === 'write' && request.stdinFilename === undefined
      ? changedFiles(report, styles.stderr.paint)
      : '',
    carried === 'patch' || carried === 'source' ? text(report, styles.stderr) : '',
    problems(report, styles.stderr),
    summary(report, styles.stderr),
  ];
  return {
    stdout: data(carried, request.format, outcome, styles.stdout),
    stderr: quiet ? failures(report, styles.stderr) : log.join(''),
  };
}

/** JSON beats the patch, so that a script finds JSON in every mode. */
function carriedBy({ format, diff, mode, stdinFilename }: RunRequest): 'report' | 'patch' | 'source' {
  if (format !== 'text') return 'report';
  if (diff) return 'patch';
  return stdinFilename !== undefined && mode === 'write' ? 'source' : 'report';
}

function data(
  carried: ReturnType<typeof carriedBy>,
  format: Format,
  { report, output }: RunOutcome,
  options: ReporterOptions,
): string | Uint8Array {
  switch (carried) {
    case 'patch':
      return options.paint.level > 0 ? colouredDiff(report, options) : patch(report);
    case 'source':
      return output ?? '';
    case 'report':
      return reporters[format](report, options);
  }
}

const changedFiles = ({ files }: Report, paint: Painter): string =>
  files
    .filter(({ status }) => status === 'changed')
    .map(
      ({ path, edits }: FileReport) =>
        `${paint.green('changed')} ${printable(path)} (${plural(edits.length, 'edit')})\n`,
    )
    .join('');

/** A report that goes to a file: complete in itself, whatever the terminal shows. */
export function fileText(format: Format, report: Report, verbose: boolean): string {
  const options: ReporterOptions = { paint: plain, width: 100, verbose };
  const body = reporters[format](report, options);
  return format === 'text' ? body + problems(report, options) + summary(report, options) : body;
}
