import { describe, expect, test } from 'vitest';
import { withoutRuns } from '../../../src/languages/python/convert/runs.ts';
import { parsePython } from '../../../src/languages/python/parser.ts';

const comments = (count: number, indent = '', end = '\n'): string =>
  `${indent}# a comment${end}`.repeat(count);

/** What stands at the spans of the comments. */
async function commentsIn(source: string): Promise<readonly string[]> {
  const { comments: spans, problem } = await parsePython(source);
  expect(problem).toBeUndefined();
  return spans.map(({ start, end }) => source.slice(start, end));
}

describe('many comments in a row', () => {
  // Takes minutes if all that are left are read again behind each.
  test('are read in time, and all of them are found', async () => {
    const found = await commentsIn(`x = 1\n${comments(50_000)}y = 2 # last\n`);
    expect(found).toEqual([...Array<string>(50_000).fill('# a comment'), '# last']);
  });

  test.each([
    ['at the end of a block', `def f():\n    x\n${comments(300, '    ')}${comments(300)}y\n`],
    ['before a deeper block', `if a:\n${comments(300)}    x\nelse:\n${comments(300, '      ')}    y\n`],
    ['inside of brackets', `x = [\n${comments(300)}  1,\n${comments(300, '  ')}]\n`],
    ['with CRs as line ends', `x\r\n${comments(300, '', '\r\n')}${comments(300, '', '\r')}y\r`],
    ['behind a statement', `x # a comment\n${comments(599)}`],
  ])('leave the statements as they are %s', async (_place, source) => {
    const { body } = await parsePython(source);
    const alone = await parsePython(source.replace(/# a comment/g, (text) => ' '.repeat(text.length)));
    expect(body).toEqual(alone.body);
    expect(await commentsIn(source)).toEqual(Array<string>(600).fill('# a comment'));
  });

  test('are none inside of a string', async () => {
    const source = `x = """\n${comments(300)}"""\n`;
    expect(withoutRuns(source)).toEqual({ text: source, hidden: [] });
    expect(await commentsIn(source)).toEqual([]);
  });
});

describe('many continued lines with nothing on them', () => {
  test('are read in time', async () => {
    const { body, problem } = await parsePython(`x = \\\n${'\\\n'.repeat(60_000)}1\n`);
    expect(problem).toBeUndefined();
    expect(body).toHaveLength(1);
  });

  test.each([
    ['an indentation', `if a:\n${'    \\\n'.repeat(300)}x\n`],
    ['inside of a string', `x = "a${'\\\n'.repeat(300)}b"\n`],
    ['fewer', `x = ${'\\\n'.repeat(90)}1\n`],
  ])('stay as they are: %s', (_what, source) => {
    expect(withoutRuns(source)).toEqual({ text: source, hidden: [] });
  });

  test('keep the length of the text', () => {
    const source = `x = ${'\\\r\n  '.repeat(300)}1\n`;
    expect(withoutRuns(source).text).toHaveLength(source.length);
  });
});
