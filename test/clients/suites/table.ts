import { table } from '../part.ts';
import { labelOf, SUITES } from './sources.ts';
import type { Verdict } from './verdicts.ts';

/** What came of one suite on one new client. Counts of tests; `peer` is the other tool. */
export interface ClientRow {
  readonly versions: string;
  readonly notTheClients: number;
  readonly comparable: number;
  readonly failing: number;
  readonly warning: number;
  readonly migrated: number;
  /** By rule: named by a finding, or open until the rule is written. */
  readonly named: Readonly<Record<string, number>>;
  readonly open: Readonly<Record<string, number>>;
  /** Those that assert what the new client does to every request. */
  readonly inherent: Readonly<Record<string, number>>;
  readonly unexplained: number;
  readonly broken: number;
  readonly peer: number;
  readonly peerBroken: number;
}

export type Data = readonly {
  readonly suite: string;
  /** Those that pass on the old client. */
  readonly tests: number;
  readonly ours: { readonly edits: number; readonly files: number; readonly findings: number };
  readonly peer: { readonly files: number; readonly lines: number };
  readonly clients: readonly ClientRow[];
}[];

export function rowOf(versions: string, verdict: Verdict): ClientRow {
  const rules = (kind: 'named' | 'open'): Record<string, number> =>
    tally(verdict.migrated.flatMap(({ explanation: one }) => (one.kind === kind ? [one.rule] : [])));
  return {
    versions,
    notTheClients: verdict.notTheClients,
    comparable: verdict.comparable,
    failing: verdict.unmigrated.failing,
    warning: verdict.unmigrated.warning,
    migrated: verdict.migrated.length,
    named: rules('named'),
    open: rules('open'),
    inherent: tally(
      verdict.migrated.flatMap(({ explanation: one }) => (one.kind === 'inherent' ? [one.difference] : [])),
    ),
    unexplained: verdict.migrated.filter(({ explanation }) => explanation.kind === 'unexplained').length,
    broken: verdict.broken.migrated.length,
    peer: verdict.peer,
    peerBroken: verdict.broken.peer.length,
  };
}

function tally(names: readonly string[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const name of names.toSorted()) counts.set(name, (counts.get(name) ?? 0) + 1);
  return Object.fromEntries(counts);
}

const total = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((sum, one) => sum + one, 0);

const spelled = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .map(([name, count]) => `${name} ${count}`)
    .join(', ') || 'none';

export function inShort(data: Data): string {
  const rows = data.flatMap(({ clients }) => clients);
  const versions = [...new Set(rows.map((row) => row.versions))];
  const lines = versions.map((client) => {
    const sum = (count: (row: ClientRow) => number): number =>
      rows.filter((row) => row.versions === client).reduce((before, row) => before + count(row), 0);
    return [
      client,
      sum(({ comparable }) => comparable),
      sum(({ failing, warning }) => failing + warning),
      sum(({ migrated }) => migrated),
      sum(({ named }) => total(named)),
      sum(({ open }) => total(open)),
      sum(({ peer }) => peer),
    ];
  });
  return [
    `Test suites of other projects, from PyPI, and one that stands here (${data.map(({ suite }) => suite).join(', ')}). A test that warns counts as failing, ` +
      'before the migration too:',
    table(
      [
        ...['client', 'tests', 'fail before', 'fail after', 'of these named by a finding'],
        ...['open', 'fail after the other tool'],
      ],
      lines,
    ),
  ].join('\n\n');
}

export function inFull(data: Data): string {
  const made = data.map(({ suite, tests, ours, peer }) => [
    suite,
    tests,
    `${ours.edits} in ${ours.files} files`,
    ours.findings,
    `${peer.lines} lines in ${peer.files} files`,
  ]);
  const came = data.flatMap(({ suite, clients }) =>
    clients.map((row) => [
      suite,
      row.versions,
      row.comparable,
      row.notTheClients,
      row.failing,
      row.warning,
      row.migrated,
      spelled(row.named),
      spelled(row.open),
      spelled(row.inherent),
      row.broken,
      row.peer,
      row.peerBroken,
    ]),
  );
  return [
    '## Test suites of other projects',
    'Source distributions on PyPI from before Starlette 0.21 that ship their tests. Those of Starlette itself do not. `services` stands ' +
      'here: two services whose contract is tested with `AsyncClient(app=...)` in an overridden dependency, with RESPX, pytest-asyncio ' +
      'and anyio; websockets that are refused; form feeds in docstrings; clients with and without `with`.',
    table(['suite', 'tests that pass on the old client', 'edits', 'findings', 'the other tool'], made),
    ...SUITES.flatMap((suite) =>
      Object.entries(suite.without ?? {}).map(
        ([test, why]) => `Left out of ${labelOf(suite)}: \`${test}\`, because ${why}.`,
      ),
    ),
    'Only tests that pass on the old client count, and of these only those that also pass with the old client beside the new ' +
      "libraries: what fails there is not the client's doing. Each warning of the client is an error once a suite is migrated. " +
      'A test that fails then has to be named by a finding, open, or listed for every caller. Anything else fails the check, and so ' +
      'does a test that is broken by us.',
    table(
      [
        ...['suite', 'client', 'tests', 'fail for other reasons', 'fail before', 'warn before', 'fail after'],
        ...[
          'named by a finding',
          'open',
          'for every caller',
          'broken by us',
          'fail after the other tool',
          'broken by it',
        ],
      ],
      came,
    ),
  ].join('\n\n');
}
