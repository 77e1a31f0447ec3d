import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadPython, parsePythonSync, reparsePythonSync } from '../../../src/languages/python/parser.ts';
import { piecesOf, reparse } from '../../../src/languages/python/reparse.ts';
import { code } from '../../support/snippets.ts';

beforeAll(loadPython);

/** The parts that are parsed to read `after` once `before` is known; `undefined` when the whole of it has to be. */
function parsed(before: string, after: string): readonly string[] | undefined {
  const parts: string[] = [];
  const ast = reparse(after, piecesOf(before, parsePythonSync(before)), ({ start, end }) => {
    parts.push(after.slice(start, end));
    // Spaces in place of what stands before leave every offset as it is.
    return parsePythonSync(after.slice(0, start).replace(/[^\r\n]/g, ' ') + after.slice(start, end));
  });
  return ast && parts;
}

const TEST = code`
  def test_b(client):
      client.get("/")  # b



`;

describe('only what is not known is parsed', () => {
  test.each([
    [
      'a call in a function',
      code`
        import a


        ${TEST}
        c = 1

      `,
      ['get', 'post'],
      [TEST.replace('get', 'post')],
    ],
    ['something new in front', `import a\n${TEST}`, ['import a', 'import b\nimport a'], ['import b\n']],
    [
      'something less',
      code`
        import a
        ${TEST}
        c = 1

      `,
      [TEST, ''],
      [],
    ],
    [
      'a decorator',
      code`
        a = 1
        @b
        @c
        ${TEST}
        d = 1

      `,
      ['@b', '@x'],
      [
        code`
          @x
          @c
          ${TEST}
        `,
      ],
    ],
    [
      'two places',
      code`
        a = 1
        ${TEST}
        b = 1
        ${TEST}
      `,
      [/= 1/g, '= 2'],
      ['a = 2\n', 'b = 2\n'],
    ],
    [
      'a comment',
      code`
        a = 1
        # one
        ${TEST}
      `,
      ['# one', '# two'],
      [
        code`
          a = 1
          # two

        `,
      ],
    ],
    ['the end without a newline', 'a = 1\nb = 1', ['b = 1', 'b = 2'], ['b = 2']],
  ] as const)('%s', (_, before, [from, to], parts) => {
    expect(parsed(before, before.replace(from, to))).toEqual(parts);
  });
});

describe('what cannot be told from a part is read as a whole', () => {
  test.each([
    [
      'a statement goes on',
      code`
        if a:
            b
        c
        d

      `,
      code`
        if a:
            b
        else:
            c
        d

      `,
    ],
    [
      'a string is opened',
      code`
        a = 1
        b = """c"""
        d = 1

      `,
      code`
        a = """
        b = """c"""
        d = 1

      `,
    ],
    [
      'a bracket is opened',
      code`
        a = 1
        b = 1

      `,
      code`
        a = (
        b = 1

      `,
    ],
    [
      'a decorator is left alone',
      code`
        @a
        class B: pass
        c = 1

      `,
      code`
        @a
        c = 1

      `,
    ],
    [
      'a tuple may go on',
      code`
        a
        b = 1

      `,
      code`
        a,
        b = 1

      `,
    ],
    [
      'a tuple of before may go on',
      code`
        a
        b,
        if c: d

      `,
      code`
        a
        b,
        c = 1
        if c: d

      `,
    ],
    [
      'it is broken',
      code`
        a = 1
        b = 1

      `,
      code`
        a = 1
        b = = 1

      `,
    ],
    ['nothing is left', 'a = 1\n', 'b = 1\n'],
    [
      'what was known was broken',
      code`
        a = = 1
        b = 1

      `,
      'b = 1\n',
    ],
  ])('%s', (_, before, after) => {
    expect(parsed(before, after)).toBeUndefined();
  });

  test('a line goes on in the next', () => {
    expect(
      parsed(
        code`
          a = 1; \
          b = 1
          c = 1

        `,
        code`
          a = 2; \
          b = 1
          c = 1

        `,
      ),
    ).toEqual([
      code`
        a = 2; \
        b = 1

      `,
    ]);
  });
});

const lines = [
  ...[
    'a = 1',
    'b,',
    '*c,',
    'd = e,',
    'f += g,',
    '"doc"',
    '[x]',
    'def f():',
    'class A: pass',
    'async def g():',
    '@d',
  ],
  ...[
    'if a:',
    '    b',
    '\tc',
    'else:',
    'elif d: e',
    'try:',
    'except E:',
    'finally:',
    'with a as b:',
    'match x:',
  ],
  ...[
    '    case 1: pass',
    'while b: \\',
    'x = """',
    '"""',
    'f"""{',
    '}"""',
    'y = (',
    ')',
    '[',
    ']',
    'c; d',
    'e; \\',
  ],
  ...[
    '# c',
    '    # c \\',
    '',
    '  ',
    '\f',
    'é = "😀"',
    'print x',
    'type X = int',
    'return',
    'lambda:',
    'x if y else',
  ],
];
const script = fc.array(fc.constantFrom(...lines), { minLength: 2, maxLength: 12 });

test('the tree is that of the whole text, whatever was read before', () => {
  const texts = fc.record({
    before: script,
    after: script,
    keep: fc.array(fc.nat({ max: 11 }), { maxLength: 4 }),
    newline: fc.constantFrom('\n', '\n', '\r\n', '\r'),
  });
  fc.assert(
    fc.property(texts, ({ before, after, keep, newline }) => {
      // An edited text has most of its lines from before.
      const edited = before.flatMap((line, index) => (keep.includes(index) ? (after[index] ?? []) : [line]));
      for (const all of [before, edited, [...after.slice(0, 2), ...edited]]) {
        const source = all.join(newline);
        expect(reparsePythonSync(source)).toEqual(parsePythonSync(source));
      }
    }),
    { numRuns: 2000 },
  );
});
