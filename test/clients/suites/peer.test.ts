import { expect, test } from 'vitest';
import { changedLines } from './peer.ts';

test.each([
  ['nothing', ['a', 'b'], ['a', 'b'], 0],
  ['a line that is another', ['a', 'b'], ['a', 'c'], 1],
  ['one of two equal lines', ['a', 'a'], ['a', 'b'], 1],
  ['a line that is added', ['a'], ['a', 'b'], 0],
])('counts %s', (_, before, after, count) => {
  expect(changedLines(before, after)).toBe(count);
});
