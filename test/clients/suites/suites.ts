import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureEnvironments, Unreachable, versionsOf, type Environment } from '../environments.ts';
import { migrateFolder, type Migrated } from '../migrate.ts';
import { part, type Context, type Found } from '../part.ts';
import { inParallel, run as runCommand } from '../process.ts';
import { runSuite } from '../suite.ts';
import { copySuite, installPackages, pathOf } from './copies.ts';
import { BACKENDS, PEER, withPackages } from './environments.ts';
import { runPeer } from './peer.ts';
import { fetchSources, labelOf, SUITES, type Suite } from './sources.ts';
import { inFull, inShort, rowOf, type Data } from './table.ts';
import { byTest, judge, passing, type Tests, type Verdict } from './verdicts.ts';

/** A suite in three copies, which are kept as they are: tests run in copies of them. */
interface Prepared {
  readonly suite: Suite;
  readonly packages: string;
  readonly original: string;
  readonly migrated: string;
  readonly peer: string;
  readonly ours: Migrated;
  readonly theirs: { readonly files: number; readonly lines: number };
}

interface Workshop {
  readonly python: (environment: Environment) => string;
  readonly folder: string;
  /** The test client of requests, as it is installed. */
  readonly oldClient: string;
  readonly say: (line: string) => void;
}

async function run({ old, news, say }: Context): Promise<Found<Data>> {
  const chosen = news.filter(({ name }) => SUITES.some(({ clients }) => clients.includes(name)));
  const environments = [BACKENDS, PEER, ...[old, ...chosen].map(withPackages)];
  const ensured = await ensureEnvironments(environments, say);
  if (ensured.status === 'unreachable') throw new Unreachable(ensured.missing);
  const { python } = ensured;
  const sourceOf = await fetchSources(python(BACKENDS), SUITES, say);
  const folder = mkdtempSync(join(tmpdir(), 'suites-'));
  try {
    const oldClient = await oldClientOf(python(withPackages(old)));
    const workshop: Workshop = { python, folder, oldClient, say };
    const prepared = await inParallel(SUITES, 2, (suite) => prepare(workshop, suite, sourceOf(suite)));
    const before = await inParallel(prepared, 2, (one) => runTests(workshop, one, old, 'original'));
    const pairs = prepared.flatMap((one, index) =>
      chosen
        .filter(({ name }) => one.suite.clients.includes(name))
        .map((environment) => ({ one, environment, before: before[index]! })),
    );
    const verdicts = await inParallel(pairs, 2, async (pair) => ({
      ...pair,
      verdict: await compare(workshop, pair.one, pair.environment, pair.before),
    }));
    return conclude(prepared, before, verdicts);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Where the old environment keeps the module. */
async function oldClientOf(python: string): Promise<string> {
  const find = 'import starlette.testclient; print(starlette.testclient.__file__)';
  const { status, stdout, stderr } = await runCommand(python, ['-c', find]);
  if (status !== 0) throw new Error(stderr);
  return stdout.trim();
}

async function prepare({ python, folder }: Workshop, suite: Suite, source: string): Promise<Prepared> {
  const copyFor = (name: string): string => {
    const copy = join(folder, suite.name, name);
    copySuite(source, suite, copy);
    return copy;
  };
  const [original, migrated, peer] = [copyFor('original'), copyFor('migrated'), copyFor('peer')] as const;
  return {
    suite,
    packages: await installPackages(python(BACKENDS), suite),
    original,
    migrated,
    peer,
    ours: await migrateFolder(migrated, suite.migrate),
    theirs: await runPeer(python(PEER), peer, suite.migrate),
  };
}

interface Settings {
  readonly strict?: boolean;
  readonly oldClient?: string;
}

async function runTests(
  { python, folder, say }: Workshop,
  { suite, packages, ...copies }: Prepared,
  environment: Environment,
  state: 'original' | 'migrated' | 'peer',
  { strict = false, oldClient }: Settings = {},
): Promise<Tests> {
  say(`${labelOf(suite)}, ${oldClient ? 'with the old client' : WORDS[state]}: ${versionsOf(environment)}`);
  // Some tests leave databases behind.
  const copy = mkdtempSync(join(folder, `${suite.name}-`));
  cpSync(copies[state], copy, { recursive: true });
  const without = Object.keys(suite.without ?? {}).flatMap((test) => ['--deselect', test]);
  const args = [
    '--rootdir',
    copy,
    ...without,
    '-o',
    'filterwarnings=',
    ...(oldClient ? ['-p', 'old_client'] : []),
  ];
  // Only what is to be explained has to tell more of an assertion than that it failed.
  if (!strict) args.push('--assert', 'plain');
  const env = { PYTHONPATH: pathOf(copy, packages), ...(oldClient && { OLD_CLIENT: oldClient }) };
  const interpreter = python(withPackages(environment));
  const outcomes = await runSuite(interpreter, copy, { strict, args: [...args, ...suite.tests], env });
  rmSync(copy, { recursive: true });
  return byTest(outcomes);
}

const WORDS = { original: 'as it was', migrated: 'migrated', peer: 'migrated by the other tool' } as const;

async function compare(
  workshop: Workshop,
  one: Prepared,
  environment: Environment,
  old: Tests,
): Promise<Verdict> {
  const runs = (state: 'original' | 'migrated' | 'peer', settings?: Settings): Promise<Tests> =>
    runTests(workshop, one, environment, state, settings);
  const hand = await runs('original', { oldClient: workshop.oldClient });
  const unmigrated = await runs('original');
  const strict = { strict: true } as const;
  // A tool that changed nothing leaves what was there, and where nothing warns, warnings as errors change nothing.
  const untouched = one.ours.changed.length === 0 || one.theirs.files === 0;
  const warned = [...unmigrated.values()].some(({ warnings }) => warnings.length > 0);
  const asItWas = untouched && warned ? await runs('original', strict) : unmigrated;
  const migrated = one.ours.changed.length ? await runs('migrated', strict) : asItWas;
  const peer = one.theirs.files ? await runs('peer', strict) : asItWas;
  return judge({ old, hand, unmigrated, migrated, peer }, one.ours.findings);
}

function conclude(
  prepared: readonly Prepared[],
  before: readonly Tests[],
  verdicts: readonly {
    readonly one: Prepared;
    readonly environment: Environment;
    readonly verdict: Verdict;
  }[],
): Found<Data> {
  const failures = verdicts.flatMap(({ one, environment, verdict }) =>
    problemsOf(verdict).map((problem) => `${labelOf(one.suite)} on ${versionsOf(environment)}: ${problem}`),
  );
  const checked = verdicts.reduce((sum, { verdict }) => sum + verdict.comparable, 0);
  const rows = prepared.map(({ suite, ours, theirs }, index) => ({
    suite: labelOf(suite),
    tests: passing(before[index]!).length,
    ours: { edits: ours.edits.length, files: ours.changed.length, findings: ours.findings.length },
    peer: theirs,
    clients: verdicts
      .filter(({ one }) => one.suite === suite)
      .map(({ environment, verdict }) => rowOf(versionsOf(environment), verdict)),
  }));
  return { passed: checked - failures.length, failures, data: rows };
}

function problemsOf({ migrated, broken }: Verdict): readonly string[] {
  const unexplained = migrated
    .filter(({ explanation }) => explanation.kind === 'unexplained')
    .map(({ key, outcome }) => {
      const { type = 'skipped', message = '' } = outcome?.problem ?? {};
      return `${key}, migrated, fails, and no finding says why: ${type}: ${message.split('\n')[0]!}`;
    });
  const spoilt = broken.migrated.filter((key) => !unexplained.some((line) => line.startsWith(`${key},`)));
  return [...unexplained, ...spoilt.map((key) => `${key} passed before it was migrated`)];
}

export const suites = part<Data>({ name: 'suites', run, inShort, inFull });
