import { expect, test } from 'vitest';
import { memo, type Once } from '../../../src/languages/kernel/memo.ts';

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
  const { from, computed } = reachable(
    { a: ['b'], b: [] },
    memo<string>(() => []),
  );
  expect([from('a'), from('a'), from('b')]).toEqual(['ab', 'ab', 'b']);
  expect(computed()).toBe(2);
});

test('each question of a circle is answered completely, whichever is asked first', () => {
  const graph = { a: ['b'], b: ['c', 'd'], c: ['a'], d: [] };
  for (const first of ['a', 'b', 'c']) {
    const { from } = reachable(
      graph,
      memo<string>(() => []),
    );
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
    memo<string>(() => ['!'], 2),
  );
  expect(from('a')).toBe('!ab');
});

test('a question that failed is asked again', () => {
  const once = memo<string>(() => []);
  expect(() =>
    once('a', () => {
      throw new Error('no');
    }),
  ).toThrow('no');
  expect(once('a', () => ['yes'])).toEqual(['yes']);
});
