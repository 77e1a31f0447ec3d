import type { Sink } from './io.ts';

export interface Progress {
  readonly update: (done: number, total: number) => void;
  /** Leaves no trace on the screen. */
  readonly clear: () => Promise<void>;
}

/** Often enough to look alive, seldom enough to cost nothing. */
const INTERVAL_MS = 100;
const CLEAR_LINE = '\r\x1b[K';

/** A line that counts files, on a terminal only. */
export function progressOn(sink: Sink, isWanted: boolean, now: () => number = Date.now): Progress {
  if (!sink.isTerminal || !isWanted) return { update: () => undefined, clear: () => Promise.resolve() };
  // Short runs stay silent: the first line comes after one interval.
  let last = now();
  let isShown = false;
  return {
    update(done, total) {
      if (now() - last < INTERVAL_MS) return;
      last = now();
      isShown = true;
      void sink.write(`${CLEAR_LINE}${done} of ${total} files`).catch(() => undefined);
    },
    clear: () => (isShown ? sink.write(CLEAR_LINE) : Promise.resolve()),
  };
}
