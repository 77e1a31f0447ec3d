import { existsSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { messageOf } from '../src/runner/errors.ts';
import { readOptions, type Options } from './arguments.ts';
import { runPlan, sized, treePlan, USUAL, type Pace, type Plan } from './contests.ts';
import type { Limits } from './measure/measure.ts';
import { writePages } from './results/pages.ts';
import { readResults, saveResults, type Kept } from './results/results.ts';
import { plainTable } from './results/table.ts';
import { BIN, versions } from './rivals/rivals.ts';
import { checkRatios } from './small.ts';

/** How long all rounds of one process may take, in milliseconds. */
const BUDGET = 30_000;

/** Times whole processes beside each other and prints tables. Resolves to the exit code. */
async function main(args: readonly string[]): Promise<number> {
  const options = readOptions(args);
  if (options.pages) {
    await writePages(readResults());
    return 0;
  }
  if (!existsSync(BIN)) throw new Error('there is no built command: run `npm run build` first');
  if (options.small) return checkRatios({ save: options.save, say });
  await runAll(plansOf(options), options);
  return 0;
}

async function runAll(plans: readonly Plan[], { rounds, limit, save }: Options): Promise<void> {
  const limits: Limits = { rounds, limit, budget: BUDGET, say };
  const paces = new Map<string, Pace>();
  for (const plan of plans) {
    const load = Math.round(loadavg()[0]! * 10) / 10;
    const pace: Pace = paces.get(plan.base) ?? new Map<string, number>();
    paces.set(plan.base, pace);
    const contest = await runPlan(plan, limits, pace);
    say(`\n${plainTable(contest)}\n`);
    const kept: Kept = { ...contest, date: new Date().toISOString().slice(0, 10), machine: machine(load) };
    // One after the other: what was measured stays, whatever comes.
    if (save) await writePages(await saveResults([kept]));
  }
}

function plansOf({ tree, files, only, language }: Options): readonly Plan[] {
  if (tree !== undefined) return [treePlan(tree)];
  if (files.length > 0) return files.map((count) => sized(language, count));
  const unknown = only.filter((name) => !USUAL.some((plan) => plan.name === name));
  if (unknown.length > 0)
    throw new Error(
      `--only: no ${unknown.join(', ')}; there are ${USUAL.map(({ name }) => name).join(', ')}`,
    );
  return only.length > 0 ? USUAL.filter(({ name }) => only.includes(name)) : USUAL;
}

const machine = (load: number): Kept['machine'] => ({
  cpus: cpus().length,
  model: cpus()[0]?.model ?? 'unknown',
  load,
  versions: versions(),
});

function say(line: string): void {
  console.log(line);
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  console.error(messageOf(error));
  process.exitCode = 1;
}
