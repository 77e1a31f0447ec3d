import { linesOf, type Lines } from '../core/lines.ts';
import type { FileReport, Region, ReportedError, ReportedManual } from '../core/report.ts';
import type { Reported, Result } from '../core/engine/result.ts';
import { visible, type Span } from '../core/text.ts';

/**
 * Turns the result for a text into the report of its file. `source` may begin with a byte-order mark. `isWritten`: the
 * result replaces the file, so findings that are left get their positions in the new text.
 */
export function fileReport(path: string, source: string, result: Result, isWritten: boolean): FileReport {
  switch (result.status) {
    case 'skipped':
      return without(path, 'skipped', {
        reason: result.reason,
        message: 'it has an `ignore-file` comment',
      });
    case 'failed': {
      // Offsets, and so columns, count from after the byte-order mark.
      const place = result.at === undefined ? {} : linesOf(withoutMark(source)).at(result.at);
      return { ...failed(path, { reason: result.reason, message: result.detail, ...place }), before: source };
    }
    case 'unchanged':
      return {
        ...told(path, source, result.findings),
        ...besides(result),
        status: 'unchanged',
        before: source,
      };
    case 'changed':
      return {
        ...told(path, source, result.findings, isWritten ? result.text : undefined),
        ...besides(result),
        status: 'changed',
        before: source,
        after: result.text,
      };
  }
}

const besides = ({
  seen,
  held,
}: Extract<Result, { findings: unknown }>): Pick<FileReport, 'seen' | 'held'> => ({
  ...(seen && { seen }),
  ...(held && { held }),
});

export const failed = (path: string, error: ReportedError): FileReport => without(path, 'failed', error);

/** Reasons why a text cannot be parsed. */
const UNPARSED: readonly string[] = ['syntax-error', 'too-deep'];

/** A file that does not parse and in which a client is a name at most: test data, a template, code of Python 2. */
export const unconcerned = (report: FileReport): FileReport =>
  report.status === 'failed' && report.error && UNPARSED.includes(report.error.reason)
    ? {
        ...report,
        status: 'skipped',
        error: { ...report.error, message: `${report.error.message} (no test client is known here)` },
      }
    : report;

/** A file that was migrated in memory, but not written because the run was interrupted. */
export const notWritten = (path: string): FileReport =>
  without(path, 'skipped', { reason: 'interrupted', message: 'not written: the run was interrupted' });

const without = (path: string, status: 'skipped' | 'failed', error: ReportedError): FileReport => ({
  path,
  status,
  edits: [],
  manual: [],
  error,
});

function told(
  path: string,
  before: string,
  findings: readonly Reported[],
  after?: string,
): Omit<FileReport, 'status'> {
  const was = textWith(withoutMark(before));
  const is = after === undefined ? was : textWith(withoutMark(after));
  const place = (one: Reported): ReportedManual => {
    // Before a write the place is shown as it is, so it is told as it is.
    const { message, why } = (after === undefined && one.before) || one;
    const reasons = [why, one.veto].filter((reason) => reason !== undefined);
    return {
      ...{ rule: one.rule, level: one.level, since: one.since ?? null, message },
      ...{ why: reasons.length > 0 ? reasons.join('; ') : null },
      ...{ unsafeFix: isUnsafeFix(one), writes: one.writes ?? null },
      ...(one.fix === 'available' && one.safety === 'seen' && { seenFix: true as const }),
      ...(one.runs && { runs: one.runs }),
      ...region(after === undefined ? one.at : (one.now ?? one.at), is),
    };
  };
  const left = findings.filter(({ fix }) => fix !== 'applied');
  const tallied = left.flatMap((one) =>
    one.tally === undefined
      ? []
      : [{ ...place(one), tally: one.tally, ...(one.client && { client: one.client }) }],
  );
  return {
    path,
    edits: findings.flatMap(({ rule, at, level, since, message, fix, safety, runs }) =>
      fix === 'applied' && safety !== 'none'
        ? [{ rule, safety, level, since: since ?? null, message, ...(runs && { runs }), ...region(at, was) }]
        : [],
    ),
    manual: left.filter(({ tally }) => tally === undefined).map(place),
    ...(tallied.length > 0 && { tallied }),
    error: null,
    ...(findings.length > 0 && { text: after ?? before }),
  };
}

/** Whether `--unsafe` would make the fix. */
const isUnsafeFix = ({ fix, safety }: Reported): boolean =>
  (fix === 'available' && safety !== 'seen') || (fix === 'vetoed' && safety === 'unsafe');

/** A text with its lines. */
interface Text {
  readonly source: string;
  readonly lines: Lines;
}

const textWith = (source: string): Text => ({ source, lines: linesOf(source) });

function region(span: Span, { source, lines }: Text): Region {
  const { start, end } = visible(span, source);
  const from = lines.at(start);
  const to = lines.at(end);
  return { line: from.line, column: from.column, endLine: to.line, endColumn: to.column };
}

const withoutMark = (source: string): string => source.replace(/^\uFEFF/, '');
