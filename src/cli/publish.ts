import { isAtLeast, LEVELS } from '../core/levels.ts';
import type { FileReport, Report } from '../core/report.ts';
import { colouredDiff } from '../reporters/diff.ts';
import { loadReporter, type Format } from '../reporters/index.ts';
import { plural } from '../reporters/layout.ts';
import { failures, problems } from '../reporters/problems.ts';
import { plain, type Painter, type ReporterOptions } from '../reporters/reporter.ts';
import { summary } from '../reporters/summary.ts';
import { text } from '../reporters/text.ts';
import { realPath } from '../runner/files/paths.ts';
import type { RunOutcome } from '../runner/run.ts';
import type { RunRequest } from './arguments/request.ts';
import { nextSteps } from './next.ts';
import { ruleText } from './output/rule-texts.ts';
import { applicablePatch } from './patch.ts';
import { harmless, printable } from '../reporters/visible.ts';

/** What goes to which stream. */
export interface Publication {
  /** Data, for a pipe. */
  readonly stdout: string | Uint8Array;
  /** Notes and the summary, for a person. */
  readonly stderr: string;
}

export interface Surroundings {
  readonly stdout: ReporterOptions & { readonly isTerminal: boolean };
  readonly stderr: ReporterOptions;
  /** Absolute. */
  readonly cwd: string;
  /** What the user calls the command. */
  readonly program: string;
}

export async function publish(
  request: RunRequest,
  outcome: RunOutcome,
  around: Surroundings,
): Promise<Publication> {
  const { report, notes } = outcome;
  const { stdout, note } = await data(request, outcome, around);
  if (request.quiet) return { stdout, stderr: failures(report, around.stderr) };
  const carried = carriedBy(request, around);
  const log = [
    ...[...notes, ...note, ...unshown(request, report)].map(noteLine),
    request.mode === 'write' && request.stdinFilename === undefined
      ? changedFiles(report, around.stderr.paint)
      : '',
    apart(carried === 'report' ? '' : text(report, around.stderr)),
    problems(report, around.stderr),
    summary(report, around.stderr),
    outcome.interrupted ? '' : nextSteps(request, report, around.program),
  ];
  return { stdout, stderr: log.join('') };
}

export const noteLine = (note: string): string => `note: ${printable(note)}\n`;

/** What `--strict` counts and `--level` hides would be an exit code without a reason. */
function unshown({ strict, level }: RunRequest, { summary: { levels } }: Report): readonly string[] {
  if (strict === undefined || level === undefined) return [];
  const count = LEVELS.filter((one) => isAtLeast(one, strict) && !isAtLeast(one, level))
    .map((one) => levels[one])
    .reduce((sum, one) => sum + one, 0);
  return count > 0 ? [`--strict counts ${plural(count, 'finding')} that --level ${level} does not show`] : [];
}

type Carried = 'report' | 'patch' | 'coloured diff' | 'source';

/** `--format json` wins over `--diff`, so that a script gets JSON in every mode. */
function carriedBy(
  { format, diff, mode, stdinFilename, colour }: RunRequest,
  { stdout: { paint, isTerminal } }: Surroundings,
): Carried {
  if (format !== 'text') return 'report';
  // CI sets FORCE_COLOR for all commands, but a patch in a file must stay plain.
  if (diff) return paint.level > 0 && (isTerminal || colour === 'always') ? 'coloured diff' : 'patch';
  return stdinFilename !== undefined && mode === 'write' ? 'source' : 'report';
}

async function data(
  request: RunRequest,
  { report, output }: RunOutcome,
  around: Surroundings,
): Promise<Pick<Publication, 'stdout'> & { readonly note: readonly string[] }> {
  switch (carriedBy(request, around)) {
    case 'patch': {
      const { bytes, folder } = applicablePatch(report, around.cwd);
      const isElsewhere = folder !== realPath(around.cwd);
      return { stdout: bytes, note: isElsewhere ? [`the paths in the patch are relative to ${folder}`] : [] };
    }
    case 'coloured diff':
      return { stdout: colouredDiff(report, around.stdout), note: [] };
    case 'source':
      return { stdout: output ?? '', note: [] };
    case 'report':
      return { stdout: (await loadReporter(request.format))(report, around.stdout), note: [] };
  }
}

/** The list with a blank line after it; an empty list stays empty. */
const apart = (list: string): string => list && `${list}\n`;

const changedFiles = ({ files }: Report, paint: Painter): string =>
  files
    .filter(({ status }) => status === 'changed')
    .map(
      ({ path, edits }: FileReport) =>
        `${paint.green('changed')} ${printable(path)} (${plural(edits.length, 'edit')})\n`,
    )
    .join('');

/** The report for `--output-file`: complete, whatever the terminal shows. */
export async function fileText(
  format: Format,
  report: Report,
  verbose: boolean,
  where: Pick<ReporterOptions, 'repository'> = {},
): Promise<string> {
  const options: ReporterOptions = { paint: plain, width: 100, verbose, ruleText, ...where };
  const body = (await loadReporter(format))(report, options);
  return format === 'text'
    ? harmless(apart(body) + problems(report, options) + summary(report, options))
    : body;
}
