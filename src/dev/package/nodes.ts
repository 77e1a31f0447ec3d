import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Unavailable } from './checks.ts';
import { nodeOf, OLDEST, NEWEST, REFUSED, SUPPORTED, type Node } from './node-versions.ts';
import { finish } from './process.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const BIN = join(ROOT, 'dist/bin/bump-testclient.js');

/** The tests of what users start and install; the others are of code that no version of Node treats differently. */
const OF_THE_COMMAND = [
  'test/cli/',
  'test/runner/',
  'test/reporters/',
  'test/index',
  'test/jscodeshift',
  'test/languages/lazy',
];

interface Counts {
  readonly passed: number;
  readonly failed: number;
}

/**
 * Runs the built command on versions of Node that are too old, and tests and installs it on others than the one that runs this. The oldest
 * is only installed where this is of its line. With `--all`, the whole suite and package check on every line that is supported. Returns
 * the exit code.
 */
function main(isAll: boolean): number {
  if (!existsSync(BIN)) throw new Error('there is nothing built: run `npm run build` first');
  const versions = isAll ? SUPPORTED : [OLDEST, NEWEST];
  const refused = REFUSED.map(nodeOf);
  const taken = versions.map(nodeOf);
  const counts = [
    ...refused.map(checkRefusal),
    ...taken.flatMap((node) => [
      ...(isAll ? [runTests(node, [])] : isOfOwnLine(node) ? [] : [runTests(node, OF_THE_COMMAND)]),
      checkPackage(node, isAll ? [] : ['--installs']),
    ]),
  ];
  const total = (key: keyof Counts): number => counts.reduce((sum, one) => sum + one[key], 0);
  console.log(`nodes: ${total('passed')} passed, ${total('failed')} failed`);
  return total('failed') > 0 ? 1 : 0;
}

/** The tests of the suite have run on this line already. */
const isOfOwnLine = ({ version }: Node): boolean =>
  Number.parseInt(version) === Number.parseInt(process.versions.node);

/** A pipeline takes 1 for "would change", so it has to be 2, and stdout stays empty. */
function checkRefusal({ version, program }: Node): Counts {
  const ways = [['--version'], ['--check', 'examples'], ['-', '--stdin-filename', 'a.py']];
  const wrong = ways.flatMap((args) => {
    const { status, stdout, stderr } = finish({ cwd: ROOT }, program, BIN, ...args);
    const isRefusal = stderr.includes(`needs Node ${oldestOfEngines()} or later; this is Node ${version}\n`);
    return status === 2 && stdout === '' && isRefusal ? [] : [`${args.join(' ')}: ${status}\n${stderr}`];
  });
  if (wrong.length > 0) console.error(`FAILED: Node ${version} is not refused\n${wrong.join('\n')}`);
  else console.log(`passed: Node ${version} is refused`);
  return { passed: ways.length - wrong.length, failed: wrong.length };
}

function oldestOfEngines(): string {
  const { engines } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    readonly engines: { readonly node: string };
  };
  return engines.node.replace(/^>=/, '');
}

/** Runs the test files whose paths begin like this, or all. */
function runTests({ version, program }: Node, paths: readonly string[]): Counts {
  console.log(`\ntests on Node ${version}`);
  const folder = mkdtempSync(join(tmpdir(), 'bump-testclient-nodes-'));
  const results = join(folder, 'results.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${results}`];
  try {
    show(program, 'node_modules/vitest/vitest.mjs', 'run', ...reporters, ...paths);
    return countsIn(results);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A file that cannot be loaded counts as a failed test; so does a run without results. */
function countsIn(results: string): Counts {
  if (!existsSync(results)) return { passed: 0, failed: 1 };
  // What vitest's own JSON reporter writes.
  const { numPassedTests, numFailedTests, success } = JSON.parse(readFileSync(results, 'utf8')) as {
    readonly numPassedTests: number;
    readonly numFailedTests: number;
    readonly success: boolean;
  };
  return { passed: numPassedTests, failed: success ? 0 : Math.max(numFailedTests, 1) };
}

function checkPackage({ version, program }: Node, args: readonly string[]): Counts {
  console.log(`\nthe package on Node ${version}`);
  const { stdout, stderr } = finish(
    // npm and pre-commit take the first Node of the path.
    { cwd: ROOT, env: { PATH: `${dirname(program)}${delimiter}${process.env['PATH'] ?? ''}` } },
    program,
    ...['--import', 'tsx', 'src/dev/package/check-package.ts', ...args],
  );
  // Indented: whoever adds up the counts of a whole run takes the last line of this one.
  process.stdout.write(`${stdout}${stderr}`.replace(/^(?=.)/gm, '  '));
  const [, passed, failed] = /^package: (\d+) passed, (\d+) failed$/m.exec(stdout)?.map(Number) ?? [];
  return { passed: passed ?? 0, failed: failed ?? 1 };
}

/** Runs a program whose output belongs to that of this one. */
const show = (program: string, ...args: readonly string[]): unknown =>
  spawnSync(program, args, { cwd: ROOT, stdio: 'inherit' });

try {
  const { values } = parseArgs({ options: { all: { type: 'boolean', default: false } } });
  process.exitCode = main(values.all);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  if (error instanceof Unavailable) console.log('nodes: skipped');
  else process.exitCode = 1;
}
