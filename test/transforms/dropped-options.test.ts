import { rule } from '../../transforms/dropped-options.ts';
import { rule as positional } from '../../transforms/positional-body.ts';
import { cases, findings, noop, unsafeCases } from '../support/rules.ts';
import { py, ts } from '../support/snippets.ts';

cases(rule, [
  [
    'removes options that never had an effect [M12]',
    py`client.get("/", verify=False, cert=("a.pem", "b.pem"), proxies={"http": "http://localhost"})`,
    py`client.get("/")`,
    ts`client.get("/", { verify: false, cert: ["a.pem", "b.pem"], proxies: null })`,
    ts`client.get("/")`,
  ],
  [
    'removes a timeout, None too [M16]',
    py`client.get("/", timeout=10 if slow else None, headers={"a": "b"})`,
    py`client.get("/", headers={"a": "b"})`,
    py`client.post("/", json=x, timeout=5.5)`,
    py`client.post("/", json=x)`,
    py`client.get("/", timeout=None)`,
    py`client.get("/")`,
    py`client.get("/", timeout=TIMEOUT, headers=h)`,
    py`client.get("/", headers=h)`,
    ts`client.post("/", { json: x, timeout: 5500 })`,
    ts`client.post("/", { json: x })`,
    ts`client.get("/", { timeout, headers: h })`,
    ts`client.get("/", { headers: h })`,
  ],
  [
    'removes stream=False [M13]',
    py`client.get("/", stream=False)`,
    py`client.get("/")`,
    ts`client.get("/", { stream: false })`,
    ts`client.get("/")`,
  ],
  [
    'removes stream=True, as the body was read anyway [M14]',
    py`
    response = client.get("/", stream=True)
    for chunk in response.iter_content(10):
        print(chunk, response.status_code)
  `,
    py`
    response = client.get("/")
    for chunk in response.iter_content(10):
        print(chunk, response.status_code)
  `,
    py`assert client.post("/", data={"a": "b"}, stream=True).json() == {}`,
    py`assert client.post("/", data={"a": "b"}).json() == {}`,
    py`
    def test_it(streaming):
        print(client.get("/", stream=streaming).text)
  `,
    py`
    def test_it(streaming):
        print(client.get("/").text)
  `,
  ],
  [
    'removes hooks that hook nothing [M15]',
    py`client.get("/", hooks=None)`,
    py`client.get("/")`,
    py`client.get("/", hooks={})`,
    py`client.get("/")`,
    ts`client.get("/", { hooks: {} })`,
    ts`client.get("/")`,
  ],
  [
    'removes them from a websocket [M11, M12]',
    py`
    with client.websocket_connect("/ws", verify=False, stream=True) as session:
        session.send_text("a")
  `,
    py`
    with client.websocket_connect("/ws") as session:
        session.send_text("a")
  `,
  ],
  [
    'removes them from a dictionary that only calls of clients unpack [M20]',
    py`
    options = {"verify": False, "timeout": 5, "headers": {"A": "b"}}
    client.get("/", **options)
    client.post("/", **options)
  `,
    py`
    options = {"headers": {"A": "b"}}
    client.get("/", **options)
    client.post("/", **options)
  `,
    py`client.get("/", **{"timeout": 5})`,
    py`client.get("/", **{})`,
    ts`
    const options = { timeout: 5, headers: {} };
    client.get("/", { ...options });
  `,
    ts`
    const options = { headers: {} };
    client.get("/", { ...options });
  `,
  ],
  [
    'keeps lines and comments',
    py`
    client.get(
        "/",  # the start
        timeout=5,
        headers=h,  # as ever
    )
  `,
    py`
    client.get(
        "/",  # the start
        headers=h,  # as ever
    )
  `,
    ts`
    client.get("/", {
        timeout: 5,
        headers: h, // as ever
    });
  `,
    ts`
    client.get("/", {
        headers: h, // as ever
    });
  `,
  ],
  [
    'removes them beside *args, **kwargs, and in any kind of call',
    py`client.get(*args, timeout=5, **kw)`,
    py`client.get(*args, **kw)`,
    py`assert [client.request(m, "/", verify=(False)) for m in METHODS]`,
    py`assert [client.request(m, "/") for m in METHODS]`,
    py`assert f'{client.get("/", timeout=5).text}' == "a"`,
    py`assert f'{client.get("/").text}' == "a"`,
    py`getattr(client, method)("/", timeout=5)`,
    py`getattr(client, method)("/")`,
    ts`client.get("/", { ...kw, timeout: 5 })`,
    ts`client.get("/", { ...kw })`,
  ],
  [
    'removes what an override hands to the client',
    py`
    from starlette.testclient import TestClient
    class Api(TestClient):
        def request(self, method, url, verify=True, **kwargs):
            return super().request(method, "/v1" + url, verify=verify, **kwargs)
  `,
    py`
    from starlette.testclient import TestClient
    class Api(TestClient):
        def request(self, method, url, verify=True, **kwargs):
            return super().request(method, "/v1" + url, **kwargs)
  `,
  ],
]);

cases(
  [rule, positional],
  [
    [
      'removes a timeout that is given by position',
      py`client.request("GET", "/", None, None, None, None, None, None, 5)`,
      py`client.request("GET", "/")`,
    ],
  ],
);

unsafeCases(rule, [
  [
    'removes stream: true where nothing tells what becomes of the response',
    ts`const response = await client.get("/", { stream: true, headers: h });`,
    ts`const response = await client.get("/", { headers: h });`,
  ],
]);

findings(rule, [
  [
    'hooks of one request [M15]',
    py`client.get("/", hooks={"response": log})`,
    [
      'hooks',
      'write `client.event_hooks = {"response": [log]}` before this call and `client.event_hooks = {}` after it',
      '`log` gets the response alone',
    ],
  ],
  [
    'an option that an override or a mock of request sees [M16]',
    py`
      from starlette.testclient import TestClient
      class Api(TestClient):
          def request(self, method, url, **kwargs):
              self.seen = dict(kwargs)
              return super().request(method, url, **kwargs)
      api = Api(app)
      api.get("/", timeout=9)
      assert api.seen["timeout"] == 9
    `,
    ['timeout', '`request` (tests/test_it.py:', 'sees it: remove it here and there'],
  ],
  [
    'an option that a mock of request is asked about [M16]',
    py`
      def test_it(mocker):
          spy = mocker.spy(client, "request")
          client.get("/", timeout=9)
          assert spy.call_args[1]["timeout"] == 9
    `,
    ['timeout', 'the mock of `request` (tests/test_it.py:', 'sees it'],
  ],
  [
    'hooks that an override hands on',
    py`
    from starlette.testclient import TestClient
    class Api(TestClient):
        def request(self, method, url, hooks: dict = None):
            return super(Api, self).request(method, url, hooks=hooks)
    `,
    ['hooks', 'write `self.event_hooks = {"response": [hook]}` before this call'],
  ],
  [
    'a list of hooks, and others that are not written here',
    py`
    client.get("/", hooks={"response": [first]})
    client.get("/", hooks=HOOKS)
  `,
    ['hooks', '`client.event_hooks = {"response": [first]}`'],
    ['hooks', '`client.event_hooks = {"response": [hook]}`'],
  ],
  [
    'hooks in JavaScript',
    ts`client.get("/", { hooks: { response: log } })`,
    ['hooks', '`client.eventHooks = { response: [log] }`'],
  ],
  [
    'stream=True where the raw body is read [M14]',
    py`
    response = client.get("/", stream=True)
    print(response.raw.read())
  `,
    ['stream', 'responses of httpx have no `raw`: read `content` or `iter_bytes()` there'],
  ],
  [
    'a value whose evaluation may have an effect',
    py`client.get("/", verify=certificates.make())`,
    ['verify', 'keep above the call what `certificates.make()` does besides'],
  ],
  [
    'an option with a comment, which would be lost',
    py`
    client.get(
        "/",
        timeout=5,  # the default is too short
    )
  `,
    ['timeout', 'remove it', 'a comment'],
  ],
  [
    'an option that comes from callers [M20]',
    py`
    def read(client, url, **kwargs):
        return client.get(url, **kwargs)
    def test_it():
        client = TestClient(app)
        read(client, "/", verify=False)
        read(client, "/", timeout=5)
  `,
    ['get', '`verify` (tests/test_it.py:', '`timeout` (tests/test_it.py:', 'remove it there'],
  ],
  [
    'a dictionary that something else uses too [M20]',
    py`
    options = {"timeout": 5}
    client.get("/", **options)
    print(options)
  `,
    ['get', '`timeout` (tests/test_it.py:', 'remove it there'],
  ],
  [
    'stream=True in a dictionary of several calls',
    py`
    options = {"stream": True}
    client.get("/", **options)
  `,
    ['stream', 'remove it'],
  ],
]);

noop(rule, [
  py`client.get("/", params={"timeout": 5, "verify": False}, headers=h)`,
  py`client.post("/", json={"stream": True})`,
  py`client.get("/")`,
  // It warns about no timeout, and takes one.
  py`
    with client.websocket_connect("/ws", timeout=5) as session:
        session.send_text("a")
  `,
  // A method that httpx has of its own.
  py`client.send(request, stream=True)`,
  py`
    with client.stream("GET", "/", timeout=5) as response:
        response.read()
  `,
  py`
    import requests
    requests.get("http://localhost", timeout=5, verify=False)
  `,
  py`
    import requests
    client = requests.Session()
    client.get("http://localhost", timeout=5, stream=True)
  `,
  // httpx's own clients time out.
  py`
    import httpx
    client = httpx.Client(base_url="http://localhost")
    client.get("/", timeout=5)
  `,
  py`
    from async_asgi_testclient import TestClient
    async def test_it():
        client = TestClient(app)
        await client.get("/", stream=True)
  `,
  py`
    from django.test import Client
    client = Client()
    client.get("/", timeout=5)
  `,
  py`
    import aiohttp
    async def test_it():
        async with aiohttp.ClientSession() as client:
            await client.get("/", timeout=5)
  `,
  py`
    from unittest.mock import MagicMock
    client = MagicMock()
    client.get("/", timeout=5)
  `,
  py`
    from starlette.testclient import TestClient
    class Api(TestClient):
        def get(self, url, timeout=None):
            return self.wait(url, timeout)
    Api(app).get("/", timeout=5)
  `,
  ts`client.get("/", { params: { timeout: 5 } })`,
  ts`
    import axios from "axios";
    axios.get("/", { timeout: 5 });
  `,
  ts`
    import got from "got";
    const client = got.extend({});
    client.get("/", { timeout: 5 });
  `,
]);
