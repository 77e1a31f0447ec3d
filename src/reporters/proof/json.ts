import type { RequestChange, TestProof } from '../../proof/proof.ts';
import { escaped } from '../visible.ts';
import type { ProofReport, ProofReporter } from './report.ts';

/** Increased when a field is renamed, removed or changes its meaning, but not for a new field. */
const FORMAT_VERSION = 1;

export const json: ProofReporter = (report) => escaped(JSON.stringify(document(report), null, 2) + '\n');

const document = ({ version, versions, isTwice, counts, tests, exitCode }: ProofReport): unknown => ({
  version: FORMAT_VERSION,
  tool: { name: 'bump-testclient', version },
  versions: { before: versions.before, after: versions.after },
  twice: isTwice,
  summary: {
    tests: counts.tests,
    equal: counts.equal,
    differs: counts.differs,
    notComparable: counts.notComparable,
    requests: {
      total: counts.requests.equal + counts.requests.differ,
      equal: counts.requests.equal,
      differ: counts.requests.differ,
    },
    exitCode,
  },
  tests: tests.map(testEntry),
});

const testEntry = ({ id, verdict, why, requests, differences }: TestProof): unknown => ({
  id,
  verdict,
  why,
  requests: { total: requests.equal + requests.differ, equal: requests.equal, differ: requests.differ },
  differences: differences.map(changeEntry),
});

const changeEntry = (change: RequestChange): unknown => ({
  call: change.call,
  method: change.method,
  path: change.path,
  field: change.field,
  change: change.change,
  before: change.before,
  after: change.after,
  at: place(change.at),
  now: place(change.now),
  rules: change.rules,
});

/** Columns are 1-based, as in every report. */
function place(at: RequestChange['at']): unknown {
  if (at === null) return null;
  const [path, line, column] = at;
  return { path, line, column: typeof column === 'number' ? column + 1 : null };
}
