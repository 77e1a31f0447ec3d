import { describe } from 'vitest';
import { rule } from '../../transforms/body-to-request.ts';
import { cases, findings, noop, unsafeCases } from '../support/rules.ts';
import { py, ts } from '../support/snippets.ts';

cases(rule, [
  [
    'json on delete [M5]',
    py`client.delete("/", json={"a": 1})`,
    py`client.request("DELETE", "/", json={"a": 1})`,
    ts`client.delete("/", { json: { a: 1 } })`,
    ts`client.request("DELETE", "/", { json: { a: 1 } })`,
  ],
  [
    'data on get',
    py`client.get("/", data={"a": 1})`,
    py`client.request("GET", "/", data={"a": 1})`,
    ts`client.get("/", { data: { a: 1 } })`,
    ts`client.request("GET", "/", { data: { a: 1 } })`,
  ],
  [
    'content on options',
    py`client.options("/", content=b"x")`,
    py`client.request("OPTIONS", "/", content=b"x")`,
    ts`client.options("/", { content: "x" })`,
    ts`client.request("OPTIONS", "/", { content: "x" })`,
  ],
  [
    'files on head',
    py`client.head("/", files=files)`,
    py`client.request("HEAD", "/", files=files)`,
    ts`client.head("/", { files })`,
    ts`client.request("HEAD", "/", { files })`,
  ],
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
    ts`
    const x = ["a", "b", "c"];
    client.delete('/', { json: { 'a': 1 } });
  `,
    ts`
    const x = ["a", "b", "c"];
    client.request('DELETE', '/', { json: { 'a': 1 } });
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
    ts`
    const [x, y] = ['a', 'b'];
    client.delete(url, { json: x });
  `,
    ts`
    const [x, y] = ['a', 'b'];
    client.request('DELETE', url, { json: x });
  `,
  ],
  [
    'in double quotes where both are used alike',
    py`client.delete(f'/' + "x", json=x)`,
    py`client.request("DELETE", f'/' + "x", json=x)`,
    ts`client.delete('/' + "x", { json })`,
    ts`client.request("DELETE", '/' + "x", { json })`,
  ],
  [
    'beside a body that is None',
    py`client.delete("/", data=None, json=x)`,
    py`client.request("DELETE", "/", data=None, json=x)`,
    ts`client.delete("/", { data: undefined, json: x })`,
    ts`client.request("DELETE", "/", { data: undefined, json: x })`,
  ],
  [
    'a body that may be None',
    py`client.delete("/", json=None if x else {})`,
    py`client.request("DELETE", "/", json=None if x else {})`,
    ts`client.delete("/", { json: x ? null : {} })`,
    ts`client.request("DELETE", "/", { json: x ? null : {} })`,
    ts`client.delete("/", { json: null })`,
    ts`client.request("DELETE", "/", { json: null })`,
  ],
  ['with the URL by name', py`client.get(url="/", json=x)`, py`client.request("GET", url="/", json=x)`],
  [
    'with **kwargs',
    py`client.delete("/", json=x, **kw)`,
    py`client.request("DELETE", "/", json=x, **kw)`,
    ts`client.delete("/", { json: x, ...kw })`,
    ts`client.request("DELETE", "/", { json: x, ...kw })`,
  ],
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
    ts`
    client.delete(
        "/", // the root
        { json: { a: 1 } },
    );
  `,
    ts`
    client.request(
        "DELETE",
        "/", // the root
        { json: { a: 1 } },
    );
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
    ts`
    client.delete(
        "/", { json: { a: 1 } }
    );
  `,
    ts`
    client.request(
        "DELETE", "/", { json: { a: 1 } }
    );
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
    ts`
    client.delete("/",
                  { json: x });
  `,
    ts`
    client.request("DELETE", "/",
                  { json: x });
  `,
    ts`
    client.delete("/", {
        json: x,
    });
  `,
    ts`
    client.request("DELETE", "/", {
        json: x,
    });
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
    ts`
    client.delete( // away
        // the URL
        "/",
        { json: x },
    );
  `,
    ts`
    client.request( // away
        "DELETE",
        // the URL
        "/",
        { json: x },
    );
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
    ts`
    const r = await client
        // away with it
        .delete("/", { json: x })
        .then((r) => r.json());
  `,
    ts`
    const r = await client
        // away with it
        .request("DELETE", "/", { json: x })
        .then((r) => r.json());
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
    ts`
    client.delete("/", { json: client.get("/", { json: x }) });
  `,
    ts`
    client.request("DELETE", "/", { json: client.request("GET", "/", { json: x }) });
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
    ts`
    const x = \`\${(await client.delete(url, { json: y })).status}\`;
  `,
    ts`
    const x = \`\${(await client.request("DELETE", url, { json: y })).status}\`;
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
    ts`client.delete("/", { ...{ json: x } })`,
    ts`client.request("DELETE", "/", { ...{ json: x } })`,
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
    ts`
    @check(client.delete("/", { json: x }))
    class It {
        run(r = client.get("/", { json: x })) {}
    }
  `,
    ts`
    @check(client.request("DELETE", "/", { json: x }))
    class It {
        run(r = client.request("GET", "/", { json: x })) {}
    }
  `,
  ],
  [
    'on one line with other statements',
    py`if x: client.delete("/", json=x); y = 1`,
    py`if x: client.request("DELETE", "/", json=x); y = 1`,
    ts`if (x) client.delete("/", { json: x }); y = 1`,
    ts`if (x) client.request("DELETE", "/", { json: x }); y = 1`,
  ],
  [
    'drops None [M5]',
    py`client.delete("/", json=None)`,
    py`client.delete("/")`,
    ts`client.delete("/", { json: undefined })`,
    ts`client.delete("/")`,
  ],
  [
    'drops each None',
    py`client.delete("/", json=None, data=None, timeout=1)`,
    py`client.delete("/", timeout=1)`,
    ts`client.delete("/", { json: undefined, data: undefined, timeout: 1 })`,
    ts`client.delete("/", { timeout: 1 })`,
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
    ts`
    client.get("/", {
        json: undefined,
        params,
    });
  `,
    ts`
    client.get("/", {
        params,
    });
  `,
  ],
  [
    'getattr with a literal',
    py`getattr(client, "delete")("/", json=x)`,
    py`client.request("DELETE", "/", json=x)`,
    ts`client["delete"]("/", { json: x })`,
    ts`client["request"]("DELETE", "/", { json: x })`,
    ts`client['delete']('/', { json: x })`,
    ts`client['request']('DELETE', '/', { json: x })`,
  ],
  [
    'getattr with a parametrized method [M7]',
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
    ts`
    test.each(["post", "delete"])("takes %s", async (method) => {
        await client[method]("/", { json: {} });
    });
  `,
    ts`
    test.each(["post", "delete"])("takes %s", async (method) => {
        await client.request(method.toUpperCase(), "/", { json: {} });
    });
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
    ts`
    for (const method of ["get", "put"] as const) {
        expect((await client[method]("/", { json: {} })).status).toBe(405);
    }
  `,
    ts`
    for (const method of ["get", "put"] as const) {
        expect((await client.request(method.toUpperCase(), "/", { json: {} })).status).toBe(405);
    }
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
    ts`
    client.get("/", { json: [] });
    client.delete("/", { files: [] });
  `,
    ts`
    client.request("GET", "/", { json: [] });
    client.request("DELETE", "/", { files: [] });
  `,
  ],
  [
    'getattr with a lowered name [M7]',
    py`
    for method in ["DELETE", "GET"]:
        getattr(client, method.lower())("/", json={})
  `,
    py`
    for method in ["DELETE", "GET"]:
        client.request(method.upper(), "/", json={})
  `,
    ts`
    for (const method of ["DELETE", "GET"]) {
        client[method.toLowerCase()]("/", { json: {} });
    }
  `,
    ts`
    for (const method of ["DELETE", "GET"]) {
        client.request(method.toUpperCase(), "/", { json: {} });
    }
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
    ts`
    for (const method of ["get", "put"]) {
        client
            [method](
                "/",
                { json: {} },
            );
    }
  `,
    ts`
    for (const method of ["get", "put"]) {
        client.request(
                method.toUpperCase(),
                "/",
                { json: {} },
            );
    }
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
    ts`
    function send(method) {
        return client[method]("/", { json: {} });
    }
  `,
    ts`
    function send(method) {
        return client.request(method.toUpperCase(), "/", { json: {} });
    }
  `,
  ],
  [
    'getattr with an expression',
    py`getattr(client, a or b)(url="/", json=x)`,
    py`client.request((a or b).upper(), url="/", json=x)`,
    ts`client[a || b]("/", { json: x })`,
    ts`client.request((a || b).toUpperCase(), "/", { json: x })`,
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
    ts`
    function testIt(x) {
        client[x ? "delete" : "get"]("/", { json: x });
    }
  `,
    ts`
    function testIt(x) {
        client.request((x ? "delete" : "get").toUpperCase(), "/", { json: x });
    }
  `,
  ],

  [
    'with types, and where a chain may end',
    ts`client.delete<User>("/", { json: x })`,
    ts`client.request<User>("DELETE", "/", { json: x })`,
    ts`client?.delete("/", { json: x })`,
    ts`client?.request("DELETE", "/", { json: x })`,
    ts`client?.delete?.<User>("/", { json: x })`,
    ts`client?.request?.<User>("DELETE", "/", { json: x })`,
    ts`client!.delete("/", { json: x })!`,
    ts`client!.request("DELETE", "/", { json: x })!`,
    ts`(client).delete("/", { json: x } as Options,)`,
    ts`(client).request("DELETE", "/", { json: x } as Options,)`,
  ],
  [
    'a method chosen at run time where a chain may end',
    ts`
      for (const method of ["get", "put"]) client?.[method]("/", { json: {} });
    `,
    ts`
      for (const method of ["get", "put"]) client?.request(method.toUpperCase(), "/", { json: {} });
    `,
  ],
  [
    'a URL in a template, and no semicolons',
    ts`
      const id = 'x'
      await client.delete(\`/\${id}\`, { json: { a: 'b' } })
      ;(await client.delete(id, { json })).json()
    `,
    ts`
      const id = 'x'
      await client.request('DELETE', \`/\${id}\`, { json: { a: 'b' } })
      ;(await client.request('DELETE', id, { json })).json()
    `,
  ],
  [
    'the body in an object that only clients are given',
    ts`
      const options = { json: { a: 1 } };
      client.delete("/", options);
    `,
    ts`
      const options = { json: { a: 1 } };
      client.request("DELETE", "/", options);
    `,
  ],
]);

cases(rule, [
  [
    '`super()` of a client that others derive from',
    py`
    from starlette.testclient import TestClient
    class Client(TestClient):
        def purge(self, url, body):
            return super().delete(url, json=body)
    class Child(Client):
        pass
    class Other(Child, TestClient):
        pass
  `,
    py`
    from starlette.testclient import TestClient
    class Client(TestClient):
        def purge(self, url, body):
            return self.request("DELETE", url, json=body)
    class Child(Client):
        pass
    class Other(Child, TestClient):
        pass
  `,
  ],
]);

unsafeCases(rule, [
  [
    '`super()` of a client that may come before another client of the project',
    py`
    from starlette.testclient import TestClient
    class Client(TestClient):
        def purge(self, url, body):
            return super().delete(url, json=body)
    class Loud(TestClient):
        def delete(self, *args, **kwargs):
            return self.request("DELETE", *args, **kwargs)
    class Both(Client, Loud):
        pass
  `,
    py`
    from starlette.testclient import TestClient
    class Client(TestClient):
        def purge(self, url, body):
            return self.request("DELETE", url, json=body)
    class Loud(TestClient):
        def delete(self, *args, **kwargs):
            return self.request("DELETE", *args, **kwargs)
    class Both(Client, Loud):
        pass
  `,
  ],
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

  [
    'any name on a client of a class of its own',
    ts`
      import { TestClient } from "./client";
      class Api extends TestClient {
          sendJson(url: string, options: object) {}
      }
      function testIt(name) {
          new Api(app)[name]("/", { json: {} });
      }
    `,
    ts`
      import { TestClient } from "./client";
      class Api extends TestClient {
          sendJson(url: string, options: object) {}
      }
      function testIt(name) {
          new Api(app).request(name.toUpperCase(), "/", { json: {} });
      }
    `,
  ],
]);

describe('leaves alone', () => {
  noop(rule, [
    // Mocks in the place of the method of the class: the file puts them there, or the test above the call.
    py`
    from unittest.mock import MagicMock
    from starlette.testclient import TestClient
    def answer(self, url, **kwargs): return 1
    TestClient.delete = answer
    TestClient.get = MagicMock()
    TestClient.head = lambda self, url, json: None
    def test_it():
        client = TestClient(app)
        client.delete("/", json={})
        client.get("/", json={})
        client.head("/", json={})
  `,
    py`
    from unittest.mock import MagicMock
    from starlette.testclient import TestClient
    def test_it():
        TestClient.delete = MagicMock()
        TestClient(app).delete("/", json={})
  `,
    py`
      send = client.patch if flag else client.put
      send("/", json={})
      (client.post if flag else client.put)("/", json={})
      for one in (client.post, client.put):
          one("/", json={})
    `,
    ts`
      const send = flag ? client.patch : client.put;
      send("/", { json: {} });
    `,
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

    ts`client.get("/")`,
    ts`client.delete("/", { params: { a: 1 }, headers })`,
    ts`client.post("/", { json })`,
    ts`client.request("DELETE", "/", { json })`,
    ts`client.delete("/", { ...{ params: {} } })`,
    ts`client["post"]("/", { json })`,
    ts`
      for (const method of ["post", "put"]) client[method]("/", { json: {} });
    `,
    ts`other.delete("/", { json })`,
    ts`
      import axios from "axios";
      axios.delete("/", { data: { a: 1 } });
    `,
    ts`
      import ky from "ky";
      const client = ky.create();
      client.delete("/", { json: { a: 1 } });
    `,
    ts`
      const client = new Map();
      client.delete("key", { data: 1 });
    `,
    ts`
      import { createClient } from "redis";
      const client = createClient();
      client.get("key", { data: 1 });
    `,
    ts`
      import { Hono } from "hono";
      const app = new Hono();
      app.delete("/", { json: 1 });
      app.request("/", { data: 1 });
    `,
    ts`client.cookies.get("a", { data: 1 })`,
    ts`client.app.delete("/", { json: 1 })`,
    ts`"client.delete('/', { json: 1 })"; // client.delete("/", { json: 1 })`,
    ts`
      import { TestClient } from "./client";
      class Api extends TestClient {
          delete(url: string, options?: object) {
              return this.request("DELETE", url, options);
          }
      }
      const client = new Api(app);
      client.delete("/", { json: { a: 1 } });
    `,
  ]);
});

findings(rule, [
  [
    'nothing in front of a body that cannot be seen',
    ts`export const send = (options) => client.delete("/", { ...options, json: undefined });`,
    ['json', 'remove it'],
  ],
  [
    'a method in a name',
    py`
    delete = client.delete
    delete("/", json=x)
  `,
    ['delete', 'hold `client.request`, and pass `"DELETE"` before the URL', 'held in a name'],
  ],
  [
    'a client of httpx, which never took a body here',
    py`
    from httpx import AsyncClient
    async def test_it():
        async with AsyncClient(app=app) as http:
            send = http.delete
            await send("/", json=x)
  `,
    ['send', 'hold `http.request`', '| a TypeError in httpx: unexpected keyword argument; the method'],
  ],
  [
    'a method in a dictionary',
    py`
    send = {"d": client.delete}
    send["d"]("/", json=x)
  `,
    [
      'send["d"]',
      'hold `request` of the client, and pass `"DELETE"` before the URL',
      'held where other calls may use it',
    ],
  ],
  [
    'a method that is handed to what calls it',
    py`
    Thread(target=client.delete, args=("/",), kwargs={"json": x})
    send = client.get
    partial(send, "/", json=x)
  `,
    [
      'client.delete',
      'hand over `client.request`, and pass `"DELETE"` before the URL',
      'handed to what calls',
    ],
    ['send', 'hand over `client.request`, and pass `"GET"` before the URL', 'handed to what calls'],
  ],
  [
    'a method by its name',
    py`methodcaller("delete", "/", json=x)(client)`,
    ['"delete"', 'hand over `"request"`, and pass `"DELETE"` before the URL'],
  ],
  [
    'a method that the project gives its own way to send, or replaces below the call',
    py`
    from unittest.mock import MagicMock
    from starlette.testclient import TestClient
    def delete(self, url, **kwargs): return self.request("DELETE", url, **kwargs)
    TestClient.delete = delete
    def test_it():
        TestClient(app).delete("/", json={})
        TestClient(app).head("/", json={})
        TestClient.head = MagicMock()
  `,
    ['delete', '`TestClient(app)` is a test client on one path'],
    ['head', '`TestClient(app)` is a test client on one path'],
  ],
  [
    'a method of the class',
    py`
    from fastapi.testclient import TestClient
    TestClient.delete(client, "/", json=x)
  `,
    [
      'TestClient.delete',
      'call `TestClient.request`, and pass `"DELETE"` before the URL',
      'read from the class',
    ],
  ],
  [
    'a method that `__getattr__` hands out',
    py`
    from fastapi.testclient import TestClient
    class Wrapper:
        def __init__(self):
            self.inner = TestClient(app)
        def __getattr__(self, name):
            return getattr(self.inner, name)
    wrapper = Wrapper()
    wrapper.delete("/", json=x)
  `,
    ['wrapper.delete', 'call `wrapper.request`, and pass `"DELETE"` before the URL', '`__getattr__` decides'],
  ],
  [
    'one of several methods in a name',
    py`
    for send in (client.delete, client.head, client.post):
        send("/", json=x)
  `,
    [
      'send',
      '`delete` and `head` no longer take a body: hold `request` of the client, and pass the method before the URL',
      'held in a name',
    ],
  ],
  [
    'one of several methods in a name of JavaScript',
    ts`
    const send = flag ? client.delete : client.post;
    send("/", { json: x });
  `,
    [
      'send',
      '`delete` no longer takes a body: hold `request` of the client, and pass the method before the URL',
    ],
  ],
  [
    'a method that may be any',
    py`
    def send(name):
        return getattr(client, name)(*args, json=x)
  `,
    ['getattr(client, name)', '`get`, `options`, `head` and `delete` no longer take a body'],
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
    ['get', 'cannot see every argument of this call', '`request("GET", ...)`'],
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
    ['json', 'remove it', 'comment'],
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
    'a spread that cannot be seen',
    py`
    def test_it(options):
        client.get("/", **options)
  `,
    ['get', '`request("GET", ...)`'],
  ],

  [
    'a method of JavaScript in a name',
    ts`
      const { delete: remove } = client;
      remove("/", { json });
    `,
    ['remove', 'hold `request` of the client, and pass `"DELETE"` before the URL', 'held in a name'],
  ],
  [
    'an object that cannot be seen',
    ts`
      function fetch(options) {
          return client.get("/", options);
      }
    `,
    ['get', 'cannot see', '`request("GET", ...)`'],
  ],
  [
    'an undefined that a comment speaks of',
    ts`
      client.delete("/", {
          // no body
          json: undefined,
      });
    `,
    ['json', 'remove it', 'comment'],
  ],
  [
    'a comment at a method chosen at run time',
    ts`
      for (const method of ["get", "put"]) client[/* all */ method]("/", { json: {} });
    `,
    ['client[/* all */ method]', 'request(METHOD, ...)', 'comment'],
  ],
  [
    'a method chosen at run time that may be request',
    ts`
      for (const method of ["delete", "request"]) client[method]("/", { json });
    `,
    ['client[method]', 'request(METHOD, ...)', '`request`'],
  ],
]);

describe('a body that a condition keeps from methods without one', () => {
  noop(rule, [
    py`
    @pytest.mark.parametrize("method", ["get", "post"])
    def test_it(method):
        kwargs = {"json": {}} if method == "post" else {}
        getattr(client, method)("/", **kwargs)
    `,
    py`
    def send(method, body):
        kwargs = {}
        if method.lower() == "get":
            kwargs["params"] = body
        else:
            kwargs["content"] = body
        return getattr(client, method)("/", **kwargs)
    def test_it():
        send("get", {})
        send("post", b"raw")
    `,
    py`
    def send(method, body):
        kwargs = {}
        if method not in ("get", "head", "delete", "options"):
            kwargs["json"] = body
        return getattr(client, method)("/", **kwargs)
    `,
    py`
    @pytest.mark.parametrize("method", ["get", "post"])
    def test_it(method):
        if method in ("post", "put"):
            getattr(client, method)("/", json={})
        else:
            getattr(client, method)("/")
    `,
  ]);
  cases(rule, [
    [
      'is sent by request where the condition lets one of them through',
      py`
      def send(method, body):
          kwargs = {}
          if method != "get":
              kwargs["json"] = body
          return getattr(client, method)("/", **kwargs)
      def test_it():
          send("get", {})
          send("delete", {})
      `,
      py`
      def send(method, body):
          kwargs = {}
          if method != "get":
              kwargs["json"] = body
          return client.request(method.upper(), "/", **kwargs)
      def test_it():
          send("get", {})
          send("delete", {})
      `,
    ],
    [
      'is sent by request where the condition asks about something else',
      py`
      def send(method, kind, body):
          kwargs = {}
          if kind == "post":
              kwargs["json"] = body
          return getattr(client, method)("/", **kwargs)
      def test_it():
          send("get", "post", {})
      `,
      py`
      def send(method, kind, body):
          kwargs = {}
          if kind == "post":
              kwargs["json"] = body
          return client.request(method.upper(), "/", **kwargs)
      def test_it():
          send("get", "post", {})
      `,
    ],
  ]);
});

describe('a body that is unpacked', () => {
  cases(rule, [
    [
      'comes from a caller',
      py`
      def fetch(**kwargs):
          return client.get("/", **kwargs)
      fetch(json={"a": 1})
      fetch(headers={})
      `,
      py`
      def fetch(**kwargs):
          return client.request("GET", "/", **kwargs)
      fetch(json={"a": 1})
      fetch(headers={})
      `,
    ],
    [
      'comes from a caller in JavaScript',
      ts`
        function fetch(options) {
            return client.get("/", options);
        }
        fetch({ json: { a: 1 } });
      `,
      ts`
        function fetch(options) {
            return client.request("GET", "/", options);
        }
        fetch({ json: { a: 1 } });
      `,
    ],
    [
      'is put into a dictionary that is filled step by step',
      py`
      options = {}
      options["data"] = b"x"
      client.head("/", **options)
      `,
      py`
      options = {}
      options["data"] = b"x"
      client.request("HEAD", "/", **options)
      `,
    ],
  ]);
  noop(rule, [
    py`
    def fetch(**kwargs):
        return client.post("/", **kwargs)
    fetch(json={"a": 1})
    `,
    py`
    def fetch(**kwargs):
        return client.get("/", **kwargs)
    fetch(headers={})
    `,
  ]);
  findings(rule, [
    [
      'is left to a person where the method is held in a name',
      py`
      get = client.get
      options = {}
      options["data"] = b"x"
      get("/", **options)
      `,
      ['get', 'hold `client.request`'],
    ],
  ]);
});
