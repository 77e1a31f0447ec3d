import { describe, expect, test } from 'vitest';
import type { Rule } from '../../src/core/rule.ts';
import { chooseRules } from '../../src/runner/choose-rules.ts';
import { anyCall } from '../support/wants.ts';

const rules = ['a-rule', 'b-rule'].map((name): Rule => ({
  name,
  summary: '',
  safety: 'safe',
  wants: anyCall,
}));
const chosen = (select: readonly string[], ignore: readonly string[]) => {
  const { rules: left, silent } = chooseRules(rules, select, ignore);
  return { rules: left.map(({ name }) => name), silent };
};

test.each([
  ['all rules, when none is named', [], [], ['a-rule', 'b-rule'], []],
  ['the selected rules', ['b-rule'], [], ['b-rule'], ['unused-suppression']],
  ['all but the ignored rules', [], ['b-rule'], ['a-rule'], ['unused-suppression']],
  ['rules of the engine that are ignored', [], ['opaque-call'], ['a-rule', 'b-rule'], ['opaque-call']],
] as const)('chooses %s', (_name, select, ignore, expected, silent) => {
  expect(chosen(select, ignore)).toEqual({ rules: expected, silent });
});

describe('refuses', () => {
  test.each([
    [['a-rul'], [], '--select: there is no rule a-rul', 'did you mean a-rule?'],
    [[], ['opaque-cal'], '--ignore: there is no rule opaque-cal', 'did you mean opaque-call?'],
    [['opaque-call'], [], '--select: opaque-call is always on', '--ignore opaque-call turns it off'],
    [['zzzzzzzz'], [], '--select: there is no rule zzzzzzzz', '`bump-testclient rules` lists them'],
  ])('%j %j', (select, ignore, message, hint) => {
    expect(() => chosen(select, ignore)).toThrow(expect.objectContaining({ message, hint }));
  });
});
