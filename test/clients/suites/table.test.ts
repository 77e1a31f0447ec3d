import { expect, test } from 'vitest';
import { inFull, inShort, rowOf } from './table.ts';
import type { Explained, Verdict } from './verdicts.ts';

const explained = (explanation: Explained['explanation']): Explained => ({
  key: 'test_a.py::one',
  outcome: undefined,
  explanation,
});

const VERDICT: Verdict = {
  notTheClients: 3,
  comparable: 20,
  unmigrated: { failing: 6, warning: 2 },
  migrated: [
    explained({ kind: 'named', rule: 'data-to-content' }),
    explained({ kind: 'open', rule: 'response-api' }),
    explained({ kind: 'open', rule: 'client-api' }),
    explained({ kind: 'open', rule: 'response-api' }),
    explained({ kind: 'unexplained' }),
  ],
  peer: 9,
  broken: { migrated: [], peer: ['test_a.py::two'] },
};

const row = rowOf('starlette 0.43.0, httpx 0.28.1', VERDICT);

const DATA = [
  {
    suite: 'shop 1.0',
    tests: 23,
    ours: { edits: 4, files: 2, findings: 1 },
    peer: { files: 1, lines: 3 },
    clients: [row],
  },
];

test('a row counts what names or excuses a failure, by rule', () => {
  expect(row).toMatchObject({
    migrated: 5,
    named: { 'data-to-content': 1 },
    open: { 'client-api': 1, 'response-api': 2 },
    unexplained: 1,
    peerBroken: 1,
  });
});

test('in short, suites are added up by client, and a test that warned counts as failing', () => {
  const [shop] = DATA;
  expect(inShort([...DATA, { ...shop!, suite: 'bank 2.0' }])).toContain(
    '| starlette 0.43.0, httpx 0.28.1 | 40 | 16 | 10 | 2 | 6 | 18 |',
  );
});

test('in full, every count has a column', () => {
  expect(inFull(DATA)).toContain('| shop 1.0 | 23 | 4 in 2 files | 1 | 3 lines in 1 files |');
  expect(inFull(DATA)).toContain(
    '| 20 | 3 | 6 | 2 | 5 | data-to-content 1 | client-api 1, response-api 2 | none | 0 | 9 | 1 |',
  );
});
