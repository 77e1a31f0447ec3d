import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { amongAnswers } from '../../../src/languages/kernel/memo/among.ts';
import { factsWithin, type Fact, type Facts } from '../../../src/languages/kernel/memo/facts.ts';
import { memo, type Memo } from '../../../src/languages/kernel/memo/memo.ts';
import type { Ages } from '../../../src/languages/kernel/modules.ts';

/** Answers what can be reached from a node: its own name, and what can be reached from those it leads to. */
function reachable(
  graph: Readonly<Record<string, readonly string[]>>,
  { once, afford }: Memo<string>,
  costs: Readonly<Record<string, number>> = {},
) {
  let computed = 0;
  const from = (name: string): readonly string[] =>
    once(name, () => {
      computed++;
      if (!afford(name, costs[name] ?? 0)) return ['?'];
      return [...new Set([name, ...(graph[name] ?? []).flatMap(from)])];
    });
  return { from: (name: string) => [...from(name)].sort().join(''), computed: () => computed };
}

test('an answer is computed once', () => {
  const { from, computed } = reachable({ a: ['b'], b: [] }, memo<string>({ tooDeep: () => [] }));
  expect([from('a'), from('a'), from('b')]).toEqual(['ab', 'ab', 'b']);
  expect(computed()).toBe(2);
});

test('each question of a circle is answered completely, whichever is asked first', () => {
  const graph = { a: ['b'], b: ['c', 'd'], c: ['a'], d: [] };
  for (const first of ['a', 'b', 'c']) {
    const { from } = reachable(graph, memo<string>({ tooDeep: () => [] }));
    expect([from(first), from('a'), from('b'), from('c'), from('d')]).toEqual([
      'abcd',
      'abcd',
      'abcd',
      'abcd',
      'd',
    ]);
  }
});

test('what lies deeper than the bound is answered without being computed', () => {
  const { from } = reachable(
    { a: ['b'], b: ['c'], c: ['d'] },
    memo<string>({ tooDeep: () => ['!'], maxDepth: 2 }),
  );
  expect(from('a')).toBe('!ab');
});

test('a question that failed is asked again', () => {
  const { once } = memo<string>({ tooDeep: () => [] });
  expect(() =>
    once('a', () => {
      throw new Error('no');
    }),
  ).toThrow('no');
  expect(once('a', () => ['yes'])).toEqual(['yes']);
});

describe('facts', () => {
  const sharing = (facts: Facts<string>, maxDepth = 200, budget = 100): Memo<string> =>
    memo<string>({ tooDeep: () => ['!'], maxDepth, budget, facts });

  test('what one reading has found out is not found out again by the next', () => {
    const facts = new Map<object | string, Fact<string>>();
    const graph = { a: ['b'], b: ['c'], c: [] };
    const [first, second] = [reachable(graph, sharing(facts)), reachable(graph, sharing(facts))];
    expect([first.from('b'), second.from('a')]).toEqual(['bc', 'abc']);
    expect([first.computed(), second.computed()]).toEqual([2, 1]);
  });

  test('an answer from a circle is no fact, nor is one that was found with its help', () => {
    const facts = new Map<object | string, Fact<string>>();
    const { from } = reachable({ a: ['b'], b: ['c', 'd'], c: ['b'], d: [] }, sharing(facts));
    expect(from('a')).toBe('abcd');
    expect([...facts.keys()]).toEqual(['d']);
  });

  test('an answer that met the limit of depth is no fact', () => {
    const facts = new Map<object | string, Fact<string>>();
    const { from } = reachable({ a: ['b', 'd'], b: ['c'], c: [], d: [] }, sharing(facts, 2));
    expect(from('a')).toBe('!abd');
    expect([...facts.keys()]).toEqual(['d']);
  });

  test('a question that failed is no fact', () => {
    const facts = new Map<object | string, Fact<string>>();
    expect(() =>
      sharing(facts).once('a', () => {
        throw new Error('no');
      }),
    ).toThrow('no');
    expect(facts.size).toBe(0);
  });

  test('an answer costs what it would cost to find it, and what was paid for is free', () => {
    const facts = new Map<object | string, Fact<string>>();
    const graph = { a: ['b'], b: [], c: ['b'], d: [] };
    const costs = { a: 2, b: 3, c: 4, d: 1 };
    reachable(graph, sharing(facts), costs).from('a');
    const { from } = reachable(graph, sharing(facts, 200, 9), costs);
    expect([from('a'), from('c'), from('d'), from('b')]).toEqual(['ab', 'bc', '?', 'b']);
    expect([...facts.keys()].sort()).toEqual(['a', 'b', 'c']);
  });

  test.each([
    ['a fact', ['d'], ['a', 'd']],
    ['an answer from a circle', ['b'], []],
    ['an answer from a circle that it has kept', ['b', 'b'], []],
    ['an answer that met the limit of depth', ['e'], []],
  ])('what is concluded from the answer of another memo is a fact only if that is: %s', (_, asked, kept) => {
    const facts = new Map<object | string, Fact<string>>();
    const reading = { isOwn: false, times: 0, doubts: 0 };
    const shared = { tooDeep: () => ['!'], maxDepth: 4, facts, reading };
    const graph = { b: ['c'], c: ['b'], d: [], e: ['f'], f: ['g'], g: ['h'], h: ['i'], i: [] };
    const other = reachable(graph, memo<string>(shared));
    memo<string>(shared).once('a', () => asked.map(other.from));
    expect([...facts.keys()].sort()).toEqual(kept);
  });

  // Circles, chains that are too deep, budgets that do not last: what a reading is told does not depend on what others have asked.
  test('a reading gets the same answers whatever others have found out', () => {
    const names = Array.from('abcdefgh');
    const forEach = <T>(one: fc.Arbitrary<T>) =>
      fc.record(Object.fromEntries(names.map((name) => [name, one])));
    const cases = fc.record({
      graph: forEach(fc.uniqueArray(fc.constantFrom(...names), { maxLength: 3 })),
      costs: forEach(fc.nat(3)),
      before: fc.array(fc.constantFrom(...names), { maxLength: 12 }),
      asked: fc.array(fc.constantFrom(...names), { maxLength: 12 }),
      depth: fc.integer({ min: 2, max: 9 }),
      budget: fc.nat(16),
    });
    fc.assert(
      fc.property(cases, ({ graph, costs, before, asked, depth, budget }) => {
        const shared = new Map<object | string, Fact<string>>();
        const answers = (facts: Facts<string>, questions: readonly string[]) =>
          questions.map(reachable(graph, sharing(facts, depth, budget), costs).from);
        answers(shared, before);
        expect(answers(shared, asked)).toEqual(answers(new Map(), asked));
      }),
      { numRuns: 3_000 },
    );
  });

  const ages = (): Ages => ({ lasting: {}, passing: {} });

  test('facts are shared by readings of the same files for the same purpose', () => {
    const within = factsWithin<string>();
    const now = ages();
    const isShared = (other: Ages, clients: readonly string[]): boolean => {
      const { once } = sharing(within(other, { clients }));
      return once('a', () => ['found again'])[0] === 'found';
    };
    sharing(within(now, { clients: ['api'] })).once('a', () => ['found']);
    expect(isShared(now, ['api'])).toBe(true);
    expect(isShared(now, [])).toBe(false);
    expect(isShared(ages(), ['api'])).toBe(false);
  });

  describe('of files that pass', () => {
    /** A reading in which `passes` is about such a file, and what leads to it goes by it. */
    const reading = (facts: Facts<string>, isOwn = false) => {
      const counts = { isOwn, times: 0, doubts: 0 };
      const answering = memo<string>({ tooDeep: () => [], facts, reading: counts });
      const once: Memo<string>['once'] = (key, compute) =>
        answering.once(key, () => {
          if (key === 'passes') counts.times++;
          return compute();
        });
      return reachable(
        { passes: [], stays: [], a: ['stays', 'passes'], b: ['stays'], c: ['a'] },
        { ...answering, once },
      );
    };

    test.each([
      ['a question that asks for none', ['b'], ['b'], 0],
      ['a question that asks for one', ['passes'], ['passes'], 1],
      ['a question that leads to one, and not what it leads to besides', ['a'], ['a'], 2],
      ['a question that is answered with a fact about one', ['a', 'c'], ['c'], 3],
      ['a question before one that asks for one', ['stays', 'passes'], ['stays'], 0],
    ])('%s: what is found out anew once they are let go', (_, before, asked, anew) => {
      const within = factsWithin<string>();
      const first = ages();
      before.forEach(reading(within(first, {})).from);
      const kept = reading(within(first, {}));
      asked.forEach(kept.from);
      const later = reading(within({ ...first, passing: {} }, {}));
      asked.forEach(later.from);
      expect([kept.computed(), later.computed()]).toEqual([0, anew]);
    });

    test('all that is found out while one of them is read is let go with it', () => {
      const within = factsWithin<string>();
      const first = ages();
      reading(within(first, {}), true).from('b');
      const later = reading(within({ ...first, passing: {} }, {}));
      later.from('b');
      expect(later.computed()).toBe(2);
    });
  });
});

describe('what is remembered among answers', () => {
  const remembering = amongAnswers<string, Memo<string>>();
  const asking = (maxDepth = 200): Memo<string> => memo<string>({ tooDeep: () => [], maxDepth });

  test('is found once for each thing, which a node or a text names', () => {
    let found = 0;
    const lengthOf = remembering(
      'length of',
      (thing: object | string) => thing,
      0,
      () => ++found,
    );
    const analysis = asking();
    const node = {};
    expect([node, node, {}, 'a', 'a', 'b'].map((thing) => lengthOf(analysis, thing))).toEqual([
      1, 1, 2, 3, 3, 4,
    ]);
  });

  test('may be nothing, which is no answer for the time being', () => {
    const nothing = remembering<string, number | undefined>(
      'nothing about',
      (thing) => thing,
      1,
      () => undefined,
    );
    const analysis = asking();
    expect([nothing(analysis, 'a'), nothing(analysis, 'a')]).toEqual([undefined, undefined]);
  });

  test('is what holds meanwhile where it is asked for in a circle or too deep', () => {
    const depthOf: (analysis: Memo<string>, thing: string) => number = remembering(
      'depth of',
      (thing: string) => thing,
      -1,
      (analysis, thing) => depthOf(analysis, thing === 'circle' ? thing : `${thing}+`) + 1,
    );
    expect(depthOf(asking(), 'circle')).toBe(0);
    expect(depthOf(asking(3), 'a')).toBe(2);
  });
});
