import { describe, expect, test } from 'vitest';
import { carries, hasCall, hasClient, provides } from '../../../src/languages/python/gate.ts';

describe('hasCall', () => {
  test.each([
    'client.get("/")',
    'self.api.post ("/")',
    'x.websocket_connect("/ws")',
    '(client\n    .delete\n    ("/"))',
    'client. \\\n  put("/")',
    'x.send(request)',
    'send = client.post\nsend("/")',
    'partial(client.get, "/")',
    'getattr(client, method)("/")',
    'kwargs = {"allow_redirects": False}',
    'async with AsyncClient(app=app) as client:\n    yield client',
    'return httpx.Client(base_url=url, **options)',
    'class Api(AsyncClient):\n    def __init__(self, **kwargs): super().__init__(**kwargs)',
    'Api(\n    app=app,\n)',
    'Api(base_url=url, app = app)',
    "options = {'app': app}",
  ])('sees %j', (text) => expect(hasCall(text)).toBe(true));

  test.each([
    'client.getter("/")',
    'get("/")',
    'client.get',
    'x.sender()',
    'target(x)',
    'disallow_redirects',
    'app = FastAPI()\napp: FastAPI = create()\nassert app == other',
    'TestClient(app)',
    'boto3.client("s3")',
    'my_app=1',
    '',
  ])('sees nothing in %j', (text) => expect(hasCall(text)).toBe(false));
});

test.each([
  ['from fastapi.testclient import x', true],
  ['ASYNC_CLIENT = 1', true],
  ['api.get("/")', false],
])('hasClient(%j) is %s', (text, expected) => expect(hasClient(text)).toBe(expected));

describe('provides', () => {
  const file = (body: string): readonly string[] =>
    provides(`from fastapi.testclient import TestClient\n${body}\n`);

  test.each<[string, string, readonly string[]]>([
    [
      'functions and classes',
      'def make():\n  pass\nasync def amake(): pass\nclass Api(TestClient):\n    def login(self): pass',
      ['make', 'amake', 'Api', 'login'],
    ],
    ['but no tests', 'def test_a(): pass\nclass TestB: pass', ['TestB']],
    [
      'a fixture whose name begins like a test',
      '@pytest.fixture(\n    scope="module",\n)\ndef test_app():\n    yield 1',
      ['test_app'],
    ],
    ['the name a fixture is given', '@fixture(name="http")\ndef _http(): pass', ['_http', 'http']],
    ['names bound to a client', 'api = TestClient(app)', ['api']],
    ['names with a type, and awaited ones', 'api: Api = await make_client(app)', ['api', 'Api']],
    ['attributes', '    self.http = self.app.test_client()', ['http']],
    ['several at once', 'a = b.c = TestClient(app)', ['a', 'b', 'c']],
    ['unpacked ones', 'app, api = build_client()', ['app', 'api']],
    ['a client in parentheses on the next line', 'api = (\n    TestClient(app)\n)', ['api']],
    ['a context', 'with TestClient(app, base_url="http://x") as api:\n    pass', ['api']],
    ['a context over lines', 'with TestClient(\n    app,\n) as api:\n    pass', ['api']],
    ['an assignment expression', 'if (api := get_client()): pass', ['api']],
    ['names of any script', 'clé = TestClient(app)\ndef été(): pass', ['été', 'clé']],
    ['nothing everybody has', 'class X:\n    def setUp(self): pass\n    def __init__(self): pass', ['X']],
    [
      'a class under another name',
      'from httpx import AsyncClient as Http\nfrom x import (TestClient as Api)',
      ['Http', 'Api'],
    ],
    ['no comparison', 'assert make == TestClient(app)', []],
  ])('%s', (_, body, expected) => {
    expect([...file(body)].sort()).toEqual([...expected].sort());
  });

  test('is silent where nothing is a test client', () => {
    expect(provides('client = redis.client()\ndef f(): pass')).toEqual([]);
  });

  test('a class derived from a client of httpx', () => {
    expect(provides('import httpx\nclass Api(httpx.Client): pass')).toEqual(['Api']);
  });

  test('a fixture and the word are enough', () => {
    expect(provides('@pytest.fixture\ndef http(client): return client')).toEqual(['http']);
  });
});

test('carries names the fixtures of a file', () => {
  expect(carries('@pytest.fixture\ndef http(api): return api\ndef helper(): pass')).toEqual(['http']);
  expect(carries('def helper(): pass')).toEqual([]);
});

test.each([
  ['one line of letters', 'x'.repeat(1_000_000)],
  ['one line of assignments', 'a=b,'.repeat(250_000)],
  ['one line of clients', 'client('.repeat(100_000)],
  ['fixtures without a function', 'fixture('.repeat(100_000)],
  ['white space', `.${' '.repeat(1_000_000)}`],
])('a megabyte of %s is looked at within the time of a test', (_, text) => {
  const all = `TestClient fixture ${text}`;
  expect([hasCall(all), hasClient(all), Array.isArray(provides(all))]).toEqual([false, true, true]);
});
