import type { Interruption } from '../io.ts';

/** A signal came while the run waited for an answer. */
export class Interrupted extends Error {
  readonly signal: Interruption;
  constructor(signal: Interruption) {
    super(`interrupted by ${signal}`);
    this.signal = signal;
  }
}
