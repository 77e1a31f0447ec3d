import { isInvocation } from '../../../src/core/sites.ts';
import { everything } from '../../support/wants.ts';
import { describe, expect, test } from 'vitest';
import { defaultSettings, noProject, type Document } from '../../../src/core/language.ts';
import { option, type ClientCall } from '../../../src/core/model/calls.ts';
import { boolean, call as callOf, list, mapping, member, name, quote, text } from '../../../src/core/rule.ts';
import type { Expr, Intent } from '../../../src/core/rule.ts';
import { applyEdits } from '../../../src/core/text.ts';
import { python } from '../../../src/languages/python/index.ts';
import { code, py, type Snippet } from '../../support/snippets.ts';

const open = (source: string): Promise<Document> =>
  python.open(source, 'tests/test_it.py', {
    project: noProject,
    settings: defaultSettings,
    wanted: everything,
  });

/** The source after an intent for its last client call, which must parse; `refused` where there is no such edit. */
async function lowered(source: string, intent: (call: ClientCall) => Intent): Promise<string> {
  const document = await open(source);
  const [call] = document.sites.filter((site) => site.kind === 'call').sort((a, b) => b.start - a.start);
  const edits = call && document.lower(intent(call));
  if (!edits) return 'refused';
  const after = applyEdits(
    source,
    [...edits].sort((a, b) => a.start - b.start),
  );
  expect((await open(after)).problem).toBeUndefined();
  return after;
}

/** What `py` puts above a snippet. */
const PRELUDE = py`client`.text.replace(/client$/, '');

async function expectLowered(
  before: Snippet,
  after: string,
  intent: (call: ClientCall) => Intent,
): Promise<void> {
  expect((await lowered(before.text, intent)).replace(PRELUDE, '')).toBe(after);
}

const replaced =
  (by: (value: Expr) => Expr) =>
  (call: ClientCall): Intent => {
    const { value } = option(call, 'data')!;
    return { do: 'replace', target: value, with: by(quote(value)) };
  };

describe('adds an option', () => {
  const add = (call: ClientCall): Intent => ({
    do: 'add-option',
    call,
    key: 'followRedirects',
    value: boolean(false),
  });

  test.each([
    [py`client.get("/")`, 'client.get("/", follow_redirects=False)'],
    [py`client.get("/",)`, 'client.get("/", follow_redirects=False,)'],
    [py`client.get(*args, **kw)`, 'client.get(*args, **kw, follow_redirects=False)'],
    [py`client.get("/", follow_redirects=True)`, 'refused'],
    [py`client.get(x for x in y)`, 'refused'],
    [py`client.get((x for x in y))`, 'client.get((x for x in y), follow_redirects=False)'],
  ])('%#', (before, after) => expectLowered(before, after, add));
});

describe('prepends an argument', () => {
  const prepend = (call: ClientCall): Intent => ({ do: 'prepend-argument', call, value: text('GET') });

  test.each([
    [py`client.get("/")`, 'client.get("GET", "/")'],
    [py`client.get('/')`, "client.get('GET', '/')"],
    [py`client.get()`, 'client.get("GET")'],
    [py`client.get(x for x in y)`, 'refused'],
    [py`f'{client.get(u)}'`, `f'{client.get("GET", u)}'`],
    [py`f'''{client.get(u)}'''`, `f'''{client.get("GET", u)}'''`],
    [py`f"a {y['k']} {client.get(u)}" 'b'`, `f"a {y['k']} {client.get('GET', u)}" 'b'`],
    [py`'it"s' f"{client.get(u)}"  # it's`, `'it"s' f"{client.get('GET', u)}"  # it's`],
    [py`f"{f'{client.get(u)}'}"`, 'refused'],
    [py`f"{x:>{client.get(u)}}"`, `f"{x:>{client.get('GET', u)}}"`],
  ])('%#', (before, after) => expectLowered(before, after, prepend));
});

describe('replaces a value', () => {
  test.each([
    [
      'wraps it',
      py`client.post("/", data=x)`,
      'client.post("/", data=bytes(x))',
      (x: Expr) => callOf(name('bytes'), [x]),
    ],
    [
      'keeps a generator whole',
      py`client.post("/", data=(a for a in b))`,
      'client.post("/", data=list((a for a in b), k=True))',
      (x: Expr) => callOf(name('list'), [x], [['k', boolean(true)]]),
    ],
    [
      'keeps comments inside',
      py`client.post("/", data=[a,  # b
      c])`,
      'client.post("/", data=bytes([a,  # b\n      c]))',
      (x: Expr) => callOf(name('bytes'), [x]),
    ],
    [
      'gives a member parentheses',
      py`client.post("/", data=a + b)`,
      'client.post("/", data=(a + b).upper())',
      (x: Expr) => callOf(member(x, 'upper'), []),
    ],
    [
      'gives a member of a choice parentheses',
      py`client.post("/", data=a if b else c)`,
      'client.post("/", data=(a if b else c).upper())',
      (x: Expr) => callOf(member(x, 'upper'), []),
    ],
    [
      'gives a member of a number parentheses',
      py`client.post("/", data=1)`,
      'client.post("/", data=(1).real)',
      (x: Expr) => member(x, 'real'),
    ],
    [
      'gives await parentheses',
      py`async def f(): client.post("/", data=await x)`,
      'async def f(): client.post("/", data=(await x).y)',
      (x: Expr) => member(x, 'y'),
    ],
    [
      'keeps parentheses that are there',
      py`client.post("/", data=(a + b))`,
      'client.post("/", data=(a + b).y)',
      (x: Expr) => member(x, 'y'),
    ],
    [
      'keeps a primary',
      py`client.post("/", data=a.b[0](c))`,
      'client.post("/", data=a.b[0](c).y)',
      (x: Expr) => member(x, 'y'),
    ],
    [
      'gives a lambda parentheses',
      py`client.post("/", data=lambda: 1)`,
      'client.post("/", data=[(lambda: 1)])',
      (x: Expr) => list([x]),
    ],
    [
      'quotes twice',
      py`client.post("/", data=x)`,
      'client.post("/", data=[x, x])',
      (x: Expr) => list([x, x]),
    ],
    [
      'writes what needs escapes',
      py`client.post("/", data=x)`,
      String.raw`client.post("/", data=['a"b', "it's", "\\\n\x00", "'\""])`,
      () => list(['a"b', "it's", '\\\n\0', `'"`].map(text)),
    ],
    [
      'writes a mapping',
      py`client.post("/", data=x)`,
      'client.post("/", data={"a": x, "b": {}})',
      (x: Expr) =>
        mapping([
          [text('a'), x],
          [text('b'), mapping([])],
        ]),
    ],
    ['refuses an escape in an f-string', py`f"{client.post('/', data=x)}"`, 'refused', () => text('\n')],
    ['refuses both quotes in an f-string', py`f"{client.post('/', data=x)}"`, 'refused', () => text(`'"`)],
  ])('%s', (_name, before, after, by) => expectLowered(before, after, replaced(by)));

  test('refuses a brace behind the brace of an f-string', async () => {
    const after = await lowered(py`f"{client.get(u)}"`.text, (call) => ({
      do: 'replace',
      target: call,
      with: mapping([]),
    }));
    expect(after).toBe('refused');
  });
});

describe('renames and removes where an option is written', () => {
  const rename = (call: ClientCall): Intent => ({
    do: 'rename',
    target: option(call, 'allowRedirects')!.key,
    to: 'followRedirects',
  });
  const remove = (call: ClientCall): Intent => ({
    do: 'remove',
    call,
    item: option(call, 'allowRedirects')!,
  });

  test.each([
    [py`client.get("/", **{'allow_redirects': x})`, `client.get("/", **{'follow_redirects': x})`],
    [py`client.get("/", **{"""allow_redirects""": x})`, `client.get("/", **{"""follow_redirects""": x})`],
    [py`client.get("/", **{("allow_redirects"): x})`, `client.get("/", **{("follow_redirects"): x})`],
  ])('renames %#', (before, after) => expectLowered(before, after, rename));

  test.each([
    [py`client.get("/", **{'allow_redirects': x})`, `client.get("/", **{})`],
    [py`client.get("/", **{"a": 1, ("allow_redirects"): x, "b": 2})`, `client.get("/", **{"a": 1, "b": 2})`],
    [py`client.get("/", a={"k": 1}, allow_redirects=({"k": x}))`, `client.get("/", a={"k": 1})`],
    [
      py`client.get("/", **{"allow_redirects": x,  # why
      })`,
      'refused',
    ],
  ])('removes %#', (before, after) => expectLowered(before, after, remove));

  test('renames no dynamic method', async () => {
    const after = await lowered(py`getattr(client, "get")("/")`.text, ({ method }) => ({
      do: 'rename',
      target: method,
      to: 'request',
    }));
    expect(after).toBe('refused');
  });
});

test('has no edit for a copy of a site', async () => {
  const document = await open(py`client.get("/")`.text);
  const call = document.sites.filter(isInvocation).at(-1)!;
  const intent = { do: 'add-option', key: 'timeout', value: boolean(true) } as const;
  expect(document.lower({ ...intent, call })).toHaveLength(1);
  expect(document.lower({ ...intent, call: { ...call } })).toBeUndefined();
});

describe('names an argument', () => {
  test.each([
    [py`client.post("/", x)`, [], 'client.post("/", data=x)'],
    [py`client.post("/", x, y)`, [], 'refused'],
    [py`client.post("/", x, y)`, [2], 'client.post("/", data=x, y)'],
    [py`client.post("/", x, *y)`, [], 'refused'],
    [py`client.post("/", x, k=1, *y)`, [], 'refused'],
    [py`client.post("/", x, data=y)`, [], 'refused'],
  ])('%#', async (before, also, after) => {
    const source = before.text;
    const document = await open(source);
    const call = document.sites.filter(isInvocation).at(-1)!;
    const edits = document.lower({ do: 'name-argument', call, index: 1, as: 'data', also });
    expect(edits ? applyEdits(source, edits).replace(PRELUDE, '') : 'refused').toBe(after);
  });
});

describe('imports a name', () => {
  const importing = (): Intent => ({ do: 'import', from: 'urllib.parse', name: 'urlencode' });
  const LINE = 'from urllib.parse import urlencode';
  const CALL = 'TestClient(app).get("/")';

  test.each([
    [
      'below the last import',
      code`
        import a
        from starlette.testclient import TestClient

        ${CALL}

      `,
      code`
        import a
        from starlette.testclient import TestClient
        ${LINE}

        ${CALL}

      `,
    ],
    [
      'below an import over lines',
      code`
        from starlette.testclient import (
            TestClient,
        )  # it
        x = 1
        ${CALL}

      `,
      code`
        from starlette.testclient import (
            TestClient,
        )  # it
        ${LINE}
        x = 1
        ${CALL}

      `,
    ],
    [
      'below the future',
      code`
        from __future__ import annotations
        from fastapi.testclient import TestClient
        ${CALL}
      `,
      code`
        from __future__ import annotations
        from fastapi.testclient import TestClient
        ${LINE}
        ${CALL}
      `,
    ],
    [
      'above what runs',
      code`
        from fastapi.testclient import TestClient
        x = 1
        import late
        ${CALL}
      `,
      code`
        from fastapi.testclient import TestClient
        ${LINE}
        x = 1
        import late
        ${CALL}
      `,
    ],
    [
      'with Windows line ends',
      `import a\r\nfrom fastapi.testclient import TestClient\r\n${CALL}\r\n`,
      `import a\r\nfrom fastapi.testclient import TestClient\r\n${LINE}\r\n${CALL}\r\n`,
    ],
    [
      'into an import, in order',
      code`
        from fastapi.testclient import TestClient
        from urllib.parse import quote, urljoin
        ${CALL}
      `,
      code`
        from fastapi.testclient import TestClient
        from urllib.parse import quote, urlencode, urljoin
        ${CALL}
      `,
    ],
    [
      'into an import, last',
      code`
        from fastapi.testclient import TestClient
        from urllib.parse import quote as q  # q
        ${CALL}
      `,
      code`
        from fastapi.testclient import TestClient
        from urllib.parse import quote as q, urlencode  # q
        ${CALL}
      `,
    ],
    [
      'into an import without order',
      code`
        from fastapi.testclient import TestClient
        from urllib.parse import urlsplit, quote
        ${CALL}
      `,
      code`
        from fastapi.testclient import TestClient
        from urllib.parse import urlsplit, quote, urlencode
        ${CALL}
      `,
    ],
    [
      'into an import in parentheses',
      code`
        from fastapi.testclient import TestClient
        from urllib.parse import (
            quote,  # q
        )
        ${CALL}
      `,
      code`
        from fastapi.testclient import TestClient
        from urllib.parse import (
            quote,  # q
            urlencode,
        )
        ${CALL}
      `,
    ],
    [
      'beside a star',
      code`
        from fastapi.testclient import TestClient
        from urllib.parse import *
        ${CALL}
      `,
      code`
        from fastapi.testclient import TestClient
        from urllib.parse import *
        ${LINE}
        ${CALL}
      `,
    ],
    [
      'beside another name for it',
      code`
        from fastapi.testclient import TestClient
        from urllib.parse import urlencode as encode
        ${CALL}
      `,
      code`
        from fastapi.testclient import TestClient
        from urllib.parse import urlencode as encode, urlencode
        ${CALL}
      `,
    ],
    [
      'not again',
      code`
        from fastapi.testclient import TestClient
        from urllib.parse import urlencode
        ${CALL}
      `,
      code`
        from fastapi.testclient import TestClient
        from urllib.parse import urlencode
        ${CALL}
      `,
    ],
    [
      'again for the whole file',
      code`
        from fastapi.testclient import TestClient
        def f():
            from urllib.parse import urlencode
            ${CALL}

      `,
      code`
        from fastapi.testclient import TestClient
        ${LINE}
        def f():
            from urllib.parse import urlencode
            ${CALL}

      `,
    ],
    [
      'not where it means something else',
      code`
        from fastapi.testclient import TestClient
        from requests.compat import urlencode
        ${CALL}
      `,
      'refused',
    ],
    [
      'not where a parameter has its name',
      code`
        from fastapi.testclient import TestClient
        def f(urlencode):
            ${CALL}

      `,
      'refused',
    ],
    [
      'not where a function has its name',
      code`
        from fastapi.testclient import TestClient
        def urlencode(x): ...
        ${CALL}
      `,
      'refused',
    ],
    ['not where it would come too late', `from fastapi.testclient import TestClient; ${CALL}`, 'refused'],
  ])('%s', async (_name, before, after) => {
    expect(await lowered(before, importing)).toBe(after);
  });

  const fixture = (text: string): string => code`
    ${text}def f(client: "TestClient"):
        client.get("/")

  `;

  test.each([
    [
      'below the docstring',
      fixture('"""Tests."""\n\n'),
      fixture(code`
        """Tests."""

        ${LINE}


      `),
    ],
    [
      'above the first statement',
      fixture('#!/usr/bin/env python\n\n'),
      fixture(code`
        #!/usr/bin/env python

        ${LINE}

      `),
    ],
    [
      'above a decorator',
      fixture(code`
        # tests
        @mark

      `),
      fixture(code`
        # tests
        ${LINE}
        @mark

      `),
    ],
  ])('%s where there is no import', async (_name, before, after) => {
    expect(await lowered(before, importing)).toBe(after);
  });
});
