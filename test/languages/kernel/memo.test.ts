import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { amongAnswers } from '../../../src/languages/kernel/memo/among.ts';
import type { Fact, Facts } from '../../../src/languages/kernel/memo/facts.ts';
import { knownWithin } from '../../../src/languages/kernel/memo/known.ts';
import { memo, type Memo } from '../../../src/languages/kernel/memo/memo.ts';
import { newReading } from '../../../src/languages/kernel/memo/state.ts';
import type { Replay, Replays } from '../../../src/languages/kernel/memo/replays.ts';
import type { Ages } from '../../../src/languages/kernel/modules.ts';

type Graph = Readonly<Record<string, readonly string[]>>;

interface Extras {
  readonly costs?: Readonly<Record<string, number>>;
  /** Those that lead to the first of theirs that comes to anything, and to no other. */
  readonly choosy?: readonly string[];
  /** Answers about the names that the graph has not. */
  readonly elsewhere?: (name: string) => string;
}

/** Answers what can be reached from a node: its own name, and what can be reached from those it leads to. */
function reachable(
  graph: Graph,
  { once, afford }: Memo<string>,
  { costs = {}, choosy = [], elsewhere = () => '' }: Extras = {},
) {
  let computed = 0;
  const from = (name: string): readonly string[] => {
    const next = graph[name];
    if (!next) return Array.from(elsewhere(name));
    return once(name, () => {
      computed++;
      if (!afford(name, costs[name] ?? 0)) return ['?'];
      if (!choosy.includes(name)) return [...new Set([name, ...next.flatMap(from)])];
      for (const one of next) {
        const found = from(one);
        if (found.length > 0) return [...new Set([name, ...found])];
      }
      return [name];
    });
  };
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

const newReplays = (): Replays<string> => {
  const kept = new Map<object | string, Replay<string>[]>();
  return {
    get: (key) => kept.get(key) ?? [],
    add: (replay) => void kept.set(replay.key, [replay, ...(kept.get(replay.key) ?? [])]),
  };
};

const knowledge = () => ({ facts: new Map<object | string, Fact<string>>(), replays: newReplays() });
type Knowledge = ReturnType<typeof knowledge>;

describe('facts', () => {
  const sharing = (
    facts: Facts<string>,
    maxDepth = 200,
    budget = 100,
    replays?: Replays<string>,
  ): Memo<string> =>
    memo<string>({ tooDeep: () => ['!'], maxDepth, budget, facts, ...(replays && { replays }) });

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
    reachable(graph, sharing(facts), { costs }).from('a');
    const { from } = reachable(graph, sharing(facts, 200, 9), { costs });
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
    const reading = newReading<string>(false);
    const shared = { tooDeep: () => ['!'], maxDepth: 4, facts, reading };
    const graph = { b: ['c'], c: ['b'], d: [], e: ['f'], f: ['g'], g: ['h'], h: ['i'], i: [] };
    const { once } = memo<string>(shared);
    const other = reachable(graph, memo<string>(shared));
    once('a', () => asked.map(other.from));
    expect([...facts.keys()].sort()).toEqual(kept);
  });

  describe('what is no fact', () => {
    const graph = { a: ['b'], b: ['c'], c: ['a', 'd'], d: [], e: ['b'], f: ['g'], g: ['h'], h: [] };
    const costs = { g: 2, h: 2 };

    test.each([
      ['is not found out again by a reading that asks the same', ['a'], ['a'], 0],
      ['nor what was found on the way', ['e'], ['e', 'b'], 0],
      ['nor by one that comes there from elsewhere', ['b'], ['e'], 1],
      ['is found out again if it was not kept', ['a'], ['b'], 3],
      ['is found out again by a reading that has been in the circle', ['a'], ['b', 'a'], 4],
      ['is found out again if it was found after others of the circle', ['b', 'a'], ['b', 'a'], 1],
      ['is found out again by a reading that can afford it', ['g', 'f'], ['f'], 3],
      ['is found out again by one that cannot, but could until then', ['g'], ['g'], 2],
      ['is not found out again by one that could not before', ['g', 'f'], ['g', 'f'], 2],
    ])('%s', (_, before, asked, anew) => {
      const facts = new Map<object | string, Fact<string>>();
      const replays = newReplays();
      before.forEach(reachable(graph, sharing(facts, 200, 3, replays), { costs }).from);
      const later = reachable(graph, sharing(facts, 200, 3, replays), { costs });
      asked.forEach(later.from);
      expect(later.computed()).toBe(anew);
    });
  });

  test.each([
    ['is not found out again by a reading that asks the same', [], 0],
    ['nor by one whose other memo has been elsewhere', ['e'], 0],
    ['nor by one whose other memo came there in the same way', ['b'], 0],
    ['is found out again by one whose other memo has been in the circle', ['c'], 2],
  ])('what is concluded from the answer of another memo %s', (_, first, anew) => {
    const known = [knowledge(), knowledge()] as const;
    const answer = (others: readonly string[]): number => {
      const shared = { tooDeep: () => [], reading: newReading<string>(false) };
      const asking = memo<string>({ ...shared, ...known[0] });
      const other = reachable({ b: ['c'], c: ['b'], e: [] }, memo<string>({ ...shared, ...known[1] }));
      others.forEach(other.from);
      const before = other.computed();
      const { from, computed } = reachable({ a: ['b'] }, asking, { elsewhere: other.from });
      expect(from('a')).toBe('abc');
      return computed() + other.computed() - before;
    };
    answer([]);
    expect(answer(first)).toBe(anew);
  });

  const plain = { costs: {}, depth: 200, budget: 100 };
  /** What was dropped in a circle is known by now, in this memo or in the other, where something is looked for that goes through it. */
  const EXAMPLES = [
    {
      ...{ ...plain, choosy: ['e'], before: [['d', 'f']], asked: ['f'], other: {} },
      graph: { b: ['e'], c: ['d'], d: ['b'], e: ['b', 'c'], f: ['e', 'd'] },
    },
    {
      ...{ ...plain, choosy: ['v'], before: [['d', 'f']], asked: ['f'] },
      graph: { c: ['u'], d: ['c'], f: ['v', 'u'] },
      other: { s: ['v'], t: ['u'], u: ['s'], v: ['s', 't'] },
    },
    {
      ...{ ...plain, choosy: ['s', 'v'], before: [['e', 'd']], asked: ['d', 'f'] },
      graph: { d: ['g', 'e'], e: ['u'], f: ['u'], g: ['v'] },
      other: { s: ['v', 't'], t: [], u: ['s'], v: ['s', 'u'] },
    },
  ].map((one): [typeof one] => [one]);

  // Circles, chains that are too deep, budgets that do not last, answers of another memo: what a reading is told does not depend on
  // what others have asked.
  test('a reading gets the same answers whatever others have found out', () => {
    const names = Array.from('abcdefgh');
    const others = Array.from('stuv');
    const graphOf = (own: readonly string[], to: readonly string[]) =>
      fc.record(
        Object.fromEntries(
          own.map((name) => [name, fc.uniqueArray(fc.constantFrom(...to), { maxLength: 3 })]),
        ),
      );
    const asking = fc.array(fc.constantFrom(...names), { maxLength: 10 });
    const cases = fc.record({
      graph: graphOf(names, [...names, ...others]),
      other: graphOf(others, others),
      costs: fc.record(Object.fromEntries([...names, ...others].map((name) => [name, fc.nat(3)]))),
      choosy: fc.subarray([...names, ...others]),
      before: fc.array(asking, { maxLength: 4 }),
      asked: asking,
      depth: fc.integer({ min: 2, max: 9 }),
      budget: fc.nat(16),
    });
    fc.assert(
      fc.property(cases, ({ graph, other, costs, choosy, before, asked, depth, budget }) => {
        const answers = ([own, its]: readonly [Knowledge, Knowledge], questions: readonly string[]) => {
          const shared = {
            tooDeep: () => ['!'],
            maxDepth: depth,
            budget,
            reading: newReading<string>(false),
          };
          const asks = memo<string>({ ...shared, ...own });
          // What a fact of another memo has cost it is not paid for again.
          const asked = memo<string>({ ...shared, ...its, budget: Infinity });
          const elsewhere = reachable(other, asked, { costs, choosy }).from;
          return questions.map(reachable(graph, asks, { costs, choosy, elsewhere }).from);
        };
        const known = [knowledge(), knowledge()] as const;
        for (const questions of before) answers(known, questions);
        expect(answers(known, asked)).toEqual(answers([knowledge(), knowledge()], asked));
      }),
      { numRuns: 3_000, examples: EXAMPLES },
    );
  });

  const ages = (): Ages => ({ lasting: {}, passing: {} });

  test('facts are shared by readings of the same files for the same purpose', () => {
    const within = knownWithin<string>();
    const now = ages();
    const isShared = (other: Ages, clients: readonly string[]): boolean => {
      const { once } = sharing(within(other, { clients }).facts);
      return once('a', () => ['found again'])[0] === 'found';
    };
    sharing(within(now, { clients: ['api'] }).facts).once('a', () => ['found']);
    expect(isShared(now, ['api'])).toBe(true);
    expect(isShared(now, [])).toBe(false);
    expect(isShared(ages(), ['api'])).toBe(false);
  });

  describe('of files that pass', () => {
    /** A reading in which `passes` is about such a file, and what leads to it goes by it. */
    const reading = (facts: Facts<string>, isOwn = false) => {
      const counts = newReading<string>(isOwn);
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
      const within = knownWithin<string>();
      const first = ages();
      before.forEach(reading(within(first, {}).facts).from);
      const kept = reading(within(first, {}).facts);
      asked.forEach(kept.from);
      const later = reading(within({ ...first, passing: {} }, {}).facts);
      asked.forEach(later.from);
      expect([kept.computed(), later.computed()]).toEqual([0, anew]);
    });

    test('all that is found out while one of them is read is let go with it', () => {
      const within = knownWithin<string>();
      const first = ages();
      reading(within(first, {}).facts, true).from('b');
      const later = reading(within({ ...first, passing: {} }, {}).facts);
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
