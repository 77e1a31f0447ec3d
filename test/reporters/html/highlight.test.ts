import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { tokensOf } from '../../../src/reporters/html/highlight.ts';

/** Each token in brackets, with its look in front. */
function shown(text: string, path: string): string {
  let output = '';
  let at = 0;
  for (const { start, end, look } of tokensOf(text, path)) {
    output += `${text.slice(at, start)}${look}[${text.slice(start, end)}]`;
    at = end;
  }
  return output + text.slice(at);
}

describe('Python', () => {
  it.each([
    ['def test(client): return 1', 'k[def] f[test](client): k[return] n[1]'],
    ['client.get("/", data=b\'x\')  # why', 'client.f[get](s["/"], data=s[b\'x\'])  c[# why]'],
    ['text = """a "quoted"\n# no comment"""; x', 'text = s["""a "quoted"\n# no comment"""]; x'],
    ["open = '''never\nclosed", "open = s['''never\nclosed]"],
    ['broken = "never\nx = 1', 'broken = s["never]\nx = n[1]'],
    ['"a \\" b" + rf"\\d{x}"', 's["a \\" b"] + s[rf"\\d{x}"]'],
    ['@pytest.fixture\nasync def größe(): pass', 'f[@pytest.fixture]\nk[async] k[def] f[größe](): k[pass]'],
    ['classify = is_none', 'classify = is_none'],
  ])('%j', (text, expected) => {
    expect(shown(text, 'a.py')).toBe(expected);
  });
});

describe('JavaScript and TypeScript', () => {
  it.each([
    ['const r = await client.get("/")', 'k[const] r = k[await] client.f[get](s["/"])'],
    ['/* a\n * b */ x // c', 'c[/* a\n * b */] x c[// c]'],
    ['`a ${b + `c ${d}`} e` + f', 's[`a ${]b + s[`c ${]ds[}`]s[} e`] + f'],
    ['`${{ a: 1 }}`', 's[`${]{ a: n[1] }s[}`]'],
    ['x = /[/"]+\\/"/g.test(y)', 'x = s[/[/"]+\\/"/g].f[test](y)'],
    ['a / b / "c"', 'a / b / s["c"]'],
    ['return /"/', 'k[return] s[/"/]'],
    ['f(1) / 2 + (3) / 4', 'f[f](n[1]) / n[2] + (n[3]) / n[4]'],
    ['{ a }\n}', '{ a }\n}'],
  ])('%j', (text, expected) => {
    expect(shown(text, 'a.tsx')).toBe(expected);
  });
});

it('colours strings and comments of configurations', () => {
  expect(shown('httpx = "1" # why', 'pyproject.toml')).toBe('httpx = s["1"] c[# why]');
});

const PATHS = ['a.py', 'a.ts', 'pyproject.toml'];

test('tokens are in order, do not overlap and lie in the text', () => {
  const piece = fc.constantFrom(
    '"',
    "'",
    '`',
    '${',
    '}',
    '{',
    '/',
    '\\',
    '*',
    '#',
    '\n',
    '"""',
    'x',
    '1',
    '@',
    '😀',
    '[',
    '(',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), fc.constantFrom(...PATHS), (pieces, path) => {
      const text = pieces.join('');
      let at = 0;
      for (const { start, end } of tokensOf(text, path)) {
        expect(start).toBeGreaterThanOrEqual(at);
        expect(end).toBeGreaterThan(start);
        at = end;
      }
      expect(at).toBeLessThanOrEqual(text.length);
    }),
  );
});

test.each(['"""', '"', '`', '`${', '/[', '/*', '/', '\\', '{', '/x', '"\\'])(
  'a text of nothing but %j is read to its end',
  (piece) => {
    const text = piece.repeat(100_000 / piece.length);
    for (const path of PATHS) expect(tokensOf(text, path).at(-1)?.end ?? 0).toBeLessThanOrEqual(text.length);
  },
);
