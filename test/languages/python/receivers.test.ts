import { describe, expect, test } from 'vitest';
import { openIn, receiversOf } from '../../support/project.ts';

type Files = Readonly<Record<string, string>>;
type Row = readonly [situation: string, files: Files | string, found: readonly string[]];

const TEST = 'tests/test_app.py';

/** Each row: a situation, the test file (or several files of a project), and the client calls found in the test file. */
function finds(rows: readonly Row[]): void {
  test.each(rows)('%s', async (_, files, found) => {
    const all = typeof files === 'string' ? { [TEST]: files } : files;
    expect(receiversOf(await openIn(all, TEST))).toEqual(found);
  });
}

const conftest = (body: string): string =>
  `import pytest\nfrom fastapi.testclient import TestClient\nfrom app import app\n\n${body}`;

describe('a client is known by its construction', () => {
  finds([
    [
      'by an object that can be called',
      `from fastapi.testclient import TestClient\nclass Make:\n    def __call__(self, app):\n        return TestClient(app)\nmake = Make()\nc = make(app)\nc.get("/")`,
      ['7 c.get proven factory'],
    ],
    [
      'by a protocol that is there for the type checker alone',
      `from typing import TYPE_CHECKING, Protocol\nfrom fastapi.testclient import TestClient\nif TYPE_CHECKING:\n    class Factory(Protocol):\n        def __call__(self, app) -> TestClient: ...\nelse:\n    class Factory:\n        __test__ = False\ndef test_x(factory: Factory):\n    factory(app).get("/")`,
      ['10 factory(app).get proven factory'],
    ],
    [
      'not by an object whose class says nothing of it',
      `from fastapi.testclient import TestClient\nclass Make:\n    pass\nx = Make()(app)\nx.get("/")`,
      [],
    ],
    [
      'in a name',
      `from starlette.testclient import TestClient\nclient = TestClient(app)\nclient.get("/")`,
      ['3 client.get proven constructed'],
    ],
    [
      'with an alias of the class',
      `from fastapi.testclient import TestClient as TC\nx = TC(app)\nx.get("/")`,
      ['3 x.get proven constructed'],
    ],
    [
      'through the module',
      `import starlette.testclient\nx = starlette.testclient.TestClient(app)\nx.get("/")`,
      ['3 x.get proven constructed'],
    ],
    [
      'through an alias of the module',
      `from fastapi import testclient as t\nx = t.TestClient(app)\nx.get("/")`,
      ['3 x.get proven constructed'],
    ],
    [
      'in a with statement',
      `from fastapi.testclient import TestClient\nwith TestClient(app) as c:\n    c.post("/")`,
      ['3 c.post proven constructed'],
    ],
    [
      'in a with statement of several items',
      `from fastapi.testclient import TestClient\nwith open("f") as f, TestClient(app) as c:\n    c.post("/")\n    f.get("/")`,
      ['3 c.post proven constructed'],
    ],
    [
      'in place',
      `from fastapi.testclient import TestClient\nTestClient(app).get("/")`,
      ['2 TestClient(app).get proven constructed'],
    ],
    [
      'by a walrus',
      `from fastapi.testclient import TestClient\nif (c := TestClient(app)):\n    c.get("/")`,
      ['3 c.get proven constructed'],
    ],
    [
      'unpacked from a tuple',
      `from fastapi.testclient import TestClient\na, (b, c) = 1, (2, TestClient(app))\nc.get("/")\nb.get("/")`,
      ['3 c.get proven constructed'],
    ],
    [
      'taken from a list',
      `from fastapi.testclient import TestClient\nfor c in [TestClient(app), TestClient(other)]:\n    c.get("/")`,
      ['3 c.get proven constructed'],
    ],
    [
      'in a comprehension',
      `from fastapi.testclient import TestClient\nall = [c.get("/") for c in (TestClient(app),)]`,
      ['2 c.get proven constructed'],
    ],
    [
      'by subscript',
      `from fastapi.testclient import TestClient\ncs = {"a": TestClient(app)}\ncs["a"].get("/")`,
      ['3 cs["a"].get proven constructed'],
    ],
    [
      'entered on an exit stack',
      `from contextlib import ExitStack\nfrom fastapi.testclient import TestClient\nwith ExitStack() as s:\n    c = s.enter_context(TestClient(app))\n    c.get("/")`,
      ['5 c.get proven constructed'],
    ],
    [
      'in either branch',
      `from fastapi.testclient import TestClient\nif x:\n    c = TestClient(a)\nelse:\n    c = TestClient(b)\nc.get("/")`,
      ['6 c.get proven constructed'],
    ],
    [
      'by a conditional import',
      `try:\n    from fastapi.testclient import TestClient\nexcept ImportError:\n    from starlette.testclient import TestClient\nc = TestClient(app)\nc.get("/")`,
      ['6 c.get proven constructed'],
    ],
    [
      'by functools.partial',
      `from functools import partial\nfrom starlette.testclient import TestClient\nmake = partial(TestClient, backend="trio")\nmake(app).get("/")`,
      ['4 make(app).get proven constructed'],
    ],
    [
      'by a lambda',
      `from starlette.testclient import TestClient\nmake = lambda: TestClient(app)\nmake().get("/")`,
      ['3 make().get proven factory'].map((row) => row.replace('factory', 'constructed')),
    ],
    [
      'declared by a cast',
      `from typing import cast\nfrom starlette.testclient import TestClient\nc = cast(TestClient, x)\nc.get("/")`,
      ['4 c.get proven annotated'],
    ],
    [
      'awaited, of httpx with an app',
      `from httpx import AsyncClient\nasync def test_a():\n    async with AsyncClient(app=app, base_url="http://t") as ac:\n        await ac.get("/")`,
      ['4 ac.get proven constructed'],
    ],
    [
      'of httpx with an ASGI transport',
      `import httpx\nasync def test_a():\n    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app)) as ac:\n        await ac.get("/")`,
      ['4 ac.get proven constructed'],
    ],
    [
      'of a framework by its factory',
      `from starlite.testing import create_test_client\nwith create_test_client(h) as c:\n    c.post("/")`,
      ['3 c.post proven factory'],
    ],
    [
      'chained calls count apart',
      `from fastapi.testclient import TestClient\nc = TestClient(app)\nc.post("/", data=c.get("/").text)`,
      ['3 c.post proven constructed', '3 c.get proven constructed'],
    ],
    [
      'inside an f-string',
      `from fastapi.testclient import TestClient\nc = TestClient(app)\nx = f"{c.get('/').text}"`,
      ['3 c.get proven constructed'],
    ],
    [
      'inside a decorator, a default and an assert',
      `from fastapi.testclient import TestClient\nc = TestClient(app)\n@mark(c.get("/"))\ndef f(x=c.post("/")):\n    assert c.put("/")`,
      ['3 c.get proven constructed', '4 c.post proven constructed', '5 c.put proven constructed'],
    ],
    [
      'of a subclass of httpx that brings its app',
      `import httpx\nclass Api(httpx.AsyncClient):\n    def __init__(self):\n        super().__init__(app=app, base_url="http://t")\nasync def test_a():\n    await Api().post("/")`,
      ['6 Api().post proven subclass'],
    ],
    [
      'of httpx with an app in a spread dictionary',
      `import httpx\noptions = {"app": app, "base_url": "http://t"}\nasync def test_a():\n    async with httpx.AsyncClient(**options) as ac:\n        await ac.post("/")`,
      ['5 ac.post proven constructed'],
    ],
  ]);
});

describe('a client is known by an annotation', () => {
  finds([
    [
      'of a parameter',
      `from fastapi.testclient import TestClient\ndef test_a(c: TestClient):\n    c.get("/")`,
      ['3 c.get proven annotated'],
    ],
    [
      'in quotes',
      `from fastapi.testclient import TestClient\ndef test_a(c: "TestClient"):\n    c.get("/")`,
      ['3 c.get proven annotated'],
    ],
    [
      'that may be None',
      `from typing import Optional\nfrom fastapi.testclient import TestClient\ndef f(c: Optional[TestClient] = None):\n    c.get("/")`,
      ['4 c.get proven annotated'],
    ],
    [
      'imported for type checking only',
      `from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from fastapi.testclient import TestClient\ndef test_a(c: "TestClient"):\n    c.get("/")`,
      ['5 c.get proven annotated'],
    ],
    [
      'of a variable',
      `from fastapi.testclient import TestClient\nc: TestClient = make()\nc.get("/")`,
      ['3 c.get proven annotated'],
    ],
    [
      'of a union with something else',
      `import requests\nfrom fastapi.testclient import TestClient\ndef f(c: TestClient | requests.Session):\n    c.get("/")`,
      ['4 c.get mixed annotated'],
    ],
    [
      'of httpx alone is not proof',
      `from httpx import AsyncClient\nasync def test_a(client: AsyncClient):\n    await client.get("/")`,
      ['3 client.get likely annotated'],
    ],
    [
      'of another framework is none',
      `from flask.testing import FlaskClient\ndef test_a(client: FlaskClient):\n    client.get("/")`,
      [],
    ],
  ]);
});

describe('a client is known by its fixture', () => {
  const uses = `def test_a(client):\n    client.get("/")`;
  finds([
    [
      'in conftest.py',
      {
        'tests/conftest.py': conftest(`@pytest.fixture\ndef client():\n    return TestClient(app)`),
        [TEST]: uses,
      },
      ['2 client.get proven fixture'],
    ],
    [
      'that yields',
      {
        'tests/conftest.py': conftest(
          `@pytest.fixture(scope="module")\ndef client():\n    with TestClient(app) as c:\n        yield c`,
        ),
        [TEST]: uses,
      },
      ['2 client.get proven fixture'],
    ],
    [
      'that is annotated as a generator',
      {
        'tests/conftest.py': conftest(
          `from typing import Generator\nimport lib\n@pytest.fixture\ndef client() -> Generator[TestClient, None, None]:\n    yield from lib.make()`,
        ),
        [TEST]: uses,
      },
      ['2 client.get proven fixture'],
    ],
    [
      'several folders up',
      { 'conftest.py': conftest(`@pytest.fixture\ndef client():\n    return TestClient(app)`), [TEST]: uses },
      ['2 client.get proven fixture'],
    ],
    [
      'overridden nearer by something else',
      {
        'conftest.py': conftest(`@pytest.fixture\ndef client():\n    return TestClient(app)`),
        'tests/conftest.py': `import pytest, requests\n@pytest.fixture\ndef client():\n    return requests.Session()`,
        [TEST]: uses,
      },
      [],
    ],
    [
      'overriding one of its own name',
      {
        'conftest.py': conftest(`@pytest.fixture\ndef client():\n    return TestClient(app)`),
        'tests/conftest.py': `import pytest\n@pytest.fixture\ndef client(client):\n    client.headers["x"] = "1"\n    return client`,
        [TEST]: uses,
      },
      ['2 client.get proven fixture'],
    ],
    [
      'with a name of its own',
      {
        'tests/conftest.py': conftest(
          `@pytest.fixture(name="client")\ndef client_fixture():\n    return TestClient(app)`,
        ),
        [TEST]: uses,
      },
      ['2 client.get proven fixture'],
    ],
    [
      'that uses another',
      {
        'tests/conftest.py': conftest(
          `@pytest.fixture\ndef raw():\n    return TestClient(app)\n@pytest.fixture\ndef client(raw):\n    return raw`,
        ),
        [TEST]: uses,
      },
      ['2 client.get proven fixture'],
    ],
    [
      'in the test module',
      conftest(`@pytest.fixture\ndef api():\n    return TestClient(app)\ndef test_a(api):\n    api.get("/")`),
      ['9 api.get proven fixture'],
    ],
    [
      'in the test class',
      conftest(
        `class TestA:\n    @pytest.fixture\n    def api(self):\n        return TestClient(app)\n    def test_a(self, api):\n        api.get("/")`,
      ),
      ['10 api.get proven fixture'],
    ],
    [
      'async, by pytest_asyncio',
      {
        'tests/conftest.py': `import pytest_asyncio\nfrom httpx import AsyncClient\n@pytest_asyncio.fixture\nasync def ac():\n    async with AsyncClient(app=app) as c:\n        yield c`,
        [TEST]: `async def test_a(ac: "AsyncClient"):\n    await ac.get("/")`,
      },
      ['2 ac.get proven fixture'],
    ],
    [
      'of a plugin named in conftest.py',
      {
        'conftest.py': `pytest_plugins = ["tests.fixtures.http"]`,
        'tests/fixtures/http.py': conftest(`@pytest.fixture\ndef api():\n    return TestClient(app)`),
        [TEST]: `def test_a(api):\n    api.get("/")`,
      },
      ['2 api.get proven fixture'],
    ],
    [
      'of a module that conftest.py imports everything from',
      {
        'tests/__init__.py': '',
        'tests/conftest.py': `from .fixtures import *`,
        'tests/fixtures.py': conftest(`@pytest.fixture\ndef api():\n    return TestClient(app)`),
        [TEST]: `def test_a(api):\n    api.get("/")`,
      },
      ['2 api.get proven fixture'],
    ],
    [
      'imported by name',
      {
        'tests/conftest.py': `from fixtures import api`,
        'tests/fixtures.py': conftest(`@pytest.fixture\ndef api():\n    return TestClient(app)`),
        [TEST]: `def test_a(api):\n    api.get("/")`,
      },
      ['2 api.get proven fixture'],
    ],
    [
      'of a plugin registered as an entry point',
      {
        'pyproject.toml': `[project.entry-points.pytest11]\nshop = "shop.testing"\n`,
        'shop/testing.py': conftest(`@pytest.fixture\ndef api():\n    return TestClient(app)`),
        [TEST]: `def test_a(api):\n    api.get("/")`,
      },
      ['2 api.get proven fixture'],
    ],
    [
      'that gives a tuple',
      {
        'tests/conftest.py': conftest(`@pytest.fixture\ndef world():\n    return Bot(), TestClient(app)`),
        [TEST]: `def test_a(world):\n    bot, c = world\n    c.get("/")\n    bot.get("/")\n    world[1].put("/")`,
      },
      ['3 c.get proven fixture', '5 world[1].put proven fixture'].map((row) =>
        row.replace('fixture', 'constructed'),
      ),
    ],
    [
      'that gives a closure',
      conftest(
        `@pytest.fixture\ndef client():\n    return TestClient(app)\n@pytest.fixture\ndef put_item(client):\n    def _put(item):\n        return client.put("/", item)\n    return _put`,
      ),
      ['11 client.put proven fixture'],
    ],
    [
      'that gives a factory',
      {
        'tests/conftest.py': conftest(
          `@pytest.fixture\ndef load():\n    def make(routes):\n        return TestClient(routes)\n    return make`,
        ),
        [TEST]: `def test_a(load):\n    custom = load([])\n    custom.get("/")`,
      },
      ['3 custom.get proven factory'],
    ],
    [
      'that gives the class partially applied',
      {
        'tests/conftest.py': conftest(
          `import functools\n@pytest.fixture\ndef test_client_factory():\n    return functools.partial(TestClient, backend="asyncio")`,
        ),
        [TEST]: `def test_a(test_client_factory):\n    c = test_client_factory(app)\n    c.get("/")`,
      },
      ['3 c.get proven constructed'],
    ],
    [
      'with params',
      conftest(
        `@pytest.fixture(params=[TestClient(a), TestClient(b)])\ndef c(request):\n    return request.param\ndef test_a(c):\n    c.get("/")`,
      ),
      ['9 c.get proven fixture'],
    ],
    [
      'asked for by name',
      {
        'tests/conftest.py': conftest(`@pytest.fixture\ndef api():\n    return TestClient(app)`),
        [TEST]: `def test_a(request):\n    c = request.getfixturevalue("api")\n    c.get("/")`,
      },
      ['3 c.get proven constructed'],
    ],
    [
      'set on the class of the tests',
      {
        'tests/conftest.py': conftest(
          `@pytest.fixture\ndef web(request):\n    request.cls.web = TestClient(app)`,
        ),
        [TEST]: `import pytest, unittest\n@pytest.mark.usefixtures("web")\nclass TestA(unittest.TestCase):\n    def test_a(self):\n        self.web.get("/")`,
      },
      ['5 self.web.get proven constructed'],
    ],
    [
      'set on self by an autouse fixture',
      {
        'tests/conftest.py': conftest(`@pytest.fixture\ndef api():\n    return TestClient(app)`),
        [TEST]: `import pytest\nclass TestA:\n    @pytest.fixture(autouse=True)\n    def setup(self, api):\n        self.web = api\n    def test_a(self):\n        self.web.get("/")`,
      },
      ['7 self.web.get proven fixture'],
    ],
    [
      'that parametrize stands before',
      conftest(
        `@pytest.fixture\ndef api():\n    return TestClient(app)\n@pytest.mark.parametrize("api", [{}, {"a": 1}])\ndef test_a(api):\n    api.get("/")`,
      ),
      [],
    ],
    [
      'that is one of several clients in parametrize',
      conftest(
        `@pytest.mark.parametrize("c", [TestClient(a), pytest.param(TestClient(b), id="b")])\ndef test_a(c):\n    c.get("/")`,
      ),
      ['7 c.get proven constructed'],
    ],
  ]);
});

describe('a client is known by where it comes from', () => {
  finds([
    [
      'imported from another test module',
      {
        'tests/common.py': `from fastapi.testclient import TestClient\nclient = TestClient(app)`,
        [TEST]: `from common import client\nclient.get("/")`,
      },
      ['2 client.get proven imported'],
    ],
    [
      'imported from a package of tests',
      {
        'tests/__init__.py': '',
        'tests/common.py': `from fastapi.testclient import TestClient\napi = TestClient(app)`,
        [TEST]: `from tests.common import api\napi.get("/")`,
      },
      ['2 api.get proven imported'],
    ],
    [
      'imported relatively',
      {
        'tests/__init__.py': '',
        'tests/common.py': `from fastapi.testclient import TestClient\napi = TestClient(app)`,
        [TEST]: `from .common import api as web\nweb.get("/")`,
      },
      ['2 web.get proven imported'],
    ],
    [
      're-exported by a package',
      {
        'tests/lib/__init__.py': `from .clients import api`,
        'tests/lib/clients.py': `from fastapi.testclient import TestClient\napi = TestClient(app)`,
        [TEST]: `from lib import api\napi.get("/")`,
      },
      ['2 api.get proven imported'],
    ],
    [
      'through the module it is in',
      {
        'tests/common.py': `from fastapi.testclient import TestClient\napi = TestClient(app)`,
        [TEST]: `import common\ncommon.api.get("/")`,
      },
      ['2 common.api.get proven constructed'],
    ],
    [
      'in a src layout',
      {
        'src/shop/testing.py': `from fastapi.testclient import TestClient\napi = TestClient(app)`,
        [TEST]: `from shop.testing import api\napi.get("/")`,
      },
      ['2 api.get proven imported'],
    ],
    [
      'imported inside the function',
      {
        'tests/common.py': `from fastapi.testclient import TestClient\napi = TestClient(app)`,
        [TEST]: `def test_a():\n    from common import api\n    api.get("/")`,
      },
      ['3 api.get proven imported'],
    ],
    [
      'returned by a function',
      `from fastapi.testclient import TestClient\ndef make():\n    c = TestClient(app)\n    return c\nmake().get("/")`,
      ['5 make().get proven factory'],
    ],
    [
      'returned by an annotated function',
      `from fastapi.testclient import TestClient\ndef make() -> TestClient:\n    return magic()\nmake().get("/")`,
      ['4 make().get proven factory'],
    ],
    [
      'yielded by a context manager',
      `from contextlib import contextmanager\nfrom fastapi.testclient import TestClient\n@contextmanager\ndef session():\n    yield TestClient(app)\nwith session() as c:\n    c.get("/")`,
      ['7 c.get proven constructed'],
    ],
    [
      'a subclass',
      `from fastapi.testclient import TestClient\nclass Api(TestClient):\n    pass\nApi(app).get("/")`,
      ['4 Api(app).get proven subclass'],
    ],
    [
      'a subclass of another file',
      {
        'tests/lib.py': `from fastapi.testclient import TestClient\nclass Api(TestClient):\n    def login(self):\n        pass`,
        [TEST]: `from lib import Api\nc = Api(app)\nc.get("/")`,
      },
      ['3 c.get proven subclass'],
    ],
    [
      'self and super() in a subclass',
      `from fastapi.testclient import TestClient\nclass Api(TestClient):\n    def login(self):\n        self.post("/")\n    def put(self, url, data=None):\n        return super().put(url, data)`,
      ['4 self.post proven subclass', '6 super().put proven subclass'],
    ],
    [
      'set up by unittest',
      `import unittest\nfrom fastapi.testclient import TestClient\nclass A(unittest.TestCase):\n    def setUp(self):\n        self.web = TestClient(app)\n    def test_a(self):\n        self.web.get("/")`,
      ['7 self.web.get proven constructed'],
    ],
    [
      'set up once for a class',
      `import unittest\nfrom fastapi.testclient import TestClient\nclass A(unittest.TestCase):\n    @classmethod\n    def setUpClass(cls):\n        cls.web = TestClient(app)\n    def test_a(self):\n        self.web.get("/")`,
      ['8 self.web.get proven constructed'],
    ],
    [
      'in the body of a class',
      `from fastapi.testclient import TestClient\nclass TestA:\n    web = TestClient(app)\n    def test_a(self):\n        self.web.get("/")`,
      ['5 self.web.get proven constructed'],
    ],
    [
      'set up by a base class of another file',
      {
        'tests/base.py': `from fastapi.testclient import TestClient\nclass Base:\n    def setup_method(self):\n        self.web = TestClient(app)`,
        [TEST]: `from base import Base\nclass TestA(Base):\n    def test_a(self):\n        self.web.get("/")`,
      },
      ['4 self.web.get proven constructed'],
    ],
    [
      'set up by the subclasses',
      `from fastapi.testclient import TestClient\nclass Base:\n    def check(self):\n        self.web.get("/")\nclass TestA(Base):\n    web = TestClient(app)`,
      ['4 self.web.get proven constructed'],
    ],
    [
      'a property',
      `from fastapi.testclient import TestClient\nclass A:\n    @property\n    def web(self):\n        return TestClient(app)\n    def test_a(self):\n        self.web.get("/")`,
      ['7 self.web.get proven factory'],
    ],
    [
      'set by a function with global',
      `from fastapi.testclient import TestClient\nclient = None\ndef setup_module():\n    global client\n    client = TestClient(app)\ndef test_a():\n    client.get("/")`,
      ['7 client.get proven constructed'],
    ],
    [
      'given to a helper by its only caller',
      `from fastapi.testclient import TestClient\ndef login(web):\n    web.post("/")\nlogin(TestClient(app))`,
      ['3 web.post proven caller'],
    ],
    [
      'given to a helper by keyword from another file',
      {
        'tests/test_b.py': `from test_app import login\nfrom fastapi.testclient import TestClient\nlogin(form=1, web=TestClient(app))`,
        [TEST]: `def login(form, web):\n    web.post("/")`,
      },
      ['2 web.post proven caller'],
    ],
    [
      'given by one caller, and a session by another',
      `import requests\nfrom fastapi.testclient import TestClient\ndef login(web):\n    web.post("/")\nlogin(TestClient(app))\nlogin(requests.Session())`,
      ['4 web.post mixed caller'],
    ],
    [
      'given by one caller, and something unseen by another',
      `from fastapi.testclient import TestClient\nfrom lib import thing\ndef login(web):\n    web.post("/")\nlogin(TestClient(app))\nlogin(nowhere)`,
      ['4 web.post likely caller'],
    ],
    [
      'a helper method given it',
      `from fastapi.testclient import TestClient\nclass Helper:\n    def send(self, web):\n        web.post("/")\nHelper().send(TestClient(app))`,
      ['4 web.post proven caller'],
    ],
    [
      'given to the constructor of a helper',
      `from fastapi.testclient import TestClient\nclass Api:\n    def __init__(self, web):\n        self.web = web\n    def send(self):\n        self.web.post("/")\nApi(TestClient(app))`,
      ['6 self.web.post proven caller'],
    ],
    [
      'given to a constructor that a subclass inherits',
      `from fastapi.testclient import TestClient\nclass Api:\n    def __init__(self, web):\n        self.web = web\n    def send(self):\n        self.web.post("/")\nclass Shop(Api):\n    pass\nApi(TestClient(app))\nShop(other)`,
      ['6 self.web.post likely caller'],
    ],
    [
      'a choice between a client and requests',
      `import requests\ndef f(**kw):\n    requester = kw.pop("test_client", None) or requests\n    requester.get("/", allow_redirects=False)`,
      ['4 requester.get mixed named'],
    ],
  ]);
});

describe('a method of a client may be reached otherwise', () => {
  finds([
    [
      'by getattr with a name',
      `from fastapi.testclient import TestClient\nc = TestClient(app)\ngetattr(c, "delete")("/")`,
      ['3 c.delete proven constructed'],
    ],
    [
      'by getattr with a parameter',
      `from fastapi.testclient import TestClient\nc = TestClient(app)\ndef test_a(method):\n    getattr(c, method.lower())("/")`,
      ['4 c. proven constructed'],
    ],
    [
      'by getattr with a name that sends nothing',
      `from fastapi.testclient import TestClient\nc = TestClient(app)\ngetattr(c, "close")()`,
      [],
    ],
    [
      'held in a name',
      `from fastapi.testclient import TestClient\nc = TestClient(app)\nsend = c.post\nsend("/")`,
      ['4 send.post proven constructed'],
    ],
    [
      'taken from a list of methods',
      `from fastapi.testclient import TestClient\nc = TestClient(app)\nfor send in (c.get, c.delete):\n    send("/")`,
      ['4 send. proven constructed'],
    ],
  ]);
});

describe('a name means what it is bound to where it stands', () => {
  const head = `import requests\nfrom fastapi.testclient import TestClient\n`;
  finds([
    [
      'bound anew to something else',
      `${head}client = TestClient(app)\nclient.get("/")\nclient = requests.Session()\nclient.get("/")`,
      ['4 client.get proven constructed'],
    ],
    [
      'bound to something else first',
      `${head}client = requests.Session()\nclient.get("/")\nclient = TestClient(app)\nclient.get("/")`,
      ['6 client.get proven constructed'],
    ],
    [
      'on one path only',
      `${head}client = requests.Session()\nif x:\n    client = TestClient(app)\nclient.get("/")`,
      ['6 client.get mixed constructed'],
    ],
    [
      'on a path that returns',
      `${head}def f():\n    client = TestClient(app)\n    if x:\n        client = requests.Session()\n        return client.get("/")\n    client.get("/")`,
      ['8 client.get proven constructed'],
    ],
    [
      'in a loop, bound at its end',
      `${head}def f():\n    client = TestClient(app)\n    for x in y:\n        client.get("/")\n        client = requests.Session()`,
      ['6 client.get mixed constructed'],
    ],
    [
      'in a handler',
      `${head}def f():\n    try:\n        client = TestClient(app)\n    except E:\n        client = requests.Session()\n    client.get("/")`,
      ['8 client.get mixed constructed'],
    ],
    [
      'shadowed by a parameter',
      `${head}client = TestClient(app)\ndef f(client: requests.Session):\n    client.get("/")`,
      [],
    ],
    [
      'shadowed by an assignment later in the function',
      `${head}client = TestClient(app)\ndef f():\n    client.get("/")\n    client = requests.Session()`,
      [],
    ],
    [
      'shadowed by a loop',
      `${head}client = TestClient(app)\ndef f(rows: dict):\n    for client in [{}]:\n        client.get("/")`,
      [],
    ],
    [
      'shadowed in a comprehension',
      `${head}client = TestClient(app)\nx = [client.get("/") for client in [{}]]`,
      [],
    ],
    ['shadowed by a lambda', `${head}client = TestClient(app)\nf = lambda client={}: client.get("/")`, []],
    [
      'not shadowed by a class body',
      `${head}client = TestClient(app)\nclass A:\n    client = requests.Session()\n    def f(self):\n        client.get("/")`,
      ['7 client.get proven constructed'],
    ],
    [
      'the class body itself',
      `${head}client = TestClient(app)\nclass A:\n    client = requests.Session()\n    x = client.get("/")`,
      [],
    ],
    ['deleted', `${head}client = TestClient(app)\ndel client\nclient.get("/")`, []],
    [
      'with nonlocal',
      `${head}def f():\n    c = None\n    def g():\n        nonlocal c\n        c = TestClient(app)\n    g()\n    def h():\n        c.get("/")`,
      ['10 c.get proven constructed'],
    ],
    [
      'captured by a pattern',
      `${head}client = TestClient(app)\nmatch x:\n    case {"c": client}:\n        client.get("/")`,
      ['6 client.get likely named'],
    ],
    [
      'an exception',
      `${head}client = TestClient(app)\ntry:\n    pass\nexcept E as client:\n    client.get("/")`,
      ['7 client.get likely named'],
    ],
    ['a function of that name', `${head}def client():\n    pass\nclient.get("/")`, []],
    [
      'a name in another function',
      `${head}def f():\n    web = TestClient(app)\ndef g():\n    web.get("/")`,
      [],
    ],
  ]);
});

describe('what looks like a client and is none is left alone', () => {
  finds([
    ['requests', `import requests\nrequests.get("/", allow_redirects=False)`, []],
    [
      'a session of requests',
      `import requests\nclient = requests.Session()\nclient.get("/", allow_redirects=False)`,
      [],
    ],
    [
      'a session in a with statement',
      `from requests import Session\nwith Session() as client:\n    client.get("/", data="x")`,
      [],
    ],
    [
      'httpx for real requests',
      `import httpx\nclient = httpx.Client()\nclient.post("/", data="x")\nhttpx.post("/", data="x")`,
      [],
    ],
    [
      'an asynchronous client for real requests',
      `import httpx\nasync def test_a():\n    async with httpx.AsyncClient(base_url="https://x") as client:\n        await client.post("/", data="x")`,
      [],
    ],
    [
      'a client on a mock transport',
      `import httpx\nclient = httpx.Client(transport=httpx.MockTransport(h))\nclient.post("/", data="x")`,
      [],
    ],
    [
      'responses',
      `import responses\nresponses.get("/", json={})\ndef test_a():\n    with responses.RequestsMock() as rsps:\n        rsps.get("/", json={})`,
      [],
    ],
    ['requests_mock', `def test_a(requests_mock):\n    requests_mock.get("/", json={})`, []],
    [
      'aiohttp',
      `from aiohttp.test_utils import TestClient\nasync def test_a():\n    async with TestClient(server) as client:\n        await client.get("/", allow_redirects=False)`,
      [],
    ],
    [
      'a fixture of pytest-aiohttp',
      `from aiohttp import web\nasync def test_a(aiohttp_client):\n    client = await aiohttp_client(app)\n    await client.post("/", data="x")`,
      [],
    ],
    [
      'async_asgi_testclient',
      `from async_asgi_testclient import TestClient\nclient = TestClient(app)\nclient.get("/", allow_redirects=False)`,
      [],
    ],
    [
      'Flask',
      `from shop import app\ndef test_a():\n    client = app.test_client()\n    client.post("/", data="x")\nimport flask`,
      [],
    ],
    ['a fixture in a Flask file', `import flask\ndef test_a(client):\n    client.post("/", data="x")`, []],
    ['Django', `from django.test import Client\nclient = Client()\nclient.post("/", data="x")`, []],
    [
      'a Django test case',
      `from django.test import TestCase\nclass A(TestCase):\n    def test_a(self):\n        self.client.post("/", data="x")`,
      [],
    ],
    [
      'Django REST framework',
      `from rest_framework.test import APIClient, APITestCase\nclass A(APITestCase):\n    client_class = APIClient\n    def test_a(self):\n        self.client.delete("/", data={})`,
      [],
    ],
    ['Sanic', `from sanic import Sanic\napp = Sanic("x")\napp.test_client.post("/", data="x")`, []],
    [
      "what pytest's own fixtures give",
      `import fastapi\ndef test_a(mocker, monkeypatch):\n    client = mocker.patch("requests.get")\n    client.get("/", allow_redirects=False)`,
      [],
    ],
    [
      'a client of httpx that is spread a dictionary without an app',
      `import httpx\nasync def call(method, **kw):\n    async with httpx.AsyncClient(verify=False, **kw) as session:\n        await getattr(session, method)("/", *args)`,
      [],
    ],
    [
      'a subclass of a client of httpx',
      `import httpx\nclass Session(httpx.AsyncClient):\n    async def request(self, method, url, *args):\n        await self.post(url, data="x")\n        return await super().request(method, url, *args)\nclient = Session()\nclient.post("/", data="x")`,
      [],
    ],
    ['a mock', `from unittest.mock import MagicMock\nclient = MagicMock()\nclient.post("/", data="x")`, []],
    ['a dictionary', `client = {}\nclient.get("x", 1)`, []],
    ['the environment', `import os\nos.environ.get("x", data=b"")`, []],
    ['a cache', `import redis\nclient = redis.Redis()\nclient.delete("k", data=1)`, []],
    [
      'a client of another service by its name',
      `def test_a(redis_client, s3_client, es_client):\n    redis_client.delete("k", data=1)\n    s3_client.get("x")\n    es_client.get(index="x")`,
      [],
    ],
    ['a query set', `Item.objects.get(**kw)`, []],
    ['a router', `from fastapi import APIRouter\nrouter = APIRouter()\nrouter.get("/", json=1)`, []],
    [
      'a response',
      `from fastapi.testclient import TestClient\nr = TestClient(app).get("/")\nr.headers.get("x")\nr.json().get("y")`,
      ['2 TestClient(app).get proven constructed'],
    ],
    [
      'an instance of a class of the project',
      `class Client:\n    def get(self, url, data=None):\n        pass\nclient = Client()\nclient.get("/", data="x")`,
      [],
    ],
    [
      'a subclass that has a method of its own',
      `from fastapi.testclient import TestClient\nclass Api(TestClient):\n    def delete(self, url, json=None):\n        return self.request("DELETE", url, json=json)\nApi(app).delete("/", json={})`,
      ['4 self.request proven subclass'],
    ],
    [
      'a client whose method is replaced',
      `from fastapi.testclient import TestClient\nTestClient.delete = delete_with_body\nTestClient(app).delete("/", json={})\nTestClient(app).get("/")`,
      ['4 TestClient(app).get proven constructed'],
    ],
    [
      'a method replaced in conftest.py',
      {
        'conftest.py': `from fastapi.testclient import TestClient\nTestClient.delete = delete_with_body`,
        [TEST]: `from fastapi.testclient import TestClient\nTestClient(app).delete("/", json={})`,
      },
      [],
    ],
    [
      'a name in a project that never speaks of Starlette',
      { 'lib.py': 'x = 1', [TEST]: `def test_a(client):\n    client.delete("/", data="x")` },
      [],
    ],
  ]);
});

describe('by its name alone a client is at most likely', () => {
  finds([
    [
      'a fixture that is not found',
      `import fastapi\ndef test_a(client):\n    client.get("/")`,
      ['3 client.get likely named'],
    ],
    [
      'an attribute that nothing sets',
      `import fastapi\nclass TestA:\n    def test_a(self):\n        self.client.get("/")`,
      ['4 self.client.get likely named'],
    ],
    [
      'a helper of unknown origin',
      `import fastapi\nfrom elsewhere import test_client\ntest_client.get("/")`,
      [],
    ],
    [
      'a call of such a name',
      `import fastapi\ndef test_a(lib):\n    lib.make_client().get("/")`,
      ['3 lib.make_client().get likely named'],
    ],
    ['any other name', `import fastapi\ndef test_a(api):\n    api.get("/")`, []],
  ]);
});

test('a configured name is proven wherever it stands', async () => {
  const source = `api.get("/")\nclass A:\n    def f(self):\n        self.http.post("/")\n        make_client( ).put("/")\n        other.get("/")`;
  const opened = await openIn({ [TEST]: source }, TEST, ['api', 'self.http', 'make_client()']);
  expect(receiversOf(opened)).toEqual([
    '1 api.get proven configured',
    '4 self.http.post proven configured',
    '5 make_client( ).put proven configured',
  ]);
});

describe('an annotation as a client is no proof against the class of the fixture', () => {
  const api = `class Api(TestClient):\n    def delete(self, url, json=None):\n        return self.request("DELETE", url, json=json)\n\n@pytest.fixture\ndef client():\n    return Api(app)\n`;
  finds([
    [
      'that decides itself what a method does',
      {
        'tests/conftest.py': conftest(api),
        [TEST]: `from fastapi.testclient import TestClient\ndef test_a(client: TestClient):\n    client.delete("/")\n    client.get("/")`,
      },
      ['4 client.get proven annotated'],
    ],
    [
      'that is no client',
      {
        'tests/conftest.py': conftest(
          `class Wrapper:\n    def delete(self, url, json=None): ...\n\n@pytest.fixture\ndef client():\n    return Wrapper()\n`,
        ),
        [TEST]: `from fastapi.testclient import TestClient\ndef test_a(client: TestClient):\n    client.delete("/")`,
      },
      ['3 client.delete mixed annotated'],
    ],
  ]);
});

describe('a name is what it is bound to when it is read', () => {
  const head = 'import redis\nfrom fastapi.testclient import TestClient\n';
  finds([
    [
      'and an inner function may bind it anew',
      `${head}def test_a():\n    c = TestClient(app)\n    def swap():\n        nonlocal c\n        c = redis.Redis()\n    swap()\n    c.delete("k")`,
      ['9 c.delete mixed constructed'],
    ],
    [
      'and an inner function may bind it anew, defined before it is bound',
      `${head}def test_a():\n    def swap():\n        nonlocal c\n        c = redis.Redis()\n    c = TestClient(app)\n    swap()\n    c.delete("k")`,
      ['9 c.delete mixed constructed'],
    ],
    [
      'and a function may bind it for the module',
      `${head}def setup():\n    global c\n    c = TestClient(app)\nsetup()\nc.get("/")`,
      ['7 c.get proven constructed'],
    ],
    [
      'and finally may be reached without the end of try',
      `${head}def test_a():\n    c = redis.Redis()\n    try:\n        c = TestClient(app)\n    finally:\n        c.delete("k")\n    c.get("/")`,
      ['8 c.delete mixed constructed', '9 c.get proven constructed'],
    ],
    [
      'and an exception may have left a block that swallows it',
      `${head}import pytest\ndef test_a():\n    c = redis.Redis()\n    with pytest.raises(ValueError):\n        c = TestClient(app)\n    c.delete("k")`,
      ['8 c.delete mixed constructed'],
    ],
    [
      'and what finally binds is what follows sees',
      `${head}def test_a():\n    try:\n        c = redis.Redis()\n    finally:\n        c = TestClient(app)\n    c.get("/")`,
      ['8 c.get proven constructed'],
    ],
    [
      'and a class body reads the one outside before it has its own',
      `${head}c = redis.Redis()\nclass T:\n    c.delete("k")\n    c = TestClient(app)\n    c.get("/")`,
      ['7 c.get proven constructed'],
    ],
    [
      'and a class may take over the one outside under its name',
      `${head}c = TestClient(app)\nclass T:\n    c = c\n    def test_a(self):\n        self.c.get("/")`,
      ['7 self.c.get proven constructed'],
    ],
  ]);
});

describe('an attribute may be set anew elsewhere', () => {
  const base =
    'import redis\nfrom fastapi.testclient import TestClient\nclass Base:\n    c = TestClient(app)\n    def wipe(self):\n        self.c.delete("k")\n';
  finds([
    [
      'by a subclass',
      `${base}class Sub(Base):\n    c = redis.Redis()`,
      ['6 self.c.delete mixed constructed'],
    ],
    [
      'by a subclass in another file',
      {
        [TEST]: base,
        'tests/test_b.py': 'import redis\nfrom test_app import Base\nclass Sub(Base):\n    c = redis.Redis()',
      },
      ['6 self.c.delete mixed constructed'],
    ],
    ['from outside the class', `${base}Base.c = redis.Redis()`, ['6 self.c.delete mixed constructed']],
    ['on an instance', `${base}b = Base()\nb.c = redis.Redis()`, ['6 self.c.delete mixed constructed']],
    [
      'in another module',
      {
        'tests/state.py': 'from fastapi.testclient import TestClient\nc = TestClient(app)',
        [TEST]: 'import redis, state\nstate.c.get("/")\nstate.c = redis.Redis()',
      },
      ['2 state.c.get mixed constructed'],
    ],
    [
      'but not on another class',
      `${base}class Other: ...\nOther.c = redis.Redis()`,
      ['6 self.c.delete proven constructed'],
    ],
    [
      'in place of what a base class leaves open',
      `from fastapi.testclient import TestClient\nclass Base:\n    def make(self):\n        raise NotImplementedError\n    def test_a(self):\n        self.make().get("/")\nclass Sub(Base):\n    def make(self):\n        return TestClient(app)`,
      ['6 self.make().get proven factory'],
    ],
    [
      'by a subclass in another file, where a base class leaves it open',
      {
        [TEST]: 'class Base:\n    def test_a(self):\n        self.api.get("/")',
        'tests/test_b.py':
          'from fastapi.testclient import TestClient\nfrom test_app import Base\nclass Sub(Base):\n    api = TestClient(app)',
      },
      ['3 self.api.get proven constructed'],
    ],
    [
      'through a property with a setter',
      `from fastapi.testclient import TestClient\nclass T:\n    @property\n    def c(self):\n        return TestClient(app)\n    @c.setter\n    def c(self, value): ...\n    def test_a(self):\n        self.c.get("/")`,
      ['9 self.c.get proven factory'],
    ],
  ]);
});

describe('a fixture goes by the name and the place it is seen at', () => {
  const head = 'import pytest, redis\nfrom fastapi.testclient import TestClient\n';
  const fixture = '@pytest.fixture\ndef client():\n    return TestClient(app)\n';
  finds([
    [
      'imported under another name',
      {
        'tests/conftest.py': 'from fx import client as api',
        'tests/fx.py': head + fixture,
        [TEST]: 'def test_a(api):\n    api.get("/")\ndef test_b(client):\n    client.get("/")',
      },
      ['2 api.get proven fixture', '4 client.get likely named'],
    ],
    [
      'of the class around the class',
      `${head}${fixture}class TestA:\n    @pytest.fixture\n    def client(self):\n        return redis.Redis()\n    class TestB:\n        def test_a(self, client):\n            client.delete("k")`,
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

describe("a method that is put aside for a time is the client's at one time and not at another", () => {
  const head =
    'from unittest.mock import patch\nfrom fastapi.testclient import TestClient\nclient = TestClient(app)\n';
  finds([
    [
      'by monkeypatch, in the test that does it',
      `${head}def test_a(monkeypatch):\n    monkeypatch.setattr(client, "get", fake)\n    client.get("/")\n    client.put("/")\ndef test_b():\n    client.get("/")`,
      [
        '6 client.get mixed constructed',
        '7 client.put proven constructed',
        '9 client.get proven constructed',
      ],
    ],
    [
      'by a decorator',
      `${head}@patch.object(TestClient, "get")\ndef test_a(get):\n    client.get("/")\ndef test_b():\n    client.get("/")`,
      ['6 client.get mixed constructed', '8 client.get proven constructed'],
    ],
    [
      'by its dotted name, in a fixture',
      `${head}@pytest.fixture\ndef fake():\n    with patch("starlette.testclient.TestClient.get"):\n        yield\ndef test_a():\n    client.get("/")`,
      ['9 client.get mixed constructed'],
    ],
    [
      'but not of something else',
      `${head}patch.object(other, "get")\nclient.get("/")`,
      ['5 client.get proven constructed'],
    ],
  ]);
});

describe('what a name or an annotation says little of', () => {
  const head = 'import unittest\nfrom typing import Protocol\nfrom fastapi.testclient import TestClient\n';
  finds([
    ['a double', `${head}def test_a(mock_client):\n    mock_client.get("/")`, []],
    [
      "a client of Flask's",
      `${head}def test_a(app):\n    client = app.test_client()\n    client.get("/")`,
      [],
    ],
    [
      'a protocol, which a fixture fills',
      `${head}import pytest\nclass C(Protocol):\n    def get(self, url): ...\n@pytest.fixture\ndef client():\n    return TestClient(app)\ndef test_a(client: C):\n    client.get("/")`,
      ['11 client.get proven fixture'],
    ],
    [
      'a context that unittest enters',
      `${head}class T(unittest.TestCase):\n    def setUp(self):\n        self.c = self.enterContext(TestClient(app))\n    def test_a(self):\n        self.c.get("/")`,
      ['8 self.c.get proven constructed'],
    ],
    [
      'a client that the event loop waits for',
      `${head}import asyncio\nasync def make():\n    return TestClient(app)\nc = asyncio.get_event_loop().run_until_complete(make())\nc.get("/")`,
      ['8 c.get proven factory'],
    ],
  ]);
});

describe('a class may hand on to a client what it does not define', () => {
  const head =
    'from fastapi.testclient import TestClient\nclass Api:\n    def __init__(self):\n        self.c = TestClient(app)\n';
  const handsOn = '    def __getattr__(self, name):\n        return getattr(self.c, name)\n';
  finds([
    ['by __getattr__', `${head}${handsOn}Api().get("/")`, ['7 Api().get.get proven constructed']],
    ['but not what it does define', `${head}${handsOn}    def get(self, url): ...\nApi().get("/")`, []],
    ['nor without it', `${head}Api().get("/")`, []],
    [
      'while fields of a namedtuple are not looked into',
      `from collections import namedtuple\n${head}World = namedtuple("World", "client")\nWorld(TestClient(app)).client.get("/")`,
      ['7 World(TestClient(app)).client.get likely named'],
    ],
  ]);
});
