import { appendFileSync, statSync } from 'node:fs';
import { loadReporter } from '../../reporters/index.ts';
import type { ReporterOptions } from '../../reporters/reporter.ts';
import { messageOf } from '../../runner/errors.ts';
import type { RunOutcome } from '../../runner/run.ts';
import type { RunRequest } from '../arguments/request.ts';
import type { Io } from '../io.ts';

/** What GitHub takes as the summary of one step, in bytes. */
const MOST = 1024 * 1024;

const isInActions = (env: Io['env']): boolean => env['GITHUB_ACTIONS'] === 'true';

/**
 * A text for people, for the log of a job: the runner takes a line for a command that begins with `::`, spaces aside, or holds `##[`. Names of files and
 * sources may have both, so a character of them is named there.
 */
export const forLog = (text: string, env: Io['env']): string =>
  isInActions(env) ? text.replace(/^([^\S\n]*):(?=:)/gm, '$1<U+003A>').replaceAll('##[', '##<U+005B>') : text;

/** Whether this is a gate in GitHub Actions, which is annotated by itself. `--quiet` turns that off. */
export const isAnnotated = ({ mode, quiet }: RunRequest, env: Io['env']): boolean =>
  isInActions(env) && mode === 'check' && !quiet;

/**
 * The annotations of a gate, for stderr: GitHub reads them there too, and stdout stays data. Empty where `--format github` prints them already.
 */
export async function annotationsOf(
  { format }: RunRequest,
  { report }: RunOutcome,
  options: ReporterOptions,
): Promise<string> {
  if (format === 'github') return '';
  return (await import('../../reporters/github/github.ts')).githubShown(report, options);
}

/**
 * Adds the report to the summary of the step, as Markdown. Returns a note where that is impossible: a gate is none the worse for it.
 */
export async function addToStepSummary(
  { report }: RunOutcome,
  env: Io['env'],
  options: ReporterOptions,
): Promise<string | undefined> {
  const file = env['GITHUB_STEP_SUMMARY'];
  if (!file) return undefined;
  const text = `${(await loadReporter('markdown'))(report, options)}\n`;
  try {
    const stat = statSync(file, { throwIfNoEntry: false });
    if (stat && !stat.isFile()) throw new Error('it is no regular file');
    if ((stat?.size ?? 0) + Buffer.byteLength(text) > MOST) throw new Error('it would be longer than 1 MiB');
    appendFileSync(file, text);
    return undefined;
  } catch (error) {
    return `the summary of the step (GITHUB_STEP_SUMMARY) was not written: ${messageOf(error)}`;
  }
}
