import { describe } from 'vitest';
import { rule as asgiTransport } from '../../../transforms/asgi-transport.ts';
import { rule as bodyToRequest } from '../../../transforms/body-to-request.ts';
import { rule as dataToContent } from '../../../transforms/data-to-content.ts';
import { rule as followRedirects } from '../../../transforms/follow-redirects.ts';
import { rule as positionalBody } from '../../../transforms/positional-body.ts';
import { cases, findings, noop } from '../../support/rules.ts';
import { code, py } from '../../support/snippets.ts';

const rules = [asgiTransport, bodyToRequest, dataToContent, followRedirects, positionalBody];

const LEFT = 'the branch for the old client was left as it is';

const whole = (text: string) => ({ language: 'python', text }) as const;

describe('code for the old client beside its new form', () => {
  findings(rules, [
    [
      'a version that is compared',
      py`
      import starlette
      VERSION = tuple(int(part) for part in starlette.__version__.split(".")[:2])
      def test_it():
          if VERSION < (0, 21):
              client.get("/x", allow_redirects=False)
              client.delete("/x", json={})
          else:
              client.get("/x", follow_redirects=False)
      `,
      ['VERSION < (0, 21)', LEFT, 'tells the old client from the new one'],
    ],
    [
      'a version in a flag, and an early return',
      py`
      from importlib.metadata import version
      MAJOR, MINOR = map(int, version("starlette").split(".")[:2])
      NEW = MAJOR > 0 or MINOR >= 21
      def test_it():
          if NEW:
              return client.request("DELETE", "/x", json={})
          return client.delete("/x", json={})
      `,
      ['NEW', LEFT],
    ],
    [
      'a version that is read by a function of the file',
      py`
      import starlette
      from packaging.version import Version
      def is_old():
          return Version(starlette.__version__) < Version("0.21")
      def test_it():
          return client.post("/x", "raw") if is_old() else client.post("/x", content="raw")
      `,
      ['is_old()', LEFT],
    ],
    [
      'a refused argument',
      py`
      def test_it():
          try:
              client.get("/x", follow_redirects=False)
          except TypeError:
              client.get("/x", allow_redirects=False)
      `,
      ['TypeError', LEFT],
    ],
    [
      'a refused argument, the old form first',
      py`
      def test_it():
          try:
              client.delete("/x", json={})
          except TypeError:
              client.request("DELETE", "/x", json={})
      `,
      ['TypeError', LEFT],
    ],
    [
      'a refused argument that is suppressed',
      py`
      from contextlib import suppress
      def test_it():
          with suppress(TypeError):
              return client.get("/x", follow_redirects=False)
          return client.get("/x", allow_redirects=False)
      `,
      ['suppress(TypeError)', LEFT],
    ],
    [
      'a flag that nothing is known of, where the new form of the same call stands on the other way',
      py`
      def test_it(new):
          if new:
              client.post("/x", content="raw")
          else:
              client.post("/x", "raw")
      `,
      ['new', LEFT, 'the same call stands in its new form'],
    ],
    [
      'an attribute that only the new client has',
      py`
      def test_it():
          if not hasattr(client, "build_request"):
              client.post("/x", "raw")
      `,
      ['not hasattr(client, "build_request")', LEFT],
    ],
    [
      'the parameters of a method',
      py`
      import inspect
      HAS = "follow_redirects" in inspect.signature(TestClient.get).parameters
      def test_it():
          if not HAS:
              client.get("/x", allow_redirects=False)
      `,
      ['not HAS', LEFT],
    ],
    [
      'a package that is imported where it is installed',
      py`
      try:
          import httpx
          HTTPX = True
      except ImportError:
          HTTPX = False
      def test_it():
          if not HTTPX:
              client.post("/x", "raw")
      `,
      ['not HTTPX', LEFT],
    ],
    [
      'a test that is skipped with the new client',
      py`
      import pytest, starlette
      VERSION = tuple(map(int, starlette.__version__.split(".")[:2]))
      @pytest.mark.skipif(VERSION >= (0, 21), reason="httpx")
      def test_it():
          client.post("/x", "raw")
      `,
      ['pytest.mark.skipif(VERSION >= (0, 21), reason="httpx")', LEFT],
    ],
    [
      'a module that is skipped with the new client',
      py`
      import pytest, starlette
      if starlette.__version__ >= "0.21":
          pytest.skip("httpx", allow_module_level=True)
      def test_it():
          client.post("/x", "raw")
      `,
      ['starlette.__version__ >= "0.21"', LEFT],
    ],
    [
      'a class that skips its tests with the new client',
      py`
      import starlette, unittest
      class Test(unittest.TestCase):
          def setUp(self):
              if starlette.__version__ >= "0.21":
                  self.skipTest("httpx")
          def test_it(self):
              client.post("/x", "raw")
      `,
      ['starlette.__version__ >= "0.21"', LEFT],
    ],
    [
      'a function that is chosen by the version',
      py`
      import starlette
      def old(url):
          return client.get(url, allow_redirects=False)
      def new(url):
          return client.get(url, follow_redirects=False)
      fetch = new if starlette.__version__ >= "0.21" else old
      def test_it():
          fetch("/x")
      `,
      ['starlette.__version__ >= "0.21"', LEFT],
    ],
    [
      'functions side by side, of which one is taken',
      py`
      FETCH = {
          True: lambda url: client.get(url, follow_redirects=False),
          False: lambda url: client.get(url, allow_redirects=False),
      }
      `,
      [
        code`
          {
              True: lambda url: client.get(url, follow_redirects=False),
              False: lambda url: client.get(url, allow_redirects=False),
          }
        `.trim(),
        LEFT,
      ],
    ],
    [
      'a test that a fixture skips with the new client',
      py`
      import pytest, starlette
      @pytest.fixture
      def old_only():
          if starlette.__version__ >= "0.21":
              pytest.skip("httpx")
      @pytest.mark.usefixtures("old_only")
      def test_it():
          client.post("/x", "raw")
      def test_that(old_only):
          client.post("/x", "raw")
      `,
      ['pytest.mark.usefixtures("old_only")', LEFT],
      ['old_only', LEFT],
    ],
    [
      'a test that is skipped on a condition in quotes',
      py`
      import pytest, starlette
      VERSION = tuple(map(int, starlette.__version__.split(".")[:2]))
      @pytest.mark.skipif("VERSION >= (0, 21)", reason="httpx")
      def test_it():
          client.post("/x", "raw")
      `,
      ['pytest.mark.skipif("VERSION >= (0, 21)", reason="httpx")', LEFT],
    ],
    [
      'a test that a decorator of the file skips',
      py`
      import pytest, starlette
      def old_only(test):
          return pytest.mark.skipif(starlette.__version__ >= "0.21", reason="httpx")(test)
      @old_only
      def test_it():
          client.post("/x", "raw")
      `,
      ['old_only', LEFT],
    ],
    [
      'a version that a function of the file compares with what it is given',
      py`
      import starlette
      VERSION = tuple(map(int, starlette.__version__.split(".")[:2]))
      def at_least(*version):
          return VERSION >= version
      def test_it():
          if not at_least(0, 21):
              client.post("/x", "raw")
      `,
      ['not at_least(0, 21)', LEFT],
    ],
    [
      'the case of a `match` for an old version',
      py`
      import starlette
      VERSION = tuple(map(int, starlette.__version__.split(".")[:3]))
      def test_it():
          match VERSION:
              case (0, minor, _) if minor < 21:
                  client.get("/x", allow_redirects=False)
              case _:
                  pass
      `,
      ['VERSION', LEFT, 'tells the old client from the new one'],
    ],
    [
      'cases by numbers, by parts and by what is left',
      py`
      import starlette
      from packaging.version import Version
      MAJOR, MINOR = map(int, starlette.__version__.split(".")[:2])
      def test_numbers():
          match MAJOR, MINOR:
              case 0, 19 | 20:
                  client.post("/x", data="raw")
      def test_parts():
          match Version(starlette.__version__):
              case Version(major=0, minor=minor) if minor <= 20:
                  client.post("/x", data="raw")
      def test_text():
          match starlette.__version__.split("."):
              case ["0", minor, *_] if int(minor) >= 21:
                  client.post("/x", content="raw")
              case _:
                  client.put("/x", data="raw")
      def test_answer():
          match MINOR >= 21:
              case False:
                  client.post("/x", data="raw")
      def test_return():
          match MINOR:
              case minor if minor >= 21:
                  return
          client.post("/x", data="raw")
      `,
      ['MAJOR, MINOR', LEFT],
      ['Version(starlette.__version__)', LEFT],
      ['starlette.__version__.split(".")', LEFT],
      ['MINOR >= 21', LEFT],
      ['MINOR', LEFT],
    ],
    [
      'the case for a module that is not there',
      py`
      import sys
      def test_it():
          match sys.modules.get("httpx"):
              case None:
                  client.get("/x", allow_redirects=False)
              case _:
                  pass
      `,
      ['sys.modules.get("httpx")', LEFT],
    ],
    [
      "a client of httpx's own",
      whole(code`
        import httpx
        async def test_it(app):
            if httpx.__version__ < "0.27":
                client = httpx.AsyncClient(app=app)
            else:
                client = httpx.AsyncClient(transport=httpx.ASGITransport(app=app))
      `),
      ['httpx.__version__ < "0.27"', LEFT],
    ],
  ]);
  noop(rules, [
    py`
    import starlette
    KEY = "follow_redirects" if starlette.__version__ >= "0.21" else "allow_redirects"
    def test_it():
        client.get("/x", **{KEY: False})
    `,
    py`
    import starlette
    def test_it():
        options = {}
        if starlette.__version__ < "0.21":
            options["allow_redirects"] = False
        client.get("/x", **options)
    `,
    py`
    NEW = True
    def body(raw):
        return {"content": raw} if NEW else {"data": raw}
    def test_it():
        client.post("/x", **body("raw"))
    `,
  ]);
  cases(rules, [
    [
      'is edited where the branches do different things',
      py`
      def test_it(fast):
          if fast:
              client.get("/x", follow_redirects=True)
          else:
              client.get("/x", allow_redirects=False)
      `,
      py`
      def test_it(fast):
          if fast:
              client.get("/x", follow_redirects=True)
          else:
              client.get("/x", follow_redirects=False)
      `,
    ],
    [
      'is edited in the branch for the new client',
      py`
      import starlette
      def test_it():
          if starlette.__version__ >= "0.21":
              client.post("/x", data="raw")
      `,
      py`
      import starlette
      def test_it():
          if starlette.__version__ >= "0.21":
              client.post("/x", content="raw")
      `,
    ],
    [
      'is edited where the version is that of something else',
      py`
      import sys
      def test_it():
          if sys.version_info < (3, 8):
              client.post("/x", data="raw")
          if "allow_redirects" in OPTIONS:
              client.get("/x", allow_redirects=False)
      `,
      py`
      import sys
      def test_it():
          if sys.version_info < (3, 8):
              client.post("/x", content="raw")
          if "allow_redirects" in OPTIONS:
              client.get("/x", follow_redirects=False)
      `,
    ],
    [
      'is edited in a case for any version, for a new one, and for other values',
      py`
      import starlette, sys
      VERSION = tuple(map(int, starlette.__version__.split(".")[:3]))
      def test_it(kind):
          match VERSION:
              case (0, *_):
                  client.post("/any", data="raw")
              case (1, minor, _) if minor < 21:
                  client.post("/new", data="raw")
              case _:
                  client.post("/newer", data="raw")
          match VERSION:
              case (0, minor, _) if minor >= 43:
                  client.post("/late", data="raw")
          match kind:
              case 20:
                  client.post("/kind", data="raw")
              case (0, minor, _) if minor < 21:
                  client.post("/kinds", data="raw")
              case None:
                  client.post("/none", data="raw")
          match sys.version_info[:2]:
              case (3, minor) if minor < 9:
                  client.post("/python", data="raw")
          match sys.modules.get("ujson"):
              case None:
                  client.post("/json", data="raw")
      `,
      py`
      import starlette, sys
      VERSION = tuple(map(int, starlette.__version__.split(".")[:3]))
      def test_it(kind):
          match VERSION:
              case (0, *_):
                  client.post("/any", content="raw")
              case (1, minor, _) if minor < 21:
                  client.post("/new", content="raw")
              case _:
                  client.post("/newer", content="raw")
          match VERSION:
              case (0, minor, _) if minor >= 43:
                  client.post("/late", content="raw")
          match kind:
              case 20:
                  client.post("/kind", content="raw")
              case (0, minor, _) if minor < 21:
                  client.post("/kinds", content="raw")
              case None:
                  client.post("/none", content="raw")
          match sys.version_info[:2]:
              case (3, minor) if minor < 9:
                  client.post("/python", content="raw")
          match sys.modules.get("ujson"):
              case None:
                  client.post("/json", content="raw")
      `,
    ],
    [
      'is edited where only an edit makes the one branch the new form of the other',
      py`
      def test_it(flag):
          if flag:
              client.post("/x", "raw")
          else:
              client.post("/x", data="raw")
      `,
      py`
      def test_it(flag):
          if flag:
              client.post("/x", content="raw")
          else:
              client.post("/x", content="raw")
      `,
    ],
    [
      'is edited where a flag is set in the code that it decides about',
      py`
      NEW = False
      def turn_on():
          global NEW
          if NEW:
              NEW = True
      def test_it():
          if NEW:
              client.get("/x", allow_redirects=False)
      `,
      py`
      NEW = False
      def turn_on():
          global NEW
          if NEW:
              NEW = True
      def test_it():
          if NEW:
              client.get("/x", follow_redirects=False)
      `,
    ],
    [
      'is edited below an import that may fail',
      py`
      try:
          import ujson
      except ImportError:
          ujson = None
      def test_it():
          client.post("/x", data="raw")
      `,
      py`
      try:
          import ujson
      except ImportError:
          ujson = None
      def test_it():
          client.post("/x", content="raw")
      `,
    ],
  ]);
});

describe('a call that a test expects to fail', () => {
  noop(rules, [
    py`
    import pytest
    def test_it():
        client.post("/x", content="raw")
        with pytest.raises(TypeError):
            client.get("/x", allow_redirects=False)
        with pytest.raises((TypeError, ValueError)):
            client.delete("/x", json={})
        pytest.raises(TypeError, lambda: client.post("/x", {}))
    `,
    py`
    import pytest
    def test_it():
        with pytest.raises(TypeError):
            client.post("/x", data="raw", retries=3)
    `,
    py`
    import pytest
    def test_it():
        with pytest.raises(Exception, match="unexpected keyword"):
            client.delete("/x", json={})
    `,
    py`
    import pytest, warnings
    def test_it():
        with pytest.warns(DeprecationWarning):
            client.post("/x", data="raw")
        with pytest.deprecated_call():
            client.post("/x", data="raw")
        with warnings.catch_warnings(record=True) as caught:
            client.post("/x", data="raw")
        with pytest.raises(DeprecationWarning):
            with warnings.catch_warnings():
                warnings.simplefilter("error")
                client.post("/x", data="raw")
    `,
    py`
    import unittest
    class Test(unittest.TestCase):
        def test_it(self):
            with self.assertRaises(TypeError):
                client.get("/x", allow_redirects=False)
            with self.assertWarns(DeprecationWarning):
                client.post("/x", data="raw")
            client.get("/x", follow_redirects=False)
    `,
  ]);
  findings(rules, [
    [
      'where the application may be what raised it',
      py`
      import pytest
      def test_it():
          with pytest.raises(TypeError):
              client.delete("/x", json={})
      `,
      ['delete', 'write `request("DELETE", ...)`', 'before the application is reached'],
    ],
    [
      'where it meets an error instead of a warning',
      py`
      import pytest
      def test_it():
          with pytest.warns(DeprecationWarning):
              client.delete("/x", json={})
      `,
      ['delete', 'write `request("DELETE", ...)`', 'meets an error instead of a warning'],
    ],
    [
      'where warnings are errors',
      py`
      import warnings
      def test_it():
          with warnings.catch_warnings():
              warnings.simplefilter("error")
              client.post("/x", data="raw")
      `,
      ['data', 'rename the option', 'left as it is under `warnings.catch_warnings()`'],
    ],
    [
      'a warning where the application may raise what is expected',
      py`
      import pytest
      def test_it():
          with pytest.raises(TypeError):
              client.post("/x", data="raw")
      `,
      ['data', 'rename the option', 'left as it is under `pytest.raises(TypeError)`'],
    ],
  ]);
  cases(rules, [
    [
      'is edited under other exceptions, and other warnings',
      py`
      import pytest
      def test_it():
          with pytest.raises(ValueError):
              client.post("/x", data="raw")
          with pytest.raises(Exception):
              client.delete("/x", json={})
          with pytest.warns(RuntimeWarning):
              client.get("/x", allow_redirects=False)
      `,
      py`
      import pytest
      def test_it():
          with pytest.raises(ValueError):
              client.post("/x", content="raw")
          with pytest.raises(Exception):
              client.request("DELETE", "/x", json={})
          with pytest.warns(RuntimeWarning):
              client.get("/x", follow_redirects=False)
      `,
    ],
    [
      'is edited where the other way passes the same as `json`, which the old client takes too',
      py`
      def send(body, raw):
          if raw:
              return client.post("/x", data=body)
          return client.post("/x", json=body)
      def test_it():
          send("text", True)
      `,
      py`
      def send(body, raw):
          if raw:
              return client.post("/x", content=body)
          return client.post("/x", json=body)
      def test_it():
          send("text", True)
      `,
    ],
    [
      'is edited where the error only fails the test',
      py`
      import pytest
      def test_it():
          try:
              client.post("/x", {"a": "1"})
          except TypeError as error:
              pytest.fail(str(error))
      `,
      py`
      import pytest
      def test_it():
          try:
              client.post("/x", data={"a": "1"})
          except TypeError as error:
              pytest.fail(str(error))
      `,
    ],
  ]);
});

findings(
  [dataToContent],
  [
    [
      'a body that goes into unpacked options as `data` or as `json`',
      whole(`
from starlette.testclient import TestClient
client = TestClient(app)
def send(body):
    options = {}
    if isinstance(body, str):
        options["data"] = body
    else:
        options["json"] = body
    return client.post("/x", **options)
def test_it():
    send("text")
`),
      ['post', ') reaches this call'],
    ],
  ],
);
