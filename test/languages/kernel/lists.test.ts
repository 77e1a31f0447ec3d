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
import { code } from '../../support/snippets.ts';

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
    [
      'one item a line',
      code`
        f(
            a,
            b,
        )
      `,
      code`
        f(
            X,
            a,
            b,
        )
      `,
    ],
    [
      'one item on a line of its own',
      code`
        f(
            a
        )
      `,
      code`
        f(
            X,
            a
        )
      `,
    ],
    [
      'all items on one broken line',
      code`
        f(
            a, b
        )
      `,
      code`
        f(
            X, a, b
        )
      `,
    ],
    ['a hanging indent', 'f(a,\n  b)', 'f(X, a,\n  b)'],
    [
      'a comment behind the bracket',
      code`
        f(  # why
            a,
        )
      `,
      code`
        f(  # why
            X,
            a,
        )
      `,
    ],
    [
      'a comment above the first item',
      code`
        f(
            # of a
            a,
        )
      `,
      code`
        f(
            X,
            # of a
            a,
        )
      `,
    ],
    [
      'a comment above items on one line',
      code`
        f(
            # of both
            a, b
        )
      `,
      code`
        f(
            # of both
            X, a, b
        )
      `,
    ],
    [
      'a comment behind the first item',
      code`
        f(
            a,  # of a
            b,
        )
      `,
      code`
        f(
            X,
            a,  # of a
            b,
        )
      `,
    ],
    [
      'a first item over several lines',
      code`
        f({
            "a": 1,
        }, b)
      `,
      code`
        f(X, {
            "a": 1,
        }, b)
      `,
    ],
    [
      'a blank line first',
      code`
        f(

            a,
        )
      `,
      code`
        f(

            X,
            a,
        )
      `,
    ],
    ['a splat first', 'f(*a, **b)', 'f(X, *a, **b)'],
  ])('inserts first into %s', async (_name, before, after) => {
    expect(await edited(layout(before), (page, list) => insertFirst(page, list, 'X'))).toBe(layout(after));
  });

  test.each([
    ['an empty list', 'f()', 'f(x=1)'],
    ['an empty list with a comment', 'f(  # why\n)', 'f(x=1  # why\n)'],
    ['one line', 'f(a)', 'f(a, x=1)'],
    ['one line with a trailing comma', 'f(a, b,)', 'f(a, b, x=1,)'],
    [
      'one item a line',
      code`
        f(
            a,
            b
        )
      `,
      code`
        f(
            a,
            b,
            x=1
        )
      `,
    ],
    [
      'one item a line with a trailing comma',
      code`
        f(
            a,
            b,
        )
      `,
      code`
        f(
            a,
            b,
            x=1,
        )
      `,
    ],
    [
      'all items on one broken line',
      code`
        f(
            a, b
        )
      `,
      code`
        f(
            a, b, x=1
        )
      `,
    ],
    [
      'a hanging indent',
      'f(a,\n  b)',
      code`
        f(a,
          b,
          x=1)
      `,
    ],
    [
      'a bracket that hugs the last line',
      code`
        f(
            a,
            b)
      `,
      code`
        f(
            a,
            b,
            x=1)
      `,
    ],
    [
      'a comment behind the last item',
      code`
        f(
            a,
            b  # of b
        )
      `,
      code`
        f(
            a,
            b,  # of b
            x=1
        )
      `,
    ],
    [
      'a comment behind the trailing comma',
      code`
        f(
            b,  # of b
        )
      `,
      code`
        f(
            b,  # of b
            x=1,
        )
      `,
    ],
    [
      'a comment below the last item',
      code`
        f(
            b,
            # more?
        )
      `,
      code`
        f(
            b,
            x=1,
            # more?
        )
      `,
    ],
    [
      'a comment that holds a comma',
      code`
        f(
            b  # a, b
        )
      `,
      code`
        f(
            b,  # a, b
            x=1
        )
      `,
    ],
    ['a comment on the line of the call', 'f(a,  # of a\n)', 'f(a, x=1,  # of a\n)'],
    [
      'a last item over several lines',
      code`
        f(a, {
            "b": 1,
        })
      `,
      code`
        f(a, {
            "b": 1,
        }, x=1)
      `,
    ],
    ['keywords behind a splat', 'f(*a, **b)', 'f(*a, **b, x=1)'],
    [
      'a comma on the next line',
      code`
        f(
            a
            , )
      `,
      'refused',
    ],
  ])('inserts last into %s', async (_name, before, after) => {
    expect(await edited(layout(before), (page, list) => insertLast(page, list, 'x=1'))).toBe(layout(after));
  });

  test.each([
    ['the only item', 'f(a)', 0, 'f()'],
    ['the only item with its comma', 'f(a,)', 0, 'f()'],
    [
      'the only item with its lines',
      code`
        f(
            a,
        )
      `,
      0,
      'f()',
    ],
    ['the first of a line', 'f(a, b)', 0, 'f(b)'],
    ['one in the middle of a line', 'f(a, b, c)', 1, 'f(a, c)'],
    ['the last of a line', 'f(a, b)', 1, 'f(a)'],
    ['the last of a line, but not its trailing comma', 'f(a, b,)', 1, 'f(a,)'],
    [
      'the first line',
      code`
        f(
            a,
            b,
        )
      `,
      0,
      code`
        f(
            b,
        )
      `,
    ],
    [
      'a line in the middle',
      code`
        f(
            a,
            b,
            c,
        )
      `,
      1,
      code`
        f(
            a,
            c,
        )
      `,
    ],
    [
      'the last line',
      code`
        f(
            a,
            b,
        )
      `,
      1,
      code`
        f(
            a,
        )
      `,
    ],
    [
      'the last line without a comma',
      code`
        f(
            a,
            b
        )
      `,
      1,
      code`
        f(
            a
        )
      `,
    ],
    ['the first before a joined line', 'f(a \\\n  , b)', 0, 'f(b)'],
    ['the first of a hanging indent', 'f(a,\n  b)', 0, 'f(b)'],
    ['the last of a hanging indent', 'f(a,\n  b)', 1, 'f(a)'],
    [
      'a line below a comment on another item',
      code`
        f(
            a,  # of a
            b,
        )
      `,
      1,
      code`
        f(
            a,  # of a
        )
      `,
    ],
    [
      'a line without a comma below a comment',
      code`
        f(
            a,  # of a
            b
        )
      `,
      1,
      code`
        f(
            a,  # of a
        )
      `,
    ],
    [
      'a line between comments on others',
      code`
        f(
            a,  # of a
            b,
            c,  # of c
        )
      `,
      1,
      code`
        f(
            a,  # of a
            c,  # of c
        )
      `,
    ],
    [
      'an item above a comment on the next',
      code`
        f(
            a,
            # of b
            b,
        )
      `,
      0,
      code`
        f(
            # of b
            b,
        )
      `,
    ],
    [
      'an item before another, below a comment',
      code`
        f(
            a,  # of a
            b, c
        )
      `,
      1,
      code`
        f(
            a,  # of a
            c
        )
      `,
    ],
    [
      'an item in the bracket, below a comment',
      code`
        f(
            a,  # of a
            b)
      `,
      1,
      code`
        f(
            a,  # of a
            )
      `,
    ],
    [
      'an item below the comment on the bracket',
      code`
        f(  # why
            a,
            b,
        )
      `,
      0,
      code`
        f(  # why
            b,
        )
      `,
    ],
    [
      'nothing with a comment of its own',
      code`
        f(
            a,
            b,  # of b
        )
      `,
      1,
      'refused',
    ],
    [
      'nothing with a comment and no comma',
      code`
        f(
            a,
            b  # of b
        )
      `,
      1,
      'refused',
    ],
    [
      'nothing with a comment above',
      code`
        f(
            a,
            # of b
            b,
        )
      `,
      1,
      'refused',
    ],
    [
      'nothing with a comment above, first',
      code`
        f(
            # of a
            a,
            b,
        )
      `,
      0,
      'refused',
    ],
    [
      'nothing that would empty a list with a comment',
      code`
        f(  # why
            a,
        )
      `,
      0,
      'refused',
    ],
    ['nothing that is not there', 'f(a)', 1, 'refused'],
  ])('removes %s', async (_name, before, index, after) => {
    const found = await edited(layout(before), (page, list) => removeItems(page, list, [index]));
    expect(found).toBe(layout(after));
  });
});

test.each([
  [
    'neighbours',
    code`
      f(
          a,
          b,
          c
      )
    `,
    [1, 2],
    code`
      f(
          a
      )
    `,
  ],
  [
    'neighbours below a comment',
    code`
      f(
          a,  # of a
          b,
          c,
          d,
      )
    `,
    [1, 2],
    code`
      f(
          a,  # of a
          d,
      )
    `,
  ],
  ['the first ones', 'f(a, b, c)', [0, 1], 'f(c)'],
  ['the last ones', 'f(a, b, c,)', [1, 2], 'f(a,)'],
  ['every other', 'f(a, b, c, d)', [0, 2], 'f(b, d)'],
  [
    'both ends of lines',
    code`
      f(
          a,
          b,  # of b
          c,
      )
    `,
    [0, 2],
    code`
      f(
          b,  # of b
      )
    `,
  ],
  [
    'all',
    code`
      f(
          a,
          b,
      )
    `,
    [0, 1],
    'f()',
  ],
  [
    'none when one has a comment',
    code`
      f(
          a,
          b,  # of b
          c,
      )
    `,
    [0, 1],
    'refused',
  ],
  [
    'none when a comment stands between',
    code`
      f(
          a,
          # of b
          b,
          c,
      )
    `,
    [0, 1],
    'refused',
  ],
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
    const source = code`
      f(a,  # why
        [b  # b
      ])
    `;
    const comments = [at(source, '# why'), at(source, '# b')];
    expect(around(source, () => [at(source, 'a'), '()'], comments)).toBeUndefined();
    expect(
      around(
        source,
        () => [
          'g(',
          at(
            source,
            code`
              a,  # why
                [b  # b
              ]
            `,
          ),
          ')',
        ],
        comments,
      )?.after,
    ).toBe(
      code`
        g(a,  # why
          [b  # b
        ])
      `,
    );
    expect(around(source, () => [at(source, '[b  # b\n]'), at(source, 'a')], comments)).toBeUndefined();
  });

  test.each([
    ['one line', '[(a, 1), (b, 2)]', '{a: 1, b: 2}'],
    ['one line with commas', '[(a, 1,), (b, 2),]', '{a: 1, b: 2}'],
    [
      'a pair a line',
      code`
        [
            (a, 1),
            (b, 2),
        ]
      `,
      code`
        {
            a: 1,
            b: 2,
        }
      `,
    ],
    [
      'a pair a line without the last comma',
      code`
        [
            (a, 1),
            (b, 2)
        ]
      `,
      code`
        {
            a: 1,
            b: 2
        }
      `,
    ],
    ['a hanging indent', '[(a, 1),\n (b, 2)]', '{a: 1,\n b: 2}'],
    [
      'comments',
      code`
        [  # all
            (a, 1),  # one, two
            # of b
            (b, 2),  # two
        ]
      `,
      code`
        {  # all
            a: 1,  # one, two
            # of b
            b: 2,  # two
        }
      `,
    ],
    [
      'broken pairs',
      code`
        [
            (
                a,
                1,
            ),
            (
                b,
                2,
            ),
        ]
      `,
      code`
        {
            a: 1,
            b: 2,
        }
      `,
    ],
    ['CRLF', '[\r\n\t(a, 1),\r\n\t(b, 2),\r\n]', '{\r\n\ta: 1,\r\n\tb: 2,\r\n}'],
    [
      'a comment in a pair',
      code`
        [
            (a,  # key
             1),
            (b, 2),
        ]
      `,
      undefined,
    ],
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
