import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadPython, parsePythonSync, reparsePythonSync } from '../../../src/languages/python/parser.ts';
import { piecesOf, reparse } from '../../../src/languages/python/reparse.ts';

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

const TEST = 'def test_b(client):\n    client.get("/")  # b\n\n\n';

describe('only what is not known is parsed', () => {
  test.each([
    ['a call in a function', `import a\n\n\n${TEST}c = 1\n`, ['get', 'post'], [TEST.replace('get', 'post')]],
    ['something new in front', `import a\n${TEST}`, ['import a', 'import b\nimport a'], ['import b\n']],
    ['something less', `import a\n${TEST}c = 1\n`, [TEST, ''], []],
    ['a decorator', `a = 1\n@b\n@c\n${TEST}d = 1\n`, ['@b', '@x'], [`@x\n@c\n${TEST}`]],
    ['two places', `a = 1\n${TEST}b = 1\n${TEST}`, [/= 1/g, '= 2'], ['a = 2\n', 'b = 2\n']],
    ['a comment', `a = 1\n# one\n${TEST}`, ['# one', '# two'], ['a = 1\n# two\n']],
    ['the end without a newline', 'a = 1\nb = 1', ['b = 1', 'b = 2'], ['b = 2']],
  ] as const)('%s', (_, before, [from, to], parts) => {
    expect(parsed(before, before.replace(from, to))).toEqual(parts);
  });
});

describe('what cannot be told from a part is read as a whole', () => {
  test.each([
    ['a statement goes on', 'if a:\n    b\nc\nd\n', 'if a:\n    b\nelse:\n    c\nd\n'],
    ['a string is opened', 'a = 1\nb = """c"""\nd = 1\n', 'a = """\nb = """c"""\nd = 1\n'],
    ['a bracket is opened', 'a = 1\nb = 1\n', 'a = (\nb = 1\n'],
    ['a decorator is left alone', '@a\nclass B: pass\nc = 1\n', '@a\nc = 1\n'],
    ['a tuple may go on', 'a\nb = 1\n', 'a,\nb = 1\n'],
    ['a tuple of before may go on', 'a\nb,\nif c: d\n', 'a\nb,\nc = 1\nif c: d\n'],
    ['it is broken', 'a = 1\nb = 1\n', 'a = 1\nb = = 1\n'],
    ['nothing is left', 'a = 1\n', 'b = 1\n'],
    ['what was known was broken', 'a = = 1\nb = 1\n', 'b = 1\n'],
  ])('%s', (_, before, after) => {
    expect(parsed(before, after)).toBeUndefined();
  });

  test('a line goes on in the next', () => {
    expect(parsed('a = 1; \\\nb = 1\nc = 1\n', 'a = 2; \\\nb = 1\nc = 1\n')).toEqual(['a = 2; \\\nb = 1\n']);
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
