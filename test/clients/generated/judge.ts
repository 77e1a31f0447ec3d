import type { Reported } from '../../../src/core/engine/result.ts';
import { requestDifference } from '../compare.ts';
import type { Environment } from '../environments.ts';
import { MODULE_PATH, type Outcome, type Request } from '../execute.ts';
import type { Migrated } from './engine.ts';

/** `unjudged`: an earlier call of the same test has ended it. */
export type Verdict = 'equal' | 'reported' | 'silent' | 'unjudged';

/** A test as a run reports it, and its calls in order. */
export interface Tested {
  readonly id: string;
  readonly name: string;
  readonly calls: readonly { readonly id: string }[];
}

export interface Judged {
  readonly call: string;
  readonly verdict: Verdict;
  /** What is not as it was, in a line. */
  readonly difference?: string;
  readonly edited: boolean;
  /** The messages that are left on the call. */
  readonly said: readonly string[];
}

type Compare = (old: readonly Request[], now: readonly Request[]) => string | undefined;

/** What a difference is about, and what a finding speaks of: where a redirect leads, where a request goes, or what is sent. */
type Aspect = 'redirect' | 'path' | 'request';

/** The outcomes of a test: several where it is parametrized. */
export const outcomesOf = (outcomes: readonly Outcome[], { name }: Tested): readonly Outcome[] =>
  outcomes.filter(({ test }) => test === name || test.startsWith(`${name}[`));

/** Only a test that passes on the old client tells anything about the new one. */
export const isPassing = (outcomes: readonly Outcome[]): boolean =>
  outcomes.length > 0 && outcomes.every(({ outcome }) => outcome === 'passed');

/** Judges each call of a test that passed on the old client, in order. */
export function judge(
  test: Tested,
  old: readonly Outcome[],
  now: readonly Outcome[],
  migrated: Migrated,
  environment: Environment,
): readonly Judged[] {
  const before = requestsByCall(old);
  const after = requestsByCall(now);
  const compare: Compare = (one, other) => requestDifference(one, other, environment);
  const failure = failureOf(now);
  const problem = failure ?? warningOf(now, test, migrated);
  const differences = test.calls.map(({ id }) => compare(before.get(id) ?? [], after.get(id) ?? []));
  const blamed = blame(test, differences, now, migrated, problem);
  return test.calls.map(({ id }, index): Judged => {
    const left = migrated.left.get(id) ?? [];
    const judged = { call: id, edited: migrated.edits.has(id), said: left.map(inWords) };
    if (failure !== undefined && index > blamed) return { ...judged, verdict: 'unjudged' };
    const difference = differences[index];
    const here = index === blamed ? problem : undefined;
    if (difference === undefined && here === undefined) return { ...judged, verdict: 'equal' };
    const aspects = aspectsOf(before.get(id) ?? [], after.get(id) ?? [], here, compare);
    const isTold = aspects.every((aspect) => left.some((finding) => speaksOf(finding, aspect)));
    return {
      ...judged,
      verdict: isTold && left.length > 0 ? 'reported' : 'silent',
      difference: [difference, here].filter((one) => one !== undefined).join('; '),
    };
  });
}

const inWords = ({ rule, message, why = '' }: Reported): string => `${rule}: ${message} | ${why}`;

/** A redirect that is followed or not shows in the requests behind the first. Nothing where it cannot be told. */
function aspectsOf(
  old: readonly Request[],
  now: readonly Request[],
  problem: string | undefined,
  compare: Compare,
): readonly Aspect[] {
  if (problem !== undefined && aspectOf(problem) === 'redirect') return ['redirect'];
  const first = (requests: readonly Request[]): readonly Request[] =>
    requests.filter(({ path }) => !isHop(path));
  const difference = compare(first(old), first(now));
  if (difference !== undefined) return [/^\w+ \S+: path "/.test(difference) ? 'path' : 'request'];
  // Where both were redirected to the same place, it is what they sent there.
  const isLedAlike = old.length === now.length && old.every(({ path }, index) => path === now[index]!.path);
  if (compare(old, now) !== undefined) return [isLedAlike ? 'request' : 'redirect'];
  return problem !== undefined && isAboutBody(problem) ? ['request'] : [];
}

const aspectOf = (problem: string): Aspect => (problem.includes('allow_redirects') ? 'redirect' : 'request');
const isHop = (path: string): boolean => path.startsWith('/landed') || path.startsWith('/account');
const isAboutBody = (problem: string): boolean => /content=<|unexpected keyword|positional arg/.test(problem);

const OF_REDIRECTS: ReadonlySet<string> = new Set(['redirect-default', 'follow-redirects']);

function speaksOf({ rule, message }: Reported, aspect: Aspect): boolean {
  if (rule === 'base-url-path') return aspect === 'path';
  if (aspect === 'redirect') return OF_REDIRECTS.has(rule) || message.includes('follow_redirects');
  return aspect === 'request' && !OF_REDIRECTS.has(rule);
}

/** Requests by the call whose number is in their path; one without a number belongs to the request before it. */
function requestsByCall(outcomes: readonly Outcome[]): ReadonlyMap<string, readonly Request[]> {
  const calls = new Map<string, Request[]>();
  let call = '';
  for (const request of outcomes.flatMap(({ requests }) => requests)) {
    call = /\/(\d+_\d+)(?:\/|$)/.exec(request.path)?.[1] ?? call;
    calls.set(call, [...(calls.get(call) ?? []), request]);
  }
  return calls;
}

/** The call that what went wrong is about, as well as that can be told. */
function blame(
  { calls }: Tested,
  differences: readonly (string | undefined)[],
  now: readonly Outcome[],
  { left, module }: Migrated,
  problem = '',
): number {
  const frames = now.flatMap(({ problem }) => problem?.frames ?? []);
  const frame = frames.find(({ file }) => file === MODULE_PATH);
  const named = frame && callAt(module.source.split(/\r?\n/), frame.line);
  // A warning does not say where it comes from.
  const told = calls.findIndex(({ id }) => left.get(id)?.some((one) => speaksOf(one, aspectOf(problem))));
  const first = differences.findIndex((difference) => difference !== undefined);
  const guesses = frame ? [calls.findIndex(({ id }) => id === named), first] : [told, first];
  return [...guesses, 0].find((index) => index >= 0) ?? 0;
}

/** The number of the call in a line; in one below where a bracket is open, and else in one above. */
function callAt(lines: readonly string[], line: number): string | undefined {
  const goesOn = /[([{,\\]\s*(?:#.*)?$/.test(lines[line - 1] ?? '');
  const near = goesOn ? lines.slice(line - 1) : lines.slice(0, line).toReversed();
  return /\d+_\d+/.exec(near.join('\n'))?.[0];
}

/** What ended a test on the new client. */
function failureOf(outcomes: readonly Outcome[]): string | undefined {
  if (outcomes.length === 0) return 'the test was not run';
  const failed = outcomes.find(({ outcome }) => outcome !== 'passed');
  if (!failed) return undefined;
  return failed.problem ? `${failed.problem.type}: ${failed.problem.message.slice(0, 120)}` : failed.outcome;
}

/** What the new client warned of: rather what no finding on any of the calls speaks of. */
function warningOf(outcomes: readonly Outcome[], { calls }: Tested, { left }: Migrated): string | undefined {
  const warnings = outcomes
    .flatMap((outcome) => outcome.warnings)
    .map(({ category, text }) => `${category}: ${text.slice(0, 120)}`);
  const found = calls.flatMap(({ id }) => left.get(id) ?? []);
  return (
    warnings.find((warning) => !found.some((finding) => speaksOf(finding, aspectOf(warning)))) ?? warnings[0]
  );
}
