import { describe, expect, test } from 'vitest';
import { targetOf } from '../../src/clients/targets/words.ts';
import { hasReached, liesAfter, versionsText } from '../../src/core/model/target.ts';

describe('a target in words', () => {
  test.each<[words: string, starlette: string | undefined, client: string]>([
    ['', undefined, 'httpx'],
    ['httpx', undefined, 'httpx'],
    ['httpx2', undefined, 'httpx2'],
    ['httpx2==2.13', undefined, 'httpx2'],
    ['latest', 'latest', 'httpx'],
    ['latest httpx2', 'latest', 'httpx2'],
    ['starlette==0.43', '0.43', 'httpx'],
    ['starlette=0.43.*', '0.43', 'httpx'],
    ['fastapi==0.85', '<0.21', 'httpx'],
    ['fastapi==0.87.0', '0.21', 'httpx'],
    ['fastapi==0.110', '>=0.36.3,<0.38', 'httpx'],
    ['fastapi==0.115', '>=0.37.2,<0.47', 'httpx'],
    ['fastapi==0.115.7', '>=0.40,<0.46', 'httpx'],
    ['fastapi==0.142', '>=0.46', 'httpx'],
    ['fastapi==0.115 starlette==0.41.3', '0.41.3', 'httpx'],
  ])('%j is Starlette %s with %s', (words, starlette, client) => {
    const target = targetOf(words.split(' ').filter(Boolean));
    expect(target.client).toBe(client);
    expect(target.versions.starlette && versionsText(target.versions.starlette)).toBe(starlette);
  });

  test.each(['', 'newest', 'requests==2.28', 'starlette==', 'starlette>=0.43', 'starlette==0.x'])(
    '%j is none',
    (word) => {
      expect(() => targetOf([word])).toThrow(TypeError);
    },
  );
});

describe('a version that a finding names', () => {
  test.each<[words: string, since: string, isAfter: boolean]>([
    ['starlette==0.42', 'Starlette 0.43', true],
    ['starlette==0.43', 'Starlette 0.43', false],
    ['starlette==0.37', 'Starlette 0.37.2', false],
    ['starlette==0.37.1', 'Starlette 0.37.2', true],
    ['starlette==0.42', 'httpx 0.28', false],
    ['starlette==1.2', 'Starlette 0.43', false],
    ['fastapi==0.115.6', 'Starlette 0.46', true],
    ['fastapi==0.115.7', 'Starlette 0.45', false],
    ['fastapi==0.131', 'FastAPI 0.132', true],
    ['httpx==0.27', 'httpx 0.28', true],
    ['latest', 'httpx 0.28', false],
    ['httpx2', 'httpx 0.28', false],
    ['starlette==0.42', 'a version to come', false],
  ])('with the target %s, %s lies after it: %s', (words, since, isAfter) => {
    expect(liesAfter(targetOf([words]), since)).toBe(isAfter);
  });

  test('is reached, not reached, or nobody knows', () => {
    const target = targetOf(['fastapi==0.115']);
    expect(hasReached(target, 'fastapi', [0, 115])).toBe(true);
    expect(hasReached(target, 'starlette', [0, 37])).toBe(true);
    expect(hasReached(target, 'starlette', [0, 43])).toBeUndefined();
    expect(hasReached(target, 'starlette', [0, 47])).toBe(false);
    expect(hasReached(target, 'httpx', [0, 23])).toBeUndefined();
    expect(hasReached(targetOf(['latest']), 'httpx', [0, 28])).toBe(true);
  });
});
