import { describe, expect, test } from 'vitest';
import { parsePythonSync } from '../../../../src/languages/python/parser.ts';
import { print } from '../../../support/python-ast.ts';

/** The place of the problem as line and column, both from 1, and what is said about it. */
function problemOf(source: string): string | undefined {
  const { problem } = parsePythonSync(source);
  if (!problem) return undefined;
  const before = source.slice(0, problem.at).split('\n');
  return `${before.length}:${(before.at(-1) ?? '').length + 1} ${problem.message}`;
}

describe('what does not parse is told with its place', () => {
  test.each([
    ['x = 1\ndef f(:\n  pass\n', '2:7 cannot parse `def f(:`: expected `)`'],
    ['x = 1\ndef f()\n  pass\n', '2:1 cannot parse `def f()`'],
    ['for x in :\n  pass\n', '1:9 cannot parse `for x in :`: expected a name or an expression'],
    ['x = 1\nfoo(a,\n  b\nbar = 1\n', '2:4 cannot parse `foo(a,`: `(` is never closed'],
    ['x = [1, 2\n\ndef f():\n  return 1\n', '1:5 cannot parse `x = [1, 2`: `[` is never closed'],
    [`x = 'abc\ny = 2\n`, "1:5 cannot parse `x = 'abc`: `'` is never closed"],
    ['x = """abc\ny = 2\n', '1:5 cannot parse `x = """abc`: `"""` is never closed'],
    ['if x:\n  y = = 2\n', '2:7 cannot parse `y = = 2`'],
    ['f(a b)\n', '1:5 cannot parse `f(a b)`'],
    ['x\nelse:\n  y\n', '2:1 cannot parse `else:`'],
    ['<<<<<<< HEAD\nx = 1\n=======\n', '1:1 cannot parse `<<<<<<< HEAD`'],
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
  const source = 'a = f(1)\nx = = 2\ndef g():\n  return h(2)\n';
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
