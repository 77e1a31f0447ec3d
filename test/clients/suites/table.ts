import { table } from '../part.ts';
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

const spelled = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .map(([rule, count]) => `\`${rule}\` ${count}`)
    .join(', ') || 'none';

export function inShort(data: Data): string {
  const lines = data.flatMap(({ suite, clients }) =>
    clients.map((row) => [
      suite,
      row.versions,
      row.comparable,
      row.failing + row.warning,
      row.migrated,
      row.peer,
    ]),
  );
  return [
    'Suites from PyPI, released before the new client; a test that warns counts as failing. Beside it bump-testclient 0.3.0 of PyPI:',
    table(['suite', 'client', 'tests', 'fail before', 'fail after', 'after the other tool'], lines),
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
      row.broken,
      row.peer,
      row.peerBroken,
    ]),
  );
  return [
    '## Suites of others',
    'Source distributions on PyPI from before Starlette 0.21 that ship their tests. Those of Starlette itself do not. Beside ' +
      'this command: bump-testclient 0.3.0 of PyPI, on a copy of its own.',
    table(['suite', 'tests that pass on the old client', 'edits', 'findings', 'the other tool'], made),
    'Only tests that pass on the old client count, and of these only those that also pass with the old client beside the new ' +
      "libraries: what fails there is not the client's doing. Each warning of the client is an error once a suite is migrated. " +
      'A test that fails then is named by a finding, or waits for a rule; anything else fails the check, and so does a ' +
      'test that neither failed nor warned before.',
    table(
      [
        ...['suite', 'client', 'tests', 'fail for other reasons', 'fail before', 'warn before', 'fail after'],
        ...['named by a finding', 'open', 'broken by us', 'fail after the other tool', 'broken by it'],
      ],
      came,
    ),
  ].join('\n\n');
}
