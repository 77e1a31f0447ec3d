import { describe, expect, test } from 'vitest';
import { strongestSign } from '../../src/clients/redirects/signs.ts';
import { verdictOn } from '../../src/clients/redirects/verdict.ts';
import { unrouted } from '../../src/core/routes.ts';
import { noAddresses } from '../../src/core/model/addresses.ts';
import { unknownUse } from '../../src/core/model/client-use.ts';
import { noSuite } from '../../src/core/suite.ts';
import type { ClientCall } from '../../src/core/model/calls.ts';
import { defaultTarget } from '../../src/core/model/target.ts';
import {
  untraced,
  type ClientFacts,
  type Comparing,
  type Known,
  type Made,
  type Observation,
  type Reading,
  type Relation,
  type Step,
  type Way,
} from '../../src/core/trace.ts';
import { spell } from '../../src/languages/python/names.ts';

const at = { path: 'test_a.py', start: 0, end: 1 };

/** An attribute that is read at a place that is always reached, and nothing is done with it. */
const read = (attribute: string, more: Partial<Reading> = {}): Reading => ({
  ...{ is: 'reading', attribute, at, certain: true, called: false, asserted: false },
  ...{ steps: [], compared: [], beside: [], matched: [], around: [] },
  ...more,
});

const compared = (operator: Relation, ...values: readonly Known[]): Comparing => ({
  operator,
  with: { values },
});
const asserted = (...all: readonly Comparing[]): Partial<Reading> => ({ asserted: true, compared: all });
const step = (by: string, ...more: Step['with']): Step => ({ by, with: more });
const isOf = (by: string, ...more: Step['with']): Partial<Reading> => ({ steps: [step(by, ...more)] });

const status = (...more: readonly Partial<Reading>[]): Reading =>
  more.reduce<Reading>((reading, one) => ({ ...reading, ...one }), read('statusCode'));

/** `shows: because`, or `nothing`. */
function signOf(...seen: readonly Observation[]): string {
  const sign = strongestSign(seen, spell);
  return sign ? `${sign.shows}: ${sign.because}` : 'nothing';
}

const FOUND = { name: 'HTTPStatus.FOUND', path: 'http.HTTPStatus.FOUND' };
const IS_303 = 'redirect: `status_code` is compared with 303';
const IS_302 = 'redirect: `status_code` is compared with 302';
const IN_CLASS = 'redirect: `status_code` is compared with the class of redirects';
const IS_FINAL = 'final: `status_code` is asserted to be no redirect';

describe('a status', () => {
  test.each<[name: string, reading: Reading, sign: string]>([
    ['that is read', status(), 'nothing'],
    ['== 303', status(asserted(compared('==', 303))), IS_303],
    ['!= 303, outside of an assertion', status({ compared: [compared('!=', 303)] }), IS_303],
    ['in (200, 303)', status(asserted(compared('in', 200, 303))), IS_303],
    ['== 304', status(asserted(compared('==', 304))), IS_FINAL],
    ['== 200', status(asserted(compared('==', 200))), IS_FINAL],
    ['== 200, outside of an assertion', status({ compared: [compared('==', 200)] }), 'nothing'],
    ['== 200, where it is not certain', status(asserted(compared('==', 200)), { certain: false }), 'nothing'],
    ['== 303, where it is not certain', status(asserted(compared('==', 303)), { certain: false }), IS_303],
    ['!= 200', status(asserted(compared('!=', 200))), 'nothing'],
    ['== x', status({ asserted: true, compared: [{ operator: '==', with: {} }] }), 'nothing'],
    ['== "303"', status(asserted(compared('==', '303')), { around: ['303'] }), IS_303],
    ['beside 303', status({ beside: [{ values: [303] }] }), IS_303],
    ['beside 200', status({ beside: [{ values: [200] }] }), 'nothing'],
    ['in an expression with 303', status({ around: [303] }), IS_303],
    ['in a match with 303', status({ matched: [200, 303] }), IS_303],
    ['in a match with "303"', status({ matched: ['303'] }), IS_303],
    ['in a match with 200', status({ matched: [200] }), 'nothing'],
    ['< 300', status(asserted(compared('<', 300))), IS_FINAL],
    ['< 400', status(asserted(compared('<', 400))), 'nothing'],
    ['<= 299', status(asserted(compared('<=', 299))), IS_FINAL],
    ['>= 400', status(asserted(compared('>=', 400))), IS_FINAL],
    ['> 399', status(asserted(compared('>', 399))), IS_FINAL],
    ['200 <= status < 300', status(asserted(compared('>=', 200), compared('<', 300))), IS_FINAL],
    ['300 <= status < 400', status(asserted(compared('>=', 300), compared('<', 400))), IN_CLASS],
    ['> 299', status(asserted(compared('>', 299))), IN_CLASS],
    ['// 100 == 3', status(isOf('//', 100), asserted(compared('==', 3))), IN_CLASS],
    ['// 100 in (2, 3)', status(isOf('//', 100), asserted(compared('in', 2, 3))), IN_CLASS],
    ['// 100 == 2', status(isOf('//', 100), asserted(compared('==', 2))), IS_FINAL],
    ['// 10 == 20', status(isOf('//', 10), asserted(compared('==', 20))), 'nothing'],
    [
      'str(status).startswith("3")',
      status({ steps: [step('text'), step('startswith', '3')], around: ['3'] }),
      IN_CLASS,
    ],
    ['.startswith("3") of another text', status({ around: ['3'] }), 'nothing'],
  ])('%s', (_name, reading, sign) => {
    expect(signOf(reading)).toBe(sign);
  });
});

describe('a status by its name', () => {
  test.each<[name: string, known: Known, sign: string]>([
    ['in the standard library', FOUND, IS_302],
    ['of another status there', { ...FOUND, path: 'http.HTTPStatus.CREATED' }, IS_FINAL],
    ['as it is written', { name: 'HTTPStatus.FOUND.value' }, IS_302],
    ['with its number', { name: 'HTTP_303_SEE_OTHER' }, IS_303],
    ['with the number of another', { name: 'status.HTTP_201_CREATED' }, IS_FINAL],
    ['in requests', { name: 'requests.codes.found' }, IS_302],
    [
      'in something like it',
      { name: 'codes.temporary_moved' },
      'redirect: `status_code` is compared with 307',
    ],
    ['of nothing known in something like it', { name: 'codes.LOGIN' }, 'nothing'],
    ['of anything', { name: 'expected' }, 'nothing'],
  ])('%s', (_name, known, sign) => {
    expect(signOf(status(asserted(compared('==', known))))).toBe(sign);
  });
});

describe('another attribute', () => {
  const text = (operator: Relation, kind: 'empty' | 'full'): Partial<Reading> =>
    asserted({ operator, with: { text: kind } });

  test.each<[name: string, reading: Reading, sign: string]>([
    ['is_redirect', read('isRedirect'), 'redirect: `is_redirect` is read'],
    ['next_request, of httpx alone', read('nextRequest'), 'final: `next_request` is read'],
    ['cookies', read('cookies'), 'hint: `cookies` is read'],
    ['headers', read('headers', { around: ['content-type'] }), 'nothing'],
    ['headers["Location"]', read('headers', { around: ['Location'] }), 'hint: the header `Location` is read'],
    [
      '"set-cookie" in headers',
      read('headers', { around: ['set-cookie'] }),
      'hint: the header `set-cookie` is read',
    ],
    ['history == []', read('history', asserted({ operator: '==', with: {} })), 'hint: `history` is read'],
    ['history', read('history', asserted()), 'final: it is expected to have been redirected'],
    ['history[0]', read('history', isOf('[]', 0)), 'final: it is expected to have been redirected'],
    [
      'len(history) == 1',
      read('history', { ...isOf('length'), ...asserted(compared('==', 1)) }),
      'final: it is expected to have been redirected',
    ],
    [
      'len(history) == 0',
      read('history', { ...isOf('length'), ...asserted(compared('==', 0)) }),
      'hint: `history` is read',
    ],
    ['json', read('json'), 'nothing'],
    ['json()', read('json', { called: true }), 'final: its JSON is read'],
    ['text == "a"', read('text', text('==', 'full')), 'final: its text is asserted'],
    ['"a" in content', read('content', text('contains', 'full')), 'final: its text is asserted'],
    ['text == ""', read('text', text('==', 'empty')), 'nothing'],
    ['"a" not in text', read('text', text('lacks', 'full')), 'nothing'],
    ['text', read('text', asserted()), 'nothing'],
  ])('%s', (_name, reading, sign) => {
    expect(signOf(reading)).toBe(sign);
  });
});

describe('a function that the response is passed to', () => {
  test.each([
    ['assert_redirects', 'redirect: it is given to `assert_redirects`'],
    ['self.assertRedirects', 'redirect: it is given to `self.assertRedirects`'],
    ['redirect', 'nothing'],
    ['assert_ok', 'nothing'],
  ])('%s', (to, sign) => {
    expect(signOf({ is: 'passed', to, at, certain: true })).toBe(sign);
  });
});

describe('several observations', () => {
  const JSON_READ = read('json', { called: true });
  const way = (...seen: readonly Observation[]): Way => ({ seen, ignored: false });
  const dropped: Way = { seen: [], ignored: true };
  const ways = (...all: readonly Way[]): Observation => ({ is: 'ways', into: 'callers', ways: all });

  test.each<[name: string, seen: readonly Observation[], shows: string]>([
    ['a redirect is stronger than what is asserted', [JSON_READ, read('isRedirect')], 'redirect'],
    ['what is asserted is stronger than a hint', [read('cookies'), JSON_READ], 'final'],
    ['every way asserts it', [ways(way(JSON_READ), way(JSON_READ))], 'final'],
    ['one way does not', [ways(way(JSON_READ), way())], 'nothing'],
    ['one way drops the response', [ways(way(JSON_READ), dropped)], 'final'],
    ['every way drops the response', [ways(dropped)], 'nothing'],
    ['one way leads to two, of which one does not', [ways(way(ways(way(JSON_READ), way())))], 'nothing'],
    ['a redirect on one way is enough', [ways(way(read('isRedirect')), way())], 'redirect'],
  ])('%s', (_name, seen, shows) => {
    expect(signOf(...seen).split(':')[0]).toBe(shows);
  });
});

describe('the client of a call', () => {
  const made = (options: readonly string[], open = false): Made => ({ options, open, handled: [] });
  const told = made(['followRedirects']);
  const silent = made([]);
  const unseen = made([], true);
  const call: ClientCall = {
    ...{ kind: 'call', start: 0, end: 1, args: [], options: [], hidden: { may: 'nothing' } },
    callee: { via: 'member', span: at },
    method: { start: 0, end: 1, name: 'post' },
    receiver: {
      ...{ start: 0, end: 1, is: 'client', text: 'client', certainty: 'proven', because: 'constructed' },
      library: 'test-client',
    },
  };
  /** The verdict on a call whose status is compared with 303. */
  const verdict = (
    client: Partial<ClientFacts>,
    seen: readonly Observation[] = [status({ around: [303] })],
  ): string =>
    verdictOn(call, {
      ...{ text: () => '', language: 'python', spell, target: defaultTarget },
      route: () => unrouted,
      clientUse: () => unknownUse,
      bodyText: () => [],
      addresses: () => noAddresses,
      suite: () => noSuite,
      trace: () => ({ client: { ...untraced.client, ...client }, seen, failing: false }),
    }).seen;

  test.each<[name: string, client: Partial<ClientFacts>, seen: string]>([
    ['nothing is known of', {}, 'redirect'],
    ['made with the option', { made: [told] }, 'final'],
    ['made without it', { made: [silent] }, 'redirect'],
    ['made with the option of a request alone', { made: [made(['allowRedirects'])] }, 'redirect'],
    ['with it or without it', { made: [told, silent] }, 'redirect'],
    ['whose class deals with it', { made: [{ ...unseen, handled: ['allowRedirects'] }] }, 'final'],
    ['not seen, beside one with it', { made: [unseen], nearby: [told] }, 'final'],
    ['not seen, beside one with it and one without', { made: [unseen], nearby: [told, silent] }, 'redirect'],
    ['made without it, beside one with it', { made: [silent], nearby: [told] }, 'redirect'],
    ['that is assigned the option', { made: [silent], assigned: ['followRedirects'] }, 'final'],
    ['with a method that has the option', { given: ['allowRedirects'] }, 'final'],
  ])('%s', (_name, client, seen) => {
    expect(verdict(client)).toBe(seen);
  });

  test('where nothing is seen, nothing tells; unless the call is expected to fail', () => {
    const verdicts = [false, true].map((failing) =>
      verdictOn(call, {
        ...{ text: () => '', language: 'python', spell, target: defaultTarget },
        route: () => unrouted,
        clientUse: () => unknownUse,
        bodyText: () => [],
        addresses: () => noAddresses,
        suite: () => noSuite,
        trace: () => ({ ...untraced, failing }),
      }),
    );
    expect(verdicts.map(({ seen }) => seen)).toEqual(['untold', 'final']);
  });
});
