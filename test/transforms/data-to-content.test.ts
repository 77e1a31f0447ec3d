import { describe } from 'vitest';
import { rule } from '../../transforms/data-to-content.ts';
import { cases, findings, noop, unsafeCases } from '../support/rules.ts';
import { py, ts } from '../support/snippets.ts';

cases(rule, [
  [
    'text that a client of httpx sends [A7]',
    py`
      import httpx
      async def test_it():
          async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app)) as api:
              await api.post("/", data="raw")
    `,
    py`
      import httpx
      async def test_it():
          async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app)) as api:
              await api.post("/", content="raw")
    `,
  ],
  [
    'the value of a member of an enumeration',
    py`
    class Body(Enum):
        RAW = "raw"
        FORM = {"a": 1}
    client.post("/", data=Body.RAW.value)
    client.post("/", data=Body.FORM.value)
  `,
    py`
    class Body(Enum):
        RAW = "raw"
        FORM = {"a": 1}
    client.post("/", content=Body.RAW.value)
    client.post("/", data=Body.FORM.value)
  `,
  ],
  [
    'an item of a dictionary that is restored from its copy',
    py`
    STATE = {"body": "x"}
    def test_it():
        before = dict(STATE)
        client.post("/", data=STATE["body"])
        STATE.update(before)
  `,
    py`
    STATE = {"body": "x"}
    def test_it():
        before = dict(STATE)
        client.post("/", content=STATE["body"])
        STATE.update(before)
  `,
  ],
  [
    'options of the type that the client takes',
    ts`
      interface RequestOptions { data?: string; json?: unknown; headers?: object }
      const options: RequestOptions = { data: "raw" };
      client.post("/", options);
    `,
    ts`
      interface RequestOptions { data?: string; json?: unknown; headers?: object }
      const options: RequestOptions = { content: "raw" };
      client.post("/", options);
    `,
  ],
  [
    'an empty list in a name that nothing else uses',
    py`
      def test_it():
          form: list[tuple[str, str]] = []
          client.post("/", data=form, json={})
    `,
    py`
      def test_it():
          form: list[tuple[str, str]] = []
          client.post("/", json={})
    `,
  ],
  [
    'behind what cannot be seen',
    ts`export const send = (options) => client.post("/", { ...options, data: "raw" });`,
    ts`export const send = (options) => client.post("/", { ...options, content: "raw" });`,
  ],
  [
    'before the rest of what it was taken from',
    ts`export const send = (data: string, { data: _, ...rest }) => client.post("/", { data, ...rest });`,
    ts`export const send = (data: string, { data: _, ...rest }) => client.post("/", { content: data, ...rest });`,
  ],
  [
    'text [B3]',
    py`client.post("/", data="raw")`,
    py`client.post("/", content="raw")`,
    ts`client.post("/", { data: "raw" })`,
    ts`client.post("/", { content: "raw" })`,
  ],
  [
    'bytes [B4]',
    py`client.put("/", data=b"raw")`,
    py`client.put("/", content=b"raw")`,
    ts`client.put("/", { data: Buffer.from("raw") })`,
    ts`client.put("/", { content: Buffer.from("raw") })`,
    ts`client.put("/", { data: new Uint8Array([1, 2]) })`,
    ts`client.put("/", { content: new Uint8Array([1, 2]) })`,
  ],
  [
    'an f-string',
    py`client.patch("/", data=f"a{x}")`,
    py`client.patch("/", content=f"a{x}")`,
    ts`client.patch("/", { data: \`a\${x}\` })`,
    ts`client.patch("/", { content: \`a\${x}\` })`,
  ],
  ['any prefix', py`client.post("/", data=rb'\d')`, py`client.post("/", content=rb'\d')`],
  [
    'text over several lines',
    py`
    client.post("/", data="""
        raw, "quoted"
    """)
  `,
    py`
    client.post("/", content="""
        raw, "quoted"
    """)
  `,
    ts`
    client.post("/", { data: \`
        raw, "quoted"
    \` });
  `,
    ts`
    client.post("/", { content: \`
        raw, "quoted"
    \` });
  `,
  ],
  [
    'concatenated text, with comments between',
    py`
    client.post(
        "/",
        data=(
            '{"a": 1, '  # first
            '"b": 2}'
        ),
    )
  `,
    py`
    client.post(
        "/",
        content=(
            '{"a": 1, '  # first
            '"b": 2}'
        ),
    )
  `,
    ts`
    client.post("/", {
        data: (
            '{"a": 1, ' + // first
            '"b": 2}'
        ),
    });
  `,
    ts`
    client.post("/", {
        content: (
            '{"a": 1, ' + // first
            '"b": 2}'
        ),
    });
  `,
  ],
  [
    'json.dumps',
    py`
    import json
    client.post("/", data=json.dumps({"a": 1}))
  `,
    py`
    import json
    client.post("/", content=json.dumps({"a": 1}))
  `,
    ts`client.post("/", { data: JSON.stringify({ a: 1 }) })`,
    ts`client.post("/", { content: JSON.stringify({ a: 1 }) })`,
  ],
  [
    'json.dumps under another name',
    py`
    from json import dumps as to_json
    client.post("/", data=to_json({"a": 1}))
  `,
    py`
    from json import dumps as to_json
    client.post("/", content=to_json({"a": 1}))
  `,
    ts`
    const toJson = JSON.stringify;
    client.post("/", { data: toJson({ a: 1 }) });
  `,
    ts`
    const toJson = JSON.stringify;
    client.post("/", { content: toJson({ a: 1 }) });
  `,
  ],
  [
    'what is encoded',
    py`client.post("/", data="é".encode("latin-1"))`,
    py`client.post("/", content="é".encode("latin-1"))`,
    ts`client.post("/", { data: new TextEncoder().encode("é") })`,
    ts`client.post("/", { content: new TextEncoder().encode("é") })`,
  ],
  [
    'what is formatted',
    py`client.post("/", data="{}".format(x))`,
    py`client.post("/", content="{}".format(x))`,
    ts`client.post("/", { data: "{}".replace("{}", x) })`,
    ts`client.post("/", { content: "{}".replace("{}", x) })`,
  ],
  [
    'what is joined',
    py`client.post("/", data="".join(xs))`,
    py`client.post("/", content="".join(xs))`,
    ts`client.post("/", { data: ["a", x].join("") })`,
    ts`client.post("/", { content: ["a", x].join("") })`,
  ],
  [
    'what is put together',
    py`client.post("/", data="a" + x)`,
    py`client.post("/", content="a" + x)`,
    ts`client.post("/", { data: "a" + x })`,
    ts`client.post("/", { content: "a" + x })`,
  ],
  ['what is filled in', py`client.post("/", data="a=%s" % x)`, py`client.post("/", content="a=%s" % x)`],
  [
    'str(...)',
    py`client.post("/", data=str(x))`,
    py`client.post("/", content=str(x))`,
    ts`client.post("/", { data: String(x) })`,
    ts`client.post("/", { content: String(x) })`,
    ts`client.post("/", { data: (12).toString() })`,
    ts`client.post("/", { content: (12).toString() })`,
  ],
  [
    'either of two texts',
    py`client.post("/", data="a" if x else b"b")`,
    py`client.post("/", content="a" if x else b"b")`,
    ts`client.post("/", { data: x ? "a" : Buffer.from("b") })`,
    ts`client.post("/", { content: x ? "a" : Buffer.from("b") })`,
  ],
  [
    'text or nothing',
    py`client.post("/", data="a" if x else None)`,
    py`client.post("/", content="a" if x else None)`,
    ts`client.post("/", { data: x ? "a" : undefined })`,
    ts`client.post("/", { content: x ? "a" : undefined })`,
  ],
  [
    'a local name',
    py`
    def test_it():
        body = "raw"
        client.post("/", data=body)
  `,
    py`
    def test_it():
        body = "raw"
        client.post("/", content=body)
  `,
    ts`
    test("it", async () => {
        const body = "raw";
        await client.post("/", { data: body });
    });
  `,
    ts`
    test("it", async () => {
        const body = "raw";
        await client.post("/", { content: body });
    });
  `,
  ],
  [
    'a constant of the module',
    py`
    BODY: bytes = b"raw"
    client.post("/", data=BODY)
  `,
    py`
    BODY: bytes = b"raw"
    client.post("/", content=BODY)
  `,
    ts`
    const BODY: Uint8Array = Buffer.from("raw");
    client.post("/", { data: BODY });
  `,
    ts`
    const BODY: Uint8Array = Buffer.from("raw");
    client.post("/", { content: BODY });
  `,
  ],
  [
    'a parameter that a test is given',
    py`
    import pytest
    @pytest.mark.parametrize("body", [None, b"", "raw"])
    def test_it(body):
        client.post("/", data=body)
  `,
    py`
    import pytest
    @pytest.mark.parametrize("body", [None, b"", "raw"])
    def test_it(body):
        client.post("/", content=body)
  `,
    ts`
    test.each([undefined, "", "raw"])("takes %s", async (body) => {
        await client.post("/", { data: body });
    });
  `,
    ts`
    test.each([undefined, "", "raw"])("takes %s", async (body) => {
        await client.post("/", { content: body });
    });
  `,
  ],
  [
    'a parameter of a helper',
    py`
    def send(body):
        return client.post("/", data=body)
    def test_it():
        send("raw")
        send(b"raw")
  `,
    py`
    def send(body):
        return client.post("/", content=body)
    def test_it():
        send("raw")
        send(b"raw")
  `,
    ts`
    function send(body) {
        return client.post("/", { data: body });
    }
    send("raw");
    send(Buffer.from("raw"));
  `,
    ts`
    function send(body) {
        return client.post("/", { content: body });
    }
    send("raw");
    send(Buffer.from("raw"));
  `,
  ],
  [
    'a file [B19]',
    py`client.post("/", data=open("a.bin", "rb"))`,
    py`client.post("/", content=open("a.bin", "rb"))`,
  ],
  [
    'what a file holds',
    py`
    with open("a.bin", "rb") as f:
        client.post("/", data=f.read())
  `,
    py`
    with open("a.bin", "rb") as f:
        client.post("/", content=f.read())
  `,
    ts`
    import { readFileSync } from "node:fs";
    import { readFile } from "node:fs/promises";
    client.post("/", { data: readFileSync("a.bin") });
    client.put("/", { data: await readFile("a.txt", "utf8") });
  `,
    ts`
    import { readFileSync } from "node:fs";
    import { readFile } from "node:fs/promises";
    client.post("/", { content: readFileSync("a.bin") });
    client.put("/", { content: await readFile("a.txt", "utf8") });
  `,
  ],
  [
    'a path',
    py`
    from pathlib import Path
    client.post("/", data=Path("a").read_bytes())
  `,
    py`
    from pathlib import Path
    client.post("/", content=Path("a").read_bytes())
  `,
  ],
  [
    'a generator of bytes [B21]',
    py`
    def chunks():
        yield b"a"
        yield b"b"
    client.post("/", data=chunks())
  `,
    py`
    def chunks():
        yield b"a"
        yield b"b"
    client.post("/", content=chunks())
  `,
  ],
  [
    'a generator of text, whose parts are encoded [B21]',
    py`
    def chunks():
        yield "a"
    client.post("/", data=chunks())
    client.put("/", content=(line + "\n" for line in ["a", "b"]))
  `,
    py`
    def chunks():
        yield "a"
    client.post("/", content=map(str.encode, chunks()))
    client.put("/", content=map(str.encode, (line + "\n" for line in ["a", "b"])))
  `,
  ],
  [
    'a bytearray as content becomes bytes [B7]',
    py`client.post("/", content=bytearray(b"a"))`,
    py`client.post("/", content=bytes(bytearray(b"a")))`,
  ],
  [
    'the key of a spread dictionary',
    py`
    options = {"data": "raw", 'timeout': 1}
    client.post("/", **options)
  `,
    py`
    options = {"content": "raw", 'timeout': 1}
    client.post("/", **options)
  `,
    ts`
    const options = { "data": "raw", 'timeout': 1 };
    client.post("/", { ...options });
  `,
    ts`
    const options = { "content": "raw", 'timeout': 1 };
    client.post("/", { ...options });
  `,
  ],
  [
    'a body that json cannot win over',
    py`client.post("/", data="raw", json={"a": 1})`,
    py`client.post("/", content="raw", json={"a": 1})`,
    ts`client.post("/", { data: "raw", json: { a: 1 } })`,
    ts`client.post("/", { content: "raw", json: { a: 1 } })`,
  ],
  [
    'a body beside options that are None',
    py`client.post("/", data=x.encode(), json=None, files=None)`,
    py`client.post("/", content=x.encode(), json=None, files=None)`,
    ts`client.post("/", { data: Buffer.from(x), json: undefined, files: undefined })`,
    ts`client.post("/", { content: Buffer.from(x), json: undefined, files: undefined })`,
  ],
  [
    'empty text alone [B12]',
    py`client.post("/", data="")`,
    py`client.post("/", content="")`,
    ts`client.post("/", { data: "" })`,
    ts`client.post("/", { content: "" })`,
  ],
  [
    'empty text beside json is dropped [B20]',
    py`client.post("/", data="", json={"a": 1})`,
    py`client.post("/", json={"a": 1})`,
    ts`client.post("/", { data: "", json: { a: 1 } })`,
    ts`client.post("/", { json: { a: 1 } })`,
    ts`client.post("/", { data: "", json: null })`,
    ts`client.post("/", { json: null })`,
  ],
  [
    'empty bytes beside files are dropped [U15]',
    py`client.post("/", files={"f": b"x"}, data=b"")`,
    py`client.post("/", files={"f": b"x"})`,
    ts`client.post("/", { files: { f }, data: "" })`,
    ts`client.post("/", { files: { f } })`,
  ],
  [
    'an empty list is dropped [B11]',
    py`client.post("/", data=[])`,
    py`client.post("/")`,
    ts`client.post("/", { data: [] })`,
    ts`client.post("/")`,
  ],
  [
    'an empty tuple on a line of its own is dropped',
    py`
    client.post(
        "/",
        data=(),
        files={"f": b"x"},
    )
  `,
    py`
    client.post(
        "/",
        files={"f": b"x"},
    )
  `,
    ts`
    client.post("/", {
        data: [],
        files: { f },
    });
  `,
    ts`
    client.post("/", {
        files: { f },
    });
  `,
  ],
  [
    'a bytearray becomes bytes [B7]',
    py`client.post("/", data=bytearray(b"raw"))`,
    py`client.post("/", content=bytes(bytearray(b"raw")))`,
  ],
  [
    'a memoryview in parentheses becomes bytes [B7]',
    py`client.post("/", data=(memoryview(b"raw")), timeout=1)`,
    py`client.post("/", content=bytes((memoryview(b"raw"))), timeout=1)`,
  ],
  [
    'a body of a call inside a body',
    py`
    client.post("/", data=client.put("/", data="raw").text)
  `,
    py`
    client.post("/", content=client.put("/", content="raw").text)
  `,
    ts`
    client.post("/", { data: JSON.stringify(client.put("/", { data: "raw" })) });
  `,
    ts`
    client.post("/", { content: JSON.stringify(client.put("/", { content: "raw" })) });
  `,
  ],
  [
    'a body in an f-string',
    py`x = f"{client.post('/', data='raw').text!r:>10}"`,
    py`x = f"{client.post('/', content='raw').text!r:>10}"`,
    ts`const x = \`\${client.post('/', { data: 'raw' }).text}\``,
    ts`const x = \`\${client.post('/', { content: 'raw' }).text}\``,
  ],
  [
    'several calls on one line',
    py`
    for u in us: client.post(u, data="a"); client.put(u, data="b")
  `,
    py`
    for u in us: client.post(u, content="a"); client.put(u, content="b")
  `,
    ts`
    for (const u of us) { client.post(u, { data: "a" }); client.put(u, { data: "b" }) }
  `,
    ts`
    for (const u of us) { client.post(u, { content: "a" }); client.put(u, { content: "b" }) }
  `,
  ],
  [
    'a walrus',
    py`client.post("/", data=(body := "raw"))`,
    py`client.post("/", content=(body := "raw"))`,
    ts`client.post("/", { data: (body = "raw") })`,
    ts`client.post("/", { content: (body = "raw") })`,
  ],
  [
    'behind **kwargs',
    py`client.post("/", **kw, data="raw")`,
    py`client.post("/", **kw, content="raw")`,
    ts`client.post("/", { ...kw, data: "raw" })`,
    ts`client.post("/", { ...kw, content: "raw" })`,
  ],
  [
    'an empty body in a dictionary, which another call spreads beside json',
    py`
    options = {"data": ""}
    more = {"json": {}}
    client.post("/", **options)
    client.post("/", **options, **more)
  `,
    py`
    options = {}
    more = {"json": {}}
    client.post("/", **options)
    client.post("/", **options, **more)
  `,
  ],
  [
    'an empty body beside options that cannot be seen, json perhaps',
    py`
    def test_it(options):
        client.post("/", data="", **options)
  `,
    py`
    def test_it(options):
        client.post("/", **options)
  `,
    ts`
    function testIt(options) {
        client.post("/", { data: "", ...options });
    }
  `,
    ts`
    function testIt(options) {
        client.post("/", { ...options });
    }
  `,
  ],

  [
    'keeps the value of a shorthand',
    ts`
      const data = "raw";
      client.post("/", { data });
    `,
    ts`
      const data = "raw";
      client.post("/", { content: data });
    `,
  ],
  [
    'bytes in all their forms',
    ts`client.post("/", { data: new ArrayBuffer(8) })`,
    ts`client.post("/", { content: new ArrayBuffer(8) })`,
    ts`client.post("/", { data: Buffer.concat([a, b]) })`,
    ts`client.post("/", { content: Buffer.concat([a, b]) })`,
    ts`client.post("/", { data: new DataView(x) })`,
    ts`client.post("/", { content: new DataView(x) })`,
  ],
  [
    'what a type says',
    ts`
      function send(body: string | Uint8Array, xml: string) {
          client.post("/", { data: body });
          client.post("/", { data: xml });
      }
    `,
    ts`
      function send(body: string | Uint8Array, xml: string) {
          client.post("/", { content: body });
          client.post("/", { content: xml });
      }
    `,
    ts`client.post("/", { data: x as string })`,
    ts`client.post("/", { content: x as string })`,
  ],
  [
    'an empty body in an object, which another call spreads beside json',
    ts`
      const options = { data: "" };
      const more = { json: {} };
      client.post("/", options);
      client.post("/", { ...options, ...more });
    `,
    ts`
      const options = {};
      const more = { json: {} };
      client.post("/", options);
      client.post("/", { ...options, ...more });
    `,
  ],
]);

describe('leaves alone', () => {
  noop(rule, [
    py`
      def test_it(data):
          data["code"] = "x"
          client.post("/", data=data)
    `,
    py`
      def test_it():
          data = load()
          with open("a") as file:
              data["code"] = file.read()
              for _ in range(3):
                  client.post("/", data=data)
    `,
    py`client.post("/", data={"a": "b"})`,
    py`client.post("/", data={})`,
    py`client.post("/", data=None)`,
    py`client.post("/", data=dict(a="b"))`,
    py`client.post("/", data={k: v for k, v in xs})`,
    py`client.post("/", data={**form, "a": "b"})`,
    py`client.post("/", data=None if x else {"a": 1})`,
    py`
      form = {"a": "b"}
      client.post("/", data=form)
    `,
    py`client.post("/", data=[("a", "1"), ("b", "2")])`,
    py`client.post("/", data=1)`,
    py`client.post("/", content="raw")`,
    py`client.post("/", content="raw", data={"a": "b"})`,
    py`client.post("/", json="raw")`,
    py`other.post("/", data="raw")`,
    py`
      import requests
      requests.post("/", data="raw")
    `,
    py`
      import redis
      client = redis.Redis()
      client.delete("key", data="raw")
    `,
    py`
      from flask import Flask
      client = Flask(__name__).test_client()
      client.post("/", data="raw")
    `,
    py`
      from django.test import Client
      client = Client()
      client.post("/", data="raw")
    `,
    py`
      import os
      os.environ.get("x", data=b"")
    `,
    py`
      client = {}
      client.get("x", data=b"")
    `,
    py`client.post("/", files={"data": b"raw"})`,
    py`client.post("/").json(data="raw")`,
    py`
      class Client:
          def post(self, url, data=None): ...
      client = Client()
      client.post("/", data="raw")
    `,
    py`client.websocket_connect("/", data="raw")`,
    py`data = "raw"`,
    py`"client.post('/', data='raw')"`,
    py`
      def send(data={}):
          client.post("/", data=data)
      send({"a": "b"})
    `,
    py`
      from collections import OrderedDict
      client.post("/", data=OrderedDict(a=1))
    `,

    ts`client.post("/", { data: { a: "b" } })`,
    ts`client.post("/", { data: {} })`,
    ts`client.post("/", { data: undefined })`,
    ts`client.post("/", { data: null })`,
    ts`client.post("/", { data: Object.fromEntries(xs) })`,
    ts`client.post("/", { data: { ...form, a: "b" } })`,
    ts`client.post("/", { data: x ? undefined : { a: 1 } })`,
    ts`
      const form = { a: "b" };
      client.post("/", { data: form });
    `,
    ts`client.post("/", { data: [["a", "1"], ["b", "2"]] })`,
    ts`client.post("/", { data: new URLSearchParams({ a: "1" }) })`,
    ts`client.post("/", { data: new FormData() })`,
    py`client.post("/", content="raw")`,
    py`client.post("/", content=[b"a", b"b"])`,
    py`client.post("/", content=[])`,
    py`client.post("/", content=None)`,
    py`client.post("/", content=(x.encode() for x in ["a"]))`,
    py`client.post("/", content=open("a", "rb"))`,
    py`
    def send(body):
        return client.post("/", content=body)
    send("a")
    send({"a": "1"})
  `,
    py`
    with pytest.raises(TypeError):
        client.post("/", content={"a": "1"})
  `,
    py`
    import requests
    requests.post("/", content={"a": "1"})
  `,
    py`
    class Api(TestClient):
        def post(self, url, content=None):
            return super().post(url, json=content)
    Api(app).post("/", content={"a": "1"})
  `,
    py`response = {"content": {"a": "1"}}`,
    py`storage.put("/a", content={"a": "1"})`,
    py`
    class Api(TestClient):
        def request(self, *args, **kwargs):
            return super().request(*args, content={"a": "1"}, **kwargs)
  `,
    ts`client.post("/", { content: "raw" })`,
    ts`client.post("/", { json: "raw" })`,
    ts`other.post("/", { data: "raw" })`,
    ts`
      import axios from "axios";
      axios.post("/", { data: "raw" });
      const client = axios.create();
      client.request("/", { data: "raw" });
    `,
    ts`
      test("it", async ({ page, request }) => {
          await request.post("/", { data: "raw" });
          await page.request.post("/", { data: "raw" });
      });
    `,
    ts`
      import Redis from "ioredis";
      const client = new Redis();
      client.put("key", { data: "raw" });
    `,
    ts`
      const client = new Map();
      client.get("x", { data: "raw" });
    `,
    ts`client.post("/", { files: { data: "raw" } })`,
    ts`client.post("/").then(({ json }) => json({ data: "raw" }))`,
    ts`
      class Client {
          post(url: string, options: object) {}
      }
      const client = new Client();
      client.post("/", { data: "raw" });
    `,
    ts`const data = "raw";`,
    ts`"client.post('/', { data: 'raw' })"`,
    ts`
      function send(data = {}) {
          client.post("/", { data });
      }
      send({ a: "b" });
    `,

    ts`client.post("/", { content: "raw", data: undefined })`,
    ts`client.post("/", { ...{ data: { a: 1 } }, data: { b: 2 } })`,
  ]);
});

unsafeCases(rule, [
  [
    'form fields as content [B25]',
    py`
    form = {"name": "ada"}
    client.post("/a", content={"user": "ada", "password": "x"})
    client.put("/b", content=form, headers={"x-a": "1"})
    client.request("POST", "/c", content=dict(a="1"))
    client.patch("/d", content={})
    client.post("/e", content=[("a", "1"), ("b", "2")])
    client.post("/f", **{"content": {"a": "1"}})
  `,
    py`
    form = {"name": "ada"}
    client.post("/a", data={"user": "ada", "password": "x"})
    client.put("/b", data=form, headers={"x-a": "1"})
    client.request("POST", "/c", data=dict(a="1"))
    client.patch("/d", data={})
    client.post("/e", data=[("a", "1"), ("b", "2")])
    client.post("/f", **{"data": {"a": "1"}})
  `,
  ],
  [
    'an item of a dictionary that is updated from a copy into which more was put',
    py`
    STATE = {"body": "x"}
    def test_it(form):
        before = dict(STATE)
        before["body"] = form
        client.post("/", data=STATE["body"])
        STATE.update(before)
  `,
    py`
    STATE = {"body": "x"}
    def test_it(form):
        before = dict(STATE)
        before["body"] = form
        client.post("/", content=STATE["body"])
        STATE.update(before)
  `,
  ],
  [
    'before what cannot be seen, which may give form fields instead',
    ts`export const send = (options) => client.post("/", { data: "raw", ...options });`,
    ts`export const send = (options) => client.post("/", { content: "raw", ...options });`,
  ],
  [
    'the .json() of something that is a model, or else a response [B6]',
    py`
      def send(item):
          client.post("/", data=item.json())
    `,
    py`
      def send(item):
          client.post("/", content=item.json())
    `,
  ],
]);

findings(rule, [
  [
    'form fields as content beside data',
    py`client.post("/", content={"a": "1"}, data={"b": "2"})`,
    ['content', 'pass form fields as `data`', 'JSON'],
  ],
  [
    'form fields as content beside options that cannot be seen',
    py`
    def send(**options):
        return client.post("/", content={"a": "1"}, **options)
  `,
    ['content', 'pass form fields as `data`', 'TypeError'],
  ],
  [
    'text in parts that a client of httpx sends',
    py`
    import httpx
    api = httpx.AsyncClient(transport=httpx.ASGITransport(app=app))
    async def test_it():
        await api.post("/", content=(x for x in ["a"]))
  `,
    ['content', 'make it yield bytes', 'TypeError'],
  ],
  [
    'the value of something that is no literal',
    py`
    class Body(Enum):
        RAW = auto()
    client.post("/", data=Body.RAW.value)
  `,
    ['Body.RAW.value', 'cannot tell what'],
  ],
  [
    'options of a type of the project, which a new name does not fit',
    ts`
      type Note = { data: string };
      const note: Note = { data: "raw" };
      client.post("/", note);
    `,
    ['post', '`data` (tests/it.test.ts:', 'reaches this call'],
  ],
  [
    'what takes a key on one path alone',
    py`
      def test_it(data):
          if isinstance(data, dict):
              data["code"] = "x"
          client.post("/", data=data)
    `,
    ['data', 'cannot tell what `data` is'],
  ],
  [
    'what takes a number as its key',
    py`
      def test_it(data):
          data[0] = 1
          client.post("/", data=data)
    `,
    ['data', 'cannot tell what `data` is'],
  ],
  [
    'what took a key before it was bound again',
    py`
      def test_it(data, other):
          data["code"] = "x"
          data = dumped(data)
          client.post("/", data=data)
    `,
    ['data', 'cannot tell what `data` is'],
  ],
  ...['[*base, ("a", "1")]', '[Row("a", "1")]'].map(
    (list) =>
      [
        `a list of what may be pairs: ${list}`,
        py`client.post("/", data=${list})`,
        [list, '`data` no longer accepts a list: pass a mapping', 'a TypeError'],
      ] as const,
  ),
  [
    'an empty list that something else uses too',
    py`
      def test_it():
          form = []
          fill(form)
          client.post("/", data=form)
    `,
    ['form', '`data` no longer accepts a list: pass a mapping', 'a TypeError'],
  ],
  [
    'what is spread behind the form fields, which may hold a raw body',
    ts`client.post('/', { data: { a: 'b' }, ...unseen() })`,
    ['post', 'cannot see every argument of this call', '`content`'],
  ],
  [
    'options that cannot be seen',
    py`client.post("/", **kw)`,
    ['post', 'pass a raw body as `content`', '`kw`'],
  ],
  [
    'options of a request that cannot be seen',
    py`client.request("PUT", "/", **kw)`,
    ['request', 'cannot see'],
  ],
  [
    'text or pairs',
    py`
    body = "raw" if x else [("a", "b")]
    client.post("/", data=body)
  `,
    ['body', 'sometimes form fields'],
  ],
  [
    'a parameter that nothing here calls',
    py`
    def send(payload):
        client.post("/", data=payload)
  `,
    ['payload', 'cannot tell', 'payload', 'ignores `json`'],
  ],
  [
    'the parsed body of a response',
    py`
    client.post("/", data=client.get("/").json())
  `,
    ['client.get("/").json()', 'cannot tell'],
  ],
  ['a list of something', py`client.post("/", data=[1, 2])`, ['[1, 2]', 'pass a mapping']],
  [
    'text beside files',
    py`
    client.post("/", data="raw", files={"f": b"x"})
  `,
    ['data', 'beside `files`', 'ValueError'],
  ],
  [
    'text that may be empty beside json',
    py`
    client.post("/", data=str(x), json={"a": 1})
  `,
    ['data', 'beside `json`', 'if the body was empty'],
  ],
  [
    'a text stream',
    py`
    import io
    client.post("/", data=io.StringIO("raw"))
  `,
    ['data', 'make it yield bytes', 'TypeError'],
  ],
  [
    'a bytearray or a text',
    py`
    client.post("/", data=bytearray(b"x") if x else "y")
  `,
    ['data', 'bytes(...)', 'something else'],
  ],
  [
    'a dictionary with other uses',
    py`
    options = {"data": "raw"}
    print(options)
    client.post("/", **options)
  `,
    ['post', '`content` there', 'tests/test_it.py:'],
  ],
  [
    'a helper that is given the body',
    py`
    def send(**kwargs):
        return client.post("/", **kwargs)
    send(data="raw")
    send(json={"a": 1})
  `,
    ['post', '`data`', 'tests/test_it.py:'],
  ],
  [
    'an empty body with a comment',
    py`
    client.post(
        "/",
        data="",  # nothing
        json={"a": 1},
    )
  `,
    ['data', 'remove it', 'comment'],
  ],
  [
    'a dictionary shared with a call to which an empty body is nothing beside json',
    py`
    options = {"data": ""}
    client.post("/", **options)
    client.post("/", json={}, **options)
  `,
    ['post', '`data` (tests/test_it.py:'],
    ['post', '`data` (tests/test_it.py:'],
  ],
  [
    'a dictionary shared with a call that is given content',
    py`
    options = {"data": "raw"}
    client.post("/", **options)
    client.post("/", content="raw", **options)
  `,
    ['post', '`data` (tests/test_it.py:'],
  ],
  [
    'a dictionary that is used where a walrus names it',
    py`
    show(options := {"data": "raw"})
    client.post("/", **options)
  `,
    ['post', '`data` (tests/test_it.py:'],
  ],

  [
    'an object that cannot be seen',
    ts`client.post("/", options)`,
    ['post', 'pass a raw body as `content`', '`options`'],
  ],
  [
    'arguments that cannot be seen',
    ts`export const send = (...args) => client.post(...args);`,
    ['post', 'cannot see'],
  ],
  [
    'an empty body in front of what cannot be seen',
    ts`export const send = (options) => client.post("/", { ...options, data: "" });`,
    ['data', 'remove it'],
  ],
  [
    'an empty list in front of what cannot be seen',
    ts`export const send = (options) => client.post("/", { ...options, data: [] });`,
    ['data', 'remove it'],
  ],
  ['a spread that cannot be seen', ts`client.request("PUT", "/", { ...options })`, ['request', 'cannot see']],
  [
    'text or an object',
    ts`
      const body = x ? "raw" : { a: "b" };
      client.post("/", { data: body });
    `,
    ['body', 'sometimes form fields'],
  ],
  [
    'a parameter that nothing in the file passes',
    ts`
      export function send(payload) {
          client.post("/", { data: payload });
      }
    `,
    ['payload', 'cannot tell', '`send`', 'form fields'],
  ],
  [
    'the parsed body of a response of JavaScript',
    ts`client.post("/", { data: (await client.get("/")).json() })`,
    ['(await client.get("/")).json()', 'cannot tell'],
  ],
  [
    'what a tag makes of a template',
    ts`client.post("/", { data: gql\`{ a }\` })`,
    ['gql`{ a }`', 'cannot tell'],
  ],
  [
    'things of the platform',
    ts`client.post("/", { data: new Blob(["x"]) })`,
    ['new Blob(["x"])', 'cannot tell', 'a `Blob`'],
  ],
  [
    'a stream',
    ts`
      import { createReadStream } from "node:fs";
      client.post("/", { data: createReadStream("a.bin") });
    `,
    ['createReadStream("a.bin")', 'cannot tell', 'a stream'],
  ],
  ['a method', ts`client.post("/", { data() {} })`, ['data() {}', 'cannot tell', 'a method']],
  ['an array of something', ts`client.post("/", { data: [1, 2] })`, ['[1, 2]', 'takes a mapping']],
  [
    'text beside files in an object',
    ts`client.post("/", { data: "raw", files: { f } })`,
    ['data', 'beside `files`', 'the old client'],
  ],
  [
    'text that may be empty beside json in an object',
    ts`client.post("/", { data: String(x), json: { a: 1 } })`,
    ['data', 'beside `json`', 'if the body was empty'],
  ],
  [
    'an object with other uses',
    ts`
      const options = { data: "raw" };
      console.log(options);
      client.post("/", options);
    `,
    ['post', '`content` there', 'tests/it.test.ts:'],
  ],
  [
    'an empty body with a comment in an object',
    ts`
      client.post("/", {
          data: "", // nothing
          json: { a: 1 },
      });
    `,
    ['data', 'remove it', 'comment'],
  ],
  [
    'options chosen in the call',
    ts`client.post("/", x ? { data: "raw" } : {})`,
    ['post', '`content` there', 'tests/it.test.ts:'],
  ],

  [
    'a body that is given twice',
    ts`client.post("/", { data: "x", data: { a: 1 } })`,
    ['data', 'more than once'],
  ],
  [
    'an object of options with another body than the call',
    ts`
      const BASE = { data: "raw" };
      client.post("/", BASE);
      client.post("/", { ...BASE, data: { a: 1 } });
    `,
    ['post', '`data` (tests/it.test.ts:'],
    ['data', 'more than once'],
  ],
  [
    'a body in a spread that is not for clients alone',
    ts`
      const BASE = { data: "raw" };
      show(BASE);
      client.post("/", { data: "more", ...BASE });
    `,
    ['data', 'more than once'],
  ],
  [
    'both a raw body and form fields',
    ts`client.post("/", { content: "raw", data: { a: 1 } })`,
    ['data', 'both given'],
  ],
]);
