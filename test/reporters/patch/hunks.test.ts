import { structuredPatch } from 'diff';
import { describe, expect, it } from 'vitest';
import { hunksOf, linesWithEnds, type Hunk } from '../../../src/reporters/patch/hunks.ts';
import { seeded, type Random } from '../../../bench/random.ts';

/** What git and `patch` make of a patch. */
function applied(before: string, hunks: readonly Hunk[]): string {
  const old = linesWithEnds(before);
  const parts: string[] = [];
  let at = 0;
  for (const { oldStart, oldLines, lines } of hunks) {
    parts.push(...old.slice(at, oldStart - 1));
    const kept = lines.map((line, index) => (lines[index + 1]?.startsWith('\\') ? line : `${line}\n`));
    parts.push(...kept.filter((line) => /^[ +]/.test(line)).map((line) => line.slice(1)));
    at = oldStart - 1 + oldLines;
  }
  return [...parts, ...old.slice(at)].join('');
}

const CONTEXT = 3;

const compared = (before: string, after: string): readonly Hunk[] =>
  structuredPatch('', '', before, after, undefined, undefined, { context: CONTEXT }).hunks;

/** A text of `count` lines, of which some are there often, and what random edits make of it. */
function edited(random: Random, count: number, variety: number): readonly [string, string] {
  const ending = random.pick(['\n', '\n', '\r\n']);
  const line = (): string => random.pick(['', ')', 'a\rb', `line ${random.below(variety)}`]) + ending;
  const before = Array.from({ length: count }, line);
  const after = before.flatMap((one) => {
    switch (random.below(12)) {
      case 0:
        return [];
      case 1:
        return [one, line()];
      case 2:
        return [`new ${random.below(variety)}${ending}`];
      case 3:
        return [line(), one];
      default:
        return [one];
    }
  });
  const text = (lines: readonly string[]): string =>
    random.below(4) === 0 ? lines.join('').replace(/\r?\n$/, '') : lines.join('');
  return [text(before), text(after)];
}

describe('the hunks of two texts', () => {
  it('are those of the usual comparison, whatever was edited', () => {
    const random = seeded(20261127);
    for (let round = 0; round < 1000; round++) {
      const [before, after] = edited(random, random.below(60), 1 + random.below(80));
      expect(hunksOf(before, after, CONTEXT)).toEqual(compared(before, after));
    }
  });

  it('lead from one text to the other where so much differs that not all ways are compared', () => {
    const random = seeded(7);
    for (const variety of [1, 10, 100_000]) {
      const [before, after] = edited(random, 8000, variety);
      expect(applied(before, hunksOf(before, after, CONTEXT))).toBe(after);
    }
  });

  it.each([
    ['each line is changed', (line: string) => line.replace('old', 'new')],
    ['each line is changed to what others are', (line: string) => line.replace('old', 'call')],
    ['half of the lines go', (line: string) => (line.includes('old') ? '' : line)],
  ])('are as few lines as there are edits in a text of 20,000 lines where %s', (_, edit) => {
    const lines = Array.from({ length: 20_000 }, (__, index) => (index % 2 ? `call()\n` : `old()\n`));
    const hunks = hunksOf(lines.join(''), lines.map(edit).join(''), CONTEXT);
    const changed = hunks.flatMap((hunk) => hunk.lines.filter((line) => !line.startsWith(' ')));
    const edits = lines.filter((line) => edit(line) !== line).length;
    expect(changed.length).toBeLessThanOrEqual(2 * edits);
    expect(applied(lines.join(''), hunks)).toBe(lines.map(edit).join(''));
  });

  it('tell of the last line whether it ends', () => {
    expect(hunksOf('a\nb', 'a\nc\n', CONTEXT)).toEqual([
      {
        ...{ oldStart: 1, oldLines: 2, newStart: 1, newLines: 2 },
        lines: [' a', '-b', '\\ No newline at end of file', '+c'],
      },
    ]);
  });
});
