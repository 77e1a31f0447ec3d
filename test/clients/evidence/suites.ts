import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureEnvironments, NEW, Unreachable, versionsOf, type Environment } from '../environments.ts';
import { migrateFolder, type Finding } from '../migrate.ts';
import { builtCommand } from '../../support/built.ts';
import type { Context } from '../part.ts';
import { run as runCommand } from '../process.ts';
import { copySuite, installPackages, pathOf } from '../suites/copies.ts';
import { BACKENDS, withPackages } from '../suites/environments.ts';
import { fetchSources, labelOf, SUITES, type Suite } from '../suites/sources.ts';

/** Suites that are recorded, migrated and proven: those that take seconds. */
const CHOSEN: readonly string[] = ['services', 'starlette-csrf', 'fastapi-jwt-auth', 'fastapi-users'];

/** What `prove` writes as JSON, as far as it is read here. */
interface Report {
  readonly summary: {
    readonly tests: number;
    readonly requests: { readonly total: number; readonly equal: number };
  };
  readonly tests: readonly {
    readonly id: string;
    readonly differences: readonly {
      readonly field: string;
      readonly change: string;
      readonly before: string | null;
      readonly after: string | null;
      /** In the migrated suite. */
      readonly now: { readonly path: string; readonly line: number } | null;
    }[];
  }[];
}

type Difference = Report['tests'][number]['differences'][number];

/** What came of one suite. */
export interface Proven {
  readonly suite: string;
  readonly versions: string;
  readonly tests: number;
  readonly requests: number;
  readonly equal: number;
  /** Requests that differ where a finding stands that was left to the user. */
  readonly told: number;
  /** Other differences, in words. */
  readonly unexplained: readonly string[];
}

/** A copy of a suite, and what runs it before and after. */
interface Job {
  readonly label: string;
  readonly copy: string;
  /** For `PYTHONPATH`; absent: the suite finds what it needs. */
  readonly path?: string;
  readonly migrate: readonly string[];
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/**
 * Records suites on the old client, and the bundled example, migrates them with what was recorded, and proves them on the first new
 * client.
 */
export async function proveSuites({ old, python: plain, say }: Context): Promise<readonly Proven[]> {
  const suites = SUITES.filter(({ name }) => CHOSEN.includes(name));
  const environment = NEW[0]!;
  const ensured = await ensureEnvironments([BACKENDS, ...[old, environment].map(withPackages)], say);
  if (ensured.status === 'unreachable') throw new Unreachable(ensured.missing);
  const { python } = ensured;
  const sourceOf = await fetchSources(python(BACKENDS), suites, say);
  const folder = mkdtempSync(join(tmpdir(), 'prove-'));
  try {
    const jobs = [exampleIn(folder, plain(old), plain(environment))];
    for (const suite of suites) {
      const copy = join(folder, suite.name);
      copySuite(sourceOf(suite), suite, copy);
      const path = pathOf(copy, await installPackages(python(BACKENDS), suite));
      const [before, after] = [old, environment].map((one) => pytest(python(withPackages(one)), suite)) as [
        readonly string[],
        readonly string[],
      ];
      jobs.push({ label: labelOf(suite), copy, path, migrate: suite.migrate, before, after });
    }
    const proven: Proven[] = [];
    for (const job of jobs) {
      const one = await prove(job);
      say(`${job.label}: ${one.proof.summary.requests.equal} requests are equal`);
      proven.push(judge(job.label, environment, one));
    }
    return proven;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function exampleIn(folder: string, before: string, after: string): Job {
  const copy = join(folder, 'example');
  cpSync('examples/legacy-suite', copy, { recursive: true });
  const [old, now] = [before, after].map((python) => pytest(python, { tests: ['tests'] })) as [
    readonly string[],
    readonly string[],
  ];
  return { label: 'the bundled example', copy, migrate: ['.'], before: old, after: now };
}

interface ProvenCopy {
  readonly proof: Report;
  readonly findings: readonly Finding[];
}

/** As a user does: record, migrate, prove. */
async function prove({ label, copy, path, migrate, before, after }: Job): Promise<ProvenCopy> {
  const report = join(copy, 'proof.json');
  const bin = await builtCommand();
  const command = (args: readonly string[]): ReturnType<typeof runCommand> =>
    runCommand(process.execPath, [bin, ...args], {
      cwd: copy,
      env: { PYTHONPATH: path },
    });
  const recorded = await command(['record', '--twice', '--', ...before]);
  if (!recorded.stderr.includes('recorded ')) throw new Error(`${label}: ${recorded.stderr}`);
  const { findings } = await migrateFolder(copy, migrate);
  const proved = await command(['prove', '--output-file', `json=${report}`, '--', ...after]);
  if (proved.status === 2) throw new Error(`${label}: ${proved.stderr}`);
  return { proof: JSON.parse(readFileSync(report, 'utf8')) as Report, findings };
}

const OPTIONS = '-q --tb=no -p no:cacheprovider --rootdir . -o filterwarnings='.split(' ');

const pytest = (
  python: string,
  { tests, without = {} }: Pick<Suite, 'tests' | 'without'>,
): readonly string[] => [
  ...[python, '-B', '-m', 'pytest', ...OPTIONS],
  ...Object.keys(without).flatMap((test) => ['--deselect', test]),
  ...tests,
];

function judge(suite: string, environment: Environment, { proof, findings }: ProvenCopy): Proven {
  const places = new Set(findings.map(({ file, line }) => `${file}:${line}`));
  const isTold = ({ now }: Difference): boolean => now !== null && places.has(`${now.path}:${now.line}`);
  const changes = proof.tests.flatMap((test) => test.differences.map((change) => ({ test, change })));
  const left = changes.filter(({ change }) => !isTold(change));
  return {
    suite,
    versions: versionsOf(environment),
    tests: proof.summary.tests,
    requests: proof.summary.requests.total,
    equal: proof.summary.requests.equal,
    told: changes.length - left.length,
    unexplained: left.map(({ test, change }) => inWords(suite, test.id, change)),
  };
}

const inWords = (suite: string, test: string, { field, change, before, after }: Difference): string =>
  `${suite}, ${test}: ${field} ${change}, ${before ?? 'nothing'} became ${after ?? 'nothing'}`;
