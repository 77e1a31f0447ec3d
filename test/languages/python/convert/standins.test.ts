import { describe, expect, test } from 'vitest';
import { withStandIns } from '../../../../src/languages/python/convert/standins.ts';
import { parsePython } from '../../../../src/languages/python/parser.ts';
import { walk } from '../../../../src/languages/python/walk.ts';
import { outline } from '../../../support/python-ast.ts';

describe('valid Python that the grammar refuses is read as Python reads it', () => {
  test.each([
    // A star before what is no name.
    ['x = *[1], 2', '(= x (tuple (* (list 1)) 2))'],
    ['x = *[1].a(), 2', '(= x (tuple (* (call (. (list 1) a))) 2))'],
    ['x = *-a*-b,', '(= x (tuple (* (* (unary a) (unary b)))))'],
    ['def f(): return *await g(), 1', '(def f () (return (tuple (* (await (call g))) 1)))'],
    ['def f(): yield *a, *[1]', '(def f () (yield (tuple (* a) (* (list 1)))))'],
    ['for i in *"ab", "c": pass', '(for i (tuple (* "ab") "c") (pass))'],
    ['x[*(1, 2)] = 1', '(= ([] x (* (tuple 1 2))) 1)'],
    ['f(x[*(1, 2)], *[1])', '(call f ([] x (* (tuple 1 2))) *(list 1))'],
    // In a target.
    ['a, *(b, c) = d', '(= (tuple a (* (tuple b c))) d)'],
    ['*[a], (b) = *[1], 2', '(= (tuple (* (list a)) b) (tuple (* (list 1)) 2))'],
    ['[x for a, * (b, c) in d]', '(list-comprehension x (for (tuple a (* (tuple b c))) d))'],
    // Defaults of type parameters.
    ['def f[T = int](a: T): pass', '(def f (a:T) (pass))'],
    ['class C[T: int = str, *Ts = *t[int, ...], **P = [int]](B): pass', '(class C (B) (pass))'],
    // An index that goes on where a type is expected.
    ['x: A[str, T[k](name="x")] = 1', '(= x :([] A str (call ([] T k) name="x")) 1)'],
    [
      'def f(a: A[int][str] = b[0], *c: D[1:2](x)) -> A[int].b[c]: pass',
      '(def f (a:([] ([] A int) str)=([] b 0) *c:(call ([] D (slice 1 2)) x)) ->([] (. ([] A int) b) c) (pass))',
    ],
    ['x: A[a[0] < b, :, ::2]', '(= x :([] A (comparison ([] a 0) < b) (slice) (slice 2)))'],
    ['x: A[int] + 1', '(= x :(+ ([] A int) 1))'],
    ['x: größe[0](1)', '(= x :(call ([] größe 0) 1))'],
    ['type A = B[int](1)', '(= A (call ([] B int) 1))'],
    // A line in brackets that is further left than the statement.
    ['def f():\n    x = (a.\nb)\n    y', '(def f () (= x (. a b)) y)'],
  ])('%s', (source, expected) => {
    expect(outline(source)).toBe(expected);
  });
});

describe('what stands beside it is read as ever', () => {
  const refused = 'x: A[0](1)\n';

  test.each([
    'type[0](1)',
    'match[0] = 1',
    'print[0]',
    'match x[0]:\n  case [a, *b]: pass',
    'x[0].y = z.w[1]',
    'async def f[T](): await x[0]',
    'def f(a, *, b, **c): return lambda *a, **b: a[0]',
    'try: pass\nexcept *(A, B): pass',
    'from a import (b,\n  c)',
    'y = a * [1] ** b[0]',
    'for x[0] in y[0], *z: del x[0], z',
    'x[0] += [*[1], *f(*[2])]',
    `y = f"{d['k'][0]}", '''a[0] = *[1],\n'''  # a[0], *'b'`,
  ])('%s', (source) => {
    expect(outline(refused + source)).toBe(`${outline(refused)} ${outline(source)}`);
  });
});

test('a stand-in is as long as what it stands for, and nothing in a string or a comment changes', () => {
  const source = `x: A[f"{d["k[0]"]}", (\r\n'\\'b[0]', """\n*[1]""")](1)  # c[0]\n*[d], e = *[1],`;
  expect(withStandIns(source).text).toBe(
    `x: 1[f"{d["k[0]"]}", (  '\\'b[0]', """\n*[1]""")](1)  # c[0]\n [d], e = -[1],`,
  );
});

test('comments inside of brackets are told beside those of the tree', async () => {
  const source = 'if a:\n    # 0\n    x = (\n        a and # 1\n# 2\nb # 3\n) # 4\n    # 5\n';
  const { comments, problem } = await parsePython(source);
  expect(problem).toBeUndefined();
  expect(comments.map(({ start, end }) => source.slice(start, end))).toEqual(
    Array.from({ length: 6 }, (_, n) => `# ${n}`),
  );
});

test('offsets are those of the source', async () => {
  const source = 'x: Größe[int][str] = *"😀", call(x)\n';
  const { body, problem } = await parsePython(source);
  const calls: string[] = [];
  walk(body, (node) => {
    if (node.kind === 'call') calls.push(source.slice(node.start, node.end));
  });
  expect(problem).toBeUndefined();
  expect(calls).toEqual(['call(x)']);
});

test('a mistake in the same file is told with its own place', async () => {
  const source = 'x = *[1], 2\ndef f(:\n';
  const { problem } = await parsePython(source);
  expect(problem?.message).toContain('def f(:');
});
