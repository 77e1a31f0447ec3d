import type { ApplicablePatch } from './cli/patch.ts';
import type { Report } from './core/report.ts';
import type { Format } from './reporters/index.ts';
import type { RunOptions } from './api/options.ts';
import type { RuleInfo } from './api/rules.ts';
import type { RunOutcome } from './api/run.ts';
import type { MigrateOptions, MigrateResult } from './api/text.ts';

export { UsageError } from './runner/errors.ts';

export type { OneOrMore, RunOptions } from './api/options.ts';
export type { OnProgress, Phase, Progress } from './runner/progress/told.ts';
export type { RuleInfo } from './api/rules.ts';
export type { RunOutcome } from './api/run.ts';
export type { Finding, MigrateOptions, MigrateResult } from './api/text.ts';
export type { ApplicablePatch } from './cli/patch.ts';
export type { FailureReason } from './core/engine/result.ts';
export type { LevelCounts } from './core/levels.ts';
export type {
  Answer,
  Place,
  RecordedCall,
  RecordedFile,
  RecordedRead,
  RecordedValue,
  Runs,
  ValueFlag,
} from './core/model/recorded.ts';
export type * from './core/report.ts';
export type { LanguageName, Level, Safety } from './core/rule.ts';
export type { Span } from './core/text.ts';
export type { Format } from './reporters/index.ts';

// Everything else is loaded when it is asked for: whoever imports this module and uses none of it pays nothing.

/**
 * Migrates one text by itself, without the rest of its project: no file is read or written. Offsets and columns count
 * UTF-16 units, offsets behind a byte-order mark. Whatever is wrong with the text is a result.
 *
 * @param source - The text, with or without a byte-order mark.
 * @param options - Its path, and which rules to follow.
 * @returns The new text if anything changed, and all findings.
 * @throws UsageError - Rejects with it for a path that no language reads, an unknown rule and a target that is none.
 */
export async function migrate(source: string, options: MigrateOptions): Promise<MigrateResult> {
  return (await import('./api/text.ts')).migrate(source, options);
}

/**
 * Does what the command does, as a function: finds, migrates and, with `mode: 'write'`, replaces files. Never ends the process,
 * prints nothing and listens to no signal of the process. Files that cannot be migrated are in the report.
 *
 * @param options - Those of the command line by their long names in camelCase; the default is a dry run over the working directory.
 * @returns The report, and what else there is to tell.
 * @throws UsageError - Rejects with it for a mistake in the options and for a path that matches nothing, and before anything is
 * written where files have uncommitted changes. Whatever else it rejects with is a bug, or what `onProgress` threw.
 */
export async function run(options: RunOptions = {}): Promise<RunOutcome> {
  return (await import('./api/run.ts')).run(options);
}

/**
 * Renders a report, as `--output-file` writes it.
 *
 * @param report - That of a run.
 * @param format - Such as `text`, `json` or `sarif`.
 * @param options - `verbose` lists each edit and finding by itself where the format has room for it.
 * @returns A text that ends with a newline unless it is empty.
 * @throws UsageError - Rejects with it for an unknown format.
 */
export async function formatReport(
  report: Report,
  format: Format,
  { verbose = false }: { readonly verbose?: boolean } = {},
): Promise<string> {
  return (await import('./api/format.ts')).formatReport(report, format, verbose);
}

/**
 * The changes of a report as a patch for `git apply` and `patch -p1`, exact to the byte.
 *
 * @param report - That of a run.
 * @param options - `cwd`: that of the run. Default: the working directory of the process.
 * @returns The bytes, and the folder to apply them in.
 */
export async function patchOf(
  report: Report,
  { cwd }: { readonly cwd?: string } = {},
): Promise<ApplicablePatch> {
  return (await import('./api/format.ts')).patchOf(report, cwd);
}

/** Every rule, alphabetical. */
export async function listRules(): Promise<readonly RuleInfo[]> {
  return (await import('./api/rules.ts')).listRules();
}

/** The formats of `formatReport`. */
export async function listFormats(): Promise<readonly Format[]> {
  return (await import('./reporters/index.ts')).formats;
}
