import { resolve } from 'node:path';
import { cwd as workingFolder } from 'node:process';
import type { Report } from '../core/report.ts';
import { findRoots } from '../runner/files/git.ts';
import { keepEdits } from '../runner/proof/edits.ts';
import { run as runAll } from '../runner/run.ts';
import { withConfigured } from '../cli/config/configured.ts';
import { requestFrom } from './checked.ts';
import type { RunOptions } from './options.ts';

/** What came of a run. */
export interface RunOutcome {
  /** Counts, edits, findings and errors of all files. `report.summary.exitCode` is the exit code of the command. */
  readonly report: Report;
  /** What else the command would tell on stderr, a line each. */
  readonly notes: readonly string[];
  /** With `source`: the resulting bytes, those of the content where nothing changed. */
  readonly output?: Uint8Array;
  /** Whether `signal` ended the run early. The report is about what was done before. */
  readonly interrupted: boolean;
}

/** See `run` in `src/index.ts`. */
export async function run(options: RunOptions): Promise<RunOutcome> {
  const asked = requestFrom(options);
  const { source, filesFrom, signal, onProgress } = options;
  const cwd = resolve(options.cwd ?? workingFolder());
  const roots = findRoots();
  const { stdinFilename, filesFrom: _, paths, ...request } = await withConfigured(asked, cwd, roots);
  const isBare = paths.length === 0 && stdinFilename === undefined && filesFrom === undefined;
  const outcome = await runAll({
    ...request,
    cwd,
    roots,
    paths: isBare ? ['.'] : paths,
    ...(filesFrom && { filesFrom }),
    ...(source && { stdin: { filename: source.path, source: Buffer.from(source.content) } }),
    ...(signal && { signal }),
    ...(onProgress && { onProgress }),
  });
  const { report, notes } = outcome;
  const unkept =
    request.mode === 'write' && stdinFilename === undefined ? await keepEdits(report.files, cwd) : undefined;
  return {
    ...outcome,
    notes: unkept === undefined ? notes : [...notes, `the edits are not kept for \`prove\`: ${unkept}`],
  };
}
