import { describe, expect, it } from 'vitest';
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
    manual(on(3, 27, 39), { why: '`payload` is a parameter that nothing here calls', unsafeFix: true }),
  ],
});

const finding = `\
tests/test_items.py:3:27: data-to-content: cannot see what \`data\` holds
  |
3 |     client.post("/items", data=payload)
  |                           ^^^^^^^^^^^^
  = why: \`payload\` is a parameter that nothing here calls
  = help: --unsafe applies a fix; review the result
`;

describe('the text report', () => {
  it('shows each finding with its code', () => {
    expect(text(report([items]), plainly)).toBe(finding);
  });

  it.each([
    ['a check', { mode: 'check' } as const, {}],
    ['--verbose', {}, { verbose: true }],
  ])('lists the changes before the findings with %s', (_, mode, options) => {
    expect(text(report([items], mode), { ...plainly, ...options })).toBe(
      'tests/test_items.py:2:21: follow-redirects: write `follow_redirects`\n\n' + finding,
    );
  });

  it('separates blocks by blank lines but not lines, in the order of the file', () => {
    const mixed = file('a.py', {
      edits: [edit(on(1, 1, 2)), edit(on(2, 1, 2)), edit(on(9, 1, 2))],
      manual: [manual(on(3, 1, 2)), manual(on(4, 1, 2))],
    });
    const shape = text(report([mixed], { mode: 'check' }), plainly).replaceAll(/^a\.py:(\d+).*$/gm, '$1');
    expect(shape).toBe('1\n2\n\n3\n\n4\n\n9\n');
  });

  it('is empty if no finding is left', () => {
    expect(text(report([file('a.py', { edits: [edit(on(1, 1, 2))] })]), plainly)).toBe('');
  });

  it('counts columns without the byte-order mark', () => {
    const marked = file('a.py', { text: '\uFEFFx(data=y)', manual: [manual(on(1, 3, 9))] });
    expect(
      text(report([marked]), plainly)
        .split('\n')
        .slice(1, 4),
    ).toEqual(['  |', '1 | x(data=y)', '  |   ^^^^^^']);
  });

  it('replaces control characters in the code it quotes', () => {
    const evil = file('a\x1b[31m.py', {
      text: 'x = "\x1b[2J"',
      manual: [manual(on(1, 1, 2), { message: 'm\x1bm', why: 'w\x07w' })],
    });
    expect(text(report([evil]), plainly)).not.toMatch(/[\x00-\x09\x0b-\x1f]/);
  });

  it('uses the painter for its colours', () => {
    expect(text(report([items]), tagged).split('\n')[0]).toBe(
      '<b>tests/test_items.py</b>:3:27: <yellow>data-to-content</yellow>: cannot see what `data` holds',
    );
  });

  it('groups many equal findings, except with --verbose', () => {
    const places = [on(1, 1, 2), on(4, 3, 5), on(9, 1, 2)];
    const many = report([file('a.py', { manual: places.map((at) => manual(at, { why: 'so' })) })]);
    expect(text(many, plainly)).toBe(
      'a.py:1:1: data-to-content: cannot see what `data` holds\n  = why: so\n  = also: 4:3, 9:1\n',
    );
    expect(text(many, { ...plainly, verbose: true }).match(/^a\.py/gm)).toHaveLength(3);
  });

  it('wraps a reason with a hanging indent', () => {
    const long = file('a.py', { manual: [manual(on(1, 1, 2), { why: 'one two three four five six' })] });
    expect(text(report([long]), { ...plainly, width: 30 })).toContain(
      '  = why: one two three four\n         five six\n',
    );
  });
});
