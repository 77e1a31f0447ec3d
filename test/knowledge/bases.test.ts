import { describe, expect, test } from 'vitest';
import { baseIn, movesOf } from '../../src/clients/bases/bases.ts';
import { runsSince } from '../../src/clients/suites.ts';

const OF = 'http://testserver';

/** The path that a URL goes to below a base: Starlette 0.20.4, 0.33 and 0.36, as they were run. */
const TABLE: readonly (readonly [base: string, url: string, old: string, early: string, late: string])[] = [
  ['/api', '/a', '/a', '/a', '/api/a'],
  ['/api', '/', '/', '/', '/api/'],
  ['/api', '/api/a', '/api/a', '/api/a', '/api/api/a'],
  ['/api', 'a', '/a', '/api/a', '/api/a'],
  ['/api', './a', '/a', '/api/a', '/api/a'],
  ['/api', '../a', '/a', '/a', '/a'],
  ['/api', '', '/api', '/api/', '/api/'],
  ['/api', '?x=1', '/api?x=1', '/api/?x=1', '/api/?x=1'],
  ['/api/', '/a', '/a', '/a', '/api/a'],
  ['/api/', '/a/../b', '/b', '/b', '/api/b'],
  ['/api/', 'a', '/api/a', '/api/a', '/api/a'],
  ['/api/', '', '/api/', '/api/', '/api/'],
  ['/api/', '?x=1', '/api/?x=1', '/api/?x=1', '/api/?x=1'],
  ['/api/v1', 'a', '/api/a', '/api/v1/a', '/api/v1/a'],
  ['/api/v1', '../a', '/a', '/api/a', '/api/a'],
  ['/api/v1/', '../a', '/api/a', '/api/a', '/api/a'],
  ['/api', 'http://testserver/a', '/a', '/a', '/a'],
  ['/api/', 'http://other/a', '/a', '/a', '/a'],
];

const textOf = (head: string) => ({ head, open: false });

describe('a base URL with a path', () => {
  test.each(TABLE)('%s leads %j to %s, then to %s, then to %s', (path, url, old, early, late) => {
    const base = baseIn([textOf(OF + path)])!;
    const call = { where: { path: 'a.py', line: 1 }, text: '', url: [textOf(url)] };
    const [move] = movesOf(base, [call]).moved;
    expect(move && [move.before, move.now, move.early]).toEqual(
      old === late ? undefined : [old, late, early === late],
    );
  });

  test.each(['http://testserver', 'http://testserver/', 'https://testserver:8000', 'testserver/api', '/api'])(
    'is not %s',
    (head) => {
      expect(baseIn([textOf(head)])).toBeUndefined();
    },
  );
});

describe('a suite that requires', () => {
  test.each<[name: string, least: string, options: string[], runs: boolean]>([
    ['starlette', '0.34.0', [], true],
    ['starlette', '1.0', ['followRedirects'], true],
    ['fastapi', '0.109.0', [], true],
    ['starlette', '0.33', [], false],
    ['fastapi', '0.108.0', [], false],
    ['starlette', '1.0', ['allowRedirects'], false],
    ['httpx', '0.28', [], false],
  ])('%s %s, and has the options %j: runs on Starlette 0.34 is %s', (name, least, options, runs) => {
    const suite = () => ({ options, required: [{ name, least }] });
    expect(runsSince('0.34', { suite })).toBe(runs);
  });
});
