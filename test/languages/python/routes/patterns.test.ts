import { describe, expect, test } from 'vitest';
import {
  agreement,
  ANY,
  PART,
  pathPattern,
  routePattern,
  slashed,
} from '../../../../src/languages/python/routes/patterns.ts';

/** `*` for any text, `?` for a part of a path. */
const read = (text: string): string => text.replaceAll('*', ANY).replaceAll('?', PART);

describe('two paths', () => {
  test.each<[one: string, other: string]>([
    ['/a', '/a'],
    ['/a/?', '/a/1'],
    ['/a/?', '/a/?'],
    ['*/a', '/x/y/a'],
    ['*', ''],
    ['/a/?/b', '/a/*'],
    ['/?-x', '/?'],
    ['/?.json', '/a.json'],
    ['*/a', '*/b/a'],
  ])('%s and %s may be one', (one, other) => {
    expect(agreement(read(one), read(other))).toBeGreaterThanOrEqual(0);
    expect(agreement(read(other), read(one))).toBe(agreement(read(one), read(other)));
  });

  test.each<[one: string, other: string]>([
    ['/a', '/b'],
    ['/a', '/a/'],
    ['/a/?', '/a/'],
    ['/a/?', '/a/1/2'],
    ['*/a', '/a/b'],
    ['', '?'],
  ])('%s and %s cannot', (one, other) => {
    expect(agreement(read(one), read(other))).toBeUndefined();
    expect(agreement(read(other), read(one))).toBeUndefined();
  });

  test('agree more where more is written in both', () => {
    const score = (route: string): number => agreement('/items/me', read(route)) ?? -1;
    expect(score('/items/me')).toBeGreaterThan(score('/items/?'));
    expect(score('/items/?')).toBeGreaterThan(score('*'));
  });
});

test('a route has parts and rests', () => {
  expect(routePattern('/a/{id}/{n:int}/{rest:path}')).toBe(read('/a/?/?/*'));
});

test('of a URL only the path counts', () => {
  expect(pathPattern('https://testserver:80/a?b#c')).toBe('/a');
  expect(pathPattern('http://testserver')).toBe('/');
  expect(pathPattern('a')).toBe('/a');
  expect(pathPattern(`${ANY}/a`)).toBe(`${ANY}/a`);
});

test('a slash is added or taken away', () => {
  expect([slashed('/a'), slashed('/a/')]).toEqual(['/a/', '/a']);
});
