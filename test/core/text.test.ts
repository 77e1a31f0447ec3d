import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  applyEdits,
  isDisjoint,
  originSpan,
  selectEdits,
  visible,
  type TextEdit,
} from '../../src/core/text.ts';

const edit = (start: number, end: number, text: string): TextEdit => ({ start, end, text });

describe('edits', () => {
  test.each([
    ['replaces', [edit(0, 1, 'X')], 'Xbcdef'],
    ['inserts', [edit(2, 2, '--')], 'ab--cdef'],
    ['removes', [edit(1, 3, '')], 'adef'],
    ['makes several', [edit(0, 1, ''), edit(3, 3, '!'), edit(5, 6, 'F')], 'bc!deF'],
    ['makes insertions at one place in their order', [edit(1, 1, '1'), edit(1, 1, '2')], 'a12bcdef'],
  ])('%s', (_, edits, expected) => {
    expect(applyEdits('abcdef', edits)).toBe(expected);
  });

  test.each([
    ['apart', [edit(0, 1, ''), edit(1, 2, '')], true],
    ['inserted side by side', [edit(1, 1, 'a'), edit(1, 1, 'b')], true],
    ['one inside the other', [edit(0, 4, ''), edit(2, 2, 'x')], false],
    ['sharing a character', [edit(0, 2, ''), edit(1, 3, '')], false],
  ])('of one fix may be %s: %#', (_, edits, expected) => {
    expect(isDisjoint(edits)).toBe(expected);
  });
});

describe('choosing between fixes', () => {
  test.each([
    ['takes those that are apart', [[edit(0, 1, 'a')], [edit(2, 3, 'b')]], [0, 1]],
    [
      'leaves one that touches an earlier one',
      [[edit(0, 3, 'a')], [edit(2, 4, 'b')], [edit(5, 6, 'c')]],
      [0, 2],
    ],
    ['takes all of a fix or none', [[edit(0, 1, 'a')], [edit(0, 1, 'b'), edit(4, 5, 'b')]], [0]],
    ['leaves an insertion at the place of another', [[edit(1, 1, 'a')], [edit(1, 1, 'b')]], [0]],
    ['leaves an insertion where a removal ends', [[edit(1, 3, '')], [edit(3, 3, 'b')]], [0]],
    ['leaves an insertion where a removal starts', [[edit(1, 3, '')], [edit(1, 1, 'b')]], [0]],
    ['leaves a removal that ends at an insertion', [[edit(3, 3, 'b')], [edit(1, 3, '')]], [0]],
    ['leaves a removal that starts at an insertion', [[edit(1, 1, 'b')], [edit(1, 3, '')]], [0]],
    ['leaves a replacement that meets another', [[edit(1, 3, 'a')], [edit(3, 5, 'b')]], [0]],
    ['leaves a replacement that meets a removal', [[edit(1, 3, '')], [edit(3, 5, 'b')]], [0]],
    [
      'leaves an insertion between two neighbours',
      [[edit(1, 3, 'a'), edit(3, 5, 'b')], [edit(3, 3, 'c')]],
      [0],
    ],
    [
      'leaves an insertion between two removals',
      [[edit(1, 3, '')], [edit(3, 5, '')], [edit(3, 3, 'c')]],
      [0, 1],
    ],
    [
      'leaves a fix that inserts twice what an earlier one inserts once',
      [[edit(3, 3, 'b')], [edit(3, 3, 'b'), edit(3, 3, 'b')]],
      [0],
    ],
    ['takes removals that meet', [[edit(1, 3, '')], [edit(3, 5, '')]], [0, 1]],
    ['takes one fix whose edits meet', [[edit(1, 3, ''), edit(3, 3, 'b')]], [0]],
    [
      'makes an edit once that two fixes share',
      [[edit(0, 1, 'k')], [edit(0, 1, 'k'), edit(4, 5, 'b')]],
      [0, 1],
    ],
  ])('%s', (_, groups, chosen) => {
    expect(selectEdits(groups).chosen).toEqual(chosen);
  });

  test('returns the edits in the order of the text', () => {
    const { edits } = selectEdits([[edit(4, 5, 'b'), edit(0, 1, 'a')], [edit(2, 2, 'c')]]);
    expect(edits.map(({ start }) => start)).toEqual([0, 2, 4]);
  });
});

describe('the origin of an offset', () => {
  test.each([
    ['what stands before an edit', 0, 1, { start: 0, end: 1 }],
    ['what stands behind it', 5, 6, { start: 3, end: 4 }],
    ['what the edit wrote', 2, 4, { start: 2, end: 2 }],
    ['what begins before it and ends behind it', 0, 6, { start: 0, end: 4 }],
  ])('finds %s', (_, start, end, expected) => {
    // 'abcdef' with '..' put in at 2 is 'ab..cdef'.
    expect(originSpan({ start, end }, [edit(2, 2, '..')])).toEqual(expected);
  });

  test('is the old position of every character that was kept', () => {
    const cuts = fc
      .array(fc.nat(30), { minLength: 2, maxLength: 8 })
      .map((all) => [...new Set(all)].sort((a, b) => a - b));
    fc.assert(
      fc.property(
        fc.string({ minLength: 31, maxLength: 31 }),
        cuts,
        fc.array(fc.string(), { minLength: 4, maxLength: 4 }),
        (source, at, texts) => {
          const edits = texts.flatMap((text, i) => {
            const [start, end] = [at[2 * i], at[2 * i + 1]];
            return start === undefined || end === undefined ? [] : [edit(start, end, text)];
          });
          const result = applyEdits(source, edits);
          let shift = 0;
          for (let offset = 0; offset < source.length; offset++) {
            const inside = edits.find(({ start, end }) => start <= offset && offset < end);
            if (inside) continue;
            shift = edits.reduce(
              (sum, { start, end, text }) => (end <= offset ? sum + text.length - (end - start) : sum),
              0,
            );
            expect(result[offset + shift]).toBe(source[offset]);
            expect(originSpan({ start: offset + shift, end: offset + shift + 1 }, edits)).toEqual({
              start: offset,
              end: offset + 1,
            });
          }
        },
      ),
    );
  });
});

/** The same by looking at every pair: what is quick must choose what is plain. */
function selectPlainly(groups: readonly (readonly TextEdit[])[]): readonly number[] {
  const edits: TextEdit[] = [];
  return groups.flatMap((group, index) => {
    const at = (all: readonly TextEdit[], a: TextEdit): string =>
      JSON.stringify(all.filter((b) => a.start === b.start && a.end === b.end).map(({ text }) => text));
    const fresh = group.filter((a) => at(edits, a) !== at(group, a));
    const isFree = (a: TextEdit): boolean =>
      edits.every((b) => a.end < b.start || b.end < a.start || meetAsRemovals(a, b));
    if (!fresh.every(isFree)) return [];
    edits.push(...fresh);
    return [index];
  });
}

const isSame = (a: TextEdit, b: TextEdit): boolean =>
  a.start === b.start && a.end === b.end && a.text === b.text;

const meetAsRemovals = (a: TextEdit, b: TextEdit): boolean =>
  [a, b].every(({ start, end, text }) => start < end && text === '') &&
  (a.end === b.start || b.end === a.start);

const anyEdit = fc
  .record({ start: fc.nat(12), length: fc.nat(3), text: fc.constantFrom('', 'a', 'b') })
  .map(({ start, length, text }) => ({ start, end: start + length, text }));
const anyGroups = fc.array(fc.array(anyEdit, { minLength: 1, maxLength: 3 }).filter(isDisjoint), {
  maxLength: 8,
});

test('edits are apart where no two of them share a character, or stand inside each other', () => {
  const cross = (a: TextEdit, b: TextEdit): boolean => a.start < b.end && b.start < a.end;
  fc.assert(
    fc.property(fc.array(anyEdit, { maxLength: 6 }), (edits) => {
      expect(isDisjoint(edits)).toBe(
        edits.every((a, index) => !edits.slice(index + 1).some((b) => cross(a, b))),
      );
    }),
  );
});

test('the same groups are chosen as by comparing every pair, with their edits sorted', () => {
  fc.assert(
    fc.property(anyGroups, (groups) => {
      const { edits, chosen } = selectEdits(groups);
      expect(chosen).toEqual(selectPlainly(groups));
      expect(edits).toEqual(edits.toSorted((a, b) => a.start - b.start || a.end - b.end));
    }),
  );
});

test('what is a part of all that another fix inserts at a place is no edit of both', () => {
  const [a, b] = ['a', 'b'].map((text) => ({ start: 3, end: 3, text })) as [TextEdit, TextEdit];
  expect(selectEdits([[a, b], [b]]).chosen).toEqual([0]);
  expect(
    selectEdits([
      [a, b],
      [b, a],
    ]).chosen,
  ).toEqual([0]);
  expect(
    selectEdits([
      [a, b],
      [a, b],
    ]),
  ).toEqual({ edits: [a, b], chosen: [0, 1] });
});

/** Applies each group to the text that the one before has left; an edit that was made before is not made again. */
function oneAfterTheOther(source: string, groups: readonly (readonly TextEdit[])[]): string {
  const made: TextEdit[] = [];
  let text = source;
  for (const group of groups) {
    // In the order of their places: what stood between two of them may be gone by now.
    const fresh = selectEdits([group]).edits.filter((one) => !made.some((other) => isSame(one, other)));
    const moved = fresh.map((one) => {
      const before = made.filter(({ end }) => end <= one.start);
      const by = before.reduce((sum, { start, end, text: { length } }) => sum + length - (end - start), 0);
      return { ...one, start: one.start + by, end: one.end + by };
    });
    text = applyEdits(text, selectEdits([moved]).edits);
    made.push(...fresh);
  }
  return text;
}

test('groups chosen together come to the same text in whatever order they are made', () => {
  fc.assert(
    fc.property(anyGroups, fc.infiniteStream(fc.nat()), (groups, keys) => {
      const { edits, chosen } = selectEdits(groups);
      const together = applyEdits('0123456789ABCDEF', edits);
      const [forth, shuffled] = [chosen, chosen.map((one) => [one, keys.next().value ?? 0] as const)];
      const mixed = shuffled.toSorted(([, a], [, b]) => a - b).map(([one]) => one);
      for (const order of [forth, forth.toReversed(), mixed])
        expect(
          oneAfterTheOther(
            '0123456789ABCDEF',
            order.map((index) => groups[index]!),
          ),
        ).toBe(together);
    }),
    { numRuns: 5_000 },
  );
});

test.each([
  ['a span of its own', [0, 3], 'get'],
  ['the word it stands in', [1, 1], 'get'],
  ['the word in front of it', [3, 3], 'get'],
  ['the word behind it', [5, 5], 'x'],
  ['the character behind it', [4, 4], '"'],
  ['the character in front of it, at the end of a line', [10, 10], ')'],
  ['the character in front of it, at the end of the text', [14, 14], ')'],
])('what is seen of a span is %s', (_, [start = 0, end = 0], expected) => {
  const source = 'get("x", )\r\n()';
  const found = visible({ start, end }, source);
  expect(source.slice(found.start, found.end)).toBe(expected);
});
