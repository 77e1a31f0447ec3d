import type { Environment } from '../environments.ts';
import { table } from '../part.ts';
import { isTelling, type Batch, type JudgedTest } from './batch.ts';
import { VERDICTS, type Verdict } from './judge.ts';
import { reasonFor } from './known.ts';
import { FAMILIES } from './scenes/scene.ts';

/** How many tests came out how, for one version; `known` are those that are left on purpose. */
type Tally = { readonly name: string; readonly known: number } & Readonly<Record<Verdict, number>>;

/** Plain data, the same for the same seed. */
export interface Results {
  readonly seed: number;
  readonly projects: number;
  /** Tests that pass on the old client, how many of them were edited, and how many others there are. */
  readonly tests: number;
  readonly edited: number;
  readonly leftOut: number;
  /** Scenes by their kind, each with how many of them were written. */
  readonly scenes: Readonly<Record<string, number>>;
  readonly versions: readonly Tally[];
  /** Findings about scenes that come out equal on every version without an edit, by rule. */
  readonly noise: Readonly<Record<string, number>>;
  readonly kept: number;
  /** Why some are left, and how many. */
  readonly known: Readonly<Record<string, number>>;
}

export function tally(judged: readonly JudgedTest[], version: number): Omit<Tally, 'name'> {
  const verdicts = judged.map((test) => {
    const { verdict } = test.verdicts[version]!;
    return reasonFor(test, verdict) === undefined ? verdict : 'known';
  });
  const count = (one: Verdict | 'known'): number => verdicts.filter((verdict) => verdict === one).length;
  return {
    equal: count('equal'),
    reported: count('reported'),
    counted: count('counted'),
    silent: count('silent'),
    wrong: count('wrong'),
    known: count('known'),
  };
}

export const counts = (all: Omit<Tally, 'name'>): string =>
  [...VERDICTS, 'known' as const].map((one) => `${all[one]} ${one}`).join(', ');

export function resultsOf(
  batch: Batch,
  judged: readonly JudgedTest[],
  news: readonly Environment[],
): Omit<Results, 'seed' | 'kept'> {
  const outcomes = [...batch.old.values()].flat().filter(({ test }) => test !== '<module>');
  return {
    projects: batch.projects.length,
    tests: judged.length,
    edited: judged.filter(({ edited }) => edited).length,
    leftOut: outcomes.filter((one) => !isTelling(one)).length,
    scenes: scenesOf(batch),
    versions: news.map(({ name }, version) => ({ name, ...tally(judged, version) })),
    noise: noiseOf(batch, judged),
    known: knownOf(judged),
  };
}

function scenesOf({ projects }: Batch): Results['scenes'] {
  const families = projects.flatMap(({ units }) => units.flatMap(({ family }) => family ?? []));
  return Object.fromEntries(
    FAMILIES.map((family) => [family, families.filter((one) => one === family).length]),
  );
}

/** By rule: what is said of scenes that nothing happens to. That a call may follow a redirect is of no use in any of them. */
function noiseOf(batch: Batch, judged: readonly JudgedTest[]): Readonly<Record<string, number>> {
  const rules: string[] = [];
  for (const { id, units } of batch.projects) {
    const { found } = batch.migrated.get(id)!;
    // What is kept may be of any kind, also of one where a finding is right.
    for (const unit of units.filter(({ name }) => name !== id)) {
      const tests = judged.filter(({ project, unit: own }) => project.id === id && own.id === unit.id);
      const isIdle = tests.length > 0 && tests.every(({ verdicts }) => verdicts.every(({ works }) => works));
      const own = found.filter(({ owner }) => owner === unit.id);
      if (!isIdle || own.some(({ finding }) => finding.fix === 'applied')) continue;
      const listed = own
        .filter(({ finding }) => finding.tally === undefined)
        .map(({ finding }) => finding.rule);
      rules.push(...listed.filter((rule) => !unit.welcome || rule === 'redirect-default'));
    }
  }
  return tallyOf(rules);
}

const knownOf = (judged: readonly JudgedTest[]): Readonly<Record<string, number>> =>
  tallyOf(
    judged.flatMap((test) => {
      const reasons = test.verdicts.flatMap(({ verdict }) => reasonFor(test, verdict) ?? []);
      return reasons.slice(0, 1);
    }),
  );

function tallyOf(names: readonly string[]): Readonly<Record<string, number>> {
  const all: Record<string, number> = {};
  for (const name of names.toSorted()) all[name] = (all[name] ?? 0) + 1;
  return all;
}

/** A line for the summary. */
export function inShort({ projects, tests, versions }: Results): string {
  const all = (verdict: Verdict): number => versions.reduce((sum, one) => sum + one[verdict], 0);
  return (
    `${tests} tests of ${projects} generated projects that are hard to read, on each of ${versions.length} clients: ${all('equal')} are equal, ` +
    `${all('reported')} reported, ${all('counted')} counted, ${all('silent')} silent and ${all('wrong')} made wrong.`
  );
}

/** A section of the page of results. */
export function inFull(results: Results): string {
  const { seed, projects, tests, edited, leftOut, scenes, versions, noise, kept, known } = results;
  const rows = versions.map((one) => [one.name, ...VERDICTS.map((verdict) => one[verdict]), one.known]);
  return [
    '## Generated projects',
    `${projects} projects from a grammar (seed ${seed}), of an application, classes of clients, fixtures, product code and tests. Their ` +
      `scenes are hard to read: ${inWords(scenes)}. They run as they stand on the old client and on each new one, and migrated on each. ` +
      `Where everything works without an edit, an edit may not take it from the old client either. Product code that a test gives its client ` +
      `also runs with a session of requests, and a class that derives from the client is called by every verb; the command sees neither.`,
    `${tests} tests pass on the old client, and the command edits ${edited} of them. ${leftOut} more do not pass there, and are not compared.`,
    table(['client', ...VERDICTS, 'known'], rows),
    `${kept} projects that once came out wrong or silent are run every time.`,
    `Findings about scenes that are equal without an edit: ${inWords(noise)}.`,
    ...(Object.keys(known).length > 0 ? ['Known, and left:', listOf(known)] : []),
  ].join('\n\n');
}

/** Sentences, each with how many tests it is about. */
const listOf = (all: Readonly<Record<string, number>>): string =>
  Object.entries(all)
    .map(([words, count]) => `- ${words} (${count})`)
    .join('\n');

const inWords = (all: Readonly<Record<string, number>>): string =>
  Object.entries(all)
    .map(([name, count]) => `${count} of \`${name}\``)
    .join(', ') || 'none';
