import { expect, it } from 'vitest';
import { sinkOf } from '../../src/cli/io.ts';
import { canShowProgress, progressOn } from '../../src/cli/output/progress.ts';
import { widthOf } from '../../src/reporters/layout.ts';
import type { Progress } from '../../src/runner/progress/told.ts';
import { memory } from './command.ts';

type Event = readonly [time: number, progress: Progress];

const at = (time: number, done: number, more: Partial<Progress> = {}): Event => [
  time,
  { phase: 'migrating', done, total: 4, ...more },
];

/** The lines that are shown, as each is erased by the next. */
async function shown(events: readonly Event[], columns = 80, isWanted = true): Promise<readonly string[]> {
  const stream = Object.assign(memory(true), { columns });
  let time = 0;
  const progress = progressOn(sinkOf(stream), isWanted, () => time);
  for (const [now, event] of events) {
    time = now;
    progress.update(event);
  }
  await progress.clear();
  await progress.clear();
  return stream.written().toString().split('\r\x1b[K');
}

it.each<[string, readonly Event[], readonly string[]]>([
  ['the first file at once, and no trace in the end', [at(0, 0)], ['', 'migrating 0 of 4 files', '']],
  ['nothing where nothing happens', [], ['']],
  [
    'not every file of a phase',
    [at(0, 0), at(99, 1), at(100, 2), at(150, 3)],
    ['', 'migrating 0 of 4 files', 'migrating 2 of 4 files', ''],
  ],
  [
    'a new phase at once',
    [
      [0, { phase: 'finding', done: 0 }],
      [1, { phase: 'reading', done: 0, total: 1234 }],
    ],
    ['', 'finding files', 'reading 0 of 1,234 files', ''],
  ],
  [
    'the folder at work, its control characters named',
    [at(0, 1, { folder: 'tests/\x1b[31m' })],
    ['', 'migrating 1 of 4 files: tests/<U+001B>[31m', ''],
  ],
  [
    'the time left once it is meaningful',
    [at(0, 0, { share: 0 }), at(1000, 1, { share: 0.1 }), at(10_000, 2, { share: 0.5 })],
    ['', 'migrating 0 of 4 files', 'migrating 1 of 4 files', 'migrating 2 of 4 files, about 10 s left', ''],
  ],
])('progress shows %s', async (_, events, expected) => {
  expect(await shown(events)).toEqual(expected);
});

it('progress shows nothing when it is not wanted', async () => {
  expect(await shown([at(0, 0), at(500, 1)], 80, false)).toEqual(['']);
});

it.each([5, 20, 30, 40, 41, 42])(
  'no line of progress is wider than a terminal of %i columns',
  async (columns) => {
    const folder = 'tests/日本語のフォルダ/😀😀😀😀/unit/api';
    for (const line of await shown(
      [at(0, 1, { folder, share: 0 }), at(9000, 2, { folder, share: 0.3 })],
      columns,
    ))
      expect(widthOf(line)).toBeLessThan(columns);
  },
);

it.each<[string, boolean, NodeJS.ProcessEnv, boolean]>([
  ['on a terminal', true, { TERM: 'xterm' }, true],
  ['in a pipe', false, { TERM: 'xterm' }, false],
  ['on a terminal that cannot erase', true, { TERM: 'dumb' }, false],
  ['in the log of CI, though it looks like a terminal', true, { CI: 'true' }, false],
  ['where CI says that it is none', true, { CI: 'false' }, true],
])('progress %s', (_, isTerminal, env, expected) => {
  expect(canShowProgress({ isTerminal }, env)).toBe(expected);
});
