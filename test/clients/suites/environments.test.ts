import { expect, test } from 'vitest';
import { NEW, OLD, pinned } from '../environments.ts';
import { BACKENDS, overlay, PEER, withPackages } from './environments.ts';

test.each([
  ['adds what is missing', 'a==1\n', 'b==2\n', 'a==1\nb==2\n'],
  ['decides by name', 'a==1\nb==1\n', 'a==2\n', 'a==2\nb==1\n'],
  ['knows names in any case', 'Flask==1\n', 'flask==2\n', 'flask==2\n'],
])('an upper list of pins %s', (_, lower, upper, both) => {
  expect(overlay(lower, upper)).toBe(both);
});

test.each([OLD, ...NEW])('$name keeps its client beside the packages of the suites', (base) => {
  const both = withPackages(base);
  for (const name of ['starlette', 'fastapi', 'httpx', 'requests'])
    expect(pinned(both, name)).toBe(pinned(base, name));
});

test.each([BACKENDS, PEER, withPackages(OLD)])('$name pins every package exactly', ({ pins }) => {
  for (const line of pins.trimEnd().split('\n')) expect(line).toMatch(/^[\w.-]+==[\w.]+$/);
});
