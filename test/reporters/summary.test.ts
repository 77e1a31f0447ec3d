import { describe, expect, it } from 'vitest';
import { painterFor } from '../../src/cli/colour.ts';
import type { Mode, Summary } from '../../src/core/report.ts';
import { widthOf } from '../../src/reporters/layout.ts';
import { summary } from '../../src/reporters/summary.ts';
import { counts, on, plainly, report, tagged } from './reports.ts';

const nothing = counts();

describe('the summary', () => {
  it.each<[Mode, Partial<Summary>, string]>([
    [
      'write',
      { scanned: 214, changed: 37, edits: 118, manual: 5, failed: 1, ms: 912 },
      'Scanned 214 files, changed 37 (118 edits), 5 need a look, 1 failed, 0.9 s',
    ],
    [
      'write',
      { scanned: 1, changed: 1, edits: 1, manual: 1, ms: 61_000 },
      'Scanned 1 file, changed 1 (1 edit), 1 needs a look, 0 failed, 61.0 s',
    ],
    [
      'check',
      { scanned: 2, changed: 1, edits: 3 },
      'Scanned 2 files, would change 1 (3 edits), 0 need a look, 0 failed, 0.0 s',
    ],
    ['dry-run', {}, 'Scanned 0 files, would change 0 (0 edits), 0 need a look, 0 failed, 0.0 s'],
  ])('of a run in %s mode counts %o', (mode, some, expected) => {
    expect(summary(report([], { mode, summary: counts(some) }), plainly)).toBe(expected + '\n');
  });

  it('ends with a note for what is only counted, and lists its places when asked', () => {
    const tally = 'on `api` of which nothing proves that it is a test client: `--client api` tells';
    const places = [
      { path: 'tests/a.py', ...on(3, 1, 5) },
      { path: 'tests/b.py', ...on(7, 5, 9) },
    ];
    const counted = report([], { summary: nothing, notes: [{ rule: 'redirect-default', tally, places }] });
    const note = [
      'note: 2 calls on `api` of which nothing proves that it is a test client:',
      '      `--client api` tells (redirect-default)',
    ];
    expect(summary(counted, plainly).split('\n').slice(1)).toEqual([...note, '']);
    expect(
      summary(counted, { ...plainly, verbose: true })
        .split('\n')
        .slice(1),
    ).toEqual([...note, '  tests/a.py:3:1', '  tests/b.py:7:5', '']);
  });

  it.each<[string, readonly (readonly [client: string, calls: number])[], readonly string[]]>([
    [
      'one as it is',
      [['client', 2]],
      [
        'note: 2 calls on `client`, a test client by its name alone: `--client client`',
        '      takes it for one (named-client)',
      ],
    ],
    [
      'two in one line',
      [
        ['client', 12],
        ['app.api', 1],
      ],
      [
        'note: 12 calls on `client` and 1 on `app.api`, test clients by their names',
        '      alone: `--client client,app.api` takes them for such; name only those that',
        '      are (named-client)',
      ],
    ],
    [
      'what a shell would read, in quotes',
      [
        ['client', 1],
        ['make_client()', 1],
        ['api', 1],
      ],
      [
        'note: 1 call on `client`, 1 on `make_client()` and 1 on `api`, test clients by',
        "      their names alone: `--client 'client,make_client(),api'` takes them for",
        '      such; name only those that are (named-client)',
      ],
    ],
    [
      'more than six together',
      ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((name) => [`${name}.client`, 1] as const),
      [
        'note: 1 call on `a.client`, 1 on `b.client`, 1 on `c.client`, 1 on `d.client`, 1',
        '      on `e.client`, 1 on `f.client` and 2 on 2 more, test clients by their',
        '      names alone: `--client',
        '      a.client,b.client,c.client,d.client,e.client,f.client` takes them for',
        '      such; name only those that are (named-client)',
      ],
    ],
  ])('tells of names alone: %s', (_name, clients, expected) => {
    const notes = clients.map(([client, calls]) => ({
      rule: 'named-client',
      tally: `on \`${client}\`, a test client by its name alone: \`--client ${client}\` takes it for one`,
      client,
      places: Array.from({ length: calls }, () => ({ path: 'a.py', ...on(1, 1, 2) })),
    }));
    const other = {
      rule: 'redirect-default',
      tally: 'that follow',
      places: [{ path: 'a.py', ...on(1, 1, 2) }],
    };
    const lines = summary(report([], { summary: nothing, notes: [...notes, other] }), plainly).split('\n');
    expect(lines.slice(1)).toEqual([...expected, 'note: 1 call that follow (redirect-default)', '']);
  });

  it.each<[Partial<Summary>, string]>([
    [{ levels: { fails: 3, warns: 2, differs: 10 } }, '✖ 3 fail, ▲ 2 warn, ≠ 10 may differ'],
    [{ levels: { fails: 1, warns: 1, differs: 0 } }, '✖ 1 fails, ▲ 1 warns'],
    [
      { levels: { fails: 0, warns: 0, differs: 1 }, fixable: 1 },
      '≠ 1 may differ, [*] 1 fixable with --unsafe',
    ],
    [
      { levels: { fails: 0, warns: 0, differs: 5 }, fixable: 1, recorded: { edits: 0, heldBack: 4 } },
      '≠ 5 may differ, [*] 1 fixable with --unsafe, [~] 4 held back by --no-seen',
    ],
    [
      { levels: { fails: 1, warns: 0, differs: 4 }, hidden: 4 },
      '✖ 1 fails, ≠ 4 may differ, 4 not shown (--level)',
    ],
  ])('tells the levels of %o', (some, expected) => {
    const [, line] = summary(report([], { summary: counts(some) }), plainly).split('\n');
    expect(line).toBe(`  ${expected}`);
  });

  it.each<[number, number, string]>([
    [12, 110, '12 of 110 edits rest on the recorded run; --no-seen holds them back'],
    [1, 1, '1 of 1 edit rests on the recorded run; --no-seen holds it back'],
  ])('tells that %i of %i edits rest on a recorded run', (seen, edits, expected) => {
    const some = counts({ edits, recorded: { edits: seen, heldBack: 0 } });
    const [, line] = summary(report([], { summary: some }), plainly).split('\n');
    expect(line).toBe(`  ${expected}`);
  });

  it('says nothing of a recorded run where no edit rests on one', () => {
    expect(summary(report([]), plainly)).not.toContain('recorded');
  });

  it.each<[Summary['held'], string]>([
    [
      [{ since: 'httpx 0.28', count: 1 }],
      'note: 1 finding matters only from httpx 0.28 on: `--target latest` lists it\n',
    ],
    [
      [
        { since: 'httpx 0.28', count: 3 },
        { since: 'Starlette 0.46', count: 1 },
      ],
      'note: 4 findings matter only from later versions on (3 from httpx 0.28, 1 from Starlette 0.46): `--target latest` lists them\n',
    ],
    [[], ''],
  ])('tells what the target holds back: %j', (held, expected) => {
    const wide = { ...plainly, width: 200 };
    const without = summary(report([], { summary: counts() }), wide);
    expect(summary(report([], { summary: counts({ held }) }), wide)).toBe(without + expected);
  });

  it.each<[Summary['seen'], string]>([
    [{ calls: 412, clients: 9, files: 61 }, '  saw 412 calls on 9 test clients in 61 files'],
    [{ calls: 3, clients: 0, files: 1 }, '  saw 3 calls of test clients in 1 file'],
    [{ calls: 1, clients: 1, files: 1 }, '  saw 1 call on 1 test client in 1 file'],
    [
      { calls: 0, clients: 0, files: 0 },
      '  saw no call of a test client; if there is one, name it: `--client api`',
    ],
    [undefined, ''],
  ])('tells what was seen: %o', (seen, expected) => {
    const [, line] = summary(
      report([], { summary: counts({ scanned: 3, ...(seen && { seen }) }) }),
      plainly,
    ).split('\n');
    expect(line).toBe(expected);
  });

  it('does not ask for a name where something was found', () => {
    const some = counts({ scanned: 3, manual: 1, seen: { calls: 0, clients: 0, files: 0 } });
    expect(summary(report([], { summary: some }), plainly).split('\n')[1]).toBe(
      '  saw no call of a test client',
    );
  });

  it('breaks lines at spaces, whatever is coloured', () => {
    const levels = { fails: 10, warns: 11, differs: 12 };
    const colour = { ...plainly, width: 30, paint: painterFor('always', {}, { isTerminal: true }) };
    const lines = summary(report([], { summary: counts({ scanned: 300, levels }) }), colour).split('\n');
    expect(lines.map(widthOf).every((width) => width <= 30)).toBe(true);
    expect(lines.length).toBeGreaterThan(4);
  });

  it('counts per rule', () => {
    const rules = [
      { rule: 'body-to-request', edits: 1, manual: 0 },
      { rule: 'data-to-content', edits: 117, manual: 4 },
      { rule: 'x', edits: 0, manual: 1 },
    ];
    expect(summary(report([], { rules }), plainly).split('\n').slice(1)).toEqual([
      '  edits: body-to-request 1, data-to-content 117',
      '  left to you: data-to-content 4, x 1',
      '    https://github.com/bump-testclient/bump-testclient/blob/main/docs/rules/data-to-content.md',
      '    https://github.com/bump-testclient/bump-testclient/blob/main/docs/rules/x.md',
      '',
    ]);
  });

  it('colours only counts above 0', () => {
    expect(
      summary(report([], { summary: { ...nothing, scanned: 3, failed: 2 } }), { ...tagged, width: 120 }),
    ).toBe('<b>Scanned 3 files</b>, changed 0 (0 edits), 0 need a look, <red>2 failed</red>, 0.0 s\n');
  });
});
