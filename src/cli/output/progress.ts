import { plural } from '../../reporters/layout.ts';
import type { Sink } from '../io.ts';

export interface Progress {
  readonly update: (done: number, total: number) => void;
  /** Erases the line. */
  readonly clear: () => Promise<void>;
}

/** Milliseconds between updates. */
const INTERVAL_MS = 100;

/** A line that counts files. Only on a terminal. */
export function progressOn(sink: Sink, isWanted: boolean, now: () => number = Date.now): Progress {
  if (!sink.isTerminal || !isWanted) return { update: () => undefined, clear: () => Promise.resolve() };
  // The first line comes after one interval, so short runs print none.
  let last = now();
  let isShown = false;
  return {
    update(done, total) {
      if (now() - last < INTERVAL_MS) return;
      last = now();
      isShown = true;
      void sink.eraseLine().catch(() => undefined);
      void sink.write(`${done} of ${plural(total, 'file')}`).catch(() => undefined);
    },
    clear: () => (isShown ? sink.eraseLine() : Promise.resolve()),
  };
}
