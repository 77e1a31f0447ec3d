import { expect, test } from 'vitest';
import { lineEnding, linesOf } from '../../src/core/lines.ts';

test.each([
  ['the first character', 'ab\ncd', 0, 1, 1],
  ['a line break itself', 'ab\ncd', 2, 1, 3],
  ['the next line', 'ab\ncd', 3, 2, 1],
  ['behind CRLF', 'ab\r\ncd', 4, 2, 1],
  ['behind a lone CR', 'ab\rcd', 3, 2, 1],
  ['behind an emoji, which counts two', '😀x', 2, 1, 3],
  ['past the end', 'ab\n', 99, 2, 1],
  ['an empty text', '', 0, 1, 1],
])('an offset at %s is a line and a column', (_, source, offset, line, column) => {
  expect(linesOf(source).at(offset)).toEqual({ line, column });
});

test('a line has no line ending, and a line that does not exist is empty', () => {
  const lines = linesOf('one\r\ntwo\nthree');
  expect([1, 2, 3, 4].map((line) => lines.text(line))).toEqual(['one', 'two', 'three', '']);
});

test.each([
  ['\n', 'a\nb\n'],
  ['\r\n', 'a\r\nb\r\n'],
  ['\r\n', 'a\r\nb\r\nc\n'],
  ['\n', 'a\r\nb\nc\n'],
  ['\r', 'a\rb\r'],
  ['\r', 'a\rb\rc\nd\r\n'],
  ['\r\n', 'a\rb\r\nc\r\n'],
  ['\n', 'a'],
])('the line ending used most is %j in %j', (expected, source) => {
  expect(lineEnding(source)).toBe(expected);
});
