import { join } from 'node:path';
import { randomOf } from '../trial.ts';
import { judge, type Verdict } from './judge.ts';
import { mutantOf } from './mutate.ts';
import { readSeeds } from './seeds.ts';

/** What the parent asks for. */
export interface Order {
  readonly seed: number;
  readonly trial: number;
  readonly folder: string;
}

export interface Answer extends Verdict {
  readonly trial: number;
  /** The most memory that this process had at once so far, in bytes. */
  readonly memory: number;
}

const seeds = readSeeds();

async function answer({ seed, trial, folder }: Order): Promise<Answer> {
  const mutant = mutantOf(randomOf(seed, trial), seeds);
  const verdict = await judge(mutant, join(folder, 'project')).catch((error: unknown): Verdict => ({
    outcome: 'thrown',
    problems: [`throws ${String((error instanceof Error && error.stack) || error)}`],
  }));
  return { ...verdict, trial, memory: process.resourceUsage().maxRSS * 1024 };
}

process.on('message', (order: Order) => {
  void answer(order).then((done) => process.send?.(done));
});
