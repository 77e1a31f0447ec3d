import { expect, it } from 'vitest';
import { colourLevel, painterFor, type ColourWish } from '../../src/cli/colour.ts';

it.each<[ColourWish, Record<string, string>, boolean, number]>([
  ['auto', {}, true, 1],
  ['auto', {}, false, 0],
  ['auto', { TERM: 'dumb' }, true, 0],
  ['auto', { NO_COLOR: '1' }, true, 0],
  ['auto', { NO_COLOR: '' }, true, 1],
  ['auto', { FORCE_COLOR: '1' }, false, 1],
  ['auto', { FORCE_COLOR: 'true' }, false, 1],
  ['auto', { FORCE_COLOR: '3' }, false, 3],
  ['auto', { FORCE_COLOR: '2' }, false, 2],
  ['auto', { FORCE_COLOR: '0' }, true, 0],
  ['auto', { FORCE_COLOR: 'false' }, true, 0],
  ['auto', { FORCE_COLOR: '' }, false, 0],
  ['auto', { NO_COLOR: '1', FORCE_COLOR: '1' }, true, 0],
  ['always', { NO_COLOR: '1' }, false, 1],
  ['always', { FORCE_COLOR: '0' }, false, 1],
  ['never', { FORCE_COLOR: '3' }, true, 0],
])('--color %s with %o on a terminal (%s) is level %i', (wish, env, isTerminal, level) => {
  expect(colourLevel(wish, env, isTerminal)).toBe(level);
});

it('paints with ANSI codes or not at all', () => {
  expect(painterFor('always', {}, { isTerminal: false }).red('x')).toBe('\x1b[31mx\x1b[39m');
  expect(painterFor('never', {}, { isTerminal: true }).red('x')).toBe('x');
});
