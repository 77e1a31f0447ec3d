import fc from 'fast-check';
import { expect, test } from 'vitest';
import { partition, type Weighed } from '../../../src/runner/shards/partition.ts';

const files = (weights: readonly number[]): readonly Weighed[] =>
  weights.map((weight, index) => ({ path: `tests/test_${index}.py`, weight }));

/** The weight of each part. */
const loads = (all: readonly Weighed[], of: number): readonly number[] => {
  const parts = partition(all, of);
  return Array.from({ length: of }, (_, index) =>
    all.filter(({ path }) => parts.get(path) === index + 1).reduce((sum, { weight }) => sum + weight, 0),
  );
};

test.each<[name: string, weights: readonly number[], of: number, loads: readonly number[]]>([
  ['one part is all', [3, 1, 2], 1, [6]],
  ['the heaviest comes first', [1, 1, 1, 3], 2, [3, 3]],
  ['parts without a file are empty', [5, 7], 4, [7, 5, 0, 0]],
  ['no file', [], 3, [0, 0, 0]],
])('%s', (_, weights, of, expected) => {
  expect(loads(files(weights), of)).toEqual(expected);
});

test('files of equal weight are dealt by path, whatever their order', () => {
  const all = files([4, 4, 4, 4, 4]);
  expect([...partition(all.toReversed(), 2)].sort()).toEqual([...partition(all, 2)].sort());
  expect(partition(all, 2).get('tests/test_0.py')).toBe(1);
  expect(partition(all, 2).get('tests/test_1.py')).toBe(2);
});

test('every file is in one part, and no part is heavier than the lightest by more than one file', () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(100_000), { maxLength: 200 }),
      fc.integer({ min: 1, max: 40 }),
      (weights, of) => {
        const all = files(weights);
        const sizes = loads(all, of);
        expect(partition(all, of).size).toBe(all.length);
        expect(sizes.reduce((sum, one) => sum + one, 0)).toBe(weights.reduce((sum, one) => sum + one, 0));
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(Math.max(0, ...weights));
      },
    ),
  );
});

test('a hundred thousand parts of as many files are dealt', () => {
  const all = files(Array.from({ length: 100_000 }, (_, index) => 1 + (index % 977)));
  expect(new Set(partition(all, 100_000).values()).size).toBe(100_000);
});
