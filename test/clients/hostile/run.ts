import type { Environment } from '../environments.ts';
import { part, type AnyPart, type Context, type Found } from '../part.ts';
import { inParallel } from '../process.ts';
import { judgeAll, prepare, runOn, type Client } from './batch.ts';
import { failuresOf, onePerProject, type Failure } from './failures.ts';
import { inOne, keep, readKept } from './kept.ts';
import type { Project } from './project.ts';
import { counts, inFull, inShort, resultsOf, tally, type Results } from './results.ts';
import { PROJECTS, sample, SEED, type Sampled } from './sample.ts';
import { shrink } from './shrink.ts';

/** More failures than these say no more. */
const MAX_SHRUNK = 5;

async function run({ old, news, python, say, options }: Context): Promise<Found<Results>> {
  const { seed = SEED, projects: count = PROJECTS } = options;
  const clientOf = (environment: Environment): Client => ({ environment, python: python(environment) });
  const sampled = sample(seed, count);
  const kept = readKept();
  const batch = await prepare([...sampled.map(({ project }) => project), ...kept], clientOf(old));
  const ran = await inParallel(news, 2, async (environment) => {
    const one = await runOn(batch, clientOf(environment));
    say(`hostile, ${environment.name}: ${counts(tally(judgeAll(batch, [one]), 0))}`);
    return one;
  });
  const judged = judgeAll(batch, ran);
  const failures = failuresOf(judged, news);
  for (const one of onePerProject(failures, kept).slice(0, MAX_SHRUNK)) {
    const small = await smallest(one, sampled, seed, clientOf(old), clientOf(one.environment));
    say(`\n${one.words}\n${inOne(small)}kept as ${keep(small)}\n`);
  }
  const data = { seed, ...resultsOf(batch, judged, news), kept: kept.length };
  const passed = data.versions.reduce((sum, one) => sum + one.equal + one.reported + one.counted, 0);
  return { passed, failures: failures.map(({ words }) => words), data };
}

/** The project of a failure, as plain as it can be. */
async function smallest(
  { test: { project } }: Failure,
  sampled: readonly Sampled[],
  seed: number,
  old: Client,
  client: Client,
): Promise<Project> {
  const { index } = sampled.find((one) => one.project === project)!;
  return (await shrink({ seed, index }, old, client)) ?? project;
}

/** Small projects that are hard to read, on every version. */
export const hostile: AnyPart = part({ name: 'hostile', run, inShort, inFull });
