import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ReceivedBody } from '../../src/evidence/format.ts';
import { digest, NEW, OLD, proofOf, said, sent, testProofOf, type Sent } from './lines.ts';

const word = fc.constantFrom('a', 'b', 'c', 'd').map((one) => digest(one));
const fields = fc.array(fc.tuple(word, word), { maxLength: 3 });
const headers = fc.uniqueArray(fc.tuple(fc.constantFrom('accept', 'x-a', 'x-b'), word), {
  selector: ([name]) => name,
});

const body: fc.Arbitrary<ReceivedBody> = fc.oneof(
  fc.record({ is: fc.constant('raw' as const), all: word, ascii: fc.constant(true) }),
  fc.record({ is: fc.constant('json' as const), all: word, value: word, ascii: fc.constant(true) }),
  fields.map((all) => ({
    is: 'form' as const,
    fields: all,
    all: digest(JSON.stringify(all)),
    ascii: true,
  })),
  fc
    .array(fc.record({ name: word, content: word }), { minLength: 1, maxLength: 3 })
    .map((parts) => ({ is: 'parts' as const, parts })),
);

const request: fc.Arbitrary<Sent> = fc
  .record(
    {
      method: fc.constantFrom('GET', 'POST', 'PUT'),
      path: word,
      query: word,
      headers,
      cookies: fc.uniqueArray(fc.tuple(fc.constantFrom('id', 'session'), word), {
        selector: ([name]) => name,
      }),
      body,
      status: fc.constantFrom(200, 404, 500),
      at: fc.constantFrom(...[1, 2, 3].map((line) => ['test_shop.py', line] as const)),
    },
    { requiredKeys: ['method', 'path', 'status', 'at'] },
  )
  .map((one) => sent(one));

const requests = fc.array(request, { maxLength: 12 });

test('a recording is equal to itself, on whichever client', () => {
  fc.assert(
    fc.property(
      requests,
      fc.constantFrom(OLD, NEW, { starlette: '0.21.0', httpx: '0.23.3' }),
      (all, versions) => {
        const proof = testProofOf(all, all, versions);
        expect(proof).toMatchObject({ verdict: 'equal', requests: { equal: all.length, differ: 0 } });
      },
    ),
  );
});

const OTHER = digest('something else');

/** Changes of one request, and how each is named. */
const CHANGES: Readonly<Record<string, (one: Sent) => Sent>> = {
  'path changed': (one) => ({ ...one, path: OTHER }),
  'query changed': (one) => ({ ...one, query: OTHER }),
  'header x-new added': (one) => ({ ...one, headers: [...(one.headers ?? []), ['x-new', OTHER]] }),
  'cookie new added': (one) => ({ ...one, cookies: [...(one.cookies ?? []), ['new', OTHER]] }),
  'status changed': (one) => ({ ...one, status: 418 }),
  'method changed': (one) => ({ ...one, method: 'PURGE' }),
  'body changed': (one) => ({ ...one, body: { is: 'raw', all: OTHER, ascii: true } }),
};

test('a change that is planted is named, and nothing else', () => {
  fc.assert(
    fc.property(
      requests,
      request,
      requests,
      fc.constantFrom(...Object.entries(CHANGES)),
      (head, one, tail, [says, change]) => {
        // A query and a body that were there, so that they are not added.
        const whole: Sent = {
          ...one,
          query: digest('a'),
          body: { is: 'raw', all: digest('a'), ascii: true },
        };
        const proof = testProofOf([...head, whole, ...tail], [...head, change(whole), ...tail]);
        expect(said(proof)).toEqual([`${head.length + 1}: ${says}`]);
      },
    ),
  );
});

test('a request that is lost, or added, is one difference', () => {
  fc.assert(
    fc.property(requests, request, requests, (head, one, tail) => {
      const [more, less] = [
        [...head, one, ...tail],
        [...head, ...tail],
      ];
      expect(said(testProofOf(more, less)).map((text) => text.replace(/^\d+/, 'n'))).toEqual([
        'n: request lost',
      ]);
      expect(said(testProofOf(less, more)).map((text) => text.replace(/^\d+/, 'n'))).toEqual([
        'n: request added',
      ]);
    }),
  );
});

test('what happens in one test says nothing of others', () => {
  fc.assert(
    fc.property(requests, requests, request, (one, other, added) => {
      const { tests } = proofOf(
        { one: { requests: one }, other: { requests: other } },
        { one: { requests: one }, other: { requests: [...other, added] } },
      );
      expect(tests.map(({ verdict }) => verdict)).toEqual(['equal', 'differs']);
    }),
  );
});
