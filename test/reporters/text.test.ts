import { describe, expect, it } from 'vitest';
import type { ReportedEdit, ReportedManual } from '../../src/core/report.ts';
import { text } from '../../src/reporters/text.ts';
import { edit, file, manual, on, plainly, report, tagged } from './reports.ts';

const source = [
  'def test_create(client, payload):',
  '    client.get("/", allow_redirects=False)',
  '    client.post("/items", data=payload)',
  '',
].join('\n');

const items = file('tests/test_items.py', {
  text: source,
  after: source.replace('allow', 'follow'),
  edits: [edit(on(2, 21, 42))],
  manual: [
    manual(on(3, 27, 39), {
      why: '`payload` is a parameter that no caller gives',
      since: 'Starlette 0.21',
      unsafeFix: true,
      writes: ['    client.post("/items", content=payload)'],
    }),
  ],
});

const finding = `\
tests/test_items.py:3:27: ✖ data-to-content [*]: cannot see what \`data\` holds
      +     client.post("/items", content=payload)
    = fails since Starlette 0.21: \`payload\` is a parameter that no caller gives
`;

const inFull = finding.replace(
  '      + ',
  '    3 |     client.post("/items", data=payload)\n      |                           ^^^^^^^^^^^^\n      + ',
);

describe('the text report', () => {
  it('shows each finding with its code', () => {
    expect(text(report([items]), plainly)).toBe(finding);
  });

  it('shows the code underlined, and the changes, with --verbose', () => {
    expect(text(report([items]), { ...plainly, verbose: true })).toBe(
      'tests/test_items.py:2:21: follow-redirects: write `follow_redirects`\n\n' + inFull,
    );
  });

  it('lists the changes before the findings with a check', () => {
    expect(text(report([items], { mode: 'check' }), plainly)).toBe(
      'tests/test_items.py:2:21: follow-redirects: write `follow_redirects`\n\n' + finding,
    );
  });

  it('lists the changes first, then the findings by level, path and position', () => {
    const one = file('a.py', {
      edits: [edit(on(1, 1, 2)), edit(on(9, 1, 2))],
      manual: [
        manual(on(3, 1, 2), { level: 'differs' }),
        manual(on(4, 1, 2), { level: 'warns' }),
        manual(on(5, 1, 2)),
      ],
    });
    const other = file('b.py', { edits: [edit(on(2, 1, 2))], manual: [manual(on(1, 1, 2))] });
    const shape = text(report([one, other], { mode: 'check' }), plainly).replaceAll(
      /^(\w)\.py:(\d+):\d+: (\S).*$/gm,
      '$1 $2 $3',
    );
    expect(shape.split('\n')).toEqual([
      ...['a 1 f', 'a 9 f', 'b 2 f', ''],
      ...['a 5 ✖', '    = also b.py:1:1', 'a 4 ▲', 'a 3 ≠', ''],
    ]);
  });

  it.each<[Partial<ReportedManual>, string]>([
    [{ why: 'so' }, 'fails: so'],
    [{ level: 'warns', why: 'so', since: 'httpx 0.27' }, 'warns since httpx 0.27: so'],
    [
      { level: 'differs', why: 'since httpx 0.27 it does', since: 'httpx 0.27' },
      'may differ: since httpx 0.27 it does',
    ],
    [{ since: 'httpx 0.27' }, 'fails since httpx 0.27'],
  ])('says what happens to the code: %o', (rest, expected) => {
    const one = file('a.py', { manual: [manual(on(1, 1, 2), rest)] });
    expect(text(report([one]), plainly).split('\n')[1]).toBe(`    = ${expected}`);
  });

  it('shows a few of the lines that a fix would write', () => {
    const writes = ['a', 'b', 'c', 'd', 'e'];
    const one = file('a.py', { text: 'x\n', manual: [manual(on(1, 1, 2), { unsafeFix: true, writes })] });
    expect(text(report([one]), plainly)).toContain(
      'holds\n      + a\n      + b\n      + c\n      + d\n      + ...\n',
    );
  });

  it('marks a fix that rests on a recorded run and is held back, and shows what it would write', () => {
    const held = manual(on(1, 1, 2), { seenFix: true, writes: ['y'] });
    const found = file('a.py', { text: 'x\n', manual: [held] });
    expect(text(report([found]), plainly)).toBe(
      'a.py:1:1: ✖ data-to-content [~]: cannot see what `data` holds\n      + y\n',
    );
  });

  it.each<[Partial<ReportedEdit>, string]>([
    [{ safety: 'seen', runs: { seen: 31, of: 31 } }, ' (seen in 31 of 31 runs)'],
    [{ safety: 'seen', runs: { seen: 1, of: 1 } }, ' (seen in 1 of 1 run)'],
    [{ safety: 'seen' }, ' (seen in the recorded run)'],
    [{ runs: { seen: 31, of: 31 } }, ''],
    [{}, ''],
  ])('says of a change what it rests on: %o', (rest, expected) => {
    const found = file('a.py', { edits: [edit(on(1, 1, 2), rest)] });
    expect(text(report([found], { mode: 'check' }), plainly)).toBe(
      `a.py:1:1: follow-redirects: write \`follow_redirects\`${expected}\n`,
    );
  });

  it('is empty if no finding is left', () => {
    expect(text(report([file('a.py', { edits: [edit(on(1, 1, 2))] })]), plainly)).toBe('');
  });

  it('counts columns without the byte-order mark', () => {
    const marked = file('a.py', { text: '\uFEFFx(data=y)', manual: [manual(on(1, 3, 9))] });
    expect(
      text(report([marked]), { ...plainly, verbose: true })
        .split('\n')
        .slice(1, 3),
    ).toEqual(['    1 | x(data=y)', '      |   ^^^^^^']);
  });

  it('shows the first line of a region', () => {
    const region = { line: 1, column: 1, endLine: 2, endColumn: 3 };
    const long = file('a.py', { text: 'x(\n  y)\n', manual: [manual(region)] });
    expect(
      text(report([long]), plainly)
        .split('\n')
        .slice(1),
    ).toEqual(['    1 | x(', '']);
  });

  it('replaces control characters in the code it quotes', () => {
    const evil = file('a\x1b[31m.py', {
      text: 'x = "\x1b[2J"',
      manual: [manual(on(1, 1, 2), { message: 'm\x1bm', why: 'w\x07w' })],
    });
    expect(text(report([evil]), plainly)).not.toMatch(/[\x00-\x09\x0b-\x1f]/);
  });

  it('uses the painter for its colours', () => {
    expect(text(report([items]), { ...tagged, width: 100 }).split('\n')[0]).toBe(
      '<b>tests/test_items.py</b>:3:27: <red>✖</red> <yellow>data-to-content</yellow> [*]: cannot see what `data` holds',
    );
  });

  it('groups equal findings, except with --verbose', () => {
    const places = [on(1, 1, 2), on(4, 3, 5), on(9, 1, 2)];
    const many = report([file('a.py', { manual: places.map((at) => manual(at, { why: 'so' })) })]);
    expect(text(many, plainly)).toBe(
      'a.py:1:1: ✖ data-to-content: cannot see what `data` holds\n    = fails: so\n    = also 4:3, 9:1\n',
    );
    expect(text(many, { ...plainly, verbose: true }).match(/^a\.py/gm)).toHaveLength(3);
  });

  it('groups equal findings of several files, and counts those that are too many to name', () => {
    const all = Array.from({ length: 9 }, (_, index) => manual(on(index + 1, 1, 2)));
    const files = [
      file('a.py', { manual: all.slice(0, 2) }),
      file('b.py', { manual: all }),
      file('c.py', { manual: all }),
    ];
    expect(text(report(files), plainly).split('\n').slice(1)).toEqual([
      '    = also 2:1, b.py:1:1, 2:1, 3:1, 4:1, 5:1, 6:1, 7:1, 8:1, 9:1 and 9 more;',
      '      --verbose lists them',
      '',
    ]);
  });

  it('gives each reason once for a rule, and each line that a fix would write', () => {
    const one = (line: number, why: string) =>
      manual(on(line, 1, 2), { why, unsafeFix: true, writes: [`line ${line}`] });
    const other = manual(on(9, 1, 2), { message: 'else', why: 'in general; special' });
    const all = [one(1, 'here; in general'), one(2, 'there; in general'), one(3, 'there; in general'), other];
    const found = file('a.py', { text: '\n'.repeat(9), manual: all });
    expect(text(report([found]), plainly).split('\n')).toEqual([
      'a.py:1:1: ✖ data-to-content [*]: cannot see what `data` holds',
      '      + line 1',
      '    = fails: here; in general',
      '    = also a.py:2:1: there',
      '      + line 2',
      '    = also a.py:3:1',
      '      + line 3',
      'a.py:9:1: ✖ data-to-content: else',
      '    9 |',
      '    = fails: special',
      '',
    ]);
  });

  it('wraps messages and reasons between words, and indents what goes on', () => {
    const message = 'one two three four five six';
    const long = file('a.py', { manual: [manual(on(1, 1, 2), { message, why: message })] });
    expect(text(report([long]), { ...plainly, width: 30 })).toBe(
      'a.py:1:1: ✖ data-to-content:\n    one two three four five\n    six\n    = fails: one two three\n      four five six\n',
    );
  });
});
