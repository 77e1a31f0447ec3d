import { describe, expect, test } from 'vitest';
import type { Wanted } from '../../../src/core/wants.ts';
import { callsValue, linksIn, lookFor, neighbours } from '../../../src/languages/python/gate/gate.ts';
import { modulesIn } from '../../../src/languages/python/gate/links.ts';
import { projectOf } from '../../support/project.ts';
import { allRulesOf, callsOf } from '../../support/wants.ts';

const look = lookFor(callsOf('python'), { clients: [] });
const isPlace = (text: string, wanted: Wanted): boolean => lookFor(wanted, { clients: [] })(text).place;

describe('a text can hold what all rules together want', () => {
  test.each([
    'x.post("/")',
    'self.api.post ("/")',
    '(client\n    .delete\n    ("/"))',
    '(client.  # why\n    delete("/"))',
    'client. \\\n  put("/")',
    '(client.put)("/")',
    'client.get("/", allow_redirects=False)',
    'client.get("/", "more")',
    'client.get(\n    "/",  # where\n    allow_redirects = False,\n)',
    'client.get("/", **options)',
    'client.get(*args)',
    'x.send(request)',
    'client.websocket_connect("/ws")',
    'x.websocket_connect("/ws", **options)',
    'send = client.get\nsend("/")',
    'partial(client.get, "/")',
    'handlers = {"get": client.get}',
    'getattr(client, method)("/")',
    'getattr(client, "get")("/")',
    'async with AsyncClient(app=app) as client:\n    yield client',
    'return httpx.Client(base_url=url, **options)',
    'class Api(AsyncClient):\n    def __init__(self, **kwargs): super().__init__(**kwargs)',
    'Api(\n    app=app,\n)',
    'Api(base_url=url, app = app)',
    'Api(\n    url,  # where\n    transport=transport)',
    'partial(AsyncClient, app=app)',
    'session.assert_called_once_with("/", data="x")',
  ])('%j', (text) => expect(look(text).place).toBe(true));

  test.each([
    'client.getter("/")',
    'get("/")',
    'client.get("/")',
    'client.get("/", extensions=dict(a=("a", "b, c"), b=(1, 2)))',
    'client.get(f"/{a}", extensions=f(a, b))',
    'x.sender()',
    'self.request.session',
    'self.request = request',
    'the scope is "http.request" here',
    'how to x.get the thing',
    'target(x)',
    '@router.post("/items", response_model=Item)\ndef create(): ...',
    '    @self.app.delete("/items")',
    'getattr(settings, "DEBUG")',
    'app = FastAPI()\napp: FastAPI = create()\nassert app == other',
    'TestClient(app)',
    'boto3.client("s3")',
    'my_app=1',
    '',
  ])('but not %j', (text) => expect(look(text).place).toBe(false));
});

describe('what one rule wants decides what is looked for', () => {
  test.each<[string, Wanted, readonly string[], readonly string[]]>([
    ['every call of some methods', { calls: [{ methods: ['post'] }] }, ['a.post(u)'], ['a.put(u, data=1)']],
    [
      'calls with an option',
      { calls: [{ options: ['allowRedirects'] }] },
      ['a.post(u, allow_redirects=x)', 'a.head(u, **kw)', 'a.put(*all)'],
      ['a.post(u, x, data=1)', 'allow_redirects = x'],
    ],
    [
      'calls with an argument after the URL',
      { calls: [{ methods: ['get', 'request'], positional: true }] },
      ['a.get(u, x)', 'a.request(m, u, x)'],
      ['a.get(u, params=x)', 'a.request(m, u)', 'a.post(u, x)'],
    ],
    [
      'constructions',
      { constructions: ['app'] },
      ['f(app=x)', 'f(x, **kw)'],
      ['f(app)', 'app = x', 'a.post(u)', 'f(transport=x)'],
    ],
    [
      'reads',
      { reads: { response: ['ok', 'isRedirect'] } },
      ['r.ok', 'r.is_redirect'],
      ['r.look', 'a.post(u)'],
    ],
    [
      'methods that matter with an argument',
      { reads: { response: ['ok', 'json'] }, withArguments: ['json'] },
      [
        'r.ok',
        'r.json(encoding="utf-8")',
        'r.json(**options)',
        'r.json(  # why\n    encoding=x)',
        'getattr(r, "json")(encoding=x)',
      ],
      ['r.json()', 'r.json(\n)["a"]', 'r.json'],
    ],
    ['stores', { stores: { client: ['cookies'] } }, ['a.cookies = {}'], ['a.post(u)']],
    ['stores of items', { stores: { headers: ['[]'] } }, ['h["a"] = 1', 'del h["a"]'], ['a.post(u)']],
    [
      'truths',
      { truths: ['response'] },
      [
        'assert r',
        'if not r:',
        'assert self.r, "no"',
        'x = r and 1',
        'bool(r)',
        'assert a.get(u)',
        'if (\n  r\n): pass',
      ],
      ['assert r.status_code == 200', 'a.get(u)'],
    ],
    ['iterations', { iterations: ['response'] }, ['for x in r:', '[*r]', 'list(r)', 'a, b = r'], ['r.x']],
    ['enters', { enters: ['response'] }, ['with r as x:', 'stack.enter_context(r)'], ['a.get(u)']],
    [
      'references',
      { references: ['requests.codes'] },
      ['requests.codes.ok', 'from requests import codes'],
      ['a.get(u)'],
    ],
    ['definitions', { definitions: ['get'] }, ['class A(B):'], ['a.get(u)']],
    [
      'every call, where a method is held beside others',
      { calls: [{ methods: ['get'] }] },
      ['for one in [a.post, a.put]: one(u)', 'getattr(a, "post")'],
      ['a.post(u)'],
    ],
    ['nothing', {}, [], ['a.get(u, data=1)', 'f(app=x)', 'getattr(a, b)', 'x = a.post']],
  ])('%s', (_, wanted, places, others) => {
    expect(places.filter((text) => !isPlace(text, wanted))).toEqual([]);
    expect(others.filter((text) => isPlace(text, wanted))).toEqual([]);
  });
});

test.each([
  ['from fastapi.testclient import x', false, false],
  ['from x import TestClient as Api', true, true],
  ['api = self.app.test_client()', true, true],
  ['with httpx.Client(app=app) as api', true, true],
  ['options.pop("test_client", None)', true, true],
  ['self.api_client.get("/")', true, false],
  ['client.get("/")', true, false],
  ['ASYNC_CLIENT = ShopClient()', false, false],
  ['api.get("/")', false, false],
])('%j knows a client: %s; brings one: %s', (text, knows, brings) =>
  expect(look(text)).toMatchObject({ knows, brings }),
);

test.each([
  ['http', false],
  ['self.http', false],
  ['http()', true],
])('a text knows what the user calls %s; brings one: %s', (client, isBrought) => {
  const { knows, brings } = lookFor(allRulesOf('python'), { clients: [client] })('self.http.get("/")');
  expect([knows, brings]).toEqual([true, isBrought]);
});

test('a file with a type of a response brings one to rules that ask about responses', () => {
  const text = 'def check(answer: requests.Response): assert answer.ok';
  expect(lookFor({ reads: { response: ['ok'] } }, { clients: [] })(text).brings).toBe(true);
  expect(lookFor({ calls: [{ methods: ['get'] }] }, { clients: [] })(text).brings).toBe(false);
});

describe('a value may be called in', () => {
  test.each([
    'def test(send): send("/")',
    'def test(a, *, send: Callable = None): send("/")',
    'send = clients[0]\nsend("/")',
    'send: Send = given()\nsend("/")',
    'a, send = both\nsend("/")',
    '(\n    a,\n    send,\n) = both\nsend("/")',
    'for name, send in all: send("/")',
    '[send(url) for send in all]',
    'lambda send, url: send(url)',
    'if (send := given()): send("/")',
    'senders["post"]("/")',
    'sender()("/")',
    'self.send = send\nself.send("/")',
    'partial(send, "/")',
    'from helpers import post\npost("/", data="x")',
    'from helpers import (\n    a,\n    delete,\n)\n\ndef f():\n    delete("/")',
  ])('%j', (text) => expect(callsValue(text)).toBe(true));

  test.each([
    'from x import send\nsend("/")',
    'def send(url): ...\nsend("/")',
    'class A:\n    def send(self): self.send()',
    'response = Response(status_code=1)',
    'def f(a: Order): return Order(a)',
    'from helpers import post, client\nclient.post("/")',
    'from helpers import poster\nposter("/")',
  ])('but not in %j', (text) => expect(callsValue(text)).toBe(false));
});

describe('imports', () => {
  test.each<[string, readonly string[]]>([
    ['import a', ['a*']],
    ['import a.b as c, d', ['a.b*', 'd*']],
    ['import a.b', ['a.b*', 'a*']],
    ['if x: import a', ['a*']],
    ['from a.b import c', ['a.b', 'a.b.c*']],
    ['from a import (\n    b,  # (why)\n    c as d,\n)', ['a', 'a.b*', 'a.c*', 'a.as*', 'a.d*']],
    ['from a import b, \\\n    c', ['a', 'a.b*', 'a.c*']],
    ['from . import a', ['.', '.a*']],
    ['from ..a import *', ['..a']],
    ['a = pytest.importorskip("a.b")', ['a.b*']],
    ['pytest_plugins = ["a.b", \'c\']', ['a.b*', 'c*']],
    ['raise A from b\nimported = 1', []],
    [Buffer.from('import clé').toString('latin1'), ['clé*']],
  ])('%j', (text, links) => expect(linksIn(text).flatMap(modulesIn).sort()).toEqual([...links].sort()));

  const files = {
    'app/__init__.py': '',
    'app/main.py': '',
    'app/parts/one.py': '',
    'tests/conftest.py': '',
    'tests/api/conftest.py': '',
    'tests/api/__init__.py': '',
    'tests/api/helpers.py': '',
    'tests/api/test_a.py': '',
    'setup.py': 'setup(entry_points={"pytest11": ["app = app.main"]})',
  };
  test.each<[string, string, readonly string[]]>([
    ['app/main.py', '', []],
    ['app/main.py', 'from app.parts import one', ['app/parts/one.py']],
    ['app/main.py', 'import app.parts', ['app/__init__.py', 'app/parts/one.py']],
    ['app/main.py', 'from . import parts', ['app/__init__.py', 'app/parts/one.py']],
    ['tests/api/test_a.py', 'from .helpers import x', ['tests/api/helpers.py']],
  ])('%s with %j leads to files, besides fixtures', (path, text, expected) => {
    const found = new Set(neighbours(projectOf(files), path, linksIn(text)));
    expect(expected.filter((one) => !found.has(one))).toEqual([]);
  });

  test('every file is connected with the conftests above it and with the plugins of the project', () => {
    expect([...neighbours(projectOf(files), 'tests/api/test_a.py', [])].sort()).toEqual([
      'app/main.py',
      'tests/api/conftest.py',
      'tests/conftest.py',
    ]);
  });
});

test.each([
  ['one line of letters', 'x'.repeat(1_000_000)],
  ['one line of assignments', 'a=b,'.repeat(250_000)],
  ['one line of clients', 'client('.repeat(100_000)],
  ['calls that do not end', 'x.get('.repeat(100_000)],
  ['quotes', '"\''.repeat(500_000)],
  ['imports', 'from a import (b, '.repeat(50_000)],
  ['froms', `from ${' '.repeat(100)}`.repeat(10_000)],
  ['loops', 'for x '.repeat(150_000)],
  ['annotations', 'a: '.repeat(300_000)],
  ['white space', `.${' '.repeat(1_000_000)}`],
])('a megabyte of %s is looked at within the time of a test', (_, text) => {
  const wanted = { ...allRulesOf('python'), truths: ['response'], reads: { response: ['ok'] } } as const;
  expect(lookFor(wanted, { clients: [] })(`TestClient ${text}`).brings).toBe(true);
  expect([typeof callsValue(text), Array.isArray(linksIn(text))]).toEqual(['boolean', true]);
});
