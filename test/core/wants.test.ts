import { describe, expect, test } from 'vitest';
import type { ClientCall } from '../../src/core/model/calls.ts';
import type { Library } from '../../src/core/model/subjects.ts';
import {
  compare,
  defineRule,
  name,
  not,
  subscript,
  type Rule,
  type RuleContext,
} from '../../src/core/rule.ts';
import type { Read, Reference, Site } from '../../src/core/sites.ts';
import { isWanted, unionOf } from '../../src/core/wants.ts';
import { opaqueCall } from '../../src/core/engine/opaque.ts';
import { anyCall } from '../support/wants.ts';
import { unrouted } from '../../src/core/routes.ts';
import { noAddresses } from '../../src/core/model/addresses.ts';
import { unknownUse } from '../../src/core/model/client-use.ts';
import { noSuite } from '../../src/core/suite.ts';
import { untraced } from '../../src/core/trace.ts';
import { defaultTarget } from '../../src/core/model/target.ts';

const at = { start: 0, end: 1 };
const subject = (library: Library) =>
  ({ ...at, is: 'response', text: 'r', certainty: 'proven', because: 'constructed', library }) as const;

const callOf = (method: string, hidden: ClientCall['hidden'] = { may: 'nothing' }): ClientCall => ({
  kind: 'call',
  ...at,
  receiver: { ...subject('test-client'), is: 'client' },
  callee: { via: 'member', span: at },
  method: { ...at, name: method },
  args: [],
  options: [],
  hidden,
});

const dynamicCall: ClientCall = {
  ...callOf(''),
  callee: { via: 'dynamic', span: at, name: { ...at, kinds: ['text'], constants: ['DELETE', 'post'] } },
};

const readOf = (attribute: string, library: Library = 'test-client'): Read => ({
  kind: 'read',
  ...at,
  subject: subject(library),
  attribute: { ...at, name: attribute },
  around: {},
});

const reference = (path: string): Reference => ({ kind: 'reference', ...at, path, text: path, as: 'value' });

describe('a rule gets only the sites that it wants', () => {
  test.each<
    [name: string, wants: Omit<Parameters<typeof isWanted>[0], 'libraries'>, site: Site, wanted: boolean]
  >([
    ['a call of any method', { calls: [{}] }, callOf('get'), true],
    ['a call of a named method', { calls: [{ methods: ['get'] }] }, callOf('get'), true],
    ['no call of another method', { calls: [{ methods: ['post'] }] }, callOf('get'), false],
    [
      'a call of one of several patterns',
      { calls: [{ methods: ['post'] }, { methods: ['get'] }] },
      callOf('get'),
      true,
    ],
    ['a call whose method is one of several', { calls: [{ methods: ['delete'] }] }, dynamicCall, true],
    ['no call whose methods are all others', { calls: [{ methods: ['get'] }] }, dynamicCall, false],
    ['a call whose method is not known', { calls: [{ methods: ['get'] }] }, callOf(''), true],
    ['no call when it wants none', { reads: { response: ['ok'] } }, callOf('get'), false],
    ['a read of a named attribute', { reads: { response: ['ok'] } }, readOf('ok'), true],
    ['no read of another attribute', { reads: { response: ['ok'] } }, readOf('text'), false],
    ['no read from another kind of subject', { reads: { client: ['ok'] } }, readOf('ok'), false],
    ['a name', { references: ['requests'] }, reference('requests'), true],
    ['a name below a name', { references: ['requests'] }, reference('requests.codes.ok'), true],
    [
      'no name that only begins alike',
      { references: ['requests'] },
      reference('requests_mock.Mocker'),
      false,
    ],
  ])('%s', (_name, wants, site, wanted) => {
    expect(isWanted({ libraries: ['test-client'], ...wants }, site)).toBe(wanted);
  });

  test('of its libraries', () => {
    const wants = { libraries: ['test-client'], reads: { response: ['ok'] } } as const;
    expect(isWanted(wants, readOf('ok', 'httpx'))).toBe(false);
    expect(isWanted({ ...wants, libraries: ['test-client', 'httpx'] }, readOf('ok', 'httpx'))).toBe(true);
  });
});

test('what several rules want is joined, each thing once', () => {
  expect(
    unionOf([
      { calls: [{ methods: ['get'] }], reads: { response: ['ok'] }, rivals: { data: ['files'] } },
      {
        calls: [{}],
        reads: { response: ['ok', 'next'], client: ['base_url'] },
        rivals: { data: ['json', 'files'] },
      },
    ]),
  ).toMatchObject({
    calls: [{ methods: ['get'] }, {}],
    reads: { response: ['ok', 'next'], client: ['base_url'] },
    rivals: { data: ['files', 'json'] },
    references: [],
  });
});

test('what several rules ask about responses is joined, and absent where none asks', () => {
  const traces = {
    reads: ['text'],
    follows: [],
    options: ['a'],
    overrides: [],
    suites: { options: [], packages: [] },
  };
  expect(unionOf([{}, { traces }, { traces: { ...traces, reads: ['text', 'json'] } }]).traces).toEqual({
    ...traces,
    reads: ['text', 'json'],
  });
  expect(unionOf([{}])).not.toHaveProperty('traces');
});

describe('a call whose arguments cannot all be seen', () => {
  const rule = (says?: string): Rule =>
    defineRule({ name: 'rule', summary: '', safety: 'safe', wants: anyCall, opaque: () => says });
  const cx: RuleContext = {
    text: () => '',
    spell: (one: string) => one,
    language: 'python',
    target: defaultTarget,
    trace: () => untraced,
    route: () => unrouted,
    clientUse: () => unknownUse,
    bodyText: () => [],
    addresses: () => noAddresses,
    suite: () => noSuite,
  };
  const opaque = callOf('get', { may: 'anything', positional: false, because: 'nobody calls it' });

  test('is reported once, with what every rule would look for', () => {
    const found = opaqueCall([rule('do this'), rule(), rule('do that'), rule('do this')], opaque, cx);
    expect(found).toEqual({
      at: opaque.method,
      message: 'cannot see every argument of this call: where needed, do this and do that',
      level: 'differs',
      why: 'nobody calls it',
    });
  });

  test.each<[string, readonly Rule[], ClientCall]>([
    ['no rule has anything to say', [rule()], opaque],
    ['no rule is chosen', [], opaque],
    ['all arguments are known', [rule('do this')], callOf('get')],
  ])('is not reported where %s', (_name, rules, call) => {
    expect(opaqueCall(rules, call, cx)).toBeUndefined();
  });
});

test('builders of new code nest', () => {
  expect(compare(subscript(name('a'), name('b')), '==', not(name('c')))).toEqual({
    expr: 'comparison',
    left: { expr: 'subscript', object: { expr: 'name', name: 'a' }, index: { expr: 'name', name: 'b' } },
    operator: '==',
    right: { expr: 'not', operand: { expr: 'name', name: 'c' } },
  });
});
