import fc from 'fast-check';
import type { Environment } from '../environments.ts';
import { part, table, type AnyPart, type Context, type Found } from '../part.ts';
import { inParallel } from '../process.ts';
import { counted, judgeOn, prepare, type Batch, type Client, type JudgedTest } from './batch.ts';
import { OPEN, type Feature } from './features.ts';
import { inOne, keep, readKept } from './kept.ts';
import type { Judged, Verdict } from './judge.ts';
import { DRESSES } from './layouts.ts';
import { renderModule, type Rendered } from './modules.ts';
import { testPlan } from './plan.ts';
import { shrink } from './shrink.ts';

/** How many calls came out how, for one version. */
type Tally = { readonly name: string } & Readonly<Record<Verdict, number>>;

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
  readonly open: Readonly<Partial<Record<Feature, string>>>;
}

/** What is run where the command line says nothing else. */
const SEED = 20_220_923;
const CALLS = 3_600;
const TESTS_PER_MODULE = 8;
/** What a test has on average. */
const CALLS_PER_TEST = 1.3;
/** More failures than these say no more. */
const MAX_SHRUNK = 5;

async function run({ old, news, python, say, options }: Context): Promise<Found<Results>> {
  const { seed = SEED, calls = CALLS } = options;
  const clientOf = (environment: Environment): Client => ({ environment, python: python(environment) });
  const generated = generate(seed, Math.ceil(calls / CALLS_PER_TEST));
  const kept = readKept();
  const batch = await prepare([...generated, ...kept], clientOf(old));
  const judged = await inParallel(news, 2, async (environment) => {
    const tests = await judgeOn(batch, clientOf(environment));
    say(`generated, ${environment.name}: ${counts(tests)}`);
    return tests;
  });
  const silent = silentTests(judged, news);
  await showSmall(silent, seed, clientOf(old), clientOf, generated, say);
  return {
    passed: judged.flatMap(allCalls).filter(({ verdict }) => verdict === 'equal' || verdict === 'reported')
      .length,
    failures: silent.map(({ words }) => words),
    data: {
      ...countsOf(batch, judged),
      seed,
      versions: news.map(({ name }, index) => ({ name, ...tally(judged[index] ?? []) })),
      kept: kept.length,
      open: OPEN,
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

/** A test that differs where nothing was said, on the first version where it does. */
interface Silent {
  readonly test: JudgedTest;
  readonly environment: Environment;
  readonly words: string;
}

function silentTests(
  judged: readonly (readonly JudgedTest[])[],
  news: readonly Environment[],
): readonly Silent[] {
  const found = new Map<string, Silent>();
  for (const [version, tests] of judged.entries()) {
    const environment = news[version]!;
    for (const test of tests) {
      const call = test.calls.find(({ verdict }) => verdict === 'silent');
      const key = `${test.module.id} ${test.test.name}`;
      if (!call || found.has(key)) continue;
      const words = `${key} differs on ${environment.name}, and nothing was said: ${call.difference ?? ''}`;
      found.set(key, { test, environment, words });
    }
  }
  return [...found.values()];
}

/** Prints the first of these tests, as small as they can be made, and keeps them. */
async function showSmall(
  silent: readonly Silent[],
  seed: number,
  old: Client,
  clientOf: (environment: Environment) => Client,
  generated: readonly Rendered[],
  say: (line: string) => void,
): Promise<void> {
  for (const { test, environment, words } of silent.slice(0, MAX_SHRUNK)) {
    const { module } = test;
    const place = generated.indexOf(module);
    if (place < 0) continue;
    const index = place * TESTS_PER_MODULE + module.tests.indexOf(test.test);
    const small = await shrink(testPlan, { seed, index }, old, clientOf(environment));
    if (small) say(`\n${words}\n${inOne(small)}kept as ${keep(small)}\n`);
  }
}

function inShort({ versions, calls }: Results): string {
  const all = (verdict: Verdict): number => versions.reduce((sum, one) => sum + one[verdict], 0);
  return (
    `${calls} generated calls on each of ${versions.length} versions: ${all('equal')} came out equal, ` +
    `${all('reported')} differ where a finding says so, ${all('silent')} differ in silence.`
  );
}

function inFull(results: Results): string {
  const { seed, calls, edited, leftOut, versions, falseFindings, kept, open } = results;
  const rows = versions.map((one) => [one.name, one.equal, one.reported, one.silent, one.unjudged]);
  return [
    '## Generated calls',
    `${calls} calls from a grammar of test modules (seed ${seed}), ${edited} of them edited; ${leftOut} more stand in tests that ` +
      `do not pass on the old client. A call is _equal_ when the application receives the same and the test passes, _reported_ when ` +
      `it differs and a finding on the call says so, _silent_ when it differs and nothing was said. Behind an exception nothing is judged.`,
    table(['client', 'equal', 'reported', 'silent', 'not judged'], rows),
    `${kept} calls that once differed in silence are run every time.`,
    `Findings on calls that came out equal untouched: ${listed(Object.entries(falseFindings).map(([rule, count]) => `${count} of \`${rule}\``))}.`,
    'Not generated, for their rules do not exist yet:',
    Object.entries(open)
      .map(([rule, what]) => `- \`${rule}\`: ${what}`)
      .join('\n'),
  ].join('\n\n');
}

const listed = (items: readonly string[]): string => items.join(', ') || 'none';

/** Calls from a grammar, on every version. */
export const generated: AnyPart = part({ name: 'generated', run, inShort, inFull });
