import { describe, expect, test } from 'vitest';
import { NEW, OLD, pinned, versionsOf } from './environments.ts';

describe.each([OLD, ...NEW])('$name', (environment) => {
  test('pins each package exactly, and once', () => {
    const lines = environment.pins.trim().split('\n');
    expect(lines.filter((line) => !/^[A-Za-z0-9_.-]+==[0-9][\w.]*$/.test(line))).toEqual([]);
    expect(new Set(lines).size).toBe(lines.length);
  });

  test('is named for its client', () => {
    expect(environment.name).toBe(`starlette-${pinned(environment, 'starlette') ?? ''}`);
    expect(versionsOf(environment)).toMatch(/^starlette \S+, (?:requests|httpx2?) \S+, fastapi \S+$/);
  });
});

test('the old client is built on requests, the newest on httpx2', () => {
  expect(versionsOf(OLD)).toContain('requests 2.28');
  expect(versionsOf(NEW.at(-1)!)).toContain('httpx2');
});
