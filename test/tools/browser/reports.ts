import type { FileReport, Report } from '../../../src/core/report.ts';
import { counts, edit, file, manual, on, report } from '../../reporters/reports.ts';

const body = (number: number): string => `"""Tests of part ${number}."""
import pytest
from starlette.testclient import TestClient

client = TestClient(app)


@pytest.mark.parametrize("path", ["/", "/b"])
def test_redirect(path):
    # A redirect is not followed.
    response = client.get(path, allow_redirects=False)
    assert response.status_code in {302, 307}
    client.head(f"/items/{path}", allow_redirects=True)
    client.put("/", allow_redirects=False)


def test_post(payload):
    client.post("/", data=payload)
    assert 'a very long text that goes on and on' != """and another one, so that a line does not fit any of the widths"""
`;

/** Three edits and a finding. */
function migrated(path: string, number: number): FileReport {
  const before = body(number);
  const after = before.replaceAll('allow_redirects', 'follow_redirects');
  return file(path, {
    ...{ before, after, text: after },
    edits: [edit(on(11, 32, 47)), edit(on(13, 35, 50)), edit(on(14, 21, 36), { safety: 'unsafe' })],
    manual: [
      manual(on(18, 5, 34), { why: 'the callers of `test_post` are not known', since: 'Starlette 0.43' }),
    ],
  });
}

/** One of everything that the page shows. */
export const demoReport: Report = report(
  [
    migrated('tests/test_a.py', 1),
    file('tests/test_b.ts', {
      status: 'unchanged',
      text: "const r = await client.post('/', { data });\n",
      manual: [
        manual(on(1, 19, 43), {
          ...{ writes: ["const r = await client.post('/', { content: data });"], unsafeFix: true },
          why: 'fails where `data` is a string',
        }),
        manual(on(1, 1, 6), { rule: 'redirect-default', level: 'differs', runs: { seen: 3, of: 4 } }),
      ],
    }),
    file('tests/test_c.py', {
      status: 'failed',
      error: { line: 3, column: 7, reason: 'syntax-error', message: 'unexpected `)`' },
    }),
    file('tests/test_d.py', {
      status: 'skipped',
      error: { reason: 'ignored', message: 'it has an `ignore-file` comment' },
    }),
    file('tests/e.py', {
      status: 'failed',
      error: { reason: 'crashed', message: 'x is undefined\n    at run (a.js:1:2)' },
    }),
  ],
  {
    mode: 'dry-run',
    summary: counts({
      ...{ scanned: 5, changed: 1, edits: 3, manual: 3, failed: 2, ms: 912, fixable: 1 },
      levels: { fails: 2, warns: 0, differs: 1 },
    }),
    rules: [
      { rule: 'data-to-content', edits: 0, manual: 2 },
      { rule: 'follow-redirects', edits: 3, manual: 0 },
      { rule: 'redirect-default', edits: 0, manual: 1 },
    ],
    notes: [
      {
        rule: 'redirect-default',
        tally: 'whose answer nothing tells',
        places: [{ path: 'tests/test_a.py', ...on(3, 1, 5) }],
      },
    ],
  },
);

/** Files with five edits and a finding each. */
export function largeReport(size: number): Report {
  const files = Array.from({ length: size }, (_, number) => {
    const one = migrated(`tests/part_${Math.floor(number / 100)}/test_${number}.py`, number);
    return {
      ...one,
      edits: [...one.edits, edit(on(11, 5, 9), { rule: 'response-api', level: 'warns' }), edit(on(13, 5, 9))],
    };
  });
  return report(files, {
    summary: counts({
      scanned: size,
      changed: size,
      edits: 5 * size,
      manual: size,
      levels: { fails: size, warns: 0, differs: 0 },
    }),
  });
}
