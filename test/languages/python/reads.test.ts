import { describe, expect, test } from 'vitest';
import type { Read } from '../../../src/core/sites.ts';
import { slice } from '../../../src/core/text.ts';
import type { Wanted } from '../../../src/core/wants.ts';
import { sitesIn, subjectsOf } from '../../support/sites.ts';
import { py, type Snippet } from '../../support/snippets.ts';

const OK: Wanted = { reads: { response: ['ok'] } };

const made = 'response test-client proven constructed';

describe('finds what is read from a response', () => {
  test.each<[string, Snippet, ...string[]]>([
    ['in a name', py`r = client.get("/"); r.ok`, `r.ok | ${made}`],
    ['of the call itself', py`client.get("/").ok`, `client.get("/").ok | ${made}`],
    ['by name', py`r = client.get("/"); getattr(r, "ok")`, `getattr(r, "ok") | ${made}`],
    ['of any method', py`client.request("GET", "/").ok`, `client.request("GET", "/").ok | ${made}`],
    ['of a method that is computed', py`getattr(client, m)("/").ok`, `getattr(client, m)("/").ok | ${made}`],
    ['of a bound method', py`send = client.post; send("/").ok`, `send("/").ok | ${made}`],
    ['of nothing where the client is not imported', py`TestClient(app).get("/").ok`],
    [
      'of a client that is made in place and imported',
      py`
      from fastapi.testclient import TestClient
      TestClient(app).get("/").ok
      `,
      `TestClient(app).get("/").ok | ${made}`,
    ],
    [
      'through a walrus',
      py`
      if (r := client.get("/")).ok:
          r.ok
      `,
      `(r := client.get("/")).ok | ${made}`,
      `r.ok | ${made}`,
    ],
    ['in an f-string', py`r = client.get("/"); f"{r.ok!r:>5}"`, `r.ok | ${made}`],
    [
      'in a `with`',
      py`
      with client.get("/") as r:
          r.ok
      `,
      `r.ok | ${made}`,
    ],
    [
      'closed by `closing`',
      py`
      from contextlib import closing
      with closing(client.get("/")) as r:
          r.ok
      `,
      `r.ok | ${made}`,
    ],
    [
      'in a loop over a list',
      py`
      for r in [client.get("/a"), client.post("/b")]:
          assert r.ok
      `,
      `r.ok | ${made}`,
    ],
    ['in a comprehension', py`all(r.ok for r in [client.get(u) for u in urls])`, `r.ok | ${made}`],
    [
      'of a list that is appended to',
      py`rs = []; rs.append(client.get("/")); rs[0].ok`,
      `rs[0].ok | ${made}`,
    ],
    ['after unpacking', py`a, b = client.get("/a"), 1; a.ok; b.ok`, `a.ok | ${made}`],
    ['of the history', py`client.get("/").history[0].ok`, `client.get("/").history[0].ok | ${made}`],
    ['in a lambda', py`r = client.get("/"); check = lambda: r.ok`, `r.ok | ${made}`],
    [
      'in an attribute',
      py`
      class TestIt:
          def setup_method(self):
              self.client = TestClient(app)
              self.response = self.client.get("/")
          def test_ok(self):
              assert self.response.ok
      from starlette.testclient import TestClient
      `,
      `self.response.ok | ${made}`,
    ],
    [
      'given by a helper',
      py`
      def fetch():
          return client.get("/")
      fetch().ok
      `,
      'fetch().ok | response test-client proven factory',
    ],
    [
      'given by a helper that is annotated for any response',
      py`
      import requests
      def fetch() -> requests.Response:
          return client.get("/")
      fetch().ok
      `,
      'fetch().ok | response test-client proven factory',
    ],
    [
      'given by a fixture',
      py`
      import pytest
      @pytest.fixture
      def response():
          yield client.get("/")
      def test_ok(response):
          assert response.ok
      `,
      'response.ok | response test-client proven fixture',
    ],
    [
      'that all callers pass',
      py`
      def check(response):
          assert response.ok
      check(client.get("/"))
      `,
      'response.ok | response test-client proven caller',
    ],
    [
      'that an annotation alone speaks of',
      py`
      import requests
      from starlette.testclient import TestClient
      def check(response: requests.Response):
          assert response.ok
      `,
      'response.ok | response test-client likely annotated',
    ],
    [
      'of httpx by its annotation',
      py`
      import httpx
      def check(response: "httpx.Response"):
          assert response.ok
      `,
      'response.ok | response httpx likely annotated',
    ],
    [
      'of a client for an application of httpx',
      py`
      from httpx import AsyncClient, ASGITransport
      async def test_it():
          async with AsyncClient(transport=ASGITransport(app=app)) as client:
              assert (await client.get("/")).ok
      `,
      '(await client.get("/")).ok | response httpx proven constructed',
    ],
    [
      'that is streamed',
      py`
      with client.stream("GET", "/") as r:
          r.ok
      `,
      `r.ok | ${made}`,
    ],
    [
      'of what only its name says is a client',
      py`
      import fastapi
      def test_it(client):
          r = client.get("/")
          assert r.ok
      `,
      'r.ok | response test-client likely named',
    ],
    [
      'of a client on one path',
      py`
      import requests
      r = client.get("/") if local else requests.get("/")
      r.ok
      `,
      'r.ok | response test-client mixed constructed',
    ],
    [
      'whose method may be replaced',
      py`
      def test_it(monkeypatch):
          monkeypatch.setattr(client, "get", fake)
          assert client.get("/").ok
      `,
      'client.get("/").ok | response test-client mixed constructed',
    ],
    ['that may be None', py`r = client.get("/") if x else None; r.ok`, `r.ok | ${made}`],
    [
      'of a client that a subclass makes',
      py`
      from starlette.testclient import TestClient
      class Api(TestClient):
          def fetch(self):
              return self.get("/").ok
      Api(app).get("/").ok
      `,
      'self.get("/").ok | response test-client proven subclass',
      'Api(app).get("/").ok | response test-client proven subclass',
    ],
  ])('%s', async (_name, snippet, ...expected) => {
    expect(subjectsOf(await sitesIn(snippet, OK))).toEqual(expected);
  });

  test('of a client that another file provides', async () => {
    const conftest = `
      import pytest
      from starlette.testclient import TestClient
      @pytest.fixture
      def http():
          return TestClient(app)
    `;
    const found = await sitesIn('def test_it(http):\n    assert http.get("/").ok\n', OK, {
      'conftest.py': conftest,
    });
    expect(subjectsOf(found)).toEqual(['http.get("/").ok | response test-client proven fixture']);
  });

  test('of a client that the user names', async () => {
    const found = await sitesIn('r = api.get("/")\nr.ok\n', OK, {}, { clients: ['api'] });
    expect(subjectsOf(found)).toEqual(['r.ok | response test-client proven configured']);
  });
});

describe('finds nothing', () => {
  test.each<[string, Snippet]>([
    ['in a response of requests', py`import requests; from fastapi import FastAPI; requests.get("/").ok`],
    [
      'in a response of a session',
      py`
      import requests
      client.get("/")
      with requests.Session() as s:
          s.get("/").ok
      `,
    ],
    [
      'in a response to a real request of httpx',
      py`
      import httpx
      httpx.get("/").ok
      with httpx.Client() as c:
          c.get("/").ok
      `,
    ],
    ['in a mock', py`from unittest.mock import MagicMock; client; r = MagicMock(ok=False); r.ok`],
    [
      'in a patched response',
      py`
      from unittest import mock
      @mock.patch("app.fetch")
      def test_it(response):
          client.get("/")
          response.ok
      `,
    ],
    [
      'in an object of a class of the project',
      py`
      class Result:
          ok = True
      def run():
          client.get("/")
          return Result()
      run().ok
      `,
    ],
    [
      'in a name that is bound again',
      py`
      r = client.get("/")
      r = other()
      r.ok
      `,
    ],
    [
      'in a name that a function shadows',
      py`
      r = client.get("/")
      def f(r=1):
          r.ok
      `,
    ],
    ['where the attribute is assigned', py`r = client.get("/"); r.ok = True; r.ok: bool = False`],
    ['where the attribute is assigned among others', py`r = client.get("/"); (r.ok, x), y = (True, 1), 2`],
    ['where the attribute is the target of a loop', py`r = client.get("/"); [1 for x in y]; r.ok += 1`],
    ['where the attribute is deleted', py`r = client.get("/"); del r.ok, x`],
    ['in what a response carries', py`client.get("/").json().ok`],
    ['in the client', py`client.ok`],
    ['in a websocket', py`client.websocket_connect("/").ok`],
    ['in a name of no meaning', py`client.get("/"); ok; response.ok`],
    [
      'in a response of a client whose method the project writes',
      py`
      from starlette.testclient import TestClient
      class Api(TestClient):
          def get(self, url):
              return Wrapped(url)
      Api(app).get("/").ok
      `,
    ],
    [
      "in a response of Flask's client",
      py`
      import flask
      client = flask.Flask(__name__).test_client()
      client.get("/").ok
      `,
    ],
    [
      'in a parameter that callers pass real responses for',
      py`
      import requests
      def check(response: requests.Response):
          response.ok
      check(requests.get("/"))
      client.get("/")
      `,
    ],
    ['in a comment or a string', py`client.get("/")  # client.get("/").ok`],
    [
      'that may be missing',
      py`r = client.get("/"); getattr(r, "ok", None); hasattr(r, "ok"); getattr(r, name)`,
    ],
  ])('%s', async (_name, snippet) => {
    expect(subjectsOf(await sitesIn(snippet, OK))).toEqual([]);
  });

  test.each<[string, Wanted]>([
    ['where no rule wants anything', {}],
    ['where rules want other kinds of sites', { calls: [{}], truths: ['response'] }],
    ['where rules want it of another kind of subject', { reads: { cookies: ['ok'], client: ['ok'] } }],
    ['where rules want another attribute', { reads: { response: ['reason'] } }],
  ])('%s', async (_name, wanted) => {
    const { sites } = await sitesIn(py`r = client.get("/"); r.ok`, wanted);
    expect(sites.filter(({ kind }) => kind === 'read')).toEqual([]);
  });
});

describe('knows what came from a client or a response', () => {
  test.each<[string, Snippet, string]>([
    ['the cookies of a client', py`client.cookies.name`, 'cookies of client test-client proven constructed'],
    ['the headers of a client', py`client.headers.name`, 'headers of client test-client proven constructed'],
    ['the base URL', py`client.base_url.name`, 'url of client test-client proven constructed'],
    [
      'the cookies of a response',
      py`client.get("/").cookies.name`,
      'cookies of response test-client proven constructed',
    ],
    [
      'the headers of a response, in a name',
      py`h = client.get("/").headers; h.name`,
      'headers of response test-client proven constructed',
    ],
    ['the URL of a response', py`client.get("/").url.name`, 'url of response test-client proven constructed'],
    [
      'the request of a response',
      py`client.get("/").request.name`,
      'request of response test-client proven constructed',
    ],
    [
      'the URL of a request',
      py`client.get("/").request.url.name`,
      'url of request test-client proven constructed',
    ],
    [
      'the headers of a request',
      py`client.get("/").request.headers.name`,
      'headers of request test-client proven constructed',
    ],
    ['the next request', py`client.get("/").next.name`, 'request of response test-client proven constructed'],
    [
      'the cookies of a client of httpx',
      py`
      import httpx
      client = httpx.Client(app=app)
      client.cookies.name
      `,
      'cookies of client httpx proven constructed',
    ],
    [
      'the cookies of what only its name says is a client',
      py`
      import fastapi
      def test_it(client):
          client.cookies.name
      `,
      'cookies of client test-client likely named',
    ],
  ])('%s', async (_name, snippet, subject) => {
    const names = ['name'];
    const reads = {
      client: names,
      cookies: names,
      headers: names,
      url: names,
      request: names,
      response: names,
    };
    const found = subjectsOf(await sitesIn(snippet, { reads }));
    expect(found.map((one) => one.replace(/^.*name \| /, ''))).toEqual([subject]);
  });

  test('a class of the project may have an attribute of its own by that name', async () => {
    const snippet = py`
      from starlette.testclient import TestClient
      class Api(TestClient):
          cookies = Jar()
      Api(app).cookies.name
    `;
    expect((await sitesIn(snippet, { reads: { cookies: ['name'] } })).sites).toEqual([]);
  });

  test('names are spelled as Python spells them', async () => {
    const { sites } = await sitesIn(py`client.cookies.get_dict()`, { reads: { cookies: ['getDict'] } });
    expect(sites).toMatchObject([{ kind: 'read', attribute: { name: 'getDict' } }]);
  });
});

describe('tells what stands around a read', () => {
  const around = async (snippet: Snippet): Promise<string> => {
    const { source, sites } = await sitesIn(snippet, OK);
    return describeAround(
      source,
      sites.find((site): site is Read => site.kind === 'read')!,
    );
  };

  function describeAround(
    source: string,
    { around: { negated, compared, tested, statement } }: Read,
  ): string {
    return [
      negated && `negated(${slice(source, negated)})`,
      compared &&
        `compared(${slice(source, compared)}: ${compared.side} ${compared.operator} ${slice(source, compared.with)})`,
      tested && 'tested',
      statement && `statement(${slice(source, statement)})`,
    ]
      .filter(Boolean)
      .join(' ');
  }

  test.each<[Snippet, string]>([
    [py`assert client.get("/").ok`, 'tested'],
    [py`assert client.get("/").ok, "message"`, 'tested'],
    [py`assert x, client.get("/").ok`, ''],
    [py`assert not client.get("/").ok`, 'negated(not client.get("/").ok) tested'],
    [py`x = not (client.get("/").ok)`, 'negated(not (client.get("/").ok)) tested'],
    [py`x = client.get("/").ok`, ''],
    [py`client.get("/").ok`, 'statement(client.get("/").ok)'],
    [py`assert client.get("/").ok == True`, 'compared(client.get("/").ok == True: left == True)'],
    [
      py`assert False is not client.get("/").ok`,
      'compared(False is not client.get("/").ok: right is not False)',
    ],
    [py`client.get("/").ok in (1, 2)`, 'compared(client.get("/").ok in (1, 2): left in (1, 2))'],
    [py`1 < client.get("/").ok < 3`, ''],
    [py`assert client.get("/").ok and x`, 'tested'],
    [py`assert x or (y and client.get("/").ok)`, 'tested'],
    [py`x = client.get("/").ok and y`, ''],
    [py`x = 1 if client.get("/").ok else 2`, 'tested'],
    [py`x = client.get("/").ok if y else 2`, ''],
    [py`[x for x in y if client.get("/").ok]`, 'tested'],
    [py`[client.get("/").ok for x in y]`, ''],
    [py`self.assertTrue(client.get("/").ok)`, 'tested'],
    [py`self.assertEqual(client.get("/").ok, True)`, ''],
    [py`bool(client.get("/").ok)`, 'tested'],
    [
      py`
      while client.get("/").ok:
          pass
      `,
      'tested',
    ],
    [
      py`
      if x:
          pass
      elif client.get("/").ok:
          pass
      `,
      'tested',
    ],
    [
      py`
      match x:
          case 1 if client.get("/").ok:
              pass
      `,
      'tested',
    ],
  ])('%#', async (snippet, expected) => {
    expect(await around(snippet)).toBe(expected);
  });

  const JSON: Wanted = { reads: { response: ['json'] } };

  test('a call of what is read has its arguments, and what stands around it', async () => {
    const { source, sites } = await sitesIn(
      py`
      async def test_it():
          assert not await client.get("/").json(1, encoding="utf-8")
      `,
      JSON,
    );
    const [read] = sites;
    expect(read?.kind === 'read' && read.called && slice(source, read.called)).toBe(
      'client.get("/").json(1, encoding="utf-8")',
    );
    expect(read).toMatchObject({
      called: { args: [{ kinds: ['number'] }], options: [{ key: { name: 'encoding' } }], opaque: false },
      around: { tested: true },
    });
    expect(read?.kind === 'read' && describeAround(source, read)).toBe(
      'negated(not await client.get("/").json(1, encoding="utf-8")) tested',
    );
  });

  test.each([py`client.get("/").json(*args)`, py`client.get("/").json(**options)`])(
    'arguments that are unpacked make a call opaque: %#',
    async (snippet) => {
      expect((await sitesIn(snippet, JSON)).sites).toMatchObject([{ called: { opaque: true } }]);
    },
  );

  test('what is not called has no arguments', async () => {
    const { sites } = await sitesIn(py`parse = client.get("/").json`, JSON);
    expect(sites[0]).not.toHaveProperty('called');
  });
});
