import { expect, it } from 'vitest';
import { closest } from '../../src/core/closest.ts';

const known = ['body-to-request', 'data-to-content', 'follow-redirects', 'positional-body'];

it.each([
  ['follow-redirect', 'follow-redirects'],
  ['folow-redirects', 'follow-redirects'],
  ['Data_To_Content', 'data-to-content'],
  ['data-content', 'data-to-content'],
  ['positional', 'positional-body'],
  ['f', undefined],
  ['x', undefined],
  ['', undefined],
  ['cookies-to-client', undefined],
])('takes %j for %j', (name, meant) => {
  expect(closest(name, known)).toBe(meant);
});
