import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { colouredDiff, patch } from '../../src/reporters/diff.ts';
import { edit, file, on, report, tagged } from './reports.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bump-diff-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

const patchOf = (path: string, before: string, after: string): Uint8Array =>
  patch(report([file(path, { before, after })]));

// Other implementations do not know quoted names.
const hasGnuPatch = ((): boolean => {
  try {
    return execFileSync('patch', ['--version'], { stdio: 'pipe' }).includes('GNU patch');
  } catch {
    return false;
  }
})();

const tools: readonly (readonly [string, readonly string[], boolean])[] = [
  ['git', ['apply'], true],
  ['patch', ['-p1', '--quiet'], hasGnuPatch],
];

/** What the file holds after the tool has applied the patch. */
function applied(
  tool: readonly [string, readonly string[], boolean],
  path: string,
  before: string,
  after: string,
): string {
  write(path, before);
  execFileSync(tool[0], tool[1], { cwd: folder, input: patchOf(path, before, after), stdio: 'pipe' });
  return readFileSync(join(folder, path), 'utf8');
}

const names = [
  'with space.py',
  'sub dir/with  spaces .py',
  'ünï/日本🎉.py',
  "apo's.py",
  '-n.py',
  'a/b/a/b.py',
  '#x.py',
  '$(x).py',
  ...(process.platform === 'win32'
    ? []
    : ['quo"te.py', 'back\\slash.py', 'tab\there.py', 'new\nline.py', 'bell\x07.py']),
];

const ending = fc.constantFrom<string[]>('\n', '\r\n', '\n', '\r\n', '\r', '\n\n');
const word = fc.constantFrom(
  'client.get("/")',
  '',
  '    ',
  '\t',
  'x',
  '-x',
  '+x',
  '@@ -1 +1 @@',
  '\\ No newline',
  '日本🎉',
  '\f',
);
const lines = fc.array(fc.tuple(word, ending), { maxLength: 12 });
const edited = fc
  .tuple(
    lines,
    fc.array(fc.tuple(fc.nat(11), word, ending, fc.constantFrom('set', 'insert', 'remove')), {
      maxLength: 4,
    }),
  )
  .map(([old, changes]) => {
    const next = old.slice();
    for (const [at, text, end, how] of changes) {
      next.splice(
        Math.min(at, next.length),
        how === 'insert' ? 0 : 1,
        ...(how === 'remove' ? [] : [[text, end] satisfies [string, string]]),
      );
    }
    return [old, next] as const;
  });
const texts = fc
  .tuple(
    edited,
    fc.boolean(),
    fc.constantFrom('', '\uFEFF'),
    fc.constantFrom('', 'last line'),
    fc.constantFrom('', 'last line'),
  )
  .map(([[old, next], keepsLast, bom, oldLast, newLast]) => {
    const join = (list: readonly (readonly [string, string])[]): string =>
      list.map(([text, end]) => text + end).join('');
    return [bom + join(old) + oldLast, bom + join(next) + (keepsLast ? oldLast : newLast)] as const;
  })
  .filter(([before, after]) => before !== after && before !== '' && after !== '');

describe.each(tools)('a patch that %s applies', (...tool) => {
  it.runIf(tool[2])('gives exactly the bytes of the new text, whatever its line endings', () => {
    fc.assert(
      fc.property(texts, ([before, after]) => {
        expect(applied(tool, 'tests/test_a.py', before, after)).toBe(after);
      }),
      { numRuns: 60 },
    );
  });

  it.runIf(tool[2]).each(names)('finds a file called %j', (path) => {
    expect(applied(tool, path, 'old\n', 'new\n')).toBe('new\n');
  });
});

describe('the diff', () => {
  it('has several files and applies as one patch, also in a subfolder of a repository', () => {
    execFileSync('git', ['init', '-q'], { cwd: folder });
    const files = ['a.py', 'deep/b.py'];
    for (const path of files) write(`tests/${path}`, 'old\n');
    const input = patch(report(files.map((path) => file(path, { before: 'old\n', after: 'new\n' }))));
    execFileSync('git', ['apply'], { cwd: join(folder, 'tests'), input, stdio: 'pipe' });
    expect(files.map((path) => readFileSync(join(folder, 'tests', path), 'utf8'))).toEqual([
      'new\n',
      'new\n',
    ]);
  });

  it('without colours is exactly the patch', () => {
    expect(Buffer.from(patchOf('a.py', 'x\nold\ny', 'x\nnew\ny')).toString()).toBe(
      [
        '--- a/a.py',
        '+++ b/a.py',
        '@@ -1,3 +1,3 @@',
        ' x',
        '-old',
        '+new',
        ' y',
        '\\ No newline at end of file',
        '',
      ].join('\n'),
    );
  });

  it('keeps the encoding of each file', () => {
    const before = Buffer.from('# caf\xe9 \x80\nold\n', 'latin1');
    const after = Buffer.from('# caf\xe9 \x80\nnew\n', 'latin1');
    const files = [
      file('windows.py', { before: '# café €\nold\n', after: '# café €\nnew\n', bytes: { before, after } }),
      file('日本.py', { before: '# 日本\nold\n', after: '# 日本\nnew\n' }),
    ];
    writeFileSync(join(folder, 'windows.py'), before);
    write('日本.py', '# 日本\nold\n');
    execFileSync('git', ['apply'], { cwd: folder, input: patch(report(files)), stdio: 'pipe' });
    expect(readFileSync(join(folder, 'windows.py'))).toEqual(after);
    expect(readFileSync(join(folder, '日本.py'), 'utf8')).toBe('# 日本\nnew\n');
  });

  it('leaves out unchanged files', () => {
    expect(
      patch(report([file('a.py'), file('b.py', { before: 'x' }), file('c.py', { before: 'x', after: 'x' })])),
    ).toHaveLength(0);
  });

  it('with colours has a heading for each file', () => {
    const before = 'x\r\nold\r\n';
    const changed = file('a.py', { before, after: 'x\r\nnew\r\n', edits: [edit(on(2, 1, 4))] });
    expect(colouredDiff(report([changed, { ...changed, path: 'b.py' }]), tagged)).toBe(
      ['a.py', 'b.py']
        .map((path) =>
          [
            `<b>${path}</b> <dim>1 edit</dim>`,
            '<cyan>@@ -1,2 +1,2 @@</cyan>',
            ' x',
            '<red>-old</red>',
            '<green>+new</green>',
            '',
          ].join('\n'),
        )
        .join('\n'),
    );
  });
});
