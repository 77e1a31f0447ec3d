import { describe, expect, test } from 'vitest';
import type { ReceivedBody, ReceivedRequest } from '../../../src/evidence/format.ts';

type Digest = (field: string | Uint8Array) => string;

interface Given {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body?: Buffer | 'unread';
  readonly status?: number;
}

type Items = readonly (readonly [string, string])[];

const RECORDER = new URL('../../../src/recorders/javascript/received/', import.meta.url);
// The recorder has no types.
const { bodyOf } = (await import(new URL('bodies.mjs', RECORDER).href)) as {
  readonly bodyOf: (bytes: Buffer, type: string | undefined, digest: Digest) => ReceivedBody;
};
const { requestOf } = (await import(new URL('requests.mjs', RECORDER).href)) as {
  readonly requestOf: (
    request: Given,
    digest: Digest,
    headersOf: (items: Items) => number,
  ) => ReceivedRequest;
};
const { digestsBy } = (await import(new URL('digests.mjs', RECORDER).href)) as {
  readonly digestsBy: (salt: string, values: boolean) => Digest;
};

/** Shows what is digested. */
const plain: Digest = (field) => Buffer.from(field).toString();

describe('a body is told', () => {
  const FORM = 'application/x-www-form-urlencoded';
  const parts = (type: string) =>
    [
      '--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n',
      `--b\r\nContent-Disposition: form-data; name="f"; filename="é.txt"; size=3\r\nContent-Type: ${type}\r\nX-B: 2\r\n\r\none\r\n\r\ntwo\r\n`,
      '--b--\r\n',
    ].join('');
  test.each<[string, string, string | undefined, ReceivedBody]>([
    ['as it is', 'text', 'text/plain', { is: 'raw', all: 'text', ascii: true }],
    ['beyond ASCII', 'é', undefined, { is: 'raw', all: 'é', ascii: false }],
    [
      'as JSON',
      '{ "b": [1, { "d": "é", "c": null }], "a": 2 }',
      'application/json; charset=utf-8',
      {
        is: 'json',
        all: '{ "b": [1, { "d": "é", "c": null }], "a": 2 }',
        ascii: false,
        value: '{"a":2,"b":[1,{"c":null,"d":"é"}]}',
      },
    ],
    ['as JSON by its bytes', '[1]', 'text/plain', { is: 'json', all: '[1]', ascii: true, value: '[1]' }],
    [
      'as JSON by a type of its own',
      '1',
      'application/problem+json',
      { is: 'json', all: '1', ascii: true, value: '1' },
    ],
    [
      'as it is where it only says that it is JSON',
      '{',
      'application/json',
      { is: 'raw', all: '{', ascii: true },
    ],
    [
      'as a form',
      'a=1&b=x+y%26&a=',
      FORM,
      {
        is: 'form',
        all: 'a=1&b=x+y%26&a=',
        ascii: true,
        fields: [
          ['a', '1'],
          ['b', 'x y&'],
          ['a', ''],
        ],
      },
    ],
    [
      'in parts',
      parts('text/csv'),
      'multipart/form-data; boundary=b',
      {
        is: 'parts',
        parts: [
          { name: 'a', content: '1' },
          {
            name: 'f',
            filename: 'é.txt',
            type: 'text/csv',
            rest: 'content-disposition: size=3\nx-b: 2',
            content: 'one\r\n\r\ntwo',
          },
        ],
      },
    ],
    [
      'in parts, without a type that the name suggests',
      parts('text/plain'),
      'multipart/form-data; boundary="b"',
      {
        is: 'parts',
        parts: [
          { name: 'a', content: '1' },
          {
            name: 'f',
            filename: 'é.txt',
            rest: 'content-disposition: size=3\nx-b: 2',
            content: 'one\r\n\r\ntwo',
          },
        ],
      },
    ],
    [
      'as it is where it has no parts',
      'x',
      'multipart/form-data; boundary=b',
      { is: 'raw', all: 'x', ascii: true },
    ],
  ])('%s', (_, text, type, told) => {
    expect(bodyOf(Buffer.from(text), type, plain)).toEqual(told);
  });
});

describe('a request is told', () => {
  const toldOf = (given: Partial<Given>) => {
    let headers: Items = [];
    const request = { method: 'GET', url: '/', headers: [], ...given };
    const told = requestOf(request, plain, (items) => {
      headers = items;
      return 7;
    });
    return { ...told, headers };
  };
  test.each<
    [string, Partial<Given>, Partial<Omit<ReceivedRequest, 'headers'>> & { readonly headers?: Items }]
  >([
    ['by its path', { url: 'http://host:1/a%20b/%E9?' }, { path: '/a b/%E9' }],
    [
      'by its query, each escape undone once',
      { url: '/?a=1+2&b=%2525' },
      { path: '/', query: 'a=1 2&b=%25' },
    ],
    ['by an escaped separator of its query', { url: '/?q=a%26b' }, { query: 'q=a&b', queryShape: '1=3' }],
    ['by its query without any escape', { url: '/?b=%252541' }, { query: 'b=%2541', bareQuery: 'b=A' }],
    [
      'by its headers, sorted',
      {
        headers: [
          ['X-B', '2'],
          ['Accept', 'a'],
          ['Content-Length', '0'],
          ['Cookie', 'a=1'],
        ],
      },
      {
        headers: [
          ['accept', 'a'],
          ['x-b', '2'],
        ],
        length: 'zero',
      },
    ],
    [
      'without the boundary of its parts',
      { headers: [['content-type', 'multipart/form-data; boundary=x']] },
      { headers: [['content-type', 'multipart/form-data']] },
    ],
    [
      'by its cookies, sorted',
      { headers: [['cookie', 'b=2; a=1=1']] },
      {
        cookies: [
          ['a', '1=1'],
          ['b', '2'],
        ],
        headers: [],
      },
    ],
    [
      'by the length of its body',
      { headers: [['content-length', '2']], body: Buffer.from('ab') },
      { length: 'bytes' },
    ],
    [
      'by another length than that of its body',
      { headers: [['content-length', '3']], body: Buffer.from('ab') },
      { length: 'other' },
    ],
    ['with a body that nobody has read', { body: 'unread' }, { body: { is: 'unread' } }],
    ['with its status', { status: 204 }, { status: 204 }],
  ])('%s', (_, given, told) => {
    expect(toldOf(given)).toMatchObject(told);
  });
});

test('a digest is the beginning of an HMAC-SHA-256, and a value stands behind it where it is asked for', () => {
  // python3 -c "import hmac; print(hmac.new(bytes.fromhex('ab'), b'text', 'sha256').hexdigest()[:12])"
  expect(digestsBy('ab', false)('text')).toBe('693ae6cec1ba');
  expect(digestsBy('ab', true)('text')).toBe('693ae6cec1ba:text');
  expect(digestsBy('ab', true)(new Uint8Array([97, 255]))).toMatch(/^[\da-f]{12}:a\\xff$/);
});
