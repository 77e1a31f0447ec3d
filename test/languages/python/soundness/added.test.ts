import { expect, test } from 'vitest';
import { withAdded } from '../../../../src/languages/python/inference/collections/added.ts';
import { data, type Added, type Types } from '../../../../src/languages/python/inference/types.ts';

const listOf = (of: Types): Types => [{ is: 'many', of, lazy: false }];
const nested = (levels: number): Types => (levels === 0 ? [data('text')] : listOf(nested(levels - 1)));
const put = (types: Types, depth = 0): readonly Added[] => [{ depth, types }];
const itemsOf = (types: Types): readonly string[] =>
  types.flatMap((type) => (type.is === 'many' ? type.of.map((one) => one.is) : [type.is]));

test('what is put into a list is among its items', () => {
  expect(itemsOf(withAdded(listOf([data('text')]), put(listOf([]))))).toEqual(['data', 'many']);
});

test('what is put into lists inside each other is unknown where they are deep', () => {
  expect(itemsOf(withAdded(listOf([]), put(nested(3))))).toEqual(['many']);
  expect(itemsOf(withAdded(listOf([]), put(nested(4))))).toEqual(['unknown']);
});

test('what is put into one of many collections is unknown', () => {
  const many = (count: number): Types =>
    Array.from({ length: count }, (_, at) => ({ is: 'many', of: nested(at % 3), lazy: false }) as const);
  expect(withAdded(many(20), put([data('text')]))).toHaveLength(20);
  expect(withAdded(many(21), put([data('text')])).map(({ is }) => is)).toEqual(['unknown']);
});
