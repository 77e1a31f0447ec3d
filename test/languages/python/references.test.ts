import { describe, expect, test } from 'vitest';
import type { Reference } from '../../../src/core/sites.ts';
import { slice } from '../../../src/core/text.ts';
import type { Wanted } from '../../../src/core/wants.ts';
import { sitesIn } from '../../support/sites.ts';
import { py, type Snippet } from '../../support/snippets.ts';

const REQUESTS: Wanted = { references: ['requests'] };

interface Options {
  readonly wanted?: Wanted;
  readonly others?: Readonly<Record<string, string>>;
  readonly path?: string;
}

async function referencesIn(
  snippet: Snippet,
  { wanted = REQUESTS, others = {}, path = 'tests/test_it.py' }: Options = {},
): Promise<{ source: string; found: readonly Reference[] }> {
  const { source, sites } = await sitesIn(snippet, wanted, others, { path });
  return { source, found: sites.filter((site) => site.kind === 'reference') };
}

/** `source | use path` of each use; imports are told apart. */
async function uses(snippet: Snippet, options?: Options): Promise<string[]> {
  const { source, found } = await referencesIn(snippet, options);
  return found
    .filter(({ as }) => as !== 'import')
    .map((one) => `${slice(source, one)} | ${one.as} ${one.path}`);
}

async function imports(snippet: Snippet, options?: Options): Promise<string[]> {
  const { source, found } = await referencesIn(snippet, options);
  return found
    .filter(({ as }) => as === 'import')
    .map((one) =>
      [slice(source, one), '|', one.text, one.path, one.alias && `as ${one.alias}`, one.unused && 'unused']
        .filter(Boolean)
        .join(' '),
    );
}

describe('imports', () => {
  test.each<[Snippet, ...string[]]>([
    [py`import requests; requests`, 'requests | requests requests'],
    [py`import os, requests as r; r`, 'requests as r | requests requests as r'],
    [
      py`import requests.exceptions; requests`,
      'requests.exceptions | requests.exceptions requests.exceptions',
    ],
    [py`from requests import Session; Session`, 'Session | Session requests.Session'],
    [py`from requests import Session as S; S`, 'Session as S | Session requests.Session as S'],
    [
      py`
      from requests.exceptions import (
          HTTPError,  # a comment
          Timeout as Late,
      )
      HTTPError, Late
      `,
      'HTTPError | HTTPError requests.exceptions.HTTPError',
      'Timeout as Late | Timeout requests.exceptions.Timeout as Late',
    ],
    [py`from requests import *`, 'from requests import * | from requests import * requests'],
    [
      py`
      def f():
          import requests
          return requests
      `,
      'requests | requests requests',
    ],
    [py`import requests_mock; from requests_oauthlib import x; from .requests import y; import os`],
  ])('%#', async (snippet, ...expected) => {
    expect(await imports(snippet)).toEqual(expected);
  });

  test('a file of the project is no package outside', async () => {
    const others = { 'tests/requests.py': 'def get(): pass' };
    expect((await referencesIn(py`import requests; requests.get()`, { others })).found).toEqual([]);
  });

  test('only what is wanted and what is below it', async () => {
    const snippet = py`import requests, httpx; from requests import Session, exceptions; from httpx import Client`;
    const options = { wanted: { references: ['requests.Session', 'httpx'] } };
    expect((await referencesIn(snippet, options)).found.map(({ path }) => path)).toEqual([
      'httpx',
      'requests.Session',
      'httpx.Client',
    ]);
  });
});

describe('uses', () => {
  test.each<[string, Snippet, ...string[]]>([
    ['a call', py`import requests; requests.get("/")`, 'requests.get | call requests.get'],
    ['a value', py`import requests; x = requests.codes.ok`, 'requests.codes.ok | value requests.codes.ok'],
    ['an alias', py`from requests import Session as S; S().get("/")`, 'S | call requests.Session'],
    ['an alias of the module', py`import requests as r; r.get`, 'r.get | value requests.get'],
    [
      'a submodule',
      py`import requests.exceptions; requests.exceptions.HTTPError`,
      'requests.exceptions.HTTPError | value requests.exceptions.HTTPError',
    ],
    [
      'in `except`',
      py`
      import requests
      try:
          pass
      except requests.exceptions.HTTPError as e:
          pass
      except (requests.Timeout, ValueError):
          pass
      `,
      'requests.exceptions.HTTPError | except requests.exceptions.HTTPError',
      'requests.Timeout | except requests.Timeout',
    ],
    [
      'in `suppress`',
      py`
      import contextlib, requests
      with contextlib.suppress(requests.HTTPError):
          pass
      `,
      'requests.HTTPError | except requests.HTTPError',
    ],
    [
      'in `raises`',
      py`
      import pytest, requests
      with pytest.raises(requests.HTTPError, match="x"):
          pass
      pytest.raises((requests.Timeout, ValueError))
      pytest.raises(expected_exception=requests.ConnectionError)
      self.assertRaises(requests.ReadTimeout, f, requests.get)
      pytest.mark.xfail(raises=requests.HTTPError)
      `,
      'requests.HTTPError | raises requests.HTTPError',
      'requests.Timeout | raises requests.Timeout',
      'requests.ConnectionError | raises requests.ConnectionError',
      'requests.ReadTimeout | raises requests.ReadTimeout',
      'requests.get | value requests.get',
      'requests.HTTPError | raises requests.HTTPError',
    ],
    [
      'in `isinstance`',
      py`
      import requests
      isinstance(r, requests.Response)
      isinstance(r, (dict, requests.Response))
      isinstance(r, dict | requests.Response)
      isinstance(requests.x, dict)
      `,
      'requests.Response | isinstance requests.Response',
      'requests.Response | isinstance requests.Response',
      'requests.Response | isinstance requests.Response',
      'requests.x | value requests.x',
    ],
    [
      'in annotations',
      py`
      import requests
      def f(r: requests.Response, *a: "requests.Session", k: int = requests.x) -> Optional[requests.Response]:
          x: requests.Response | None = requests.y
      `,
      'requests.Response | annotation requests.Response',
      'requests.Session | annotation requests.Session',
      'requests.x | value requests.x',
      'requests.Response | annotation requests.Response',
      'requests.Response | annotation requests.Response',
      'requests.y | value requests.y',
    ],
    [
      'in quoted annotations',
      py`
      from typing import cast, Literal, TypeVar, Union, TYPE_CHECKING
      if TYPE_CHECKING:
          from requests import Response as R
      def f(r: "R", s: Union["dict[str, R]", None], t: Literal["R"]) -> " R | None": pass
      cast("R", x); cast(int, "R")
      T = TypeVar("T", bound="R")
      `,
      'R | annotation requests.Response',
      'R | annotation requests.Response',
      'R | annotation requests.Response',
      'R | annotation requests.Response',
      'R | annotation requests.Response',
    ],
    [
      'as a base class',
      py`
      import requests
      class S(requests.Session, metaclass=requests.M): pass
      `,
      'requests.Session | base requests.Session',
      'requests.M | value requests.M',
    ],
    [
      'as a decorator and a default',
      py`
      import requests
      @requests.hook
      def f(x=requests.y): pass
      `,
      'requests.hook | value requests.hook',
      'requests.y | value requests.y',
    ],
    [
      'patched in a string',
      py`
      from unittest import mock
      @mock.patch("requests.Session.get")
      def test_it(x, mocker, monkeypatch):
          mocker.patch('requests.get', return_value=1)
          monkeypatch.setattr("requests.api.request", fake)
          mock.patch.multiple("requests.sessions", x=1)
          mock.patch(target="requests.post")
      `,
      'requests.Session.get | patch requests.Session.get',
      'requests.get | patch requests.get',
      'requests.api.request | patch requests.api.request',
      'requests.sessions | patch requests.sessions.x',
      'requests.post | patch requests.post',
    ],
    [
      'patched as an attribute of an object',
      py`
      import requests
      def test_it(mocker, monkeypatch):
          mocker.patch.object(requests.Session, "get")
          monkeypatch.setattr(requests, "post", fake)
          mocker.spy(requests, name)
          requests.Session.put = fake
          del requests.x
      `,
      'requests.Session | patch requests.Session.get',
      'requests | patch requests.post',
      'requests | value requests',
      'requests.Session.put | patch requests.Session.put',
      'requests.x | patch requests.x',
    ],
    [
      'of a package that may be missing',
      py`
      try:
          import requests
      except ImportError:
          requests = None
      requests.get("/")
      `,
      'requests.get | call requests.get',
    ],
  ])('%s', async (_name, snippet, ...expected) => {
    expect(await uses(snippet)).toEqual(expected);
  });

  test.each<[string, Snippet]>([
    ['a name that is bound to something else', py`requests = object(); requests.get("/")`],
    [
      'a name that a parameter shadows',
      py`
      import requests
      def f(requests):
          requests.get("/")
      `,
    ],
    [
      'a name that is bound again',
      py`
      import requests
      requests = wrap()
      requests.get("/")
      `,
    ],
    [
      'a name that stands for either of two packages',
      py`
      try:
          import httpx as http
      except ImportError:
          import requests as http
      http.get("/")
      `,
    ],
    ['an attribute of that name', py`self.requests.get("/"); self.Session()`],
    [
      'a string that is no path to patch',
      py`log("requests.get"); patch("requests"); getLogger("requests.x")`,
    ],
    ['a path into another package', py`patch("requests_mock.get"); patch("my.requests.get")`],
  ])('%s is none', async (_name, snippet) => {
    expect(await uses(snippet)).toEqual([]);
  });

  test('what a mock replaces is found through a module of the project', async () => {
    const others = {
      'app/__init__.py': '',
      'app/service.py': 'import requests\nfrom requests import Session as S\n',
    };
    const snippet = py`
      patch("app.service.requests.get")
      patch("app.service.S.get")
      patch("app.service.other")
    `;
    expect(
      await uses(snippet, { others, wanted: { references: ['requests.get', 'requests.Session'] } }),
    ).toEqual([
      'app.service.requests.get | patch requests.get',
      'app.service.S.get | patch requests.Session.get',
    ]);
  });

  test("httpx's own clients are names like any other", async () => {
    const snippet = py`
      import httpx
      from httpx import AsyncClient
      patch("httpx.Client.get"); AsyncClient(app=app); httpx.Client()
    `;
    expect(await uses(snippet, { wanted: { references: ['httpx'] } })).toEqual([
      'httpx.Client.get | patch httpx.Client.get',
      'AsyncClient | call httpx.AsyncClient',
      'httpx.Client | call httpx.Client',
    ]);
  });

  test('nothing is looked for where no rule wants it', async () => {
    expect((await referencesIn(py`import requests; requests.get()`, { wanted: {} })).found).toEqual([]);
  });
});

describe('what of clients a name is about', () => {
  /** `source: things` of each use; `+ others` where something else meets it as well, `whole` where all uses are alike. */
  async function meetings(snippet: Snippet, options?: Options): Promise<string[]> {
    const { source, found } = await referencesIn(snippet, options);
    return found
      .filter(({ as }) => as !== 'import')
      .map((one) => {
        const things = (one.meets?.things ?? []).map(({ is, certainty, does }) =>
          [is, does, certainty === 'proven' ? undefined : certainty].filter(Boolean).join(' '),
        );
        const rest = [one.meets?.others && '+ others', one.whole && 'whole'].filter(Boolean);
        return [`${slice(source, one)}:`, things.join(', ') || 'nothing', ...rest].join(' ');
      });
  }

  test.each<[string, Snippet, ...string[]]>([
    [
      'calls where an exception is expected',
      py`
      import requests
      with pytest.raises(requests.HTTPError):
          client.get("/").raise_for_status()
      `,
      'requests.HTTPError: response raiseForStatus, client get whole',
    ],
    [
      'a call in a function that is called there, but not one that is defined there',
      py`
      import requests
      def check(response): return response.json()
      try:
          check(client.get("/"))
          def later(): client.post("/")
      except requests.HTTPError: pass
      `,
      'requests.HTTPError: response json, client get whole',
    ],
    [
      'real requests beside a client',
      py`
      import requests
      with pytest.raises(requests.HTTPError):
          client.get("/")
          requests.get("/")
      `,
      'requests.HTTPError: client get + others',
      'requests.get: nothing',
    ],
    [
      'what a function returns, whatever it is annotated with',
      py`
      import requests
      def f() -> requests.Response: return client.get("/")
      def g() -> requests.Response: return requests.get("/")
      def h() -> requests.Response: return unknown()
      `,
      'requests.Response: response',
      'requests.Response: nothing + others',
      'requests.get: nothing',
      'requests.Response: nothing',
    ],
    [
      'what callers pass, in containers too',
      py`
      import requests
      def f(a: "requests.Session", b: list[requests.Response], c: requests.Response): pass
      f(client, [client.get("/")], None)
      `,
      'requests.Session: client',
      'requests.Response: response',
      'requests.Response: nothing',
    ],
    [
      'what is tested, compared and given',
      py`
      import requests
      isinstance(client, requests.Session)
      client.get("/").status_code == requests.codes.ok
      client.get("/", auth=requests.auth.HTTPBasicAuth("a", "b"))
      `,
      'requests.Session: client whole',
      'requests.codes.ok: response statusCode whole',
      'requests.auth.HTTPBasicAuth: client get whole',
    ],
    [
      'nothing of a client that tests hand to the code they test',
      py`
      import requests
      with pytest.raises(requests.HTTPError):
          thing.get("/").raise_for_status()
      `,
      'requests.HTTPError: nothing',
    ],
  ])('%s', async (_name, snippet, ...expected) => {
    expect(await meetings(snippet)).toEqual(expected);
  });

  test('the classes beside a class are named, and those of other handlers', async () => {
    const { found } = await referencesIn(py`
      import httpx, requests
      try: client.get("/")
      except (requests.HTTPError, ValueError): pass
      except httpx.HTTPError: pass
      except Exception: pass
    `);
    expect(found.flatMap(({ beside }) => beside ?? [])).toEqual(['builtins.ValueError', 'httpx.HTTPError']);
  });
});

describe('an import that nothing needs', () => {
  test.each<[string, Snippet]>([
    ['alone', py`import requests`],
    ['under another name', py`import requests as r; requests = 1`],
    ['one name of several', py`from requests import Session, get`],
    [
      'shadowed wherever its name is read',
      py`
      import requests
      def f():
          requests = 1
          return requests
      `,
    ],
    ['spoken of in prose', py`"""Sends requests to the app."""; import requests  # requests`],
    [
      'under TYPE_CHECKING',
      py`
      if TYPE_CHECKING:
          import requests
      `,
    ],
  ])('%s', async (_name, snippet) => {
    expect((await imports(snippet)).filter((one) => !one.endsWith('unused'))).toEqual([]);
  });

  test.each<[string, Snippet]>([
    ['a read', py`import requests; f(requests)`],
    [
      'a read in a function',
      py`
      import requests
      def f():
          return requests.get
      `,
    ],
    [
      'a read through another import of the package',
      py`import requests; import requests.auth; requests.auth`,
    ],
    ['an annotation', py`import requests; x: requests.Response`],
    ['a quoted annotation', py`import requests; x: "list[requests.Response]"`],
    ['a comment of types', py`import requests; x = f()  # type: requests.Response`],
    ['`__all__`', py`import requests; __all__ = ["requests"]`],
    [
      'a doctest',
      py`
      """
      >>> requests.get("/")
      """
      import requests
      `,
    ],
    ['a doctest in a comment', py`import requests; x  # >>> requests.get("/")`],
    ['a mock of it in this module', py`import requests; patch("tests.test_it.requests.get")`],
    ['a comment that it is meant', py`import requests  # noqa: F401`],
    ['an alias that hands it on', py`from requests import Session as Session`],
    ['`del`', py`import requests; del requests`],
    ['code in a string', py`import requests; eval(code)`],
    [
      'a parameter that asks for a fixture',
      py`
      from requests import session
      def test_it(session): pass
      `,
    ],
    [
      'an attribute of the class it stands in',
      py`
      class A:
          import requests
          def f(self): self.requests.get()
      `,
    ],
  ])('not where there is %s', async (_name, snippet) => {
    expect((await imports(snippet)).filter((one) => one.endsWith('unused'))).toEqual([]);
  });

  test.each(['tests/__init__.py', 'tests/conftest.py'])(
    'not in %s, which hands on what it imports',
    async (path) => {
      expect(await imports(py`import requests`, { path })).toEqual(['requests | requests requests']);
    },
  );

  test.each<[string, string, boolean]>([
    ['imports it', 'from tests.test_it import requests', true],
    ['imports everything', 'from .test_it import *\nrequests.get', true],
    ['reads it from the module', 'from tests import test_it\ntest_it.requests.get', true],
    ['imports it from elsewhere', 'from tests.other import requests, test_it', false],
    ['speaks of both', 'import requests\n# test_it', false],
  ])('another file %s', async (_name, other, needed) => {
    const others = { 'tests/__init__.py': '', 'tests/test_other.py': other };
    const [found = ''] = await imports(py`import requests`, { others });
    expect(found.endsWith('unused')).toBe(!needed);
  });
});
