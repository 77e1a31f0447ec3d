import { expect, test } from 'vitest';
import { declare } from '../../../src/languages/python/binding/declare.ts';
import { flow } from '../../../src/languages/python/binding/flow.ts';
import { parsePython } from '../../../src/languages/python/parser.ts';

/** How many bindings each read of the name sees, and how many lists there are of them. */
async function readsOf(
  source: string,
): Promise<{ readonly counts: readonly number[]; readonly lists: number }> {
  const { body } = await parsePython(source);
  const reaching = [...flow(body, declare(body)).reaching.values()];
  return { counts: reaching.map(({ length }) => length), lists: new Set(reaching).size };
}

test('a read sees the bindings that reach it, those of additions too', async () => {
  expect((await readsOf('x = 0\nx += 1\nx += 2\nx\n')).counts).toEqual([1, 2, 3]);
});

// A list for each read of a file with 50,000 additions would be 10 GB.
test('reads that thousands of bindings reach share the list of all bindings', async () => {
  const { counts, lists } = await readsOf(`x = 0\n${'x += 1\n'.repeat(5_000)}x\n`);
  expect(counts.at(-1)).toBe(5_001);
  expect(lists).toBeLessThan(1_100);
});
