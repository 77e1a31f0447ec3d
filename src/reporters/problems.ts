import type { FileReport, ReportedError } from '../core/report.ts';
import type { Reporter, ReporterOptions } from './reporter.ts';
import { place } from './text.ts';
import { printable } from './visible.ts';

/** The files that were not migrated, one line each: `path:line:column: reason: message`. */
export const problems: Reporter = ({ files }, options) =>
  files.map((file) => (file.error ? problem(file, file.error, options) : '')).join('');

/** Only failures, without files that a comment skips. */
export const failures: Reporter = (report, options) =>
  problems({ ...report, files: report.files.filter(({ status }) => status === 'failed') }, options);

function problem(
  { path, status }: FileReport,
  error: ReportedError,
  { paint, verbose }: ReporterOptions,
): string {
  const colour = status === 'failed' ? paint.red : paint.dim;
  const isBug = error.reason === 'crashed';
  // Only that of a crash is of many lines. Another may quote the name of a file that holds a line end.
  const [first = '', ...stack] = isBug ? error.message.split('\n') : [error.message];
  return [
    `${place(path, error, paint)}: ${colour(error.reason)}: ${printable(first)}`,
    ...(verbose ? stack.map((line) => printable(line)) : []),
    ...(isBug ? [`  this is a bug in bump-testclient${verbose ? '' : '; --verbose shows the stack'}`] : []),
    '',
  ].join('\n');
}
