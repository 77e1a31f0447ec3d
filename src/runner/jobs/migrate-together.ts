import { statSync } from 'node:fs';
import { availableParallelism, totalmem } from 'node:os';
import { constrainedMemory } from 'node:process';
import { setImmediate } from 'node:timers/promises';
import type { Pass } from '../options.ts';
import type { Counter } from '../progress/progress.ts';
import { threadsFor } from './count.ts';
import { deal, newClaims, stop, taken } from './deal.ts';
import { migrator, type FileMigration, type Job } from './migrate-one.ts';
import { isPlain } from './plain.ts';

/** What came of jobs. */
export interface Together {
  /** In the order of the jobs; undefined for one that was not begun, as the run was interrupted. */
  readonly migrations: readonly (FileMigration | undefined)[];
  /** Notes for the log, one line each. */
  readonly notes: readonly string[];
}

/** Migrates files, in this thread and, where that pays or is asked for, in others. What comes of them is the same. */
export async function migrateTogether(jobs: readonly Job[], pass: Pass, counted: Counter): Promise<Together> {
  const costs = jobs.map(({ file }) => costOf(file.real));
  const threads = threadsOf(costs, pass);
  const order = jobs.map((_, number) => number).sort((a, b) => inProject(jobs[a], jobs[b]));
  const dealt = { deal: deal(order, costs, threads), claims: newClaims(jobs.length) };
  const migrations: (FileMigration | undefined)[] = jobs.map(() => undefined);
  const done = (number: number, migration: FileMigration): void => {
    migrations[number] = migration;
    counted.end(migration.file);
  };
  // Only then: a run in one thread loads nothing of it.
  const crew =
    threads > 1 ? await (await import('./crew.ts')).gather(jobs, pass, { ...dealt, done }) : undefined;
  const onAbort = (): void => stop(dealt.claims);
  pass.signal?.addEventListener('abort', onAbort);
  try {
    const migrate = migrator(pass);
    for (const number of taken(dealt.deal, dealt.claims, 0)) {
      const job = jobs[number];
      // Yields to the event loop, so that a signal is handled.
      await setImmediate();
      crew?.check();
      if (!job || pass.signal?.aborted) break;
      counted.begin(job.file);
      done(number, await migrate(job));
    }
    const notes = (await crew?.finish(migrations)) ?? [];
    return { migrations, notes };
  } finally {
    pass.signal?.removeEventListener('abort', onAbort);
    await crew?.end();
  }
}

/** What even an empty file costs, in bytes. */
const BASE = 256;

const costOf = (file: string): number => BASE + (statSync(file, { throwIfNoEntry: false })?.size ?? 0);

function threadsOf(costs: readonly number[], pass: Pass): number {
  // A person is asked by this thread, and what a test brings along is known to it alone.
  if (pass.jobs === 1 || pass.review || !isPlain(pass)) return 1;
  const work = {
    files: costs.length,
    size: costs.reduce((sum, cost) => sum + cost, 0),
    largest: costs.reduce((most, cost) => Math.max(most, cost), 0),
  };
  // The limit of a container; undefined or huge where there is none.
  const memory = Math.min(totalmem(), constrainedMemory() || Infinity);
  return threadsFor(work, { cores: availableParallelism(), memory }, pass.jobs);
}

/** Files that are alike in a row, by path: neighbours have fixtures and helpers in common. */
const inProject = (one: Job | undefined, other: Job | undefined): number =>
  (one?.alike ?? 0) - (other?.alike ?? 0) || ((one?.file.path ?? '') < (other?.file.path ?? '') ? -1 : 1);
