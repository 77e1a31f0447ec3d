import { describe, expect, test } from 'vitest';
import { difference } from './compare.ts';
import { DIFFERENCES, normalise } from '../../src/proof/differences.ts';
import { NEW, OLD, packagesOf, type Environment } from './environments.ts';
import type { Outcome, Request } from './execute.ts';
import { received } from './received.ts';

const [FIRST, NEWEST] = [NEW[0]!, NEW.at(-1)!];
const named = (starlette: string): Environment => NEW.find(({ name }) => name === `starlette-${starlette}`)!;

const request = (changes: Partial<Request> = {}): Request => ({
  method: 'GET',
  path: '/',
  rawPath: '/',
  query: '',
  headers: [['host', 'testserver']],
  cookies: [],
  body: '',
  status: 200,
  parts: null,
  ...changes,
});

const outcome = (requests: readonly Request[], changes: Partial<Outcome> = {}): Outcome => ({
  module: 'm',
  test: 'test_it',
  lines: null,
  outcome: 'passed',
  problem: null,
  warnings: [],
  requests,
  ...changes,
});

const json = (body: string): Request =>
  request({
    method: 'POST',
    body,
    headers: [
      ['content-length', String(body.length)],
      ['content-type', 'application/json'],
    ],
  });

const upload = (...head: readonly string[]): Request =>
  request({
    method: 'POST',
    headers: [['content-type', 'multipart/form-data; boundary=BOUNDARY']],
    parts: [{ head, content: 'x', guessed: 'text/plain' }],
  });

const same = (before: Request, after: Request, environment: Environment): string | undefined =>
  difference(outcome([before]), outcome([after]), environment);

describe('what a newer client does to every request is no difference', () => {
  test.each<readonly [string, Request, Request, Environment]>([
    [
      'the order of headers',
      request({
        headers: [
          ['b', '1'],
          ['a', '2'],
        ],
      }),
      request({
        headers: [
          ['a', '2'],
          ['b', '1'],
        ],
      }),
      FIRST,
    ],
    [
      'the empty length of a DELETE',
      request({ method: 'DELETE', headers: [['content-length', '0']] }),
      request({ method: 'DELETE', headers: [] }),
      FIRST,
    ],
    [
      'a query behind the raw path',
      request({ rawPath: '/a', query: 'b=1' }),
      request({ rawPath: '/a?b=1', query: 'b=1' }),
      FIRST,
    ],
    [
      'the escapes that 0.21.0 takes off',
      request({ query: 'a=%5B%2520' }),
      request({ query: 'a=[%20' }),
      FIRST,
    ],
    ['how a space is written', request({ query: 'a=b+c' }), request({ query: 'a=b%20c' }), named('0.36.3')],
    ['how JSON is written', json('{"a": "\\u00e9"}'), json('{"a":"\u00c3\u00a9"}'), NEWEST],
    [
      'the type that the name of a file suggests',
      upload('Content-Disposition: x'),
      upload('Content-Disposition: x', 'Content-Type: text/plain'),
      NEWEST,
    ],
  ])('%s', (_name, before, after, environment) => {
    expect(same(before, after, environment)).toBeUndefined();
  });

  test('the type of a body that a redirect took away', () => {
    const post = request({ method: 'POST', status: 303, headers: [['content-type', 'a/b']] });
    const old = outcome([post, request({ headers: [] })]);
    const now = outcome([post, request({ headers: [['content-type', 'a/b']] })]);
    expect(difference(old, now, FIRST)).toBeUndefined();
  });
});

describe('anything else is', () => {
  test.each<readonly [string, Request, Request, Environment, string]>([
    ['a method', request(), request({ method: 'POST' }), NEWEST, 'method "GET" became "POST"'],
    [
      'a body',
      request({ body: 'a' }),
      request({ body: 'b' }),
      NEWEST,
      'body {"is":"raw","all":"a","ascii":true} became {"is":"raw","all":"b","ascii":true}',
    ],
    ['a value in JSON', json('{"a": 1}'), json('{"a":2}'), NEWEST, '"value":"{\\"a\\":2}"'],
    [
      'a length that is not empty',
      request({ method: 'DELETE', headers: [['content-length', '2']] }),
      request({ method: 'DELETE', headers: [] }),
      NEWEST,
      'length',
    ],
    [
      'an escape that is data',
      request({ query: 'a=%2525' }),
      request({ query: 'a=%25' }),
      NEWEST,
      'query "a=%25" became "a=%"',
    ],
    [
      'how JSON is written, where the client has not changed it',
      json('{"a": 1}'),
      json('{"a":1}'),
      FIRST,
      'body',
    ],
    [
      'the type of a file that its name does not suggest',
      upload('Content-Disposition: x', 'Content-Type: a/b'),
      upload('Content-Disposition: x', 'Content-Type: text/plain'),
      NEWEST,
      'parts',
    ],
    [
      'a type sent by itself',
      request({ headers: [['content-type', 'a/b']] }),
      request({ headers: [] }),
      NEWEST,
      'headers',
    ],
  ])('%s', (_name, before, after, environment, says) => {
    expect(same(before, after, environment)).toContain(says);
  });

  test('a request more', () => {
    const found = difference(outcome([request()]), outcome([request(), request({ path: '/b' })]), NEWEST);
    expect(found).toBe('GET / became GET /, GET /b');
  });

  test('another end', () => {
    const problem = { type: 'TypeError', message: 'no', frames: [] };
    const failed = outcome([], { outcome: 'failed', problem });
    expect(difference(outcome([]), failed, NEWEST)).toBe('passed became TypeError: no');
    expect(difference(failed, { ...failed, problem: { ...problem, message: 'other words' } }, NEWEST)).toBe(
      undefined,
    );
  });

  test('a warning', () => {
    const warned = outcome([], { warnings: [{ category: 'DeprecationWarning', text: 'old' }] });
    expect(difference(outcome([]), warned, NEWEST)).toBe('DeprecationWarning: old');
  });
});

test('every difference is one of some client, and of none that is built on requests', () => {
  for (const { on } of DIFFERENCES) expect(NEW.map(packagesOf).some(on)).toBe(true);
  expect(OLD.pins).toContain('requests==2.28.');
});

test('a form is normal once it is', () => {
  const versions = packagesOf(NEWEST);
  const once = normalise([json('{"a": 1}'), upload('Content-Type: text/plain')].map(received), versions);
  expect(normalise(once, versions)).toEqual(once);
});
