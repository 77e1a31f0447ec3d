import fc from 'fast-check';
import { judgeAll, prepare, runOn, type Client, type JudgedTest } from './batch.ts';
import { isBad } from './failures.ts';
import { plan, write, type Plan } from './plan.ts';
import type { Project } from './project.ts';

/** The plainest project in which a test still comes out badly on `client`, from the plan that `seed` made as its `index`th. */
export async function shrink(
  { seed, index }: { readonly seed: number; readonly index: number },
  old: Client,
  client: Client,
): Promise<Project | undefined> {
  const isGood = async (one: Plan): Promise<boolean> => {
    const judged = await judgeOne(write('alone', one), old, client);
    return !judged.some((test) => isBad(test, 0));
  };
  const { counterexample } = await fc.check(fc.asyncProperty(plan, isGood), {
    seed,
    path: `${index}`,
    numRuns: index + 1,
  });
  return counterexample ? write('alone', counterexample[0]) : undefined;
}

async function judgeOne(project: Project, old: Client, client: Client): Promise<readonly JudgedTest[]> {
  const batch = await prepare([project], old);
  return judgeAll(batch, [await runOn(batch, client)]);
}
