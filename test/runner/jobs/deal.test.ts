import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { threadsFor } from '../../../src/runner/jobs/count.ts';
import { deal, newClaims, onlyFor, stop, taken } from '../../../src/runner/jobs/deal.ts';

const costs = fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 60 });
const seats = fc.integer({ min: 1, max: 9 });
const numbersOf = (all: readonly number[]): readonly number[] => all.map((_, number) => number);
const sum = (all: readonly number[]): number => all.reduce((total, one) => total + one, 0);

describe('deal()', () => {
  test('gives each piece to one seat', () => {
    fc.assert(
      fc.property(costs, seats, (all, of) => {
        const { order, bounds } = deal(numbersOf(all), all, of);
        expect(order.toSorted((a, b) => a - b)).toEqual(numbersOf(all));
        expect([bounds.length, bounds[0], bounds.at(-1)]).toEqual([of + 1, 0, all.length]);
        expect(bounds.toSorted((a, b) => a - b)).toEqual(bounds);
      }),
    );
  });

  test('gives no seat more than a share and its largest piece', () => {
    fc.assert(
      fc.property(costs, seats, (all, of) => {
        const { order, bounds } = deal(numbersOf(all), all, of);
        for (const [seat, from] of bounds.slice(0, -1).entries()) {
          const own = order.slice(from, bounds[seat + 1]).map((number) => all[number] ?? 0);
          expect(sum(own)).toBeLessThanOrEqual(sum(all) / of + Math.max(...all));
        }
      }),
    );
  });

  test('keeps neighbours together, and begins with what is large', () => {
    const { order, bounds } = deal([0, 1, 2, 3, 4, 5, 6, 7], [1, 1, 1, 1, 1, 1, 3, 1], 2);
    expect([order.slice(0, bounds[1]), order.slice(bounds[1])]).toEqual([
      [0, 1, 2, 3, 4],
      [6, 5, 7],
    ]);
  });
});

describe('taken()', () => {
  test('hands out each piece once, whoever comes first', () => {
    fc.assert(
      fc.property(costs, seats, fc.infiniteStream(fc.nat()), (all, of, turns) => {
        const dealt = deal(numbersOf(all), all, of);
        const claims = newClaims(all.length);
        let hands = Array.from({ length: of }, (_, seat) => taken(dealt, claims, seat));
        const found: unknown[] = [];
        for (const turn of turns) {
          const hand = hands[turn % hands.length];
          const next = hand?.next();
          if (next?.value !== undefined) found.push(next.value);
          if (next?.done) hands = hands.filter((one) => one !== hand);
          if (hands.length === 0) break;
        }
        expect(found.length).toBe(all.length);
        expect(new Set(found)).toEqual(new Set(numbersOf(all)));
      }),
    );
  });

  test('begins with the own part, then helps from the end where most is left', () => {
    const all = new Array<number>(9).fill(1);
    const dealt = deal(numbersOf(all), all, 3);
    const claims = newClaims(9);
    const other = taken(dealt, claims, 1);
    expect([other.next().value, other.next().value]).toEqual([3, 4]);
    expect([...taken(dealt, claims, 0)]).toEqual([0, 1, 2, 8, 7, 5, 6]);
  });

  test('hands out nothing after a stop', () => {
    const dealt = deal([0, 1, 2], [1, 1, 1], 1);
    const claims = newClaims(3);
    const hand = taken(dealt, claims, 0);
    hand.next();
    stop(claims);
    expect(hand.next().done).toBe(true);
  });

  test('hands out one piece where all others are taken', () => {
    const dealt = deal([0, 1, 2, 3], [1, 1, 1, 1], 3);
    for (const [place, number] of dealt.order.entries())
      expect([...taken(dealt, onlyFor(4, place), 0)]).toEqual([number]);
  });
});

const MB = 1024 * 1024;
const large = { files: 5000, size: 100 * MB, largest: MB };
const machine = { cores: 4, memory: 64 * 1024 * MB };

test.each([
  ['one for each core', large, machine, undefined, 4],
  ['one for little work', { files: 40, size: MB / 8, largest: MB / 64 }, machine, undefined, 1],
  ['one for one file', { files: 1, size: 5 * MB, largest: 5 * MB }, machine, undefined, 1],
  [
    'one for a large file and little else',
    { files: 9, size: 5 * MB, largest: 4.9 * MB },
    machine,
    undefined,
    1,
  ],
  [
    'one more for what is beside a large file',
    { files: 9, size: 5 * MB, largest: 4.7 * MB },
    machine,
    undefined,
    2,
  ],
  ['one for none', { files: 0, size: 0, largest: 0 }, machine, undefined, 1],
  ['no more than find out the same', large, { ...machine, cores: 64 }, undefined, 8],
  ['no more than there is memory for', large, { ...machine, memory: 5 * 1024 * MB }, undefined, 2],
  [
    'more in the same memory, where each has less code to keep',
    { files: 1000, size: 4 * MB, largest: MB / 64 },
    { ...machine, memory: 5 * 1024 * MB },
    undefined,
    4,
  ],
  ['one in a small container', large, { ...machine, memory: 256 * MB }, undefined, 1],
  ['as many as are asked for', { files: 40, size: 1, largest: 1 }, { cores: 1, memory: 1 }, 6, 6],
  ['no more than there are files', { files: 3, size: 1, largest: 1 }, machine, 6, 3],
])('the number of threads: %s', (_, work, on, asked, expected) => {
  expect(threadsFor(work, on, asked)).toBe(expected);
});
