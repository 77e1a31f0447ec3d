import { rule } from '../../transforms/asgi-transport.ts';
import { cases, findings, noop, unsafeCases } from '../support/rules.ts';
import { py } from '../support/snippets.ts';

cases(rule, [
  [
    'gives the application in a transport [A1]',
    py`
      from httpx import AsyncClient

      async def test_it(app):
          async with AsyncClient(app=app, base_url="http://test") as ac:
              await ac.get("/")
    `,
    py`
      from httpx import ASGITransport, AsyncClient

      async def test_it(app):
          async with AsyncClient(transport=ASGITransport(app=app), base_url="http://test") as ac:
              await ac.get("/")
    `,
  ],
  [
    'of WSGI, for a client that is not async [A2]',
    py`
      from httpx import Client
      c = Client(base_url="http://test", app=wsgi)
    `,
    py`
      from httpx import Client, WSGITransport
      c = Client(base_url="http://test", transport=WSGITransport(app=wsgi))
    `,
  ],
  [
    'both in one file',
    py`
      from httpx import AsyncClient, Client
      AsyncClient(app=app)
      Client(app=wsgi)
      AsyncClient(app=app)
    `,
    py`
      from httpx import ASGITransport, AsyncClient, Client, WSGITransport
      AsyncClient(transport=ASGITransport(app=app))
      Client(transport=WSGITransport(app=wsgi))
      AsyncClient(transport=ASGITransport(app=app))
    `,
  ],
  [
    'read from the module, where the client is',
    py`
      import httpx
      from httpx import Response
      c = httpx.AsyncClient(app=app)
    `,
    py`
      import httpx
      from httpx import Response
      c = httpx.AsyncClient(transport=httpx.ASGITransport(app=app))
    `,
    py`
      import httpx as hx
      c = hx.Client(app=app)
    `,
    py`
      import httpx as hx
      c = hx.Client(transport=hx.WSGITransport(app=app))
    `,
    py`
      def test_it(app):
          import httpx
          return httpx.AsyncClient(app=app)
    `,
    py`
      def test_it(app):
          import httpx
          return httpx.AsyncClient(transport=httpx.ASGITransport(app=app))
    `,
    py`
      import pytest
      httpx = pytest.importorskip("httpx")
      httpx.AsyncClient(app=app)
    `,
    py`
      import pytest
      httpx = pytest.importorskip("httpx")
      httpx.AsyncClient(transport=httpx.ASGITransport(app=app))
    `,
  ],
  [
    'of httpx2, where that is used',
    py`
      from httpx2 import AsyncClient
      import httpx
      AsyncClient(app=app)
    `,
    py`
      from httpx2 import ASGITransport, AsyncClient
      import httpx
      AsyncClient(transport=ASGITransport(app=app))
    `,
    py`
      import httpx2 as httpx
      httpx.AsyncClient(app=app)
    `,
    py`
      import httpx2 as httpx
      httpx.AsyncClient(transport=httpx.ASGITransport(app=app))
    `,
    py`
      try:
          import httpx2 as httpx
      except ImportError:
          import httpx
      httpx.AsyncClient(app=app)
    `,
    py`
      try:
          import httpx2 as httpx
      except ImportError:
          import httpx
      httpx.AsyncClient(transport=httpx.ASGITransport(app=app))
    `,
  ],
  [
    'keeps the application as it is written',
    py`
      import httpx
      httpx.AsyncClient(
          # the shop
          app=create_app(
              debug=True,  # as ever
          ),  # type: ignore[arg-type]
          base_url="http://test",  # no slash

          headers={"a": "b"},
      )
    `,
    py`
      import httpx
      httpx.AsyncClient(
          # the shop
          transport=httpx.ASGITransport(app=create_app(
              debug=True,  # as ever
          )),  # type: ignore[arg-type]
          base_url="http://test",  # no slash

          headers={"a": "b"},
      )
    `,
    py`
      import httpx
      httpx.AsyncClient(app = (one if x else two), base_url=u)
    `,
    py`
      import httpx
      httpx.AsyncClient(transport = httpx.ASGITransport(app=(one if x else two)), base_url=u)
    `,
    py`
      import httpx
      httpx.AsyncClient(app=lambda *args: app(*args))
    `,
    py`
      import httpx
      httpx.AsyncClient(transport=httpx.ASGITransport(app=(lambda *args: app(*args))))
    `,
  ],
  [
    'extends a list of imports in its style',
    py`
      from httpx import (
          AsyncClient,
          Response,
      )
      AsyncClient(app=app)
    `,
    py`
      from httpx import (
          ASGITransport,
          AsyncClient,
          Response,
      )
      AsyncClient(transport=ASGITransport(app=app))
    `,
    py`
      from httpx import (
          AsyncClient,  # not the one of Starlette
          Response,
      )
      AsyncClient(app=app)
    `,
    py`
      from httpx import (
          AsyncClient,  # not the one of Starlette
          Response,
          ASGITransport,
      )
      AsyncClient(transport=ASGITransport(app=app))
    `,
    py`
      from httpx import Response, AsyncClient as Browser  # noqa
      Browser(app=app)
    `,
    py`
      from httpx import Response, AsyncClient as Browser, ASGITransport  # noqa
      Browser(transport=ASGITransport(app=app))
    `,
  ],
  [
    'imports nothing twice',
    py`
      import os
      os.environ["A"] = "b"
      from httpx import AsyncClient
      from httpx import ASGITransport
      AsyncClient(app=app)
    `,
    py`
      import os
      os.environ["A"] = "b"
      from httpx import AsyncClient
      from httpx import ASGITransport
      AsyncClient(transport=ASGITransport(app=app))
    `,
    py`
      from httpx import *
      AsyncClient(app=app)
    `,
    py`
      from httpx import *
      AsyncClient(transport=ASGITransport(app=app))
    `,
    py`
      from httpx import ASGITransport
      def test_it():
          from httpx import AsyncClient
          AsyncClient(app=app)
    `,
    py`
      from httpx import ASGITransport
      def test_it():
          from httpx import AsyncClient
          AsyncClient(transport=ASGITransport(app=app))
    `,
  ],
  [
    'imports it where the client is imported',
    py`
      def test_one():
          from httpx import AsyncClient
          AsyncClient(app=app)

      def test_two():
          from httpx import AsyncClient
          AsyncClient(app=app)
    `,
    py`
      def test_one():
          from httpx import ASGITransport, AsyncClient
          AsyncClient(transport=ASGITransport(app=app))

      def test_two():
          from httpx import ASGITransport, AsyncClient
          AsyncClient(transport=ASGITransport(app=app))
    `,
    py`
      import os
      os.environ["A"] = "b"
      from httpx import AsyncClient
      AsyncClient(app=app)
    `,
    py`
      import os
      os.environ["A"] = "b"
      from httpx import ASGITransport, AsyncClient
      AsyncClient(transport=ASGITransport(app=app))
    `,
    py`
      try:
          from httpx import AsyncClient
      except ImportError:
          AsyncClient = None
      def test_it():
          AsyncClient(app=app)
    `,
    py`
      try:
          from httpx import ASGITransport, AsyncClient
      except ImportError:
          AsyncClient = None
      def test_it():
          AsyncClient(transport=ASGITransport(app=app))
    `,
    py`
      try:
          import httpx
      except ImportError:
          httpx = None
      def test_it():
          httpx.AsyncClient(app=app)
    `,
    py`
      try:
          import httpx
      except ImportError:
          httpx = None
      def test_it():
          httpx.AsyncClient(transport=httpx.ASGITransport(app=app))
    `,
    py`
      from typing import TYPE_CHECKING
      if TYPE_CHECKING:
          from httpx import ASGITransport, AsyncClient
      def make() -> "AsyncClient":
          from httpx import AsyncClient
          return AsyncClient(app=app)
    `,
    py`
      from typing import TYPE_CHECKING
      if TYPE_CHECKING:
          from httpx import ASGITransport, AsyncClient
      def make() -> "AsyncClient":
          from httpx import ASGITransport, AsyncClient
          return AsyncClient(transport=ASGITransport(app=app))
    `,
    py`
      import pytest
      from httpx import AsyncClient
      Browser = AsyncClient
      Browser(app=app)
    `,
    py`
      import pytest
      from httpx import ASGITransport, AsyncClient
      Browser = AsyncClient
      Browser(transport=ASGITransport(app=app))
    `,
  ],
  [
    'drops an application that a transport overruled [A3]',
    py`
      import httpx
      httpx.AsyncClient(app=app, transport=httpx.MockTransport(answer), timeout=3)
      httpx.AsyncClient(transport=ASGITransport(app=app), app=app)
    `,
    py`
      import httpx
      httpx.AsyncClient(transport=httpx.MockTransport(answer), timeout=3)
      httpx.AsyncClient(transport=ASGITransport(app=app))
    `,
  ],
  [
    'drops None',
    py`
      import httpx
      httpx.AsyncClient(app=None, base_url="https://example.org")
      httpx.Client(app=None)
    `,
    py`
      import httpx
      httpx.AsyncClient(base_url="https://example.org")
      httpx.Client()
    `,
  ],
  [
    'puts it in place of a transport that is None',
    py`
      import httpx
      httpx.AsyncClient(app=app, timeout=3, transport=None)
    `,
    py`
      import httpx
      httpx.AsyncClient(transport=httpx.ASGITransport(app=app), timeout=3)
    `,
  ],
  [
    'in a dictionary that only clients are made with',
    py`
      from httpx import AsyncClient
      options = {"app": app, 'base_url': "http://test"}
      one = AsyncClient(**options)
      two = AsyncClient(**options, timeout=3)
      three = AsyncClient(**{"app": app})
    `,
    py`
      from httpx import ASGITransport, AsyncClient
      options = {"transport": ASGITransport(app=app), 'base_url': "http://test"}
      one = AsyncClient(**options)
      two = AsyncClient(**options, timeout=3)
      three = AsyncClient(**{"transport": ASGITransport(app=app)})
    `,
  ],
  [
    'where a class derived from it sets itself up',
    py`
      from httpx import AsyncClient

      class Browser(AsyncClient):
          def __init__(self, app):
              self.app = app
              super().__init__(app=app, base_url="http://test")

      class Other(AsyncClient):
          def __init__(self, app):
              AsyncClient.__init__(self, app=app)

      Browser(app=app)
      Other(app)
    `,
    py`
      from httpx import ASGITransport, AsyncClient

      class Browser(AsyncClient):
          def __init__(self, app):
              self.app = app
              super().__init__(transport=ASGITransport(app=app), base_url="http://test")

      class Other(AsyncClient):
          def __init__(self, app):
              AsyncClient.__init__(self, transport=ASGITransport(app=app))

      Browser(app=app)
      Other(app)
    `,
    py`
      import httpx

      class Browser(httpx.AsyncClient):
          def __init__(self, app, **options):
              super(Browser, self).__init__(app=app, **options)

      Browser(app, timeout=3)
    `,
    py`
      import httpx

      class Browser(httpx.AsyncClient):
          def __init__(self, app, **options):
              super(Browser, self).__init__(transport=httpx.ASGITransport(app=app), **options)

      Browser(app, timeout=3)
    `,
  ],
  [
    'where a derived class is made that does nothing of its own',
    py`
      from typing import Generic
      import httpx

      class Browser(httpx.AsyncClient, Generic[T]):
          async def read(self, path):
              return (await self.get(path)).json()

      def test_it():
          Browser(app=app)
    `,
    py`
      from typing import Generic
      import httpx

      class Browser(httpx.AsyncClient, Generic[T]):
          async def read(self, path):
              return (await self.get(path)).json()

      def test_it():
          Browser(transport=httpx.ASGITransport(app=app))
    `,
  ],
  [
    'drops proxies that are none [A5]',
    py`
      import httpx
      one = httpx.AsyncClient(proxies=None, base_url="http://test")
      two = httpx.Client(app=wsgi, proxies={})
    `,
    py`
      import httpx
      one = httpx.AsyncClient(base_url="http://test")
      two = httpx.Client(transport=httpx.WSGITransport(app=wsgi))
    `,
  ],
  [
    'makes a context of a file of authorities [A6]',
    py`
      import httpx
      client = httpx.AsyncClient(verify="tests/ca.pem", timeout=5)
    `,
    py`
      import httpx
      from ssl import create_default_context
      client = httpx.AsyncClient(verify=create_default_context(cafile="tests/ca.pem"), timeout=5)
    `,
  ],
  [
    'where a call completes a partial one',
    py`
      from functools import partial
      from httpx import AsyncClient
      make = partial(AsyncClient, base_url="http://test")
      one, two = make(), make(app=app)
    `,
    py`
      from functools import partial
      from httpx import ASGITransport, AsyncClient
      make = partial(AsyncClient, base_url="http://test")
      one, two = make(), make(transport=ASGITransport(app=app))
    `,
  ],
  [
    'in a partial call that is completed in sight',
    py`
      from functools import partial
      from httpx import AsyncClient
      make = partial(AsyncClient, app=app)
      one, two = make(), make(base_url="http://test")
    `,
    py`
      from functools import partial
      from httpx import ASGITransport, AsyncClient
      make = partial(AsyncClient, transport=ASGITransport(app=app))
      one, two = make(), make(base_url="http://test")
    `,
  ],
  [
    'under another name, in calls and in f-strings',
    py`
      import httpx
      make = httpx.AsyncClient
      async def test_it(stack):
          ac = await stack.enter_async_context(make(app=app))
          text = f"{await make(app=app).get('/')}"
    `,
    py`
      import httpx
      make = httpx.AsyncClient
      async def test_it(stack):
          ac = await stack.enter_async_context(make(transport=httpx.ASGITransport(app=app)))
          text = f"{await make(transport=httpx.ASGITransport(app=app)).get('/')}"
    `,
  ],
]);

unsafeCases(rule, [
  [
    'options that cannot be seen',
    py`
      import httpx
      def make(options):
          return httpx.AsyncClient(app=app, **options)
    `,
    py`
      import httpx
      def make(options):
          return httpx.AsyncClient(transport=httpx.ASGITransport(app=app), **options)
    `,
  ],
  [
    'a transport that may be None',
    py`
      import httpx
      httpx.AsyncClient(app=app, transport=transport)
    `,
    py`
      import httpx
      httpx.AsyncClient(transport=transport)
    `,
  ],
  [
    'a class that hands on its options',
    py`
      import httpx
      class Browser(httpx.AsyncClient):
          def __init__(self, **options):
              super().__init__(**options)
      Browser(app=app)
    `,
    py`
      import httpx
      class Browser(httpx.AsyncClient):
          def __init__(self, **options):
              super().__init__(**options)
      Browser(transport=httpx.ASGITransport(app=app))
    `,
  ],
  [
    'a class with a base that may want the application',
    py`
      import httpx
      from elsewhere import Recorder
      class Browser(Recorder, httpx.AsyncClient):
          def __init__(self):
              super().__init__(app=app)
      class Other(httpx.AsyncClient, Recorder):
          pass
      Other(app=app)
    `,
    py`
      import httpx
      from elsewhere import Recorder
      class Browser(Recorder, httpx.AsyncClient):
          def __init__(self):
              super().__init__(transport=httpx.ASGITransport(app=app))
      class Other(httpx.AsyncClient, Recorder):
          pass
      Other(transport=httpx.ASGITransport(app=app))
    `,
  ],
  [
    'a class that is given',
    py`
      import httpx
      class Browser(httpx.AsyncClient):
          @classmethod
          def of(cls, app):
              return cls(app=app)
    `,
    py`
      import httpx
      class Browser(httpx.AsyncClient):
          @classmethod
          def of(cls, app):
              return cls(transport=httpx.ASGITransport(app=app))
    `,
  ],
  [
    'where an object makes another of its class',
    py`
      from httpx import AsyncClient
      class Api(AsyncClient):
          def again(self, app):
              return type(self)(app=app), self.__class__(app=app)
          @classmethod
          def make(cls, app):
              return cls(app=app)
    `,
    py`
      from httpx import ASGITransport, AsyncClient
      class Api(AsyncClient):
          def again(self, app):
              return type(self)(transport=ASGITransport(app=app)), self.__class__(transport=ASGITransport(app=app))
          @classmethod
          def make(cls, app):
              return cls(transport=ASGITransport(app=app))
    `,
  ],
  [
    'a proxy for all URLs [A5]',
    py`
      import httpx
      client = httpx.Client(proxies="http://localhost:8030")
    `,
    py`
      import httpx
      client = httpx.Client(proxy="http://localhost:8030")
    `,
  ],
  [
    'a call that completes a partial one with a transport',
    py`
      from functools import partial
      from httpx import AsyncClient, ASGITransport
      make = partial(AsyncClient, transport=None)
      one = make(app=app)
    `,
    py`
      from functools import partial
      from httpx import AsyncClient, ASGITransport
      make = partial(AsyncClient, transport=None)
      one = make(transport=ASGITransport(app=app))
    `,
  ],
  [
    'a partial call that others complete',
    py`
      from functools import partial
      import httpx
      def make():
          return partial(httpx.AsyncClient, app=app)
    `,
    py`
      from functools import partial
      import httpx
      def make():
          return partial(httpx.AsyncClient, transport=httpx.ASGITransport(app=app))
    `,
  ],
]);

findings(rule, [
  [
    'proxies for some URLs, or that are not known [A5]',
    py`
      import httpx
      one = httpx.AsyncClient(proxies={"https://": "http://localhost:8030"})
      two = httpx.Client(proxies=settings.proxies)
    `,
    ['proxies', '`mounts={"https://": httpx.AsyncHTTPTransport(proxy=...)}`', 'a TypeError since 0.28'],
    ['proxies', '`mounts={"https://": httpx.HTTPTransport(proxy=...)}`'],
  ],
  [
    'proxies that come from callers [A5]',
    py`
      import httpx
      def make(**kwargs):
          return httpx.Client(**kwargs)
      make(proxies={})
    `,
    ['httpx.Client', '`proxies` (tests/test_it.py:', 'reaches this call', 'pass `proxy=...` there'],
  ],
  [
    'authorities that may be a folder, and a certificate [A6]',
    py`
      import httpx
      one = httpx.Client(verify="tests/certificates")
      two = httpx.Client(cert=("a.pem", "b.pem"), verify="ca.pem")
    `,
    [
      'verify',
      'write `ssl.create_default_context(cafile="tests/certificates")`',
      'a folder is given as `capath`',
    ],
    [
      'cert',
      '`context = ssl.create_default_context(cafile="ca.pem")` and `context.load_cert_chain("a.pem", "b.pem")` above',
      '`verify=context` here',
    ],
  ],
]);

noop(rule, [
  py`
    import httpx
    httpx.Client(verify=False, cert=None, proxy="http://localhost:8030")
    httpx.AsyncClient(verify=context)
    httpx.AsyncClient(verify=create_default_context(cafile="ca.pem"))
  `,
  py`
    import requests, aiohttp
    requests.get("http://localhost", proxies={}, verify="ca.pem", cert="a.pem")
    aiohttp.ClientSession(proxies=None)
  `,
  py`
    from starlette.testclient import TestClient
    TestClient(app=app, base_url="http://test")
  `,
  py`
    from fastapi.testclient import TestClient
    import httpx
    class Browser(TestClient):
        def __init__(self, app):
            super().__init__(app=app)
    Browser(app=app)
  `,
  py`
    from async_asgi_testclient import TestClient
    TestClient(app=app)
  `,
  py`
    from starlite import TestClient, create_test_client
    TestClient(app=app)
    create_test_client(app=app)
  `,
  py`
    from flask.testing import FlaskClient
    FlaskClient(app=app)
    app.test_client(app=app)
  `,
  py`
    import httpx
    httpx.AsyncClient()
    httpx.AsyncClient(base_url="https://example.org", timeout=3)
    httpx.Client(transport=httpx.MockTransport(answer))
    httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://test")
    httpx.Client(transport=httpx.WSGITransport(app=app))
  `,
  py`
    import httpx
    def make(**options):
        return httpx.AsyncClient(**options)
    class Api(httpx.AsyncClient):
        def __init__(self, *args, **kwargs):
            super().__init__(*args, base_url="https://example.org", **kwargs)
    make(timeout=3)
  `,
  py`
    import httpx
    httpx.ASGITransport(app=app)
    httpx.get("/", app=app)
    httpx.Timeout(app=app)
  `,
  py`
    from aiohttp import AsyncClient
    AsyncClient(app=app)
  `,
  py`
    from project.clients import AsyncClient
    AsyncClient(app=app)
  `,
  py`
    class AsyncClient:
        def __init__(self, app): pass
    AsyncClient(app=app)
  `,
  py`
    from httpx import AsyncClient
    def AsyncClient(app): pass
    AsyncClient(app=app)
  `,
  py`
    import httpx
    class Browser(httpx.AsyncClient):
        def __init__(self, app):
            super().__init__(transport=httpx.ASGITransport(app=app))
    class Narrow(Browser):
        def __init__(self):
            super().__init__(app=app)
    Browser(app=app)
    Narrow()
  `,
  py`
    import httpx
    class Browser(httpx.AsyncClient):
        def __init__(self, base_url):
            super().__init__(base_url=base_url)
    Browser(app=app)
  `,
  py`
    from unittest.mock import MagicMock
    import httpx
    MagicMock(spec=httpx.AsyncClient, app=app)
    isinstance(x, httpx.AsyncClient)
    app = "AsyncClient(app=app)"
  `,
  py`
    from functools import partial
    import httpx
    partial(httpx.AsyncClient, base_url="https://example.org")
    partial(print, app=app)
  `,
  py`
    import httpx
    options = {"timeout": 3}
    httpx.AsyncClient(**options)
    other = {"app": app}
    print(other)
  `,
  py`
    import httpx
    app = FastAPI()
    class Settings:
        def __init__(self):
            super().__init__(app=app)
  `,
]);

findings(rule, [
  [
    'an application that may be None',
    py`
      import httpx
      def make(app=None):
          return httpx.AsyncClient(app=app)
      httpx.AsyncClient(app=app if local else None)
    `,
    ['app', 'transport=ASGITransport(app=...)', 'may be `None`', 'real requests'],
    ['app', 'may be `None`'],
  ],
  [
    'an application that is written elsewhere',
    py`
      import httpx
      options = dict(app=app)
      options["base_url"] = "http://test"
      httpx.AsyncClient(**options)
    `,
    ['httpx.AsyncClient', '`app` (tests/test_it.py:', 'transport=ASGITransport(app=...)'],
  ],
  [
    'an application that a helper is given',
    py`
      from httpx import Client
      def make(**options):
          return Client(base_url="http://test", **options)
      make(app=wsgi)
    `,
    ['Client', '`app` (tests/test_it.py:', 'transport=WSGITransport(app=...)'],
  ],
  [
    'an application in a dictionary that something else is given too',
    py`
      import httpx
      options = {"app": app}
      httpx.AsyncClient(**options)
      Server(**options)
    `,
    ['httpx.AsyncClient', '`app` (tests/test_it.py:'],
  ],
  [
    'an application in a dictionary for clients of both kinds',
    py`
      import httpx
      options = {"app": app}
      httpx.AsyncClient(**options)
      httpx.Client(**options)
    `,
    ['httpx.AsyncClient', '`app` (tests/test_it.py:'],
    ['httpx.Client', '`app` (tests/test_it.py:'],
  ],
  [
    'a dictionary above the import',
    py`
      options = {"app": app}
      def test_it():
          import httpx
          httpx.AsyncClient(**options)
    `,
    ['httpx.AsyncClient', '`app` (tests/test_it.py:'],
  ],
  [
    'an application that a class adds to its options',
    py`
      import httpx
      class Browser(httpx.AsyncClient):
          def __init__(self, **options):
              options["app"] = app
              super().__init__(**options)
      Browser()
    `,
    ['super().__init__', '`app` (tests/test_it.py:'],
  ],
  [
    'an application beside options that cannot be seen',
    py`
      import httpx
      httpx.AsyncClient(**{"app": app, **options})
      class Factory:
          def __call__(self, **options):
              options.setdefault("app", self.app)
              return httpx.AsyncClient(**options)
    `,
    ['httpx.AsyncClient', '`app` (tests/test_it.py:'],
    ['httpx.AsyncClient', '`app` (tests/test_it.py:'],
  ],
  [
    'a transport that is given elsewhere as well',
    py`
      import httpx
      def make(**options):
          return httpx.AsyncClient(app=app, **options)
      make(transport=transport)
    `,
    ['app', '`transport` may also come from elsewhere'],
  ],
  [
    'a transport that is None at times',
    py`
      import httpx
      httpx.AsyncClient(app=app, transport=mock if x else None)
    `,
    ['app', '`transport` is given too'],
  ],
  [
    'an application whose making does more than be passed',
    py`
      import httpx
      httpx.AsyncClient(app=create_app(), transport=httpx.MockTransport(answer))
    `,
    ['app', 'overrides'],
  ],
  [
    'a name clash',
    py`
      from httpx import AsyncClient
      from compat import ASGITransport
      AsyncClient(app=app)
    `,
    ['app', 'a name clash'],
  ],
  [
    'a name that the function around has under another meaning later',
    py`
      from httpx import AsyncClient
      def test_it():
          AsyncClient(app=app)
          from httpx import ASGITransport
    `,
    ['app', 'a name clash'],
  ],
  [
    'a class that is something else at times',
    py`
      try:
          from httpx import AsyncClient
      except ImportError:
          from compat import AsyncClient
      AsyncClient(app=app)
    `,
    ['app', 'something else on another'],
  ],
  [
    'a class of either package',
    py`
      try:
          from httpx2 import AsyncClient
      except ImportError:
          from httpx import AsyncClient
      AsyncClient(app=app)
    `,
    ['app', 'something else on another'],
  ],
  [
    'a class of either kind',
    py`
      import httpx
      make = httpx.AsyncClient if x else httpx.Client
      make(app=app)
    `,
    ['app', 'something else on another'],
  ],
  [
    'a package that is imported only where it may',
    py`
      try:
          import httpx
          Base = httpx.AsyncClient
      except ImportError:
          Base = None
      Base(app=app)
    `,
    ['app', 'cannot edit'],
  ],
]);
