import { fstatSync } from 'node:fs';
import type { Readable, Writable } from 'node:stream';
import { harmless } from '../reporters/visible.ts';
import { UsageError } from '../runner/errors.ts';

/** Everything that the command uses of its environment. Tests pass their own. */
export interface Io {
  /** The arguments after the name of the script. */
  readonly argv: readonly string[];
  /** Absolute. May throw a `UsageError`. */
  readonly cwd: string;
  readonly env: Readonly<NodeJS.ProcessEnv>;
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  /** Calls `listener` on the first interruption, such as Ctrl-C; a second ends the process. The returned function stops listening. */
  readonly onInterrupt: (listener: (signal: Interruption) => void) => () => void;
}

/** Sent by Ctrl-C, by a cancelled pipeline, and by a terminal that is closed. */
export const interruptions = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
export type Interruption = (typeof interruptions)[number];

export type OutputStream = Writable & { readonly isTTY?: boolean; readonly columns?: number };

/** The environment of this process. */
export const processIo = (): Io => ({
  argv: process.argv.slice(2),
  get cwd() {
    return workingFolder();
  },
  env: process.env,
  // `process.stdin` is a getter that opens the stream. A run that does not read stdin must not wait for it.
  get stdin() {
    return standardInput();
  },
  stdout: process.stdout,
  stderr: process.stderr,
  onInterrupt: onProcessSignal,
});

function onProcessSignal(listener: (signal: Interruption) => void): () => void {
  let came = false;
  const stop = (): void => interruptions.forEach((signal) => process.off(signal, heard));
  const heard = (signal: NodeJS.Signals): void => {
    if (came) {
      stop();
      process.kill(process.pid, signal);
      return;
    }
    came = true;
    // Without a listener, the system ends the process, however busy it is. One that came together with the first is still heard.
    setImmediate(stop);
    const known = interruptions.find((one) => one === signal);
    if (known) listener(known);
  };
  for (const signal of interruptions) process.on(signal, heard);
  return stop;
}

/** Node has an empty stream in the place of a folder and of a disk. Throws a `UsageError` for these. */
function standardInput(): Readable {
  const kind = streamless(STDIN);
  if (kind !== undefined) throw new UsageError(`cannot read standard input: it is ${kind}, not a file`);
  return process.stdin;
}

const STDIN = 0;

function streamless(descriptor: number): string | undefined {
  try {
    const stat = fstatSync(descriptor);
    return stat.isDirectory() ? 'a folder' : stat.isBlockDevice() ? 'a block device' : undefined;
  } catch {
    // Whatever it is, Node says so when it is read.
    return undefined;
  }
}

function workingFolder(): string {
  try {
    return process.cwd();
  } catch {
    throw new UsageError('the working directory no longer exists', 'change to another directory');
  }
}

/** A stream to print to. Its reader may close it at any time. */
export interface Sink {
  readonly isTerminal: boolean;
  /** As wide as it is now: a window may be resized. */
  readonly columns: number;
  /**
   * Writes a text for people, in which what a terminal acts on is named, or bytes. Those stay as they are for a pipe or a file,
   * but not on a terminal. Resolves when all is written or the reader is gone. Rejects with a `UsageError` if writing fails (a full disk).
   */
  write(data: string | Uint8Array): Promise<void>;
  /** Erases the line that the cursor is in. Only for a terminal. */
  eraseLine(): Promise<void>;
}

/** The width without a terminal: wide enough for code, narrow enough for a log viewer. */
const DEFAULT_COLUMNS = 100;
/** A terminal that does not know its width reports undefined or 0. */
const UNKNOWN_COLUMNS = 80;
const ERASE_LINE = '\r\x1b[K';
const READER_IS_GONE = new Set(['EPIPE', 'EOF', 'ECONNRESET', 'ERR_STREAM_DESTROYED']);

export function sinkOf(stream: OutputStream): Sink {
  let isOpen = true;
  // Without a listener, an error of the stream ends the process. The callback of `write` handles the failure.
  stream.on('error', () => (isOpen = false));
  const isTerminal = stream.isTTY === true;
  const isGone = (code: string): boolean => READER_IS_GONE.has(code) || (isTerminal && code === 'EIO');
  const put = (data: string | Uint8Array): Promise<void> =>
    new Promise((resolve, reject) => {
      if (!isOpen || data.length === 0) return resolve();
      stream.write(data, (error: NodeJS.ErrnoException | null | undefined) => {
        if (!error || isGone(error.code ?? '')) resolve();
        else reject(new UsageError(`cannot write the output: ${error.message}`));
      });
    });
  return {
    isTerminal,
    get columns() {
      return columnsOf(stream);
    },
    write: (data) => {
      if (typeof data === 'string') return put(harmless(data));
      return put(isTerminal ? harmless(Buffer.from(data).toString()) : data);
    },
    eraseLine: () => put(ERASE_LINE),
  };
}

function columnsOf({ isTTY, columns = 0 }: OutputStream): number {
  if (isTTY !== true) return DEFAULT_COLUMNS;
  return columns > 0 ? columns : UNKNOWN_COLUMNS;
}
