import { describe, expect, test } from 'vitest';
import { outline, parseExpression } from '../../../support/python-ast.ts';
import { code } from '../../../support/snippets.ts';

type Row = readonly [source: string, outline: string];

function reads(rows: readonly Row[]): void {
  test.each(rows)('%s', (source, expected) => {
    expect(outline(`${source}\n`)).toBe(expected);
  });
}

describe('names, attributes and subscripts', () => {
  reads([
    ['x', 'x'],
    ['print', 'print'],
    ['match', 'match'],
    ['type', 'type'],
    ['größe', 'größe'],
    ['a.b.c', '(. (. a b) c)'],
    ['a.match', '(. a match)'],
    ['a \\\n  .b', '(. a b)'],
    ['a[0]', '([] a 0)'],
    ['a[1, 2]', '([] a 1 2)'],
    ['a[1:2, ::x]', '([] a (slice 1 2) (slice x))'],
    ['a[(1, 2)]', '([] a (tuple 1 2))'],
    ['a[*b.c()]', '([] a (* (call (. b c))))'],
    ['a[:]', '([] a (slice))'],
  ]);
});

describe('calls', () => {
  reads([
    ['f()', '(call f)'],
    ['f(a, b=c, *d, **e)', '(call f a b=c *d **e)'],
    ['f((a), b=(c), *(d), **(e))', '(call f a b=c *d **e)'],
    ['f(*a.b(), c)', '(call f *(call (. a b)) c)'],
    [
      code`
        f(
          a, # first
          b,
        )
      `,
      '(call f a b)',
    ],
    ['f(a)(b)', '(call (call f a) b)'],
    ['f(x for x in y)', '(call f (generator x (for x y)))'],
    ['f((x for x in y))', '(call f (generator x (for x y)))'],
    ['f(x := 1)', '(call f (:= x 1))'],
    ['f(print=1, match=2, type=3)', '(call f print=1 match=2 type=3)'],
    ['print(a, file=b)', '(call print a file=b)'],
    ['exec(a)', '(call exec a)'],
  ]);
});

describe('literals', () => {
  reads([
    ['(1, 2.0, 3j, 0x_ff, 1_000, 1e9)', '(tuple 1 2.0 3j 0x_ff 1_000 1e9)'],
    ['[True, False, None, ...]', '(list True False None ...)'],
    ['()', '(tuple)'],
    ['(a,)', '(tuple a)'],
    ['a,', '(tuple a)'],
    ['a, b', '(tuple a b)'],
    ['(a)', 'a'],
    ['((a), [b], {c})', '(tuple a (list b) (set c))'],
    ['[*a, *b.c()]', '(list (* a) (* (call (. b c))))'],
    ['[*a.b()]', '(list (* (call (. a b))))'],
    ['[*a[0].b]', '(list (* (. ([] a 0) b)))'],
    ['[*a or b]', '(list (* (or a b)))'],
    ['[*a if b else c]', '(list (* (if-else b a c)))'],
    ['[*a + b]', '(list (* (+ a b)))'],
    ['[(*a), b]', '(list (* a) b)'],
    ['{}', '(dict)'],
    ['{"a": 1, **b, (c): d}', '(dict "a":1 **:b c:d)'],
  ]);
});

describe('comprehensions', () => {
  reads([
    ['[x for x in y]', '(list-comprehension x (for x y))'],
    ['{x for x in y if x if z}', '(set-comprehension x (for x y) (if x) (if z))'],
    ['{k: v for k, v in x}', '(dict-comprehension k v (for (tuple k v) x))'],
    ['(x for y in z for x in y)', '(generator x (for y z) (for x y))'],
    ['[x async for x in y]', '(list-comprehension x (for x y))'],
    ['[x for (x) in y]', '(list-comprehension x (for x y))'],
    ['[x for x in 1, 2]', '(list-comprehension x (for x (tuple 1 2)))'],
    ['[x for x in lambda: y, z]', '(list-comprehension x (for x (tuple (lambda () y) z)))'],
  ]);
});

describe('operators', () => {
  reads([
    ['a + b * c', '(+ a (* b c))'],
    ['a @ b // c ** d', '(// (@ a b) (** c d))'],
    ['a | b & c << d >> e', '(| a (& b (>> (<< c d) e)))'],
    ['a ^ b', '(^ a b)'],
    ['a and b or not c', '(or (and a b) (not c))'],
    ['a < b <= c', '(comparison a < b <= c)'],
    ['a == b != c', '(comparison a == b != c)'],
    ['a > b >= c', '(comparison a > b >= c)'],
    ['a in b', '(comparison a in b)'],
    ['a not  in b', '(comparison a not in b)'],
    ['a is b', '(comparison a is b)'],
    ['(a is # not\n not (b))', '(comparison a is not b)'],
    ['-a', '(unary a)'],
    ['~a', '(unary a)'],
    ['a if b else c', '(if-else b a c)'],
    ['a if b else lambda: c', '(if-else b a (lambda () c))'],
    ['(a := b)', '(:= a b)'],
    ['await a.b()', '(await (call (. a b)))'],
    ['lambda: 0', '(lambda () 0)'],
    ['lambda x, /, y=1, *a, z=2, **k: x', '(lambda (x y=1 *a only:z=2 **k) x)'],
    ['lambda *, x: x', '(lambda (only:x) x)'],
    ['yield', '(yield)'],
    ['yield a, b', '(yield (tuple a b))'],
    ['yield from a', '(yield-from a)'],
    ['[(yield a)]', '(list (yield a))'],
  ]);
});

const spansOf = (source: string): readonly string[] => {
  const { start, end, outer } = parseExpression(source);
  return [source.slice(start, end), source.slice(outer.start, outer.end)];
};

describe('the span of an expression leaves out its parentheses, the outer one has them all', () => {
  test.each([
    ['a', 'a', 'a'],
    ['(a)', 'a', '(a)'],
    ['((a) )', 'a', '((a) )'],
    [
      code`
        (  # why
          a.b
        )
      `,
      'a.b',
      code`
        (  # why
          a.b
        )
      `,
    ],
    ['(a).b', '(a).b', '(a).b'],
    ['(a, b)', '(a, b)', '(a, b)'],
    ['((a, b))', '(a, b)', '((a, b))'],
    ['a, b,', 'a, b,', 'a, b,'],
    ['(x for x in y)', '(x for x in y)', '(x for x in y)'],
    ['("a" "b")', '"a" "b"', '("a" "b")'],
    ['(yield)', 'yield', '(yield)'],
  ])('%s', (source, own, outer) => {
    expect(spansOf(source)).toEqual([own, outer]);
  });
});

describe('the span of an argument covers name, stars and parentheses', () => {
  test.each([
    ['f(a, (b), k = (c), *d, * (e), **f)', ['a', '(b)', 'k = (c)', '*d', '* (e)', '**f']],
    ['f(x for x in y)', ['(x for x in y)']],
    ['f(*a.b(), *c)', ['*a.b()', '*c']],
    [
      code`
        f("é😀", a
        =
        1)
      `,
      [
        '"é😀"',
        code`
          a
          =
          1
        `,
      ],
    ],
  ])('%s', (source, expected) => {
    const call = parseExpression(source);
    expect(call.kind === 'call' && call.args.map(({ start, end }) => source.slice(start, end))).toEqual(
      expected,
    );
  });
});

test.each([
  ['f(a, b)', '(a, b)'],
  ['f (  )', '(  )'],
  ['(f)(x for x in y)', '(x for x in y)'],
])('the list of %s is %s', (source, list) => {
  const call = parseExpression(source);
  expect(call.kind === 'call' && source.slice(call.list.start, call.list.end)).toBe(list);
});

test('stars that the grammar binds tighter than Python end where Python ends them', () => {
  const source = '[*a.b(c), *d]';
  const items = parseExpression(source);
  expect(items.kind === 'list' && items.items.map(({ start, end }) => source.slice(start, end))).toEqual([
    '*a.b(c)',
    '*d',
  ]);
});

test('as many parentheses as Python takes are no problem', () => {
  expect(parseExpression('('.repeat(200) + 'a' + ')'.repeat(200)).kind).toBe('name');
});
