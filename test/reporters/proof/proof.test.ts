import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import type { Proof, RequestChange } from '../../../src/proof/proof.ts';
import { proofReporters } from '../../../src/reporters/proof/index.ts';
import type { ProofReport } from '../../../src/reporters/proof/report.ts';
import { summary } from '../../../src/reporters/proof/text.ts';
import { digest, NEW, OLD, proofOf, sent, type Ran } from '../../proof/lines.ts';
import { plainly } from '../reports.ts';

const change = (changes: Partial<RequestChange> = {}): RequestChange => ({
  call: 2,
  method: 'POST',
  path: null,
  field: 'header accept',
  change: 'changed',
  before: null,
  after: null,
  at: ['tests/test_shop.py', 31, 4],
  now: ['tests/test_shop.py', 33, 4],
  rules: ['data-to-content'],
  ...changes,
});

const proof = (
  differences: Readonly<Record<string, readonly RequestChange[]>>,
  more: Partial<Proof> = {},
) => {
  const tests = Object.entries(differences).map(([id, all]) => ({
    id,
    verdict: all.length > 0 ? ('differs' as const) : ('equal' as const),
    why: null,
    requests: { equal: 3, differ: all.length > 0 ? 1 : 0 },
    differences: all,
  }));
  const count = (verdict: string): number => tests.filter((one) => one.verdict === verdict).length;
  const differing = count('differs');
  return {
    versions: { before: OLD, after: NEW },
    isTwice: true,
    tests,
    counts: {
      ...{ tests: tests.length, equal: count('equal'), differs: differing, notComparable: 0 },
      requests: { equal: tests.length * 3, differ: differing },
    },
    version: '1.2.3',
    exitCode: differing > 0 ? 1 : 0,
    ...more,
  } satisfies ProofReport;
};

describe('text', () => {
  const text = (report: ProofReport, verbose = false): string =>
    proofReporters.text(report, { ...plainly, verbose });

  test('says what differs, where, and in which test', () => {
    expect(text(proof({ 'tests/test_shop.py::test_order': [change()] }))).toBe(
      [
        '≠ tests/test_shop.py:31 (now line 33): POST; data-to-content edited it',
        '    header accept changed',
        '    in request 2 of tests/test_shop.py::test_order',
        '',
      ].join('\n'),
    );
  });

  test('says it once for all tests that have it from one place', () => {
    const tests = Object.fromEntries(['a', 'b', 'c', 'd'].map((name) => [name, [change()]]));
    expect(text(proof(tests))).toContain('in 4 tests: a, b, c and 1 more; --verbose lists them');
    expect(text(proof(tests), true)).toContain('in 4 tests: a, b, c, d');
    const others = proof({ a: [change()], b: [change({ field: 'body' })] });
    expect(text(others).match(/≠/g)).toHaveLength(2);
  });

  test('shows values that are known', () => {
    expect(text(proof({ a: [change({ path: '/orders', before: 'x', after: 'y' })] }))).toContain(
      ': POST /orders; data-to-content edited it\n    header accept changed: x became y\n',
    );
    expect(text(proof({ a: [change({ after: 'y' })] }))).toContain('header accept changed: it is y now\n');
  });

  test('names the test where no place is known', () => {
    const nowhere = { at: null, now: null, rules: [] };
    const outcome = { call: null, method: null, field: 'outcome', before: 'passed', after: 'failed' };
    expect(text(proof({ a: [change(nowhere)] }))).toBe('≠ a: POST\n    header accept changed\n');
    expect(text(proof({ a: [change({ ...nowhere, ...outcome })] }))).toBe(
      '≠ a\n    outcome changed: passed became failed\n',
    );
    expect(text(proof({ '': [change(nowhere)] }))).toContain('≠ (outside of any test): POST\n');
  });

  test('lets nothing of a suite act on the terminal', () => {
    expect(text(proof({ a: [change({ before: '\u001b[2J', after: 'a\nb' })] }))).toContain(
      '<U+001B>[2J became a<U+000A>b',
    );
  });

  test('is empty where nothing differs', () => {
    expect(text(proof({ a: [] }))).toBe('');
  });
});

describe('the summary', () => {
  const summed = (report: ProofReport): string => summary(report, { ...plainly, width: 100 });

  test('counts requests and tests', () => {
    const requests = { equal: 3118, differ: 2 };
    const counts = { tests: 412, equal: 408, differs: 2, notComparable: 2, requests };
    expect(summed(proof({}, { counts }))).toBe(
      [
        '412 tests, 3,120 requests: 3,118 equal, 2 differ',
        '  2 tests differ, 2 tests are not comparable',
        '  recorded on starlette 0.20.4, requests 2.28.2; now on starlette 1.10.0, httpx2 2.16.2',
        '',
      ].join('\n'),
    );
  });

  const ran = (before: Readonly<Record<string, Ran>>, after: Readonly<Record<string, Ran>>): string =>
    summed({ ...proofOf(before, after), version: '1.2.3', exitCode: 1 });

  test('says why tests are not comparable, and whether random values are known', () => {
    const failing = { outcome: 'failed' as const };
    const [a, b] = ['/a', '/b'].map((path) => ({ requests: [sent({ path: digest(path) })] }));
    expect(ran({ a: failing, b: failing, c: a!, d: {} }, { a: failing, b: failing, c: b! })).toBe(
      [
        '4 tests, 1 request: 0 equal, 1 differs',
        '  1 test differs, 3 tests are not comparable',
        '  2: it failed when it was recorded, and fails now',
        '  1: it did not run now',
        '  recorded on starlette 0.20.4, requests 2.28.2; now on starlette 1.10.0, httpx2 2.16.2',
        'note: random values differ as well: `prove --twice`, or `record --twice` before the migration, tells',
        '      them apart',
        'note: values are digests; --values shows those of now',
        '',
      ].join('\n'),
    );
    expect(ran({ a: {} }, {})).toMatch(/^nothing could be compared\n/);
  });

  test('says where nothing was migrated to', () => {
    const report = proof({ a: [] }, { versions: { before: OLD, after: OLD } });
    expect(summed(report)).toContain('note: the recording was made on the client of now: starlette 0.20.4');
    expect(summed(report)).not.toContain('recorded on');
    const node = { node: '24.1.0' };
    expect(summed(proof({ a: [] }, { versions: { before: node, after: node } }))).toBe(
      '1 test, 3 requests: 3 equal, 0 differ\n',
    );
  });
});

describe('JSON', () => {
  const validate = new Ajv({ strict: false }).compile(
    JSON.parse(readFileSync('docs/proof.schema.json', 'utf8')) as object,
  );
  const json = (report: ProofReport): unknown => JSON.parse(proofReporters.json(report, plainly));

  test.each<readonly [string, ProofReport]>([
    ['nothing differs', proof({ a: [] })],
    ['something differs', proof({ a: [change()], '': [change({ at: null, call: null })] })],
    ['nothing is comparable', { ...proofOf({ a: {} }, { b: {} }), version: '1', exitCode: 2 }],
  ])('is as the schema says: %s', (_, report) => {
    const document = json(report);
    validate(document);
    expect(validate.errors).toBeNull();
    // A field that is not in the schema would be one that nobody has promised.
    const text = readFileSync('docs/proof.schema.json', 'utf8');
    for (const key of keysOf(document)) expect(text).toContain(`"${key}":`);
  });

  test('the schema takes nothing else', () => {
    const document = json(proof({ a: [change()] })) as { tests: { verdict: string }[] };
    document.tests[0]!.verdict = 'other';
    expect(validate(document)).toBe(false);
  });

  test('columns are 1-based', () => {
    expect(json(proof({ a: [change()] }))).toMatchObject({
      tests: [
        { differences: [{ at: { path: 'tests/test_shop.py', line: 31, column: 5 }, now: { line: 33 } }] },
      ],
    });
  });
});

const PACKAGES = new Set([...Object.keys(OLD), ...Object.keys(NEW)]);

/** The names of all fields, without those of packages. */
const keysOf = (value: unknown): readonly string[] =>
  typeof value !== 'object' || value === null
    ? []
    : Object.entries(value).flatMap(([key, inner]) => [
        ...(Array.isArray(value) || PACKAGES.has(key) ? [] : [key]),
        ...keysOf(inner),
      ]);

describe('Markdown', () => {
  const markdown = (report: ProofReport): string => proofReporters.markdown(report, plainly);

  test('is one line and a table', () => {
    const report = proof({ 't.py::a': [change({ before: 'x', after: 'a|b' })], b: [] });
    expect(markdown(report)).toBe(
      [
        '**2 tests, 7 requests: 6 equal, 1 differs** (1 test differs)',
        '',
        'Recorded on starlette 0.20.4, requests 2.28.2; now on starlette 1.10.0, httpx2 2.16.2.',
        '',
        '| where | request | what differs | before | now | edited by |',
        '| --- | --- | --- | --- | --- | --- |',
        '| tests/test&#95;shop.py:31 (now line 33): `t.py::a` | POST | header accept changed | `x` | a&#124;b | `data-to-content` |',
        '',
      ].join('\n'),
    );
  });

  test('folds the tests that say nothing', () => {
    const report = { ...proofOf({ a: {}, b: {} }, { b: {} }), version: '1', exitCode: 0 as const };
    expect(markdown(report)).toContain(
      '<details><summary>Not comparable: 1 test</summary>\n\n- `a`: it did not run now\n\n</details>',
    );
  });

  test.each([
    ['a long table', proof(many((index) => [change({ at: ['t.py', index + 1], before: 'x'.repeat(500) })]))],
    [
      'tests that say nothing',
      {
        ...proofOf(
          many(() => ({})),
          {},
        ),
        version: '1',
        exitCode: 2 as const,
      },
    ],
  ])('fits into a comment of GitHub, and says what is left out: %s', (_, report) => {
    const text = markdown(report);
    expect(text.length).toBeLessThan(65_536);
    expect(text.length).toBeGreaterThan(20_000);
    expect(text).toMatch(/and [\d,]+ more (?:difference|test)s/);
  });

  test('takes nothing of a suite for Markdown, HTML or a mention', () => {
    const text = markdown(proof({ a: [change({ path: '/<img src=x>@team[a](b)', before: '`|<b>' })] }));
    expect(text).not.toMatch(/<img|@team|\]\(|<b>/);
  });
});

function many<Value>(make: (index: number) => Value): Readonly<Record<string, Value>> {
  return Object.fromEntries(
    Array.from({ length: 3000 }, (_, index) => [`tests/test_shop.py::test_${index}`, make(index)]),
  );
}
