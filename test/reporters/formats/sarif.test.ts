import { Ajv } from 'ajv';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fromRoot, uriOf } from '../../../src/reporters/listed/place.ts';
import { changesOf, type Replacement } from '../../../src/reporters/sarif/replacements.ts';
import { sarif } from '../../../src/reporters/sarif/sarif.ts';
import { gitlab } from '../../../src/reporters/gitlab/gitlab.ts';
import { linesOf } from '../../../src/core/lines.ts';
import { edit, file, manual, on, plainly, report } from '../reports.ts';
import { HOSTILE, hostileReport } from './hostile.ts';
import { reportsOf } from './real.ts';

const {
  $schema: _,
  id: _id,
  ...schema
} = JSON.parse(readFileSync('test/reporters/schemas/sarif-2.1.0.json', 'utf8')) as Readonly<
  Record<string, unknown>
>;
const URI = /^(?:[a-z][a-z\d+.-]*:)?(?:[\w\-.~!$&'()*+,;=:@/?#]|%[\dA-F]{2})*$/i;
const isSarif = new Ajv({
  allErrors: true,
  strict: false,
  formats: { uri: URI, 'uri-reference': URI, 'date-time': true },
}).compile(schema);

const problems = (text: string): unknown => (isSarif(JSON.parse(text)) ? [] : isSarif.errors);

interface Log {
  readonly runs: readonly {
    readonly tool: {
      readonly driver: {
        readonly rules: readonly { readonly id: string; readonly shortDescription?: unknown }[];
      };
    };
    readonly invocations: readonly {
      readonly exitCode: number;
      readonly toolExecutionNotifications: readonly unknown[];
    }[];
    readonly results: readonly {
      readonly ruleId: string;
      readonly ruleIndex: number;
      readonly level: string;
      readonly fixes?: readonly unknown[];
      readonly properties: { readonly kind: string };
      readonly partialFingerprints: Readonly<Record<string, string>>;
    }[];
  }[];
}
const runOf = (text: string): Log['runs'][number] => (JSON.parse(text) as Log).runs[0]!;

describe('a log of SARIF', () => {
  it.each(['--check', '-n', '', '--check --strict=differs', '--check tests/plain.py'])(
    'is valid, and describes every rule that it names: %s',
    async (line) => {
      const { texts, code } = await reportsOf(line);
      expect(problems(texts.sarif)).toEqual([]);
      const { tool, results, invocations } = runOf(texts.sarif);
      const { rules } = tool.driver;
      expect(results.filter(({ ruleId, ruleIndex }) => rules[ruleIndex]?.id !== ruleId)).toEqual([]);
      expect(rules.filter(({ shortDescription }) => !shortDescription)).toEqual([]);
      expect(invocations[0]?.exitCode).toBe(code);
    },
  );

  it('has a fix for each edit that a run would make, and no result for one that it has made', async () => {
    const [check, write] = [await reportsOf('--check'), await reportsOf('')];
    const edits = runOf(check.texts.sarif).results.filter(({ properties }) => properties.kind === 'edit');
    expect(edits).toHaveLength(4);
    expect(edits.filter(({ fixes }) => fixes?.length !== 1)).toEqual([]);
    expect(runOf(write.texts.sarif).results.map(({ properties }) => properties.kind)).toEqual(
      Array(3).fill('finding'),
    );
  });

  it('keeps its fingerprints when lines move, and has none twice', async () => {
    const source = readFileSync('__testfixtures__/follow-redirects/basic.input.py', 'utf8')
      .replace(/$/, '\n')
      .repeat(6);
    const printsIn = async (text: string): Promise<readonly (string | undefined)[]> =>
      runOf((await reportsOf('--check', { 'test_orders.py': text })).texts.sarif).results.map(
        ({ partialFingerprints }) => partialFingerprints['bumpTestclient/v1'],
      );
    const [before, after] = [await printsIn(source), await printsIn(`# one\n# more\n\n\n\n${source}`)];
    expect(before.length).toBeGreaterThan(10);
    expect(after).toEqual(before);
    expect(new Set(before).size).toBe(before.length);
  });

  it.each(HOSTILE)('is valid, as is a report for GitLab, whatever stands in a text: %j', (text) => {
    const one = hostileReport(text);
    expect(problems(sarif(one, plainly))).toEqual([]);
    const issues = JSON.parse(gitlab(one, plainly)) as readonly { readonly fingerprint: string }[];
    expect(new Set(issues.map(({ fingerprint }) => fingerprint)).size).toBe(4);
    for (const output of [sarif(one, plainly), gitlab(one, plainly)])
      expect(output).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f\u202e]/);
  });

  it('finds each finding of a large report only once', () => {
    const files = Array.from({ length: 2000 }, (_, index) =>
      file(`t/${index}.py`, {
        edits: [edit(on(1, 1, 2))],
        manual: [manual(on(2, 1, 2))],
        before: 'a\nb\n',
        after: 'c\nb\n',
      }),
    );
    expect(runOf(sarif(report(files, { mode: 'check' }), plainly)).results).toHaveLength(4000);
  });
});

/** Makes the text after out of the one before, as a reader of a log would. */
function applied(before: string, replacements: readonly Replacement[]): string {
  const lines = linesOf(before);
  const offset = (line: number, column: number): number => lines.start(line) + column - 1;
  return replacements.reduceRight(
    (text, { line, column, endLine, endColumn, text: put }) =>
      text.slice(0, offset(line, column)) + put + text.slice(offset(endLine, endColumn)),
    before,
  );
}

describe('the replacements of a fix', () => {
  const folder = '__testfixtures__';
  const pairs = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.input\.\w+$/.test(path))
    .map((path) => [`${folder}/${path}`, `${folder}/${path.replace('.input.', '.output.')}`] as const);

  it('make the text after out of the one before, for every fixture and every line end', () => {
    expect(pairs.length).toBeGreaterThan(50);
    for (const [input, output] of pairs)
      for (const end of ['\n', '\r\n', '\r']) {
        const [before, after] = [input, output].map((path) =>
          readFileSync(path, 'utf8').replaceAll('\n', end),
        ) as [string, string];
        expect(applied(before, changesOf(file(input, { before, after })).all), input).toBe(after);
      }
  });

  it.each<[string, string, string]>([
    ['an empty file', '', 'a\n'],
    ['no final line end', 'a\nb', 'a\nc'],
    ['an emoji that shares its first half', 'x = "😀"\n', 'x = "😁"\n'],
    ['a line end that changes', 'a\r\nb\n', 'a\nb\n'],
    ['a line that is added in the end', 'a', 'a\nb'],
    ['lines that are removed', 'a\nb\nc\n', 'a\n'],
  ])('cover %s', (_, before, after) => {
    const { all } = changesOf(file('a.py', { before, after }));
    expect(applied(before, all)).toBe(after);
    for (const { text } of all) expect(text).not.toMatch(/^[\uDC00-\uDFFF]|[\uD800-\uDBFF]$/);
  });

  it('are those on the lines of an edit, with an import that belongs to none', () => {
    const first = edit(on(2, 1, 3));
    const second = edit(on(4, 1, 3));
    const changes = changesOf(
      file('a.py', { before: 'x\na1\ny\nb1\n', after: 'import z\nx\na2\ny\nb2\n', edits: [first, second] }),
    );
    expect(changes.of(first).map(({ text }) => text)).toEqual(['import z\n', '2']);
    expect(changes.of(second).map(({ text }) => text)).toEqual(['import z\n', '2']);
    expect(changes.of(first).at(-1)).toEqual({ line: 2, column: 2, endLine: 2, endColumn: 3, text: '2' });
  });
});

describe('a path', () => {
  it.each([
    ['tests/a.py', 'tests/a.py'],
    ['a b#c%d?.py', 'a%20b%23c%25d%3F.py'],
    ['ünï/😀.py', '%C3%BCn%C3%AF/%F0%9F%98%80.py'],
    ['a:b.py', 'a%3Ab.py'],
    ['back\\slash.py', 'back%5Cslash.py'],
    ['../x/a.py', '../x/a.py'],
    ['/tmp/a b.py', 'file:///tmp/a%20b.py'],
    ['D:/work/a b.py', 'file:///D:/work/a%20b.py'],
    ['\uD800.py', '%EF%BF%BD.py'],
  ])('%j is a URI', (path, uri) => {
    expect(uriOf(path)).toBe(uri);
  });

  it.each([
    ['', 'tests/a.py', 'tests/a.py'],
    ['backend/', 'tests/a.py', 'backend/tests/a.py'],
    ['backend/app/', '../tests/a.py', 'backend/tests/a.py'],
    ['backend/', '../../a.py', '../a.py'],
    ['backend/', '/tmp/a.py', '/tmp/a.py'],
  ])('below %j %j is %j from the root', (prefix, path, expected) => {
    expect(fromRoot(path, { repository: { prefix } })).toBe(expected);
  });
});
