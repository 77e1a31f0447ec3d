import fc from 'fast-check';
import type { Arbitrary } from 'fast-check';
import { judgeOn, prepare, type Client } from './batch.ts';
import { renderModule, type Rendered } from './modules.ts';
import type { TestPlan } from './plan.ts';

/** The plainest module that still differs in silence on `client`, from the plan that `seed` made as its `index`th. */
export async function shrink(
  plans: Arbitrary<TestPlan>,
  { seed, index }: { readonly seed: number; readonly index: number },
  old: Client,
  client: Client,
): Promise<Rendered | undefined> {
  const isQuiet = async (plan: TestPlan): Promise<boolean> => {
    const batch = await prepare([alone(plan)], old);
    const judged = await judgeOn(batch, client);
    return judged.every(({ calls }) => calls.every(({ verdict }) => verdict !== 'silent'));
  };
  const { counterexample } = await fc.check(fc.asyncProperty(plans, isQuiet), {
    seed,
    path: `${index}`,
    numRuns: index + 1,
  });
  return counterexample ? alone(counterexample[0]) : undefined;
}

const alone = (plan: TestPlan): Rendered => renderModule({ id: 'alone', tests: [plan], dress: 'plain' });
