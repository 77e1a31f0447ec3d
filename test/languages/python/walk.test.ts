import { expect, test } from 'vitest';
import { parsePythonSync } from '../../../src/languages/python/parser.ts';
import { childrenOf, nodesIn, statementsIn, type AnyNode, walk } from '../../../src/languages/python/walk.ts';
import { outline } from '../../support/python-ast.ts';
import { code } from '../../support/snippets.ts';

/** The names a walk comes by, in order. */
function names(source: string, enter: (node: AnyNode) => boolean | undefined = () => undefined): string {
  outline(source);
  const found: string[] = [];
  walk(parsePythonSync(source).body, (node) => {
    if (node.kind === 'name') found.push(node.id);
    return enter(node);
  });
  return found.join(' ');
}

test.each([
  ['a.b(c, d=e, *f, **g)[h]', 'a c e f g h'],
  ['[a, (b, *c)], {d: e, **f}, {g}', 'a b c d e f g'],
  ['[a for b in c if d]', 'c b d a'],
  ['{a: b for c in d}', 'd c a b'],
  ['a + b and (c if d else e)', 'a b d c e'],
  ['lambda x=a: b', 'a b'],
  ['f"{a:{b}}" "c"', 'a b'],
  ['(a := b)', 'b a'],
  ['not a < b < -c', 'a b c'],
  ['a[b:c]', 'a b c'],
  ['a: b = c', 'b c a'],
  ['a = b = c', 'c a b'],
  ['a += b', 'a b'],
  ['del a, b.c', 'a b'],
  ['raise a from b', 'a b'],
  [
    code`
      @a
      def f(x: b = c) -> d:
        return e
    `,
    'a b c d e',
  ],
  [
    code`
      @a
      class A(b, c=d):
        e
    `,
    'a b d e',
  ],
  [
    code`
      async def f():
        yield a
        await b
    `,
    'a b',
  ],
  [
    code`
      if a: b
      elif c: d
      else: e
    `,
    'a b c d e',
  ],
  ['for a in b: c\nelse: d', 'b a c d'],
  ['while a: b\nelse: c', 'a b c'],
  ['with a as b, c: d', 'a b c d'],
  [
    code`
      try: a
      except b: c
      else: d
      finally: e
    `,
    'b a c d e',
  ],
  [
    code`
      match a:
        case x if b: c
        case _: d
    `,
    'a b c d',
  ],
  [
    code`
      import a
      from a import b
      global c
      pass
    `,
    '',
  ],
])('%j holds the names %s', (source, expected) => {
  expect(names(`${source}\n`)).toBe(expected);
});

test('what is not entered is left out', () => {
  expect(
    names(
      code`
        a
        def f(): b
        c

      `,
      ({ kind }) => kind !== 'function',
    ),
  ).toBe('a c');
});

test('a walk is as deep as code can be', () => {
  let node: AnyNode = parsePythonSync('a').body[0]!;
  for (let depth = 0; depth < 50_000; depth += 1) {
    node = {
      kind: 'if',
      start: 0,
      end: 1,
      test: { kind: 'none', start: 0, end: 1, outer: node },
      body: [node],
      otherwise: [],
    };
  }
  let count = 0;
  walk([node], () => {
    count += 1;
  });
  expect(count).toBe(100_002);
});

const NESTED = code`
  @mark(a)
  def f(x=b):
      if c(d)[e]:
          return [g for h in i]
      else:
          try:
              j = lambda k: k
          finally:
              pass
  l
`;

test('the nodes of a file are those that a walk comes by, each below the one that has it for a child', () => {
  const { body } = parsePythonSync(NESTED);
  const walked: AnyNode[] = [];
  walk(body, (node) => void walked.push(node));
  const { all, parents } = nodesIn(body);
  expect(all).toEqual(walked);
  expect(all.filter((node) => !parents.has(node))).toEqual(body);
  for (const [child, parent] of parents) expect(childrenOf(parent)).toContain(child);
});

test('the statements of a body come in source order, with those inside', () => {
  const kinds = statementsIn(parsePythonSync(NESTED).body).map(({ kind }) => kind);
  expect(kinds.join(' ')).toBe('function if return try assign other expression');
});

test('the children of a node are those directly inside', () => {
  const [statement] = parsePythonSync('f(a)(b)').body;
  const [call] = statement ? childrenOf(statement) : [];
  expect(call && childrenOf(call).map(({ kind }) => kind)).toEqual(['call', 'name']);
});
