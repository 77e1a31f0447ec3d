import fc from 'fast-check';
import { expect, test } from 'vitest';
import { firstWhere } from '../../src/core/search.ts';

test.each<[readonly number[], number, number]>([
  [[], 1, 0],
  [[1], 1, 0],
  [[1], 2, 1],
  [[1, 3, 5], 0, 0],
  [[1, 3, 5], 3, 1],
  [[1, 3, 5], 4, 2],
  [[1, 3, 5], 6, 3],
  [[1, 3, 3, 3, 5], 3, 1],
])('in %j the first item of at least %i has the index %i', (items, least, index) => {
  expect(firstWhere(items, (item) => item >= least)).toBe(index);
});

test('the index is the one that a linear search finds', () => {
  fc.assert(
    fc.property(fc.array(fc.integer()), fc.integer(), (numbers, least) => {
      const items = numbers.toSorted((a, b) => a - b);
      const found = items.findIndex((item) => item >= least);
      expect(firstWhere(items, (item) => item >= least)).toBe(found === -1 ? items.length : found);
    }),
  );
});
