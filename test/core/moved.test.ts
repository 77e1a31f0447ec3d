import { describe, expect, test } from 'vitest';
import { linesOf } from '../../src/core/lines.ts';
import { movedLines, originalLine, renumbered } from '../../src/core/engine/moved.ts';
import { applyEdits, type TextEdit } from '../../src/core/text.ts';

const source = 'one\ntwo\nthree\nfour\n';
const at = (word: string): number => source.indexOf(word);
const insert = (before: string, text: string): TextEdit => ({ start: at(before), end: at(before), text });
const remove = (from: string, to: string): TextEdit => ({ start: at(from), end: at(to), text: '' });

describe('the lines of a text', () => {
  test.each<[string, readonly (readonly TextEdit[])[], readonly number[] | undefined]>([
    ['stay where nothing is edited', [], undefined],
    ['stay where edits are within lines', [[insert('three', 'x')]], undefined],
    ['move below a new line', [[insert('two', 'x\n')]], [1, 3, 4, 5, 6]],
    ['move below several new lines', [[insert('one', 'x\n'), insert('three', 'y\nz\n')]], [2, 3, 6, 7, 8]],
    ['move up where a line is removed', [[remove('two', 'three')]], [1, 2, 2, 3, 4]],
    [
      'that become one are all there',
      [[{ start: at('two') + 3, end: at('three'), text: ' ' }]],
      [1, 2, 2, 3, 4],
    ],
    ['move in every round', [[insert('two', 'x\n')], [{ start: 0, end: 0, text: 'y\n' }]], [2, 4, 5, 6, 7]],
  ])('%s', (_, history, expected) => {
    const result = history.reduce((text, edits) => applyEdits(text, edits), source);
    expect(movedLines(source, result, history)).toEqual(expected);
    for (const line of [1, 4]) {
      const now = expected?.[line - 1] ?? line;
      expect(originalLine(linesOf(source), linesOf(result), now, history)).toBe(line);
    }
  });
});

test.each([
  ['see tests/a.py:3', 'see tests/a.py:13'],
  [
    '`x` (tests/a.py:3), `y` (tests/a.py:12) reach this',
    '`x` (tests/a.py:13), `y` (tests/a.py:22) reach this',
  ],
  ['my_tests/a.py:3 and tests/a.pyi:3', 'my_tests/a.py:3 and tests/a.pyi:3'],
  ['tests/a.py: none', 'tests/a.py: none'],
])('in %j the lines of a file get new numbers', (message, expected) => {
  expect(renumbered(message, 'tests/a.py', (line) => line + 10)).toBe(expected);
});
