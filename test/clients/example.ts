import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pinned, versionsOf, type Environment } from './environments.ts';
import type { Outcome } from './execute.ts';
import { explain, type Explanation } from './explain.ts';
import { migrateFolder, type Finding } from './migrate.ts';
import { part, table, type Context, type Found } from './part.ts';
import { inParallel } from './process.ts';
import { runSuite } from './suite.ts';

const EXAMPLE = 'examples/legacy-suite';

interface Row {
  readonly versions: string;
  /** Tests of the suite as it was. */
  readonly before: { readonly failed: number; readonly warned: number };
  /** Tests of the migrated suite, where each warning of the client is an error. */
  readonly after: {
    readonly passed: number;
    /** By rule: named by one of its findings, or open until it is written. */
    readonly named: Readonly<Record<string, number>>;
    readonly open: Readonly<Record<string, number>>;
  };
}

interface Data {
  readonly tests: number;
  readonly edits: number;
  readonly files: number;
  readonly findings: number;
  readonly rows: readonly Row[];
}

async function run(context: Context): Promise<Found<Data>> {
  const folder = mkdtempSync(join(tmpdir(), 'clients-'));
  const original = join(folder, 'original');
  const migrated = join(folder, 'migrated');
  try {
    for (const copy of [original, migrated]) cpSync(EXAMPLE, copy, { recursive: true });
    const old = await runTests(context, context.old, original);
    const { changed, edits, findings } = await migrateFolder(migrated);
    const results = await inParallel(context.news, 2, async (one) => {
      const copy = join(folder, one.name);
      cpSync(EXAMPLE, copy, { recursive: true });
      return {
        one,
        left: (await migrateFolder(copy, ['.'], targetOf(one))).findings,
        before: await runTests(context, one, original),
        after: await runTests(context, one, copy, true),
      };
    });
    const rows = results.map(({ one, before, after, left }) => judge(one, before, after, left));
    const data = {
      tests: old.length,
      edits: edits.length,
      files: changed.length,
      findings: findings.length,
      rows: rows.map(({ row }) => row),
    };
    const broken = old.filter(({ problem }) => problem).map(({ test }) => `${test} fails on the old client`);
    const failures = [...broken, ...rows.flatMap((one) => one.failures)];
    return { passed: old.length * (1 + rows.length) - failures.length, failures, data };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What the user of an environment says with `--target`. */
const targetOf = (environment: Environment): readonly string[] =>
  ['starlette', 'fastapi', 'httpx', 'httpx2'].flatMap((name) => {
    const version = pinned(environment, name);
    return version === undefined ? [] : [`${name}==${version}`];
  });

async function runTests(
  { python, say }: Context,
  environment: Environment,
  folder: string,
  strict = false,
): Promise<readonly Outcome[]> {
  say(`example, ${strict ? 'migrated' : 'as it was'}: ${versionsOf(environment)}`);
  const outcomes = await runSuite(python(environment), folder, { strict });
  return outcomes.filter(({ test, problem }) => test !== '<module>' || problem);
}

function judge(
  environment: Environment,
  before: readonly Outcome[],
  after: readonly Outcome[],
  findings: readonly Finding[],
): { readonly row: Row; readonly failures: readonly string[] } {
  const versions = versionsOf(environment);
  const explained = after
    .filter(({ problem }) => problem)
    .map((outcome) => ({ outcome, explanation: explain(outcome, findings) }));
  const count = (kind: Explanation['kind']): Record<string, number> =>
    tally(
      explained.flatMap(({ explanation: one }) => (one.kind === kind && 'rule' in one ? [one.rule] : [])),
    );
  const failures = explained
    .filter(({ explanation }) => explanation.kind === 'unexplained')
    .map(({ outcome: { module, test, problem } }) => {
      const said = `${problem?.type ?? ''}: ${problem?.message.split('\n')[0] ?? ''}`;
      return `${module} ${test}, migrated, fails on ${versions}, and no finding says why: ${said}`;
    });
  const row = {
    versions,
    before: {
      failed: before.filter(({ problem }) => problem).length,
      warned: before.filter(({ problem, warnings }) => !problem && warnings.length > 0).length,
    },
    after: { passed: after.length - explained.length, named: count('named'), open: count('open') },
  };
  return { row, failures };
}

/** How often each name is in a list, by name. */
function tally(names: readonly string[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const name of names.toSorted()) counts.set(name, (counts.get(name) ?? 0) + 1);
  return Object.fromEntries(counts);
}

const total = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((sum, one) => sum + one, 0);

const spelled = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .map(([rule, count]) => `\`${rule}\` ${count}`)
    .join(', ') || 'none';

/** The newest client, in one line. */
function proof({ tests, rows }: Data): string {
  const { versions, before, after } = rows.at(-1)!;
  return (
    `With ${versions}, ${before.failed} of the ${tests} tests of the bundled example fail before the migration and ` +
    `${tests - after.passed} after it: ${total(after.named)} of these have a finding that names the place, and ` +
    `${total(after.open)} need a rule that is not written yet. [CLIENTS.md](CLIENTS.md) has the figures for all clients.`
  );
}

function inShort({ tests, rows }: Data): string {
  const lines = rows.map(({ versions, before, after }) => [
    versions,
    before.failed,
    tests - after.passed,
    total(after.named),
    total(after.open),
  ]);
  return [
    `The ${tests} tests of the bundled example:`,
    table(['client', 'fail before', 'fail after', 'of these named by a finding', 'open'], lines),
  ].join('\n\n');
}

function inFull({ tests, edits, files, findings, rows }: Data): string {
  const lines = rows.map(({ versions, before, after }) => [
    versions,
    before.failed,
    before.warned,
    after.passed,
    spelled(after.named),
    spelled(after.open),
  ]);
  return [
    '## The example suite',
    `All ${tests} tests of \`${EXAMPLE}\` pass on the old client. The command makes ${edits} edits in ${files} files and leaves ` +
      `${findings} findings. Then the suite is migrated for the versions of each client (\`--target\`) and runs again, with each warning of the client as an error. A test that fails has to be ` +
      'named by a finding or open; anything else fails the check.',
    table(['client', 'fail before', 'warn before', 'pass after', 'named by a finding', 'open'], lines),
  ].join('\n\n');
}

export const example = part<Data>({ name: 'example', run, inShort, inFull, inReadme: { clients: proof } });
