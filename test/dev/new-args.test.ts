import { expect, test } from 'vitest';
import { readArgs } from '../../src/dev/rules/new-args.ts';

test.each([
  [['a-b'], ['python', 'javascript']],
  [['a-b', '--languages', 'python'], ['python']],
  [['--languages=javascript', 'a-b'], ['javascript']],
  [
    ['a-b', '--languages', 'javascript, python'],
    ['python', 'javascript'],
  ],
])('%j asks for a rule for %j', (args, languages) => {
  expect(readArgs(args)).toEqual({ name: 'a-b', languages });
});

test.each([
  [[], 'The name of the rule is missing.'],
  [['a-b', 'c-d'], 'One rule at a time, not 2.'],
  [
    ['a-b', '--languages', 'pyton'],
    '"pyton" is not a language: use python or javascript, or both with a comma.',
  ],
  [['a-b', '--languages', ''], '"" is not a language'],
  [['a-b', '--languages'], "Option '--languages <value>' argument missing"],
  [['a-b', '--language', 'python'], "Unknown option '--language'"],
])('%j is refused', (args, problem) => {
  expect(readArgs(args)).toContain(problem);
});
