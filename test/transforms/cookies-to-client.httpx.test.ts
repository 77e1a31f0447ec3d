import { rule } from '../../transforms/cookies-to-client.ts';
import { cases, findings, noop } from '../support/rules.ts';
import { py, type Snippet } from '../support/snippets.ts';

/** A test that makes a client of httpx for itself. */
const test = (made: string, ...body: readonly string[]): Snippet => py`
  import httpx
  from httpx import ASGITransport, AsyncClient
  from shop.main import app

  async def test_it():
      async with ${made} as client:
          ${body.join('\n          ')}
`;

/** A test that asks for one of a fixture. */
const fixture = (...body: readonly string[]): Snippet => py`
  import httpx, pytest
  from shop.main import app

  @pytest.fixture
  async def client():
      async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://shop.test") as client:
          yield client

  async def test_it(client: httpx.AsyncClient):
      ${body.join('\n      ')}
`;

const GET = 'response = await client.get("/", cookies={"a": "1"})';

cases(rule, [
  [
    'gives them to the client of one request [A9]',
    test('AsyncClient(transport=ASGITransport(app=app), base_url="http://shop.test")', GET),
    test(
      'AsyncClient(transport=ASGITransport(app=app), base_url="http://shop.test", cookies={"a": "1"})',
      'response = await client.get("/")',
    ),
  ],
  [
    'gives them to a client that is given the application itself',
    test('httpx.AsyncClient(app=app)', 'await client.request("GET", "/", cookies=dict(a="1"))'),
    test('httpx.AsyncClient(app=app, cookies=dict(a="1"))', 'await client.request("GET", "/")'),
  ],
  [
    'sets them on the client that a fixture makes for the test',
    fixture(GET, 'assert response.status_code == 200'),
    fixture(
      'client.cookies.update({"a": "1"})',
      'response = await client.get("/")',
      'assert response.status_code == 200',
    ),
  ],
  [
    'removes empty ones',
    test('httpx.AsyncClient(app=app)', 'await client.get("/", cookies={})', 'await client.get("/")'),
    test('httpx.AsyncClient(app=app)', 'await client.get("/")', 'await client.get("/")'),
  ],
]);

findings(rule, [
  [
    'a client that sends more requests',
    fixture('await client.get("/login")', GET),
    [
      'cookies',
      '`client.cookies.update({"a": "1"})`; `client.cookies.clear()` takes them off again',
      'a DeprecationWarning of `Client` since httpx 0.18, and of `AsyncClient` since 0.27',
    ],
  ],
  [
    'a client whose cookies would be sent after a redirect, too',
    test('httpx.AsyncClient(app=app, follow_redirects=True)', GET),
    ['cookies', 'client.cookies.update'],
  ],
  [
    'a request that follows redirects',
    test('httpx.AsyncClient(app=app)', 'await client.get("/", cookies={"a": "1"}, follow_redirects=True)'),
    ['cookies', 'client.cookies.update'],
  ],
  [
    'a client of the module',
    py`
      from httpx import ASGITransport, AsyncClient
      from shop.main import app
      client = AsyncClient(transport=ASGITransport(app=app))
      async def test_it():
          await client.get("/", cookies={"a": "1"})
    `,
    ['cookies', 'client.cookies.update'],
  ],
]);

noop(rule, [
  // Clients that make real requests.
  test('httpx.AsyncClient()', GET),
  test('AsyncClient(base_url="http://shop.test")', GET),
  test('AsyncClient(transport=httpx.AsyncHTTPTransport(retries=2))', GET),
  py`
    import httpx
    async def fetch(client: httpx.AsyncClient):
        await client.get("/", cookies={"a": "1"})
  `,
  py`
    import httpx
    httpx.get("http://shop.test", cookies={"a": "1"})
  `,
  // No cookies, and None, of which httpx says nothing.
  test('httpx.AsyncClient(app=app)', 'await client.get("/")'),
  test('httpx.AsyncClient(app=app)', 'await client.get("/", cookies=None)'),
  // On the client already.
  test('httpx.AsyncClient(app=app, cookies={"a": "1"})', 'await client.get("/")'),
  fixture('client.cookies.update({"a": "1"})', 'await client.get("/")'),
]);
