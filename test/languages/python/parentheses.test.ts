import { describe, expect, test } from 'vitest';
import { compare, member, name, not, quote, subscript, text, type Expr } from '../../../src/core/rule.ts';
import type { Read } from '../../../src/core/sites.ts';
import type { Span } from '../../../src/core/text.ts';
import type { Wanted } from '../../../src/core/wants.ts';
import { lowered } from '../../support/lowered-site.ts';
import { py } from '../../support/snippets.ts';

const OK: Wanted = { reads: { response: ['ok'] } };

/** The source after the read is replaced; a client and a response `r` are bound above it. */
async function replaced(
  source: string,
  by: (read: Read) => Expr,
  target: (read: Read) => Span = (read) => read,
): Promise<string> {
  const above = `${py`client`.text}\nr = client.get("/")\n`;
  const found = await lowered({ language: 'python', text: above + source }, OK, (site) =>
    site.kind === 'read' ? [{ do: 'replace', target: target(site), with: by(site) }] : [],
  );
  return found.replace(above, '');
}

const isError = ({ subject }: Read): Expr => member(quote(subject), 'isError');

describe('new code gets the parentheses that the code around it needs', () => {
  test.each([
    ['assert r.ok', 'assert not r.is_error'],
    ['assert r.ok, msg', 'assert not r.is_error, msg'],
    ['assert(r.ok)', 'assert(not r.is_error)'],
    ['return_ = r.ok', 'return_ = not r.is_error'],
    ['r.ok', 'not r.is_error'],
    ['x = y = r.ok', 'x = y = not r.is_error'],
    ['x += r.ok', 'x += not r.is_error'],
    ['x: bool = r.ok', 'x: bool = not r.is_error'],
    ['r.ok == True', '(not r.is_error) == True'],
    ['True is r.ok', 'True is (not r.is_error)'],
    ['x in r.ok', 'x in (not r.is_error)'],
    ['r.ok.foo', '(not r.is_error).foo'],
    ['r.ok()', '(not r.is_error)()'],
    ['r.ok[0]', '(not r.is_error)[0]'],
    ['x[r.ok]', 'x[not r.is_error]'],
    ['x[r.ok:1]', 'x[not r.is_error:1]'],
    ['-r.ok', '-(not r.is_error)'],
    ['r.ok ** 2', '(not r.is_error) ** 2'],
    ['2 ** r.ok', '2 ** (not r.is_error)'],
    ['r.ok + 1', '(not r.is_error) + 1'],
    ['1 | r.ok', '1 | (not r.is_error)'],
    ['r.ok and x', 'not r.is_error and x'],
    ['x or r.ok', 'x or not r.is_error'],
    ['1 if r.ok else 2', '1 if not r.is_error else 2'],
    ['r.ok if x else r', 'not r.is_error if x else r'],
    ['1 if x else r.ok', '1 if x else not r.is_error'],
    ['1 if(r.ok)else 2', '1 if(not r.is_error)else 2'],
    ['not r.ok', 'not not r.is_error'],
    ['lambda: r.ok', 'lambda: not r.is_error'],
    ['f(r.ok)', 'f(not r.is_error)'],
    ['f(x=r.ok)', 'f(x=not r.is_error)'],
    ['f(*r.ok)', 'f(*not r.is_error)'],
    ['[r.ok, *r.text]', '[not r.is_error, *r.text]'],
    ['[*r.ok]', '[*(not r.is_error)]'],
    ['{r.ok: 1}', '{not r.is_error: 1}'],
    ['{**r.ok}', '{**(not r.is_error)}'],
    ['[r.ok for x in y]', '[not r.is_error for x in y]'],
    ['[x for x in y if r.ok]', '[x for x in y if not r.is_error]'],
    ['[x for x in r.ok]', '[x for x in not r.is_error]'],
    ['(x := r.ok)', '(x := not r.is_error)'],
    ['f"{r.ok}"', 'f"{not r.is_error}"'],
    ['f"{r.ok!r:>5}"', 'f"{not r.is_error!r:>5}"'],
    ['f"{r.ok=}"', 'refused'],
    ['f"{r.ok = }"', 'refused'],
    ['raise r.ok', 'raise not r.is_error'],
    ['for x in r.ok: pass', 'for x in not r.is_error: pass'],
    ['if r.ok: pass', 'if not r.is_error: pass'],
    ['while r.ok: pass', 'while not r.is_error: pass'],
    ['with r.ok as x: pass', 'with not r.is_error as x: pass'],
    ['@r.ok\ndef f(): pass', '@(not r.is_error)\ndef f(): pass'],
    ['def f(x=r.ok): pass', 'def f(x=not r.is_error): pass'],
    ['def f():\n    return r.ok', 'def f():\n    return not r.is_error'],
    ['def f():\n    yield r.ok', 'def f():\n    yield not r.is_error'],
    ['async def f():\n    await r.ok', 'async def f():\n    await (not r.is_error)'],
    ['x = r.ok, 1', 'x = not r.is_error, 1'],
    ['x = (r.ok)', 'x = (not r.is_error)'],
    ['(r.ok) == True', '(not r.is_error) == True'],
    ['(client.get("/")).ok', 'not client.get("/").is_error'],
    ['assert client.get("/").ok', 'assert not client.get("/").is_error'],
    ['assert client.get(\n    "/",  # a\n).ok', 'assert not client.get(\n    "/",  # a\n).is_error'],
    ['assert (\n    client.get("/")\n    .ok\n)', 'assert (\n    not client.get("/").is_error\n)'],
    ['(client\n    .get("/")\n    .ok)', '(not (client\n    .get("/")).is_error)'],
    ['(client.get("/")  # a\n    .ok)', 'refused'],
  ])('%s', async (before, after) => {
    expect(await replaced(before, (read) => not(isError(read)))).toBe(after);
  });

  test.each([
    ['x = not r.ok', 'x = r.is_error'],
    ['assert not(r.ok)', 'assert r.is_error'],
    ['x = (not r.ok) == True', 'x = (r.is_error) == True'],
    ['1 if not(r.ok)else 2', '1 if (r.is_error)else 2'],
    ['assert not (\n    r.ok\n)', 'assert r.is_error'],
    ['assert not (\n    r.ok  # a\n)', 'refused'],
    ['async def f():\n    return not (await r).ok', 'async def f():\n    return (await r).is_error'],
  ])('in the place of a negation: %s', async (before, after) => {
    expect(await replaced(before, isError, ({ around }) => around.negated!)).toBe(after);
  });

  test.each([
    ['x = (r.ok)', 'x = not r.is_error'],
    ['assert(r.ok)', 'assert(not r.is_error)'],
    ['1 if (r.ok)else 2', '1 if (not r.is_error)else 2'],
    ['x = 1 + (r.ok)', 'x = 1 + (not r.is_error)'],
  ])('in the place of an expression with its parentheses: %s', async (before, after) => {
    const outer = ({ start, end }: Span): Span => ({ start: start - 1, end: end + 1 });
    expect(await replaced(before, (read) => not(isError(read)), outer)).toBe(after);
  });
});

describe('new code gets the parentheses that its parts need', () => {
  const r = name('r');
  const read = ({ start, end }: Read): Expr => quote({ start, end });
  const first = (node: Read): Expr => quote(node.around.compared!.with);

  test.each<[string, string, (read: Read) => Expr]>([
    ['r.ok', 'not not r', () => not(not(r))],
    ['r.ok', 'r == "a"', () => compare(r, '==', text('a'))],
    ['r.ok', 'not r in x', () => not(compare(r, 'in', name('x')))],
    ['r.ok', '(not r) == x', () => compare(not(r), '==', name('x'))],
    ['r.ok', '(r < x) != y', () => compare(compare(r, '<', name('x')), '!=', name('y'))],
    ['r.ok', '(not r).x', () => member(not(r), 'x')],
    ['r.ok', '(r < x)["k"]', () => subscript(compare(r, '<', name('x')), text('k'))],
    ['r.ok', 'r[not x]', () => subscript(r, not(name('x')))],
    ['r.ok', 'r.ok >= 1', (node) => compare(read(node), '>=', name('1'))],
  ])('%s becomes %s', async (before, after, by) => {
    expect(await replaced(before, by)).toBe(after);
  });

  test.each([
    ['r.ok == (x or y)', '(x or y) == r'],
    ['r.ok == x + y', 'x + y == r'],
    ['r.ok == (x < y)', '(x < y) == r'],
    ['r.ok == (x if y else z)', '(x if y else z) == r'],
    ['r.ok == (lambda: x)', '(lambda: x) == r'],
    ['r.ok == -x', '-x == r'],
  ])('that are quoted: %s', async (before, after) => {
    const found = await replaced(
      before,
      (node) => compare(first(node), '==', r),
      ({ around }) => around.compared!,
    );
    expect(found).toBe(after);
  });
});

test('a quoted annotation keeps its quotes', async () => {
  const before = py`import requests; x: 'requests.Response'`;
  const wanted: Wanted = { references: ['requests.Response'] };
  const by = (expr: Expr) => lowered(before, wanted, (site) => [{ do: 'replace', target: site, with: expr }]);
  expect(await by(member(name('httpx'), 'Response'))).toBe("import requests; x: 'httpx.Response'");
  expect(await by(subscript(name('Literal'), text('a')))).toBe('import requests; x: \'Literal["a"]\'');
});
