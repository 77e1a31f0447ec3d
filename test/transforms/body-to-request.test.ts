import { describe } from 'vitest';
import { rule } from '../../transforms/body-to-request.ts';
import { cases, findings, noop, unsafeCases } from '../support/rules.ts';
import { py } from '../support/snippets.ts';

cases(rule, [
  ['json on delete', py`client.delete("/", json={"a": 1})`, py`client.request("DELETE", "/", json={"a": 1})`],
  ['data on get', py`client.get("/", data={"a": 1})`, py`client.request("GET", "/", data={"a": 1})`],
  [
    'content on options',
    py`client.options("/", content=b"x")`,
    py`client.request("OPTIONS", "/", content=b"x")`,
  ],
  ['files on head', py`client.head("/", files=files)`, py`client.request("HEAD", "/", files=files)`],
  [
    'in the quotes of the call',
    py`
    x = "a", "b", "c"
    client.delete('/', json={'a': 1})
  `,
    py`
    x = "a", "b", "c"
    client.request('DELETE', '/', json={'a': 1})
  `,
  ],
  [
    'in the quotes of the file',
    py`
    x = 'a'
    client.delete(url, json=x)
  `,
    py`
    x = 'a'
    client.request('DELETE', url, json=x)
  `,
  ],
  [
    'in double quotes where both are used alike',
    py`client.delete(f'/' + "x", json=x)`,
    py`client.request("DELETE", f'/' + "x", json=x)`,
  ],
  [
    'beside a body that is None',
    py`client.delete("/", data=None, json=x)`,
    py`client.request("DELETE", "/", data=None, json=x)`,
  ],
  [
    'a body that may be None',
    py`client.delete("/", json=None if x else {})`,
    py`client.request("DELETE", "/", json=None if x else {})`,
  ],
  ['with the URL by name', py`client.get(url="/", json=x)`, py`client.request("GET", url="/", json=x)`],
  ['with **kwargs', py`client.delete("/", json=x, **kw)`, py`client.request("DELETE", "/", json=x, **kw)`],
  [
    'one item a line',
    py`
    client.delete(
        "/",  # the root
        json={"a": 1},
    )
  `,
    py`
    client.request(
        "DELETE",
        "/",  # the root
        json={"a": 1},
    )
  `,
  ],
  [
    'all items on one broken line',
    py`
    client.delete(
        "/", json={"a": 1}
    )
  `,
    py`
    client.request(
        "DELETE", "/", json={"a": 1}
    )
  `,
  ],
  [
    'a hanging indent',
    py`
    client.delete("/",
                  json=x)
  `,
    py`
    client.request("DELETE", "/",
                  json=x)
  `,
  ],
  [
    'comments around the first argument',
    py`
    client.delete(  # away
        # the URL
        "/",
        json=x,
    )
  `,
    py`
    client.request(  # away
        "DELETE",
        # the URL
        "/",
        json=x,
    )
  `,
  ],
  [
    'a chain over lines',
    py`
    r = (
        client
        .delete("/", json=x)
        .json()
    )
  `,
    py`
    r = (
        client
        .request("DELETE", "/", json=x)
        .json()
    )
  `,
  ],
  [
    'inside the body of another',
    py`
    client.delete("/", json=client.get("/", json=x).json())
  `,
    py`
    client.request("DELETE", "/", json=client.request("GET", "/", json=x).json())
  `,
  ],
  [
    'in an f-string, with the quotes it leaves',
    py`
    x = f"{client.delete(url, json=x).status_code}"
  `,
    py`
    x = f"{client.request('DELETE', url, json=x).status_code}"
  `,
  ],
  [
    'in a longer f-string',
    py`
    x = f"""a "b" {client.delete(url, json=x).text}""" "c"
  `,
    py`
    x = f"""a "b" {client.request('DELETE', url, json=x).text}""" "c"
  `,
  ],
  [
    'the body in a spread literal',
    py`client.delete("/", **{"json": x})`,
    py`client.request("DELETE", "/", **{"json": x})`,
  ],
  [
    'in a decorator and a default',
    py`
    @check(client.delete("/", json=x))
    def test_it(r=client.get("/", json=x)): pass
  `,
    py`
    @check(client.request("DELETE", "/", json=x))
    def test_it(r=client.request("GET", "/", json=x)): pass
  `,
  ],
  [
    'on one line with other statements',
    py`if x: client.delete("/", json=x); y = 1`,
    py`if x: client.request("DELETE", "/", json=x); y = 1`,
  ],
  ['drops None', py`client.delete("/", json=None)`, py`client.delete("/")`],
  [
    'drops each None',
    py`client.delete("/", json=None, data=None, timeout=1)`,
    py`client.delete("/", timeout=1)`,
  ],
  [
    'drops None on lines of its own',
    py`
    client.get(
        "/",
        json=None,
        data=(None)
    )
  `,
    py`
    client.get(
        "/"
    )
  `,
  ],
  [
    'getattr with a literal',
    py`getattr(client, "delete")("/", json=x)`,
    py`client.request("DELETE", "/", json=x)`,
  ],
  [
    'getattr with a parametrized method',
    py`
    import pytest
    @pytest.mark.parametrize("method", ["post", "delete"])
    def test_it(method):
        getattr(client, method)("/", json={})
  `,
    py`
    import pytest
    @pytest.mark.parametrize("method", ["post", "delete"])
    def test_it(method):
        client.request(method.upper(), "/", json={})
  `,
  ],
  [
    'getattr in a loop',
    py`
    for method in ("get", "put"):
        assert getattr(client, method)("/", json={}).status_code == 405
  `,
    py`
    for method in ("get", "put"):
        assert client.request(method.upper(), "/", json={}).status_code == 405
  `,
  ],
  [
    'an empty list as json or files',
    py`
    client.get("/", json=[])
    client.delete("/", files=[])
  `,
    py`
    client.request("GET", "/", json=[])
    client.request("DELETE", "/", files=[])
  `,
  ],
  [
    'getattr with a lowered name',
    py`
    for method in ["DELETE", "GET"]:
        getattr(client, method.lower())("/", json={})
  `,
    py`
    for method in ["DELETE", "GET"]:
        client.request(method.upper(), "/", json={})
  `,
  ],
  [
    'getattr over lines',
    py`
    for method in ("get", "put"):
        getattr(
            client, method
        )(
            "/",
            json={},
        )
  `,
    py`
    for method in ("get", "put"):
        client.request(
            method.upper(),
            "/",
            json={},
        )
  `,
  ],
  [
    'getattr with a name that cannot be seen',
    py`
      def send(method):
          return getattr(client, method)("/", json={})
    `,
    py`
      def send(method):
          return client.request(method.upper(), "/", json={})
    `,
  ],
  [
    'getattr with an expression',
    py`getattr(client, a or b)(url="/", json=x)`,
    py`client.request((a or b).upper(), url="/", json=x)`,
  ],
  [
    'getattr with a choice of two literals',
    py`
    def test_it(x):
        getattr(client, "delete" if x else "get")("/", json=x)
  `,
    py`
    def test_it(x):
        client.request(("delete" if x else "get").upper(), "/", json=x)
  `,
  ],
]);

unsafeCases(rule, [
  [
    'any name on a client of a subclass, which may have methods of its own',
    py`
    from starlette.testclient import TestClient
    class Client(TestClient):
        def send_json(self, url, json):
            return self.post(url, json=json)
    def test_it(name):
        getattr(Client(app), name)("/", json={})
  `,
    py`
    from starlette.testclient import TestClient
    class Client(TestClient):
        def send_json(self, url, json):
            return self.post(url, json=json)
    def test_it(name):
        Client(app).request(name.upper(), "/", json={})
  `,
  ],
  [
    'getattr with a name that cannot be seen, and more than a URL',
    py`
      def send(method):
          return getattr(client, method)("/", x, json={})
    `,
    py`
      def send(method):
          return client.request(method.upper(), "/", x, json={})
    `,
  ],
]);

describe('leaves alone', () => {
  noop(rule, [
    py`client.get("/")`,
    py`client.delete("/", params={"a": 1}, headers=h)`,
    py`client.post("/", json=x)`,
    py`client.put("/", json=None)`,
    py`client.request("DELETE", "/", json=x)`,
    py`client.delete("/", **{"params": {}})`,
    py`getattr(client, "post")("/", json=x)`,
    py`
      for method in ("post", "put"):
          getattr(client, method)("/", json={})
    `,
    py`other.delete("/", json=x)`,
    py`
      import responses
      responses.get("/", json={"a": 1})
    `,
    py`
      import requests
      requests.delete("/", json={"a": 1})
    `,
    py`
      import redis
      redis.Redis().delete("key", data=1)
    `,
    py`
      import os
      os.environ.get("x", data=b"")
    `,
    py`
      headers = {}
      headers.get("x", data=b"")
    `,
    py`
      from fastapi import APIRouter
      router = APIRouter()
      router.get("/", json=1)
    `,
    py`
      def test_it(requests_mock):
          requests_mock.get("/", json={"a": 1})
    `,
    py`
      def test_it(client: dict):
          client.get("/", json={"a": 1})
    `,
    py`client.cookies.get("a", data=1)`,
    py`client.app.delete("/", json=1)`,
    py`client.get("/").json().get("a", data=1)`,
    py`"client.delete('/', json=1)"  # client.delete("/", json=1)`,
    py`
      from starlette.testclient import TestClient
      class ApiClient(TestClient):
          def delete(self, url, json=None):
              return self.request("DELETE", url, json=json)
      client = ApiClient(app)
      client.delete("/", json={"a": 1})
    `,
    py`
      def test_it(client):
          client = {}
          client.get("/", json={"a": 1})
    `,
  ]);
});

findings(rule, [
  [
    'a method in a name',
    py`
    delete = client.delete
    delete("/", json=x)
  `,
    ['delete', 'request("DELETE", ...)', 'held in a name'],
  ],
  [
    'positional arguments that cannot be seen',
    py`client.delete(*args, json=x)`,
    ['delete', 'request("DELETE", ...)', '`*`'],
  ],
  [
    'a body that cannot be seen',
    py`
    def fetch(**kwargs):
        return client.get("/", **kwargs)
  `,
    ['get', 'cannot see', 'TypeError'],
  ],
  [
    'a body given by a caller',
    py`
    def fetch(**kwargs):
        return client.get("/", **kwargs)
    fetch(json={"a": 1})
    fetch(headers={})
  `,
    ['get', '`json`', 'tests/test_it.py:'],
  ],
  [
    'a None that a comment speaks of',
    py`
    client.delete(
        "/",
        # no body
        json=None,
    )
  `,
    ['json', 'drop it', 'comment'],
  ],
  [
    'a comment in getattr',
    py`
    getattr(
        client,  # the client
        "delete",
    )("/", json=x)
  `,
    ['getattr(\n    client,  # the client\n    "delete",\n)', 'request("DELETE", ...)', 'comment'],
  ],
  [
    'an f-string with both quotes in use',
    py`
    x = f"{y + f'{client.delete(u, json=x).text}'}"
  `,
    ['delete', 'request("DELETE", ...)'],
  ],
  [
    'getattr with a name that may be request',
    py`
    for method in ("delete", "request"):
        getattr(client, method)("/", json=x)
  `,
    ['getattr(client, method)', 'request(METHOD, ...)', '`request`'],
  ],
  [
    'a spread that cannot be seen, which may hold the old option for redirects too',
    py`
    def test_it(options):
        client.get("/", **options)
  `,
    ['get', '`request(METHOD, ...)`', '`allow_redirects` as `follow_redirects`'],
  ],
]);
