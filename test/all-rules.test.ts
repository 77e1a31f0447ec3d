import { rules } from '../src/registry.ts';
import { cases, findings, noop } from './support/rules.ts';
import { py, ts } from './support/snippets.ts';

cases(rules, [
  [
    'a helper with the name of what it reads keeps its callers, whichever rule asks for them first [P1, E9]',
    py`
    import requests
    def ok(r: requests.Response) -> bool:
        return r.ok
    def test_it():
        assert ok(client.get("/"))
  `,
    py`
    import httpx
    def ok(r: httpx.Response) -> bool:
        return not r.is_error
    def test_it():
        assert ok(client.get("/"))
  `,
  ],
  [
    'a body on delete goes through request, which is kept from following a redirect [M6]',
    py`assert client.delete("/", json={}).status_code == 303`,
    py`assert client.request("DELETE", "/", json={}, follow_redirects=False).status_code == 303`,
  ],
  [
    'a redirect is known by an attribute that has its new name before the option can be added [M6]',
    py`
    def test_it():
        r = client.patch("/", verify=False)
        assert r.is_redirect
  `,
    py`
    def test_it():
        r = client.patch("/", follow_redirects=False)
        assert r.has_redirect_location
  `,
  ],
  [
    'an option is added to a call once its only argument is removed',
    py`assert client.post(timeout=3).status_code == 303`,
    py`assert client.post(follow_redirects=False).status_code == 303`,
  ],
  [
    'an option is added to a call on several lines once its only argument is removed',
    py`
    assert client.post(
        timeout=3,
    ).status_code == 303
  `,
    py`
    assert client.post(follow_redirects=False).status_code == 303
  `,
  ],
  [
    'a positional body of text is named, then moved',
    py`client.post("/", "raw")`,
    py`client.post("/", content="raw")`,
  ],
  [
    'a body on delete is moved and sent through request',
    py`client.delete("/", data="raw", allow_redirects=False)`,
    py`client.request("DELETE", "/", content="raw", follow_redirects=False)`,
    ts`client.delete("/", { data: "raw", allowRedirects: false })`,
    ts`client.request("DELETE", "/", { content: "raw", followRedirects: false })`,
  ],
  [
    'pairs on get become a mapping in request',
    py`client.get("/", data=[("a", "1"), ("a", "2")])`,
    py`client.request("GET", "/", data={"a": ["1", "2"]})`,
    ts`client.get("/", { data: [["a", "1"], ["a", "2"]] })`,
    ts`client.request("GET", "/", { data: { a: ["1", "2"] } })`,
  ],
  [
    'the whole list of request',
    py`client.request("POST", "/", None, "raw", None, None, None, None, 5, None)`,
    py`client.request("POST", "/", content="raw", follow_redirects=False)`,
  ],
  [
    'an empty list on delete is dropped, and no request made of it',
    py`client.delete("/", data=[])`,
    py`client.delete("/")`,
    ts`client.delete("/", { data: [] })`,
    ts`client.delete("/")`,
  ],
  [
    'an empty list beside json on delete',
    py`client.delete("/", data=[], json={})`,
    py`client.request("DELETE", "/", json={})`,
    ts`client.delete("/", { data: [], json: {} })`,
    ts`client.request("DELETE", "/", { json: {} })`,
  ],
  [
    'None and an empty text beside json',
    py`client.delete("/", files=None, data="", json={})`,
    py`client.request("DELETE", "/", files=None, json={})`,
    ts`client.delete("/", { files: undefined, data: "", json: {} })`,
    ts`client.request("DELETE", "/", { files: undefined, json: {} })`,
  ],
  [
    'calls inside calls',
    py`
      client.post(
          client.get("/", json={}).text,
          client.delete("/", data="a", allow_redirects=True).text,
      )
    `,
    py`
      client.post(
          client.request("GET", "/", json={}).text,
          content=client.request("DELETE", "/", content="a", follow_redirects=True).text,
      )
    `,
    ts`
      client.post((await client.get("/", { json: {} })).text, {
          data: String(await client.delete("/", { data: "a", allowRedirects: true })),
      });
    `,
    ts`
      client.post((await client.request("GET", "/", { json: {} })).text, {
          content: String(await client.request("DELETE", "/", { content: "a", followRedirects: true })),
      });
    `,
  ],
  [
    'a dictionary that is spread',
    py`
      options = {"data": "raw", "allow_redirects": None}
      client.delete("/", **options)
    `,
    py`
      options = {"content": "raw", "follow_redirects": False}
      client.request("DELETE", "/", **options)
    `,
    ts`
      const options = { data: "raw", allowRedirects };
      client.delete("/", { ...options });
    `,
    ts`
      const options = { content: "raw", followRedirects: allowRedirects };
      client.request("DELETE", "/", { ...options });
    `,
  ],
  [
    'getattr with a body of text',
    py`
      for method in ("get", "post"):
          getattr(client, method)("/", data="raw", allow_redirects=False)
    `,
    py`
      for method in ("get", "post"):
          client.request(method.upper(), "/", content="raw", follow_redirects=False)
    `,
    ts`
      for (const method of ["get", "post"]) {
          client[method]("/", { data: "raw", allowRedirects: false });
      }
    `,
    ts`
      for (const method of ["get", "post"]) {
          client.request(method.toUpperCase(), "/", { content: "raw", followRedirects: false });
      }
    `,
  ],
  [
    'pairs of a call inside a pair',
    py`client.post("/", data=[("a", client.post("/", data="raw").text)])`,
    py`client.post("/", data={"a": client.post("/", content="raw").text})`,
    ts`client.post("/", { data: [["a", String(client.post("/", { data: "raw" }))]] })`,
    ts`client.post("/", { data: { a: String(client.post("/", { content: "raw" })) } })`,
  ],
  [
    'lines that stand by themselves',
    py`
      client.delete(
          "/",
          data=[
              ("a", "1"),  # one
              ("b", True),
          ],
          allow_redirects=False,
      )
    `,
    py`
      client.request(
          "DELETE",
          "/",
          data={
              "a": "1",  # one
              "b": "True",
          },
          follow_redirects=False,
      )
    `,
    ts`
      client.delete("/", {
          data: [
              ["a", "1"], // one
              ["b", true],
          ],
          allowRedirects: false,
      });
    `,
    ts`
      client.request("DELETE", "/", {
          data: {
              a: "1", // one
              b: true,
          },
          followRedirects: false,
      });
    `,
  ],
  [
    'a client of httpx, how it is made and what it is asked',
    py`
      from httpx import AsyncClient
      async def test_it(app):
          async with AsyncClient(app=app, base_url="http://test") as client:
              await client.post("/", data="raw", follow_redirects=False)
          await AsyncClient(app=app).delete("/", json={})
    `,
    py`
      from httpx import ASGITransport, AsyncClient
      async def test_it(app):
          async with AsyncClient(transport=ASGITransport(app=app), base_url="http://test") as client:
              await client.post("/", content="raw", follow_redirects=False)
          await AsyncClient(transport=ASGITransport(app=app)).request("DELETE", "/", json={})
    `,
  ],
  [
    'a file that is partly migrated',
    py`
      client.post("/", content="a", follow_redirects=False)
      client.post("/", data="b", allow_redirects=False)
    `,
    py`
      client.post("/", content="a", follow_redirects=False)
      client.post("/", content="b", follow_redirects=False)
    `,
    ts`
      client.post("/", { content: "a", followRedirects: false });
      client.post("/", { data: "b", allowRedirects: false });
    `,
    ts`
      client.post("/", { content: "a", followRedirects: false });
      client.post("/", { content: "b", followRedirects: false });
    `,
  ],
]);

noop(rules, [
  py`
    client.get("/", params={"a": 1}, headers={}, follow_redirects=False)
    assert client.post("/", data={"a": 1}).status_code == 201
    assert client.put("/", json=[("a", "1")], files={"f": ("f", b"x")}).status_code == 200
    assert client.request("DELETE", "/", content=b"raw").json() == {}
    with client.websocket_connect("/ws") as socket:
        socket.send_json({})
  `,
  // What is hidden from a client of httpx itself was written for httpx.
  py`
    import httpx
    class Client:
        async def request(self, method, path, **kwargs):
            async with httpx.AsyncClient(transport=httpx.ASGITransport(app=self.app)) as client:
                await getattr(client, method)(path, **kwargs)
                return await client.request(method, path, **kwargs)
  `,
  py`
    import httpx
    async def test_it():
        async with httpx.AsyncClient(base_url="http://test") as client:
            await client.get("/", follow_redirects=True)
  `,

  ts`
    client.get("/", { params: { a: 1 }, headers: {}, followRedirects: false });
    client.post("/", { data: { a: 1 } });
    client.put("/", { json: [["a", "1"]], files: { f } });
    client.request("DELETE", "/", { content: "raw" });
    client.post("/", ["a"]);
  `,
]);

findings(rules, [
  [
    'a body on request("GET"), which may have been a get that followed, and an answer that is a redirect',
    py`
      from starlette.testclient import TestClient
      assert TestClient(app).request("GET", "/", json={}).status_code == 302
    `,
    ['request', 'add `follow_redirects=False`', '`get` or `options`, it already followed redirects'],
  ],
  [
    'what is known of options that cannot all be seen',
    py`
      def send(path, **options):
          options.setdefault("allow_redirects", False)
          return client.get(path, **options)
    `,
    ['get', '`allow_redirects` (tests/test_it.py:', 'rename it to `follow_redirects` there'],
    ['get', 'cannot see every argument of this call', 'send a body with `request("GET", ...)`'],
  ],
  [
    'each thing once, where it stood',
    py`
      def send(payload, **kwargs):
          client.post("/", data=payload, **kwargs)
          client.get("/", **kwargs)
    `,
    ['post', 'cannot see every argument of this call: where needed, rename `allow_redirects`'],
    ['post', 'nothing here shows whether the response is a redirect'],
    ['payload', 'cannot tell'],
    ['get', 'cannot see every argument of this call'],
  ],

  [
    'what an object may hold, which nothing shows',
    ts`
      export function send(payload: unknown, options: object) {
          client.post("/", { data: payload, ...options });
          client.get("/", options);
      }
    `,
    ['post', 'cannot see every argument of this call: where needed, rename `allowRedirects`'],
    ['payload', 'cannot tell'],
    ['get', 'cannot see every argument of this call'],
  ],
]);
