import type { Readable } from 'node:stream';
import { messageOf, UsageError } from '../../runner/errors.ts';

/** Lines that a person types. */
export interface Lines {
  /** The next line without its end; undefined at the end of the input. The stream is paused until the next one is asked for. */
  next(): Promise<string | undefined>;
  /** Waits for no other line: a terminal that is listened to keeps the process alive. */
  close(): void;
}

export function linesFrom(stream: Readable): Lines {
  let typed = '';
  let isAtEnd = false;
  const take = (): string | undefined => {
    const end = typed.indexOf('\n');
    if (end < 0) return undefined;
    const line = typed.slice(0, end).replace(/\r$/, '');
    typed = typed.slice(end + 1);
    return line;
  };
  const rest = (): string | undefined => {
    const line = typed === '' ? undefined : typed;
    typed = '';
    return line;
  };
  const arrives = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const settle = (): void => {
        stream.pause();
        stream.off('data', onData).off('end', onEnd).off('error', onError);
      };
      const onData = (chunk: Buffer | string): void => {
        settle();
        typed += chunk.toString();
        resolve();
      };
      const onEnd = (): void => {
        settle();
        isAtEnd = true;
        resolve();
      };
      const onError = (error: unknown): void => {
        settle();
        reject(new UsageError(`cannot read the answer: ${messageOf(error)}`));
      };
      stream.on('data', onData).on('end', onEnd).on('error', onError).resume();
    });
  return {
    async next() {
      for (;;) {
        const line = take();
        if (line !== undefined) return line;
        if (isAtEnd || stream.readableEnded || stream.destroyed) return rest();
        await arrives();
      }
    },
    close: () => void stream.pause(),
  };
}
