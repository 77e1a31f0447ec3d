import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { damageIn, inspect, remainsIn, told } from './inspect.ts';
import type { Known } from './kills.ts';
import { runTool, start } from './process.ts';
import { writeTree } from './tree.ts';
import { runTrials, Tally, type PartResult, type Plan, type Trial } from './trial.ts';

/** Runs the tool two or three times at once on one tree, then once more by itself. */
export function pairs(known: Known, plan: Plan): Promise<PartResult> {
  const tally = new Tally();
  return runTrials('pairs', plan, tally, (trial) => runTogether(known, trial, tally));
}

async function runTogether(
  known: Known,
  { random, folder: top }: Trial,
  tally: Tally,
): Promise<readonly string[]> {
  const { tool, before, lead, window } = known;
  const folder = join(top, 'tree');
  writeTree(folder, before);
  const runs = 2 + random.below(2);
  // Half of them start together, so that they write at the same time.
  const spread = random.below(2) * (lead + window);
  const ends = await Promise.all(
    Array.from({ length: runs }, async () => {
      await wait((spread * random.below(1000)) / 1000);
      return start(tool, folder).ended;
    }),
  );
  const state = inspect(folder, known, tool);
  tally.add('runs', runs);
  tally.add('runs that found files changed by another', ends.filter(({ status }) => status === 2).length);
  const silent = ends.filter(
    ({ status, output }) => status !== tool.ok && !(status === 2 && output.includes('test_')),
  );
  const last = await runTool(tool, folder);
  return [
    ...damageIn(state),
    ...told('temporary file left', state.temporary),
    ...silent.map(({ status, output }) => `a run ends with ${status}: ${output.slice(0, 500)}`),
    ...told('the run after them ends with', last.status === tool.ok ? [] : [String(last.status)]),
    ...remainsIn(inspect(folder, known, tool)).map((one) => `after another run: ${one}`),
  ];
}
