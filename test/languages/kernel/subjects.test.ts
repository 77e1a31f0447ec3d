import { expect, test } from 'vitest';
import type { Evidence } from '../../../src/core/model/subjects.ts';
import { because, cameFrom, isSubject } from '../../../src/languages/kernel/subjects.ts';

type Type =
  | { readonly is: 'client' | 'response'; readonly because: Evidence; readonly likely?: boolean }
  | { readonly is: 'unknown'; readonly because: string }
  | { readonly is: 'toString' };

const client: Type = { is: 'client', because: 'constructed' };
const guess: Type = { is: 'response', because: 'named', likely: true };
const unknown: Type = { is: 'unknown', because: 'nobody calls it' };
const others: readonly Type[] = [unknown, { is: 'toString' }];

test('clients and what came from them are subjects, nothing else is', () => {
  expect([client, guess, ...others].filter(isSubject)).toEqual([client, guess]);
});

test('other evidence takes the place of what there was, but for what is only likely', () => {
  expect(because('fixture', [client, guess, ...others])).toEqual([
    { is: 'client', because: 'fixture' },
    guess,
    ...others,
  ]);
});

test('what came from a subject is as certain as the subject, by the same evidence', () => {
  expect(cameFrom({ is: 'client', because: 'fixture' }, 'response')).toEqual({
    is: 'response',
    because: 'fixture',
  });
  expect(cameFrom({ is: 'response', because: 'named', likely: true }, 'cookies')).toEqual({
    is: 'cookies',
    because: 'named',
    likely: true,
    of: 'response',
  });
  expect(cameFrom({ is: 'headers', because: 'caller' }, 'headers')).toEqual({
    is: 'headers',
    because: 'caller',
  });
});
