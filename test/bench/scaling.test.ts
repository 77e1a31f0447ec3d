import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { execPath } from 'node:process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exponentOf } from '../../bench/scaling/growth.ts';
import { takenBy } from '../../bench/scaling/process.ts';
import { SHAPES } from '../../bench/scaling/shapes.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

let folder: string;

beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'scaling-'))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function program(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

describe('what a process takes', () => {
  test('is its CPU time and its memory', () => {
    const busy = program(
      'busy.mjs',
      'const end = process.cpuUsage().user + 2e5; while (process.cpuUsage().user < end);',
    );
    const taken = takenBy(busy, [], folder, 60);
    expect(taken).toMatchObject({ seconds: expect.any(Number), megabytes: expect.any(Number) });
    if (typeof taken === 'string') return;
    expect(taken.seconds).toBeGreaterThan(0.2);
    expect(taken.megabytes).toBeGreaterThan(10);
  });

  test.each([
    [
      'ends with 1, as one that cannot be loaded',
      '',
      /^ended with 1: Error .*Cannot find module .*none\.mjs/,
      'none.mjs',
    ],
    [
      'ends with 2, as a run with a file that failed',
      'console.error("a note\\n1 failed"); process.exitCode = 2;',
      /^ended with 2: 1 failed$/,
    ],
    [
      'is ended',
      'process.kill(process.pid, "SIGTERM"); setInterval(() => {}, 1000);',
      /^ended with SIGTERM: /,
    ],
  ])('is not told of one that %s', (_, text, why, missing?: string) => {
    const path = missing === undefined ? program('failing.mjs', text) : join(folder, missing);
    expect(takenBy(path, [], folder, 60)).toMatch(why);
  });

  test('is not told of one that takes too long', () => {
    expect(takenBy(program('slow.mjs', 'setInterval(() => {}, 1000);'), [], folder, 0.5)).toBe('over 0.5 s');
  });
});

describe('the command that is run', () => {
  const scaling = (command: string) =>
    spawnSync(execPath, ['--import', 'tsx', 'bench/scaling/run.ts', '--only', 'elif', '--command', command], {
      cwd: ROOT,
      encoding: 'utf8',
    });

  test('has to exist', () => {
    const { status, stdout, stderr } = scaling('dist/absent.js');
    expect({ status, stdout, stderr: stderr.trim() }).toEqual({
      status: 1,
      stdout: '',
      stderr: `there is no file ${join(ROOT, 'dist/absent.js')}: build the command first, with \`npm run build\``,
    });
  });

  test('is found by a path relative to the working directory, and fails if a run of it does', () => {
    const failing = program('failed.mjs', 'console.error("why"); process.exit(1);');
    const { status, stdout } = scaling(relative(ROOT, failing));
    expect([status, stdout]).toEqual([1, expect.stringMatching(/^elif: .*\n +1 {2}ended with 1: why\n/)]);
  });
});

test('a time that grows with the square has the exponent 2, and times that are noise have none', () => {
  const square = [1, 2, 4, 8].map((n) => ({ n, seconds: n * n }));
  expect(exponentOf(square)).toBeCloseTo(2);
  expect(exponentOf(square.map(({ n }) => ({ n, seconds: 0.01 })))).toBeUndefined();
});

test('the names of the shapes are different, and each has four sizes', () => {
  expect(new Set(SHAPES.map(({ name }) => name)).size).toBe(SHAPES.length);
  expect(SHAPES.filter(({ size }) => size % 8 !== 0)).toEqual([]);
});
