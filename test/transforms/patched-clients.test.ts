import { rule } from '../../transforms/patched-clients.ts';
import { findings, noop } from '../support/rules.ts';
import type { Snippet } from '../support/snippets.ts';

const file = (...lines: readonly string[]): Snippet => ({
  language: 'python',
  text: [
    'import httpx, pytest, requests',
    'from unittest.mock import patch',
    'from starlette.testclient import TestClient',
    'client = TestClient(app)',
    ...lines,
    '',
  ].join('\n'),
});

findings(rule, [
  [
    'a patch of a verb of httpx around a call of it [E12]',
    file('def test_a():', '    with patch("httpx.Client.get") as get:', '        client.get("/")'),
    [
      'httpx.Client.get',
      'catches `client.get` of the test client too',
      'patch `httpx.HTTPTransport.handle_request`',
      'since Starlette 0.21',
    ],
  ],
  [
    'a patch of what all requests go through [E12]',
    file('@patch("httpx2.Client.send")', 'def test_a(send):', '    client.post("/")'),
    ['httpx2.Client.send', '`client.post`', 'httpx2.HTTPTransport.handle_request'],
  ],
  [
    'a patch of an object, by monkeypatch and by mocker [E12]',
    file(
      'def test_a(monkeypatch, mocker):',
      '    monkeypatch.setattr(httpx.Client, "request", fake)',
      '    mocker.patch.object(httpx.Client, "send")',
      '    with client.websocket_connect("/ws"):',
      '        pass',
    ),
    ['httpx.Client', '`client.websocket_connect`'],
    ['httpx.Client', '`client.websocket_connect`'],
  ],
  [
    'a patch in a fixture that a test asks for [E12]',
    file(
      '@pytest.fixture',
      'def supplier():',
      '    with patch("httpx.Client.post") as post:',
      '        yield post',
      'def test_a(supplier):',
      '    client.post("/")',
    ),
    ['httpx.Client.post', '`client.post`'],
  ],
  [
    'a patch of the class of requests, in `setUp` [E11]',
    file(
      'class Test:',
      '    def setUp(self):',
      '        self.patcher = patch("requests.sessions.Session.request")',
      '        self.patcher.start()',
      '    def test_a(self):',
      '        client.put("/")',
    ),
    [
      'requests.sessions.Session.request',
      'no longer catches `client.put`',
      'patch `starlette.testclient.TestClient.request`',
    ],
  ],
  [
    'a verb that is looked up by its name, or kept under another [E11, E12]',
    file(
      'send = client.post',
      'def test_a(method):',
      '    with patch("requests.Session.request"):',
      '        getattr(client, "post")("/")',
      '    with patch("httpx.Client.request"):',
      '        getattr(client, method)("/")',
      '    with patch("httpx.Client.send"):',
      '        send("/")',
    ),
    ['requests.Session.request', '`getattr(client, "post")` of the test client'],
    ['httpx.Client.request', '`getattr(client, method)` of the test client'],
    ['httpx.Client.send', '`send` of the test client'],
  ],
  [
    'a call that a function makes, and a function of that [E12]',
    file(
      'def send(api, url):',
      '    return api.get(url)',
      'def start():',
      '    return send(client, "/")',
      'def test_a():',
      '    with patch("httpx.Client.get"):',
      '        start()',
    ),
    ['httpx.Client.get', 'what `start` sends with the test client'],
  ],
  [
    'names that are gone [E13]',
    file(
      'def test_a():',
      '    with patch("starlette.testclient._ASGIAdapter.send"):',
      '        client.get("/")',
      '    with patch("starlette.testclient.requests.get"):',
      '        pass',
    ),
    ['starlette.testclient._ASGIAdapter.send', '_TestClientTransport.handle_request'],
    ['starlette.testclient.requests.get', 'no `requests` any more'],
  ],
  [
    'an answer for the test client, by requests-mock [E14]',
    file(
      'def test_a(requests_mock):',
      '    requests_mock.get("http://testserver/a", json={})',
      '    requests_mock.get("http://supplier/a", json={})',
      '    client.get("/a")',
    ),
    ['requests_mock.get', 'no longer catches'],
  ],
]);

noop(rule, [
  // Functions of the packages, and classes that the test client is not derived from.
  file(
    'def test_a():',
    '    with patch("httpx.get"), patch("requests.get"), patch("httpx.AsyncClient.get"), patch("httpx.Client"):',
    '        client.get("/")',
  ),
  file('def test_a():', '    with patch("httpx.HTTPTransport.handle_request"):', '        client.get("/")'),
  file('def test_a():', '    with patch("requests.adapters.HTTPAdapter.send"):', '        client.get("/")'),
  // A method that the calls do not go through.
  file('def test_a():', '    with patch("httpx.Client.post"):', '        client.get("/")'),
  file('def test_a():', '    with patch("requests.Session.post"):', '        client.get("/")'),
  // No call of a test client while it holds.
  file('def test_a():', '    with patch("httpx.Client.get"):', '        fetch()', '    client.get("/")'),
  file(
    'def test_a():',
    '    client.get("/")',
    '@patch("httpx.Client.get")',
    'def test_b(get):',
    '    fetch()',
  ),
  file(
    '@patch("httpx.Client.get")',
    'def test_a(get):',
    '    with httpx.Client() as client:',
    '        client.get("/")',
  ),
  file('def test_a():', '    with patch("requests.Session.get"):', '        requests.Session().get("/")'),
  // A function that sends with another client, or with another method, or is not called there.
  file(
    'def send(session):',
    '    return session.get("/")',
    'def test_a():',
    '    with patch("requests.Session.get"):',
    '        send(requests.Session())',
  ),
  file(
    'def send(api):',
    '    return api.post("/")',
    'def test_a():',
    '    with patch("httpx.Client.get"):',
    '        send(client)',
    '        run(send, client)',
  ),
  file(
    'def send():',
    '    return client.get("/")',
    'def test_a(method):',
    '    with patch("httpx.Client.get"):',
    '        getattr(fetcher, "get")("/")',
    '    send()',
  ),
  // Another class of that name, and a client of another framework.
  file('def test_a():', '    with patch("shop.httpx.Client.get"):', '        other.get("/")'),
  file('def test_a(requests_mock):', '    requests_mock.get("http://supplier/a")', '    client.get("/a")'),
  file('def test_a(requests_mock):', '    requests_mock.get("http://testserver/a")'),
  // A version of the plugin that leaves the test client alone may be installed.
  file('def test_a(httpx_mock):', '    httpx_mock.add_response(json={})', '    client.get("/a")'),
]);
