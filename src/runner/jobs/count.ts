/** What is to be done. */
export interface Work {
  readonly files: number;
  /** In bytes. */
  readonly size: number;
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
/** What a thread may come to need in a large project, in bytes. */
const ROOM = 1024 * 1024 * 1024;

/** In how many threads, this one among them, work is done best. `asked`: what the user wants; never more than there are files. */
export function threadsFor({ files, size }: Work, { cores, memory }: Machine, asked?: number): number {
  const wanted = asked ?? Math.min(cores, MOST, Math.floor(size / LEAST), Math.floor(memory / ROOM));
  return Math.max(1, Math.min(wanted, files));
}
