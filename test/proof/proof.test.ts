import { describe, expect, test } from 'vitest';
import type { ReceivedBody, TestLine } from '../../src/evidence/format.ts';
import { prove } from '../../src/proof/prove.ts';
import {
  digest,
  linesOf,
  NEW,
  OLD,
  proofOf,
  recordingOf,
  said,
  sent,
  testProofOf,
  withHeaders,
  type Ran,
  type Sent,
} from './lines.ts';

const get = (path: string, changes: Partial<Sent> = {}): Sent => sent({ path: digest(path), ...changes });
const post = (body: ReceivedBody, changes: Partial<Sent> = {}): Sent =>
  sent({ method: 'POST', body, ...changes });
const form = (...fields: readonly (readonly [string, string])[]): ReceivedBody => ({
  is: 'form',
  all: digest(JSON.stringify(fields)),
  fields: fields.map(([name, value]) => [digest(name), digest(value)]),
  ascii: true,
});
const part = (name: string, content = 'x', filename?: string) => ({
  name: digest(name),
  content: digest(content),
  ...(filename !== undefined && { filename: digest(filename) }),
});
const raw: ReceivedBody = { is: 'raw', all: digest('a'), ascii: true };

describe('each field is named', () => {
  test.each<readonly [string, readonly Sent[], readonly Sent[], readonly string[]]>([
    ['a method', [sent()], [sent({ method: 'HEAD' })], ['1: method changed']],
    ['a path', [get('/a')], [get('/b')], ['1: path changed']],
    ['a query', [sent({ query: digest('a=1') })], [sent()], ['1: query lost']],
    ['a header that is lost', [withHeaders({ a: '1' })], [sent()], ['1: header a lost']],
    ['a header that is added', [sent()], [withHeaders({ a: '1' })], ['1: header a added']],
    [
      'a header that is changed',
      [withHeaders({ a: '1' })],
      [withHeaders({ a: '2' })],
      ['1: header a changed'],
    ],
    [
      'a header that is sent twice',
      [sent({ headers: [['a', digest('1')]] })],
      [
        sent({
          headers: [
            ['a', digest('1')],
            ['a', digest('2')],
          ],
        }),
      ],
      ['1: header a added'],
    ],
    ['a cookie', [sent({ cookies: [['a', digest('1')]] })], [sent()], ['1: cookie a lost']],
    ['a scheme or root path', [sent()], [sent({ base: digest('https ') })], ['1: scheme or root path added']],
    ['a status', [sent()], [sent({ status: 404 })], ['1: status changed']],
    [
      'an answer that becomes an exception',
      [sent()],
      [{ method: 'GET', path: digest('/') }],
      ['1: status lost'],
    ],
    [
      'a body, and the type that it brings',
      [post(raw, { headers: [['content-type', digest('a/b')]] })],
      [sent({ method: 'POST' })],
      ['1: body lost'],
    ],
    [
      'a field of a form',
      [post(form(['a', '1'], ['b', '2']))],
      [post(form(['a', '1'], ['b', '3']))],
      ['1: form field #2 changed'],
    ],
    [
      'a lost field',
      [post(form(['a', '1'], ['b', '2']))],
      [post(form(['b', '2']))],
      ['1: form field #1 lost'],
    ],
    [
      'a value of several',
      [post(form(['a', '1'], ['a', '2']))],
      [post(form(['a', '1']))],
      ['1: form field #2 lost'],
    ],
    [
      'fields in another order',
      [post(form(['a', '1'], ['b', '2']))],
      [post(form(['b', '2'], ['a', '1']))],
      ['1: form field #1 moved'],
    ],
    [
      'a form in another spelling',
      [post({ ...form(['a', '1']), all: 'x' } as ReceivedBody)],
      [post(form(['a', '1']))],
      ['1: body changed'],
    ],
    ['a form that was bytes', [post(raw)], [post(form(['a', '1']))], ['1: body changed']],
    [
      'a part',
      [post({ is: 'parts', parts: [part('a'), part('b')] })],
      [post({ is: 'parts', parts: [part('a')] })],
      ['1: part #2 lost'],
    ],
    [
      'what a part holds',
      [post({ is: 'parts', parts: [part('a')] })],
      [post({ is: 'parts', parts: [part('a', 'y')] })],
      ['1: part #1 changed'],
    ],
    [
      'the name of a file',
      [post({ is: 'parts', parts: [part('a', 'x', 'a.txt')] })],
      [post({ is: 'parts', parts: [part('a')] })],
      ['1: part #1 (file name) lost'],
    ],
    [
      'a multipart form that is none',
      [post({ is: 'parts', parts: [part('a')] })],
      [post(form(['a', 'x']))],
      ['1: body changed'],
    ],
    [
      'a body that nobody reads, and then none',
      [post({ is: 'unread' })],
      [sent({ method: 'POST' })],
      ['1: body lost'],
    ],
  ])('%s', (_, before, after, says) => {
    expect(said(testProofOf(before, after))).toEqual(says);
  });

  test.each<readonly [string, readonly Sent[], readonly Sent[]]>([
    [
      'a body that nobody reads may be any',
      [post({ is: 'unread' }, { length: 'other' })],
      [post(raw, { length: 'bytes' })],
    ],
    [
      'bytes of another kind alone',
      [post(raw)],
      [post({ is: 'form', all: digest('a'), fields: [], ascii: true })],
    ],
    ['requests outside of tests in another order', [], []],
  ])('%s', (_, before, after) => {
    expect(said(testProofOf(before, after))).toEqual([]);
  });
});

describe('one request is one difference', () => {
  const [a, b, c, d] = [get('/a'), get('/b'), get('/c'), get('/d')];
  test.each<readonly [string, readonly Sent[], readonly Sent[], readonly string[]]>([
    ['the first is lost', [a, b, c, d], [b, c, d], ['1: request lost']],
    ['one between is lost', [a, b, c, d], [a, c, d], ['2: request lost']],
    ['the last is lost', [a, b], [a], ['2: request lost']],
    ['the only one is lost', [a], [], ['1: request lost']],
    ['one of many that are alike', [a, a, a], [a, a], ['3: request lost']],
    ['one is added', [a, c], [a, b, c], ['2: request added']],
    [
      'one is lost, and another changed',
      [a, b, c],
      [b, { ...c, status: 404 }],
      ['1: request lost', '3: status changed'],
    ],
    ['the first of two that are alike is changed', [a, a], [{ ...a, status: 404 }, a], ['1: status changed']],
    ['another path', [a, b, c], [a, d, c], ['2: path changed']],
    ['one moves', [a, b, c], [c, a, b], ['3: request moved']],
    [
      'others altogether',
      [a],
      [sent({ method: 'POST', path: digest('/z') })],
      ['1: request lost', '1: request added'],
    ],
  ])('%s', (_, before, after, says) => {
    expect(said(testProofOf(before, after)).toSorted()).toEqual([...says].sort());
  });

  test('in a test that sends thousands', () => {
    const many = Array.from({ length: 5000 }, (_, index) => get(`/${index % 7}`));
    const changed = many.map((one, index) =>
      index === 10 || index === 4000 ? { ...one, status: 500 } : one,
    );
    expect(said(testProofOf(many, changed))).toEqual(['11: status changed', '4001: status changed']);
  });
});

type Outcome = TestLine['outcome'] | null;

describe('the end of a test', () => {
  test.each<readonly [was: Outcome, is: Outcome, verdict: string, why: string | null]>([
    ['passed', 'passed', 'equal', null],
    ['expected-failure', 'expected-failure', 'equal', null],
    ['passed', 'failed', 'differs', null],
    ['passed', 'error', 'differs', null],
    ['passed', 'skipped', 'differs', null],
    ['passed', null, 'differs', null],
    ['expected-failure', 'unexpected-success', 'differs', null],
    ['failed', 'failed', 'not comparable', 'it failed when it was recorded, and fails now'],
    ['error', 'failed', 'not comparable', 'it failed when it was recorded, and fails now'],
    ['failed', 'passed', 'not comparable', 'it failed when it was recorded, and passes now'],
    ['failed', 'skipped', 'not comparable', 'it failed when it was recorded, and is skipped now'],
    ['skipped', 'passed', 'not comparable', 'it was skipped when it was recorded'],
    [null, 'passed', 'not comparable', 'the recording ends before the test does'],
  ])('%s, and now %s: %s', (was, is, verdict, why) => {
    const [before, after]: readonly Ran[] = [
      { outcome: was, requests: [sent()] },
      { outcome: is, requests: [sent()] },
    ];
    expect(proofOf({ t: before! }, { t: after! }).tests).toMatchObject([{ verdict, why }]);
  });

  test('a test that fails is not blamed for what it has not sent by then', () => {
    const before = { requests: [get('/a'), get('/b'), get('/c')] };
    const after: Ran = { outcome: 'failed', requests: [get('/a', { status: 500 })] };
    const proof = proofOf({ t: before }, { t: after });
    expect(said(proof.tests[0]!)).toEqual(['outcome changed', '1: status changed']);
    expect(proof.counts.requests).toEqual({ equal: 0, differ: 1 });
  });

  test('tests of one side alone are not comparable', () => {
    const { tests, counts } = proofOf(
      { a: {}, b: { requests: [sent()] } },
      { b: { requests: [sent()] }, c: {} },
    );
    expect(tests.map(({ id, verdict, why }) => [id, verdict, why])).toEqual([
      ['a', 'not comparable', 'it did not run now'],
      ['b', 'equal', null],
      ['c', 'not comparable', 'it is not in the recording'],
    ]);
    expect(counts).toEqual({
      ...{ tests: 3, equal: 1, differs: 0, notComparable: 2 },
      requests: { equal: 1, differ: 0 },
    });
  });
});

describe('what varies by itself', () => {
  const twice = (first: readonly Sent[], second: readonly Sent[], now: readonly Sent[], versions = OLD) =>
    prove(
      recordingOf(
        linesOf({ t: { requests: first } }, { run: '1' }),
        linesOf({ t: { requests: second } }, { run: '2', versions }),
      ),
      recordingOf(linesOf({ t: { requests: now } }, { run: 'now', versions: NEW })),
      () => [],
    ).tests[0]!;

  const id = (value: string, more: Readonly<Record<string, string>> = {}): Sent =>
    withHeaders({ 'x-request-id': value, ...more });

  test('a field is left out, and named', () => {
    const proof = twice([id('1')], [id('2')], [id('3')]);
    expect(proof).toMatchObject({ verdict: 'equal', why: 'its header x-request-id varies by itself' });
  });

  test('another field of the request is not', () => {
    expect(said(twice([id('1', { a: '1' })], [id('2', { a: '1' })], [id('3')]))).toEqual([
      '1: header a lost',
    ]);
  });

  test('that a field is sent does not vary with its value', () => {
    expect(said(twice([id('1')], [id('2')], [sent()]))).toEqual(['1: header x-request-id lost']);
    const cookie = (value: string) => sent({ cookies: [['session', digest(value)]] });
    expect(said(twice([cookie('1')], [cookie('2')], [sent()]))).toEqual(['1: cookie session lost']);
    const json = (value: string) =>
      sent({ body: { is: 'json', all: digest(value), value: digest(value), ascii: true } });
    expect(said(twice([json('1')], [json('2')], [sent()]))).toEqual(['1: body lost']);
    const raw = sent({ body: { is: 'raw', all: digest('3'), ascii: true } });
    expect(said(twice([json('1')], [json('2')], [raw]))).toEqual(['1: body changed']);
    expect(said(twice([id('1')], [sent()], [sent()]))).toEqual([]);
  });

  test('the field of another request is not', () => {
    const stable = withHeaders({ 'x-request-id': 'mine' });
    const now = [id('3'), withHeaders({ 'x-request-id': 'yours' })];
    expect(said(twice([id('1'), stable], [id('2'), stable], now))).toEqual([
      '2: header x-request-id changed',
    ]);
  });

  test('a path is left out', () => {
    expect(twice([get('/1'), get('/a')], [get('/2'), get('/a')], [get('/3'), get('/a')])).toMatchObject({
      verdict: 'equal',
      why: 'its path varies by itself',
    });
  });

  test('the order of requests', () => {
    const [a, b, c] = [get('/a'), get('/b'), get('/c')];
    expect(twice([a, b, c], [c, a, b], [b, c, a])).toMatchObject({
      verdict: 'equal',
      why: 'the order of its requests varies by itself',
    });
    expect(said(twice([a, b, c], [c, a, b], [b, { ...c, status: 404 }, a]))).toEqual(['3: status changed']);
    expect(said(twice([a, b, c], [c, a, b], [c, a]))).toEqual(['2: request lost']);
  });

  test('the number of requests', () => {
    expect(twice([get('/a')], [get('/a'), get('/a')], [get('/a')])).toMatchObject({
      verdict: 'not comparable',
      why: 'it did not send the same requests each time it was recorded',
    });
  });

  test('is known from two runs now as well', () => {
    const now = (run: string, ...requests: readonly Sent[]) =>
      linesOf({ t: { requests } }, { run, versions: NEW });
    const before = recordingOf(linesOf({ t: { requests: [id('1', { a: '1' }), get('/a')] } }));
    const judged = (one: readonly Sent[], other: readonly Sent[]) =>
      prove(before, recordingOf(now('2', ...one), now('3', ...other)), () => []).tests[0]!;
    expect(judged([id('2', { a: '1' }), get('/a')], [id('3', { a: '1' }), get('/a')])).toMatchObject({
      verdict: 'equal',
      why: 'its header x-request-id varies by itself',
    });
    expect(said(judged([id('2'), get('/a')], [id('3'), get('/a')]))).toEqual(['1: header a lost']);
    expect(judged([id('2'), get('/a')], [id('3')])).toMatchObject({
      why: 'it does not send the same requests each time it runs now',
    });
  });

  test('not what another client makes another', () => {
    const proof = twice([id('1')], [id('2')], [id('3')], { ...OLD, starlette: '0.21.0' });
    expect(said(proof)).toEqual(['1: header x-request-id changed']);
  });
});

describe('processes', () => {
  const one = { t: { requests: [get('/a')] } };

  test('a test whose end another process tells', () => {
    const forked = [
      ...linesOf({ t: { requests: [get('/a')], outcome: null } }, { process: 'child' }),
      ...linesOf({ t: {} }, { process: 'parent' }),
    ];
    const now = recordingOf(linesOf(one, { run: 'now', versions: NEW }));
    expect(prove(recordingOf(forked), now, () => []).tests).toMatchObject([
      { verdict: 'equal', requests: { equal: 1 } },
    ]);
  });

  test('a test that was run again: the last run counts', () => {
    const rerun = [
      ...linesOf({ t: { requests: [get('/x')], outcome: 'failed' } }, { process: 'p' }).slice(0, -1),
      ...linesOf(one, { process: 'p' }).slice(1),
    ];
    const now = recordingOf(linesOf(one, { run: 'now', versions: NEW }));
    expect(prove(recordingOf(rerun), now, () => []).tests).toMatchObject([{ verdict: 'equal', why: null }]);
  });

  test('tox: each environment is compared with its own', () => {
    const [py38, py311] = ['3.8.1', '3.11.7'].map((python) => ({ ...OLD, python }));
    const before = recordingOf(
      linesOf(one, { process: 'a', versions: py311! }),
      linesOf({ t: { requests: [get('/b')] } }, { process: 'b', versions: py38! }),
    );
    const now = (path: string) =>
      recordingOf(
        linesOf(one, { run: 'now', process: 'c', versions: { ...NEW, python: '3.11.7' } }),
        linesOf(
          { t: { requests: [get(path)] } },
          { run: 'now', process: 'd', versions: { ...NEW, python: '3.8.1' } },
        ),
      );
    expect(said(prove(before, now('/b'), () => []).tests[0]!)).toEqual([]);
    expect(said(prove(before, now('/a'), () => []).tests[0]!)).toEqual(['1: path changed']);
  });

  test('a run now that tells of several salts is compared with each recording by its own', () => {
    const withSalt = (salt: string, path: string) => ({
      t: { requests: [sent({ path: digest(path, salt) })] },
    });
    const before = recordingOf(linesOf(withSalt('aa', '/a'), { salt: 'aa', run: '1' }));
    const now = (path: string) =>
      recordingOf(
        linesOf(
          { t: { ...withSalt('bb', path).t, outcome: null } },
          { salt: 'bb', run: 'now', process: '1', versions: NEW },
        ),
        linesOf(withSalt('cc', path), { salt: 'cc', run: 'now', process: '2', versions: NEW }),
        linesOf(
          { t: { ...withSalt('aa', path).t, outcome: null } },
          { salt: 'aa', run: 'now', process: '3', versions: NEW },
        ),
      );
    expect(prove(before, now('/a'), () => []).tests).toMatchObject([{ verdict: 'equal' }]);
    expect(said(prove(before, now('/b'), () => []).tests[0]!)).toEqual(['1: path changed']);
    const other = recordingOf(linesOf(withSalt('bb', '/a'), { salt: 'bb', run: 'now' }));
    expect(prove(before, other, () => []).tests).toMatchObject([{ verdict: 'not comparable' }]);
  });

  test('requests outside of any test come in any order', () => {
    const [before, after] = [
      [get('/a'), get('/b')],
      [get('/b'), get('/a')],
    ];
    const proof = proofOf({ '': { requests: before } }, { '': { requests: after } });
    expect(proof.tests).toMatchObject([{ id: '', verdict: 'equal', why: null }]);
  });
});

describe('values', () => {
  const valued = (value: string): string => `${digest(value)}:${value}`;

  test('are shown where one of the sides knows them', () => {
    const before = [get('/a', { query: digest('a=1') }), get('/a', { query: digest('a=2') })];
    const after = [
      sent({ path: valued('/a'), query: valued('a=1') }),
      sent({ path: valued('/a'), query: valued('a=1') }),
    ];
    expect(testProofOf(before, after).differences).toMatchObject([
      { call: 2, method: 'GET', path: '/a', field: 'query', before: null, after: 'a=1' },
    ]);
  });

  test('name the fields of forms', () => {
    const body = { ...form(['user', '1']), fields: [[valued('user'), valued('2:3')]] } as ReceivedBody;
    expect(testProofOf([post(form(['user', '1']))], [post(body)]).differences).toMatchObject([
      { field: 'form field user', before: null, after: '2:3' },
    ]);
  });

  test('are not shown where nobody knows them', () => {
    const proof = testProofOf([get('/secret-1')], [get('/secret-2')]);
    expect(JSON.stringify(proof)).not.toContain('secret');
    expect(proof.differences).toMatchObject([{ path: null, before: null, after: null }]);
  });
});

test('places and the rules whose edits stand there are told', () => {
  const before = recordingOf(linesOf({ t: { requests: [get('/a', { at: ['t.py', 3, 4] })] } }));
  const after = recordingOf(
    linesOf({ t: { requests: [get('/b', { at: ['t.py', 5, 4] })] } }, { run: 'now', versions: NEW }),
  );
  const proof = prove(before, after, ([path, line]) => [`${path}:${line}`]);
  expect(proof.tests[0]!.differences).toMatchObject([
    { at: ['t.py', 3, 4], now: ['t.py', 5, 4], rules: ['t.py:3'] },
  ]);
  expect(proof.versions).toEqual({ before: OLD, after: NEW });
});
