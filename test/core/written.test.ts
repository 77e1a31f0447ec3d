import { expect, test } from 'vitest';
import { writtenBy } from '../../src/core/engine/written.ts';

const source = 'import a\n\nx = get(one,\n    two)\r\ny = 1\n';
const at = (word: string): number => source.indexOf(word);
const edit = (word: string, text: string) => ({ start: at(word), end: at(word) + word.length, text });

test.each([
  ['nothing where there is no edit', [], []],
  ['the line of an edit', [edit('1', '2')], ['y = 2']],
  ['one line for two edits of it', [edit('y', 'z'), edit('1', '2')], ['z = 2']],
  ['edits in the order of the text', [edit('1', '2'), edit('one', 'three')], ['x = get(three,', 'y = 2']],
  [
    'only the lines that differ',
    [{ start: at('x'), end: at('two'), text: 'x = get(one,\n    2, ' }],
    ['    2, two)'],
  ],
  [
    'a new line without those around it',
    [{ start: at('\n\n'), end: at('\n\n'), text: '\nimport b' }],
    ['import b'],
  ],
  ['a new line in front of another', [{ start: at('y'), end: at('y'), text: 'z = 3\n' }], ['z = 3']],
  ['nothing for a line that is removed', [edit('y = 1\n', '')], []],
])('%s', (_name, edits, expected) => {
  expect(writtenBy(source, edits)).toEqual(expected);
});

test('a lone CR ends a line too', () => {
  const old = 'x = 1\ry = 1\rz = 1\r';
  expect(writtenBy(old, [{ start: 10, end: 11, text: '2' }])).toEqual(['y = 2']);
});
