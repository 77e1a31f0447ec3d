import { expect, test } from 'vitest';
import { METHOD_NAMES, REQUESTS } from '../../src/clients/methods.ts';
import { calledOn, readFrom } from '../../src/clients/subjects.ts';

test('a client gives a response in every method but the one that opens a session', () => {
  const giving = METHOD_NAMES.filter((name) => calledOn('client', name)?.is === 'response');
  expect(giving).toEqual(METHOD_NAMES.filter((name) => name !== 'websocketConnect'));
  expect(giving).toEqual(expect.arrayContaining([...REQUESTS]));
});

test.each([
  ['client', 'cookies', 'cookies'],
  ['response', 'headers', 'headers'],
  ['response', 'history', 'response'],
  ['request', 'url', 'url'],
  ['response', 'ok', undefined],
  ['headers', 'cookies', undefined],
  ['client', 'constructor', undefined],
] as const)('what a %s has as `%s` is: %s', (kind, name, is) => {
  expect(readFrom(kind, name)?.is).toBe(is);
});

test.each([
  ['response', 'raiseForStatus', 'response'],
  ['headers', 'copy', 'headers'],
  ['client', 'buildRequest', 'request'],
  ['response', 'json', undefined],
  ['response', 'get', undefined],
  ['client', 'toString', undefined],
] as const)('what `%s` gives in its `%s` is: %s', (kind, name, is) => {
  expect(calledOn(kind, name)?.is).toBe(is);
});
