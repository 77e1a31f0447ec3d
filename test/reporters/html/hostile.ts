import type { Report } from '../../../src/core/report.ts';
import { counts, edit, file, manual, on, report } from '../reports.ts';

/** What ends an element, begins one, runs, reorders or breaks a text. */
export const PIECES: readonly string[] = [
  '</script>',
  '</SCRIPT >',
  '<script>alert(1)</script>',
  '<!--',
  '-->',
  '<!--<script>',
  ']]>',
  '</style><style>*{background:url(https://example.com)}',
  '</noscript><img src=x onerror=alert(1)>',
  '<img src=x onerror=alert(1)>',
  '<svg onload=alert(1)>',
  '<iframe src="javascript:alert(1)">',
  '<a href="javascript:alert(1)">',
  '"><meta http-equiv=refresh content=0>',
  `' onfocus=alert(1) autofocus='`,
  '" onmouseover="alert(1)',
  '</textarea></title></template>',
  '&lt;script&gt;',
  '&#x3C;',
  '\u202E\u2066',
  '\0',
  '\x1b]0;title\x07',
  '\uD800',
  '\uDC00',
  '\u2028\u2029',
  '\uFEFF',
  '__proto__',
  'constructor',
  '${alert(1)}',
  '`',
  '\\u003c/script>',
  'a'.repeat(3_000),
  '\r\n',
];

/** A report with these texts wherever a text comes from outside. */
export function hostileReport(name: string, source: string): Report {
  const why = `${source}; ${name}`;
  const before = `${source}\nclient.get("${source}")\n`;
  const after = `${source}\nclient.head("${source}")\n`;
  return report(
    [
      file(`a/${name}`, {
        ...{ before, after, text: after },
        edits: [edit(on(2, 1, 5), { message: source, since: name, safety: 'unsafe' })],
        manual: [
          manual(on(1, 1, 5), { message: source, why, writes: [source], unsafeFix: true, since: source }),
          manual(on(2, 1, 5), { rule: name, message: name, seenFix: true }),
        ],
      }),
      file(`b/${name}`, {
        status: 'failed',
        error: { line: 1, column: 1, reason: 'crashed', message: source },
      }),
      file(`c/${name}`, { status: 'skipped', error: { reason: source, message: name } }),
    ],
    {
      version: name,
      rules: [{ rule: name, edits: 1, manual: 2 }],
      targets: [{ client: 'httpx', versions: { [`x${name}`]: {} }, sources: [name] }],
      notes: [{ rule: name, tally: source, places: [{ path: name, ...on(1, 1, 2) }] }],
      summary: counts({
        ...{ scanned: 3, changed: 1, edits: 1, manual: 2, failed: 1, held: [{ since: name, count: 1 }] },
        levels: { fails: 2, warns: 0, differs: 0 },
      }),
    },
  );
}
