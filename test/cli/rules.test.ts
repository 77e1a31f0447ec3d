import { describe, expect, it } from 'vitest';
import { listRules } from '../../src/cli/rules.ts';
import { plainly } from '../reporters/reports.ts';

const rules = [
  { name: 'data-to-content', safety: 'safe', summary: 'sends text and bytes as content instead of data' },
  { name: 'json', safety: 'unsafe', summary: 'short', languages: ['javascript'] },
] as const;

describe('the list of rules', () => {
  it('is a table', () => {
    expect(listRules(rules, ['python', 'javascript'], 'text', { ...plainly, width: 70 })).toBe(
      [
        'data-to-content  python, javascript  safe    sends text and bytes as',
        '                                             content instead of data',
        'json             javascript          unsafe  short',
        '',
      ].join('\n'),
    );
  });

  it('is JSON on demand', () => {
    expect(JSON.parse(listRules(rules, ['python'], 'json', plainly))).toEqual({
      version: 1,
      rules: [
        { name: 'data-to-content', languages: ['python'], safety: 'safe', summary: rules[0].summary },
        { name: 'json', languages: ['javascript'], safety: 'unsafe', summary: 'short' },
      ],
    });
  });
});
