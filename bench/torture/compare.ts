import { rmSync } from 'node:fs';
import { learn, type Known } from './kills.ts';
import { otherTools } from './tools.ts';
import type { PartResult, Plan } from './trial.ts';

type Part = (known: Known, plan: Plan) => Promise<PartResult>;

/** Some of the others are slow; the first trials show what they do. */
const MOST = 100;

/** Does to other tools what was done to ours. What they leave is not kept. */
export async function compare(
  part: Part,
  ours: Known,
  plan: Plan,
  python: string,
  top: string,
): Promise<readonly PartResult[]> {
  const results: PartResult[] = [];
  for (const tool of otherTools(python, ours)) {
    const known = await learn(tool, ours.before, `${top}/${part.name}-${results.length}`);
    const result = await part(known, { ...plan, trials: Math.min(plan.trials, MOST) });
    for (const { folder } of result.failures) rmSync(folder, { recursive: true, force: true });
    results.push({ ...result, tool: tool.name });
  }
  return results;
}
