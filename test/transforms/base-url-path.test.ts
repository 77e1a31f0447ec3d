import { rule } from '../../transforms/base-url-path.ts';
import { findings, noop } from '../support/rules.ts';
import type { Snippet } from '../support/snippets.ts';

const file = (...lines: readonly string[]): Snippet => ({
  language: 'python',
  text: [
    'import functools, pytest, unittest, httpx',
    'from starlette.testclient import TestClient',
    ...lines,
    '',
  ].join('\n'),
});

const API = '"http://testserver/api"';
const made = (url: string, ...lines: readonly string[]): Snippet =>
  file(
    'def test_a():',
    `    client = TestClient(app, base_url=${url})`,
    ...lines.map((line) => `    ${line}`),
  );

const SAYS_A = [
  '`client.get("/a")`',
  'goes to `/api/a` now, not to `/a`',
  'write `base_url="http://testserver"`',
];

findings(rule, [
  [
    'a path that begins with a slash [L1]',
    made(API, 'client.get("/a")'),
    [API, ...SAYS_A, 'since Starlette 0.34'],
  ],
  [
    'a base URL that ends with a slash [L1]',
    made('"http://testserver/api/"', 'client.get(url="/a", params={"q": "1"})'),
    [
      '"http://testserver/api/"',
      '`client.get(url="/a"',
      'goes to `/api/a` now',
      'base_url="http://testserver"',
    ],
  ],
  [
    'several calls of one client once [L1]',
    made(
      API,
      'client.get("/a")',
      'for id in [1, 2]:',
      '    client.put(f"/items/{id}", json={})',
      'client.request("GET", "/b")',
    ),
    [
      API,
      'goes to `/api/a` now, not to `/a`, and 2 other calls elsewhere too: write `base_url="http://testserver"`',
    ],
  ],
  [
    'a path of slashes alone [L1]',
    made('"http://testserver//"', 'client.get("/a")'),
    ['"http://testserver//"', 'goes to `//a` now, not to `/a`: write `base_url="http://testserver"`'],
  ],
  [
    'a path without a slash, where the base URL has none at its end [L2]',
    made(API, 'client.get("a")'),
    [API, 'goes to `/api/a` now, not to `/a`: write `base_url="http://testserver"`', 'since Starlette 0.21'],
  ],
  [
    'a path without a slash below two parts [L2]',
    made('"http://testserver/api/v1"', 'client.get("a")'),
    [
      '"http://testserver/api/v1"',
      'goes to `/api/v1/a` now, not to `/api/a`: write `base_url="http://testserver/api/"`',
    ],
  ],
  [
    'paths of both kinds, with what to write for the short one [L1, L2]',
    made('"http://testserver/api/"', 'client.get("a")', 'client.get("/b")'),
    [
      '"http://testserver/api/"',
      '`client.get("/b")`',
      'write `base_url="http://testserver"` and whole paths in its calls, `"/api/a"` for `"a"`',
    ],
  ],
  [
    'an empty path and a query alone [L3]',
    made(API, 'client.get("")', 'client.get("?x=1")'),
    [
      API,
      'goes to `/api/` now, not to `/api`',
      'write `base_url="http://testserver"` and whole paths in its calls, `"/api"` for `""`',
    ],
  ],
  [
    'a URL that is not known',
    made(API, 'client.get(next(urls))'),
    [
      API,
      'calls with a URL like `"/a"` go below `/api` now: write `base_url="http://testserver"` and whole paths',
    ],
  ],
  ['a client whose calls are not seen', made(API, 'check(client)'), [API, 'go below `/api` now']],
  [
    'a name, a sum and a conditional',
    made(
      API,
      'url = "/a"',
      'client.get(url)',
      'client.get(url + "/b")',
      'client.get("http://h/a" if url else "/a")',
    ),
    [API, '2 other calls'],
  ],
  [
    'a base URL in a name, and one that is put together',
    file(
      'PREFIX = "/api"',
      'BASE = f"http://testserver{PREFIX}"',
      'def test_a():',
      '    TestClient(app, base_url=BASE).get("/a")',
      '    TestClient(app, base_url="http://testserver" + PREFIX).get("/a")',
    ),
    ['BASE', 'goes to `/api/a` now'],
    ['"http://testserver" + PREFIX', 'goes to `/api/a` now'],
  ],
  [
    'a base URL by position',
    file('def test_a():', `    TestClient(app, ${API}).get("/a")`),
    [API, 'write `"http://testserver"`'],
  ],
  [
    'a client of a fixture',
    file(
      '@pytest.fixture',
      'def client():',
      `    with TestClient(app, base_url=${API}) as opened:`,
      '        yield opened',
      'def test_a(client):',
      '    client.get("/a")',
    ),
    [API, ...SAYS_A],
  ],
  [
    'a client of a test case',
    file(
      'class Test(unittest.TestCase):',
      '    def setUp(self):',
      `        self.client = TestClient(app, base_url=${API})`,
      '    def test_a(self):',
      '        self.client.get("/a")',
    ),
    [API, '`self.client.get("/a")`'],
  ],
  [
    'a helper that sends, and a method that is chosen at run time',
    file(
      'def send(client, url):',
      '    return client.get(url)',
      'def test_a():',
      `    client = TestClient(app, base_url=${API})`,
      '    send(client, "/a")',
      '    getattr(client, "post")("/b")',
    ),
    [API, '`client.get(url)`', 'goes to `/api/a` now', '1 other call elsewhere'],
  ],
  [
    'a helper and a `partial` that make clients',
    file(
      'def make(**options):',
      '    return TestClient(app, **options)',
      `Made = functools.partial(TestClient, base_url=${API})`,
      'def test_a():',
      '    client = make(base_url="http://testserver/v1")',
      '    client.get("/a")',
      '    Made(app).get("/b")',
    ),
    [API, '`Made(app).get("/b")`'],
    ['"http://testserver/v1"', '`client.get("/a")`', 'goes to `/v1/a` now'],
  ],
  [
    'a subclass that sets itself up',
    file(
      'class Api(TestClient):',
      '    def __init__(self, app):',
      `        super().__init__(app, base_url=${API})`,
      'def test_a():',
      '    Api(app).get("/a")',
    ),
    [API, '`Api(app).get("/a")`'],
  ],
  [
    'a subclass that takes a base URL, in its constructor alone',
    file(
      'class Api(TestClient):',
      `    def __init__(self, app, base_url=${API}):`,
      '        super().__init__(app, base_url=base_url)',
      'def test_a():',
      '    Api(app, base_url="http://testserver/v1").get("/a")',
    ),
    ['base_url', 'goes to `/v1/a` now'],
  ],
  [
    'a subclass that hands on what it is given',
    file(
      'class Api(TestClient):',
      '    def __init__(self, *args, **kwargs):',
      '        super().__init__(*args, **kwargs)',
      'def test_a():',
      `    Api(app, base_url=${API}).get("/a")`,
    ),
    [API, 'goes to `/api/a` now'],
  ],
  [
    'a base URL that is assigned',
    file(
      'def test_a():',
      '    client = TestClient(app)',
      '    client.get("/before")',
      `    client.base_url = ${API}`,
      '    client.get("/a")',
    ),
    [API, '`client.get("/a")`', 'not to `/a`: write `client.base_url = "http://testserver"`'],
  ],
  [
    'a base URL that is assigned in a branch, or after the call',
    made(API, 'client.get("/a")', 'if maybe:', '    client.base_url = "http://other"', 'client.get("/b")'),
    [API, '`client.get("/a")`', '1 other call elsewhere'],
  ],
  [
    'a base URL that is assigned in place of another',
    made(
      API,
      'client.get("/a")',
      'client.base_url = "http://testserver/v2"',
      'client.get("/b")',
      'client.get("/c")',
    ),
    [API, 'goes to `/api/a` now, not to `/a`: write'],
    ['"http://testserver/v2"', '`client.get("/b")`', 'goes to `/v2/b` now', '1 other call elsewhere'],
  ],
  [
    'a subclass whose methods hand on the URL',
    file(
      'class Api(TestClient):',
      '    def request(self, method, url, **kwargs):',
      '        return super().request(method, url, **kwargs)',
      'def test_a():',
      `    Api(app, base_url=${API}).get("/a")`,
    ),
    [API, 'goes to `/api/a` now'],
  ],
  [
    'a base URL that urljoin makes',
    file(
      'from urllib.parse import urljoin',
      'def test_a():',
      '    TestClient(app, base_url=urljoin("http://testserver", "/api")).get("/a")',
    ),
    ['urljoin("http://testserver", "/api")', 'goes to `/api/a` now'],
  ],
  [
    'a URL that urljoin makes of paths',
    file(
      'from urllib.parse import urljoin',
      'def test_a():',
      `    TestClient(app, base_url=${API}).get(urljoin("/v1/", name))`,
    ),
    [API, 'calls with a URL like `"/a"` go below `/api` now'],
  ],
  [
    'a base URL and a URL that are formatted',
    file(
      'HOST = "http://testserver"',
      'def test_a():',
      '    TestClient(app, base_url="{}/api".format(HOST)).get("/{name}/{}".format(1, name="a"))',
      '    TestClient(app, base_url="%s/api" % HOST).get("/%s/%s" % ("a", 1))',
    ),
    ['"{}/api".format(HOST)', 'goes to `/api/a/1` now, not to `/a/1`'],
    ['"%s/api" % HOST', 'goes to `/api/a/1` now, not to `/a/1`'],
  ],
  [
    'URLs that are formatted with what is not known',
    made(
      API,
      'client.get("/{}".format(*parts))',
      'client.get("%s/a" % next(urls))',
      'client.get("/{0}/%s" % a)',
    ),
    [API, 'goes to `/api/...` now', '1 other call elsewhere'],
  ],
  [
    'a call below the root path [L15]',
    file(
      'def test_a():',
      '    client = TestClient(app, root_path="/api")',
      '    client.get("/api/x")',
      '    client.get(f"/api/{1}")',
    ),
    [
      '"/api"',
      '`client.get("/api/x")`',
      '(and 1 more) reaches the route `/x` now: remove `root_path`, or write `"/api/api/x"`',
      'since Starlette 0.33',
    ],
  ],
  [
    'a call of the root path itself [L15]',
    file('def test_a():', '    TestClient(app, root_path="/api").get("/api?x=1")'),
    ['"/api"', 'reaches the route `/` now', 'write `"/api/api?x=1"`'],
  ],
]);

noop(rule, [
  made('"http://testserver"', 'client.get("/a")', 'client.get("a")', 'client.get(next(urls))'),
  made('"https://testserver/"', 'client.get("/a")'),
  made('f"http://localhost:{port}"', 'client.get("/a")'),
  made('settings.base_url', 'client.get("/a")'),
  made(API, 'client.get("http://testserver/api/a")', 'client.post("https://other/b")'),
  made(API, 'client.get(f"http://testserver/{1}")'),
  made(
    '"http://testserver/api/"',
    'client.get("a")',
    'client.get("")',
    'client.get("?x=1")',
    'client.get("../a")',
  ),
  made(API, 'with client.websocket_connect("/ws") as session:', '    pass'),
  file('def test_a():', `    client = httpx.Client(base_url=${API})`, '    client.get("/a")'),
  file(
    'async def test_a():',
    `    async with httpx.AsyncClient(app=app, base_url=${API}) as client:`,
    '        await client.get("/a")',
  ),
  file(
    'from flask.testing import FlaskClient',
    'def test_a():',
    `    FlaskClient(app, base_url=${API}).get("/a")`,
  ),
  {
    language: 'python',
    text: `from ours import TestClient\ndef test_a():\n    TestClient(app, base_url=${API}).get("/a")\n`,
  },
  file(
    'def test_a():',
    '    client = TestClient(app)',
    `    client.base_url = ${API}`,
    '    client.get("http://testserver/a")',
  ),
  file(
    'def test_a():',
    '    client = TestClient(app)',
    '    client.base_url = "http://other"',
    '    client.get("/a")',
  ),
  file(
    'def test_a():',
    '    client = TestClient(app)',
    '    client.base_url += "/api"',
    '    client.get("/a")',
  ),
  file(
    'def test_a():',
    '    TestClient(app, root_path="/api").get("/x")',
    '    TestClient(app, root_path="/api").get("/apix")',
  ),
  file(
    'def test_a():',
    '    TestClient(app, root_path="/api/").get("/api/x")',
    '    TestClient(app, root_path="").get("/api/x")',
  ),
  file('def test_a():', '    TestClient(app, root_path="/api").get(next(urls))'),
  file(
    'import starlette',
    'if starlette.__version__ < "0.21":',
    `    client = TestClient(app, base_url=${API})`,
    '    client.get("/a")',
  ),
  made('"http://testserver/api/"', 'client.base_url = "http://testserver"', 'client.get("/a")'),
  made(API, 'with other:', '    client.base_url = "http://testserver"', '    client.get("/a")'),
  file(
    'def test_a():',
    '    client = TestClient(app)',
    '    before = client.base_url',
    `    client.base_url = ${API}`,
    '    client.base_url = before',
    '    client.get("/a")',
  ),
  file(
    'class Api(TestClient):',
    '    def request(self, method, url, **kwargs):',
    '        return super().request(method, "http://testserver" + url, **kwargs)',
    'def test_a():',
    `    Api(app, base_url=${API}).get("/a")`,
  ),
  file(
    'class Api(TestClient):',
    '    def get(self, url, **kwargs):',
    '        return super().get(url.lstrip("/"), **kwargs)',
    'def test_a():',
    '    Api(app, base_url="http://testserver/api/").get("/a")',
  ),
  file(
    'class Api(TestClient):',
    '    def get(self, url, **kwargs):',
    '        url = f"http://testserver{url}"',
    '        return super().get(url=url, **kwargs)',
    'def test_a():',
    `    Api(app, base_url=${API}).get("/a")`,
  ),
  file(
    'from urllib.parse import urljoin',
    'BASE = "http://testserver/api/"',
    'def test_a():',
    '    client = TestClient(app, base_url=BASE)',
    '    client.get(urljoin(BASE, "a"))',
    '    client.get(urljoin(BASE, name))',
  ),
  file(
    'from urllib.parse import urljoin',
    'def test_a():',
    '    TestClient(app, base_url=urljoin("http://testserver/api", "/")).get("/a")',
  ),
  file(
    'BASE = "http://testserver/api"',
    'def test_a():',
    '    client = TestClient(app, base_url=BASE)',
    '    client.get("{}/a".format(BASE))',
    '    client.get("{base}/{}".format(1, base=BASE))',
    '    client.get("%s/a/%d" % (BASE, number))',
  ),
  file(
    'def test_a():',
    '    TestClient(app, base_url="%s://testserver" % "http").get("/a")',
    '    TestClient(app, base_url="http://{}".format("testserver")).get("/a")',
  ),
]);
