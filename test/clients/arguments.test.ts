import { describe, expect, test } from 'vitest';
import { readArguments } from './arguments.ts';

const PARTS = ['example', 'cases'];
const read = (...args: readonly string[]) => readArguments(args, PARTS);

test('runs everything, and looks at the pages, where nothing is asked for', () => {
  expect(read()).toEqual({ update: false, options: {} });
});

test('reads parts, numbers and whether to write', () => {
  expect(read('--only', 'cases,example', '--update', '--seed', '7')).toEqual({
    only: ['cases', 'example'],
    update: true,
    options: { seed: 7 },
  });
});

describe('says what is wrong', () => {
  test.each([
    [['--only', 'examples'], 'there is no part "examples": example, cases'],
    [['cases'], '"cases" is no option'],
    [['--seed'], '--seed needs a value'],
    [['--seed', '--update'], '--seed needs a value'],
    [['--seed', 'x'], '--seed needs a number, not "x"'],
  ])('%s', (args, message) => {
    expect(() => read(...args)).toThrow(message);
  });
});
