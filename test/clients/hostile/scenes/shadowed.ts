import { call } from '../calls.ts';
import type { Block } from '../project.ts';
import { bareTest, testOf, type Given, type Scene } from './scene.ts';

/** A class with the methods of the old client, which keeps what it is given: other names are a TypeError. */
export const stub = (name: string): string => `class ${name}:
    def __init__(self, app=None):
        self.app, self.sent = app, []

    def request(self, method, url, data=None, json=None, headers=None, params=None, allow_redirects=None):
        self.sent.append((method, url, data, json, headers, params, allow_redirects))
        return self

    def get(self, url, **kwargs):
        return self.request("GET", url, **kwargs)

    def post(self, url, data=None, json=None, **kwargs):
        return self.request("POST", url, data=data, json=json, **kwargs)

    def put(self, url, data=None, **kwargs):
        return self.request("PUT", url, data=data, **kwargs)

    def patch(self, url, data=None, **kwargs):
        return self.request("PATCH", url, data=data, **kwargs)

    def delete(self, url, **kwargs):
        return self.request("SHUT", url, **kwargs)`;

/** What a call of the stub keeps. */
const keeps = (client: string, { call: one }: Given): readonly string[] => [
  call(one, client),
  `assert ${client}.sent[-1][0] == "${one.verb === 'delete' ? 'SHUT' : one.verb.toUpperCase()}"`,
  `assert ${client}.sent[-1][1] == "${one.path}"`,
];

interface Way {
  readonly name: string;
  readonly blocks?: readonly Block[];
  readonly imports?: readonly string[];
  readonly above?: string;
  readonly lines?: readonly string[];
  readonly client: string;
}

const shadowed = ({ name, blocks = [], imports = [], above = '', lines = [], client }: Way): Scene => ({
  name,
  family: 'shadowed',
  write: (given) => [
    ...blocks,
    bareTest([...lines, `client = ${client}`, ...keeps('client', given)], {
      imports: [...imports, ...(given.call.imports ?? [])],
      above,
    }),
  ],
});

const OWN: Block = { path: 'tests/doubles_§.py', text: stub('TestClient') };

/** Two tests of one project may both have it: the text is the same for both. */
const LIBRARY: readonly Block[] = [
  { path: 'fastapi/__init__.py', text: '' },
  { path: 'fastapi/testclient.py', text: stub('TestClient') },
];

export const OF_SHADOWED: readonly Scene[] = [
  shadowed({
    name: 'a package of the project with the name of the library',
    blocks: LIBRARY,
    imports: ['from fastapi.testclient import TestClient as Stub'],
    client: 'Stub()',
  }),
  shadowed({
    name: 'a package with the name of the library, as a module',
    blocks: LIBRARY,
    imports: ['import fastapi.testclient'],
    client: 'fastapi.testclient.TestClient()',
  }),
  shadowed({
    name: 'a class of another file with the name of the client',
    blocks: [OWN],
    imports: ['from tests import doubles_§'],
    client: 'doubles_§.TestClient()',
  }),
  shadowed({
    name: 'a class in the test with the name of the client',
    lines: stub('TestClient').split('\n'),
    client: 'TestClient()',
  }),
  shadowed({
    name: 'a class that takes the name of the import',
    above: `from starlette.testclient import TestClient as Named§\n\n\n${stub('Named§')}`,
    client: 'Named§()',
  }),
  shadowed({
    name: 'an import for the type checker alone',
    blocks: [OWN],
    above:
      'if TYPE_CHECKING:\n    from starlette.testclient import TestClient as Typed§\nelse:\n    from tests.doubles_§ import TestClient as Typed§',
    imports: ['from typing import TYPE_CHECKING'],
    client: 'Typed§()',
  }),
  shadowed({
    name: 'a module that takes the place of the library',
    blocks: [
      OWN,
      {
        path: 'tests/conftest.py',
        imports: ['import sys', 'from tests import doubles_§'],
        text: 'sys.modules["library_§.testclient"] = sys.modules["library_§"] = doubles_§',
      },
    ],
    imports: ['from library_§.testclient import TestClient as Placed'],
    client: 'Placed()',
  }),
  shadowed({
    name: 'an alias of a module of the project',
    blocks: [OWN],
    imports: ['import tests.doubles_§ as testclient_§'],
    client: 'testclient_§.TestClient()',
  }),
  shadowed({
    name: 'a name that an inner function takes',
    imports: ['from starlette.testclient import TestClient'],
    above: `${stub('Stub§')}\n\n\ndef make_§(TestClient):\n    return TestClient()`,
    client: 'make_§(Stub§)',
  }),
  shadowed({
    name: 'a client of the backport that stays on requests',
    blocks: [{ path: 'starlette_testclient/__init__.py', hidden: true, text: stub('TestClient') }],
    imports: ['from starlette_testclient import TestClient as Backport'],
    client: 'Backport()',
  }),
  shadowed({
    name: 'a generic class with the name of the client',
    above: `Body§ = TypeVar("Body§")\n\n\n${stub('TestClient§').replace('TestClient§:', 'TestClient§(Generic[Body§]):')}`,
    imports: ['from typing import Generic, TypeVar'],
    client: 'TestClient§[str]()',
  }),
  shadowed({
    name: 'a class of the project below the client in name alone',
    blocks: [
      OWN,
      {
        path: 'tests/more_§.py',
        imports: ['from tests.doubles_§ import TestClient'],
        text: 'class ShopTestClient(TestClient):\n    pass',
      },
    ],
    imports: ['from tests.more_§ import ShopTestClient as Shop§'],
    client: 'Shop§()',
  }),
  {
    name: 'a base that is patched',
    family: 'shadowed',
    write: (given) => [
      OWN,
      testOf(
        given,
        [
          'monkeypatch.setattr("tests.clients.Api", TestClient)',
          'client = tests.clients.Api()',
          ...keeps('client', given),
        ],
        {
          params: ['monkeypatch'],
          imports: ['import tests.clients', 'from tests.doubles_§ import TestClient'],
        },
      ),
    ],
  },
];
