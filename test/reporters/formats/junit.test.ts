import { describe, expect, it } from 'vitest';
import { junit } from '../../../src/reporters/junit/junit.ts';
import { counts, edit, file, manual, on, plainly, report } from '../reports.ts';
import { HOSTILE, hostileReport } from './hostile.ts';
import { reportsOf } from './real.ts';
import { problemsOf } from './xml.ts';

const count = (xml: string, element: string): number => xml.split(`<${element} `).length - 1;

describe('a report of JUnit', () => {
  it.each<[string, number]>([
    ['-n', 2],
    ['--check', 2],
    ['-n --exclude tests/test_broken.py', 0],
    ['--check --exclude tests/test_broken.py', 1],
    ['--strict --exclude tests/test_broken.py -n', 1],
    ['--strict -n tests/test_done.py', 0],
    ['--check tests/test_done.py', 0],
    ['--strict=differs --level fails -n tests/test_levels.py', 1],
    ['--strict=fails --level fails -n tests/test_b.py', 0],
  ])('has failures where the exit code counts something: %s', async (line, expected) => {
    const { code, texts } = await reportsOf(line);
    expect(code).toBe(expected);
    expect([count(texts.junit, 'error') > 0, count(texts.junit, 'failure') > 0]).toEqual([
      expected === 2,
      expected === 1 || line === '--check',
    ]);
    const [, failures, errors] = /failures="(\d+)" errors="(\d+)">/.exec(texts.junit) ?? [];
    expect([Number(failures), Number(errors)]).toEqual([
      count(texts.junit, 'failure'),
      count(texts.junit, 'error'),
    ]);
    expect(await problemsOf(texts.junit)).toEqual([]);
  });

  it('tells of an interrupted run', () => {
    expect(junit(report([], { summary: counts({ exitCode: 2 }) }), plainly)).toContain(
      '<error type="interrupted"',
    );
  });

  it('passes what a run has edited', () => {
    const xml = junit(report([file('a.py', { edits: [edit(on(1, 2, 3))] })]), plainly);
    expect(xml).toContain('<testcase name="follow-redirects at 1:2" classname="a.py">\n<system-out>');
  });

  it('is valid for many findings', async () => {
    const many = Array.from({ length: 2000 }, (_, index) => manual(on(index + 1, 1, 2)));
    expect(await problemsOf(junit(report([file('a.py', { manual: many })]), plainly))).toEqual([]);
  });

  it.each(HOSTILE)('is valid, whatever stands in a text: %j', async (text) => {
    expect(await problemsOf(junit(hostileReport(text), plainly))).toEqual([]);
  });
});
