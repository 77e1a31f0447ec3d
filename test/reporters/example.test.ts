import { expect, test } from 'vitest';
import { exampleDiff } from '../../src/reporters/example.ts';

const numbers = (...replaced: readonly (readonly [at: number, by: string])[]): string =>
  Array.from({ length: 20 }, (_, index) => `${replaced.find(([at]) => at === index)?.[1] ?? index}\n`).join(
    '',
  );

test('an example is shown as its changed lines with two lines around them', () => {
  expect(exampleDiff({ before: numbers(), after: numbers([10, 'ten']) })).toEqual([
    ' 8',
    ' 9',
    '-10',
    '+ten',
    ' 11',
    ' 12',
  ]);
});

test('lines that are left out between changes are marked', () => {
  const after = numbers([0, 'zero'], [19, 'nineteen']);
  expect(exampleDiff({ before: numbers(), after })).toEqual([
    ...['-0', '+zero', ' 1', ' 2'],
    ' ...',
    ...[' 17', ' 18', '-19', '+nineteen'],
  ]);
});

test('blank lines at the ends and a missing newline are not shown', () => {
  expect(exampleDiff({ before: 'a\n\nb', after: 'a\n\nc' })).toEqual([' a', ' ', '-b', '+c']);
  expect(exampleDiff({ before: '\n\nb\n\n\n', after: '\n\nc\n\n\n' })).toEqual(['-b', '+c']);
});

test('an example that changes nothing has no lines', () => {
  expect(exampleDiff({ before: 'a\n', after: 'a\n' })).toEqual([]);
});
