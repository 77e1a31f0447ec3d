import { describe, expect, it } from 'vitest';
import { linesOf } from '../../src/core/lines.ts';
import type { Region } from '../../src/core/report.ts';
import { frame } from '../../src/reporters/frame.ts';
import { on, plainly } from './reports.ts';

const shown = (source: string, region: Region, width = 80): string =>
  frame(linesOf(source), region, { ...plainly, width }).join('\n');

describe('a code frame', () => {
  it.each([
    ['tabs as wide as they are shown', '\tx = 1', on(1, 2, 3), '1 |     x = 1\n  |     ^'],
    ['double-width characters', 'x = "日本" + y', on(1, 12, 13), '1 | x = "日本" + y\n  |              ^'],
    ['an emoji, one character of two units', '# 🎉 x', on(1, 6, 7), '1 | # 🎉 x\n  |      ^'],
    ['combining marks', 'e\u0301 x', on(1, 4, 5), '1 | e\u0301 x\n  |   ^'],
    ['an empty region', 'ab', on(1, 2, 2), '1 | ab\n  |  ^'],
  ])('underlines after %s', (_, source, region, expected) => {
    expect(shown(source, region)).toBe(expected);
  });

  it('underlines every line of a region without its indentation', () => {
    const region = { line: 1, column: 5, endLine: 3, endColumn: 2 };
    expect(shown('get(a(\r\n  b,\r\n))\r\n', region)).toBe(
      ['1 | get(a(', '  |     ^^', '2 |   b,', '  |   ^^', '3 | ))', '  | ^'].join('\n'),
    );
  });

  it('cuts a long region after a few lines', () => {
    const region = { line: 8, column: 1, endLine: 20, endColumn: 2 };
    const output = shown('x\n'.repeat(20), region).split('\n');
    expect(output.filter((line) => line.endsWith('x'))).toEqual([' 8 | x', ' 9 | x', '10 | x', '11 | x']);
    expect(output.at(-1)).toBe('   | ...');
  });

  it('shows only the relevant part of a long line', () => {
    const source = 'a'.repeat(500_000) + 'MARK' + 'b'.repeat(500_000);
    const [code = '', mark = ''] = shown(source, on(1, 500_001, 500_005), 40).split('\n');
    expect(code).toMatch(/^1 \| …a+MARKb+…$/);
    expect(code).toHaveLength(40);
    expect(mark.indexOf('^^^^')).toBe(code.indexOf('MARK'));
  });

  it('cuts a long line between words', () => {
    const source = `${'first_word(second_word, '.repeat(20)}MARK${', third_word fourth_word'.repeat(20)}`;
    const at = source.indexOf('MARK') + 1;
    const [code = '', mark = ''] = shown(source, on(1, at, at + 4), 60).split('\n');
    expect(code.length).toBeLessThanOrEqual(60);
    expect(mark.indexOf('^^^^')).toBe(code.indexOf('MARK'));
    expect(code.match(/\w+/g)?.slice(1)).toSatisfy((words: readonly string[]) =>
      words.every((word) => /^(?:first_word|second_word|third_word|fourth_word|MARK)$/.test(word)),
    );
  });
});
