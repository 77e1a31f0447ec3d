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

test.each([
  ['another target than that of a rule', 'httpx', '--select: b-rule is only for the target httpx2'],
  ['its own target', 'httpx2', ''],
  ['a target that is not given', undefined, ''],
] as const)('with %s a selected rule is refused or taken', (_name, client, message) => {
  const [a, b] = rules;
  const two = a && b ? [a, { ...b, client: 'httpx2' as const }] : [];
  const choose = () => chooseRules(two, ['b-rule'], [], client && { client });
  if (message) expect(choose).toThrow(expect.objectContaining({ message, hint: 'add --target httpx2' }));
  else expect(choose().rules.map(({ name }) => name)).toEqual(['b-rule']);
});

describe('refuses', () => {
  test.each([
    [['a-rule'], ['a-rule'], 'no rule is left: --ignore names every rule that --select names'],
    [
      ['a-rule', 'b-rule', 'a-rule'],
      ['b-rule', 'a-rule'],
      'no rule is left: --ignore names every rule that --select names',
    ],
    [[], ['a-rule', 'b-rule'], 'no rule is left: --ignore names every rule'],
  ])('%j without %j', (select, ignore, message) => {
    expect(() => chosen(select, ignore)).toThrow(expect.objectContaining({ message }));
  });

  test.each([
    [['a-rul'], [], '--select: there is no rule a-rul', 'did you mean a-rule?'],
    [[], ['opaque-cal'], '--ignore: there is no rule opaque-cal', 'did you mean opaque-call?'],
    [['opaque-call'], [], '--select: opaque-call is always on', '--ignore opaque-call turns it off'],
    [['zzzzzzzz'], [], '--select: there is no rule zzzzzzzz', 'the command `rules` lists them'],
  ])('%j %j', (select, ignore, message, hint) => {
    expect(() => chosen(select, ignore)).toThrow(expect.objectContaining({ message, hint }));
  });
});
