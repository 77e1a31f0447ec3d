import { describe } from 'vitest';
import { rule } from '../../transforms/form-pairs-to-mapping.ts';
import { cases, findings, noop, unsafeCases } from '../support/rules.ts';
import { py, ts } from '../support/snippets.ts';

cases(rule, [
  [
    'pairs that a client of httpx sends [A8]',
    py`
      import httpx
      async def test_it():
          async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app)) as api:
              await api.post("/", data=[("a", "1"), ("b", "2")])
    `,
    py`
      import httpx
      async def test_it():
          async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app)) as api:
              await api.post("/", data={"a": "1", "b": "2"})
    `,
  ],
  [
    'pairs that stay a list by their annotation, beside files',
    py`
      Pairs = list[tuple[str, str]]
      def test_it():
          form: Pairs = [("k", "v"), ("size", 2)]
          client.post("/", data=form, files=files)
    `,
    py`
      Pairs = list[tuple[str, str]]
      def test_it():
          form: Pairs = [("k", "v"), ("size", 2)]
          client.post("/", data=dict(form), files=files)
    `,
  ],
  [
    'a list of texts to which a pair is added',
    py`
    from starlette.testclient import TestClient
    client = TestClient(app)
    def test_it():
        form = [("tag", tag) for tag in ["a", "b"]]
        form.append(("size", 2))
        client.post("/", data=form)
  `,
    py`
    from starlette.testclient import TestClient
    from urllib.parse import urlencode
    client = TestClient(app)
    def test_it():
        form = [("tag", tag) for tag in ["a", "b"]]
        form.append(("size", 2))
        client.post("/", content=urlencode(form, doseq=True), headers={"Content-Type": "application/x-www-form-urlencoded"})
  `,
  ],
  [
    'a list that grows',
    py`
    from starlette.testclient import TestClient
    client = TestClient(app)
    def test_it():
        pairs = [("a", "1")]
        pairs.append(("b", "2"))
        client.post("/", data=pairs)
  `,
    py`
    from starlette.testclient import TestClient
    from urllib.parse import urlencode
    client = TestClient(app)
    def test_it():
        pairs = [("a", "1")]
        pairs.append(("b", "2"))
        client.post("/", content=urlencode(pairs, doseq=True), headers={"Content-Type": "application/x-www-form-urlencoded"})
  `,
  ],
  [
    'a list that may grow',
    py`
    from starlette.testclient import TestClient
    client = TestClient(app)
    def test_it(flag):
        form = [("a", "1")]
        if flag:
            form.append(("size", 2))
        client.post("/", data=form)
  `,
    py`
    from starlette.testclient import TestClient
    from urllib.parse import urlencode
    client = TestClient(app)
    def test_it(flag):
        form = [("a", "1")]
        if flag:
            form.append(("size", 2))
        client.post("/", content=urlencode(form, doseq=True), headers={"Content-Type": "application/x-www-form-urlencoded"})
  `,
  ],
  [
    'distinct keys [B8]',
    py`client.post("/", data=[("a", "1"), ("b", 2)])`,
    py`client.post("/", data={"a": "1", "b": 2})`,
    ts`client.post("/", { data: [["a", "1"], ["b", 2]] })`,
    ts`client.post("/", { data: { a: "1", b: 2 } })`,
  ],
  [
    'a tuple of lists',
    py`client.post("/", data=(["a", "1"], ["b", "2"]))`,
    py`client.post("/", data={"a": "1", "b": "2"})`,
  ],
  [
    'one pair',
    py`client.post("/", data=[('a', f'{x}')])`,
    py`client.post("/", data={'a': f'{x}'})`,
    ts`client.post("/", { data: [['a', \`\${x}\`]] })`,
    ts`client.post("/", { data: { a: \`\${x}\` } })`,
  ],
  [
    'a key that comes again at once',
    py`
    client.post("/", data=[("a", "1"), ("a", "2"), ("b", "3")])
  `,
    py`
    client.post("/", data={"a": ["1", "2"], "b": "3"})
  `,
    ts`
    client.post("/", { data: [["a", "1"], ["a", "2"], ["b", "3"]] });
  `,
    ts`
    client.post("/", { data: { a: ["1", "2"], b: "3" } });
  `,
  ],
  [
    'a key that comes again last',
    py`
    client.post("/", data=[("b", "3"), ("a", "1"), ('a', "2")])
  `,
    py`
    client.post("/", data={"b": "3", "a": ["1", "2"]})
  `,
    ts`
    client.post("/", { data: [["b", "3"], ["a", "1"], ['a', "2"]] });
  `,
    ts`
    client.post("/", { data: { b: "3", a: ["1", "2"] } });
  `,
  ],
  [
    'one pair a line',
    py`
    client.post(
        "/",
        data=[
            ("a", "1"),  # first
            # second
            ("b", "2"),
        ],
    )
  `,
    py`
    client.post(
        "/",
        data={
            "a": "1",  # first
            # second
            "b": "2",
        },
    )
  `,
    ts`
    client.post("/", {
        data: [
            ["a", "1"], // first
            // second
            ["b", "2"],
        ],
    });
  `,
    ts`
    client.post("/", {
        data: {
            a: "1", // first
            // second
            b: "2",
        },
    });
  `,
  ],
  [
    'one pair a line, keys repeated',
    py`
    data = [
        ("a", "1"),
        ("a", "2"),
        ("b", "3")
    ]
    client.post("/", data=data)
  `,
    py`
    data = {
        "a": ["1", "2"],
        "b": "3"
    }
    client.post("/", data=data)
  `,
    ts`
    const data = [
        ["a", "1"],
        ["a", "2"],
        ["b", "3"]
    ];
    client.post("/", { data });
  `,
    ts`
    const data = {
        a: ["1", "2"],
        b: "3"
    };
    client.post("/", { data });
  `,
  ],
  [
    'pairs over several lines',
    py`
    client.post("/", data=[
        (
            "a",
            "1",
        ),
        ("b", "2"),
    ])
  `,
    py`
    client.post("/", data={
        "a": "1",
        "b": "2",
    })
  `,
    ts`
    client.post("/", { data: [
        [
            "a",
            "1",
        ],
        ["b", "2"],
    ] });
  `,
    ts`
    client.post("/", { data: {
        a: "1",
        b: "2",
    } });
  `,
  ],
  [
    'beside files, headers and json [U14]',
    py`
    client.post("/", data=[("a", "1")], files=f, headers=h, json=j)
  `,
    py`
    client.post("/", data={"a": "1"}, files=f, headers=h, json=j)
  `,
    ts`
    client.post("/", { data: [["a", "1"]], files, headers, json });
  `,
    ts`
    client.post("/", { data: { a: "1" }, files, headers, json });
  `,
  ],
  [
    'bytes beside files',
    py`client.post("/", data=[("a", b"1")], files=f)`,
    py`client.post("/", data={"a": b"1"}, files=f)`,
    ts`client.post("/", { data: [["a", Buffer.from("1")]], files })`,
    ts`client.post("/", { data: { a: Buffer.from("1") }, files })`,
  ],
  [
    'True and False as requests wrote them',
    py`
    client.post("/", data=[("a", True), ("b", False)])
  `,
    py`
    client.post("/", data={"a": "True", "b": "False"})
  `,
    ts`
    client.post("/", { data: [["a", true], ["b", false]] });
  `,
    ts`
    client.post("/", { data: { a: true, b: false } });
  `,
  ],
  [
    'None, which was not sent',
    py`
    client.post("/", data=[("a", None), ("b", "1"), ("c", None)])
  `,
    py`
    client.post("/", data={"b": "1"})
  `,
  ],
  [
    'None among lines',
    py`
    client.post("/", data=[
        ("a", "1"),
        ("b", None),
        ("c", "2"),
        ("d", None),
    ])
  `,
    py`
    client.post("/", data={
        "a": "1",
        "c": "2",
    })
  `,
  ],
  [
    'parentheses around it, and inside',
    py`client.post("/", data=([(("a"), ("1"))]))`,
    py`client.post("/", data={("a"): ("1")})`,
    ts`client.post("/", { data: ([(["a", ("1")])]) })`,
    ts`client.post("/", { data: ({ a: ("1") }) })`,
  ],
  [
    'a name in the function',
    py`
    def test_it():
        form = [("a", "1"), ("b", "2")]
        client.post("/", data=form)
  `,
    py`
    def test_it():
        form = {"a": "1", "b": "2"}
        client.post("/", data=form)
  `,
    ts`
    test("it", async () => {
        const form = [["a", "1"], ["b", "2"]];
        await client.post("/", { data: form });
    });
  `,
    ts`
    test("it", async () => {
        const form = { a: "1", b: "2" };
        await client.post("/", { data: form });
    });
  `,
  ],
  [
    'a bare tuple',
    py`
    def test_it():
        form = ("a", "1"), ("b", "2")
        client.post("/", data=form)
  `,
    py`
    def test_it():
        form = {"a": "1", "b": "2"}
        client.post("/", data=form)
  `,
  ],
  [
    'a value in need of parentheses',
    py`client.post("/", data=[("a", x := "1")])`,
    py`client.post("/", data={"a": (x := "1")})`,
    ts`client.post("/", { data: [["a", (y, "1")]] })`,
    ts`client.post("/", { data: { a: (y, "1") } })`,
  ],
  [
    'a value with a choice',
    py`client.post("/", data=[("a", "1" if x else "2")])`,
    py`client.post("/", data={"a": "1" if x else "2"})`,
    ts`client.post("/", { data: [["a", x ? "1" : "2"]] })`,
    ts`client.post("/", { data: { a: x ? "1" : "2" } })`,
  ],
  ['on get', py`client.get("/", data=[("a", "1")])`, py`client.get("/", data={"a": "1"})`],
  [
    'in an f-string',
    py`x = f"{client.post('/', data=[('a', True)]).text}"`,
    py`x = f"{client.post('/', data={'a': 'True'}).text}"`,
    ts`const x = \`\${client.post('/', { data: [['a', true]] }).text}\``,
    ts`const x = \`\${client.post('/', { data: { a: true } }).text}\``,
  ],
  [
    'keys apart from each other are encoded as they stand [B9]',
    py`
    from starlette.testclient import TestClient
    client = TestClient(app)
    client.post("/", data=[("a", "1"), ("b", "2"), ("a", "3")])
  `,
    py`
    from starlette.testclient import TestClient
    from urllib.parse import urlencode
    client = TestClient(app)
    client.post("/", content=urlencode([("a", "1"), ("b", "2"), ("a", "3")], doseq=True), headers={"Content-Type": "application/x-www-form-urlencoded"})
  `,
  ],
  [
    'bytes are encoded as they stand, one item a line',
    py`
    from starlette.testclient import TestClient
    from urllib.parse import quote
    client = TestClient(app)
    client.post(
        "/",
        data=[("a", b"1")],  # bytes
    )
  `,
    py`
    from starlette.testclient import TestClient
    from urllib.parse import quote, urlencode
    client = TestClient(app)
    client.post(
        "/",
        content=urlencode([("a", b"1")], doseq=True),  # bytes
        headers={"Content-Type": "application/x-www-form-urlencoded"},
    )
  `,
  ],
  [
    'options that are None are no obstacle',
    py`
      from starlette.testclient import TestClient
      from urllib.parse import urlencode
      client = TestClient(app)
      client.post("/", data=[("a", b"1")], json=None, files=None)
    `,
    py`
      from starlette.testclient import TestClient
      from urllib.parse import urlencode
      client = TestClient(app)
      client.post("/", content=urlencode([("a", b"1")], doseq=True), json=None, files=None, headers={"Content-Type": "application/x-www-form-urlencoded"})
    `,
  ],
  [
    'an annotated list stays a list',
    py`
    from starlette.testclient import TestClient
    client = TestClient(app)
    def test_it():
        form: list[tuple[str, str]] = [("a", "1")]
        client.post("/", data=form)
  `,
    py`
    from starlette.testclient import TestClient
    from urllib.parse import urlencode
    client = TestClient(app)
    def test_it():
        form: list[tuple[str, str]] = [("a", "1")]
        client.post("/", content=urlencode(form, doseq=True), headers={"Content-Type": "application/x-www-form-urlencoded"})
  `,
  ],
  [
    'two calls with one import',
    py`
    from starlette.testclient import TestClient
    client = TestClient(app)
    client.post("/", data=[("a", b"1")])
    client.put("/", data=[("a", b"1")])
  `,
    py`
    from starlette.testclient import TestClient
    from urllib.parse import urlencode
    client = TestClient(app)
    client.post("/", content=urlencode([("a", b"1")], doseq=True), headers={"Content-Type": "application/x-www-form-urlencoded"})
    client.put("/", content=urlencode([("a", b"1")], doseq=True), headers={"Content-Type": "application/x-www-form-urlencoded"})
  `,
  ],
  [
    'tuples below a comment that no mapping can stand for',
    py`
    from starlette.testclient import TestClient
    from urllib.parse import urlencode
    client = TestClient(app)
    client.post("/", data=[  # (the order counts)
        ("a", "1"), ("b", "2"), ("a", "3")])
  `,
    py`
    from starlette.testclient import TestClient
    from urllib.parse import urlencode
    client = TestClient(app)
    client.post("/", content=urlencode([  # (the order counts)
        ("a", "1"), ("b", "2"), ("a", "3")], doseq=True), headers={"Content-Type": "application/x-www-form-urlencoded"})
  `,
  ],

  [
    'on get, and through request',
    ts`client.get("/", { data: [["a", "1"]] })`,
    ts`client.get("/", { data: { a: "1" } })`,
    ts`client.request("PUT", "/", { data: [["a", "1"]] })`,
    ts`client.request("PUT", "/", { data: { a: "1" } })`,
  ],
  [
    'keys that need quotes, and those beside them',
    ts`client.post("/", { data: [['a-b', "1"], ["c", 'x']] })`,
    ts`client.post("/", { data: { 'a-b': "1", "c": 'x' } })`,
    ts`client.post("/", { data: [["tags[]", "1"], ["tags[]", "2"]] })`,
    ts`client.post("/", { data: { "tags[]": ["1", "2"] } })`,
  ],
  [
    'keys in names and templates',
    ts`
      const KEY = "a";
      client.post("/", { data: [[KEY, "1"], [\`b\`, "2"]] });
    `,
    ts`
      const KEY = "a";
      client.post("/", { data: { [KEY]: "1", [\`b\`]: "2" } });
    `,
  ],
  [
    'keys that look like integers, where their order stays',
    ts`client.post("/", { data: [["1", "a"], ["2", "b"], ["c", "d"]] })`,
    ts`client.post("/", { data: { "1": "a", "2": "b", "c": "d" } })`,
  ],
  [
    'in braces without spaces, as in the file',
    ts`client.post('/', {data: [['a', '1']], headers: {b: 'c'}})`,
    ts`client.post('/', {data: {a: '1'}, headers: {b: 'c'}})`,
  ],
  [
    'constant pairs',
    ts`client.post("/", { data: [["a", "1"]] as const })`,
    ts`client.post("/", { data: { a: "1" } as const })`,
    ts`
      const form = [["a", "1"], ["b", 2]] as const;
      client.post("/", { data: form });
    `,
    ts`
      const form = { a: "1", b: 2 } as const;
      client.post("/", { data: form });
    `,
  ],
]);

unsafeCases(rule, [
  [
    'a key that is repeated after another, beside files',
    py`client.post("/", data=[("tag", "1"), ("size", "L"), ("tag", "2")], files=files)`,
    py`client.post("/", data={"tag": ["1", "2"], "size": "L"}, files=files)`,
  ],
  [
    'pairs of which there may be none',
    py`
    from starlette.testclient import TestClient
    client = TestClient(app)
    def test_it(flag):
        form = []
        if flag:
            form.append(("size", "L"))
        client.post("/", data=form)
  `,
    py`
    from starlette.testclient import TestClient
    from urllib.parse import urlencode
    client = TestClient(app)
    def test_it(flag):
        form = []
        if flag:
            form.append(("size", "L"))
        client.post("/", content=urlencode(form, doseq=True), headers={"Content-Type": "application/x-www-form-urlencoded"})
  `,
  ],
  [
    'a value that cannot be seen',
    py`client.post("/", data=[("a", x), ("b", "1")])`,
    py`client.post("/", data={"a": x, "b": "1"})`,
  ],
  [
    'a list as a value',
    py`client.post("/", data=[("a", ["1", "2"])])`,
    py`client.post("/", data={"a": ["1", "2"]})`,
  ],
  [
    'a comprehension [B10]',
    py`
    from starlette.testclient import TestClient
    client = TestClient(app)
    client.post("/", data=[("a", x) for x in xs])
  `,
    py`
    from starlette.testclient import TestClient
    from urllib.parse import urlencode
    client = TestClient(app)
    client.post("/", content=urlencode([("a", x) for x in xs], doseq=True), headers={"Content-Type": "application/x-www-form-urlencoded"})
  `,
  ],
  [
    'the items of a mapping',
    py`
    from starlette.testclient import TestClient
    client = TestClient(app)
    client.post("/", data={"a": "1"}.items())
  `,
    py`
    from starlette.testclient import TestClient
    from urllib.parse import urlencode
    client = TestClient(app)
    client.post("/", content=urlencode(list({"a": "1"}.items()), doseq=True), headers={"Content-Type": "application/x-www-form-urlencoded"})
  `,
  ],
  [
    'a key that is not a literal',
    py`
    from starlette.testclient import TestClient
    client = TestClient(app)
    client.post("/", data=[(key, "1")])
  `,
    py`
    from starlette.testclient import TestClient
    from urllib.parse import urlencode
    client = TestClient(app)
    client.post("/", content=urlencode([(key, "1")], doseq=True), headers={"Content-Type": "application/x-www-form-urlencoded"})
  `,
  ],
  [
    'members of an enumeration of text, which only requests takes for their text',
    py`
    from enum import Enum
    class Color(str, Enum):
        RED = "red"
    client.post("/", data=[("a", Color.RED)])
  `,
    py`
    from enum import Enum
    class Color(str, Enum):
        RED = "red"
    client.post("/", data={"a": Color.RED})
  `,
  ],
  [
    'a member of an enumeration of text as a key',
    py`
    from urllib.parse import urlencode
    from starlette.testclient import TestClient
    from enum import Enum
    class Color(str, Enum):
        RED = "red"
    client = TestClient(app)
    client.post("/", data=[(Color.RED, "a")])
  `,
    py`
    from urllib.parse import urlencode
    from starlette.testclient import TestClient
    from enum import Enum
    class Color(str, Enum):
        RED = "red"
    client = TestClient(app)
    client.post("/", content=urlencode([(Color.RED, "a")], doseq=True), headers={"Content-Type": "application/x-www-form-urlencoded"})
  `,
  ],
  [
    'pairs that are used where a walrus names them',
    py`
    from urllib.parse import urlencode
    from starlette.testclient import TestClient
    client = TestClient(app)
    show(pairs := [("a", "1")])
    client.post("/", data=pairs)
  `,
    py`
    from urllib.parse import urlencode
    from starlette.testclient import TestClient
    client = TestClient(app)
    show(pairs := [("a", "1")])
    client.post("/", content=urlencode(pairs, doseq=True), headers={"Content-Type": "application/x-www-form-urlencoded"})
  `,
  ],
  [
    'an iterator of pairs',
    py`
    from starlette.testclient import TestClient
    from urllib.parse import urlencode
    client = TestClient(app)
    client.post("/", data=zip(["a"], ["1"]))
  `,
    py`
    from starlette.testclient import TestClient
    from urllib.parse import urlencode
    client = TestClient(app)
    client.post("/", content=urlencode(list(zip(["a"], ["1"])), doseq=True), headers={"Content-Type": "application/x-www-form-urlencoded"})
  `,
  ],

  [
    'a value in JavaScript that cannot be seen',
    ts`client.post("/", { data: [["a", x], ["b", "1"]] })`,
    ts`client.post("/", { data: { a: x, b: "1" } })`,
    ts`client.post("/", { data: [["a", null]] })`,
    ts`client.post("/", { data: { a: null } })`,
    ts`client.post("/", { data: [["a", ["1", "2"]]] })`,
    ts`client.post("/", { data: { a: ["1", "2"] } })`,
  ],
]);

describe('leaves alone', () => {
  noop(rule, [
    py`client.post("/", data={"a": "1"})`,
    py`client.post("/", data=[])`,
    py`client.post("/", data="raw")`,
    py`client.post("/", data=[1, 2])`,
    py`client.post("/", data=["a", "b"])`,
    py`client.post("/", data=[("a", "1", "2")])`,
    py`client.post("/", data=None)`,
    py`client.post("/", data=unknown)`,
    py`client.post("/", params=[("a", "1")])`,
    py`client.post("/", json=[("a", "1")])`,
    py`client.post("/", files=[("a", "1")])`,
    py`client.post("/", content=[("a", "1")])`,
    py`other.post("/", data=[("a", "1")])`,
    py`
      import requests
      requests.post("/", data=[("a", "1")])
    `,
    py`
      from django.test import Client
      client = Client()
      client.post("/", data=[("a", "1")])
    `,
    py`
      client = Api()
      client.post("/", data=[("a", "1")])
      class Api:
          def post(self, url, data): ...
    `,
    py`data = [("a", "1")]`,
    py`client.websocket_connect("/", data=[("a", "1")])`,
    py`client.cookies.post("/", data=[("a", "1")])`,
    py`client.post("/", **{"params": [("a", "1")]})`,
    py`"client.post('/', data=[('a', '1')])"`,
    py`# client.post("/", data=[("a", "1")])`,
    py`
      from unittest.mock import Mock
      client = Mock()
      client.post("/", data=[("a", "1")])
    `,
    py`
      class Form(dict): ...
      client.post("/", data=Form([("a", "1")]))
    `,
    py`client.post("/", data=dict([("a", "1")]))`,

    ts`client.post("/", { data: { a: "1" } })`,
    ts`client.post("/", { data: [] })`,
    ts`client.post("/", { data: "raw" })`,
    ts`client.post("/", { data: [1, 2] })`,
    ts`client.post("/", { data: ["a", "b"] })`,
    ts`client.post("/", { data: [["a", "1", "2"]] })`,
    ts`client.post("/", { data: undefined })`,
    ts`client.post("/", { data: unknown })`,
    ts`client.post("/", { params: [["a", "1"]] })`,
    ts`client.post("/", { json: [["a", "1"]] })`,
    ts`client.post("/", { data: new URLSearchParams([["a", "1"]]) })`,
    ts`client.post("/", { data: Object.fromEntries([["a", "1"]]) })`,
    ts`other.post("/", { data: [["a", "1"]] })`,
    ts`
      import axios from "axios";
      axios.post("/", { data: [["a", "1"]] });
    `,
    ts`
      test("it", async ({ request }) => {
          await request.post("/", { data: [["a", "1"]] });
      });
    `,
    ts`
      class Api {
          post(url: string, options: object) {}
      }
      const client = new Api();
      client.post("/", { data: [["a", "1"]] });
    `,
    ts`const data = [["a", "1"]];`,
    ts`client.cookies.post("/", { data: [["a", "1"]] })`,
    ts`"client.post('/', { data: [['a', '1']] })"`,
    ts`// client.post("/", { data: [["a", "1"]] })`,
  ]);
});

const OVERRIDING = (line: string) => py`
  from starlette.testclient import TestClient
  class Api(TestClient):
      def request(self, method, url, **kwargs):
          ${line}
          return super().request(method, url, **kwargs)
  Api(app).post("/", data=[("a", "1")])
`;

findings(rule, [
  [
    'pairs that go through an override which looks at them',
    OVERRIDING('print(kwargs["data"])'),
    ['[("a", "1")]', 'pass a mapping', 'looks at `data`'],
  ],
  [
    'an array beside files whose type says that it is one: JavaScript has no `dict`',
    ts`client.post("/", { data: [["a", "1"]] as [string, string][], files: { f } })`,
    ['[["a", "1"]] as [string, string][]', 'pass an object', 'its type says that it is an array'],
  ],
  [
    'pairs beside files of which not every key is known',
    py`
      def test_it(names):
          form = [("tag", tag) for tag in names]
          client.post("/", data=form, files=files)
    `,
    ['form', 'pass a mapping, with a list of values for a repeated key', 'cannot see every key'],
  ],
  [
    'a repeated key of a list by its annotation, beside files',
    py`
      def test_it():
          form: list[tuple[str, str]] = [("k", "v"), ("k", "w")]
          client.post("/", data=form, files=files)
    `,
    ['form', 'pass a mapping, with a list of values for a repeated key', 'the list has an annotation'],
  ],
  [
    'pairs on one path and a mapping on another',
    py`
    form = [("a", "1")] if x else {"a": "1"}
    client.post("/", data=form)
  `,
    ['form', 'pass a mapping', 'any of: pairs, mapping'],
  ],
  [
    'pairs in options that are written elsewhere',
    py`
    options = {"data": [("a", "1")]} if x else {}
    client.post("/", **options)
  `,
    ['post', 'a list of pairs; write a mapping there'],
  ],
  [
    'pairs that were all left out',
    py`client.post("/", data=[("a", None)])`,
    ['[("a", None)]', 'remove `data`'],
  ],
  [
    'bytes beside headers',
    py`client.post("/", data=[("a", b"1")], headers=h)`,
    ['[("a", b"1")]', 'the call also has `headers`'],
  ],
  [
    'bytes beside options that cannot be seen',
    py`client.post("/", data=[("a", b"1")], **kw)`,
    ['[("a", b"1")]', 'cannot see every other argument'],
  ],
  ['lists of bytes', py`client.post("/", data=[["a", b"1"]])`, ['[["a", b"1"]]', 'accepts only tuples']],
  [
    'lists of bytes below a comment',
    py`
      client.post("/", data=[[
          # (
          "a", b"1"]])
    `,
    ['[[\n    # (\n    "a", b"1"]]', 'accepts only tuples'],
  ],
  [
    'a header that is None',
    py`client.post("/", data=[("a", b"1")], headers=None)`,
    ['[("a", b"1")]', 'the call also has `headers`'],
  ],
  [
    'a comment inside a pair',
    py`
    client.post("/", data=[("a",  # key
                            "1")])
  `,
    ['[("a",  # key\n                        "1")]', 'mapping', 'comment'],
  ],
  [
    'a name that means something else',
    py`
    from app import urlencode
    client.post("/", data=[("a", b"1")])
  `,
    ['[("a", b"1")]', 'urlencode'],
  ],
  [
    'pairs in a dictionary that is spread',
    py`
    client.post("/", **{"data": [("a", b"1")]})
  `,
    ['[("a", b"1")]', 'other calls'],
  ],

  [
    'keys of JavaScript that look like integers',
    ts`client.post("/", { data: [["b", "1"], ["2", "3"]] })`,
    ['[["b", "1"], ["2", "3"]]', 'pass an object', 'look like integers'],
  ],
  [
    'a key that is the name of the prototype',
    ts`client.post("/", { data: [["__proto__", "1"]] })`,
    ['[["__proto__", "1"]]', 'pass an object', 'prototype'],
  ],
  [
    'keys of JavaScript that cannot be seen',
    ts`client.post("/", { data: [[a, "1"], [b, "2"]] })`,
    ['[[a, "1"], [b, "2"]]', 'two keys may be the same'],
  ],
  [
    'keys apart from each other in JavaScript',
    ts`client.post("/", { data: [["a", "1"], ["b", "2"], ["a", "3"]] })`,
    ['[["a", "1"], ["b", "2"], ["a", "3"]]', 'repeated after another key'],
  ],
  [
    'the entries of an object',
    ts`client.post("/", { data: Object.entries(form) })`,
    ['Object.entries(form)', 'pass an object', 'not known'],
  ],
  [
    'pairs that are used elsewhere, or typed as such',
    ts`
      const form = [["a", "1"]];
      show(form);
      client.post("/", { data: form });
    `,
    ['form', 'used elsewhere'],
  ],
  [
    'pairs with a type',
    ts`
      const form: [string, string][] = [["a", "1"]];
      client.post("/", { data: form });
    `,
    ['form', 'its type says that it is an array'],
  ],
  [
    'pairs with a cast',
    ts`client.post("/", { data: [["a", "1"]] as Pair[] })`,
    ['[["a", "1"]] as Pair[]', 'its type says that it is an array'],
  ],
  [
    'pairs with a cast where they are bound',
    ts`
      const form = [["a", "1"]] as Pair[];
      client.post("/", { data: form });
    `,
    ['form', 'its type says that it is an array'],
  ],
  [
    'bytes among pairs',
    ts`client.post("/", { data: [["a", Buffer.from("1")]] })`,
    ['[["a", Buffer.from("1")]]', 'pass an object'],
  ],
  [
    'pairs on one path and an object on another',
    ts`
      const form = x ? [["a", "1"]] : { a: "1" };
      client.post("/", { data: form });
    `,
    ['form', 'pass an object', 'any of: pairs, mapping'],
  ],
  [
    'pairs in options that are chosen elsewhere',
    ts`
      const options = x ? { data: [["a", "1"]] } : {};
      client.post("/", options);
    `,
    ['post', 'a list of pairs; write a mapping there'],
  ],
  [
    'a comment inside a pair of JavaScript',
    ts`client.post("/", { data: [["a", /* key */ "1"]] })`,
    ['[["a", /* key */ "1"]]', 'pass an object', 'comment'],
  ],
]);

cases(rule, [
  [
    'pairs that go through an override which looks at something else',
    OVERRIDING('print(kwargs["headers"])'),
    {
      ...OVERRIDING('print(kwargs["headers"])'),
      text: OVERRIDING('print(kwargs["headers"])').text.replace('[("a", "1")]', '{"a": "1"}'),
    },
  ],
]);
