import { describe } from 'vitest';
import { code } from '../../../support/snippets.ts';
import { finds, TEST } from './finds.ts';

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
      'in another distribution of the project, under a namespace',
      {
        'libs/web/pyproject.toml': '',
        'libs/web/acme/web.py': `from fastapi.testclient import TestClient\napi = TestClient(app)`,
        'libs/core/src/acme/core/clients.py': `from fastapi.testclient import TestClient\nhttp = TestClient(app)`,
        'other/acme/none.py': `from fastapi.testclient import TestClient\nhttp = TestClient(app)`,
        [TEST]: code`
          import acme.web
          from acme.core.clients import http
          from acme.none import http as none
          acme.web.api.get("/")
          http.get("/")
          none.get("/")
        `,
      },
      ['4 acme.web.api.get proven constructed', '5 http.get proven imported'],
    ],
    [
      'below a root that is a package itself',
      {
        '__init__.py': '',
        'tests/__init__.py': '',
        'tests/web.py': `from fastapi.testclient import TestClient\napi = TestClient(app)`,
        [TEST]: `from project.tests.web import api\napi.get("/")`,
      },
      ['2 api.get proven imported'],
    ],
    [
      'imported inside the function',
      {
        'tests/common.py': `from fastapi.testclient import TestClient\napi = TestClient(app)`,
        [TEST]: code`
          def test_a():
              from common import api
              api.get("/")
        `,
      },
      ['3 api.get proven imported'],
    ],
    [
      'returned by a function',
      code`
        from fastapi.testclient import TestClient
        def make():
            c = TestClient(app)
            return c
        make().get("/")
      `,
      ['5 make().get proven factory'],
    ],
    [
      'returned by an annotated function',
      code`
        from fastapi.testclient import TestClient
        def make() -> TestClient:
            return magic()
        make().get("/")
      `,
      ['4 make().get proven factory'],
    ],
    [
      'yielded by a context manager',
      code`
        from contextlib import contextmanager
        from fastapi.testclient import TestClient
        @contextmanager
        def session():
            yield TestClient(app)
        with session() as c:
            c.get("/")
      `,
      ['7 c.get proven constructed'],
    ],
    [
      'a subclass',
      code`
        from fastapi.testclient import TestClient
        class Api(TestClient):
            pass
        Api(app).get("/")
      `,
      ['4 Api(app).get proven subclass'],
    ],
    [
      'a subclass of another file',
      {
        'tests/lib.py': code`
          from fastapi.testclient import TestClient
          class Api(TestClient):
              def login(self):
                  pass
        `,
        [TEST]: code`
          from lib import Api
          c = Api(app)
          c.get("/")
        `,
      },
      ['3 c.get proven subclass'],
    ],
    [
      'self and super() in a subclass',
      code`
        from fastapi.testclient import TestClient
        class Api(TestClient):
            def login(self):
                self.post("/")
            def put(self, url, data=None):
                return super().put(url, data)
      `,
      ['4 self.post proven subclass', '6 super().put proven subclass'],
    ],
    [
      'set up by unittest',
      code`
        import unittest
        from fastapi.testclient import TestClient
        class A(unittest.TestCase):
            def setUp(self):
                self.web = TestClient(app)
            def test_a(self):
                self.web.get("/")
      `,
      ['7 self.web.get proven constructed'],
    ],
    [
      'set up once for a class',
      code`
        import unittest
        from fastapi.testclient import TestClient
        class A(unittest.TestCase):
            @classmethod
            def setUpClass(cls):
                cls.web = TestClient(app)
            def test_a(self):
                self.web.get("/")
      `,
      ['8 self.web.get proven constructed'],
    ],
    [
      'in the body of a class',
      code`
        from fastapi.testclient import TestClient
        class TestA:
            web = TestClient(app)
            def test_a(self):
                self.web.get("/")
      `,
      ['5 self.web.get proven constructed'],
    ],
    [
      'set up by a base class of another file',
      {
        'tests/base.py': code`
          from fastapi.testclient import TestClient
          class Base:
              def setup_method(self):
                  self.web = TestClient(app)
        `,
        [TEST]: code`
          from base import Base
          class TestA(Base):
              def test_a(self):
                  self.web.get("/")
        `,
      },
      ['4 self.web.get proven constructed'],
    ],
    [
      'set up by a class behind bases that share their bases, 40 times over',
      `${code`
        from fastapi.testclient import TestClient
        class WithClient:
            web = TestClient(app)
        class A0: pass
        class B0: pass
      `}\n${diamonds(40)}class TestA(A40, WithClient):\n    def test_a(self):\n        self.web.get("/")\n`,
      ['88 self.web.get proven constructed'],
    ],
    [
      'set up by the subclasses',
      code`
        from fastapi.testclient import TestClient
        class Base:
            def check(self):
                self.web.get("/")
        class TestA(Base):
            web = TestClient(app)
      `,
      ['4 self.web.get proven constructed'],
    ],
    [
      'a property',
      code`
        from fastapi.testclient import TestClient
        class A:
            @property
            def web(self):
                return TestClient(app)
            def test_a(self):
                self.web.get("/")
      `,
      ['7 self.web.get proven factory'],
    ],
    [
      'set by a function with global',
      code`
        from fastapi.testclient import TestClient
        client = None
        def setup_module():
            global client
            client = TestClient(app)
        def test_a():
            client.get("/")
      `,
      ['7 client.get proven constructed'],
    ],
    [
      'given to a helper by its only caller',
      code`
        from fastapi.testclient import TestClient
        def login(web):
            web.post("/")
        login(TestClient(app))
      `,
      ['3 web.post proven caller'],
    ],
    [
      'given to a helper by keyword from another file',
      {
        'tests/test_b.py': code`
          from test_app import login
          from fastapi.testclient import TestClient
          login(form=1, web=TestClient(app))
        `,
        [TEST]: `def login(form, web):\n    web.post("/")`,
      },
      ['2 web.post proven caller'],
    ],
    [
      'given by one caller, and a session by another',
      code`
        import requests
        from fastapi.testclient import TestClient
        def login(web):
            web.post("/")
        login(TestClient(app))
        login(requests.Session())
      `,
      ['4 web.post mixed caller'],
    ],
    [
      'given by one caller, and something unseen by another',
      code`
        from fastapi.testclient import TestClient
        from lib import thing
        def login(web):
            web.post("/")
        login(TestClient(app))
        login(nowhere)
      `,
      ['4 web.post likely caller'],
    ],
    [
      'a helper method given it',
      code`
        from fastapi.testclient import TestClient
        class Helper:
            def send(self, web):
                web.post("/")
        Helper().send(TestClient(app))
      `,
      ['4 web.post proven caller'],
    ],
    [
      'given to the constructor of a helper',
      code`
        from fastapi.testclient import TestClient
        class Api:
            def __init__(self, web):
                self.web = web
            def send(self):
                self.web.post("/")
        Api(TestClient(app))
      `,
      ['6 self.web.post proven caller'],
    ],
    [
      'given to a constructor that a subclass inherits',
      code`
        from fastapi.testclient import TestClient
        class Api:
            def __init__(self, web):
                self.web = web
            def send(self):
                self.web.post("/")
        class Shop(Api):
            pass
        Api(TestClient(app))
        Shop(other)
      `,
      ['6 self.web.post likely caller'],
    ],
    [
      'a choice between a client and requests',
      code`
        import requests
        def f(**kw):
            requester = kw.pop("test_client", None) or requests
            requester.get("/", allow_redirects=False)
      `,
      ['4 requester.get mixed named'],
    ],
  ]);
});

describe('a class may hand on to a client what it does not define', () => {
  const head = code`
    from fastapi.testclient import TestClient
    class Api:
        def __init__(self):
            self.c = TestClient(app)

  `;
  const handsOn = '    def __getattr__(self, name):\n        return getattr(self.c, name)\n';
  finds([
    ['by __getattr__', `${head}${handsOn}Api().get("/")`, ['7 Api().get.get proven constructed']],
    ['but not what it does define', `${head}${handsOn}    def get(self, url): ...\nApi().get("/")`, []],
    ['nor without it', `${head}Api().get("/")`, []],
    [
      'while fields of a namedtuple are what it is made with',
      code`
        from collections import namedtuple
        ${head}
        World = namedtuple("World", "client")
        World(TestClient(app)).client.get("/")
      `,
      ['7 World(TestClient(app)).client.get proven constructed'],
    ],
  ]);
});

function diamonds(count: number): string {
  return Array.from({ length: count }, (_, index) =>
    ['A', 'B'].map((side) => `class ${side}${index + 1}(A${index}, B${index}): pass\n`).join(''),
  ).join('');
}
