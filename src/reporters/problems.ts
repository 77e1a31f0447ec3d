import type { FileReport, ReportedError } from '../core/report.ts';
import { printable } from './layout.ts';
import type { Reporter, ReporterOptions } from './reporter.ts';
import { place } from './text.ts';

/** The files that were not migrated and why: `path:line:column: reason: message`, a line each. */
export const problems: Reporter = ({ files }, options) =>
  files.map((file) => (file.error ? problem(file, file.error, options) : '')).join('');

/** Only what went wrong; a file the user keeps out by a comment did not. */
export const failures: Reporter = (report, options) =>
  problems({ ...report, files: report.files.filter(({ status }) => status === 'failed') }, options);

function problem(
  { path, status }: FileReport,
  error: ReportedError,
  { paint, verbose }: ReporterOptions,
): string {
  const colour = status === 'failed' ? paint.red : paint.dim;
  const [first = '', ...stack] = error.message.split('\n');
  const isBug = error.reason === 'crashed';
  return [
    `${place(path, error, paint)}: ${colour(error.reason)}: ${printable(first)}`,
    ...(verbose ? stack.map((line) => printable(line)) : []),
    ...(isBug ? [`  this is a bug in bump-testclient${verbose ? '' : '; --verbose shows where'}`] : []),
    '',
  ].join('\n');
}
