import { expect, test } from 'vitest';
import { compared, verdictOf } from '../../bench/ratios.ts';

const verdict = (now: number, committed: Readonly<Record<string, number>>) =>
  verdictOf(compared({ 'own / other': now }, committed));

test.each([
  ['smaller', 1],
  ['equal', 4],
  ['larger by a quarter', 5],
])('a ratio that is %s passes', (_, now) => {
  expect(verdict(now, { 'own / other': 4 })).toMatchObject({ passed: 1, failed: 0 });
});

test('a ratio that has grown by more than a quarter fails, with both numbers and what to do', () => {
  const { lines, passed, failed } = verdict(5.01, { 'own / other': 4 });
  expect([passed, failed]).toEqual([0, 1]);
  expect(lines).toEqual([
    'FAILED: own / other is 5.01, committed is 4, at most 5.00. Find what costs more, or accept it: `npm run bench -- --small --save`',
  ]);
});

test('a ratio fails where none is committed, and where it is no number', () => {
  expect(verdict(1, {})).toMatchObject({ failed: 1 });
  expect(verdict(Number.NaN, { 'own / other': 4 })).toMatchObject({ failed: 1 });
});
