import { createHash } from 'node:crypto';
import { describe, expect, it, test } from 'vitest';
import type { FileReport } from '../../../src/core/report.ts';
import { SCRIPT, SCRIPT_HASH, STYLE, STYLE_HASH } from '../../../src/reporters/html/assets.ts';
import type { Line } from '../../../src/reporters/html/data.ts';
import { code } from '../../support/snippets.ts';
import { counts, edit, file, manual, on, report } from '../reports.ts';
import { attributeOf, dataOf, elementsOf, pageOf, shownText, textOf } from './page.ts';

const hashOf = (text: string): string => `sha256-${createHash('sha256').update(text).digest('base64')}`;

const before = 'client.get("/", allow_redirects=False)\nx = 1\n';
const after = before.replace('allow_', 'follow_');

const changed = (rest: Partial<FileReport> = {}): FileReport =>
  file('tests/a.py', { before, after, text: after, edits: [edit(on(1, 17, 32))], ...rest });

const linesOf = (files: readonly FileReport[]): readonly Line[] =>
  dataOf(pageOf(report(files))).files.flatMap(({ hunks }) => hunks.flatMap(({ lines }) => lines));

const frameLines = (one: FileReport): readonly Line[] =>
  dataOf(pageOf(report([one]))).files[0]?.items[0]?.code?.lines ?? [];

describe('the page', () => {
  const page = pageOf(report([changed()]));
  const elements = elementsOf(page);

  it('lets nothing run but its own script and style', () => {
    const policy = elements.find((one) => attributeOf(one, 'http-equiv') === 'Content-Security-Policy');
    const content = policy && attributeOf(policy, 'content');
    expect(content).toContain("default-src 'none'");
    expect(content).toContain(`script-src '${hashOf(SCRIPT)}'`);
    expect(content).toContain(`style-src '${hashOf(STYLE)}'`);
    expect([SCRIPT_HASH, STYLE_HASH]).toEqual([hashOf(SCRIPT), hashOf(STYLE)]);
    const running = elements.filter(({ tagName }) => tagName === 'script');
    expect(running.map((one) => attributeOf(one, 'type') ?? textOf(one))).toEqual([
      'application/json',
      SCRIPT,
    ]);
  });

  it('needs nothing from elsewhere', () => {
    const loaded = elements.filter((one) =>
      ['src', 'srcset', 'data', 'poster'].some((name) => attributeOf(one, name)),
    );
    expect(loaded).toEqual([]);
    expect(
      elements.filter(({ tagName }) => tagName === 'link').map((one) => attributeOf(one, 'href')),
    ).toEqual(['data:,']);
  });

  it('has a script and a style of less than 30 kB', () => {
    expect(Buffer.byteLength(SCRIPT + STYLE)).toBeLessThan(30_000);
  });

  it('has headings in order', () => {
    const levels = elements.flatMap(({ tagName }) => (/^h[1-6]$/.test(tagName) ? [Number(tagName[1])] : []));
    expect(levels[0]).toBe(1);
    for (const [index, level] of levels.entries())
      expect(level - (levels[index - 1] ?? 0)).toBeLessThanOrEqual(1);
  });

  it('has each id once', () => {
    const ids = elements.flatMap((one) => attributeOf(one, 'id') ?? []);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('the summary', () => {
  const summary = counts({
    scanned: 214,
    changed: 37,
    edits: 118,
    manual: 5,
    failed: 1,
    ms: 912,
    levels: { fails: 3, warns: 0, differs: 2 },
  });
  const whole = report([], {
    mode: 'check',
    summary,
    rules: [{ rule: 'follow-redirects', edits: 118, manual: 5 }],
    targets: [{ client: 'httpx', versions: { starlette: { least: [0, 43] } }, sources: ['pyproject.toml'] }],
    notes: [
      {
        rule: 'redirect-default',
        tally: 'whose answer nothing tells',
        places: [{ path: 'd.py', ...on(3, 1, 5) }],
      },
    ],
  });
  const elements = elementsOf(pageOf(whole));
  const text = (tag: string): readonly string[] =>
    elements.filter(({ tagName }) => tagName === tag).map(shownText);

  it('has the counts of the terminal', () => {
    expect(text('p')).toContain(
      'Scanned 214 files, would change 37 (118 edits), 5 need a look, 1 failed, 0.9 s',
    );
    expect(text('li')).toEqual(
      expect.arrayContaining([
        '214 files scanned',
        '37 would change',
        '118 edits',
        '5 need a look',
        '1 failed',
      ]),
    );
    expect(text('title')).toEqual(['bump-testclient: 37 files would change, 5 need a look']);
  });

  it('draws the levels, and says them', () => {
    const chart = elements.find((one) => attributeOf(one, 'role') === 'img');
    expect(chart && attributeOf(chart, 'aria-label')).toBe('✖ 3 fail, ≠ 2 may differ');
    expect(text('li')).toEqual(expect.arrayContaining(['✖ fails: 3', '▲ warns: 0', '≠ may differ: 2']));
  });

  it('has the rules with links to their pages and to what they found', () => {
    const hrefs = elements.flatMap((one) => attributeOf(one, 'href') ?? []);
    expect(hrefs).toContain(
      'https://github.com/bump-testclient/bump-testclient/blob/main/docs/rules/follow-redirects.md',
    );
    expect(hrefs).toContain('#kind=left&rule=follow-redirects');
  });

  it('has the target and the notes with their places', () => {
    expect(text('li')).toContain('httpx, starlette >=0.43 (from pyproject.toml)');
    expect(text('summary')).toContain('1 call whose answer nothing tells (redirect-default)');
    expect(text('code')).toContain('d.py:3:1');
  });
});

describe('a change', () => {
  it('has the lines around it, the colours of its code, and marks on the words that differ', () => {
    expect(linesOf([changed()])).toEqual([
      ['-', 'client.get("/", allow_redirects=False)', 'p7f3p1s3p2P15p1k5p1'],
      ['+', 'client.get("/", follow_redirects=False)', 'p7f3p1s3p2P16p1k5p1'],
      [' ', 'x = 1', 'p4n1'],
    ]);
  });

  it('is shown with its edits', () => {
    const [shown] = dataOf(pageOf(report([changed()]))).files;
    expect(shown?.items).toMatchObject([{ kind: 'edit', hunk: 0, at: [1, 17], level: 'fails' }]);
    expect(shown?.hunks[0]?.from).toEqual([1, 1]);
  });

  it('keeps CRLF and a byte-order mark out of the lines', () => {
    const windows = (text: string): string => `\uFEFF${text.replaceAll('\n', '\r\n')}`;
    const lines = linesOf([changed({ before: windows(before), after: windows(after) })]);
    expect(lines.map(([, text]) => text)).toEqual([
      ...before.split('\n').slice(0, 1),
      ...after.split('\n').slice(0, 2),
    ]);
  });

  it('says where the last line has no end', () => {
    const lines = linesOf([changed({ before: 'a(1)', after: 'a(2)' })]);
    expect(lines.map(([sign]) => sign)).toEqual(['-', '\\', '+', '\\']);
  });

  it('knows a string that began far in front of it', () => {
    const lead = `x = """\n${'text\n'.repeat(20)}`;
    const lines = linesOf([changed({ before: `${lead}def a"""\n`, after: `${lead}def b"""\n` })]);
    expect(lines.every(([, , runs]) => /^(?:[sS]\d+)+$/.test(runs))).toBe(true);
  });

  it('splits no pair of surrogates', () => {
    const lines = linesOf([changed({ before: 'x = "😀"\n', after: 'x = "😁"\n' })]);
    expect(lines.map(([, text]) => text)).toEqual(['x = "😀"', 'x = "😁"']);
  });

  it('shows the part of a huge line that differs', () => {
    const long = (word: string): string => `x = "${'a '.repeat(5_000)}${word}${' b'.repeat(500_000)}"\n`;
    const [removed, added] = linesOf([changed({ before: long('old'), after: long('new') })]);
    expect(removed?.[1]).toMatch(/^… ?a .* a old b.*… \d+ more characters$/);
    expect(removed?.[2]).toContain('P3');
    expect(added?.[1]).toContain(' new ');
    expect(added?.[1].length).toBeLessThan(1_100);
  });

  it('has a count of UTF-16 units in its runs that is that of the text', () => {
    for (const [, text, runs] of linesOf([
      changed({ before: 'x\t= "\u202E"  # 😀\n', after: 'y\t= "\u202E"  # 😀\n' }),
    ])) {
      const units = [...runs.matchAll(/\d+/g)].reduce((sum, [digits]) => sum + Number(digits), 0);
      expect(units).toBe(text.length);
    }
  });
});

describe('a finding', () => {
  const text = code`
    one
    two
    client.post("/", data=payload)
    four
    five
    six
  `;

  it('has its code, with the place marked', () => {
    const one = file('a.py', { status: 'unchanged', text, manual: [manual(on(3, 18, 30))] });
    expect(frameLines(one)).toEqual([
      [' ', 'one', ''],
      [' ', 'two', ''],
      ['!', 'client.post("/", data=payload)', 'p7f4p1s3p2P12p1'],
      [' ', 'four', ''],
      [' ', 'five', ''],
    ]);
  });

  it('has the lines that its fix would write', () => {
    const writes = ['client.post("/", content=payload)'];
    const one = file('a.py', {
      status: 'unchanged',
      text,
      manual: [manual(on(3, 18, 30), { writes, unsafeFix: true })],
    });
    expect(frameLines(one).slice(2, 4)).toEqual([
      ['-', 'client.post("/", data=payload)', 'p7f4p1s3p2P4p9'],
      ['+', 'client.post("/", content=payload)', 'p7f4p1s3p2P7p9'],
    ]);
  });

  it('says how many lines of a long one are not shown', () => {
    const long = 'line\n'.repeat(40);
    const region = { line: 2, column: 1, endLine: 31, endColumn: 5 };
    const lines = frameLines(file('a.py', { status: 'unchanged', text: long, manual: [manual(region)] }));
    expect(lines.at(-1)?.[1]).toBe('… 18 more lines');
  });

  it('tells why, since when, and what a recorded run showed', () => {
    const one = manual(on(3, 18, 30), { why: 'because', since: 'Starlette 0.43', runs: { seen: 0, of: 0 } });
    const { files, texts } = dataOf(pageOf(report([file('a.py', { text, manual: [one] })])));
    const [item] = files[0]?.items ?? [];
    expect(texts[item?.since ?? -1]).toBe('Starlette 0.43');
    expect(item?.details.map((pair) => pair.map((index) => texts[index]))).toEqual([
      ['Why', 'because'],
      ['Recorded', 'never ran'],
    ]);
  });
});

test('files that failed or were skipped are items with their reasons', () => {
  const files = [
    file('b.py', {
      status: 'failed',
      error: { line: 3, column: 7, reason: 'syntax-error', message: 'unexpected `)`' },
    }),
    file('c.py', { status: 'skipped', error: { reason: 'ignored', message: 'asked for' } }),
  ];
  const { files: shown, texts } = dataOf(pageOf(report(files)));
  const items = shown.flatMap((one) => one.items.map((item) => [item.kind, texts[item.message], item.at]));
  expect(items).toEqual([
    ['failed', 'unexpected `)`', [3, 7]],
    ['skipped', 'asked for', undefined],
  ]);
});

test('without scripts, a list tells what is left', () => {
  const files = [changed({ manual: [manual(on(2, 1, 2), { why: 'because' })] })];
  const items = elementsOf(pageOf(report(files)), false)
    .filter(({ tagName }) => tagName === 'li')
    .map(shownText);
  expect(items).toContain('2:1: ✖ data-to-content: cannot see what `data` holds; because');
  expect(items).toContain('1 edit');
});

test('a run without findings is a page too', () => {
  const page = pageOf(report([], { summary: counts({ scanned: 3 }), targets: [] }));
  expect(dataOf(page).files).toEqual([]);
});
