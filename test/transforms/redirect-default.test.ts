import { describe } from 'vitest';
import { rule } from '../../transforms/redirect-default.ts';
import { cases, counted, findings, noop, unsafeCases } from '../support/rules.ts';
import { py, type Snippet } from '../support/snippets.ts';

/** A test that posts and then says something of the response `r`; `{}` stands where the option is added. */
const after = (statement: string, option = ''): Snippet => py`
  def test_it():
      r = client.post("/login", json={}${option})
      ${statement}
`;

const added = ', follow_redirects=False';

/** Every statement shows that the response is a redirect. */
const shown = (...statements: readonly string[]): (readonly [string, Snippet, Snippet])[] =>
  statements.map((statement) => [statement, after(statement), after(statement, added)] as const);

describe('a status that is a redirect [R1, R2]', () => {
  cases(
    rule,
    shown(
      'assert r.status_code == 303',
      'assert 303 == r.status_code',
      'assert r.status_code in (301, 302)',
      'assert r.status_code in {302, 200}',
      'assert r.status_code // 100 == 3',
      'assert 300 <= r.status_code < 400',
      'assert r.status_code >= 300',
      'assert r.status_code != 302',
      'assert r.status_code == status.HTTP_303_SEE_OTHER',
      'assert r.status_code == HTTP_307_TEMPORARY_REDIRECT',
      'assert r.status_code == HTTPStatus.FOUND',
      'assert r.status_code == HTTPStatus.SEE_OTHER.value',
      'assert r.status_code == HTTPStatus(303)',
      'assert r.status_code == requests.codes.found',
      'assert r.status_code == requests.codes.temporary_moved',
      'assert r.status_code == http.client.SEE_OTHER',
      'assert r.status_code in range(300, 400)',
      'assert r.status_code in frozenset([302, 200])',
      'assert r.status_code in {"moved": (301, 302)}["moved"]',
      'match r.status_code:\n          case 200 | 303: pass',
      'assert str(r.status_code).startswith("3")',
      'assert (r.status_code, r.text) == (302, "")',
      'self.assertEqual(r.status_code, 302)',
      'self.assertEqual(302, r.status_code, "not sent on")',
      'self.assertIn(r.status_code, [301, 308])',
      'assert_that(r.status_code, equal_to(302))',
      'expect(r.status_code).to_equal(303)',
      'status = r.status_code; assert status == 303',
      'if r.status_code == 303: print("moved")',
      'assert_redirect(r, "/home")',
      'self.assertRedirects(r, "/home")',
    ),
  );
});

describe('something only a redirect has [K20]', () => {
  cases(
    rule,
    shown(
      'assert r.headers["location"] == "/"',
      'assert r.headers.get("Location") == "/"',
      'assert "location" in r.headers',
      'headers = r.headers; assert headers["location"] == "/"',
      'assert r.is_redirect',
      'assert not r.is_redirect',
      'assert r.is_permanent_redirect',
      'assert r.next is None',
      'assert r.history == []',
      'assert len(r.history) == 0',
      'assert not r.history',
      'assert r.cookies["session"]',
      'assert "session=" in r.headers["set-cookie"]',
    ),
  );
});

describe('wherever the response goes', () => {
  cases(rule, [
    [
      'a chained read',
      py`assert client.post("/login").status_code == 303`,
      py`assert client.post("/login", follow_redirects=False).status_code == 303`,
    ],
    [
      'a response that is awaited',
      py`
        from starlette.testclient import TestClient
        async def test_it(client: TestClient):
            assert (await client.put("/a")).status_code == 307
      `,
      py`
        from starlette.testclient import TestClient
        async def test_it(client: TestClient):
            assert (await client.put("/a", follow_redirects=False)).status_code == 307
      `,
    ],
    [
      'a name bound again: only what is read in between counts',
      py`
        r = client.post("/a")
        assert r.status_code == 303
        r = client.post("/b")
        assert r.status_code == 200
      `,
      py`
        r = client.post("/a", follow_redirects=False)
        assert r.status_code == 303
        r = client.post("/b")
        assert r.status_code == 200
      `,
    ],
    [
      'every method that did not follow',
      py`
        assert client.put("/").status_code == 301
        assert client.patch("/").status_code == 302
        assert client.delete("/").status_code == 303
        assert client.head("/").status_code == 307
        assert client.request("GET", "/").status_code == 308
      `,
      py`
        assert client.put("/", follow_redirects=False).status_code == 301
        assert client.patch("/", follow_redirects=False).status_code == 302
        assert client.delete("/", follow_redirects=False).status_code == 303
        assert client.head("/", follow_redirects=False).status_code == 307
        assert client.request("GET", "/", follow_redirects=False).status_code == 308
      `,
    ],
    [
      'a helper that asserts the status it is given',
      py`
        def check(response, code):
            assert response.status_code == code

        def test_it():
            check(client.post("/a"), 303)
            check(client.post("/b"), code=200)
      `,
      py`
        def check(response, code):
            assert response.status_code == code

        def test_it():
            check(client.post("/a", follow_redirects=False), 303)
            check(client.post("/b"), code=200)
      `,
    ],
    [
      'a helper that returns the response',
      py`
        def login(name):
            return client.post("/login", json=name)

        def test_it():
            assert login("ada").status_code == 303
      `,
      py`
        def login(name):
            return client.post("/login", json=name, follow_redirects=False)

        def test_it():
            assert login("ada").status_code == 303
      `,
    ],
    [
      'a fixture that gives the response',
      py`
        @pytest.fixture
        def answer():
            return client.post("/login")

        def test_it(answer):
            assert answer.status_code == 303
      `,
      py`
        @pytest.fixture
        def answer():
            return client.post("/login", follow_redirects=False)

        def test_it(answer):
            assert answer.status_code == 303
      `,
    ],
    [
      'a status that a test is parametrized with',
      py`
        @pytest.mark.parametrize("path, expected", [("/a", 200), ("/b", 303)])
        def test_it(path, expected):
            assert client.post(path).status_code == expected
      `,
      py`
        @pytest.mark.parametrize("path, expected", [("/a", 200), ("/b", 303)])
        def test_it(path, expected):
            assert client.post(path, follow_redirects=False).status_code == expected
      `,
    ],
    [
      'a status in a constant',
      py`
        MOVED = 302
        assert client.post("/").status_code == MOVED
      `,
      py`
        MOVED = 302
        assert client.post("/", follow_redirects=False).status_code == MOVED
      `,
    ],
    [
      'a status in a dictionary, and in those a test is parametrized with',
      py`
        CODES = {"moved": 302, "made": 201}

        @pytest.mark.parametrize("case", [{"path": "/a", "code": 200}, {"path": "/b", "code": 303}])
        def test_it(case):
            assert client.post("/").status_code == CODES["moved"]
            assert client.post("/").status_code == CODES["made"]
            assert client.post(case["path"]).status_code == case["code"]
      `,
      py`
        CODES = {"moved": 302, "made": 201}

        @pytest.mark.parametrize("case", [{"path": "/a", "code": 200}, {"path": "/b", "code": 303}])
        def test_it(case):
            assert client.post("/", follow_redirects=False).status_code == CODES["moved"]
            assert client.post("/").status_code == CODES["made"]
            assert client.post(case["path"], follow_redirects=False).status_code == case["code"]
      `,
    ],
    [
      'unpacked beside another',
      py`
        a, b = client.post("/a"), client.post("/b")
        assert a.status_code == 303
        assert b.status_code == 200
      `,
      py`
        a, b = client.post("/a", follow_redirects=False), client.post("/b")
        assert a.status_code == 303
        assert b.status_code == 200
      `,
    ],
    [
      'in a list that is gone through',
      py`
        for r in [client.post(path) for path in paths]:
            assert r.status_code == 303
      `,
      py`
        for r in [client.post(path, follow_redirects=False) for path in paths]:
            assert r.status_code == 303
      `,
    ],
    [
      'in an attribute',
      py`
        class TestLogin:
            @classmethod
            def setUpClass(cls):
                cls.response = client.post("/login")

            def test_it(self):
                assert self.response.status_code == 303
      `,
      py`
        class TestLogin:
            @classmethod
            def setUpClass(cls):
                cls.response = client.post("/login", follow_redirects=False)

            def test_it(self):
                assert self.response.status_code == 303
      `,
    ],
    [
      'a walrus, a conditional and a context manager',
      py`
        if (r := client.post("/a")).status_code == 303: pass
        s = client.post("/b") if x else None
        assert s.is_redirect
        with client.post("/c") as t:
            assert t.status_code == 303
      `,
      py`
        if (r := client.post("/a", follow_redirects=False)).status_code == 303: pass
        s = client.post("/b", follow_redirects=False) if x else None
        assert s.is_redirect
        with client.post("/c", follow_redirects=False) as t:
            assert t.status_code == 303
      `,
    ],
    [
      'a method that is chosen among those that did not follow',
      py`
        @pytest.mark.parametrize("method", ["post", "put"])
        def test_it(method):
            assert getattr(client, method)("/").status_code == 307
      `,
      py`
        @pytest.mark.parametrize("method", ["post", "put"])
        def test_it(method):
            assert getattr(client, method)("/", follow_redirects=False).status_code == 307
      `,
    ],
    [
      'a method held in a name',
      py`
        send = client.post
        assert send("/").status_code == 307
      `,
      py`
        send = client.post
        assert send("/", follow_redirects=False).status_code == 307
      `,
    ],
    [
      'a call in several lines',
      py`
        r = client.post(
            "/login",
            json={"name": "ada"},  # whoever
        )
        assert r.status_code == 303
      `,
      py`
        r = client.post(
            "/login",
            json={"name": "ada"},  # whoever
            follow_redirects=False,
        )
        assert r.status_code == 303
      `,
    ],
  ]);
});

noop(rule, [
  py`
    def send(url, follow=None):
        options = {}
        if follow:
            options["allow_redirects"] = True
        else:
            options["allow_redirects"] = False
        return client.post(url, **options)

    assert send("/b").status_code == 303
  `,
  py`
    def send(url, **options):
        if "allow_redirects" not in options:
            options["allow_redirects"] = False
        return client.post(url, **options)

    assert send("/b").status_code == 303
  `,
  // `get` and `options` have always followed.
  py`assert client.get("/").status_code == 303`,
  py`assert client.options("/").headers["location"]`,
  // Told already, in either way.
  py`assert client.post("/", follow_redirects=False).status_code == 303`,
  py`assert client.post("/", allow_redirects=False).status_code == 303`,
  py`
    options = {"allow_redirects": False}
    assert client.post("/", **options).status_code == 303
  `,
  py`
    client = TestClient(app, follow_redirects=False)
    assert client.post("/").status_code == 303
  `,
  py`
    client = TestClient(app)
    client.follow_redirects = False
    assert client.post("/").status_code == 303
  `,
  // No redirect.
  after('assert r.status_code == 200'),
  after('assert r.status_code in (200, 201)'),
  after('assert r.status_code == 201 and r.headers["location"]'),
  after('assert r.status_code == status.HTTP_201_CREATED; assert r.headers["location"] == "/1"'),
  after('self.assertEqual(r.status_code, 200); self.assertEqual(r.cookies["a"], "b")'),
  after('assert r.status_code // 100 == 2; assert r.text == "303"'),
  after('assert r.json() == {"code": 303}'),
  after('self.assertTrue(r.status_code == 404)'),
  after('assert r.status_code < 300, "redirect"'),
  after('assert r.text == "redirect"'),
  after('assert r.status_code in range(200, 300)'),
  after('assert r.status_code == 200, "not 303"'),
  after('self.assertEqual(r.text, "redirect", "")'),
  py`assert client.post("/", json={"code": 303}).status_code == 201`,
  after('assert b"301" in r.content'),
  after('self.assertEqual(r.text, "redirect")'),
  after('if r.status_code != 200: raise ValueError()'),
  after('if r.status_code == 201: pass\n      else: pytest.fail("not made")'),
  after('if code: assert r.status_code == 200\n      else: assert r.status_code == 404'),
  after(
    'if a: assert r.status_code == 200\n      elif b: check(r); assert r.json()\n      else: assert r.status_code == 404',
  ),
  after('self.assertFalse(r.status_code != 200)'),
  after('assert not (r.status_code != 201 or r.text != "ok")'),
  after('assert r.status_code in {200, 201}'),
  after('assert r.is_success'),
  after('assert json.loads(r.text) == {}'),
  after('assert_that(r.status_code).is_equal_to(500)'),
  after('assert_that(r.status_code, equal_to(status.HTTP_200_OK))'),
  after('expect(r.status_code).to_be(200)'),
  after('assert r.headers["content-type"] == "text/html"'),
  after('assert r.headers["Content-Type"].startswith("application/json")'),
  after('assert "json" in r.headers["content-type"]'),
  py`
    @pytest.mark.parametrize("path, expected", [("/a", 200), ("/b", 422)])
    def test_it(path, expected):
        assert client.post(path).status_code == expected
  `,
  py`
    def ok(r):
        if r.status_code >= 300:
            raise AssertionError(r.text)

    def test_it():
        ok(client.post("/a"))
  `,
  // Expected to fail before there is an answer.
  py`
    def test_it():
        with pytest.raises(ValueError):
            client.post("/")
  `,
  // A name alone.
  py`
    def test_it(client):
        client.post("/")
  `,
  // Clients that never followed, or are none.
  py`
    from httpx import AsyncClient
    async def test_it():
        async with AsyncClient(app=app) as client:
            assert (await client.post("/")).status_code == 303
  `,
  py`
    import requests
    assert requests.post("/").status_code == 303
  `,
  py`
    import flask
    def test_it(client: flask.testing.FlaskClient):
        assert client.post("/").status_code == 302
  `,
  py`
    class Api(TestClient):
        def post(self, url):
            return super().post(url, allow_redirects=False)

    assert Api(app).post("/").status_code == 302
  `,
  // Followed already.
  after('assert r.history[0].status_code == 303'),
  after('assert len(r.history) == 1'),
  after('assert r.history'),
  // Given beforehand.
  py`
    from functools import partial
    send = partial(client.post, follow_redirects=True)
    assert not send("/").is_redirect
  `,
  py`
    class Api(TestClient):
        def request(self, *args, **kwargs):
            kwargs["follow_redirects"] = True
            return super().request(*args, **kwargs)

    assert not Api(app).post("/").is_redirect
  `,
  // Given whoever calls.
  py`
    options = {"allow_redirects": False}
    print(options)
    assert client.post("/", **options).status_code == 303
  `,
  py`
    def send(url, **kw):
        kw.setdefault("allow_redirects", False)
        return client.post(url, **kw)

    assert send("/").status_code == 303
  `,
  py`
    def send(url, **kw):
        return client.post(url, **kw)

    assert send("/a", allow_redirects=False).status_code == 303
    assert send("/b").status_code == 200
  `,
  py`client.websocket_connect("/").status_code == 302`,
]);

counted(rule, 'whose answer nothing tells; none of their routes is known to redirect', [
  // What is asserted is expected not to hold.
  py`
    def test_redirect():
        with pytest.raises(AssertionError):
            assert client.post("/redirect").status_code == 200
  `,
  py`client.post("/")`,
  after('assert r.text'),
  after('assert r.text == ""'),
  after('assert r.ok'),
  after('r.raise_for_status()'),
  after('assert r.status_code < 400'),
  after('if r.status_code >= 400: raise ValueError()'),
  after('if code: assert r.status_code == 200'),
  after('if code: assert r.status_code == 200\n      else: assert r.ok'),
  after('assert r.status_code == code'),
  after('print(r.status_code, 200)'),
  after('assert_that(r.status_code).is_not_equal_to(500)'),
  after('self.assertNotIn(r.status_code, (200, 404))'),
  after('self.assertNotEqual(r.status_code, 200)'),
  after('self.assertLess(r.status_code, 400)'),
  after('self.assertGreater(r.status_code, 200)'),
  after('assert r.headers["x-request-id"] == "1"'),
]);

/** A test module with an application whose `/login` redirects and whose `/items` does not. */
const withApp = (statement: string): Snippet => py`
  from fastapi import FastAPI
  from fastapi.responses import RedirectResponse
  from fastapi.testclient import TestClient
  app = FastAPI()
  @app.post("/login")
  def login():
      return RedirectResponse("/", 303)
  @app.post("/items/")
  def items():
      return {}
  client = TestClient(app)
  ${statement}
`;

unsafeCases(rule, [
  [
    'where the route may redirect, and nothing is read from the response',
    withApp('client.post("/login")'),
    withApp('client.post("/login", follow_redirects=False)'),
  ],
  [
    'where the route may redirect, and `ok` alone is read',
    withApp('assert client.post("/login").ok'),
    withApp('assert client.post("/login", follow_redirects=False).ok'),
  ],
  [
    'where the router redirects to a path with a slash [R3]',
    withApp('client.post("/items")'),
    withApp('client.post("/items", follow_redirects=False)'),
  ],
]);

noop(rule, [
  withApp('client.post("/items/")'),
  withApp('assert client.post("/items/").ok'),
  withApp('assert client.post("/login").status_code == 200'),
  withApp('with pytest.raises(ValueError):\n      client.post("/login")'),
  withApp('client.get("/login")'),
]);

findings(rule, [
  [
    'several methods in a name, one of which followed',
    py`
      for send in (client.get, client.post, client.put):
          assert send("/").status_code == 303
    `,
    ['send', '`post` and `put` now follow redirects', 'which already followed redirects'],
  ],
  [
    'a route that may redirect, behind an option that may be there already',
    withApp('def test_it(**kw):\n      client.post("/login", **kw)'),
    ['post', 'this route may answer with one', '`RedirectResponse`', 'add `follow_redirects=False`'],
  ],
  [
    'an option that may be there already',
    py`
      def test_it(**kw):
          assert client.post("/", **kw).status_code == 303
    `,
    ['post', 'unpack `**{"follow_redirects": False, **kw}`', '`status_code` is compared with 303'],
  ],
  [
    'a method that may have followed',
    py`
      @pytest.mark.parametrize("method", ["get", "post"])
      def test_it(method):
          assert getattr(client, method)("/").status_code == 303
    `,
    ['getattr(client, method)', 'follow_redirects=False', 'which already followed redirects'],
  ],
  [
    'what may have been a `get` with a body, which followed',
    py`assert not client.request("GET", "/", json={}).is_redirect`,
    ['request', 'follow_redirects=False', 'it already followed redirects'],
  ],
  [
    'what may have been `options` with a body, and only a hint',
    py`assert client.request("options", "/", data={}).cookies["a"]`,
    ['request', 'follow_redirects=False', 'it already followed redirects'],
  ],
  [
    'an option that some callers give, and not others',
    py`
      def send(url, **kw):
          return client.post(url, **kw)

      assert send("/a", allow_redirects=False).status_code == 303
      assert send("/b").status_code == 303
    `,
    ['post', 'unpack `**{"follow_redirects": False, **kw}`', ', but perhaps not for every call'],
  ],
  [
    'an option that a helper is sometimes given',
    py`
      def send(url, follow=None):
          options = {}
          if follow is not None:
              options["allow_redirects"] = follow
          return client.post(url, **options)

      assert send("/b").status_code == 303
    `,
    ['post', 'unpack `**{"follow_redirects": False, **options}`', ', but perhaps not for every call'],
  ],
  [
    'a method that is not known',
    py`
      def test_it(method):
          assert getattr(client, method)("/").headers["location"]
    `,
    ['getattr(client, method)', 'follow_redirects=False', 'which already followed redirects'],
  ],
  [
    'a client on one path only',
    py`
      from starlette.testclient import TestClient
      def test_it(client: TestClient):
          if x:
              client = {}
          assert client.post("/").status_code == 303
    `,
    ['post', 'follow_redirects=False', 'something else on another'],
  ],
]);

describe('an annotation does not hide how a client is made', () => {
  const MADE = 'TestClient(app, follow_redirects=False)';
  noop(rule, [
    py`
    import pytest
    from starlette.testclient import TestClient
    @pytest.fixture
    def client() -> TestClient:
        return ${MADE}
    def test_it(client: TestClient):
        assert client.post("/login").status_code == 302
    `,
    py`
    import pytest
    from starlette.testclient import TestClient
    def make() -> "TestClient":
        return ${MADE}
    @pytest.fixture
    def client():
        yield make()
    def test_it(client: "TestClient"):
        assert client.post("/login").status_code == 302
    `,
    py`
    import unittest
    from starlette.testclient import TestClient
    class Test(unittest.TestCase):
        client: TestClient = ${MADE}
        def test_it(self):
            assert self.client.post("/login").status_code == 302
    `,
    py`
    from dataclasses import dataclass
    from starlette.testclient import TestClient
    @dataclass
    class Context:
        api: TestClient = ${MADE}
    def test_it():
        assert Context().api.post("/login").status_code == 302
    `,
    py`
    from typing import cast
    from starlette.testclient import TestClient
    def login(client: TestClient):
        assert client.post("/login").status_code == 302
    def test_it():
        login(cast(TestClient, ${MADE}))
    `,
  ]);
  cases(rule, [
    [
      'and a client that follows is told not to',
      py`
      import pytest
      from starlette.testclient import TestClient
      @pytest.fixture
      def client() -> TestClient:
          return TestClient(app)
      def test_it(client: TestClient):
          assert client.post("/login").status_code == 302
      `,
      py`
      import pytest
      from starlette.testclient import TestClient
      @pytest.fixture
      def client() -> TestClient:
          return TestClient(app)
      def test_it(client: TestClient):
          assert client.post("/login", follow_redirects=False).status_code == 302
      `,
    ],
  ]);
});
