import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Proof, RequestChange, TestProof } from '../../../src/proof/proof.ts';
import { prove } from '../../../src/proof/prove.ts';
import type { Recording } from '../../../src/proof/recording.ts';
import {
  environmentOf,
  recorderConfig,
  type RecorderConfig,
} from '../../../src/runner/record/environment.ts';
import { versionsOf, type Environment } from '../environments.ts';
import { part, table, type Context, type Found } from '../part.ts';
import { inParallel, run as runCommand } from '../process.ts';
import { wrongOutcomes } from './outcomes.ts';
import { readRecording } from './recording.ts';

/** What the suite that was migrated by hand changes in silence, by the test: what is said of its requests, one word behind the other. */
const LIES: Readonly<Record<string, { readonly what: string; readonly named: readonly string[] }>> = {
  lost_field: { what: 'a field of two forms is lost', named: ['form field #2 lost', 'form field #2 lost'] },
  content_type: { what: 'a body has another content type', named: ['header content-type changed'] },
  followed_redirect: { what: 'a redirect is followed', named: ['request added'] },
  swallowed_file: {
    what: 'of two files of one name one is lost',
    named: ['part #2 lost', 'part #1 (file name) changed', 'part #1 changed'],
  },
  leaked_cookie: { what: 'a cookie stays for the next test', named: ['cookie cart added'] },
  dropped_parameter: { what: 'a parameter of the query is lost', named: ['query changed'] },
  lost_header: { what: 'a header is lost', named: ['header x-tenant lost'] },
  form_instead_of_text: { what: 'a text is sent as a form', named: ['header content-type added'] },
  changed_method: { what: 'the method is another', named: ['method changed'] },
  request_not_sent: { what: 'a request is not sent', named: ['request lost'] },
};

const FILE = 'test_shop.py';
const HERE = import.meta.dirname;

interface Row {
  readonly versions: string;
  readonly named: number;
  /** Tests that are as they were. */
  readonly equal: number;
}

interface Data {
  readonly lies: readonly string[];
  readonly tests: number;
  readonly rows: readonly Row[];
}

/** Whether a comparison of two recorded runs names each lie, and nothing besides. */
async function run({ old, news, python, say }: Context): Promise<Found<Data>> {
  const folder = mkdtempSync(join(tmpdir(), 'clients-'));
  try {
    const config = (suite: string): RecorderConfig =>
      recorderConfig({
        to: join(folder, `${suite}.jsonl`),
        root: lay(folder, suite),
        mode: 'record',
        values: false,
      });
    const before = config('old');
    const recorded = await record(python(old), before);
    const rows = await inParallel(news, 2, async (one) => {
      const own = { ...config(`migrated-${one.name}`), mode: 'prove' as const, salts: [before.salt] };
      const found = judge(
        one,
        prove(recorded, await record(python(one), own), () => []),
      );
      say(`lies, ${one.name}: ${found.row.named} of ${Object.keys(LIES).length} named`);
      return found;
    });
    const outcomes = await inParallel([old, ...news], 2, (one) => wrongOutcomes(one, python(one), folder));
    const failures = [...rows.flatMap((one) => one.failures), ...outcomes.flat()];
    const data = {
      lies: Object.values(LIES).map(({ what }) => what),
      tests: recorded.tests.size,
      rows: rows.map(({ row }) => row),
    };
    return { passed: rows.reduce((sum, { row }) => sum + row.named + row.equal, 0), failures, data };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Copies a suite and its application to a folder of its own. `suite`: `old`, or `migrated-` and the name of an environment. */
function lay(folder: string, suite: string): string {
  const root = join(folder, suite);
  cpSync(join(HERE, suite.split('-')[0]!), root, { recursive: true });
  cpSync(join(HERE, 'shop.py'), join(root, 'shop.py'));
  return root;
}

/** Runs a suite with the recorder. Throws where a test fails. */
async function record(python: string, config: RecorderConfig): Promise<Recording> {
  const args = ['-B', '-m', 'pytest', '-q', '-p', 'no:cacheprovider'];
  const { status, stdout } = await runCommand(python, args, {
    cwd: config.root,
    env: environmentOf(config, process.env),
  });
  if (status !== 0) throw new Error(`a suite with lies fails:\n${stdout}`);
  return readRecording(config.to);
}

function judge(
  environment: Environment,
  { tests }: Proof,
): { readonly row: Row; readonly failures: readonly string[] } {
  const versions = versionsOf(environment);
  const wrong = tests.filter((test) => said(test) !== expected(test.id));
  const row = {
    versions,
    named: tests.filter((test) => !wrong.includes(test) && expected(test.id) !== '').length,
    equal: tests.filter(({ verdict }) => verdict === 'equal').length,
  };
  const missing = Object.keys(LIES).filter((name) => !tests.some(({ id }) => id === idOf(name)));
  const failures = [
    ...wrong.map(
      (test) => `${test.id} on ${versions}: "${said(test)}" is said, and is "${expected(test.id)}"`,
    ),
    ...missing.map((name) => `${idOf(name)} on ${versions}: did not run`),
  ];
  return { row, failures };
}

const idOf = (name: string): string => `${FILE}::test_lie_${name}`;

const expected = (id: string): string =>
  Object.entries(LIES)
    .find(([name]) => id === idOf(name))?.[1]
    .named.join(', ') ?? '';

/** What is said of a test; nothing where it is equal. */
const said = ({ verdict, why, differences }: TestProof): string =>
  verdict === 'not comparable' ? `not comparable: ${why}` : differences.map(spelled).join(', ');

const spelled = ({ field, change }: RequestChange): string => `${field} ${change}`;

function inShort({ lies, rows }: Data): string {
  const named = rows.every((row) => row.named === lies.length);
  return (
    `A suite that was migrated by hand changes ${lies.length} things in silence: ` +
    `${named ? 'each of them is' : 'not all of them are'} named on every client by a comparison of two recorded runs.`
  );
}

function inFull({ lies, tests, rows }: Data): string {
  return [
    '## Lies',
    `All ${tests} tests of a small suite pass on the old client, and after a migration by hand on the new ones. But ` +
      `${lies.length} of them do not send what they sent: ${lies.join('; ')}. \`prove\` has to name these, and none of the ` +
      'others, whose requests differ only in what every new client does.',
    table(
      ['client', 'lies that are named', 'tests that are equal'],
      rows.map(({ versions, named, equal }) => [versions, named, equal]),
    ),
  ].join('\n\n');
}

export const lies = part<Data>({ name: 'lies', run, inShort, inFull });
