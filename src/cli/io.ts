import type { Readable, Writable } from 'node:stream';
import { UsageError } from '../runner/errors.ts';

/** All that the command takes from its surroundings. */
export interface Io {
  /** Without the interpreter and the script. */
  readonly argv: readonly string[];
  /** Absolute. May throw a `UsageError`. */
  readonly cwd: string;
  readonly env: Readonly<NodeJS.ProcessEnv>;
  readonly stdin: Readable;
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  /** Calls `listener` on the first signal to end, Ctrl-C for one, until the function that is returned is called. */
  readonly onInterrupt: (listener: (signal: Interruption) => void) => () => void;
}

/** Ctrl-C, a pipeline that is cancelled, a terminal that is closed. */
export const interruptions = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
export type Interruption = (typeof interruptions)[number];

export type OutputStream = Writable & { readonly isTTY?: boolean; readonly columns?: number };

/** The surroundings of this process. */
export const processIo = (): Io => ({
  argv: process.argv.slice(2),
  get cwd() {
    return workingFolder();
  },
  env: process.env,
  // A getter of node that opens the stream: nobody waits on standard input who does not read it.
  get stdin() {
    return process.stdin;
  },
  stdout: process.stdout,
  stderr: process.stderr,
  onInterrupt: (listener) => {
    // Once only: what node does with a second signal without a listener, ending the process, is what is wanted.
    const once = (signal: NodeJS.Signals): void => {
      stop();
      const known = interruptions.find((one) => one === signal);
      if (known) listener(known);
    };
    const stop = (): void => interruptions.forEach((signal) => process.off(signal, once));
    for (const signal of interruptions) process.on(signal, once);
    return stop;
  },
});

function workingFolder(): string {
  try {
    return process.cwd();
  } catch {
    throw new UsageError('the working directory is gone', 'change into one that is there');
  }
}

/** A stream to print on, ready for the reader at its other end to go away. */
export interface Sink {
  readonly isTerminal: boolean;
  readonly columns: number;
  /** Resolves once written, or when nobody reads any more; rejects with a `UsageError` when it cannot be (a full disk). */
  write(data: string | Uint8Array): Promise<void>;
}

/** Where there is no terminal: wide enough for code, narrow enough for a log viewer. */
const DEFAULT_COLUMNS = 100;
/** A terminal that does not know its size says nothing, or 0. */
const UNKNOWN_COLUMNS = 80;
const READER_IS_GONE = new Set(['EPIPE', 'EOF', 'ECONNRESET', 'ERR_STREAM_DESTROYED']);

export function sinkOf(stream: OutputStream): Sink {
  let isOpen = true;
  // Without a listener an error of the stream ends the process; the write that failed is told by its callback.
  stream.on('error', () => (isOpen = false));
  return {
    isTerminal: stream.isTTY === true,
    columns: columnsOf(stream),
    write: (data) =>
      new Promise((resolve, reject) => {
        if (!isOpen || data.length === 0) return resolve();
        stream.write(data, (error: NodeJS.ErrnoException | null | undefined) => {
          if (!error || READER_IS_GONE.has(error.code ?? '')) resolve();
          else reject(new UsageError(`cannot write the output: ${error.message}`));
        });
      }),
  };
}

function columnsOf({ isTTY, columns = 0 }: OutputStream): number {
  if (isTTY !== true) return DEFAULT_COLUMNS;
  return columns > 0 ? columns : UNKNOWN_COLUMNS;
}
