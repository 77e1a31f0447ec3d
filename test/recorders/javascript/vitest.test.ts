import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { CallLine, Line } from '../../../src/evidence/format.ts';
import { parseLine } from '../../../src/evidence/parse.ts';
import { slice } from '../../../src/core/text.ts';
import { bindModule } from '../../../src/languages/javascript/binding/module.ts';
import { callShapes, readShapes } from '../../../src/languages/javascript/evidence/shapes.ts';
import { parse } from '../../../src/languages/javascript/parser.ts';
import { only, record, spelledCall, type Recording } from './support.ts';

const EXAMPLE = 'examples/legacy-suite-ts';
const VITEST = resolve('node_modules/vitest/vitest.mjs');

/** Records the example in a copy. */
function recordExample(...options: readonly string[]): Recording {
  const root = realpathSync.native(mkdtempSync(join(tmpdir(), 'bump-recorded-')));
  cpSync(EXAMPLE, root, { recursive: true, filter: (path) => !path.includes('node_modules') });
  symlinkSync(resolve('node_modules'), join(root, 'node_modules'), 'junction');
  try {
    return record(root, [VITEST, 'run', ...options]);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

const sourceOf = (path: string): string => readFileSync(join(EXAMPLE, path), 'utf8');

function moduleOf(path: string) {
  const source = sourceOf(path);
  const parsed = parse(path, source);
  if ('problem' in parsed) throw new Error(parsed.problem.message);
  return bindModule(path, source, parsed);
}

/** Totals of what is in a recording. */
const totalsOf = (lines: readonly Line[]) => ({
  calls: only(lines, 'call').reduce((sum, { times }) => sum + times, 0),
  reads: only(lines, 'read').reduce((sum, { times }) => sum + times, 0),
  requests: only(lines, 'received').reduce((sum, { requests }) => sum + requests.length, 0),
  passed: only(lines, 'test').filter(({ outcome }) => outcome === 'passed').length,
  problems: only(lines, 'end').flatMap(({ problems = [] }) => problems),
  unended: only(lines, 'process').length - only(lines, 'end').length,
});

const ALL = { calls: 120, reads: 46, requests: 129, passed: 84, problems: [], unended: 0 };

describe('the example, run by Vitest', () => {
  let recording: Recording;
  beforeAll(() => {
    recording = recordExample('--no-isolate', '--maxWorkers=1');
  });

  test('passes as before, and every call, request and test of it is recorded', () => {
    expect(recording.stdout).toMatch(/Tests .*84 passed/);
    expect(recording.status).toBe(0);
    expect(totalsOf(recording.lines)).toEqual(ALL);
  });

  test('every line is one that is read', () => {
    const damaged = recording.text.split('\n').filter((line) => line && parseLine(line) === 'damaged');
    expect(damaged).toEqual([]);
  });

  test('requests and their status are those of a call and of a test', () => {
    const all = only(recording.lines, 'received');
    expect(all.filter((line) => line.test === '')).toEqual([]);
    expect(all.flatMap(({ requests }) => requests).filter(({ at, status }) => !at || !status)).toEqual([]);
    const names = only(recording.lines, 'test').map((line) => line.test);
    expect(names).toContain('tests/orders.test.ts > orders > are refused with a reason');
    expect(names).toContain('tests/partners.test.js > lets partners in');
  });

  test('each place is that of a call or a read of this name in the source', () => {
    const calls = only(recording.lines, 'call');
    const reads = only(recording.lines, 'read');
    const strange = [
      ...calls.filter((call) => !textAt(call, callShapes).includes(nameIn(call))),
      ...reads.filter((read) => !textAt(read, readShapes).includes(read.name)),
    ];
    expect(strange).toEqual([]);
    expect(calls.length).toBeGreaterThan(100);
  });

  test('a call of a helper is told with the calls that led to it', () => {
    const through = only(recording.lines, 'call').filter(({ chain }) => chain.length > 0);
    expect(through.map(spelledCall)).toContain(
      'tests/helpers.ts:12:32 < tests/orders.test.ts:32:17 post(text, data=pairs+scalar-pairs) redirect',
    );
    const inner = through.flatMap(({ chain }) => chain);
    expect(inner.filter((at) => !textAt({ at }, callShapes).includes('('))).toEqual([]);
  });
});

/** What stands at a place, by what Vitest's source maps make of it. */
function textAt(
  { at: [path, line, column] }: Pick<CallLine, 'at'>,
  shapesOf: typeof callShapes | typeof readShapes,
): string {
  const shape = shapesOf(moduleOf(path)).at({ path, line, ...(typeof column === 'number' && { column }) });
  return shape ? slice(sourceOf(path), shape) : '';
}

/** A method that is chosen at run time has no name there. */
const nameIn = ({ method, at: [path, line] }: CallLine): string =>
  path === 'tests/partners.test.js' && line === 31 ? 'client[method]' : method;

test.each(['threads', 'vmThreads', 'vmForks'])('Vitest with the pool %s tells the same', (pool) => {
  expect(totalsOf(recordExample(`--pool=${pool}`).lines)).toEqual(ALL);
});
