import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seeded, type Random } from '../random.ts';

/** Which trials of a part are run. */
export interface Plan {
  readonly seed: number;
  /** The number of the first trial. A trial is told by seed and number alone, so that it can be run again by itself. */
  readonly first: number;
  readonly trials: number;
  /** How many run at the same time. */
  readonly jobs: number;
  /** No trial starts after this many minutes. */
  readonly minutes: number;
}

export interface Trial {
  readonly number: number;
  readonly random: Random;
  /** Empty at the start, by its real path. It is kept if the trial fails. */
  readonly folder: string;
}

export interface Failure {
  readonly trial: number;
  readonly problems: readonly string[];
  /** What is left of the trial. */
  readonly folder: string;
}

export interface PartResult {
  readonly name: string;
  /** What was tried, if it is not our own command. */
  readonly tool?: string;
  readonly seed: number;
  /** How many were run; fewer than asked for where the time was over. */
  readonly trials: number;
  readonly failures: readonly Failure[];
  /** What else was counted, by its name. */
  readonly figures: Readonly<Record<string, number>>;
  /** Why nothing was run. */
  readonly skipped?: string;
}

/** Counts by name. */
export class Tally {
  readonly counts: Record<string, number> = {};

  add(name: string, by = 1): void {
    this.counts[name] = (this.counts[name] ?? 0) + by;
  }
}

export const skippedPart = (name: string, { seed }: Plan, why: string): PartResult => ({
  name,
  seed,
  trials: 0,
  failures: [],
  figures: {},
  skipped: why,
});

/** A random source of the trial alone. Two trials of one seed share nothing, nor do two seeds. */
export const randomOf = (seed: number, trial: number): Random => {
  const random = seeded(Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(trial + 1, 0xc2b2ae35));
  for (let drop = 0; drop < 4; drop++) random.below(2);
  return random;
};

export const scratch = (name: string): string =>
  realpathSync.native(mkdtempSync(join(tmpdir(), `torture-${name}-`)));

/** In milliseconds. */
const TELL_EVERY = 60_000;

/** Tells from time to time on stderr how far a part is. */
export function progressOf(name: string, total: number): (done: number, failed: number) => void {
  let told = performance.now();
  return (done, failed) => {
    if (performance.now() - told < TELL_EVERY) return;
    told = performance.now();
    process.stderr.write(`  ${name}: ${done} of ${total}, ${failed} failed so far\n`);
  };
}

/** Runs the trials of a part, each in a folder of its own. `one` tells what went wrong in a trial; what it throws is wrong too. */
export async function runTrials(
  name: string,
  plan: Plan,
  tally: Tally,
  one: (trial: Trial) => Promise<readonly string[]>,
): Promise<PartResult> {
  const failures: Failure[] = [];
  const ends = performance.now() + plan.minutes * 60_000;
  const tell = progressOf(name, plan.trials);
  let next = plan.first;
  let done = 0;
  const work = async (): Promise<void> => {
    while (next < plan.first + plan.trials && performance.now() < ends) {
      const number = next++;
      const folder = scratch(name);
      const problems = await one({ number, random: randomOf(plan.seed, number), folder }).catch(
        (error: unknown) => [
          `the trial itself failed: ${String((error instanceof Error && error.stack) || error)}`,
        ],
      );
      done++;
      if (problems.length === 0) rmSync(folder, { recursive: true, force: true });
      else failures.push(keep({ trial: number, problems, folder }));
      tell(done, failures.length);
    }
  };
  await Promise.all(Array.from({ length: plan.jobs }, work));
  failures.sort((a, b) => a.trial - b.trial);
  return { name, seed: plan.seed, trials: done, failures, figures: tally.counts };
}

/** Writes the problems beside what is left of the trial. */
export function keep(failure: Failure): Failure {
  mkdirSync(failure.folder, { recursive: true });
  writeFileSync(join(failure.folder, 'PROBLEMS.txt'), failure.problems.join('\n') + '\n');
  return failure;
}
