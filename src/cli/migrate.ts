import { resolve } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { findRoots } from '../runner/files/git.ts';
import { realPath } from '../runner/files/paths.ts';
import { keepEdits } from '../runner/proof/edits.ts';
import type { Review } from '../runner/review/question.ts';
import { run, type RunOptions } from '../runner/run.ts';
import type { OutputFile } from './arguments/options.ts';
import type { RunRequest } from './arguments/request.ts';
import { withConfigured } from './config/configured.ts';
import { readFileList, readStdin } from './inputs.ts';
import type { Interruption, Io } from './io.ts';
import { Interrupted } from './interactive/interrupted.ts';
import { deliver } from './output/deliver.ts';
import { placesOf, refuseToReplace } from './output/place.ts';
import { canShowProgress, progressOn } from './output/progress.ts';
import type { Terminal } from './output/terminal.ts';
import { noteLine } from './publish.ts';

/** 128 plus the number of the signal, as in shells. */
const INTERRUPTED: Readonly<Record<Interruption, number>> = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 };

/**
 * Migrates, and reports. Resolves to the exit code. Adds the shown paths of the files that were written to `written`, and
 * takes them out again once the report is printed.
 */
export async function migrate(given: RunRequest, terminal: Terminal, written: string[]): Promise<number> {
  const { io, err } = terminal;
  // Asked for once: the folder may be gone in the end.
  const { cwd } = io;
  const roots = findRoots();
  const request = await withConfigured(given, cwd, roots);
  const all = await placesOf(outputsOf(request), cwd);
  // The last one is that of the baseline.
  const places = all.slice(0, request.outputs.length);
  refuseToReplace(inputsOf(request, cwd), all);
  const interruption = interruptible(terminal);
  const progress = progressOn(err, !request.quiet && canShowProgress(err, io.env));
  try {
    const review = request.interactive && (await asking(request, terminal, progress.clear));
    const outcome = await run({
      ...(await runOptions(request, io, cwd)),
      roots,
      ...(review && { review }),
      signal: interruption.signal,
      onFound: (files) => refuseToReplace(files, all),
      onWriting: interruption.listen,
      onWritten: (path) => written.push(path),
      onProgress: progress.update,
    });
    // A signal that came while the last file was written is heard in the next turn of the event loop.
    await setImmediate();
    interruption.stop();
    await progress.clear();
    if (request.mode === 'write' && request.stdinFilename === undefined)
      await tellUnkept(await keepEdits(outcome.report.files, cwd), terminal);
    const baseline = all[request.outputs.length];
    await deliver(
      { request, outcome, places, ...(baseline && { baseline }), cwd, onPrinted: () => written.splice(0) },
      terminal,
    );
    return interruption.status() || outcome.report.summary.exitCode;
  } catch (error) {
    await progress.clear();
    if (error instanceof Interrupted) return INTERRUPTED[error.signal];
    throw error;
  } finally {
    interruption.stop();
  }
}

/** What asks about each edit is loaded where a person is asked. */
const asking = async (request: RunRequest, terminal: Terminal, clear: () => Promise<void>): Promise<Review> =>
  (await import('./interactive/ask.ts')).askOn({ request, terminal, clear });

const tellUnkept = (problem: string | undefined, { err }: Terminal): Promise<void> =>
  problem === undefined
    ? Promise.resolve()
    : err.write(noteLine(`the edits are not kept for \`prove\`: ${problem}`));

/** Where reports go, and behind them the baseline, if it is to be written. */
const outputsOf = ({ outputs, baseline, updateBaseline }: RunRequest): readonly OutputFile[] =>
  updateBaseline && baseline !== undefined ? [...outputs, { path: baseline, option: '--baseline' }] : outputs;

/** The files that are named as inputs, by their real paths. */
const inputsOf = (
  { filesFrom, stdinFilename, config, evidence, baseline, updateBaseline }: RunRequest,
  cwd: string,
): readonly string[] =>
  [filesFrom, stdinFilename, config, ...evidence, updateBaseline ? undefined : baseline].flatMap((path) =>
    path === undefined || path === '-' ? [] : [realPath(resolve(cwd, path))],
  );

interface Interruptible {
  readonly signal: AbortSignal;
  /** The exit status that tells of the signal that came; 0 if none did. */
  readonly status: () => number;
  readonly listen: () => void;
  readonly stop: () => void;
}

/**
 * Lets the first signal end the run behind the file that is being written, so that a report tells what was written. Only
 * while files are written: an analysis keeps the event loop busy, so a listener would not be called in time. Without one a
 * signal ends the process at once, and nothing is lost.
 */
function interruptible({ io, err }: Terminal): Interruptible {
  const stopping = new AbortController();
  let status = 0;
  let stop = (): void => undefined;
  return {
    signal: stopping.signal,
    status: () => status,
    listen: () => {
      stop = io.onInterrupt((signal) => {
        status = INTERRUPTED[signal];
        stopping.abort();
        void err
          .write('\ninterrupted: no other file is written; press Ctrl-C again to exit now\n')
          .catch(() => undefined);
      });
    },
    stop: () => stop(),
  };
}

async function runOptions(request: RunRequest, io: Io, cwd: string): Promise<RunOptions> {
  const { stdinFilename, filesFrom, paths, ...rest } = request;
  const isBare = paths.length === 0 && stdinFilename === undefined && filesFrom === undefined;
  return {
    ...rest,
    cwd,
    paths: isBare ? ['.'] : paths,
    ...(filesFrom !== undefined && { filesFrom: await readFileList(filesFrom, io) }),
    ...(stdinFilename !== undefined && {
      stdin: { filename: stdinFilename, source: await readStdin(io) },
    }),
  };
}
