import type { Needs } from './piece.ts';

/** Where a test gets its client from. `§` is the number of the test. */
export interface Receiver extends Needs {
  readonly name: string;
  /** The expression that is the client. */
  readonly code: string;
  /** The head of a statement in whose body the calls stand. */
  readonly block?: string;
  /** The test is a method of this class; its text is the head and what stands above the method. */
  readonly holder?: string;
  /** A method of a `unittest.TestCase`: no fixtures, no parameters. */
  readonly unittest?: boolean;
}

const STARLETTE = 'from starlette.testclient import TestClient';
const PYTEST = 'import pytest';

const fixture = (head: string, body: string): string => `@pytest.fixture\n${head}\n${body}`;
const local = (name: string, code: string, ...imports: readonly string[]): Receiver => ({
  name,
  code: 'client',
  imports: [STARLETTE, ...imports],
  local: [`client = ${code}`],
});
const cased = (name: string, code: string, holder: string, more: Partial<Receiver> = {}): Receiver => ({
  name,
  code,
  holder,
  imports: [STARLETTE],
  ...more,
});
const UNITTEST = { unittest: true, imports: [STARLETTE, 'import unittest'] };

export const RECEIVERS: readonly Receiver[] = [
  { name: 'a constant', code: 'client', imports: [STARLETTE], module: ['client = TestClient(app)\n'] },
  local('a local', 'TestClient(app)'),
  {
    name: 'a constant of fastapi',
    code: 'fast_client',
    imports: ['from fastapi.testclient import TestClient as FastClient'],
    module: ['fast_client = FastClient(app)\n'],
  },
  {
    name: 'a constant through a module',
    code: 'by_module',
    imports: ['import starlette.testclient'],
    module: ['by_module = starlette.testclient.TestClient(app)\n'],
  },
  local('a local with a path', 'TestClient(app, base_url="http://testserver/api")'),
  local('a local with a path and a slash', 'TestClient(app, base_url="http://testserver/api/")'),
  local('a local with a path by position', 'TestClient(app, "http://testserver/api")'),
  {
    ...local('a local with a path set later', 'TestClient(app)'),
    local: ['client = TestClient(app)', 'client.base_url = "http://testserver/api"'],
  },
  {
    name: 'a fixture with a path',
    code: 'http_§',
    imports: [STARLETTE, PYTEST],
    module: [
      fixture(
        'def http_§():',
        '    with TestClient(app, base_url="http://testserver/api") as opened:\n        yield opened\n',
      ),
    ],
    params: ['http_§'],
  },
  local('a local under a root', 'TestClient(app, root_path="/api")'),
  { name: 'inline', code: 'TestClient(app)', imports: [STARLETTE] },
  {
    name: 'a with block',
    code: 'client',
    imports: [STARLETTE],
    block: 'with TestClient(app) as client:',
  },
  {
    name: 'a fixture',
    code: 'http_§',
    imports: [STARLETTE, PYTEST],
    module: [fixture('def http_§():', '    return TestClient(app)\n')],
    params: ['http_§'],
  },
  {
    name: 'an annotated fixture',
    code: 'http_§',
    imports: [STARLETTE, PYTEST],
    module: [fixture('def http_§() -> TestClient:', '    return TestClient(app)\n')],
    params: ['http_§: TestClient'],
  },
  {
    name: 'a fixture that yields',
    code: 'http_§',
    imports: [STARLETTE, PYTEST],
    module: [fixture('def http_§():', '    with TestClient(app) as opened:\n        yield opened\n')],
    params: ['http_§'],
  },
  {
    name: 'a fixture of a conftest',
    code: 'shared_client',
    conftest: [
      STARLETTE,
      PYTEST,
      fixture('def shared_client():', '    with TestClient(app) as client:\n        yield client\n'),
    ],
    params: ['shared_client'],
  },
  {
    name: 'a fixture that makes',
    code: 'client',
    imports: [STARLETTE, PYTEST],
    module: [
      fixture(
        'def open_§():',
        '    def make(**options):\n        return TestClient(app, **options)\n\n    return make\n',
      ),
    ],
    params: ['open_§'],
    local: ['client = open_§()'],
  },
  {
    name: 'a function',
    code: 'get_client()',
    imports: [STARLETTE],
    module: ['def get_client():\n    return TestClient(app)\n'],
  },
  {
    name: 'a subclass',
    code: 'api',
    imports: [STARLETTE],
    module: ['class ApiClient(TestClient):\n    """Ours."""\n', 'api = ApiClient(app)\n'],
  },
  {
    name: 'an item',
    code: 'CLIENTS["a"]',
    imports: [STARLETTE],
    module: ['CLIENTS = {"a": TestClient(app)}\n'],
  },
  {
    name: 'an imported constant',
    code: 'shared',
    imports: ['from helpers import shared'],
    helpers: [STARLETTE, 'shared = TestClient(app)\n'],
  },
  {
    name: 'what an imported function makes',
    code: 'client',
    imports: ['from helpers import make_client'],
    helpers: [
      STARLETTE,
      'def make_client(**options):\n    client = TestClient(app, **options)\n    return client\n',
    ],
    local: ['client = make_client()'],
  },
  {
    name: 'of an imported subclass',
    code: 'client',
    imports: ['from helpers import ApiClient as Api'],
    helpers: [STARLETTE, 'class ApiClient(TestClient):\n    base = "/"\n'],
    local: ['client = Api(app)'],
  },
  {
    name: 'a fixture of a class in a conftest',
    code: 'world.client',
    conftest: [
      STARLETTE,
      PYTEST,
      'class World:\n    def __init__(self):\n        self.client = TestClient(app)\n',
      fixture('def world():', '    return World()\n'),
    ],
    params: ['world'],
  },
  {
    name: 'a fixture that a fixture uses',
    code: 'signed_§',
    imports: [STARLETTE, PYTEST],
    module: [
      fixture('def plain_§():', '    return TestClient(app)\n'),
      fixture('def signed_§(plain_§):', '    plain_§.headers["x-signed"] = "1"\n    return plain_§\n'),
    ],
    params: ['signed_§'],
  },
  {
    name: 'a loop',
    code: 'client',
    imports: [STARLETTE],
    block: 'for client in [TestClient(app)]:',
  },
  {
    name: 'a pair',
    code: 'client',
    imports: [STARLETTE, PYTEST],
    module: [fixture('def world_§():', '    return "bot", TestClient(app)\n')],
    params: ['world_§'],
    local: ['bot, client = world_§'],
  },
  {
    name: 'a fixture of the class',
    code: 'http',
    holder: 'class TestCase_§:\n    @pytest.fixture\n    def http(self):\n        return TestClient(app)\n',
    imports: [STARLETTE, PYTEST],
    params: ['http'],
  },
  {
    name: 'an automatic fixture of the class',
    code: 'self.http',
    holder:
      'class TestCase_§:\n    @pytest.fixture(autouse=True)\n    def prepare(self):\n        self.http = TestClient(app)\n',
    imports: [STARLETTE, PYTEST],
  },
  {
    name: 'of a base class of another file',
    code: 'self.client',
    holder: 'class TestCase_§(Base):\n    maxDiff = None\n',
    imports: ['from helpers import Base'],
    helpers: [
      STARLETTE,
      'import unittest',
      'class Base(unittest.TestCase):\n    def setUp(self):\n        super().setUp()\n        self.client = TestClient(app)\n',
    ],
    unittest: true,
  },
  cased(
    'set up',
    'self.client',
    'class TestCase_§(unittest.TestCase):\n    def setUp(self):\n        self.client = TestClient(app)\n',
    UNITTEST,
  ),
  cased(
    'set up once',
    'self.client',
    'class TestCase_§(unittest.TestCase):\n    @classmethod\n    def setUpClass(cls):\n        cls.client = TestClient(app)\n',
    UNITTEST,
  ),
  cased(
    'set up by pytest',
    'self.client',
    'class TestCase_§:\n    def setup_method(self):\n        self.client = TestClient(app)\n',
  ),
  cased(
    'set up with a path',
    'self.client',
    'class TestCase_§(unittest.TestCase):\n    def setUp(self):\n        self.client = TestClient(app, base_url="http://testserver/api")\n',
    UNITTEST,
  ),
  cased('of the class', 'self.client', 'class TestCase_§:\n    client = TestClient(app)\n'),
  cased(
    'an annotated attribute',
    'self.api',
    'class TestCase_§(unittest.TestCase):\n    api: TestClient\n\n    def setUp(self) -> None:\n        self.api = TestClient(app)\n',
    UNITTEST,
  ),
];
