import { edit, file, manual, on, report } from '../reports.ts';
import type { Report } from '../../../src/core/report.ts';

/** Texts that would do something in a terminal, a workflow, Markdown, HTML, XML or a URI if they were let. */
export const HOSTILE: readonly string[] = [
  '::error::injected',
  'a\n::set-output name=x::y',
  'a\r::warning::b',
  '%0A::error::x',
  'a,b:c%d',
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '</details>',
  '<!-- x',
  '`a` @everyone #123 GH-1',
  '``@team`` `#1',
  '@#@ `x`` y',
  '[x](javascript:alert(1))',
  '![x](http://evil.example/x.png)',
  'www.evil.example http://evil.example me@evil.example',
  'a|b\\|c',
  '- [x] done',
  ']]>',
  '&lt;&amp;&#64;user',
  '\x00\x01\x1b[31m\x7f\u0085',
  '\uD800 lone \uDC00',
  '\uFFFE\uFFFF',
  '\u202Eevil\u2066',
  '$\\alpha$ ~~x~~ **b** _i_',
  'ünï😀',
  '  ',
];

/** A report with this text in every place that comes from a user. */
export const hostileReport = (text: string, mode: Report['mode'] = 'check'): Report =>
  report(
    [
      file(`tests/${text}.py`, {
        edits: [edit(on(1, 1, 4), { message: `write ${text}` })],
        manual: [
          manual(on(2, 1, 4), { message: `cannot see ${text}`, why: text, level: 'fails' }),
          manual(
            { line: 3, column: 1, endLine: 5, endColumn: 2 },
            { message: `\`${text}\` and ${text}`, level: 'differs' },
          ),
        ],
        before: `${text}\nb\nc\nd\ne\n`,
        after: `${text}!\nb\nc\nd\ne\n`,
      }),
      file(`${text}/b.py`, {
        status: 'failed',
        error: { line: 3, column: 7, reason: 'syntax-error', message: text },
      }),
      file(`${text}/c.py`, { status: 'skipped', error: { reason: 'ignored', message: text } }),
    ],
    {
      mode,
      rules: [{ rule: 'data-to-content', edits: 0, manual: 2 }],
      notes: [{ rule: 'named-client', tally: `of ${text}`, places: [{ path: text, ...on(1, 1, 2) }] }],
    },
  );
