import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyEdits, slice, type TextEdit } from '../../../src/core/text.ts';
import {
  holdsComment,
  insertFirst,
  insertLast,
  removeItems,
  replaceAround,
  type List,
  type Page,
  type Piece,
} from '../../../src/languages/kernel/lists.ts';
import { parsePython } from '../../../src/languages/python/parser.ts';

/** The argument list of the call that `source` is. */
async function open(source: string): Promise<Page & { readonly list: List; readonly valid: boolean }> {
  const { body, comments, problem } = await parsePython(source);
  const [statement] = body;
  if (statement?.kind !== 'expression' || statement.value.kind !== 'call') throw new Error('not a call');
  const { list, args } = statement.value;
  return {
    source,
    comments,
    list: { inside: { start: list.start + 1, end: list.end - 1 }, items: args },
    valid: !problem,
  };
}

type Edit = (page: Page, list: List) => readonly TextEdit[] | undefined;

/** The source after an edit, which must parse; `refused` where there is none. */
async function edited(source: string, edit: Edit): Promise<string> {
  const { list, ...page } = await open(source);
  const edits = edit(page, list);
  if (!edits) return 'refused';
  const after = applyEdits(source, edits);
  expect((await open(after)).valid).toBe(true);
  return after;
}

/** The same layout with Windows line ends, and with tabs. */
const LAYOUTS: readonly (readonly [string, (text: string) => string])[] = [
  ['as it is', (text) => text],
  ['with CRLF', (text) => text.replaceAll('\n', '\r\n')],
  ['with tabs', (text) => text.replaceAll('    ', '\t')],
];

describe.each(LAYOUTS)('%s', (_, layout) => {
  test.each([
    ['an empty list', 'f()', 'f(X)'],
    ['an empty list broken over lines', 'f(\n)', 'f(X\n)'],
    ['an empty list with a comment', 'f(  # why\n)', 'f(X  # why\n)'],
    ['one line', 'f(a, b)', 'f(X, a, b)'],
    ['one line with a trailing comma', 'f(a,)', 'f(X, a,)'],
    ['space inside the brackets', 'f( a )', 'f( X, a )'],
    ['one item a line', 'f(\n    a,\n    b,\n)', 'f(\n    X,\n    a,\n    b,\n)'],
    ['one item on a line of its own', 'f(\n    a\n)', 'f(\n    X,\n    a\n)'],
    ['all items on one broken line', 'f(\n    a, b\n)', 'f(\n    X, a, b\n)'],
    ['a hanging indent', 'f(a,\n  b)', 'f(X, a,\n  b)'],
    ['a comment behind the bracket', 'f(  # why\n    a,\n)', 'f(  # why\n    X,\n    a,\n)'],
    ['a comment above the first item', 'f(\n    # of a\n    a,\n)', 'f(\n    X,\n    # of a\n    a,\n)'],
    [
      'a comment above items on one line',
      'f(\n    # of both\n    a, b\n)',
      'f(\n    # of both\n    X, a, b\n)',
    ],
    [
      'a comment behind the first item',
      'f(\n    a,  # of a\n    b,\n)',
      'f(\n    X,\n    a,  # of a\n    b,\n)',
    ],
    ['a first item over several lines', 'f({\n    "a": 1,\n}, b)', 'f(X, {\n    "a": 1,\n}, b)'],
    ['a blank line first', 'f(\n\n    a,\n)', 'f(\n\n    X,\n    a,\n)'],
    ['a splat first', 'f(*a, **b)', 'f(X, *a, **b)'],
  ])('inserts first into %s', async (_name, before, after) => {
    expect(await edited(layout(before), (page, list) => insertFirst(page, list, 'X'))).toBe(layout(after));
  });

  test.each([
    ['an empty list', 'f()', 'f(x=1)'],
    ['an empty list with a comment', 'f(  # why\n)', 'f(x=1  # why\n)'],
    ['one line', 'f(a)', 'f(a, x=1)'],
    ['one line with a trailing comma', 'f(a, b,)', 'f(a, b, x=1,)'],
    ['one item a line', 'f(\n    a,\n    b\n)', 'f(\n    a,\n    b,\n    x=1\n)'],
    ['one item a line with a trailing comma', 'f(\n    a,\n    b,\n)', 'f(\n    a,\n    b,\n    x=1,\n)'],
    ['all items on one broken line', 'f(\n    a, b\n)', 'f(\n    a, b, x=1\n)'],
    ['a hanging indent', 'f(a,\n  b)', 'f(a,\n  b,\n  x=1)'],
    ['a bracket that hugs the last line', 'f(\n    a,\n    b)', 'f(\n    a,\n    b,\n    x=1)'],
    [
      'a comment behind the last item',
      'f(\n    a,\n    b  # of b\n)',
      'f(\n    a,\n    b,  # of b\n    x=1\n)',
    ],
    ['a comment behind the trailing comma', 'f(\n    b,  # of b\n)', 'f(\n    b,  # of b\n    x=1,\n)'],
    ['a comment below the last item', 'f(\n    b,\n    # more?\n)', 'f(\n    b,\n    x=1,\n    # more?\n)'],
    ['a comment that holds a comma', 'f(\n    b  # a, b\n)', 'f(\n    b,  # a, b\n    x=1\n)'],
    ['a comment on the line of the call', 'f(a,  # of a\n)', 'f(a, x=1,  # of a\n)'],
    ['a last item over several lines', 'f(a, {\n    "b": 1,\n})', 'f(a, {\n    "b": 1,\n}, x=1)'],
    ['keywords behind a splat', 'f(*a, **b)', 'f(*a, **b, x=1)'],
    ['a comma on the next line', 'f(\n    a\n    , )', 'refused'],
  ])('inserts last into %s', async (_name, before, after) => {
    expect(await edited(layout(before), (page, list) => insertLast(page, list, 'x=1'))).toBe(layout(after));
  });

  test.each([
    ['the only item', 'f(a)', 0, 'f()'],
    ['the only item with its comma', 'f(a,)', 0, 'f()'],
    ['the only item with its lines', 'f(\n    a,\n)', 0, 'f()'],
    ['the first of a line', 'f(a, b)', 0, 'f(b)'],
    ['one in the middle of a line', 'f(a, b, c)', 1, 'f(a, c)'],
    ['the last of a line', 'f(a, b)', 1, 'f(a)'],
    ['the last of a line, but not its trailing comma', 'f(a, b,)', 1, 'f(a,)'],
    ['the first line', 'f(\n    a,\n    b,\n)', 0, 'f(\n    b,\n)'],
    ['a line in the middle', 'f(\n    a,\n    b,\n    c,\n)', 1, 'f(\n    a,\n    c,\n)'],
    ['the last line', 'f(\n    a,\n    b,\n)', 1, 'f(\n    a,\n)'],
    ['the last line without a comma', 'f(\n    a,\n    b\n)', 1, 'f(\n    a\n)'],
    ['the first before a joined line', 'f(a \\\n  , b)', 0, 'f(b)'],
    ['the first of a hanging indent', 'f(a,\n  b)', 0, 'f(b)'],
    ['the last of a hanging indent', 'f(a,\n  b)', 1, 'f(a)'],
    ['a line below a comment on another item', 'f(\n    a,  # of a\n    b,\n)', 1, 'f(\n    a,  # of a\n)'],
    ['a line without a comma below a comment', 'f(\n    a,  # of a\n    b\n)', 1, 'f(\n    a,  # of a\n)'],
    [
      'a line between comments on others',
      'f(\n    a,  # of a\n    b,\n    c,  # of c\n)',
      1,
      'f(\n    a,  # of a\n    c,  # of c\n)',
    ],
    [
      'an item above a comment on the next',
      'f(\n    a,\n    # of b\n    b,\n)',
      0,
      'f(\n    # of b\n    b,\n)',
    ],
    [
      'an item before another, below a comment',
      'f(\n    a,  # of a\n    b, c\n)',
      1,
      'f(\n    a,  # of a\n    c\n)',
    ],
    ['an item in the bracket, below a comment', 'f(\n    a,  # of a\n    b)', 1, 'f(\n    a,  # of a\n    )'],
    ['an item below the comment on the bracket', 'f(  # why\n    a,\n    b,\n)', 0, 'f(  # why\n    b,\n)'],
    ['nothing with a comment of its own', 'f(\n    a,\n    b,  # of b\n)', 1, 'refused'],
    ['nothing with a comment and no comma', 'f(\n    a,\n    b  # of b\n)', 1, 'refused'],
    ['nothing with a comment above', 'f(\n    a,\n    # of b\n    b,\n)', 1, 'refused'],
    ['nothing with a comment above, first', 'f(\n    # of a\n    a,\n    b,\n)', 0, 'refused'],
    ['nothing that would empty a list with a comment', 'f(  # why\n    a,\n)', 0, 'refused'],
    ['nothing that is not there', 'f(a)', 1, 'refused'],
  ])('removes %s', async (_name, before, index, after) => {
    const found = await edited(layout(before), (page, list) => removeItems(page, list, [index]));
    expect(found).toBe(layout(after));
  });
});

test.each([
  ['neighbours', 'f(\n    a,\n    b,\n    c\n)', [1, 2], 'f(\n    a\n)'],
  [
    'neighbours below a comment',
    'f(\n    a,  # of a\n    b,\n    c,\n    d,\n)',
    [1, 2],
    'f(\n    a,  # of a\n    d,\n)',
  ],
  ['the first ones', 'f(a, b, c)', [0, 1], 'f(c)'],
  ['the last ones', 'f(a, b, c,)', [1, 2], 'f(a,)'],
  ['every other', 'f(a, b, c, d)', [0, 2], 'f(b, d)'],
  ['both ends of lines', 'f(\n    a,\n    b,  # of b\n    c,\n)', [0, 2], 'f(\n    b,  # of b\n)'],
  ['all', 'f(\n    a,\n    b,\n)', [0, 1], 'f()'],
  ['none when one has a comment', 'f(\n    a,\n    b,  # of b\n    c,\n)', [0, 1], 'refused'],
  ['none when a comment stands between', 'f(\n    a,\n    # of b\n    b,\n    c,\n)', [0, 1], 'refused'],
])('removes %s at once', async (_name, before, indexes, after) => {
  expect(await edited(before, (page, list) => removeItems(page, list, indexes))).toBe(after);
});

describe('replacing around quotes', () => {
  const around = (
    source: string,
    pieces: (...quotes: string[]) => readonly Piece[],
    comments: Page['comments'] = [],
  ) => {
    const page = { source, comments };
    const edits = replaceAround(page, { start: 0, end: source.length }, pieces());
    return edits ? { after: applyEdits(source, edits), edits } : undefined;
  };
  const at = (source: string, part: string) => ({
    start: source.indexOf(part),
    end: source.indexOf(part) + part.length,
  });

  test('edits only the gaps', () => {
    const source = 'getattr(client, method)';
    const found = around(source, () => [at(source, 'client'), '.request']);
    expect(found?.after).toBe('client.request');
    expect(found?.edits.map((edit) => slice(source, edit))).toEqual(['getattr(', ', method)']);
  });

  test('copies what is quoted out of order', () => {
    const source = 'f(a, b)';
    expect(around(source, () => [at(source, 'b'), '(', at(source, 'a'), ')'])?.after).toBe('b(a)');
  });

  test('refuses where a gap holds a comment, and keeps those inside quotes', () => {
    const source = 'f(a,  # why\n  [b  # b\n])';
    const comments = [at(source, '# why'), at(source, '# b')];
    expect(around(source, () => [at(source, 'a'), '()'], comments)).toBeUndefined();
    expect(around(source, () => ['g(', at(source, 'a,  # why\n  [b  # b\n]'), ')'], comments)?.after).toBe(
      'g(a,  # why\n  [b  # b\n])',
    );
    expect(around(source, () => [at(source, '[b  # b\n]'), at(source, 'a')], comments)).toBeUndefined();
  });

  test.each([
    ['one line', '[(a, 1), (b, 2)]', '{a: 1, b: 2}'],
    ['one line with commas', '[(a, 1,), (b, 2),]', '{a: 1, b: 2}'],
    ['a pair a line', '[\n    (a, 1),\n    (b, 2),\n]', '{\n    a: 1,\n    b: 2,\n}'],
    ['a pair a line without the last comma', '[\n    (a, 1),\n    (b, 2)\n]', '{\n    a: 1,\n    b: 2\n}'],
    ['a hanging indent', '[(a, 1),\n (b, 2)]', '{a: 1,\n b: 2}'],
    [
      'comments',
      '[  # all\n    (a, 1),  # one, two\n    # of b\n    (b, 2),  # two\n]',
      '{  # all\n    a: 1,  # one, two\n    # of b\n    b: 2,  # two\n}',
    ],
    [
      'broken pairs',
      '[\n    (\n        a,\n        1,\n    ),\n    (\n        b,\n        2,\n    ),\n]',
      '{\n    a: 1,\n    b: 2,\n}',
    ],
    ['CRLF', '[\r\n\t(a, 1),\r\n\t(b, 2),\r\n]', '{\r\n\ta: 1,\r\n\tb: 2,\r\n}'],
    ['a comment in a pair', '[\n    (a,  # key\n     1),\n    (b, 2),\n]', undefined],
  ])('keeps the layout of %s', (_name, source, after) => {
    const comments = [...source.matchAll(/#.*/g)].map((one) => ({
      start: one.index,
      end: one.index + one[0].length,
    }));
    const quote = (text: RegExp) => {
      const { index } = text.exec(source.replace(/#.*/g, (comment) => ' '.repeat(comment.length)))!;
      return { start: index, end: index + 1 };
    };
    const pieces: Piece[] = ['{', { soft: 'open' }, quote(/a/), ': ', quote(/1/), ',', { soft: 'next' }];
    pieces.push(quote(/b/), ': ', quote(/2/), { soft: 'close' }, '}');
    expect(around(source, () => pieces, comments)?.after).toBe(after);
  });
});

test('a gap holds a comment if they share a character', () => {
  const page = { source: 'a # b', comments: [{ start: 2, end: 5 }] };
  expect(holdsComment(page, { start: 0, end: 2 })).toBe(false);
  expect(holdsComment(page, { start: 0, end: 3 })).toBe(true);
  expect(holdsComment(page, { start: 5, end: 5 })).toBe(false);
});

test('whatever the layout: one item more or some fewer, and every comment is still there', async () => {
  const space = fc.constantFrom('', ' ', '\n    ', '  # c\n    ', '\n    # d\n    ', ' \\\n    ');
  const item = fc.constantFrom('a', '[1, 2]', '{"k": (1,\n 2)}', 'k=b', '(x)');
  const items = fc.array(fc.tuple(space, item, space), { minLength: 1, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(
      items,
      fc.boolean(),
      space,
      fc.uniqueArray(fc.nat(3), { minLength: 1 }),
      async (parts, comma, tail, which) => {
        const keywords = parts.sort(([, a], [, b]) => Number(a === 'k=b') - Number(b === 'k=b'));
        const source = `f(${keywords.map((one) => one.join('')).join(',')}${comma ? `,${tail}` : ''})`;
        const comments = (text: string) => [...text.matchAll(/# [cd]/g)].length;
        for (const insert of [insertFirst, insertLast]) {
          const after = await edited(source, (page, list) =>
            insert(page, list, insert === insertFirst ? 'X' : 'X=1'),
          );
          if (after === 'refused') continue;
          expect(comments(after)).toBe(comments(source));
          expect((await open(after)).list.items).toHaveLength(parts.length + 1);
        }
        const indexes = [...new Set(which.map((one) => one % parts.length))];
        const removed = await edited(source, (page, list) => removeItems(page, list, indexes));
        if (removed === 'refused') return;
        expect(comments(removed)).toBe(comments(source));
        expect((await open(removed)).list.items).toHaveLength(parts.length - indexes.length);
      },
    ),
    { numRuns: 300 },
  );
});
