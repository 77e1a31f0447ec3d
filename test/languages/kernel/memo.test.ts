import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import {
  amongAnswers,
  factsWithin,
  memo,
  type Facts,
  type Once,
} from '../../../src/languages/kernel/memo.ts';

/** Answers what can be reached from a node: its own name, and what can be reached from those it leads to. */
function reachable(graph: Readonly<Record<string, readonly string[]>>, once: Once<string>) {
  let computed = 0;
  const from = (name: string): readonly string[] =>
    once(name, () => {
      computed++;
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
  const once = memo<string>({ tooDeep: () => [] });
  expect(() =>
    once('a', () => {
      throw new Error('no');
    }),
  ).toThrow('no');
  expect(once('a', () => ['yes'])).toEqual(['yes']);
});

describe('facts', () => {
  const sharing = (facts: Facts<string>, maxDepth = 200): Once<string> =>
    memo<string>({ tooDeep: () => ['!'], maxDepth, facts });

  test('what one reading has found out is not found out again by the next', () => {
    const facts: Facts<string> = new Map();
    const graph = { a: ['b'], b: ['c'], c: [] };
    const [first, second] = [reachable(graph, sharing(facts)), reachable(graph, sharing(facts))];
    expect([first.from('b'), second.from('a')]).toEqual(['bc', 'abc']);
    expect([first.computed(), second.computed()]).toEqual([2, 1]);
  });

  test('an answer from a circle is no fact, nor is one that was found with its help', () => {
    const facts: Facts<string> = new Map();
    const { from } = reachable({ a: ['b'], b: ['c', 'd'], c: ['b'], d: [] }, sharing(facts));
    expect(from('a')).toBe('abcd');
    expect([...facts.keys()]).toEqual(['d']);
  });

  test('an answer that met the limit of depth is no fact', () => {
    const facts: Facts<string> = new Map();
    const { from } = reachable({ a: ['b', 'd'], b: ['c'], c: [], d: [] }, sharing(facts, 2));
    expect(from('a')).toBe('!abd');
    expect([...facts.keys()]).toEqual(['d']);
  });

  test('a question that failed is no fact', () => {
    const facts: Facts<string> = new Map();
    expect(() =>
      sharing(facts)('a', () => {
        throw new Error('no');
      }),
    ).toThrow('no');
    expect(facts.size).toBe(0);
  });

  // Circles, chains that are too deep, and both: what a reading is told does not depend on what others have asked before it.
  test('a reading gets the same answers whatever others have found out', () => {
    const names = [...'abcdefgh'];
    const graphs = fc.record(
      Object.fromEntries(
        names.map((name) => [name, fc.uniqueArray(fc.constantFrom(...names), { maxLength: 3 })]),
      ),
    );
    const questions = fc.array(fc.constantFrom(...names), { maxLength: 12 });
    fc.assert(
      fc.property(
        graphs,
        questions,
        questions,
        fc.integer({ min: 2, max: 9 }),
        (graph, before, asked, depth) => {
          const facts: Facts<string> = new Map();
          const other = reachable(graph, sharing(facts, depth));
          before.forEach(other.from);
          const [told, alone] = [
            reachable(graph, sharing(facts, depth)),
            reachable(graph, sharing(new Map(), depth)),
          ];
          expect(asked.map(told.from)).toEqual(asked.map(alone.from));
        },
      ),
      { numRuns: 2_000 },
    );
  });

  test('facts are shared by what lives as long and is read for the same', () => {
    const within = factsWithin<string>();
    const age = {};
    const facts = within(age, { clients: ['api'] });
    expect(within(age, { clients: ['api'] })).toBe(facts);
    expect(within(age, { clients: [] })).not.toBe(facts);
    expect(within({}, { clients: ['api'] })).not.toBe(facts);
  });
});

describe('what is remembered among answers', () => {
  interface Asking {
    readonly once: Once<string>;
  }
  const remembering = amongAnswers<string, Asking>();
  const asking = (maxDepth = 200): Asking => ({ once: memo<string>({ tooDeep: () => [], maxDepth }) });

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
    const depthOf: (analysis: Asking, thing: string) => number = remembering(
      'depth of',
      (thing: string) => thing,
      -1,
      (analysis, thing) => depthOf(analysis, thing === 'circle' ? thing : `${thing}+`) + 1,
    );
    expect(depthOf(asking(), 'circle')).toBe(0);
    expect(depthOf(asking(3), 'a')).toBe(2);
  });
});
