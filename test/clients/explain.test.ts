import { describe, expect, test } from 'vitest';
import type { Outcome } from './execute.ts';
import { explain, openRule } from './explain.ts';
import type { Finding } from './migrate.ts';

const OPEN = 'Setting per-request cookies=<...> is being deprecated';
const BODY = "TestClient.delete() got an unexpected keyword argument 'json'";

const failed = (message: string, type = 'TypeError'): Outcome => ({
  module: 'tests/test_it.py',
  test: 'test_it',
  lines: { first: 10, last: 20 },
  outcome: 'failed',
  problem: {
    type,
    message,
    frames: [
      { file: 'tests/test_it.py', line: 12, first: 10, last: 20 },
      { file: 'tests/helpers.py', line: 3, first: 2, last: 4 },
    ],
  },
  warnings: [],
  requests: [],
});

const finding = (file: string, line: number, rule = 'body-to-request'): Finding => ({
  file,
  rule,
  line,
  column: 1,
  endLine: line,
  endColumn: 2,
  message: 'm',
  why: null,
  level: 'fails',
  since: null,
  unsafeFix: false,
  writes: null,
});

describe('a failure is named by a finding', () => {
  test.each([
    ['in the test function', finding('tests/test_it.py', 20)],
    ['in a helper that it ran through', finding('tests/helpers.py', 2)],
  ])('%s', (_name, one) => {
    expect(explain(failed(BODY), [one])).toEqual({ kind: 'named', rule: 'body-to-request' });
  });

  test('of any rule where an assertion says nothing of its cause', () => {
    const found = explain(failed('assert 200 == 303', 'AssertionError'), [
      finding('tests/test_it.py', 11, 'redirect-default'),
    ]);
    expect(found).toEqual({ kind: 'named', rule: 'redirect-default' });
  });
});

describe('and by none', () => {
  test.each([
    ['beside the function', BODY, finding('tests/test_it.py', 21)],
    ['in another file', BODY, finding('tests/other.py', 12)],
    [
      'of another rule than the one its words ask for',
      BODY,
      finding('tests/test_it.py', 12, 'positional-body'),
    ],
  ])('%s', (_name, message, one) => {
    expect(explain(failed(message), [one])).toEqual({ kind: 'unexplained' });
  });
});

test('what waits for a rule is open by the name of that rule, whatever stands near it', () => {
  const written = new Set(['body-to-request']);
  const found = explain(failed(OPEN, 'DeprecationWarning'), [finding('tests/test_it.py', 12)], written);
  expect(found).toEqual({ kind: 'open', rule: 'cookies-to-client' });
});

test('nothing is open whose rule is written', () => {
  const written = new Set(['body-to-request', 'cookies-to-client']);
  expect(explain(failed(OPEN, 'DeprecationWarning'), [], written)).toEqual({ kind: 'unexplained' });
  expect(openRule(BODY, written)).toBeUndefined();
});
