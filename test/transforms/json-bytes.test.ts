import { rule } from '../../transforms/json-bytes.ts';
import { findings, noop } from '../support/rules.ts';
import { py, type Snippet } from '../support/snippets.ts';

/** A test of an application that is not in sight. */
const test = (body: string): Snippet => py`
  import hashlib, hmac, json, math
  import json as js
  from json import dumps
  from starlette.testclient import TestClient
  from app import app, secret
  client = TestClient(app)
  def sign(payload):
      return hmac.new(secret, json.dumps(payload).encode(), hashlib.sha256).hexdigest()
  def sign_text(text):
      return hmac.new(secret, text, hashlib.sha256).hexdigest()
  def test_it():
      payload = {"a": 1, "b": ["x"]}
      ${body.replaceAll('\n', '\n      ')}
`;

/** A test that sends a signature to an application in sight. */
const served = (routes: string): Snippet => py`
  import hashlib, hmac, json
  from fastapi import Depends, FastAPI, Header, Request
  from fastapi.testclient import TestClient
  from starlette.middleware.base import BaseHTTPMiddleware
  from starlette.middleware.gzip import GZipMiddleware
  app = FastAPI()
  ${routes.replaceAll('\n', '\n  ')}
  def sign(payload):
      return hmac.new(b"secret", json.dumps(payload).encode(), hashlib.sha256).hexdigest()
  def test_it():
      payload = {"a": 1}
      response = TestClient(app).post("/hook", json=payload, headers={"X": sign(payload)})
      assert response.status_code == 200
`;

const TYPE = 'headers={"Content-Type": "application/json"}';
const POST = 'client.post("/", json=payload)';

findings(rule, [
  [
    'a signature in a header, over the text of the same value [J1]',
    test(
      'body = json.dumps(payload)\nmac = hmac.new(secret, body.encode(), hashlib.sha256).hexdigest()\nclient.post("/", json=payload, headers={"X-Signature": f"sha256={mac}"})',
    ),
    [
      '{"X-Signature": f"sha256={mac}"}',
      '`headers` is computed from `json.dumps(payload)`',
      'content=json.dumps(payload)',
      '`"Content-Type": "application/json"` among its headers',
      'httpx writes JSON without spaces',
    ],
  ],
  [
    'a signature that a function of the tests makes of the value',
    test('client.post("/", json=payload, headers={"X-Signature": sign(payload)})'),
    ['{"X-Signature": sign(payload)}', 'from `json.dumps(payload)` in `sign`'],
  ],
  [
    'a signature in headers that a function makes, with json.dumps under another name',
    py`
      from json import dumps as to_json
      import hashlib
      from starlette.testclient import TestClient
      from app import app
      def headers_for(payload):
          text = to_json(payload)
          return {"X-Digest": hashlib.sha256(text.encode()).hexdigest()}
      class TestHook:
          payload = {"a": 1}
          def test_it(self):
              client = TestClient(app)
              client.post("/", json=self.payload, headers={"A": "b", **headers_for(self.payload)})
    `,
    ['{"A": "b", **headers_for(self.payload)}', 'from `json.dumps(self.payload)` in `headers_for`'],
  ],
  [
    'a signature that a function makes of the text',
    test('client.post("/", json=payload, headers={"X-Signature": sign_text(js.dumps(payload).encode())})'),
    ['{"X-Signature": sign_text(js.dumps(payload).encode())}', 'json.dumps(payload)'],
  ],
  [
    'a digest that is fed with the text, in headers that are filled one by one',
    test(
      'digest = hashlib.sha256()\ndigest.update(dumps(payload).encode())\nheaders = {}\nheaders["Digest"] = digest.hexdigest()\nclient.post("/", json=payload, headers=headers)',
    ),
    ['headers', '`headers` is computed'],
  ],
  [
    'a length in a header, and a signature in the URL',
    test(
      'client.post("/", json=payload, headers={"Content-Length": str(len(json.dumps(payload)))})\nclient.post(f"/?sig={sign(payload)}", json=payload)',
    ),
    ['{"Content-Length": str(len(json.dumps(payload)))}', '`headers`'],
    ['f"/?sig={sign(payload)}"', 'this is computed'],
  ],
  [
    'the same dictionary, written twice',
    test(
      'client.post("/", json={"a": 1}, headers={"X": sign_text(json.dumps({ "a": 1, }).encode())}).json()',
    ),
    ['{"X": sign_text(json.dumps({ "a": 1, }).encode())}', 'json.dumps'],
  ],
  [
    'the body of the request that was sent, compared with text, bytes and dumps',
    test(
      [
        `r = ${POST}`,
        `assert r.request.body == b'{"a": 1, "b": ["x"]}'`,
        `assert client.post("/", json=other).request.content.decode() == '{"c": "\\\\u00e9"}'`,
        'sent = client.put("/", json=payload).request.read()',
        'assert dumps(payload).encode() == sent',
        `assert b'"a": 1' in ${POST}.request.content`,
      ].join('\n'),
    ),
    [
      `b'{"a": 1, "b": ["x"]}'`,
      '`json=` no longer sends this text',
      `json.loads(r.request.body) == json.loads(b'{"a": 1, "b": ["x"]}')`,
    ],
    [`'{"c": "\\\\u00e9"}'`, 'json.loads'],
    ['dumps(payload).encode()', '`json.loads(sent) == json.loads(dumps(payload).encode())`'],
    [`b'"a": 1'`, 'send it with `content='],
  ],
  [
    'the length of the body that was sent',
    test(
      [
        `assert len(${POST}.request.body) == 20`,
        `assert ${POST}.request.headers["Content-Length"] == "20"`,
        `assert int(${POST}.request.headers.get("content-length")) == len(json.dumps(payload))`,
      ].join('\n'),
    ),
    ['20', 'is 17 now'],
    ['"20"', 'is 17 now'],
    ['len(json.dumps(payload))', 'is 17 now'],
  ],
  [
    'an answer that is the text of what was sent',
    test(
      [
        `assert ${POST}.text == json.dumps(payload)`,
        `r = ${POST}`,
        `assert r.content == b'{"a": 1, "b": ["x"]}'`,
        `assert ${POST}.json()["body"] == '{"a": 1, "b": ["x"]}'`,
        `self.assertEqual(${POST}.json(), {"body": dumps(payload), "method": "POST"})`,
      ].join('\n'),
    ),
    ['json.dumps(payload)', 'no longer sends this text', '.text) == json.loads(json.dumps(payload))'],
    [`b'{"a": 1, "b": ["x"]}'`, 'json.loads(r.content)'],
    [`'{"a": 1, "b": ["x"]}'`],
    ['dumps(payload)'],
  ],
  [
    'an answer of an application that reads the body',
    py`
      import json
      from fastapi import FastAPI, Request, Response
      from fastapi.testclient import TestClient
      app = FastAPI()
      @app.post("/echo")
      async def echo(request: Request):
          return Response(await request.body())
      client = TestClient(app)
      def test_it():
          payload = {"a": 1}
          assert client.post("/echo", json=payload).text == json.dumps(payload)
    `,
    ['json.dumps(payload)'],
  ],
  [
    'a text in an answer, where a class of routes may read the body [J1]',
    py`
      from fastapi import FastAPI
      from fastapi.testclient import TestClient
      from shop.routes import LoggingRoute
      app = FastAPI()
      app.router.route_class = LoggingRoute
      @app.post("/sum")
      def total(numbers: list[int]):
          return sum(numbers)
      client = TestClient(app)
      def test_it():
          response = client.post("/sum", json={"numbers": [1, 2]})
          assert response.json() == {"detail": {"body": '{"numbers": [1, 2]}'}}
    `,
    [`'{"numbers": [1, 2]}'`, 'no longer sends this text: send it with `content=`'],
  ],
  [
    'what an application is seen to compute from the body',
    py`
      import hashlib, json
      from starlette.applications import Starlette
      from starlette.responses import JSONResponse
      from starlette.routing import Route
      from starlette.testclient import TestClient
      async def digest(request):
          body = await request.body()
          return JSONResponse({"sha": hashlib.sha256(body).hexdigest(), "size": len(body)})
      client = TestClient(Starlette(routes=[Route("/digest", digest, methods=["POST"])]))
      def test_it():
          payload = {"a": 1}
          expected = hashlib.sha256(json.dumps(payload).encode()).hexdigest()
          response = client.post("/digest", json=payload)
          assert response.json()["sha"] == expected
          assert client.post("/digest", json=payload).json() == {"sha": expected, "size": 8}
          assert client.post("/digest", json=payload).headers["x-sha"] == expected
    `,
    ['expected', '`expected` is not computed from what `json=` sends', 'content=json.dumps(...)'],
    ['{"sha": expected, "size": 8}'],
    ['expected'],
  ],
  [
    'a signature for an application that reads the body',
    served(
      '@app.post("/hook")\nasync def hook(request: Request):\n    check(await request.body(), request.headers["x"])\n    return await request.json()',
    ),
    ['{"X": sign(payload)}'],
  ],
  [
    'a signature that a dependency checks',
    served(
      'async def checked(request: Request):\n    check(await request.body(), request.headers["x"])\n@app.post("/hook", dependencies=[Depends(checked)])\ndef hook(item: dict):\n    return item',
    ),
    ['{"X": sign(payload)}'],
  ],
  [
    'a signature that middleware checks, or may check',
    served(
      'class Checked(BaseHTTPMiddleware):\n    async def dispatch(self, request, call_next):\n        check(await request.body(), request.headers["x"])\n        return await call_next(request)\napp.add_middleware(Checked)\n@app.post("/hook")\ndef hook(item: dict):\n    return item',
    ),
    ['{"X": sign(payload)}'],
  ],
  [
    'a signature that middleware out of sight may check',
    served(
      'import elsewhere\napp.add_middleware(elsewhere.Checked)\n@app.post("/hook")\ndef hook(item: dict):\n    return item',
    ),
    ['{"X": sign(payload)}'],
  ],
  [
    'a signature that something out of sight may check',
    served(
      'import elsewhere\n@app.post("/hook")\ndef hook(request: Request):\n    elsewhere.check(request)\n    return {}',
    ),
    ['{"X": sign(payload)}'],
  ],
  [
    'what a websocket echoes [W4]',
    test(
      [
        'with client.websocket_connect("/ws") as ws:',
        '    ws.send_json(payload)',
        '    assert ws.receive_text() == json.dumps(payload)',
        'with client.websocket_connect("/ws") as ws:',
        '    ws.send_json({"a": 1})',
        '    message = ws.receive()["text"]',
        `    assert message == '{"a": 1}'`,
      ].join('\n'),
    ),
    ['json.dumps(payload)', '`send_json` no longer writes this text', 'send_text', 'Starlette 0.27'],
    [`'{"a": 1}'`, `json.loads(message) == json.loads('{"a": 1}')`],
  ],
  [
    'numbers that JSON has no word for [J2]',
    test(
      'client.post("/", json={"a": float("nan")})\nclient.post("/", json=[math.inf])\nvalues = {"b": [1, float("-Infinity")]}\nclient.post("/", json=values)',
    ),
    ['float("nan")', 'content=json.dumps(...)', TYPE, 'ValueError since httpx 0.28'],
    ['math.inf'],
    ['float("-Infinity")'],
  ],
  [
    'a client of httpx itself [A10]',
    py`
      import json
      from httpx import ASGITransport, AsyncClient
      from app import app
      async def test_it():
          payload = {"a": 1}
          async with AsyncClient(transport=ASGITransport(app=app), base_url="http://test") as client:
              response = await client.post("/", json=payload)
              assert response.request.content == json.dumps(payload).encode()
    `,
    ['json.dumps(payload).encode()', 'json.loads(response.request.content)'],
  ],
]);

noop(rule, [
  ...[
    // What the JSON means.
    `assert ${POST}.json() == payload`,
    `assert json.loads(${POST}.request.content) == {"a": 1}`,
    `assert ${POST}.json() == json.loads('{"a": 1, "b": ["x"]}')`,
    `assert json.loads(${POST}.text) == json.loads(json.dumps(payload))`,
    // The text itself is sent.
    'body = json.dumps(payload)\nclient.post("/", content=body, headers={"X": sign_text(body.encode())})',
    'body = json.dumps(payload)\nassert client.post("/", content=body).request.content == body.encode()',
    // The form of the new client, or another one that the old client did not write either.
    `assert ${POST}.request.content == b'{"a":1,"b":["x"]}'`,
    'client.post("/", json=payload, headers={"X": sign_text(json.dumps(payload, separators=(",", ":")).encode())})',
    `assert len(${POST}.request.content) == 17`,
    `assert ${POST}.request.content == b"raw"`,
    // The same bytes on both.
    'flat = {}\nassert client.post("/", json=flat).request.content == json.dumps(flat).encode()',
    'assert client.post("/", json="x").text == json.dumps("x")',
    'one = [1]\nclient.post("/", json=one, headers={"X": sign(one)})',
    // Another value.
    'other = {"c": 2}\nclient.post("/", json=payload, headers={"X": sign(other)})',
    'client.post("/", json=payload, headers={"X": sign_text(b"wrong")})',
    `assert ${POST}.text == '{"c": 3}'`,
    'signature = sign(payload)\npayload["a"] = 2\nclient.post("/", json=payload, headers={"X": signature})',
    'signature = sign(payload)\npayload.update(a=2)\nclient.post("/", json=payload, headers={"X": signature})',
    'signature = sign(payload)\npayload = {"a": 2}\nclient.post("/", json=payload, headers={"X": signature})',
    // A signature that is refused, whatever it is computed from.
    'response = client.post("/", json=payload, headers={"X": sign(payload)})\nassert response.status_code == 401',
    'self.assertEqual(client.post("/", json=payload, headers={"X": sign(payload)}).status_code, status.HTTP_403_FORBIDDEN)',
    'assert client.post("/", json=payload, headers={"X": sign(payload)}).status_code != 200',
    'response = client.post("/", json=payload, headers={"X": sign(payload)})\nassert response.status_code != status.HTTP_201_CREATED',
    // An application that is not in sight may compute it from other text.
    `assert ${POST}.json()["etag"] == sign(payload)`,
    // Nothing is computed from the text.
    'client.post("/", json=payload, headers={"X-Payload": json.dumps(payload)})',
    'client.post("/", json=payload, params={"filter": json.dumps(payload)})',
    'print(json.dumps(payload))\nclient.post("/", json=payload)',
    // Not the function of the standard library.
    'import orjson\nclient.post("/", json=payload, headers={"X": sign_text(orjson.dumps(payload))})',
    // Text in place of a number, numbers that are finite.
    'client.post("/", json={"a": "nan", "b": float("1.5"), "c": math.pi})',
    // A test that expects the error.
    'import pytest\nwith pytest.raises(ValueError):\n    client.post("/", json=float("nan"))',
    // Websockets.
    'with client.websocket_connect("/ws") as ws:\n    ws.send_json(payload)\n    assert ws.receive_json() == payload',
    'with client.websocket_connect("/ws") as ws:\n    ws.send_text(json.dumps(payload))\n    assert ws.receive_text() == json.dumps(payload)',
    `with client.websocket_connect("/ws") as ws:\n    ws.send_json({"a": 1})\n    assert ws.receive_text() == '{"ok": true}'`,
    // Other clients.
    'import requests\npayload = {"a": 1}\nassert requests.post("http://a", json=payload).request.body == json.dumps(payload)',
    'mock = MagicMock()\nassert mock.post("/", json=payload).request.body == json.dumps(payload)',
  ].map(test),
  // The application is seen to do without the bytes.
  ...[
    '@app.post("/hook")\nasync def hook(request: Request):\n    check(json.dumps(await request.json()), request.headers["x"])\n    return {}',
    '@app.post("/hook")\ndef hook(item: dict):\n    return item',
    'app.add_middleware(GZipMiddleware, minimum_size=10)\n@app.post("/hook")\ndef hook(item: dict, x: str = Header()):\n    return {"key": x}',
    'import crud\n@app.post("/hook")\ndef hook(item: dict):\n    return crud.create(item, user=crud.user())',
    'class Timed(BaseHTTPMiddleware):\n    async def dispatch(self, request, call_next):\n        response = await call_next(request)\n        return response\napp.add_middleware(Timed)\n@app.post("/hook")\ndef hook(item: dict):\n    return item',
    'def checked(x: str = Header()):\n    return x\n@app.post("/hook", dependencies=[Depends(checked)])\ndef hook():\n    return {"ok": True}',
  ].map(served),
  // The application writes the JSON itself.
  py`
    from fastapi import FastAPI
    from fastapi.testclient import TestClient
    from shop.models import Item
    app = FastAPI()
    @app.post("/items")
    def create(item: Item):
        return {"saved": item.json()}
    client = TestClient(app)
    def test_it():
        assert client.post("/items", json={"a": 1}).json() == {"saved": '{"a": 1}'}
  `,
  py`
    import json
    from fastapi import FastAPI, Response
    from fastapi.testclient import TestClient
    app = FastAPI()
    @app.post("/items")
    def create(item: dict):
        return Response(json.dumps(item))
    client = TestClient(app)
    def test_it():
        payload = {"a": 1}
        assert client.post("/items", json=payload).text == json.dumps(payload)
  `,
]);
