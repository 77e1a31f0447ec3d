import fc from 'fast-check';
import type { Environment } from '../environments.ts';
import { part, type AnyPart, type Context, type Found } from '../part.ts';
import { inParallel } from '../process.ts';
import { asgiPlan, renderAsgi } from './asgi.ts';
import { judgeOn, prepare, type Client } from './batch.ts';
import { inOne, keep, parseKept, readKept } from './kept.ts';
import { DRESSES } from './layouts.ts';
import { renderModule, type Rendered } from './modules.ts';
import { testPlan } from './plan.ts';
import { allCalls, counts, countsOf, inFull, inShort, tally, type Results } from './results.ts';
import { shrink } from './shrink.ts';
import { silentTests, type Silent } from './silent.ts';

/** What is run where the command line says nothing else. */
const SEED = 20_220_923;
const CALLS = 3_600;
const TESTS_PER_MODULE = 8;
/** What a test has on average. */
const CALLS_PER_TEST = 1.3;
/** Every so many calls, one of a client of httpx that is given its application. */
const CALLS_PER_ASGI = 12;
/** More failures than these say no more. */
const MAX_SHRUNK = 5;

/** The modules that the options of the command line ask for. */
export function modulesFor({ seed = SEED, calls = CALLS }: Context['options']): {
  readonly seed: number;
  readonly generated: readonly Rendered[];
  readonly others: readonly Rendered[];
} {
  const generated = generate(seed, Math.ceil(calls / CALLS_PER_TEST));
  return { seed, generated, others: generateAsgi(seed, Math.ceil(calls / CALLS_PER_ASGI)) };
}

async function run({ old, news, python, say, options }: Context): Promise<Found<Results>> {
  const { seed, generated, others } = modulesFor(options);
  const clientOf = (environment: Environment): Client => ({ environment, python: python(environment) });
  const kept = readKept();
  const batch = await prepare([...generated, ...others, ...kept], clientOf(old));
  const judged = await inParallel(news, 2, async (environment) => {
    const tests = await judgeOn(batch, clientOf(environment));
    say(`generated, ${environment.name}: ${counts(tests)}`);
    return tests;
  });
  const silent = silentTests(judged, news);
  const known = new Set(kept);
  for (const one of silent.filter(({ test }) => !known.has(test.module)).slice(0, MAX_SHRUNK)) {
    const small = await smallest(one, generated, seed, clientOf(old), clientOf(one.environment));
    say(`\n${one.words}\n${inOne(small)}kept as ${keep(small)}\n`);
  }
  return {
    passed: judged.flatMap(allCalls).filter(({ verdict }) => verdict === 'equal' || verdict === 'reported')
      .length,
    failures: silent.map(({ words }) => words),
    data: {
      ...countsOf(batch, judged),
      seed,
      versions: news.map(({ name }, index) => ({ name, ...tally(judged[index] ?? []) })),
      kept: kept.length,
    },
  };
}

/** Modules of several tests each, in every dress. */
function generate(seed: number, tests: number): readonly Rendered[] {
  const plans = fc.sample(testPlan, { seed, numRuns: tests });
  const dresses = Object.keys(DRESSES);
  return Array.from({ length: Math.ceil(tests / TESTS_PER_MODULE) }, (_, index) =>
    renderModule({
      id: `generated_${index}`,
      tests: plans.slice(index * TESTS_PER_MODULE, (index + 1) * TESTS_PER_MODULE),
      dress: dresses[index % dresses.length]!,
    }),
  );
}

/** Modules with a test each. */
const generateAsgi = (seed: number, tests: number): readonly Rendered[] =>
  fc.sample(asgiPlan, { seed, numRuns: tests }).map((plan, index) => {
    const wear = Object.values(DRESSES)[index % Object.keys(DRESSES).length]!;
    return parseKept(`asgi_${index}`, wear(renderAsgi(plan)));
  });

/** A silent test by itself, and as plain as it can be. */
async function smallest(
  { test: { module, test } }: Silent,
  generated: readonly Rendered[],
  seed: number,
  old: Client,
  client: Client,
): Promise<Rendered> {
  const place = generated.indexOf(module);
  if (place < 0) return module;
  const index = place * TESTS_PER_MODULE + module.tests.indexOf(test);
  return (await shrink(testPlan, { seed, index }, old, client)) ?? module;
}

/** Calls from a grammar, on every version. */
export const generated: AnyPart = part({
  name: 'generated',
  run,
  inShort,
  inFull,
});
