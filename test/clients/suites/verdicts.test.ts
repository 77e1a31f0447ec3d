import { describe, expect, test } from 'vitest';
import type { Outcome, Problem } from '../execute.ts';
import type { Finding } from '../migrate.ts';
import { byTest, judge, outcomeOf, passing, type Runs, type Tests } from './verdicts.ts';

const FRAME = { file: 'test_a.py', line: 3, first: 1, last: 5 };

const problem = (message: string): Problem => ({ type: 'TypeError', message, frames: [FRAME] });

const outcome = (name: string, more: Partial<Outcome> = {}): Outcome => ({
  module: 'test_a.py',
  test: name,
  outcome: more.problem ? 'failed' : 'passed',
  problem: null,
  lines: null,
  warnings: [],
  requests: [],
  ...more,
});

const tests = (...outcomes: readonly Outcome[]): Tests => byTest(outcomes);

const passed = tests(outcome('<module>'), outcome('one'), outcome('two'));
const warned = tests(
  outcome('one', { warnings: [{ category: 'DeprecationWarning', text: "Use 'content=<...>'" }] }),
  outcome('two'),
);
const BODY = problem("TestClient.delete() got an unexpected keyword argument 'json'");
const failed = tests(outcome('one', { problem: BODY }), outcome('two'));

const runs = (more: Partial<Runs> = {}): Runs => ({
  old: passed,
  hand: passed,
  unmigrated: passed,
  migrated: passed,
  peer: passed,
  ...more,
});

const finding = (rule: string, line: number): Finding => ({
  file: 'test_a.py',
  rule,
  message: '',
  why: '',
  level: 'fails',
  since: null,
  unsafeFix: false,
  writes: null,
  line,
  column: 1,
  endLine: line,
  endColumn: 2,
});

describe('what came of the tests', () => {
  test('a module is no test', () => {
    expect(passing(passed)).toEqual(['test_a.py::one', 'test_a.py::two']);
  });

  test('a test that was skipped did not pass', () => {
    expect(passing(tests(outcome('one', { outcome: 'skipped' })))).toEqual([]);
  });

  test('a test whose module cannot be imported fails as the module does', () => {
    const broken = tests(outcome('<module>', { outcome: 'error', problem: problem('no module') }));
    expect(outcomeOf(broken, 'test_a.py::one')?.problem?.message).toBe('no module');
    expect(judge(runs({ migrated: broken }), []).migrated).toHaveLength(2);
  });
});

describe('the verdict on a suite', () => {
  test('only tests that pass on the old client count', () => {
    expect(judge(runs({ old: failed }), [])).toMatchObject({ comparable: 1, notTheClients: 0 });
  });

  test('a test that fails with the old client beside the new libraries does not fail because of the client', () => {
    const verdict = judge(runs({ hand: failed, unmigrated: failed, migrated: failed }), []);
    expect(verdict).toMatchObject({
      comparable: 1,
      notTheClients: 1,
      unmigrated: { failing: 0 },
      migrated: [],
    });
  });

  test('failures and warnings before are counted apart', () => {
    expect(judge(runs({ unmigrated: warned }), []).unmigrated).toEqual({ failing: 0, warning: 1 });
    expect(judge(runs({ unmigrated: failed }), []).unmigrated).toEqual({ failing: 1, warning: 0 });
  });

  test.each([
    ['a finding in the way of the exception', [finding('body-to-request', 4)], 'named'],
    ['no finding', [], 'unexplained'],
    ['a finding elsewhere', [finding('body-to-request', 9)], 'unexplained'],
    ['a finding about something else', [finding('positional-body', 4)], 'unexplained'],
  ] as const)('a failure with %s is %s', (_, findings, kind) => {
    const { migrated } = judge(runs({ unmigrated: failed, migrated: failed }), findings);
    expect(migrated.map(({ key, explanation }) => [key, explanation.kind])).toEqual([
      ['test_a.py::one', kind],
    ]);
  });

  test('a test that is gone after the run is unexplained', () => {
    const { migrated } = judge(runs({ migrated: tests(outcome('two')) }), []);
    expect(migrated.map(({ explanation }) => explanation.kind)).toEqual(['unexplained']);
  });

  test('a failure that asserts the order of headers is what the new client does to every request', () => {
    const words =
      "Mismatched values: 'headers', expected: [(b'host', b'testserver')], actual: [(b'accept', b'*/*')]";
    const after = tests(outcome('one', { problem: problem(words) }), outcome('two'));
    expect(judge(runs({ migrated: after }), []).migrated[0]?.explanation.kind).toBe('inherent');
  });

  test('what neither failed nor warned before a tool, and fails after it, is broken by the tool', () => {
    const verdict = judge(runs({ peer: failed }), []);
    expect(verdict.broken).toEqual({ migrated: [], peer: ['test_a.py::one'] });
  });

  test('what warned before is not broken by a tool that left the warning', () => {
    expect(judge(runs({ unmigrated: warned, peer: failed }), []).broken.peer).toEqual([]);
  });
});
