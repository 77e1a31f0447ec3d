import { expect, it } from 'vitest';
import { sinkOf } from '../../src/cli/io.ts';
import { progressOn } from '../../src/cli/output/progress.ts';
import { memory } from './command.ts';

/** What is written while the clock shows these times. */
async function written(isTTY: boolean, isWanted: boolean, times: readonly number[]): Promise<string> {
  const stream = memory(isTTY);
  let time = 0;
  const progress = progressOn(sinkOf(stream), isWanted, () => time);
  for (const [index, now] of times.entries()) {
    time = now;
    progress.update(index + 1, times.length);
  }
  await progress.clear();
  return stream.written().toString();
}

it.each<[string, boolean, boolean, readonly number[], string]>([
  ['nothing where there is no terminal', false, true, [200, 400], ''],
  ['nothing when it is not wanted', true, false, [200, 400], ''],
  ['nothing in a short run', true, true, [10, 50, 99], ''],
  [
    'not every file, and no trace',
    true,
    true,
    [99, 100, 101, 250],
    '\r\x1b[K2 of 4 files\r\x1b[K4 of 4 files\r\x1b[K',
  ],
])('progress shows %s', async (_, isTTY, isWanted, times, expected) => {
  expect(await written(isTTY, isWanted, times)).toBe(expected);
});
