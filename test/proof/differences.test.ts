import { describe, expect, test } from 'vitest';
import type { ReceivedBody } from '../../src/evidence/format.ts';
import { DIFFERENCES } from '../../src/proof/differences.ts';
import type { Versions } from '../../src/proof/request.ts';
import { digest, NEW, said, sent, testProofOf, withHeaders, type Sent } from './lines.ts';

const [POST, DELETE] = [{ method: 'POST' }, { method: 'DELETE' }];
const [FIRST, HTTPX_24]: readonly Versions[] = [
  { starlette: '0.21.0', httpx: '0.23.3' },
  { starlette: '0.27.0', httpx: '0.24.1' },
];

const raw = (value: string, ascii = true): ReceivedBody => ({ is: 'raw', all: digest(value), ascii });
const json = (value: string, written: string, ascii = true): ReceivedBody => ({
  is: 'json',
  all: digest(written),
  value: digest(value),
  ascii,
});
const file = (type?: string): Sent =>
  sent({
    ...POST,
    length: type === undefined ? 'bytes' : 'other',
    body: {
      is: 'parts',
      parts: [{ name: digest('f'), content: digest('x'), ...(type !== undefined && { type: digest(type) }) }],
    },
  });

const login = sent({ ...POST, status: 303, headers: [['content-type', digest('a/b')]], body: raw('a') });
const typed = (type: string): Sent => withHeaders({ 'content-type': type });
const put = (changes: Partial<Sent> = {}): Sent => sent({ method: 'PUT', ...changes });

interface Row {
  readonly what: string;
  readonly on?: Versions;
  /** What the newer client makes of it. */
  readonly same: readonly (readonly [before: readonly Sent[], after: readonly Sent[]])[];
  /** What looks like it, and is a difference. */
  readonly differs: readonly (readonly [
    before: readonly Sent[],
    after: readonly Sent[],
    says: readonly string[],
    on?: Versions,
  ])[];
}

const ROWS: readonly Row[] = [
  {
    what: 'Headers come in another order.',
    same: [[[withHeaders({ b: '1', a: '2' })], [withHeaders({ a: '2', b: '1' })]]],
    differs: [
      [
        [withHeaders({ b: '1', a: '2' })],
        [withHeaders({ a: '1', b: '2' })],
        ['1: header a changed', '1: header b changed'],
      ],
    ],
  },
  {
    what: 'A DELETE, OPTIONS or method of its own name without a body has no `content-length: 0`.',
    same: [[[sent({ ...DELETE, length: 'zero' })], [sent(DELETE)]]],
    differs: [
      [[sent({ ...POST, length: 'zero' })], [sent(POST)], ['1: header content-length lost']],
      [[sent({ ...DELETE, length: 'other' })], [sent(DELETE)], ['1: header content-length lost']],
    ],
  },
  {
    what: 'The `content-length` of a text counts its bytes.',
    same: [
      [
        [sent({ ...POST, length: 'other', body: raw('é', false) })],
        [sent({ ...POST, length: 'bytes', body: raw('é', false) })],
      ],
    ],
    differs: [
      [
        [sent({ ...POST, length: 'other', body: raw('e') })],
        [sent({ ...POST, length: 'bytes', body: raw('e') })],
        ['1: header content-length changed'],
      ],
      [
        [sent({ ...POST, length: 'other', body: raw('é', false) })],
        [sent({ ...POST, length: 'bytes', body: raw('è', false) })],
        ['1: body changed'],
      ],
    ],
  },
  {
    what: 'The GET that follows a redirected POST keeps its `content-type`.',
    same: [
      [
        [login, sent()],
        [login, typed('a/b')],
      ],
    ],
    differs: [
      [[login, sent()], [login, typed('c/d')], ['2: header content-type added']],
      [[login, typed('c/d')], [login, sent()], ['2: header content-type lost']],
      [
        [{ ...login, status: 200 }, typed('a/b')],
        [{ ...login, status: 200 }, sent()],
        ['2: header content-type lost'],
      ],
      [
        [
          { ...login, at: ['t.py', 1] },
          { ...sent(), at: ['t.py', 2] },
        ],
        [
          { ...login, at: ['t.py', 1] },
          { ...typed('a/b'), at: ['t.py', 2] },
        ],
        ['2: header content-type added'],
      ],
    ],
  },
  {
    what: 'A redirect by 301, 302 or 303 that keeps the method keeps the body too.',
    same: [
      [
        [put({ status: 301, body: raw('a') }), put()],
        [put({ status: 301, body: raw('a') }), put({ body: raw('a'), length: 'bytes' })],
      ],
    ],
    differs: [
      [
        [put({ status: 307, body: raw('a') }), put({ body: raw('a') })],
        [put({ status: 307, body: raw('a') }), put()],
        ['2: body lost'],
      ],
      [
        [put({ status: 301, at: ['t.py', 1] }), put({ body: raw('a'), at: ['t.py', 2] })],
        [put({ status: 301, at: ['t.py', 1] }), put({ at: ['t.py', 2] })],
        ['2: body lost'],
      ],
      // The second is no redirect of the first, which would be a GET.
      [
        [put({ status: 303, body: raw('a') }), put({ body: raw('b') })],
        [put({ status: 303, body: raw('a') }), put()],
        ['2: body lost'],
      ],
      [[login, login], [login, { ...login, body: raw('b') }], ['2: body changed']],
    ],
  },
  {
    what: 'A file without a type of its own is sent with the one that its name suggests.',
    same: [[[file()], [{ ...file(), length: 'other' }]]],
    differs: [
      [[file('a/b')], [file()], ['1: part #1 (type) lost']],
      [[file('a/b')], [file('c/d')], ['1: part #1 (type) changed']],
    ],
  },
  {
    what: '`scope["raw_path"]` ends in the query.',
    on: FIRST!,
    same: [[[sent({ rawPath: '/a' })], [sent({ rawPath: '/a?b=1' })]]],
    differs: [
      [[sent({ rawPath: '/a' })], [sent({ rawPath: '/b?b=1' })], ['1: raw path changed']],
      [[sent({ rawPath: '/a' })], [sent({ rawPath: '/a?b=1' })], ['1: raw path changed'], NEW],
    ],
  },
  {
    what: 'Other characters of a URL are escaped, and a space of `params` may be `%20`.',
    same: [[[sent({ rawPath: '/%5Ba' })], [sent({ rawPath: '/[a' })]]],
    differs: [[[sent({ rawPath: '/%255Ba' })], [sent({ rawPath: '/[a' })], ['1: raw path changed']]],
  },
  {
    what: 'The query arrives without its escapes, or with those of the URL escaped again.',
    on: HTTPX_24!,
    same: [[[sent({ query: digest('a=[') })], [sent({ query: digest('a=%5B'), bareQuery: digest('a=[') })]]],
    differs: [
      [[sent({ query: digest('a=[') })], [sent({ query: digest('a=]') })], ['1: query changed']],
      [
        [sent({ query: digest('a=[') })],
        [sent({ query: digest('a=%5B'), bareQuery: digest('a=[') })],
        ['1: query changed'],
        NEW,
      ],
      [
        [sent({ query: digest('q=a&b'), queryShape: digest('1=3') })],
        [sent({ query: digest('q=a&b') })],
        ['1: query changed'],
      ],
    ],
  },
  {
    what: '`json` is written without spaces, and beyond ASCII as UTF-8.',
    same: [
      [
        [sent({ ...POST, length: 'bytes', body: json('{"a":"é"}', '{"a": "\\u00e9"}') })],
        [sent({ ...POST, length: 'bytes', body: json('{"a":"é"}', '{"a":"é"}', false) })],
      ],
    ],
    differs: [
      [
        [sent({ ...POST, body: json('{"a":1}', '{"a": 1}') })],
        [sent({ ...POST, body: json('{"a":2}', '{"a":2}') })],
        ['1: body changed'],
      ],
      [
        [sent({ ...POST, body: json('{"a":1}', '{"a": 1}') })],
        [sent({ ...POST, body: json('{"a":1}', '{"a":1}') })],
        ['1: body changed'],
        HTTPX_24!,
      ],
    ],
  },
];

/** What a recorder tells alike by itself, as `test/clients/received.ts` does. */
const BY_RECORDER = DIFFERENCES.filter(({ normalise }) => normalise === undefined).map(({ what }) => what);

test('an escape in a query is lost on Starlette 0.21.0 alone', () => {
  const before = [sent({ query: digest('q=a&b'), queryShape: digest('1=3') })];
  const after = [sent({ query: digest('q=a&b') })];
  expect(said(testProofOf(before, after, FIRST))).toEqual([]);
  expect(said(testProofOf(before, after, NEW))).toEqual(['1: query changed']);
});

test('every difference is shown', () => {
  expect([...ROWS.map(({ what }) => what), ...BY_RECORDER].sort()).toEqual(
    DIFFERENCES.map(({ what }) => what).sort(),
  );
});

describe.each(ROWS)('$what', ({ on = NEW, same, differs }) => {
  test.each(same)('is none: %#', (before, after) => {
    expect(said(testProofOf(before, after, on))).toEqual([]);
    expect(testProofOf(before, after, on)).toMatchObject({ verdict: 'equal', requests: { differ: 0 } });
  });

  const rows = differs.map(
    ([before, after, says, versions]) => [before, after, says, versions ?? on] as const,
  );
  test.each(rows)('but this is: %#', (before, after, says, versions) => {
    expect(said(testProofOf(before, after, versions))).toEqual(says);
  });
});
