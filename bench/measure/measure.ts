import { isMissing, type Command, type Entry } from './command.ts';
import { runFirst } from './memory.ts';
import { rounded, spreadOf, type Spread } from './spread.ts';
import { failure, timeOnce, type Taken } from './time.ts';

/** A line of a table: what a process took, or why it was not run. */
export type Row = Measured | NotRun;

export interface Measured {
  readonly name: string;
  readonly rounds: number;
  /** In milliseconds. */
  readonly wall: Spread;
  /** In milliseconds, in user and kernel mode; absent where the machine does not tell. */
  readonly cpu?: Spread;
  /** The most that one of its processes held, in MB; absent where the machine does not tell. */
  readonly biggest?: number;
  /** The most that its processes held together, in MB; absent where the machine does not tell. */
  readonly together?: number;
}

interface NotRun {
  readonly name: string;
  /** Why, as a clause: "over 3 minutes". */
  readonly notRun: string;
}

export const wasRun = (row: Row): row is Measured => !('notRun' in row);

export interface Limits {
  /** How often each process is timed, at most. */
  readonly rounds: number;
  /** One that takes longer, in milliseconds, is ended and not timed. */
  readonly limit: number;
  /** About how long all rounds of one process may take together, in milliseconds: slow ones run fewer. */
  readonly budget: number;
  /** What to say while it runs. */
  readonly say: (line: string) => void;
}

/**
 * Runs each command once for its memory, and then all of them in turn, so that what else the machine does falls on all alike. Throws
 * where one fails.
 */
export async function measure(entries: readonly Entry[], limits: Limits): Promise<readonly Row[]> {
  const started: Started[] = [];
  for (const entry of entries) started.push(await start(entry, limits));
  for (let round = 0; round < limits.rounds; round++) {
    for (const one of started) {
      if ('command' in one && round < one.rounds) one.taken.push(timeOnce(one.command));
    }
  }
  return started.map((one) => ('command' in one ? rowOf(one) : one));
}

type Started = NotRun | Timed;

interface Timed {
  readonly command: Command;
  readonly rounds: number;
  readonly biggest: number | undefined;
  readonly together: number | undefined;
  readonly taken: Taken[];
}

async function start(entry: Entry, { rounds, budget, say, ...all }: Limits): Promise<Started> {
  const { name } = entry;
  if (isMissing(entry)) return { name, notRun: entry.missing };
  const limit = entry.limit ?? all.limit;
  entry.prepare?.();
  const { status, timedOut, wall, biggest, together, stderr } = await runFirst(entry, limit);
  const said = timedOut ? `ended after ${inMinutes(limit)}` : `${(wall / 1000).toFixed(2)} s`;
  say(`${name}: ${said}`);
  if (timedOut) return { name, notRun: `takes over ${inMinutes(limit)}` };
  if (status === null || !entry.exits.includes(status)) throw failure(name, status, stderr);
  const own = Math.min(rounds, Math.max(1, Math.floor(budget / wall)));
  return { command: entry, rounds: own, biggest, together, taken: [] };
}

function rowOf({ command: { name }, rounds, biggest, together, taken }: Timed): Measured {
  const cpus = taken.flatMap(({ cpu }) => cpu ?? []);
  return {
    name,
    rounds,
    wall: spreadOf(taken.map(({ wall }) => wall)),
    ...(cpus.length > 0 && { cpu: spreadOf(cpus) }),
    ...(biggest !== undefined && { biggest: rounded(biggest) }),
    ...(together !== undefined && { together: rounded(together) }),
  };
}

const inMinutes = (milliseconds: number): string => {
  const minutes = rounded(milliseconds / 60_000);
  return `${minutes} ${minutes === 1 ? 'minute' : 'minutes'}`;
};
