import { describe } from 'vitest';
import { code } from '../../../support/snippets.ts';
import { finds, TEST } from './finds.ts';

describe('a method of a client may be reached otherwise', () => {
  finds([
    [
      'by getattr with a name',
      code`
        from fastapi.testclient import TestClient
        c = TestClient(app)
        getattr(c, "delete")("/")
      `,
      ['3 c.delete proven constructed'],
    ],
    [
      'by getattr with a parameter',
      code`
        from fastapi.testclient import TestClient
        c = TestClient(app)
        def test_a(method):
            getattr(c, method.lower())("/")
      `,
      ['4 c. proven constructed'],
    ],
    [
      'by getattr with a name that sends nothing',
      code`
        from fastapi.testclient import TestClient
        c = TestClient(app)
        getattr(c, "close")()
      `,
      [],
    ],
    [
      'held in a name',
      code`
        from fastapi.testclient import TestClient
        c = TestClient(app)
        send = c.post
        send("/")
      `,
      ['4 send.post proven constructed'],
    ],
    [
      'taken from a list of methods',
      code`
        from fastapi.testclient import TestClient
        c = TestClient(app)
        for send in (c.get, c.delete):
            send("/")
      `,
      ['4 send. proven constructed'],
    ],
  ]);
});

describe("a method that is put aside for a time is the client's at one time and not at another", () => {
  const head = code`
    from unittest.mock import patch
    from fastapi.testclient import TestClient
    client = TestClient(app)

  `;
  finds([
    [
      'by monkeypatch, in the test that does it',
      code`
        ${head}
        def test_a(monkeypatch):
            monkeypatch.setattr(client, "get", fake)
            client.get("/")
            client.put("/")
        def test_b():
            client.get("/")
      `,
      [
        '6 client.get mixed constructed',
        '7 client.put proven constructed',
        '9 client.get proven constructed',
      ],
    ],
    [
      'by a decorator',
      code`
        ${head}
        @patch.object(TestClient, "get")
        def test_a(get):
            client.get("/")
        def test_b():
            client.get("/")
      `,
      // A mock of which nothing is expected: an edit of the call makes no difference to the test.
      ['6 client.get proven constructed', '8 client.get proven constructed'],
    ],
    [
      'by its dotted name, in a fixture',
      code`
        ${head}
        @pytest.fixture
        def fake():
            with patch("starlette.testclient.TestClient.get"):
                yield
        def test_a():
            client.get("/")
      `,
      ['9 client.get mixed constructed'],
    ],
    [
      'by the dotted name of its class in the project, whatever that is called',
      {
        'tests/clients.py': `${head}Api = TestClient\nclass Shop(TestClient): pass\nclass Other: pass`,
        'tests/conftest.py': code`
          import pytest
          from unittest.mock import patch
          @pytest.fixture(autouse=True)
          def fakes():
              patch("tests.clients.Api.get").start()
              patch("tests.clients.Shop.put").start()
              patch("tests.clients.Other.post").start()
              patch("tests.missing.Api.patch").start()
        `,
        [TEST]: `${head}client.get("/")\nclient.put("/")\nclient.post("/")\nclient.patch("/")`,
      },
      [
        '4 client.get mixed constructed',
        '5 client.put mixed constructed',
        '6 client.post proven constructed',
        '7 client.patch proven constructed',
      ],
    ],
    [
      'but not of something else',
      `${head}patch.object(other, "get")\nclient.get("/")`,
      ['5 client.get proven constructed'],
    ],
  ]);
});

describe('a method that wraps the one of the client may change what it hands on', () => {
  const wrapped = (body: string): string => code`
    from fastapi.testclient import TestClient
    def logged(verb):
        def call(self, *args, **kwargs):
            return verb(self, *args, **kwargs)
        return call
    class Base(TestClient):
        ${body}
    class Api(Base):
        def request(self, *args, **kwargs):
            return super().request(*args, **kwargs)
    Base(app).request("GET", "/")
    Api(app).request("GET", "/")
  `;
  finds([
    [
      'in the body of the class',
      wrapped('request = logged(TestClient.request)'),
      [
        '4 verb.request proven constructed',
        '10 super().request mixed subclass',
        '11 Base(app).request mixed subclass',
      ],
    ],
    [
      'not where it wraps another method',
      wrapped('request = logged(TestClient.post)'),
      ['4 verb.post proven constructed'],
    ],
    ['not where it wraps a method of something else', wrapped('request = logged(Other.request)'), []],
    ['not where nothing is known of it', wrapped('request = made()'), []],
  ]);
});

describe('a computed name may be that of any method, where the file that sets it runs with the tests', () => {
  const test = `from fastapi.testclient import TestClient\nclient = TestClient(app)\nclient.get("/")\n`;
  const wrap = code`
    from fastapi.testclient import TestClient
    def wrap(wrappers):
        for name, value in wrappers.items():
            setattr(TestClient, name, value)
  `;
  const certain = ['3 client.get proven constructed'];
  const mixed = ['3 client.get mixed constructed'];
  finds([
    ['in a conftest', { [TEST]: test, 'tests/conftest.py': wrap }, mixed],
    [
      'in a helper that it imports',
      { [TEST]: `${test}from helpers import wrap`, 'tests/helpers.py': wrap },
      mixed,
    ],
    [
      'in a helper that the conftest imports',
      { [TEST]: test, 'tests/conftest.py': 'import helpers', 'tests/helpers.py': wrap },
      mixed,
    ],
    [
      'in a module of a package that it imports',
      {
        [TEST]: `${test}from support import patches`,
        'tests/support/__init__.py': '',
        'tests/support/patches.py': wrap,
      },
      mixed,
    ],
    ['not in a script elsewhere', { [TEST]: test, 'tools/wrap.py': wrap }, certain],
    [
      'not in other tests',
      { [TEST]: test, 'tests/other/conftest.py': wrap, 'tests/test_other.py': wrap },
      certain,
    ],
  ]);
});
