import { counted, type Batch, type JudgedTest } from './batch.ts';
import type { Judged, Verdict } from './judge.ts';
import { table } from '../part.ts';

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
}

export const allCalls = (tests: readonly JudgedTest[]): readonly Judged[] =>
  tests.flatMap(({ calls }) => calls);

export function tally(tests: readonly JudgedTest[]): Readonly<Record<Verdict, number>> {
  const count = (verdict: Verdict): number =>
    allCalls(tests).filter((call) => call.verdict === verdict).length;
  return {
    equal: count('equal'),
    reported: count('reported'),
    silent: count('silent'),
    unjudged: count('unjudged'),
  };
}

export const counts = (tests: readonly JudgedTest[]): string =>
  Object.entries(tally(tests))
    .map(([verdict, number]) => `${number} ${verdict}`)
    .join(', ');

export function countsOf(
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

/** A line for the summary. */
export function inShort({ versions, calls }: Results): string {
  const all = (verdict: Verdict): number => versions.reduce((sum, one) => sum + one[verdict], 0);
  return (
    `${calls} generated calls on each of ${versions.length} clients: ${all('equal')} are equal, ${all('reported')} reported ` +
    `and ${all('silent')} silent.`
  );
}

/** A section of the page of results. */
export function inFull(results: Results): string {
  const { seed, calls, edited, leftOut, versions, falseFindings, kept } = results;
  const rows = versions.map((one) => [one.name, one.equal, one.reported, one.silent, one.unjudged]);
  return [
    '## Generated calls',
    `${calls} calls from a grammar of test modules (seed ${seed}); the command edits ${edited} of them. ${leftOut} more calls are in ` +
      `tests that do not pass on the old client, and are not compared.`,
    table(['client', 'equal', 'reported', 'silent', 'not judged'], rows),
    `${kept} calls that were once silent are run every time.`,
    `Findings on calls that are equal without an edit: ${listed(Object.entries(falseFindings).map(([rule, count]) => `${count} of \`${rule}\``))}.`,
  ].join('\n\n');
}

const listed = (items: readonly string[]): string => items.join(', ') || 'none';
