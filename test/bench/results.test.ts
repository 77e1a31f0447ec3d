import { readFileSync } from 'node:fs';
import { validateXML } from 'xmllint-wasm';
import { describe, expect, test } from 'vitest';
import type { Row } from '../../bench/measure/measure.ts';
import { chartOf } from '../../bench/results/chart.ts';
import { pagesOf } from '../../bench/results/pages.ts';
import { readResults, type Contest } from '../../bench/results/results.ts';
import { cellsOf, plainTable } from '../../bench/results/table.ts';

const spread = (median: number) => ({ median, least: median / 2, most: median * 2 });
const row = (name: string, wall: number): Row => ({
  name,
  rounds: 3,
  wall: spread(wall),
  cpu: spread(wall * 2),
  biggest: 99.6,
});

const CONTEST: Contest = {
  name: 'python-1',
  title: '1 <Python> file & more',
  base: 'ast-grep, one pattern',
  rows: [
    row('ast-grep, one pattern', 200),
    row('bump-testclient', 1000),
    { name: 'other', notRun: 'takes over 3 minutes' },
  ],
};

test('the page and its chart show what was saved', async () => {
  for (const [path, text] of await pagesOf(readResults())) expect(readFileSync(path, 'utf8')).toBe(text);
});

test('there are results to show', () => {
  expect(readResults()).not.toEqual([]);
});

describe('a table', () => {
  test('compares with the base, and says why a process was not run', () => {
    expect(cellsOf(CONTEST).map((cells) => cells.slice(0, 7))).toEqual([
      ['process', 'wall', 'least to most', 'of ast-grep', 'CPU', 'of ast-grep', 'MB'],
      ['ast-grep, one pattern', '0.200 s', '0.100 s to 0.400 s', '1.00x', '0.400 s', '1.00x', '100'],
      ['bump-testclient', '1.00 s', '0.500 s to 2.00 s', '5.00x', '2.00 s', '5.00x', '100'],
      ['other: takes over 3 minutes', '-', '-', '-', '-', '-', '-'],
    ]);
  });

  test('has no ratio where the base was not run', () => {
    const [base, ...others] = CONTEST.rows;
    const rows: readonly Row[] = [{ name: base!.name, notRun: 'is not installed' }, ...others];
    expect(cellsOf({ ...CONTEST, rows })[2]![3]).toBe('-');
  });

  test('has a line for each process in a terminal', () => {
    expect(plainTable(CONTEST).split('\n')).toEqual([
      expect.stringMatching(/^process /),
      expect.stringMatching(/^ast-grep, one pattern +0\.200 s/),
      expect.stringMatching(/^bump-testclient +1\.00 s/),
      'other: takes over 3 minutes',
    ]);
  });
});

describe('the chart', () => {
  test('is XML whose texts are texts, whatever a title holds', async () => {
    const chart = chartOf([CONTEST]);
    const { valid, errors } = await validateXML({
      xml: [{ fileName: 'chart.svg', contents: chart }],
      normalization: 'format',
    });
    expect({ valid, errors }).toEqual({ valid: true, errors: [] });
    expect(chart).toContain('>1 &lt;Python&gt; file &amp; more</text>');
    expect(chart).toContain('>1.00 s, 5.00x</text>');
    expect(chart).not.toContain('>other');
  });

  test('places the same time at the same place in every contest, and ten times as far always as far', () => {
    const other: Contest = {
      ...CONTEST,
      rows: [row('a', 100), row('b', 1000), row('bump-testclient 0.3.0', 10_000)],
    };
    const places = [...chartOf([CONTEST, other]).matchAll(/cx="([\d.]+)"/g)].map(([, x]) => Number(x));
    const [, own, a, b, c] = places as [number, number, number, number, number];
    expect(own).toBe(b);
    expect(b - a).toBeCloseTo(c - b, 0);
  });

  test('has colours for a dark page', () => {
    expect(chartOf([CONTEST])).toContain('@media (prefers-color-scheme: dark)');
  });
});
