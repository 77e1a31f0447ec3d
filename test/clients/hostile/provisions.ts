import type { Block } from './project.ts';

/** How a test comes to its client. */
export interface Provision {
  readonly name: string;
  /** What the scenes share. */
  readonly blocks: readonly Block[];
  /** Parameters of a test, beside `self` where `holder` is the head of a class that the test is a method of. */
  readonly params: readonly string[];
  readonly holder?: string;
  /** Statements in front of what a test does. */
  readonly local?: readonly string[];
  /** The client. */
  readonly code: string;
  readonly imports?: readonly string[];
}

const CONFTEST = 'tests/conftest.py';
const IMPORTS = ['import pytest', 'from shop.app import app', 'from tests.clients import Api'];

const fixture = (name: string, text: string, more: readonly string[] = []): Provision => ({
  name,
  blocks: [{ path: CONFTEST, imports: [...IMPORTS, ...more], text }],
  params: ['client'],
  code: 'client',
});

/** The plainest first. */
export const PROVISIONS: readonly Provision[] = [
  fixture('a fixture', '@pytest.fixture\ndef client():\n    return Api(app)'),
  fixture(
    'an open client',
    '@pytest.fixture\ndef client():\n    with Api(app) as opened:\n        yield opened',
  ),
  fixture(
    'a fixture with the type of a base',
    '@pytest.fixture\ndef client() -> TestClient:\n    return Api(app)',
    ['from starlette.testclient import TestClient'],
  ),
  fixture(
    'a fixture in branches',
    'if os.environ.get("SHOP_PLAIN"):\n\n    @pytest.fixture\n    def client():\n        return TestClient(app)\n\nelse:\n\n    @pytest.fixture\n    def client():\n        return Api(app)',
    ['import os', 'from starlette.testclient import TestClient'],
  ),
  fixture(
    'a fixture for each class',
    '@pytest.fixture(params=[Api, TestClient])\ndef client(request):\n    return request.param(app)',
    ['from starlette.testclient import TestClient'],
  ),
  {
    ...fixture(
      'a fixture that makes clients',
      '@pytest.fixture\ndef make_client():\n    def make():\n        return Api(app)\n\n    return make',
    ),
    params: ['make_client'],
    local: ['client = make_client()'],
  },
  {
    name: 'a name of a module',
    blocks: [{ path: 'tests/helpers.py', imports: IMPORTS.slice(1), text: 'client = Api(app)' }],
    imports: ['from tests.helpers import client'],
    params: [],
    code: 'client',
  },
  {
    name: 'an attribute of the test',
    blocks: [
      {
        path: 'tests/base.py',
        imports: IMPORTS.slice(1),
        text: 'class Base:\n    def setup_method(self):\n        self.client = Api(app)',
      },
    ],
    imports: ['from tests.base import Base'],
    holder: 'class TestCase§(Base):',
    params: [],
    code: 'self.client',
  },
  {
    name: 'an attribute of the class',
    blocks: [
      { path: 'tests/base.py', imports: IMPORTS.slice(1), text: 'class Base:\n    client = Api(app)' },
    ],
    imports: ['from tests.base import Base'],
    holder: 'class TestCase§(Base):',
    params: [],
    code: 'self.client',
  },
  {
    name: 'a client of its own',
    blocks: [],
    imports: ['from shop.app import app', 'from tests.clients import Api'],
    params: [],
    local: ['client = Api(app)'],
    code: 'client',
  },
];
