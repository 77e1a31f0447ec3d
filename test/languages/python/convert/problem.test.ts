import { describe, expect, test } from 'vitest';
import { parsePythonSync } from '../../../../src/languages/python/parser.ts';
import { print } from '../../../support/python-ast.ts';
import { code } from '../../../support/snippets.ts';

/** The place of the problem as line and column, both from 1, and what is said about it. */
function problemOf(source: string): string | undefined {
  const { problem } = parsePythonSync(source);
  if (!problem) return undefined;
  const before = source.slice(0, problem.at).split('\n');
  return `${before.length}:${(before.at(-1) ?? '').length + 1} ${problem.message}`;
}

describe('what does not parse is told with its place', () => {
  test.each([
    [
      code`
        x = 1
        def f(:
          pass

      `,
      '2:7 cannot parse `def f(:`: expected `)`',
    ],
    [
      code`
        x = 1
        def f()
          pass

      `,
      '2:1 cannot parse `def f()`',
    ],
    [
      code`
        for x in :
          pass

      `,
      '1:9 cannot parse `for x in :`: expected a name or an expression',
    ],
    [
      code`
        x = 1
        foo(a,
          b
        bar = 1

      `,
      '2:4 cannot parse `foo(a,`: `(` is never closed',
    ],
    [
      code`
        x = [1, 2

        def f():
          return 1

      `,
      '1:5 cannot parse `x = [1, 2`: `[` is never closed',
    ],
    [
      code`
        x = 'abc
        y = 2

      `,
      "1:5 cannot parse `x = 'abc`: `'` is never closed",
    ],
    [
      code`
        x = """abc
        y = 2

      `,
      '1:5 cannot parse `x = """abc`: `"""` is never closed',
    ],
    [
      code`
        if x:
          y = = 2

      `,
      '2:7 cannot parse `y = = 2`',
    ],
    ['f(a b)\n', '1:5 cannot parse `f(a b)`'],
    [
      code`
        x
        else:
          y

      `,
      '2:1 cannot parse `else:`',
    ],
    [
      code`
        <<<<<<< HEAD
        x = 1
        =======

      `,
      '1:1 cannot parse `<<<<<<< HEAD`',
    ],
    ['from {{ a }} import b\n', '1:1 cannot parse `from {{ a }} import b`'],
    ['x = "é😀"; y = ?\n', '1:16 cannot parse `x = "é😀"; y = ?`'],
  ])('%j', (source, expected) => {
    expect(problemOf(source)).toBe(expected);
  });
});

test('a long line is cut to the part with the problem', () => {
  const { problem } = parsePythonSync(`x = f("${'a'.repeat(80)}", = ${'b'.repeat(80)})
`);
  expect(problem?.message).toMatch(/^cannot parse `= b{57}…`$/);
});

test.each([['x = 1\n'], [''], ['# only a comment'], ['print 1\n'], ['x\r\n\r\ny'], ['\f\nx = 1\n']])(
  'no problem in %j',
  (source) => {
    expect(problemOf(source)).toBeUndefined();
  },
);

test('what stands around a problem is read all the same', () => {
  const source = code`
    a = f(1)
    x = = 2
    def g():
      return h(2)

  `;
  const [first, , last] = parsePythonSync(source).body;
  expect(first?.kind === 'assign' && first.value && print(first.value, source)).toBe('(call f 1)');
  expect(last?.kind === 'function' && last.name.id).toBe('g');
});

test.each([
  ['def'],
  ['class :'],
  ['import'],
  ['from . import'],
  ['with :'],
  ['match x:\n case'],
  ['lambda :'],
  ['@'],
  ['f"{'],
  ['try:'],
  ['x['],
  ['{a:'],
  ['f(a=)'],
  ['async'],
  ['del'],
  ['type = '],
  ['type(a) = '],
])('a fragment like %j is no reason to fail', (source) => {
  expect(() => parsePythonSync(source)).not.toThrow();
});
