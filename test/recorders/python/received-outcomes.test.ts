import { describe, expect, it } from 'vitest';
import { digest, HAS_PYTHON, record } from './received/recorded.ts';

type Report = readonly [when: string, outcome: string, more?: string];

/** What is recorded of one test that pytest reports like this, and sends a request before each report, to `/1`, `/2` and so on. */
function recorded(reports: readonly Report[]) {
  const { lines } = record(
    [
      'from _pytest.runner import report, start',
      'from starlette.testclient import send',
      'start("t.py::test")',
      ...reports.flatMap(([when, outcome, more = ''], index) => [
        `send("GET", "/${index + 1}")`,
        `report("t.py::test", "${when}", "${outcome}", ${more})`,
      ]),
    ].join('\n'),
  );
  return {
    outcomes: lines.flatMap((line) => (line.is === 'test' ? [`${line.test} ${line.outcome}`] : [])),
    paths: lines.flatMap((line) => (line.is === 'received' ? line.requests.map(({ path }) => path) : [])),
  };
}

const SETUP: Report = ['setup', 'passed'];
const CALL: Report = ['call', 'passed'];
const TEARDOWN: Report = ['teardown', 'passed'];

describe.skipIf(!HAS_PYTHON)('how tests of pytest end', () => {
  it.each<[string, readonly Report[]]>([
    ['passed', [SETUP, CALL, TEARDOWN]],
    ['failed', [SETUP, ['call', 'failed'], TEARDOWN]],
    ['failed', [SETUP, ['call', 'failed'], ['teardown', 'failed']]],
    ['error', [['setup', 'failed'], TEARDOWN]],
    ['error', [SETUP, CALL, ['teardown', 'failed']]],
    ['skipped', [['setup', 'skipped'], TEARDOWN]],
    ['skipped', [SETUP, ['call', 'skipped'], TEARDOWN]],
    ['expected-failure', [SETUP, ['call', 'skipped', 'wasxfail="known"'], TEARDOWN]],
    ['unexpected-success', [SETUP, ['call', 'passed', 'wasxfail=""'], TEARDOWN]],
    // Parts of a test, which have reports of their own.
    ['failed', [SETUP, ['call', 'failed', 'context=1'], CALL, TEARDOWN]],
    ['passed', [SETUP, ['call', 'skipped', 'context=1'], CALL, TEARDOWN]],
  ])('tells %s of %j', (outcome, reports) => {
    const { outcomes, paths } = recorded(reports);
    expect(outcomes).toEqual([`t.py::test ${outcome}`]);
    expect(paths).toEqual(reports.map((_, index) => digest(`/${index + 1}`)));
  });

  it.each<[string, readonly Report[]]>([
    ['pytest-rerunfailures before 16', [SETUP, ['call', 'rerun'], SETUP, CALL, TEARDOWN]],
    ['pytest-rerunfailures', [SETUP, ['call', 'rerun'], TEARDOWN, SETUP, CALL, TEARDOWN]],
    ['pytest-rerunfailures, where the setup fails', [['setup', 'rerun'], TEARDOWN, SETUP, CALL, TEARDOWN]],
    ['pytest-retry', [SETUP, ['call', 'retried'], CALL, TEARDOWN]],
  ])('keeps the last run of a test that is run again by %s', (_, reports) => {
    const { outcomes, paths } = recorded(reports);
    const last = reports.findLastIndex(([, outcome]) => outcome !== 'passed') + 1;
    const first = reports[last] === TEARDOWN ? last + 1 : last;
    expect(outcomes).toEqual(['t.py::test passed']);
    expect(paths).toEqual(reports.map((_, index) => digest(`/${index + 1}`)).slice(first));
  });

  it('leaves what a worker of pytest-xdist has noted to it, and tells of one that crashed', () => {
    expect(
      recorded([
        ['call', 'failed', 'node=1'],
        ['teardown', 'passed', 'node=1'],
      ]).outcomes,
    ).toEqual([]);
    expect(recorded([['???', 'failed', 'node=1']]).outcomes).toEqual(['t.py::test error']);
  });

  it('gives what comes between tests to none of them', () => {
    const { lines } = record(`
from _pytest.runner import report, start
from starlette.testclient import send
for name in ("a", "b"):
    start(name)
    send("GET", "/" + name)
    report(name, "call", "passed")
    report(name, "teardown", "passed")
    send("GET", "/between")`);
    const paths = lines.flatMap((line) =>
      line.is === 'received' ? line.requests.map(({ path }) => [line.test, path]) : [],
    );
    expect(paths).toEqual([
      ['a', digest('/a')],
      ['', digest('/between')],
      ['b', digest('/b')],
      ['', digest('/between')],
    ]);
  });
});
