import { describe, expect, test } from 'vitest';
import { readArguments } from './arguments.ts';

const PARTS = ['example', 'cases'];
const read = (...args: readonly string[]) => readArguments(args, PARTS);

test('runs everything, and looks at the pages, where nothing is asked for', () => {
  expect(read()).toEqual({ update: false, pages: false, options: {} });
});

test('reads parts, numbers and whether to write', () => {
  expect(read('--only', 'cases,example', '--update', '--seed', '7')).toEqual({
    only: ['cases', 'example'],
    update: true,
    pages: false,
    options: { seed: 7 },
  });
});

test('reads whether to write the pages and run nothing', () => {
  expect(read('--pages')).toEqual({ update: false, pages: true, options: {} });
});

describe('says what is wrong', () => {
  test.each([
    [['--only', 'examples'], 'there is no part "examples": example, cases'],
    [['cases'], '"cases" is not an option'],
    [['--seed'], '--seed needs a value'],
    [['--seed', '--update'], '--seed needs a value'],
    [['--seed', 'x'], '--seed needs a number, not "x"'],
  ])('%s', (args, message) => {
    expect(() => read(...args)).toThrow(message);
  });
});
