import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runIn } from '../../cli/command.ts';

const EXAMPLE = 'examples/legacy-suite-ts';

/** A copy of the example as it is, and one that is migrated. */
let [old, migrated] = ['', ''];
let before: Outcome;

function copied(): string {
  const folder = mkdtempSync(join(tmpdir(), 'bump-testclient-suite-'));
  cpSync(EXAMPLE, folder, { recursive: true, filter: (path) => !path.includes('node_modules') });
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'), 'junction');
  return folder;
}

beforeAll(async () => {
  [old, migrated] = [copied(), copied()];
  expect(await runIn(migrated, 'tests')).toMatchObject({ code: 0 });
  before = run(old, 'v1');
});
afterAll(() => {
  for (const folder of [old, migrated]) rmSync(folder, { recursive: true, force: true });
});

interface Outcome {
  readonly passed: number;
  readonly failed: number;
  /** What the application received, in the order of the tests, whichever file ran first. */
  readonly received: readonly string[];
}

/** Runs the suite of a folder on a version of the client. */
function run(folder: string, version: 'v1' | 'v2'): Outcome {
  const [results, journal] = [join(folder, 'results.json'), join(folder, 'journal')];
  writeFileSync(journal, '');
  const args = [
    resolve('node_modules/vitest/vitest.mjs'),
    'run',
    '--reporter=json',
    // One worker starts once and loads the shop once.
    '--maxWorkers=1',
    '--no-isolate',
    `--outputFile=${results}`,
  ];
  const env = { ...process.env, TESTCLIENT: version, JOURNAL: journal };
  spawnSync(process.execPath, args, { cwd: folder, env });
  // What vitest writes is not known to the compiler.
  const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(results, 'utf8')) as Results;
  const received = readFileSync(journal, 'utf8').trim().split('\n');
  return { passed: numPassedTests, failed: numFailedTests, received: inOrder(received) };
}

interface Results {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
}

/** By test; the requests of one test stay as they came. */
const inOrder = (lines: readonly string[]): readonly string[] =>
  lines.toSorted((a, b) => (labelOf(a) < labelOf(b) ? -1 : labelOf(a) > labelOf(b) ? 1 : 0));

const labelOf = (line: string): string => (JSON.parse(line) as { readonly label: string }).label;

test('the suite passes on the client it was written for', () => {
  expect(before).toMatchObject({ passed: 84, failed: 0 });
});

test('as it is, most of it fails on the new client', () => {
  const { passed, failed } = run(old, 'v2');
  expect(failed).toBeGreaterThan(passed);
});

test('migrated, all of it passes on the new client, and the application receives what it received', () => {
  const after = run(migrated, 'v2');
  expect(after).toMatchObject({ passed: before.passed, failed: 0 });
  expect(before.received.length).toBeGreaterThan(before.passed / 2);
  expect(after.received).toEqual(before.received);
});

test('what speaks to others comes out as it went in', () => {
  for (const path of ['tests/suppliers.test.ts', 'tests/clients.ts', 'shop/app.ts', 'testclient/v1.ts'])
    expect(readFileSync(join(migrated, path), 'utf8')).toBe(readFileSync(join(old, path), 'utf8'));
});

test('the types agree before and after', () => {
  const config = join(migrated, 'tsconfig.json');
  writeFileSync(config, readFileSync(config, 'utf8').replace('v1.ts', 'v2.ts'));
  expect(existsSync(join(old, 'tsconfig.json'))).toBe(true);
  // As one build, so that the libraries are parsed once.
  const tsc = [resolve('node_modules/typescript/bin/tsc'), '--build', old, migrated];
  const { status, stdout } = spawnSync(process.execPath, tsc, { encoding: 'utf8' });
  expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
});
