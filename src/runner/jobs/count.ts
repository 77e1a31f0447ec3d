/** What is to be done. */
export interface Work {
  readonly files: number;
  /** In bytes. */
  readonly size: number;
  /** The size of the largest file, in bytes. */
  readonly largest: number;
}

/** What there is to do it with. */
export interface Machine {
  readonly cores: number;
  /** In bytes. */
  readonly memory: number;
}

/** A further thread loads the rules and the parser, and finds out again what others know: it has to have so much to do, in bytes. */
const LEAST = 256 * 1024;
/** More threads find out the same again and again. */
const MOST = 8;
/**
 * What a thread may come to need, in bytes: `least` whatever it does, and `perByte` for each byte of code, of which it keeps no more than
 * `kept` (`languages/kernel/modules.ts`).
 */
const ROOM = { least: 256 * 1024 * 1024, perByte: 150, kept: 14_000_000 };

/** In how many threads, this one among them, work is done best. `asked`: what the user wants; never more than there are files. */
export function threadsFor(
  { files, size, largest }: Work,
  { cores, memory }: Machine,
  asked?: number,
): number {
  // A file is not shared, and those beside it may well ask for it: each thread that is asked reads it for itself.
  const paying = Math.min(Math.floor(size / LEAST), 1 + Math.floor((size - largest) / LEAST));
  const room = ROOM.least + ROOM.perByte * Math.min(size, ROOM.kept);
  const wanted = asked ?? Math.min(cores, MOST, paying, Math.floor(memory / room));
  return Math.max(1, Math.min(wanted, files));
}
