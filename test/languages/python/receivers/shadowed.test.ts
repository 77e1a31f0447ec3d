import { describe } from 'vitest';
import { code } from '../../../support/snippets.ts';
import { finds, TEST } from './finds.ts';

const USE = code`
  from fastapi.testclient import TestClient
  client = TestClient(app)
  client.delete("/", json={})
`;

const STUB = code`
  class TestClient:
      def delete(self, url, json=None): ...
`;

const PROVEN = ['3 client.delete proven constructed'];

describe("a project's own module under the name of a package is taken first", () => {
  finds([
    ['a stub', { 'fastapi/testclient.py': STUB, 'fastapi/__init__.py': '', [TEST]: USE }, []],
    ['a stub without a package', { 'fastapi/testclient.py': STUB, [TEST]: USE }, []],
    ['a stub beside the tests', { 'tests/fastapi/testclient.py': STUB, [TEST]: USE }, []],
    ['a stub below src', { 'src/fastapi/testclient.py': STUB, [TEST]: USE }, []],
    ['a stub that is a package', { 'fastapi/testclient/__init__.py': STUB, [TEST]: USE }, []],
    [
      'a package beside a file of its name, which Python does not see',
      {
        'make/__init__.py': 'from stub import TestClient',
        'make.py': 'from fastapi.testclient import TestClient',
        'stub.py': STUB,
        [TEST]: 'from make import TestClient\nclient = TestClient(app)\nclient.delete("/", json={})\n',
      },
      [],
    ],
    [
      'a stub that a package takes from elsewhere',
      { 'fastapi/testclient.py': 'from stub import TestClient', 'stub.py': STUB, [TEST]: USE },
      [],
    ],
    [
      'a stub in a folder that a conftest puts on the path',
      {
        'stubs/fastapi/testclient.py': STUB,
        'tests/conftest.py': code`
          import sys
          from pathlib import Path
          STUBS = Path(__file__).parent.parent / "stubs"
          sys.path.insert(0, str(STUBS))
        `,
        [TEST]: USE,
      },
      [],
    ],
    [
      'a stub in a folder beside a conftest',
      {
        'tests/stubs/fastapi/testclient.py': STUB,
        'tests/conftest.py':
          'import os, sys\nsys.path.append(os.path.join(os.path.dirname(__file__), "stubs"))\n',
        [TEST]: USE,
      },
      [],
    ],
    [
      'a stub in a folder that the settings of pytest name',
      {
        'stubs/fastapi/testclient.py': STUB,
        'pyproject.toml': '[tool.pytest.ini_options]\npythonpath = ["stubs"]\n',
        [TEST]: USE,
      },
      [],
    ],
    [
      'a stub that is read from its module',
      {
        'fastapi/testclient.py': STUB,
        [TEST]: code`
          import fastapi.testclient
          from fastapi import testclient
          fastapi.testclient.TestClient(app).delete("/")
          testclient.TestClient(app).delete("/")
        `,
      },
      [],
    ],
    [
      'a module that hands out the real one',
      { 'fastapi/testclient.py': 'from starlette.testclient import TestClient', [TEST]: USE },
      PROVEN,
    ],
    [
      'a class that derives from the real one',
      {
        'fastapi/testclient.py':
          'from starlette.testclient import TestClient as T\nclass TestClient(T): ...\n',
        [TEST]: USE,
      },
      ['3 client.delete proven subclass'],
    ],
    [
      'the package itself, on httpx',
      {
        'fastapi/__init__.py': '',
        'fastapi/testclient.py':
          'import httpx\nclass TestClient(httpx.Client):\n    def delete(self, url): ...\n',
        [TEST]: USE,
      },
      PROVEN,
    ],
    [
      'the package itself, on requests',
      {
        'fastapi/__init__.py': '',
        'fastapi/testclient.py':
          'import requests\nclass TestClient(requests.Session):\n    def request(self, method, url): ...\n',
        [TEST]: USE,
      },
      PROVEN,
    ],
    ['a package without such a module', { 'fastapi/__init__.py': '', [TEST]: USE }, PROVEN],
  ]);
});
