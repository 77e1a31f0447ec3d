import { expect, it } from 'vitest';
import { rulePage } from '../../src/reporters/links.ts';
import { json } from '../../src/reporters/json/json.ts';
import { counts, edit, file, manual, on, plainly, report } from './reports.ts';

it('writes the public format, field by field and without the texts', () => {
  const files = [
    file('tests/a.py', {
      before: 'old',
      after: 'new',
      edits: [edit(on(12, 5, 40)), edit(on(14, 5, 9), { safety: 'seen', runs: { seen: 31, of: 31 } })],
      manual: [
        manual(
          { line: 30, column: 9, endLine: 31, endColumn: 2 },
          { why: 'because', unsafeFix: true, writes: ['get('] },
        ),
        manual(on(40, 1, 2), { seenFix: true, runs: { seen: 0, of: 0 } }),
      ],
    }),
    file('tests/b.py', {
      status: 'failed',
      error: { line: 3, column: 7, reason: 'syntax-error', message: 'unexpected `)`' },
    }),
    file('tests/c.py', { status: 'skipped', error: { reason: 'ignored', message: 'asked for' } }),
  ];
  const notes = [
    {
      rule: 'redirect-default',
      tally: 'whose answer nothing tells',
      places: [{ path: 'tests/d.py', ...on(3, 1, 5) }],
    },
  ];
  const output = json(report(files, { notes }), plainly);
  expect(output.endsWith('}\n')).toBe(true);
  expect(JSON.parse(output)).toStrictEqual({
    version: 1,
    tool: { name: 'bump-testclient', version: '1.2.3' },
    targets: [{ client: 'httpx', versions: {}, sources: [] }],
    summary: {
      ...{ scanned: 214, changed: 37, edits: 118, manual: 5, failed: 1, known: 0, ms: 912, exitCode: 0 },
      ...{ levels: { fails: 0, warns: 0, differs: 0 }, fixable: 0, hidden: 0, held: [], seen: null },
      recorded: null,
    },
    notes: [
      {
        rule: 'redirect-default',
        url: rulePage('redirect-default'),
        message: '1 call whose answer nothing tells',
        count: 1,
        places: [{ path: 'tests/d.py', line: 3, column: 1, endLine: 3, endColumn: 5 }],
      },
    ],
    files: [
      {
        path: 'tests/a.py',
        status: 'changed',
        edits: [
          {
            rule: 'follow-redirects',
            url: rulePage('follow-redirects'),
            safety: 'safe',
            level: 'fails',
            since: 'Starlette 0.43',
            message: 'write `follow_redirects`',
            runs: null,
            line: 12,
            column: 5,
            endLine: 12,
            endColumn: 40,
          },
          {
            rule: 'follow-redirects',
            url: rulePage('follow-redirects'),
            safety: 'seen',
            level: 'fails',
            since: 'Starlette 0.43',
            message: 'write `follow_redirects`',
            runs: { seen: 31, of: 31 },
            line: 14,
            column: 5,
            endLine: 14,
            endColumn: 9,
          },
        ],
        manual: [
          {
            rule: 'data-to-content',
            url: rulePage('data-to-content'),
            level: 'fails',
            since: null,
            message: 'cannot see what `data` holds',
            why: 'because',
            unsafeFix: true,
            seenFix: false,
            runs: null,
            writes: ['get('],
            line: 30,
            column: 9,
            endLine: 31,
            endColumn: 2,
          },
          {
            rule: 'data-to-content',
            url: rulePage('data-to-content'),
            level: 'fails',
            since: null,
            message: 'cannot see what `data` holds',
            why: null,
            unsafeFix: false,
            seenFix: true,
            runs: { seen: 0, of: 0 },
            writes: null,
            line: 40,
            column: 1,
            endLine: 40,
            endColumn: 2,
          },
        ],
        error: null,
      },
      {
        path: 'tests/b.py',
        status: 'failed',
        edits: [],
        manual: [],
        error: { reason: 'syntax-error', message: 'unexpected `)`', line: 3, column: 7 },
      },
      {
        path: 'tests/c.py',
        status: 'skipped',
        edits: [],
        manual: [],
        error: { reason: 'ignored', message: 'asked for', line: null, column: null },
      },
    ],
  });
});

it('counts what rests on a recorded run', () => {
  const recorded = { edits: 12, heldBack: 3 };
  const output = json(report([], { summary: counts({ recorded }) }), plainly);
  expect(JSON.parse(output)).toMatchObject({ summary: { recorded } });
});
