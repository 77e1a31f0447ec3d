import { execPath } from 'node:process';
import { describe, expect, test } from 'vitest';
import { readOptions } from '../../bench/arguments.ts';
import type { Command } from '../../bench/measure/command.ts';
import { measure, wasRun, type Limits } from '../../bench/measure/measure.ts';
import { spreadOf } from '../../bench/measure/spread.ts';
import { seeded } from '../../bench/random.ts';
import { pythonFiles } from '../../bench/python/tree.ts';

const node = (program: string, more: Partial<Command> = {}): Command => ({
  name: 'one',
  program: execPath,
  args: ['-e', program],
  cwd: '.',
  exits: [0],
  ...more,
});

const LIMITS: Limits = { rounds: 2, limit: 60_000, budget: 60_000, say: () => undefined };

describe('processes are measured', () => {
  test('in turn, after one run of each, and prepared before every run', async () => {
    const order: string[] = [];
    const noted = (name: string): Command => node('', { name, prepare: () => order.push(name) });
    const rows = await measure([noted('a'), noted('b')], LIMITS);
    expect(order).toEqual(['a', 'b', 'a', 'b', 'a', 'b']);
    expect(rows.map((row) => wasRun(row) && [row.name, row.rounds])).toEqual([
      ['a', 2],
      ['b', 2],
    ]);
  });

  test('with fewer rounds where one run takes all the time there is', async () => {
    const [row] = await measure([node('')], { ...LIMITS, rounds: 5, budget: 1 });
    expect(row).toMatchObject({ rounds: 1 });
  });

  test('and ended where they take too long, with their own processes', async () => {
    const forever =
      "require('node:child_process').spawnSync(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])";
    const rows = await measure([node(forever)], { ...LIMITS, limit: 1_500 });
    expect(rows).toEqual([{ name: 'one', notRun: expect.stringMatching(/^takes over/) }]);
  });

  test('and not run where they are not there', async () => {
    const rows = await measure([{ name: 'rg', missing: 'ripgrep is not installed' }], LIMITS);
    expect(rows).toEqual([{ name: 'rg', notRun: 'ripgrep is not installed' }]);
  });

  test('and fail with what they say', async () => {
    const failing = measure([node('console.error("no such file"); process.exitCode = 3')], LIMITS);
    await expect(failing).rejects.toThrow(/^one ended with 3:\nno such file/);
  });
});

test('a spread has the median of an odd and of an even number of runs', () => {
  expect(spreadOf([3, 1, 2])).toEqual({ median: 2, least: 1, most: 3 });
  expect(spreadOf([4, 1, 2, 3])).toEqual({ median: 2.5, least: 1, most: 4 });
});

describe('the made Python tree', () => {
  const files = pythonFiles(1_000, seeded(1));
  const paths = [...files.keys()];

  test('has the number of files that is asked for, also below one application', () => {
    expect(paths).toHaveLength(1_000);
    expect(pythonFiles(10, seeded(1)).size).toBe(10);
    expect(pythonFiles(1, seeded(1)).size).toBe(1);
  });

  test('is the same each time', () => {
    expect([...pythonFiles(1_000, seeded(1))]).toEqual([...files]);
  });

  test('has one test in ten files, and applications without tests', () => {
    const tests = paths.filter((path) => path.includes('/tests/'));
    expect(tests.length).toBeGreaterThan(90);
    expect(tests.length).toBeLessThan(120);
    const tested = new Set(tests.map((path) => path.split('/')[0]));
    expect(new Set(paths.map((path) => path.split('/')[0])).size).toBeGreaterThan(tested.size);
  });

  test('has long files, deep packages, and `client` in most of its other files', () => {
    const others = paths.filter((path) => path.endsWith('.py') && /module_|main/.test(path));
    expect(others.filter((path) => files.get(path)!.length >= 40_000).length).toBeGreaterThanOrEqual(10);
    expect(others.some((path) => path.split('/').length >= 8)).toBe(true);
    const named = others.filter((path) => /\bclient\b/.test(files.get(path)!));
    expect(named.length).toBeGreaterThan(others.length / 2);
  });
});

describe('an argument of the bench', () => {
  test.each([
    [['--files', '0'], '--files takes a whole number above 0, not "0"'],
    [['--files', '10,x'], '--files takes a whole number above 0, not "x"'],
    [['--language', 'rust'], '--language takes python or typescript, not "rust"'],
    [['--tree', '.', '--save'], '--tree runs over code that others do not have: it takes neither'],
    [['--small', '--tree', '.'], '--small has a tree of its own'],
    [['--fast'], "Unknown option '--fast'"],
  ])('%j is refused', (args, message) => {
    expect(() => readOptions(args)).toThrow(message);
  });

  test('may name several sizes', () => {
    expect(readOptions(['--files', '10,200']).files).toEqual([10, 200]);
  });
});
