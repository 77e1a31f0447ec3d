import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate } from '../../../src/core/engine/migrate.ts';
import { python } from '../../../src/languages/python/index.ts';
import { rule as followRedirects } from '../../../transforms/follow-redirects.ts';
import { rule as responseApi } from '../../../transforms/response-api.ts';
import { versionsOf } from '../environments.ts';
import { PYTHON_FILES } from '../execute.ts';
import { part, table, type Context, type Found } from '../part.ts';
import { inParallel, run as runCommand } from '../process.ts';
import { EXPRESSIONS, MODULE } from './expressions.ts';

/** What each function gives, by its name and the path of the response that it asks. */
type Values = Readonly<Record<string, Readonly<Record<string, string>>>>;

interface Data {
  readonly expressions: number;
  readonly rewritten: number;
  readonly responses: number;
  readonly versions: readonly { readonly versions: string; readonly equal: number; readonly other: number }[];
}

async function run({ old, news, python: interpreterOf, say }: Context): Promise<Found<Data>> {
  const { text, left } = await migrated();
  const before = await valuesOf(interpreterOf(old), MODULE);
  const judged = await inParallel(news, 2, async (environment) => {
    const after = await valuesOf(interpreterOf(environment), text);
    const all = differences(before, after).map((one) => `responses, ${environment.name}: ${one}`);
    say(`responses, ${environment.name}: ${all.length} differ`);
    return { versions: versionsOf(environment), all };
  });
  const responses = Object.keys(before['ask_0'] ?? {}).length;
  const compared = EXPRESSIONS.length * responses;
  const failures = [...left, ...judged.flatMap(({ all }) => all)];
  return {
    passed: compared * news.length - judged.reduce((sum, { all }) => sum + all.length, 0),
    failures,
    data: {
      expressions: EXPRESSIONS.length,
      rewritten: countRewritten(text),
      responses,
      versions: judged.map(({ versions, all }) => ({
        versions,
        equal: compared - all.length,
        other: all.length,
      })),
    },
  };
}

/** What the rules make of the module, and what they leave in it. */
async function migrated(): Promise<{ readonly text: string; readonly left: readonly string[] }> {
  const result = await migrate(MODULE, 'tests/test_it.py', python, {
    rules: [followRedirects, responseApi],
  });
  if (result.status !== 'changed') throw new Error(`the expressions are ${result.status}`);
  const left = result.findings.filter(({ fix }) => fix !== 'applied');
  return { text: result.text, left: left.map(({ message }) => `responses: left to a person: ${message}`) };
}

const bodiesIn = (text: string): readonly string[] =>
  text
    .split(/^def ask_/m)
    .slice(1)
    .map((one) => one.slice(one.indexOf('\n    r = ')).replace(/.*\n.*\n/, ''));

function countRewritten(text: string): number {
  const before = bodiesIn(MODULE);
  return bodiesIn(text).filter((one, index) => one !== before[index]).length;
}

async function valuesOf(interpreter: string, source: string): Promise<Values> {
  const folder = mkdtempSync(join(tmpdir(), 'clients-'));
  try {
    const file = join(folder, 'asks.py');
    writeFileSync(file, source);
    const script = join(PYTHON_FILES, 'responses.py');
    const { status, stdout, stderr } = await runCommand(interpreter, ['-B', script, file]);
    if (status !== 0) throw new Error(`the expressions could not be run:\n${stdout}${stderr}`);
    // Written by responses.py.
    return JSON.parse(stdout) as Values;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const differences = (before: Values, after: Values): readonly string[] =>
  Object.entries(before).flatMap(([name, values], index) =>
    Object.entries(values).flatMap(([path, value]) => {
      const now = after[name]?.[path];
      const asked = EXPRESSIONS[index] ?? name;
      return now === value ? [] : [`\`${asked}\` of ${path} was ${value} and is ${now ?? 'missing'}`];
    }),
  );

/** Expressions about responses, before and after, on real responses of every client. */
export const responses = part<Data>({
  name: 'responses',
  run,
  inShort: ({ expressions, responses: count }) =>
    `${expressions} expressions about a response give the same values before and after, on ${count} responses of each client.`,
  inFull: ({ expressions, rewritten, responses: count, versions }) =>
    [
      '## Responses',
      '',
      `${expressions} expressions about a response, ${rewritten} of which are rewritten, on ${count} real responses: the old form on the old client, the new form on each new one.`,
      '',
      table(
        ['versions', 'same value', 'another value'],
        versions.map((one) => [one.versions, one.equal, one.other]),
      ),
    ].join('\n'),
});
