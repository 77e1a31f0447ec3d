import { expect, test } from 'vitest';
import { buildReport } from '../../src/runner/build-report.ts';
import { fileReport } from '../../src/runner/file-report.ts';
import type { Reported } from '../../src/core/engine/result.ts';
import type { FileReport } from '../../src/core/report.ts';

const runs = { seen: 31, of: 31 };

const finding = (rest: Partial<Reported>): Reported => ({
  ...{
    rule: 'a-rule',
    at: { start: 0, end: 1 },
    message: 'm',
    level: 'fails',
    fix: 'applied',
    safety: 'safe',
  },
  ...rest,
});

const reportOf = (...findings: readonly Reported[]): FileReport =>
  fileReport('a.py', 'x\n', { status: 'changed', text: 'y\n', edits: 1, findings }, false);

test.each<[string, Partial<Reported>, object]>([
  ['that rests on a recorded run', { safety: 'seen', runs }, { safety: 'seen', runs }],
  ['that needs no run', { runs }, { safety: 'safe', runs }],
  ['of a file that was not recorded', {}, { safety: 'safe' }],
])('an edit %s says so', (_, rest, expected) => {
  const [edit] = reportOf(finding(rest)).edits;
  expect(edit).toMatchObject(expected);
  expect(edit && 'runs' in edit).toBe('runs' in expected);
});

test.each<[string, Partial<Reported>, object]>([
  ['is held back', { fix: 'available', safety: 'seen', runs }, { unsafeFix: false, seenFix: true, runs }],
  ['is unsafe', { fix: 'available', safety: 'unsafe' }, { unsafeFix: true }],
  [
    'is none',
    { fix: 'none', safety: 'none', runs: { seen: 0, of: 0 } },
    { unsafeFix: false, runs: { seen: 0, of: 0 } },
  ],
])('a finding says that its fix %s', (_, rest, expected) => {
  const [left] = reportOf(finding(rest)).manual;
  expect(left).toMatchObject(expected);
  expect(left && 'seenFix' in left).toBe('seenFix' in expected);
});

test.each<[string, readonly Partial<Reported>[], object | undefined, number]>([
  ['edits that rest on one', [{ safety: 'seen' }, {}, { safety: 'seen' }], { edits: 2, heldBack: 0 }, 0],
  ['fixes that are held back', [{ safety: 'seen', fix: 'available' }, {}], { edits: 0, heldBack: 1 }, 0],
  ['no unsafe ones', [{ safety: 'unsafe', fix: 'available' }, {}], undefined, 1],
  ['nothing', [], undefined, 0],
])('what rests on recorded runs is counted: %s', (_, findings, recorded, fixable) => {
  const { summary } = buildReport({
    ...{ mode: 'dry-run', level: 'differs', targets: [], scanned: 1, ms: 0, interrupted: false },
    files: [reportOf(...findings.map(finding))],
  });
  expect(summary.recorded).toEqual(recorded);
  expect(summary.fixable).toBe(fixable);
});
