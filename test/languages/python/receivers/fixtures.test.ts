import { describe } from 'vitest';
import { code } from '../../../support/snippets.ts';
import { conftest, finds, TEST } from './finds.ts';

describe('a client is known by its fixture', () => {
  const uses = `def test_a(client):\n    client.get("/")`;
  finds([
    [
      'in conftest.py',
      {
        'tests/conftest.py': conftest(code`
          @pytest.fixture
          def client():
              return TestClient(app)
        `),
        [TEST]: uses,
      },
      ['2 client.get proven fixture'],
    ],
    [
      'that yields',
      {
        'tests/conftest.py': conftest(
          code`
            @pytest.fixture(scope="module")
            def client():
                with TestClient(app) as c:
                    yield c
          `,
        ),
        [TEST]: uses,
      },
      ['2 client.get proven fixture'],
    ],
    [
      'that yields from a function of the project',
      {
        'tests/conftest.py': conftest(
          code`
            def make():
                with TestClient(app) as c:
                    yield c

            @pytest.fixture
            def client():
                yield from make()
          `,
        ),
        [TEST]: uses,
      },
      ['2 client.get proven fixture'],
    ],
    [
      'that is annotated as a generator',
      {
        'tests/conftest.py': conftest(
          code`
            from typing import Generator
            import lib
            @pytest.fixture
            def client() -> Generator[TestClient, None, None]:
                yield from lib.make()
          `,
        ),
        [TEST]: uses,
      },
      ['2 client.get proven fixture'],
    ],
    [
      'several folders up',
      {
        'conftest.py': conftest(code`
          @pytest.fixture
          def client():
              return TestClient(app)
        `),
        [TEST]: uses,
      },
      ['2 client.get proven fixture'],
    ],
    [
      'overridden nearer by something else',
      {
        'conftest.py': conftest(code`
          @pytest.fixture
          def client():
              return TestClient(app)
        `),
        'tests/conftest.py': code`
          import pytest, requests
          @pytest.fixture
          def client():
              return requests.Session()
        `,
        [TEST]: uses,
      },
      [],
    ],
    [
      'overriding one of its own name',
      {
        'conftest.py': conftest(code`
          @pytest.fixture
          def client():
              return TestClient(app)
        `),
        'tests/conftest.py': code`
          import pytest
          @pytest.fixture
          def client(client):
              client.headers["x"] = "1"
              return client
        `,
        [TEST]: uses,
      },
      ['2 client.get proven fixture'],
    ],
    [
      'with a name of its own',
      {
        'tests/conftest.py': conftest(
          code`
            @pytest.fixture(name="client")
            def client_fixture():
                return TestClient(app)
          `,
        ),
        [TEST]: uses,
      },
      ['2 client.get proven fixture'],
    ],
    [
      'that uses another',
      {
        'tests/conftest.py': conftest(
          code`
            @pytest.fixture
            def raw():
                return TestClient(app)
            @pytest.fixture
            def client(raw):
                return raw
          `,
        ),
        [TEST]: uses,
      },
      ['2 client.get proven fixture'],
    ],
    [
      'in the test module',
      conftest(code`
        @pytest.fixture
        def api():
            return TestClient(app)
        def test_a(api):
            api.get("/")
      `),
      ['9 api.get proven fixture'],
    ],
    [
      'in the test class',
      conftest(
        code`
          class TestA:
              @pytest.fixture
              def api(self):
                  return TestClient(app)
              def test_a(self, api):
                  api.get("/")
        `,
      ),
      ['10 api.get proven fixture'],
    ],
    [
      'async, by pytest_asyncio',
      {
        'tests/conftest.py': code`
          import pytest_asyncio
          from httpx import AsyncClient
          @pytest_asyncio.fixture
          async def ac():
              async with AsyncClient(app=app) as c:
                  yield c
        `,
        [TEST]: `async def test_a(ac: "AsyncClient"):\n    await ac.get("/")`,
      },
      ['2 ac.get proven fixture'],
    ],
    [
      'of a plugin named in conftest.py',
      {
        'conftest.py': `pytest_plugins = ["tests.fixtures.http"]`,
        'tests/fixtures/http.py': conftest(code`
          @pytest.fixture
          def api():
              return TestClient(app)
        `),
        [TEST]: `def test_a(api):\n    api.get("/")`,
      },
      ['2 api.get proven fixture'],
    ],
    [
      'of a module that conftest.py imports everything from',
      {
        'tests/__init__.py': '',
        'tests/conftest.py': `from .fixtures import *`,
        'tests/fixtures.py': conftest(code`
          @pytest.fixture
          def api():
              return TestClient(app)
        `),
        [TEST]: `def test_a(api):\n    api.get("/")`,
      },
      ['2 api.get proven fixture'],
    ],
    [
      'imported by name',
      {
        'tests/conftest.py': `from fixtures import api`,
        'tests/fixtures.py': conftest(code`
          @pytest.fixture
          def api():
              return TestClient(app)
        `),
        [TEST]: `def test_a(api):\n    api.get("/")`,
      },
      ['2 api.get proven fixture'],
    ],
    [
      'of a plugin registered as an entry point',
      {
        'pyproject.toml': code`
          [project.entry-points.pytest11]
          shop = "shop.testing"

        `,
        'shop/testing.py': conftest(code`
          @pytest.fixture
          def api():
              return TestClient(app)
        `),
        [TEST]: `def test_a(api):\n    api.get("/")`,
      },
      ['2 api.get proven fixture'],
    ],
    [
      'made by a call of `pytest.fixture`',
      {
        'tests/conftest.py': conftest(code`
          def make():
              return TestClient(app)
          api = pytest.fixture(make)
          web = pytest.fixture(scope="module")(make)
          http = pytest.fixture(lambda app: TestClient(app))
          other = pytest.fixture(lambda: object())
        `),
        [TEST]: code`
          def test_a(api, web, http, other):
              api.get("/")
              web.get("/")
              http.get("/")
              other.get("/")
        `,
      },
      ['2 api.get proven fixture', '3 web.get proven fixture', '4 http.get proven fixture'],
    ],
    [
      'made by a call in another module',
      {
        'tests/conftest.py': `from fixtures import api`,
        'tests/fixtures.py': conftest(`api = pytest.fixture(lambda: TestClient(app))`),
        [TEST]: `def test_a(api):\n    api.get("/")`,
      },
      ['2 api.get proven fixture'],
    ],
    [
      'that a step of pytest-bdd hands out',
      {
        'tests/conftest.py': conftest(code`
          from pytest_bdd import given
          @given("a client", target_fixture="api")
          def a_client(app):
              return TestClient(app)
          @given("a session")
          def session():
              return TestClient(app)
        `),
        [TEST]: code`
          @when("it asks", target_fixture="response")
          def asks(api, session):
              session.get("/")
              return api.get("/")
        `,
      },
      ['4 api.get proven fixture'],
    ],
    [
      'that a parametrized test asks for lazily',
      {
        'tests/conftest.py': conftest(code`
          @pytest.fixture
          def api():
              return TestClient(app)
        `),
        [TEST]: code`
          import pytest
          from pytest_lazyfixture import lazy_fixture
          from pytest_lazy_fixtures import lf
          @pytest.mark.parametrize("one", [lazy_fixture("api"), pytest.lazy_fixture("api"), lf("api")])
          def test_a(one):
              one.get("/")
          @pytest.mark.parametrize("send", [lf("api.post"), lf("api.put")])
          def test_b(send):
              send("/")
          @pytest.mark.parametrize("other", [lf("session"), lf("api.app")])
          def test_c(other):
              other.get("/")
        `,
      },
      ['6 one.get proven constructed', '9 send. proven constructed'],
    ],
    [
      'that gives a tuple',
      {
        'tests/conftest.py': conftest(code`
          @pytest.fixture
          def world():
              return Bot(), TestClient(app)
        `),
        [TEST]: code`
          def test_a(world):
              bot, c = world
              c.get("/")
              bot.get("/")
              world[1].put("/")
        `,
      },
      ['3 c.get proven fixture', '5 world[1].put proven fixture'].map((row) =>
        row.replace('fixture', 'constructed'),
      ),
    ],
    [
      'that gives a closure',
      conftest(
        code`
          @pytest.fixture
          def client():
              return TestClient(app)
          @pytest.fixture
          def put_item(client):
              def _put(item):
                  return client.put("/", item)
              return _put
        `,
      ),
      ['11 client.put proven fixture'],
    ],
    [
      'that gives a factory',
      {
        'tests/conftest.py': conftest(
          code`
            @pytest.fixture
            def load():
                def make(routes):
                    return TestClient(routes)
                return make
          `,
        ),
        [TEST]: code`
          def test_a(load):
              custom = load([])
              custom.get("/")
        `,
      },
      ['3 custom.get proven factory'],
    ],
    [
      'that gives the class partially applied',
      {
        'tests/conftest.py': conftest(
          code`
            import functools
            @pytest.fixture
            def test_client_factory():
                return functools.partial(TestClient, backend="asyncio")
          `,
        ),
        [TEST]: code`
          def test_a(test_client_factory):
              c = test_client_factory(app)
              c.get("/")
        `,
      },
      ['3 c.get proven constructed'],
    ],
    [
      'with params',
      conftest(
        code`
          @pytest.fixture(params=[TestClient(a), TestClient(b)])
          def c(request):
              return request.param
          def test_a(c):
              c.get("/")
        `,
      ),
      ['9 c.get proven fixture'],
    ],
    [
      'asked for by name',
      {
        'tests/conftest.py': conftest(code`
          @pytest.fixture
          def api():
              return TestClient(app)
        `),
        [TEST]: code`
          def test_a(request):
              c = request.getfixturevalue("api")
              c.get("/")
        `,
      },
      ['3 c.get proven constructed'],
    ],
    [
      'set on the class of the tests',
      {
        'tests/conftest.py': conftest(
          code`
            @pytest.fixture
            def web(request):
                request.cls.web = TestClient(app)
          `,
        ),
        [TEST]: code`
          import pytest, unittest
          @pytest.mark.usefixtures("web")
          class TestA(unittest.TestCase):
              def test_a(self):
                  self.web.get("/")
        `,
      },
      ['5 self.web.get proven constructed'],
    ],
    [
      'set on self by an autouse fixture',
      {
        'tests/conftest.py': conftest(code`
          @pytest.fixture
          def api():
              return TestClient(app)
        `),
        [TEST]: code`
          import pytest
          class TestA:
              @pytest.fixture(autouse=True)
              def setup(self, api):
                  self.web = api
              def test_a(self):
                  self.web.get("/")
        `,
      },
      ['7 self.web.get proven fixture'],
    ],
    [
      'that parametrize stands before',
      conftest(
        code`
          @pytest.fixture
          def api():
              return TestClient(app)
          @pytest.mark.parametrize("api", [{}, {"a": 1}])
          def test_a(api):
              api.get("/")
        `,
      ),
      [],
    ],
    [
      'that is one of several clients in parametrize',
      conftest(
        code`
          @pytest.mark.parametrize("c", [TestClient(a), pytest.param(TestClient(b), id="b")])
          def test_a(c):
              c.get("/")
        `,
      ),
      ['7 c.get proven constructed'],
    ],
  ]);
});

describe('a fixture goes by the name and the place it is seen at', () => {
  const head = code`
    import pytest, redis
    from fastapi.testclient import TestClient

  `;
  const fixture = code`
    @pytest.fixture
    def client():
        return TestClient(app)

  `;
  finds([
    [
      'imported under another name',
      {
        'tests/conftest.py': 'from fx import client as api',
        'tests/fx.py': head + fixture,
        [TEST]: code`
          def test_a(api):
              api.get("/")
          def test_b(client):
              client.get("/")
        `,
      },
      ['2 api.get proven fixture', '4 client.get likely named'],
    ],
    [
      'of the class around the class',
      code`
        ${head}
        ${fixture}
        class TestA:
            @pytest.fixture
            def client(self):
                return redis.Redis()
            class TestB:
                def test_a(self, client):
                    client.delete("k")
      `,
      [],
    ],
    [
      'in plugins added later',
      {
        'conftest.py': 'pytest_plugins = []\npytest_plugins += ["tests.fx"]',
        'tests/fx.py': head + fixture,
        [TEST]: 'def test_a(client):\n    client.get("/")',
      },
      ['2 client.get proven fixture'],
    ],
  ]);
});
