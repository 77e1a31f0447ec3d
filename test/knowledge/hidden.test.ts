import { expect, test } from 'vitest';
import { listHidden, reportHidden } from '../../src/clients/hidden.ts';
import type { Invocation } from '../../src/core/model/calls.ts';
import type { HiddenOption } from '../../src/core/model/options.ts';
import type { RuleContext } from '../../src/core/rule.ts';

const CALL = {
  kind: 'construction',
  receiver: { start: 0, end: 1 },
} as Invocation;

const CX = { spell: (name: string) => name.toUpperCase() } as RuleContext;

const hidden = (name: string, line: number): HiddenOption => ({
  name,
  kinds: ['text'],
  where: { path: 'a.py', line },
});

const messages = (options: readonly HiddenOption[], advice: string): readonly string[] =>
  Array.from(reportHidden(CALL, options, { advice, level: 'fails' }, CX), ({ message }) => message);

test.each([
  ['no option', [], []],
  ['one option', [hidden('data', 3)], ['`DATA` (a.py:3) reaches this call: go']],
  [
    'an option of two places',
    [hidden('data', 3), hidden('data', 4)],
    ['`DATA` (a.py:3), `DATA` (a.py:4) reaches this call: go'],
  ],
  [
    'two options, one of them twice at a place',
    [hidden('data', 3), hidden('json', 3), hidden('data', 3)],
    ['`DATA` (a.py:3), `JSON` (a.py:3) reach this call: go'],
  ],
])('%s', (_, options, expected) => {
  expect(messages(options, 'go')).toEqual(expected);
});

test('options that calls share are reported with the advice of each rule', () => {
  const options = [hidden('data', 3)];
  const told = ['go', 'stay', 'go'].flatMap((advice) => messages(options, advice));
  expect(told).toEqual(
    ['go', 'stay', 'go'].map((advice) => `${listHidden(options, CX.spell)} reaches this call: ${advice}`),
  );
});
