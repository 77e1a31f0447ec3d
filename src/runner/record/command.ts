import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, constants as files, openSync } from 'node:fs';
import { constants } from 'node:os';
import { platform } from 'node:process';
import { codeOf, reasonOf, UsageError } from '../errors.ts';
import type { Variables } from './environment.ts';
import { onWindows } from './windows.ts';

/** How a command ended. */
export interface Ended {
  /** As a shell has it: 128 plus the number of a signal. */
  readonly status: number;
  /** A signal ended it, or came while it ran and left it without success. */
  readonly interrupted: boolean;
}

/** As shells have it. */
const NOT_FOUND = 127;
const NOT_STARTED = 126;
const STDERR = 2;

/** A command that could not be started: the message, and the exit code that a shell has for it. */
export class NotStarted extends UsageError {
  readonly status: number;

  constructor(command: string, error: unknown) {
    const isMissing = codeOf(error) === 'ENOENT';
    super(
      isMissing ? `there is no command ${command}` : `cannot run ${command}: ${reasonOf(error)}`,
      isMissing
        ? 'is it installed, and its environment activated? A script also needs the program that its first line names'
        : undefined,
    );
    this.status = isMissing ? NOT_FOUND : NOT_STARTED;
  }
}

export interface CommandOptions {
  readonly env: Variables;
  readonly cwd: string;
  /** Its standard output goes to standard error, so that nothing but a report is on ours. */
  readonly toStderr?: boolean;
}

/**
 * Runs a command to its end, on the standard streams of this process. Throws `NotStarted`. `command`: the program and its arguments, as
 * typed; no shell reads them.
 */
export async function runCommand(
  command: readonly string[],
  { env, cwd, toStderr = false }: CommandOptions,
): Promise<Ended> {
  const [name = '', ...rest] = command;
  const { program, args, verbatim } =
    platform === 'win32' ? onWindows(command, env) : { program: name, args: rest, verbatim: false };
  let stop: (() => boolean) | undefined;
  try {
    const child = spawn(program, args, {
      env: { ...env },
      cwd,
      stdio: ['inherit', toStderr ? STDERR : 'inherit', 'inherit'],
      windowsVerbatimArguments: verbatim,
    });
    stop = leaveSignalsTo(child);
    const { code, signal } = await endOf(child);
    const interrupted = stop() ? code !== 0 : signal !== null;
    return { status: code ?? 128 + (signal ? constants.signals[signal] : 0), interrupted };
  } catch (error) {
    stop?.();
    throw new NotStarted(name, error);
  }
}

interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

const endOf = (child: ChildProcess): Promise<Ending> =>
  new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve({ code, signal }));
  });

/** Those that end a process, and that a terminal or the program above may send. */
const SIGNALS = ['SIGINT', 'SIGQUIT', 'SIGTERM', 'SIGHUP'] as const;
type Ends = (typeof SIGNALS)[number];

/**
 * Lets the command decide what a signal does, and passes on what it would not get. The returned function ends that, and tells whether one came.
 * Ctrl-C and Ctrl-\ of a terminal reach the command by themselves: passed on, they would come twice.
 */
function leaveSignalsTo(child: ChildProcess): () => boolean {
  let came = false;
  const isShared = platform === 'win32' || hasTerminal() ? ['SIGINT', 'SIGQUIT'] : [];
  const heard = (signal: NodeJS.Signals): void => {
    came = true;
    if (!isShared.includes(signal)) child.kill(signal);
  };
  SIGNALS.forEach((signal: Ends) => process.on(signal, heard));
  return () => {
    SIGNALS.forEach((signal) => process.off(signal, heard));
    return came;
  };
}

/** Whether a terminal controls this process, wherever its standard streams lead. */
function hasTerminal(): boolean {
  try {
    closeSync(openSync('/dev/tty', files.O_RDONLY | files.O_NONBLOCK | files.O_NOCTTY));
    return true;
  } catch {
    return false;
  }
}
