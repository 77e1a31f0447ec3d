import { fingerprints } from '../../core/identity/fingerprint.ts';
import { LEVELS } from '../../core/levels.ts';
import type { FileReport, Region, Report, ReportedError, ReportedManual } from '../../core/report.ts';
import type { Level } from '../../core/rule.ts';
import { rulePage } from '../links.ts';
import { wordsOf } from '../marks.ts';

/** A place that a pipeline is told of. */
export interface Listed extends Region {
  /** An edit that would be made, or what is left for a person. */
  readonly kind: 'edit' | 'finding';
  readonly file: FileReport;
  readonly rule: string;
  readonly level: Level;
  readonly message: string;
  /** What happens to the code, and why it is not changed: "fails since Starlette 0.43: ...". */
  readonly detail: string;
  /** The page of its rule. */
  readonly url: string;
  readonly fingerprint: string;
  /** Absent of an edit. */
  readonly finding?: ReportedManual;
}

/**
 * What a report lists: the edits that would be made, and what is left, by path and position. Edits that a run has made are
 * no problems any more, so they are not among it.
 */
export const listed = ({ mode, files }: Pick<Report, 'mode' | 'files'>): readonly Listed[] =>
  files.flatMap((file) => listedIn(file, mode === 'write'));

function listedIn(file: FileReport, isWritten: boolean): readonly Listed[] {
  const edits = isWritten ? [] : file.edits;
  const all = [...edits, ...file.manual];
  // The places are those of the text before, unless the file was written.
  const prints = fingerprints(file.path, file.text ?? file.before, all);
  return all
    .map((one, index): Listed => {
      const { rule, level, message, line, column, endLine, endColumn } = one;
      const own = { file, rule, level, message, url: rulePage(rule), fingerprint: prints[index] ?? '' };
      const at = { line, column, endLine, endColumn };
      return 'why' in one
        ? { kind: 'finding', ...own, ...at, detail: effectText(one), finding: one }
        : { kind: 'edit', ...own, ...at, detail: effectText({ ...one, why: null }) };
    })
    .sort((a, b) => a.line - b.line || a.column - b.column);
}

/** "fails since Starlette 0.43: nothing here shows what `data` holds". */
function effectText({ level, since, why }: Pick<ReportedManual, 'level' | 'since' | 'why'>): string {
  const words = since === null || why?.includes(since) ? wordsOf(level) : `${wordsOf(level)} since ${since}`;
  return why === null ? words : `${words}: ${why}`;
}

/** The most urgent first, of a level what is left for a person before what a run would edit, then as they are. */
export const byUrgency = (all: readonly Listed[]): readonly Listed[] =>
  LEVELS.flatMap((level) =>
    (['finding', 'edit'] as const).flatMap((kind) =>
      all.filter((one) => one.level === level && one.kind === kind),
    ),
  );

/** A file that could not be migrated, or was left out. */
export type Unmigrated = FileReport & { readonly error: ReportedError };

/** The files that have failed, or those that were skipped. */
export const unmigrated = (
  { files }: Pick<Report, 'files'>,
  status: 'failed' | 'skipped',
): readonly Unmigrated[] =>
  files.filter((file): file is Unmigrated => file.status === status && file.error !== null);
