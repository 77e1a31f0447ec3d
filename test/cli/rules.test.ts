import { describe, expect, it } from 'vitest';
import { listRules } from '../../src/cli/rules.ts';
import { plainly } from '../reporters/reports.ts';

const rules = [
  { name: 'data-to-content', safety: 'safe', summary: 'sends text and bytes as content instead of data' },
  { name: 'json', safety: 'unsafe', summary: 'short', languages: ['javascript'] },
] as const;

describe('the list of rules', () => {
  it.each([
    [
      80,
      [
        'data-to-content  python, javascript  safe',
        '    sends text and bytes as content instead of data',
        'json             javascript          unsafe',
        '    short',
      ],
    ],
    [
      91,
      [
        'data-to-content  python, javascript  safe    sends text and bytes as content instead of',
        '                                             data',
        'json             javascript          unsafe  short',
      ],
    ],
    [
      Infinity,
      [
        'data-to-content  python, javascript  safe    sends text and bytes as content instead of data',
        'json             javascript          unsafe  short',
      ],
    ],
  ])('is a table that fits into %d columns', (width, lines) => {
    const output = listRules(rules, ['python', 'javascript'], 'text', { ...plainly, width });
    expect(output).toBe([...lines, ''].join('\n'));
  });

  it('is JSON with --format json', () => {
    expect(JSON.parse(listRules(rules, ['python'], 'json', plainly))).toEqual({
      version: 1,
      rules: [
        { name: 'data-to-content', languages: ['python'], safety: 'safe', summary: rules[0].summary },
        { name: 'json', languages: ['javascript'], safety: 'unsafe', summary: 'short' },
      ],
    });
  });
});
