import { describe } from 'vitest';
import { rule } from '../../transforms/cookies-to-client.ts';
import { cases, findings, noop, unsafeCases } from '../support/rules.ts';
import { code, py, ts, type Snippet } from '../support/snippets.ts';

const python = (text: string): Snippet => ({ language: 'python', text: `${text}\n` });

/** A module whose tests share a client of an application that sets no cookies. */
const shared = (...parts: Parameters<typeof code>): Snippet =>
  python(code`
    import pytest
    from fastapi import FastAPI
    from fastapi.testclient import TestClient

    app = FastAPI()
    client = TestClient(app, base_url="http://shop.test")


    ${code(...parts)}
  `);

/** The same with an application that is out of sight, and may set cookies. */
const unseen = (...parts: Parameters<typeof code>): Snippet =>
  python(code`
    from fastapi.testclient import TestClient
    from shop.main import app

    client = TestClient(app)


    ${code(...parts)}
  `);

/** A module whose tests ask for a fixture. */
const fixture = (...parts: Parameters<typeof code>): Snippet =>
  python(code`
    import pytest
    from starlette.testclient import TestClient
    from shop.main import app


    @pytest.fixture
    def client():
        with TestClient(app) as client:
            yield client


    ${code(...parts)}
  `);

/** The import that a module needs which makes its own clients. */
const importing = (...parts: Parameters<typeof code>): Snippet =>
  python(code`
    from starlette.testclient import TestClient
    ${code(...parts)}
  `);

const anew = 'TestClient(app, base_url="http://shop.test", cookies={"a": "1"})';

describe('a client that is made for one request', () => {
  cases(rule, [
    [
      'gives the cookies to the client right above the call [K1, K2, K4, M17]',
      importing`
        def test_it(app):
            client = TestClient(app)
            response = client.get("/", cookies={"a": "1"})
      `,
      importing`
        def test_it(app):
            client = TestClient(app, cookies={"a": "1"})
            response = client.get("/")
      `,
    ],
    [
      'gives them to a client that is entered with `with` [K2]',
      importing`
        def test_it(app, token):
            with TestClient(app) as client:
                assert client.post("/", json={}, cookies={"a": token}).status_code == 200
      `,
      importing`
        def test_it(app, token):
            with TestClient(app, cookies={"a": token}) as client:
                assert client.post("/", json={}).status_code == 200
      `,
    ],
    [
      'gives them to a client that has no name [K2]',
      importing`TestClient(app, raise_server_exceptions=False).get("/", cookies=dict(a="1"))`,
      importing`TestClient(app, raise_server_exceptions=False, cookies=dict(a="1")).get("/")`,
    ],
    [
      'gives them to a client that is made in the loop of the call [K2]',
      importing`
        def test_it(app):
            for value in ("1", "2"):
                client = TestClient(app)
                client.get("/", cookies={"a": value})
      `,
      importing`
        def test_it(app):
            for value in ("1", "2"):
                client = TestClient(app, cookies={"a": value})
                client.get("/")
      `,
    ],
    [
      'gives a parameter to a client that is made some lines above [K2]',
      importing`
        def test_it(app, cookies):
            client = TestClient(app)
            app.state.open = True
            client.get("/", cookies=cookies)
      `,
      importing`
        def test_it(app, cookies):
            client = TestClient(app, cookies=cookies)
            app.state.open = True
            client.get("/")
      `,
    ],
    [
      'sets them on the client where their value is not known before [K2]',
      importing`
        def test_it(app):
            client = TestClient(app)
            token = app.state.token()
            # The token is new.
            r = client.get("/", cookies={"a": token})
      `,
      importing`
        def test_it(app):
            client = TestClient(app)
            token = app.state.token()
            # The token is new.
            client.cookies.update({"a": token})
            r = client.get("/")
      `,
    ],
    [
      'gives them to the client of a websocket [K2]',
      importing`
        def test_it(app):
            with TestClient(app).websocket_connect("/ws", cookies={"a": "1"}) as session:
                session.receive_json()
      `,
      importing`
        def test_it(app):
            with TestClient(app, cookies={"a": "1"}).websocket_connect("/ws") as session:
                session.receive_json()
      `,
    ],
    [
      'sets them on the client that a fixture makes for the test [K1, K2, K4]',
      fixture`
        @pytest.mark.parametrize("cookies", [None, {"a": "1"}])
        def test_it(client, cookies):
            assert client.get("/", cookies=cookies).text == "x"
      `,
      fixture`
        @pytest.mark.parametrize("cookies", [None, {"a": "1"}])
        def test_it(client, cookies):
            client.cookies.update(cookies)
            assert client.get("/").text == "x"
      `,
    ],
    [
      'sets them in front of a `with` [K2]',
      fixture`
        def test_it(client):
            with client.websocket_connect("/ws", cookies={"a": "1"}) as session:
                session.receive_json()
      `,
      fixture`
        def test_it(client):
            client.cookies.update({"a": "1"})
            with client.websocket_connect("/ws") as session:
                session.receive_json()
      `,
    ],
    [
      'sets them in a method of a test class [K2]',
      fixture`
        class TestIt:
            async def test_it(self, client: TestClient):
                with pytest.raises(KeyError):
                    client.get(
                        "/",
                        cookies={
                            "a": "1",  # one
                        },
                    )
      `,
      fixture`
        class TestIt:
            async def test_it(self, client: TestClient):
                with pytest.raises(KeyError):
                    client.cookies.update({
                            "a": "1",  # one
                        })
                    client.get(
                        "/",
                    )
      `,
    ],
  ]);
});

describe('a client that tests share', () => {
  cases(rule, [
    [
      'is made anew for the call, where the application sets no cookies [K1, K2, K4]',
      shared`
        def test_it():
            response = client.get("/", cookies={"a": "1"})
      `,
      shared`
        def test_it():
            response = ${anew}.get("/")
      `,
    ],
    [
      'is made anew in a loop and beside other calls [K2]',
      shared`
        def test_it():
            client.post("/")
            for value in ("1", "2"):
                client.get("/", cookies={"a": value})
      `,
      shared`
        def test_it():
            client.post("/")
            for value in ("1", "2"):
                TestClient(app, base_url="http://shop.test", cookies={"a": value}).get("/")
      `,
    ],
    [
      'is made anew for each run of a parametrized test [K2]',
      shared`
        @pytest.mark.parametrize("path, cookies", [("/", None), ("/", {"a": "1"})])
        def test_it(path, cookies):
            assert client.get(path, cookies=cookies).status_code == 200
      `,
      shared`
        @pytest.mark.parametrize("path, cookies", [("/", None), ("/", {"a": "1"})])
        def test_it(path, cookies):
            assert TestClient(app, base_url="http://shop.test", cookies=cookies).get(path).status_code == 200
      `,
    ],
    [
      'is made anew for a websocket [K2]',
      shared`
        def test_it():
            with client.websocket_connect(
                "/ws", cookies={"a": "1"}
            ) as session:
                pass
      `,
      shared`
        def test_it():
            with ${anew}.websocket_connect(
                "/ws"
            ) as session:
                pass
      `,
    ],
  ]);
  unsafeCases(rule, [
    [
      'is made anew where the application may set cookies, and the test uses it once [K2, K3]',
      unseen`
        def test_it():
            response = client.get("/", cookies={"a": "1"})
      `,
      unseen`
        def test_it():
            response = TestClient(app, cookies={"a": "1"}).get("/")
      `,
    ],
    [
      'is made anew where the application is seen to set cookies [K3]',
      shared`
        @app.get("/login")
        def login(response):
            response.set_cookie("session", "1")


        def test_it():
            client.get("/", cookies={"a": "1"})
      `,
      shared`
        @app.get("/login")
        def login(response):
            response.set_cookie("session", "1")


        def test_it():
            ${anew}.get("/")
      `,
    ],
  ]);
});

describe('cookies that say nothing', () => {
  cases(rule, [
    ['drops `None`', py`client.get("/", cookies=None)`, py`client.get("/")`],
    [
      'drops an empty dictionary',
      py`client.post("/", json={}, cookies={}, headers=h)`,
      py`client.post("/", json={}, headers=h)`,
    ],
  ]);
});

describe('a client in TypeScript', () => {
  cases(rule, [
    [
      'that is made for one request is given the cookies [K1, K2]',
      ts`
        import { TestClient } from './client';
        test('it', async () => {
          const own = new TestClient(app);
          const response = await own.get('/', { cookies: { a: '1' } });
        });
      `,
      ts`
        import { TestClient } from './client';
        test('it', async () => {
          const own = new TestClient(app, { cookies: { a: '1' } });
          const response = await own.get('/');
        });
      `,
    ],
    [
      'that has no name is given the cookies [K2]',
      ts`import { TestClient } from './client';
const response = await new TestClient(app).post('/', { cookies, json: {} });`,
      ts`import { TestClient } from './client';
const response = await new TestClient(app, { cookies }).post('/', { json: {} });`,
    ],
    [
      'that has options gets one more [K2]',
      ts`
        import { TestClient } from './client';
        test('it', async () => {
          const own = new TestClient(app, { headers: { x: 'y' } });
          expect((await own.get('/', { cookies: { a: value } })).status).toBe(200);
        });
      `,
      ts`
        import { TestClient } from './client';
        test('it', async () => {
          const own = new TestClient(app, { headers: { x: 'y' }, cookies: { a: value } });
          expect((await own.get('/')).status).toBe(200);
        });
      `,
    ],
    [
      'of a class that adds no constructor gets them [K2]',
      ts`
        import { TestClient } from './client';
        class Plain extends TestClient {}
        await new Plain(app).get('/', { cookies: { a: '1' } });
      `,
      ts`
        import { TestClient } from './client';
        class Plain extends TestClient {}
        await new Plain(app, { cookies: { a: '1' } }).get('/');
      `,
    ],
    ['loses cookies that are none', ts`await client.get('/', { cookies: {} });`, ts`await client.get('/');`],
  ]);
  const asNew = "new TestClient(app, { cookies: { a: '1' } })";
  findings(rule, [
    [
      'that tests share [K2]',
      ts`await client.get('/', { cookies: { a: '1' } });`,
      ['cookies', asNew, 'takes cookies where it is made'],
    ],
    [
      'that sends another request [K2]',
      ts`
        import { TestClient } from './client';
        test('it', async () => {
          const client = new TestClient(app);
          await client.get('/', { cookies: { a: '1' } });
          await client.get('/');
        });
      `,
      ['cookies', asNew],
    ],
    [
      'that is made before the loop of the call [K2]',
      ts`
        import { TestClient } from './client';
        test('it', async () => {
          const client = new TestClient(app);
          for (const a of ['1', '2']) await client.get('/', { cookies: { a } });
        });
      `,
      ['cookies', 'new TestClient(app, { cookies: { a } })'],
    ],
    [
      'that is made before the value is known [K2]',
      ts`
        import { TestClient } from './client';
        test('it', async () => {
          const client = new TestClient(app);
          const a = await token();
          await client.get('/', { cookies: { a } });
        });
      `,
      ['cookies', 'new TestClient(app, { cookies: { a } })'],
    ],
    [
      'whose class has a constructor that may not take them [K2]',
      ts`
        import { TestClient } from './client';
        class Partner extends TestClient {
          constructor(name) {
            super(makeApp(), { headers: { name } });
          }
        }
        class Reader extends Partner {}
        await new Partner('x').get('/', { cookies: { a: '1' } });
        await new Reader('x').get('/', { cookies: { a: '1' } });
      `,
      ['cookies', asNew],
      ['cookies', asNew],
    ],
    [
      'that is made with arguments out of sight [K2]',
      ts`
        import { TestClient } from './client';
        await new TestClient(...args).get('/', { cookies: { a: '1' } });
      `,
      ['cookies', asNew],
    ],
  ]);
});

const form = 'TestClient(client.app, cookies={"a": "1"})';

findings(rule, [
  [
    'a client whose other request would send the cookies too [K1, K2, K4]',
    fixture`
      def test_it(client):
          client.get("/", cookies={"a": "1"})
          client.get("/other")
    `,
    ['cookies', form, 'DeprecationWarning since Starlette 0.21', 'redirect'],
  ],
  [
    'a call in a loop [K2]',
    fixture`
      def test_it(client):
          for value in ("1", "2"):
              client.get("/", cookies={"a": value})
    `,
    ['cookies', 'TestClient(client.app, cookies={"a": value})', 'with every later request'],
  ],
  [
    'a client whose jar is read afterwards [K2]',
    fixture`
      def test_it(client):
          client.get("/", cookies={"a": "1"})
          assert not client.cookies
    `,
    ['cookies', form],
  ],
  [
    'a client that another fixture of the test uses [K1]',
    fixture`
      @pytest.fixture
      def login(client):
          client.post("/login")


      def test_it(login, client):
          client.get("/", cookies={"a": "1"})
    `,
    ['cookies', form],
  ],
  [
    'a client that a fixture for every test uses [K1]',
    fixture`
      @pytest.fixture(autouse=True)
      def login(client):
          client.post("/login")


      def test_it(client):
          client.get("/", cookies={"a": "1"})
    `,
    ['cookies', form],
  ],
  [
    'a call that begins no line of its own [K2]',
    fixture`
      def test_it(client, flag):
          if flag:
              pass
          elif client.get("/", cookies={"a": "1"}).text:
              pass
    `,
    ['cookies', 'cannot edit'],
  ],
  [
    'a test that runs several times with the client of its fixture [K2]',
    fixture`
      @given(strategies.text())
      def test_it(client, value):
          client.get("/", cookies={value: "1"})
    `,
    ['cookies', 'TestClient(client.app, cookies={value: "1"})'],
  ],
  [
    'a client with an attribute that is assigned [K2]',
    shared`
      client.auth = ("ines", "moon")


      def test_it():
          client.get("/", cookies={"a": "1"})
    `,
    ['cookies', form],
  ],
  [
    'a client that is told to follow no redirects [K2]',
    shared`
      client.follow_redirects = False


      def test_it():
          client.get("/", cookies={"a": "1"})
    `,
    ['cookies', form],
  ],
  [
    'a client that a test may bind anew [K2]',
    shared`
      def test_other():
          global client
          client = TestClient(app)


      def test_it():
          client.get("/", cookies={"a": "1"})
    `,
    ['cookies', form],
  ],
  [
    'an application that is wrapped below the client [K2]',
    shared`
      app = Wrapped(app)


      def test_it():
          client.get("/", cookies={"a": "1"})
    `,
    ['cookies', form],
  ],
  [
    'a client that a nested function uses [K2]',
    fixture`
      def test_it(client):
          def send():
              return client.get("/", cookies={"a": "1"})

          send()
          send()
    `,
    ['cookies', form],
  ],
  [
    'a client that the fixture uses when the test is over [K2]',
    py`
      import pytest
      from starlette.testclient import TestClient

      @pytest.fixture
      def client(app):
          with TestClient(app) as client:
              yield client
              client.post("/logout")

      def test_it(client):
          client.get("/", cookies={"a": "1"})
    `,
    ['cookies', form],
  ],
  [
    'a client that a mark gives to the test [K1]',
    fixture`
      shared = TestClient(app)


      @pytest.mark.parametrize("client", [shared])
      def test_it(client):
          client.get("/", cookies={"a": "1"})
    `,
    ['cookies', form],
  ],
  [
    'a client that a fixture makes for the module [K1]',
    importing`
      import pytest
      from starlette.testclient import TestClient

      @pytest.fixture(scope="module")
      def client(app):
          return TestClient(app)

      def test_it(client):
          client.get("/", cookies={"a": "1"})
    `,
    ['cookies', form],
  ],
  [
    'a client that the fixture has used itself [K1]',
    importing`
      import pytest
      from starlette.testclient import TestClient

      @pytest.fixture
      def client(app):
          client = TestClient(app)
          client.post("/login")
          return client

      def test_it(client):
          client.get("/", cookies={"a": "1"})
    `,
    ['cookies', form],
  ],
  [
    'a cookie that the application sets too, with the domain that lets it replace it [K1, K3]',
    fixture`
      @app.get("/login")
      def login(response):
          response.set_cookie("a", "1")


      def test_it(client):
          client.get("/", cookies={"a": "1"})
          client.get("/")
    `,
    ['cookies', form, 'domain="testserver.local"', 'with httpx2 that of the server comes last'],
  ],
  [
    'a client with a cookie of its own [K1]',
    shared`
      client.cookies.set("a", "2")


      def test_it():
          client.get("/", cookies={"a": "1"})
    `,
    ['cookies', form],
  ],
  [
    'a client with headers of its own [K2]',
    shared`
      client.headers["x"] = "y"


      def test_it():
          client.get("/", cookies={"a": "1"})
    `,
    ['cookies', form],
  ],
  [
    'a client that is passed on [K2]',
    shared`
      prepare(client)


      def test_it():
          client.get("/", cookies={"a": "1"})
    `,
    ['cookies', form],
  ],
  [
    'an application that has another name in the test [K2]',
    shared`
      def test_it(app):
          client.get("/", cookies={"a": "1"})
    `,
    ['cookies', form],
  ],
  [
    'an application that is made for the client [K2]',
    importing`
      client = TestClient(create_app())

      def test_it():
          client.get("/", cookies={"a": "1"})
    `,
    ['cookies', form],
  ],
  [
    'a client that is entered with `with` [K2]',
    shared`
      def test_it():
          with client:
              client.get("/", cookies={"a": "1"})
    `,
    ['cookies', form],
  ],
  [
    'cookies in dictionaries of a list [K2]',
    shared`
      def test_it():
          for kw in [{"cookies": {"a": "1"}}, {"cookies": {"a": "2"}}]:
              client.post("/", **kw)
    `,
    ['post', '`cookies`', 'with every later one'],
  ],
  [
    'a method that is held as a value [K2]',
    py`
      from functools import partial
      from starlette.testclient import TestClient
      def test_it(client: TestClient):
          send = partial(client.get, cookies={"a": "1"})
          assert send("/").status_code == 200
    `,
    ['cookies', '`TestClient(client.app, cookies={"a": "1"})`', 'set on `client`, they'],
  ],
  [
    'cookies that are not ASCII [K6]',
    py`client.get("/", cookies={"a": "é"})`,
    ['cookies', 'headers={"Cookie": "name=value".encode()}', 'UnicodeEncodeError since Starlette 0.21'],
  ],
  [
    'a value whose evaluation has an effect on the rest of the call [K2]',
    fixture`
      def test_it(client):
          client.get(next(paths), cookies=make_cookies())
    `,
    ['cookies', 'TestClient(client.app, cookies=make_cookies())'],
  ],
]);

describe('more calls of a client', () => {
  findings(rule, [
    [
      'one finding, with their number [K2]',
      fixture`
        def test_it(client):
            client.get("/a")
            client.get("/b", cookies={"a": "1"})


        def test_more(client):
            client.get("/a")
            client.get("/b", cookies={"a": "2"})
      `,
      ['cookies', 'and for 1 more in this file'],
      ['cookies'],
    ],
  ]);
});

noop(rule, [
  ts`await client.get('/', { headers: { cookie: 'a=1' } });`,
  ts`const cookies = client.cookies;`,
  ts`await fetch('/', { cookies: { a: '1' } });`,
  ts`
    import axios from 'axios';
    const client = axios.create();
    await client.get('/', { cookies: { a: '1' } });
  `,
  py`client.get("/", headers={"Cookie": "a=1"})`,
  py`client.get("/")`,
  py`client.cookies.update({"a": "1"})`,
  py`client = TestClient(app, cookies={"a": "1"})
client.get("/")`,
  py`
    import requests
    requests.get("/", cookies={"a": "1"})
    session = requests.Session()
    session.get("/", cookies={"a": "1"})
  `,
  py`
    import httpx
    with httpx.Client() as client:
        client.get("/", cookies={"a": "1"})
  `,
  py`
    from async_asgi_testclient import TestClient
    async def test_it(app):
        client = TestClient(app)
        await client.get("/", cookies={"a": "1"})
  `,
  py`
    from flask import Flask
    app = Flask(__name__)
    client = app.test_client()
    client.get("/", cookies={"a": "1"})
  `,
  py`
    from unittest.mock import MagicMock
    client = MagicMock()
    client.get("/", cookies={"a": "1"})
  `,
  py`
    class Client(TestClient):
        def get(self, url, cookies=None):
            return {}

    client = Client(app)
    client.get("/", cookies={"a": "1"})
  `,
]);
