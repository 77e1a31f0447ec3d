import fc from 'fast-check';
import { inParallel } from '../process.ts';
import { counted, judgeOn, prepare, type Batch, type Client, type JudgedTest } from './batch.ts';
import { OPEN, type Feature } from './features.ts';
import { keep, readKept } from './kept.ts';
import type { Judged, Verdict } from './judge.ts';
import { DRESSES } from './layouts.ts';
import { renderModule, type Rendered } from './modules.ts';
import { testPlan } from './plan.ts';
import { shrink } from './shrink.ts';

export interface Options {
  readonly seed: number;
  /** About how many calls to make for each version. */
  readonly calls: number;
  readonly old: Client;
  readonly clients: readonly Client[];
  readonly say: (line: string) => void;
}

/** How many calls came out how, for one version. */
export type Tally = { readonly name: string } & Readonly<Record<Verdict, number>>;

/** Plain data, the same for the same seed. */
export interface Results {
  readonly seed: number;
  /** Calls of tests that pass on the old client, and how many of them were edited. */
  readonly calls: number;
  readonly edited: number;
  /** Calls of tests that do not pass there, which say nothing. */
  readonly leftOut: number;
  readonly versions: readonly Tally[];
  /** Findings on calls that were not edited and came out equal on every version, by rule. */
  readonly falseFindings: Readonly<Record<string, number>>;
  /** Tests that once differed in silence, and are run every time. */
  readonly kept: number;
  readonly open: Readonly<Record<Feature, string>>;
}

const TESTS_PER_MODULE = 8;
/** What a test has on average. */
const CALLS_PER_TEST = 1.3;
/** More failures than these say no more. */
const MAX_SHRUNK = 5;

export async function runGenerated(options: Options): Promise<Results> {
  const { seed, calls, old, clients, say } = options;
  const generated = generate(seed, Math.ceil(calls / CALLS_PER_TEST));
  const kept = readKept();
  const batch = await prepare([...generated, ...kept], old);
  const judged = await inParallel(clients, 2, async (client) => {
    const tests = await judgeOn(batch, client);
    say(`${client.environment.name}: ${counts(tests)}`);
    return tests;
  });
  await showSilent(options, generated, judged);
  return {
    ...countsOf(batch, judged),
    seed,
    versions: clients.map(({ environment }, index) => ({
      name: environment.name,
      ...tally(judged[index] ?? []),
    })),
    kept: kept.length,
    open: OPEN,
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

const allCalls = (tests: readonly JudgedTest[]): readonly Judged[] => tests.flatMap(({ calls }) => calls);

function tally(tests: readonly JudgedTest[]): Readonly<Record<Verdict, number>> {
  const count = (verdict: Verdict): number =>
    allCalls(tests).filter((call) => call.verdict === verdict).length;
  return {
    equal: count('equal'),
    reported: count('reported'),
    silent: count('silent'),
    unjudged: count('unjudged'),
  };
}

const counts = (tests: readonly JudgedTest[]): string =>
  Object.entries(tally(tests))
    .map(([verdict, number]) => `${number} ${verdict}`)
    .join(', ');

function countsOf(
  batch: Batch,
  judged: readonly (readonly JudgedTest[])[],
): Pick<Results, 'calls' | 'edited' | 'leftOut' | 'falseFindings'> {
  const tests = counted(batch);
  const calls = tests.reduce((sum, { test }) => sum + test.calls.length, 0);
  const all = batch.modules
    .flatMap((module) => module.tests)
    .reduce((sum, test) => sum + test.calls.length, 0);
  const edited = allCalls(judged[0] ?? []).filter((call) => call.edited).length;
  return { calls, edited, leftOut: all - calls, falseFindings: falseFindings(judged) };
}

/** By rule: what is said of calls that nothing happens to. */
function falseFindings(judged: readonly (readonly JudgedTest[])[]): Readonly<Record<string, number>> {
  const [first = [], ...others] = judged.map(allCalls);
  const idle = first.filter(
    (call, index) =>
      !call.edited && [call, ...others.map((calls) => calls[index])].every((one) => one?.verdict === 'equal'),
  );
  const rules: Record<string, number> = {};
  for (const said of idle.flatMap((call) => call.said)) {
    const rule = said.slice(0, said.indexOf(':'));
    rules[rule] = (rules[rule] ?? 0) + 1;
  }
  return Object.fromEntries(Object.entries(rules).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Prints each test that differs in silence, as small as it can be made, and keeps it. */
async function showSilent(
  { seed, old, clients, say }: Options,
  generated: readonly Rendered[],
  judged: readonly (readonly JudgedTest[])[],
): Promise<void> {
  const shown = new Set<string>();
  for (const [version, tests] of judged.entries()) {
    for (const { module, test, calls } of tests) {
      const silent = calls.find(({ verdict }) => verdict === 'silent');
      const key = `${module.id} ${test.id}`;
      if (!silent || shown.has(key)) continue;
      shown.add(key);
      say(
        `${key} differs on ${clients[version]!.environment.name}, and nothing was said: ${silent.difference ?? ''}`,
      );
      const index = generated.indexOf(module) * TESTS_PER_MODULE + module.tests.indexOf(test);
      if (index < 0 || shown.size > MAX_SHRUNK) continue;
      const small = await shrink(testPlan, { seed, index }, old, clients[version]!);
      if (small) say(`${small.source}${small.conftest ?? ''}kept as ${keep(small)}`);
    }
  }
}
