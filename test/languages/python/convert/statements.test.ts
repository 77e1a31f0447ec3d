import { describe, expect, test } from 'vitest';
import type { Stmt } from '../../../../src/languages/python/ast/statements.ts';
import { parsePythonSync } from '../../../../src/languages/python/parser.ts';
import { bodiesOf } from '../../../../src/languages/python/walk.ts';
import { outline } from '../../../support/python-ast.ts';
import { code } from '../../../support/snippets.ts';

type Row = readonly [source: string, outline: string];

function reads(rows: readonly Row[]): void {
  test.each(rows)('%s', (source, expected) => {
    expect(outline(`${source}\n`)).toBe(expected);
  });
}

describe('assignments', () => {
  reads([
    ['a = b', '(= a b)'],
    ['a = b = c, d = 1, 2', '(= a b (tuple c d) (tuple 1 2))'],
    ['a, *b = c', '(= (tuple a (* b)) c)'],
    ['(a, [b, c]), d.e, f[0] = g', '(= (tuple (tuple a (list b c)) (. d e) ([] f 0)) g)'],
    ['(a) = b', '(= a b)'],
    ['(a,) = b', '(= (tuple a) b)'],
    ['a = *b.c(), d', '(= a (tuple (* (call (. b c))) d))'],
    ['a = yield b', '(= a (yield b))'],
    ['a = await b', '(= a (await b))'],
    ['a: T', '(= a :T)'],
    ['a: T = b', '(= a :T b)'],
    ['self.a: "T" = b', '(= (. self a) :"T" b)'],
    ['a: Optional[T] = None', '(= a :([] Optional T) None)'],
    ['a: t.Optional[T] = None', '(= a :([] (. t Optional) T) None)'],
    ['a: list[T] | None', '(= a :(| ([] list T) None))'],
    ['a: T | None', '(= a :(| T None))'],
    ['a: Annotated[T, Depends(b)]', '(= a :([] Annotated T (call Depends b)))'],
    ['a: Callable[[A], B]', '(= a :([] Callable (list A) B))'],
    ['a: dict[str, tuple[int, ...]]', '(= a :([] dict str ([] tuple int ...)))'],
    ['a: A[B].C', '(= a :(. ([] A B) C))'],
    ['a += b', '(+= a b)'],
    ['a.b //= c, d', '(//= (. a b) (tuple c d))'],
    ['a |= {}', '(|= a (dict))'],
  ]);
});

describe('an attribute of type() is assigned to, although the grammar takes it for an alias', () => {
  reads([
    ['type(self).client = a', '(= (. (call type self) client) a)'],
    ['type (a).b.c = d', '(= (. (. (call type a) b) c) d)'],
    ['type(a, b).c = d', '(= (. (call type a b) c) d)'],
    ['type(a).b()[0].c = d', '(= (. ([] (call (. (call type a) b)) 0) c) d)'],
    ['type(a).b: T = c', '(= (. (call type a) b) :T c)'],
    ['type(a).b = c = d', '(= (. (call type a) b) c d)'],
    ['type A = B | C', '(= A (| B C))'],
    ['type A[T] = list[T]', '(= A ([] list T))'],
  ]);

  test('where it stands', () => {
    const source = 'type(self) . client = a';
    const [statement] = parsePythonSync(source).body;
    const [target] = statement?.kind === 'assign' ? statement.targets : [];
    expect(target && source.slice(target.start, target.end)).toBe('type(self) . client');
    const callee = target?.kind === 'attribute' ? target.object : undefined;
    expect(callee && source.slice(callee.start, callee.end)).toBe('type(self)');
  });
});

describe('imports', () => {
  reads([
    ['import a', '(import a)'],
    ['import a.b as c, d', '(import a.b:c d)'],
    ['import a . b', '(import a.b)'],
    ['from a import b', '(from a b)'],
    ['from a.b import (c as d, e,)', '(from a.b c:d e ())'],
    ['from . import a', '(from . a)'],
    ['from ...a.b import c', '(from ...a.b c)'],
    ['from .. . import c', '(from ... c)'],
    ['from a import *', '(from a *)'],
    ['from __future__ import annotations', '(from __future__ annotations)'],
    ['from a import match, type, print', '(from a match type print)'],
  ]);
});

describe('simple statements', () => {
  reads([
    ['return', '(return)'],
    ['return a, b', '(return (tuple a b))'],
    ['del a, b[0], (c, d)', '(del a ([] b 0) (tuple c d))'],
    ['del (a)', '(del a)'],
    ['global a, b', '(global a b)'],
    ['nonlocal a', '(nonlocal a)'],
    ['raise', '(raise)'],
    ['raise A(b) from c', '(raise (call A b) c)'],
    ['assert a, b', '(assert a b)'],
    ['pass; break; continue', '(pass) (break) (continue)'],
    ['a; b;', 'a b'],
    ['print "a", b', '(print_statement "a" b)'],
    ['print >>a, b', '(print_statement (chevron a) b)'],
    ['exec "a" in b', '(exec_statement "a" b)'],
  ]);
});

describe('functions and classes', () => {
  reads([
    ['def f(): pass', '(def f () (pass))'],
    ['async def f(): pass', '(async-def f () (pass))'],
    ['def f(a, b=1, *c, d, e=2, **f): pass', '(def f (a b=1 *c only:d only:e=2 **f) (pass))'],
    ['def f(a, /, b, *, c): pass', '(def f (a b only:c) (pass))'],
    ['def f(a: A, b: B = 1, *c: C, **d: D) -> E: pass', '(def f (a:A b:B=1 *c:C **d:D) ->E (pass))'],
    ['def f(a: "A[B]", b: A | None): pass', '(def f (a:"A[B]" b:(| A None)) (pass))'],
    ['def f(*a: *A): pass', '(def f (*a:(* A)) (pass))'],
    ['def f(*a: *A[B]): pass', '(def f (*a:(* ([] A B))) (pass))'],
    ['def f((a, b), c): pass', '(def f (a b c) (pass))'],
    ['def f[T: int, *Ts, **P](a: T): pass', '(def f (a:T) (pass))'],
    [
      code`
        def f():
          """doc"""
          return 1
      `,
      '(def f () "doc" (return 1))',
    ],
    ['class A: pass', '(class A () (pass))'],
    ['class A(B, c.D, metaclass=E, *f): pass', '(class A (B (. c D) metaclass=E *f) (pass))'],
    ['class A[T](B[T]): x: int', '(class A (([] B T)) (= x :int))'],
    [
      code`
        @a
        @b.c(1)
        def f(): pass
      `,
      '(def f () @a @(call (. b c) 1) (pass))',
    ],
    [
      code`
        @a
        # why
        @b
        async def f(): pass
      `,
      '(async-def f () @a @b (pass))',
    ],
    ['@a\nclass B: pass', '(class B () @a (pass))'],
    ['@(a := b)\ndef f(): pass', '(def f () @(:= a b) (pass))'],
  ]);
});

describe('compound statements', () => {
  reads([
    [
      code`
        if a: b
        elif c: d
        elif e: f
        else: g
      `,
      '(if a b (else (if c d (else (if e f (else g))))))',
    ],
    [
      code`
        if a:
          b
          c
      `,
      '(if a b c)',
    ],
    ['for a, b in c: d\nelse: e', '(for (tuple a b) c d (else e))'],
    ['for (a) in b, c: d', '(for a (tuple b c) d)'],
    ['for a in *b.c(), d: e', '(for a (tuple (* (call (. b c))) d) e)'],
    ['async for a in b: c', '(for a b c)'],
    ['while a: b\nelse: c', '(while a b (else c))'],
    ['with a: b', '(with a b)'],
    ['with a as b, c as (d, e), f.g() as h.i: j', '(with a:b c:(tuple d e) (call (. f g)):(. h i) j)'],
    ['with (a as b, c,): d', '(with a:b c d)'],
    ['with (a, b): c', '(with a b c)'],
    ['with (a as b): c', '(with a:b c)'],
    ['with (a): b', '(with a b)'],
    ['with (a, b) as c: d', '(with (tuple a b):c d)'],
    ['with (yield a) as b: c', '(with (yield a):b c)'],
    ['async with a() as b: c', '(with (call a):b c)'],
    ['try: a\nexcept: b', '(try a (except b))'],
    [
      code`
        try: a
        except A: b
        except (B, C) as d: e
        else: f
        finally: g
      `,
      '(try a (except A b) (except:d (tuple B C) e) (else f) (finally g))',
    ],
    ['try: a\nexcept* A as b: c', '(try a (except:b A c))'],
    ['try: a\nexcept A, B: c', '(try a (except (tuple A B) c))'],
    ['try: a\nfinally: b', '(try a (finally b))'],
  ]);
});

describe('match', () => {
  const pattern = (source: string, expected: string): Row => [
    `match a:\n  case ${source}: b`,
    `(match a (${expected} b))`,
  ];
  reads([
    ['match a, b:\n  case _: c', '(match (tuple a b) (case-any () c))'],
    ['match a,:\n  case _: c', '(match (tuple a) (case-any () c))'],
    [
      code`
        match (a):
          case 1: b
          case 2:
            c
            d
      `,
      '(match a (case () b) (case () c d))',
    ],
    pattern('_', 'case-any ()'),
    pattern('x', 'case-any (x)'),
    pattern('(x)', 'case-any (x)'),
    pattern('_ as x', 'case-any (x)'),
    pattern('1 | x', 'case-any (x)'),
    pattern('x if x.y', 'case (x) if:(. x y)'),
    pattern('x,', 'case (x)'),
    pattern('x, *y', 'case (x y)'),
    pattern('[x, (y, z), *_]', 'case (x y z)'),
    pattern('(x,)', 'case (x)'),
    pattern('-1 | 1+2j | "a" "b" | None | True', 'case ()'),
    pattern('a.b', 'case ()'),
    pattern('A(x, y=z, w=1)', 'case (x z)'),
    pattern('a.B()', 'case ()'),
    pattern('{"k": x, a.b: y, 1: _, **rest}', 'case (x y rest)'),
    pattern('(A(x) | B(x)) as y', 'case (x x y)'),
  ]);

  test.each([
    ['1 | 2_0 | "a" "b"', [1, 20, 'ab']],
    ['(1, x, [A(y=3)])', [1, 3]],
    ['{"a": 1}', ['a', 1]],
    ['-1 | 2', [2]],
    ['b"a" | None | True | a.b | x', []],
    ['x if x == 1', []],
  ])('the constants of %s', (source, expected) => {
    const [statement] = parsePythonSync(code`
      match a:
        case ${source}: b

    `).body;
    expect(statement?.kind === 'match' && statement.cases[0]?.constants).toEqual(expected);
  });
});

const nested = (body: readonly Stmt[]): readonly Stmt[] =>
  body.flatMap((one) => [one, ...bodiesOf(one).flatMap(nested)]);

describe('the span of a statement ends with its last token', () => {
  test.each([
    [
      code`
        a # why

        b
      `,
      ['a', 'b'],
    ],
    ['a ; b;', ['a', 'b']],
    [
      code`
        def f():
          a
          # why

        # more
        b
      `,
      ['def f():\n  a', 'a', 'b'],
    ],
    [
      code`
        def f(): # why
          # more
          a # last


        b
      `,
      [
        code`
          def f(): # why
            # more
            a
        `,
        'a',
        'b',
      ],
    ],
    [
      code`
        @a
        @b
        async def f(): c
      `,
      ['async def f(): c', 'c'],
    ],
    [
      code`
        @a
        class B:
          c
          # why

      `,
      ['class B:\n  c', 'c'],
    ],
    [
      code`
        class A:
          @b
          def c(self):
            d # why

          # more

        e
      `,
      [
        code`
          class A:
            @b
            def c(self):
              d
        `,
        'def c(self):\n    d',
        'd',
        'e',
      ],
    ],
    [
      code`
        if a:
          b # why
        elif c:
          d
          # more
        else:
          e;  # last

      `,
      [
        code`
          if a:
            b # why
          elif c:
            d
            # more
          else:
            e
        `,
        'b',
        code`
          elif c:
            d
            # more
          else:
            e
        `,
        'd',
        'e',
      ],
    ],
    [
      code`
        try:
          a
        except A:
          b
          # why

      `,
      [
        code`
          try:
            a
          except A:
            b
        `,
        'a',
        'b',
      ],
    ],
    [
      code`
        match a:
          case 1:
            b # why
          # more

      `,
      [
        code`
          match a:
            case 1:
              b
        `,
        'b',
      ],
    ],
    [
      code`
        with a:
          for b in c: d # why

      `,
      ['with a:\n  for b in c: d', 'for b in c: d', 'd'],
    ],
    ['def f():\r\n\ta(\r\n\t\tb)\r\n\r\n# é😀\r\nc', ['def f():\r\n\ta(\r\n\t\tb)', 'a(\r\n\t\tb)', 'c']],
  ])('%j', (source, expected) => {
    expect(nested(parsePythonSync(source).body).map(({ start, end }) => source.slice(start, end))).toEqual(
      expected,
    );
  });
});

test('names, parameters and handlers have their place', () => {
  const source = code`
    def f(a, *b: B, c = 1): pass
    try: pass
    except A as e: pass # why
    import g.h as i, j

  `;
  const text = ({ start, end }: { start: number; end: number }): string => source.slice(start, end);
  const [def, tried, imported] = parsePythonSync(source).body;
  if (def?.kind !== 'function' || tried?.kind !== 'try' || imported?.kind !== 'import') throw new Error();
  expect(text(def.name)).toBe('f');
  expect(def.parameters.map(text)).toEqual(['a', '*b: B', 'c = 1']);
  expect(def.parameters.map(({ name }) => text(name))).toEqual(['a', 'b', 'c']);
  expect(tried.handlers.map(text)).toEqual(['except A as e: pass']);
  expect(tried.handlers.map(({ name }) => name && text(name))).toEqual(['e']);
  expect(imported.names.map(text)).toEqual(['g.h as i', 'j']);
});
