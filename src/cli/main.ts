import { statSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { explanations } from '../explanations.ts';
import { languages } from '../languages/index.ts';
import { rules } from '../registry.ts';
import type { ReporterOptions } from '../reporters/reporter.ts';
import { printable } from '../reporters/visible.ts';
import { messageOf, UsageError } from '../runner/errors.ts';
import { run, type RunOptions, type RunOutcome } from '../runner/run.ts';
import { version } from '../runner/version.ts';
import { parseArguments, type Request, type RunRequest } from './args.ts';
import { painterFor } from './colour.ts';
import { explain } from './explain.ts';
import { readFileList, readStdin } from './inputs.ts';
import { sinkOf, type Interruption, type Io, type Sink } from './io.ts';
import { progressOn } from './progress.ts';
import { fileText, publish } from './publish.ts';
import { listRules } from './rules.ts';

const FAILED = 2;
/** 128 plus the number of the signal, as in shells. */
const INTERRUPTED: Readonly<Record<Interruption, number>> = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 };

/** Where the output goes. */
interface Terminal {
  readonly io: Io;
  readonly out: Sink;
  readonly err: Sink;
}

/** Runs the command line. Resolves to the exit code; never rejects. */
export async function main(io: Io): Promise<number> {
  const terminal: Terminal = { io, out: sinkOf(io.stdout), err: sinkOf(io.stderr) };
  let request: Request | undefined;
  try {
    request = parseArguments(io.argv, version());
    return await answer(request, terminal);
  } catch (error) {
    await complain(error, terminal, request);
    return FAILED;
  }
}

async function answer(request: Request, terminal: Terminal): Promise<number> {
  const { out } = terminal;
  switch (request.kind) {
    case 'print':
      await out.write(request.text);
      return 0;
    case 'rules': {
      const all = languages.map(({ name }) => name);
      const { paint, width } = style(request, terminal, out);
      // In a pipe, each rule is one line, so that grep finds it.
      const options = { paint, width: out.isTerminal ? width : Infinity };
      await out.write(listRules(rules, all, request.format, options));
      return 0;
    }
    case 'explain':
      await out.write(explain(request.rule, rules, explanations, style(request, terminal, out)));
      return 0;
    case 'run':
      return migrate(request, terminal);
  }
}

const style = (
  request: Exclude<Request, { kind: 'print' }>,
  { io }: Terminal,
  sink: Sink,
): ReporterOptions => ({
  paint: painterFor(request.colour, io.env, sink),
  width: sink.columns,
  verbose: request.kind === 'run' && request.verbose,
});

async function migrate(request: RunRequest, terminal: Terminal): Promise<number> {
  const { io, err } = terminal;
  for (const { path } of request.outputs) requirePlace(resolve(io.cwd, path), path);
  const interruption = interruptible(terminal);
  const progress = progressOn(err, !request.quiet);
  try {
    const { signal, listen } = interruption;
    const options = await runOptions(request, io);
    const outcome = await run({ ...options, signal, onWriting: listen, onProgress: progress.update });
    // A signal that came while the last file was written is heard in the next turn of the event loop.
    await setImmediate();
    interruption.stop();
    await progress.clear();
    await deliver(request, outcome, terminal);
    return interruption.status() || outcome.report.summary.exitCode;
  } catch (error) {
    await progress.clear();
    throw error;
  } finally {
    interruption.stop();
  }
}

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

async function runOptions(request: RunRequest, io: Io): Promise<RunOptions> {
  const { stdinFilename, filesFrom, paths, ...rest } = request;
  const isBare = paths.length === 0 && stdinFilename === undefined && filesFrom === undefined;
  return {
    ...rest,
    cwd: io.cwd,
    paths: isBare ? ['.'] : paths,
    ...(filesFrom !== undefined && { filesFrom: await readFileList(filesFrom, io) }),
    ...(stdinFilename !== undefined && {
      stdin: { filename: stdinFilename, source: await readStdin(io) },
    }),
  };
}

async function deliver(request: RunRequest, outcome: RunOutcome, terminal: Terminal): Promise<void> {
  const { io, out, err } = terminal;
  const { stdout, stderr } = publish(request, outcome, {
    stdout: { ...style(request, terminal, out), isTerminal: out.isTerminal },
    stderr: style(request, terminal, err),
    cwd: io.cwd,
  });
  await out.write(stdout);
  const meet = out.isTerminal && err.isTerminal && stdout.length > 0 && stderr !== '';
  await err.write(meet ? `\n${stderr}` : stderr);
  for (const { format = request.format, path } of request.outputs) {
    await writeReport(resolve(io.cwd, path), path, fileText(format, outcome.report, request.verbose));
  }
}

/** Checks a report's path before any file is rewritten. Throws a `UsageError` if it cannot be written. */
function requirePlace(path: string, typed: string): void {
  if (!isFolder(dirname(path))) throw new UsageError(`--output-file: the folder of ${typed} does not exist`);
  if (isFolder(path)) throw new UsageError(`--output-file: ${typed} is a folder`);
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

async function writeReport(path: string, typed: string, text: string): Promise<void> {
  try {
    await writeFile(path, text);
  } catch (error) {
    throw new UsageError(`--output-file: cannot write ${typed}: ${messageOf(error)}`);
  }
}

/** A message is one line, or ends in a list: `...:`, then names, indented. Names of files may hold line ends as well. */
const told = (message: string): string =>
  (message.includes(':\n  ') ? message.split(/\n(?= {2})/) : [message]).map(printable).join('\n');

async function complain(error: unknown, terminal: Terminal, request: Request | undefined): Promise<void> {
  const { io, err } = terminal;
  const colour = request && request.kind !== 'print' ? request.colour : 'auto';
  const { red } = painterFor(colour, io.env, err);
  const message = messageOf(error);
  const lines = [`${red('error:')} ${told(message)}`];
  if (error instanceof UsageError) {
    if (error.hint) lines.push(printable(error.hint));
  } else {
    const isVerbose = request?.kind === 'run' && request.verbose;
    if (isVerbose && error instanceof Error && error.stack)
      lines.push(error.stack.replace(message, () => told(message)));
    lines.push(`this is a bug in bump-testclient${isVerbose ? '' : '; --verbose shows the stack'}`);
  }
  await err.write(lines.join('\n') + '\n').catch(() => undefined);
}
