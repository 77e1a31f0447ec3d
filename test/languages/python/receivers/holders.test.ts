import { describe, expect, test } from 'vitest';
import { openIn, receiversOf } from '../../../support/project.ts';
import { code } from '../../../support/snippets.ts';
import { conftest, finds, TEST } from './finds.ts';

const head = code`
  from types import SimpleNamespace
  from collections import namedtuple
  from contextvars import ContextVar
  from typing import NamedTuple
  import threading
  from fastapi.testclient import TestClient

`;

describe('a client is followed into an object with attributes of its own', () => {
  finds([
    [
      'by keyword',
      `${head}ns = SimpleNamespace(api=TestClient(app), other={})\nns.api.get("/")\nns.other.get("a")`,
      ['8 ns.api.get proven constructed'],
    ],
    [
      'by a later assignment, also through another name',
      `${head}${code`
        ns = SimpleNamespace()
        ns.api = TestClient(app)
        ns.api.get("/")
        def fill(other):
            other.web = TestClient(app)
        fill(ns)
        ns.web.get("/")
        local = threading.local()
        local.api = TestClient(app)
        local.api.get("/")
      `}`,
      [
        '9 ns.api.get proven constructed',
        '13 ns.web.get proven constructed',
        '16 local.api.get proven constructed',
      ],
    ],
    [
      'by setattr and its dictionary',
      `${head}${code`
        ns = SimpleNamespace()
        setattr(ns, "api", TestClient(app))
        ns.api.get("/")
        vars(ns)["web"] = TestClient(app)
        ns.web.get("/")
      `}`,
      ['9 ns.api.get proven constructed', '11 ns.web.get proven constructed'],
    ],
    [
      'in a fixture, and in a file that is imported',
      {
        'tests/conftest.py': conftest(code`
          from types import SimpleNamespace
          @pytest.fixture
          def ctx():
              ctx = SimpleNamespace()
              ctx.api = TestClient(app)
              yield ctx
        `),
        'tests/world.py': 'import types\nworld = types.SimpleNamespace(api=None)\n',
        'tests/setup.py':
          'from fastapi.testclient import TestClient\nfrom tests.world import world\nworld.api = TestClient(app)\n',
        [TEST]: code`
          from tests.world import world
          def test_a(ctx):
              ctx.api.get("/")
              world.api.get("/")
        `,
      },
      ['3 ctx.api.get proven constructed', '4 world.api.get proven constructed'],
    ],
    [
      'and is mixed with what else is put there',
      `${head}${code`
        ns = SimpleNamespace(api=TestClient(app))
        ns.api.get("/")
        def f():
            ns.api = "none"
        one = SimpleNamespace(api=TestClient(app))
        setattr(one, name, Redis())
        one.api.get("/")
      `}`,
      ['8 ns.api.get mixed constructed', '13 one.api.get likely constructed'],
    ],
    [
      'which a test replaces for itself',
      `${head}${code`
        ns = SimpleNamespace(api=TestClient(app))
        def test_a(monkeypatch):
            monkeypatch.setattr(ns, "api", {})
            ns.api.get("/")
        def test_b():
            ns.api.get("/")
      `}`,
      ['10 ns.api.get mixed constructed', '12 ns.api.get proven constructed'],
    ],
    [
      'but not where another one has it, nor into what is not written',
      `${head}${code`
        one, two = SimpleNamespace(api=TestClient(app)), SimpleNamespace(api=Redis())
        two.api.get("/")
        three = SimpleNamespace(**options)
        three.api.get("/")
        four = Recorder(api=TestClient(app))
        four.api.get("/")
      `}`,
      [],
    ],
  ]);
});

describe('a client is followed into the fields of a named tuple', () => {
  finds([
    [
      'by position, by keyword and by default',
      `${head}${code`
        T = namedtuple("T", "client app")
        t = T(TestClient(app), app)
        t.client.get("/")
        t[0].get("/")
        api, _ = t
        api.get("/")
        U = namedtuple("U", ["app", "api"], defaults=[TestClient(app)])
        U(app).api.get("/")
        U(api=TestClient(app), app=app).api.get("/")
        V = NamedTuple("V", [("api", TestClient), ("app", object)])
        V(TestClient(app), app).api.get("/")
        T._make([TestClient(app), app]).client.get("/")
        t._replace(app=None).client.get("/")
      `}`,
      [
        '9 t.client.get proven constructed',
        '10 t[0].get proven constructed',
        '12 api.get proven constructed',
        '14 U(app).api.get proven constructed',
        '15 U(api=TestClient(app), app=app).api.get proven constructed',
        '17 V(TestClient(app), app).api.get proven constructed',
        '18 T._make([TestClient(app), app]).client.get proven constructed',
        '19 t._replace(app=None).client.get proven constructed',
      ],
    ],
    [
      'through a fixture with its class as annotation',
      {
        'tests/conftest.py': conftest(code`
          from collections import namedtuple
          Env = namedtuple("Env", "api, app")
          @pytest.fixture
          def env() -> Env:
              return Env(api=TestClient(app), app=app)
        `),
        [TEST]: code`
          from tests.conftest import Env
          def test_a(env: Env):
              env.api.get("/")
        `,
      },
      ['3 env.api.get proven constructed'],
    ],
    [
      'but not into another field, nor where it is given something else',
      `${head}${code`
        T = namedtuple("T", "app api")
        T(TestClient(app), Redis()).api.get("/")
        T(*both).api.get("/")
        T(TestClient(app), None)._replace(api=Redis()).api.get("/")
        T(Redis(), TestClient(app))[0].get("/")
        NAMES = read()
        namedtuple("W", NAMES)(TestClient(app)).api.get("/")
      `}`,
      [],
    ],
  ]);
});

describe('a client is followed into a context variable', () => {
  finds([
    [
      'that is set, has a default, or is given one',
      `${head}${code`
        var = ContextVar("api")
        var.set(TestClient(app))
        var.get().get("/")
        api = var.get(None)
        api.get("/")
        other = ContextVar("other", default=TestClient(app))
        other.get().get("/")
      `}`,
      [
        '9 var.get().get proven constructed',
        '11 api.get proven constructed',
        '13 other.get().get proven constructed',
      ],
    ],
    [
      'that another file sets',
      {
        'tests/state.py': 'from contextvars import ContextVar\ncurrent = ContextVar("current")\n',
        'tests/conftest.py': conftest(code`
          from tests.state import current
          @pytest.fixture(autouse=True)
          def api():
              token = current.set(TestClient(app))
              yield
              current.reset(token)
        `),
        [TEST]: code`
          from tests.state import current
          def test_a():
              current.get().get("/")
        `,
      },
      ['3 current.get().get proven constructed'],
    ],
    [
      'and is mixed with what else is set',
      `${head}${code`
        var = ContextVar("api")
        var.set(TestClient(app))
        var.set("none")
        var.get().get("/")
      `}`,
      ['10 var.get().get mixed constructed'],
    ],
    [
      'but not where another one is set, or nothing',
      `${head}${code`
        one, two = ContextVar("one"), ContextVar("two")
        three = ContextVar("three")
        four = ContextVar("four")
        four.set(TestClient(app))
        two.get().get("/")
        three.get().get("/")
      `}`,
      [],
    ],
  ]);
});

describe('a client is followed into what makes or refers to it later', () => {
  finds([
    [
      'as the default of a dictionary',
      `${head}${code`
        from collections import defaultdict
        def make():
            return TestClient(app)
        one, two = defaultdict(lambda: TestClient(app)), defaultdict(make)
        three = defaultdict(TestClient)
        one["a"].get("/")
        two["a"].get("/")
        three["a"].get("/")
        defaultdict(list)["a"].get("/")
      `}`,
      [
        '12 one["a"].get proven constructed',
        '13 two["a"].get proven factory',
        '14 three["a"].get proven constructed',
      ],
    ],
    [
      'mixed with what else is put there',
      `${head}${code`
        from collections import defaultdict
        one = defaultdict(lambda: TestClient(app))
        one["b"] = {}
        one["b"].get("/")
      `}`,
      ['10 one["b"].get mixed constructed'],
    ],
    [
      'through a chain of dictionaries and a weak reference',
      `${head}${code`
        import weakref
        from collections import ChainMap
        api = TestClient(app)
        ChainMap({}, {"a": api})["a"].get("/")
        weakref.ref(api)().get("/")
        weakref.ref(other)().get("/")
        ChainMap({}, {"a": other})["a"].get("/")
      `}`,
      [
        '10 ChainMap({}, {"a": api})["a"].get proven constructed',
        '11 weakref.ref(api)().get proven constructed',
      ],
    ],
    [
      'in a class derived from dict, where more may be in it',
      `${head}${code`
        class Lazy(dict):
            def __missing__(self, key):
                self[key] = TestClient(app)
                return self[key]
        class Given(dict):
            pass
        class Other(dict):
            pass
        Lazy()["a"].get("/")
        Given(a=TestClient(app))["a"].get("/")
        Other(a={})["a"].get("/")
      `}`,
      ['15 Lazy()["a"].get likely constructed', '16 Given(a=TestClient(app))["a"].get likely constructed'],
    ],
    [
      'with arguments for a method, in a class',
      `${head}${code`
        import functools
        class Api(TestClient):
            send = functools.partialmethod(TestClient.post, headers={})
            other = functools.partialmethod(print, "a")
      `}`,
      ['9 TestClient.post.post proven constructed'],
    ],
  ]);
});

describe('a client is seen in what tests put in the place of a dependency of the application', () => {
  const app = code`
    from fastapi import Depends
    def get_http():
        return None
    def get_other():
        return None
    def route(http=Depends(get_http), other=Depends(get_other), third=Depends()):
        http.post("/")
        other.post("/")
        third.post("/")
  `;
  const overriding = (value: string): string => code`
    from fastapi.testclient import TestClient
    from app import app, get_http, get_other
    def make():
        return TestClient(app)
    app.dependency_overrides[get_http] = ${value}
    app.dependency_overrides[get_other] = lambda: {}
  `;
  test.each(['lambda: TestClient(app)', 'make'])('by %s', async (value) => {
    const files = { 'app.py': app, [TEST]: overriding(value) };
    const because = value === 'make' ? 'factory' : 'constructed';
    expect(receiversOf(await openIn(files, 'app.py'))).toEqual([`7 http.post mixed ${because}`]);
  });
  test('but not by anything else', async () => {
    const files = { 'app.py': app, [TEST]: overriding('lambda: None') };
    expect(receiversOf(await openIn(files, 'app.py'))).toEqual([]);
  });
});
