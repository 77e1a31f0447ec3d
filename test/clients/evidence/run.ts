import { versionsOf } from '../environments.ts';
import { modulesFor } from '../generated/run.ts';
import { part, table, type AnyPart, type Context, type Found } from '../part.ts';
import { answeredOn, prepareBoth, questionsOf, type Questions } from './generated.ts';
import { proveSuites, type Proven } from './suites.ts';

/** Fewer than without evidence: each call is migrated twice. */
const CALLS = 600;
/** What is still asked and comes less often says nothing. */
const MAX_LEFT = 6;

interface Data {
  readonly questions: Questions;
  readonly versions: readonly {
    readonly versions: string;
    readonly reported: number;
    readonly equal: number;
  }[];
  readonly suites: readonly Proven[];
}

/** What a recorded run answers, and whether `prove` names a difference that nothing explains. */
async function run(context: Context): Promise<Found<Data>> {
  const { old, news, python, say, options } = context;
  const { generated } = modulesFor({ calls: CALLS, ...options });
  const both = await prepareBoth(generated, { environment: old, python: python(old) });
  const questions = questionsOf(both);
  say(`evidence: ${questions.answered} of ${questions.asked} questions are answered`);
  const ends = [news[0]!, news.at(-1)!];
  const answers = [];
  for (const environment of ends)
    answers.push({
      environment,
      ...(await answeredOn(both, { environment, python: python(environment) })),
    });
  const suites = await proveSuites(context);
  const failures = [
    ...answers.flatMap(({ wrong }) => wrong),
    ...suites.flatMap(({ unexplained }) => unexplained),
    ...(questions.answered < questions.asked * LEAST
      ? [`only ${questions.answered} of ${questions.asked} questions are answered`]
      : []),
  ];
  const equal = [...answers.map((one) => one.equal), ...suites.map((one) => one.equal)];
  return {
    passed: equal.reduce((sum, one) => sum + one, questions.answered),
    failures,
    data: {
      questions: { ...questions, left: questions.left.slice(0, MAX_LEFT) },
      versions: answers.map(({ environment, reported, equal: now }) => ({
        versions: versionsOf(environment),
        reported,
        equal: now,
      })),
      suites,
    },
  };
}

/** The part of the questions that a run has to answer. */
const LEAST = 0.85;

const percent = (part: number, all: number): string => `${Math.round((100 * part) / Math.max(all, 1))} %`;

function inShort({ questions: { asked, answered }, suites }: Data): string {
  const sum = (of: (one: Proven) => number): number => suites.reduce((all, one) => all + of(one), 0);
  return (
    `With a recorded run (\`--evidence\`), ${answered} of ${asked} questions that reading leaves about generated calls are answered ` +
    `(${percent(answered, asked)}). \`prove\` finds ${sum(({ equal }) => equal)} of ${sum(({ requests }) => requests)} requests of ` +
    `${suites.length} migrated suites equal.`
  );
}

function inFull({ questions, versions, suites }: Data): string {
  const { asked, answered, fixes, left } = questions;
  return [
    '## A recorded run',
    'Generated calls are run on the old client with the recorder, and migrated with and without what it wrote. A question is a finding ' +
      'that says what reading cannot tell: what a value is, whether a call is answered by a redirect, what is unpacked. Of ' +
      `${asked} such findings on calls that ran, ${answered} are gone with the recorded run (${percent(answered, asked)}): ${fixes} fixes rest on it, ` +
      'and the others turn out to need none. What is asked most often all the same:',
    table(
      ['finding', 'calls'],
      left.map(([message, calls]) => [message, calls]),
    ),
    'Calls that differ on a new client and are reported, whatever the reason, and how many of them are equal with the recorded run:',
    table(
      ['client', 'reported without it', 'equal with it'],
      versions.map((one) => [one.versions, one.reported, one.equal]),
    ),
    'Suites from PyPI, and one that stands here, recorded twice on the old client, migrated, and compared by `prove`. A difference has to ' +
      'stand where a finding is left; anything else fails the check.',
    table(
      ['suite', 'client', 'tests', 'requests', 'equal', 'differ where a finding stands'],
      suites.map((one) => [one.suite, one.versions, one.tests, one.requests, one.equal, one.told]),
    ),
  ].join('\n\n');
}

export const evidence: AnyPart = part<Data>({ name: 'evidence', run, inShort, inFull });
