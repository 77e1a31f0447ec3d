import { describe, expect, test } from 'vitest';
import { knownOf, type Hidden } from '../../../src/core/model/options.ts';
import type { Value } from '../../../src/core/model/values.ts';
import { openIn } from '../../support/project.ts';
import { code } from '../../support/snippets.ts';

type Files = Readonly<Record<string, string>>;
const TEST = 'tests/test_app.py';
const HEAD = code`
  from fastapi.testclient import TestClient
  client = TestClient(app)

`;

/** What the last `client.post("/", data=...)` of the test file carries. */
async function dataOf(files: Files | string): Promise<Value> {
  const all =
    typeof files === 'string' ? { [TEST]: HEAD + files } : { ...files, [TEST]: HEAD + (files[TEST] ?? '') };
  const { calls } = await openIn(all, TEST);
  const data = calls.flatMap(({ options }) => options).findLast(({ key }) => key.name === 'data');
  if (!data) throw new Error('the case holds no call with data');
  return data.value;
}

function kinds(rows: readonly (readonly [expression: string, kinds: string])[]): void {
  test.each(rows)('%s is %s', async (expression, expected) => {
    expect((await dataOf(`client.post("/", data=${expression})`)).kinds.join('|')).toBe(expected);
  });
}

function kindsIn(
  rows: readonly (readonly [situation: string, files: Files | string, kinds: string])[],
): void {
  test.each(rows)('%s', async (_, files, expected) => {
    expect((await dataOf(files)).kinds.join('|')).toBe(expected);
  });
}

const post = 'client.post("/", data=x)';

test.each([
  ['x.y', 'cannot tell what `x.y` is'],
  ['x % y', 'cannot tell the result of `%`'],
  [`x.y("%d")`, 'cannot tell what `x.y("%d")` returns'],
])('says why the kind of %s is not known', async (expression, because) => {
  expect((await dataOf(`client.post("/", data=${expression})`)).because).toBe(because);
});

test.each([
  ['{"a": x, "b": [1, None]}', true],
  ['{1: {"a": "b"}}', true],
  ['{}', true],
  ['{"a": f()}', undefined],
  ['{f(): 1}', undefined],
  ['{x: 1}', undefined],
  ['{(x, 1): 1}', undefined],
  ['{[1]: 1}', undefined],
  ['{**x}', undefined],
])('tells whether %s may be dropped', async (expression, inert) => {
  expect((await dataOf(`client.post("/", data=${expression})`)).inert).toBe(inert);
});

describe('an expression shows its kind', () => {
  kinds([
    ['"a"', 'text'],
    [`'''a\nb'''`, 'text'],
    ['r"\\d"', 'text'],
    ['b"a"', 'bytes'],
    ['rb"a"', 'bytes'],
    ['f"{a}"', 'text'],
    [
      code`
        ("a"
            # why
            "b")
      `,
      'text',
    ],
    ['(b"a")', 'bytes'],
    ['"a" + x', 'text'],
    ['x + "a"', 'text'],
    ['"a" * 3', 'text'],
    ['2 * 3', 'number'],
    ['unknown * 3', 'unknown'],
    ['unknown.decode("utf-8")', 'text'],
    ['unknown.decode(token)', 'unknown'],
    ['unknown.encode(payload)', 'unknown'],
    ['"%s" % x', 'text'],
    ['b"%s" % x', 'bytes'],
    ['"{}".format(x)', 'text'],
    ['",".join(xs)', 'text'],
    ['b"".join(xs)', 'bytes'],
    ['"a".encode()', 'bytes'],
    ['unknown.encode("utf-8")', 'bytes'],
    ['b"a".decode()', 'text'],
    ['"a b".split()[0]', 'text'],
    ['"a".splitlines()[x]', 'text'],
    ['b"a".partition(b",")[2]', 'bytes'],
    ['"a b".split()', 'sequence'],
    ['unknown.split()[0]', 'unknown'],
    ['(tmp_path / "p").open("rb").read()', 'bytes'],
    ['unknown.open("rb").read()', 'bytes'],
    ['storage.open("p", mode="rb").read()', 'bytes'],
    ['storage.open("p", "r").read()', 'unknown'],
    ['unknown.open("rob").read()', 'unknown'],
    ['"a"[1:]', 'text'],
    ['"a" if x else "b"', 'text'],
    ['"a" if x else b"b"', 'text|bytes'],
    ['"a" if x else {}', 'text|mapping'],
    ['x or "a"', 'unknown|text'],
    ['str(x)', 'text'],
    ['bytes(x)', 'bytes'],
    ['bytearray(b"x")', 'buffer'],
    ['memoryview(b"x")', 'buffer'],
    ['repr(x)', 'text'],
    ['open("p", "rb")', 'stream'],
    ['open("p", mode="rb")', 'stream'],
    ['open("p")', 'text-stream'],
    ['open("p", "rb").read()', 'bytes'],
    ['open("p").read()', 'text'],
    ['path.read_bytes()', 'bytes'],
    ['path.read_text()', 'text'],
    ['(s for s in ["a"])', 'text-stream'],
    ['(s.encode() for s in xs)', 'stream'],
    ['{}', 'mapping'],
    ['{"a": 1}', 'mapping'],
    ['{k: v for k, v in xs}', 'mapping'],
    ['dict(a=1)', 'mapping'],
    ['{**a}', 'mapping'],
    ['{"a": 1} | b', 'mapping'],
    ['model.dict()', 'mapping'],
    ['[("a", 1)]', 'pairs'],
    ['(("a", 1), ("b", 2))', 'pairs'],
    ['[["a", 1]]', 'pairs'],
    ['[]', 'sequence'],
    ['()', 'sequence'],
    ['[1, 2]', 'sequence'],
    ['[("t", x) for x in xs]', 'pairs'],
    ['d.items()', 'pairs'],
    ['list(d.items())', 'pairs'],
    ['None', 'none'],
    ['1', 'number'],
    ['-1', 'number'],
    ['True', 'boolean'],
    ['a == b', 'boolean'],
    ['unknown', 'unknown'],
    ['unknown.attribute', 'unknown'],
    ['unknown()', 'unknown'],
    ['unknown.json()', 'text|unknown'],
    ['client.get("/").json()', 'unknown'],
    ['client.get("/").text', 'text'],
    ['client.get("/").content', 'bytes'],
    ['(await client.get("/")).text', 'text'],
    ['unknown.model_dump_json()', 'text'],
    ['unknown.read()', 'unknown'],
    ['lambda: 1', 'unknown'],
  ]);
});

describe('a function outside the project is known by its name', () => {
  kindsIn([
    ['json.dumps', `import json\nclient.post("/", data=json.dumps(x))`, 'text'],
    ['dumps of json', `from json import dumps\nclient.post("/", data=dumps(x))`, 'text'],
    ['dumps under another name', `from json import dumps as d\nclient.post("/", data=d(x))`, 'text'],
    ['orjson.dumps gives bytes', `import orjson\nclient.post("/", data=orjson.dumps(x))`, 'bytes'],
    ['ujson.dumps', `import ujson as json\nclient.post("/", data=json.dumps(x))`, 'text'],
    [
      'urlencode',
      code`
        from urllib.parse import urlencode
        client.post("/", data=urlencode(x))
      `,
      'text',
    ],
    ['b64encode', `import base64\nclient.post("/", data=base64.b64encode(x))`, 'bytes'],
    ['io.BytesIO', `import io\nclient.post("/", data=io.BytesIO(b"x"))`, 'stream'],
    ['what it holds', `import io\nclient.post("/", data=io.BytesIO(b"x").getvalue())`, 'bytes'],
    ['io.StringIO', `from io import StringIO\nclient.post("/", data=StringIO("x"))`, 'text-stream'],
    ['textwrap.dedent', `import textwrap\nclient.post("/", data=textwrap.dedent("x"))`, 'text'],
    [
      'a pandas frame',
      code`
        import pandas as pd
        df = pd.DataFrame()
        client.post("/", data=df.to_json())
      `,
      'text',
    ],
    [
      'OrderedDict',
      code`
        from collections import OrderedDict
        client.post("/", data=OrderedDict())
      `,
      'mapping',
    ],
    [
      'a function of that name in the project is read instead',
      code`
        def dumps(x):
            return {}
        client.post("/", data=dumps(x))
      `,
      'mapping',
    ],
    [
      'str that the file defines itself',
      code`
        def str(x):
            return {}
        client.post("/", data=str(x))
      `,
      'mapping',
    ],
    ['a function nobody knows', `from lib import encode\nclient.post("/", data=encode(x))`, 'unknown'],
  ]);
});

describe('a value is followed to where it is bound', () => {
  kindsIn([
    ['a name', `x = "a"\n${post}`, 'text'],
    [
      'a name of a name',
      code`
        y = b"a"
        x = y
        ${post}
      `,
      'bytes',
    ],
    [
      'a name bound on two paths alike',
      code`
        if c:
            x = "a"
        else:
            x = "b"
        ${post}
      `,
      'text',
    ],
    [
      'a name bound on two paths unlike',
      code`
        if c:
            x = "a"
        else:
            x = {}
        ${post}
      `,
      'text|mapping',
    ],
    [
      'a name that is added to',
      code`
        x = "a"
        x += "b"
        ${post}
      `,
      'text',
    ],
    ['an annotated constant', `x: str = load()\n${post}`, 'text'],
    [
      'a constant of another file',
      { 'tests/data.py': 'BODY = b"a"', [TEST]: `from data import BODY as x\n${post}` },
      'bytes',
    ],
    [
      'a constant through its module',
      { 'tests/data.py': 'BODY = b"a"', [TEST]: `import data\nclient.post("/", data=data.BODY)` },
      'bytes',
    ],
    [
      'an attribute of a class',
      code`
        class Data:
            body = "a"
        client.post("/", data=Data.body)
      `,
      'text',
    ],
    [
      'an attribute of self',
      code`
        class TestA:
            body = "a"
            def test_a(self):
                client.post("/", data=self.body)
      `,
      'text',
    ],
    ['an item of a dictionary', `d = {"raw": "a", "form": {}}\nclient.post("/", data=d["raw"])`, 'text'],
    ['another item of it', `d = {"raw": "a", "form": {}}\nclient.post("/", data=d["form"])`, 'mapping'],
    ['an item of a tuple', `t = ("a", {})\nclient.post("/", data=t[1])`, 'mapping'],
    ['a loop over texts', `for x in ["a", "b"]:\n    ${post}`, 'text'],
    ['a loop over texts and mappings', `for x in ["a", {}]:\n    ${post}`, 'text|mapping'],
    ['a file opened in a with statement', `with open("p", "rb") as x:\n    ${post}`, 'stream'],
    ['what is read from it', `with open("p") as f:\n    client.post("/", data=f.read())`, 'text'],
    ['a walrus', `if (x := "a"):\n    ${post}`, 'text'],
    [
      'what a function returns',
      code`
        def make():
            if c:
                return "a"
            return "b"
        client.post("/", data=make())
      `,
      'text',
    ],
    [
      'what a function is annotated with',
      code`
        def make() -> bytes:
            return magic()
        client.post("/", data=make())
      `,
      'bytes',
    ],
    [
      'returns that do not agree',
      code`
        def make():
            if c:
                return "a"
            return {}
        client.post("/", data=make())
      `,
      'text|mapping',
    ],
    [
      'what a coroutine returns',
      code`
        async def make():
            return "a"
        async def test_a():
            client.post("/", data=await make())
      `,
      'text',
    ],
    [
      'a generator of bytes',
      code`
        def body():
            yield b"a"
        client.post("/", data=body())
      `,
      'stream',
    ],
    [
      'a generator of text',
      code`
        def body():
            yield "a"
        client.post("/", data=body())
      `,
      'text-stream',
    ],
    [
      'a function that calls itself',
      code`
        def make(n):
            return "a" if n else make(n - 1)
        client.post("/", data=make(1))
      `,
      'text',
    ],
    [
      'names bound in a circle',
      code`
        a = b
        b = a
        client.post("/", data=a)
      `,
      'unknown',
    ],
  ]);
});

describe('a parameter is what it is given', () => {
  kindsIn([
    ['by its annotation', `def send(x: str):\n    ${post}`, 'text'],
    [
      'by an annotation that may be None',
      code`
        from typing import Optional
        def send(x: Optional[bytes] = None):
            ${post}
      `,
      'bytes|none',
    ],
    [
      'by its only caller',
      code`
        def send(x):
            ${post}
        send("a")
      `,
      'text',
    ],
    [
      'by every caller',
      code`
        def send(x):
            ${post}
        send("a")
        send(b"b")
      `,
      'text|bytes',
    ],
    [
      'by callers that do not agree',
      code`
        def send(x):
            ${post}
        send("a")
        send({})
      `,
      'text|mapping',
    ],
    [
      'by its default where a caller leaves it out',
      code`
        def send(x={}):
            ${post}
        send()
        send("a")
      `,
      'text|mapping',
    ],
    [
      'not by its default where no caller does',
      code`
        def send(x=None):
            ${post}
        send("a")
      `,
      'text',
    ],
    [
      'by a caller in another file',
      { 'tests/test_b.py': `from test_app import send\nsend("a")`, [TEST]: `def send(x):\n    ${post}` },
      'text',
    ],
    [
      'by a caller that spreads its arguments',
      code`
        def send(x):
            ${post}
        send(*args)
      `,
      'unknown',
    ],
    ['by nobody', `def send(x):\n    ${post}`, 'unknown'],
    ['by nobody, with a mapping as its default', `def send(x={}):\n    ${post}`, 'mapping|unknown'],
    [
      'by a function that is passed on',
      code`
        def send(x):
            ${post}
        send("a")
        run(send)
      `,
      'text|unknown',
    ],
    [
      'by parametrize',
      code`
        import pytest
        @pytest.mark.parametrize("x", ["a", b"b", None])
        def test_a(x):
            ${post}
      `,
      'text|bytes|none',
    ],
    [
      'by parametrize with several names',
      code`
        import pytest
        @pytest.mark.parametrize("x, y", [("a", 1), ("b", 2)])
        def test_a(x, y):
            ${post}
      `,
      'text',
    ],
    [
      'by pytest.param',
      code`
        import pytest
        @pytest.mark.parametrize(("x", "y"), [pytest.param("a", 1, id="a")])
        def test_a(x, y):
            ${post}
      `,
      'text',
    ],
    [
      'by stacked decorators',
      code`
        import pytest
        @pytest.mark.parametrize("y", [{}])
        @pytest.mark.parametrize("x", ["a"])
        def test_a(x, y):
            ${post}
      `,
      'text',
    ],
    [
      'by a mark of the class',
      code`
        import pytest
        @pytest.mark.parametrize("x", ["a"])
        class TestA:
            def test_a(self, x):
                ${post}
      `,
      'text',
    ],
    [
      'by a mark of the module',
      code`
        import pytest
        pytestmark = pytest.mark.parametrize("x", [b"a"])
        def test_a(x):
            ${post}
      `,
      'bytes',
    ],
    [
      'by values held in a name',
      code`
        import pytest
        CASES = ["a"] + ["b"]
        @pytest.mark.parametrize("x", CASES)
        def test_a(x):
            ${post}
      `,
      'text',
    ],
    [
      'by a fixture',
      {
        'tests/conftest.py': code`
          import pytest
          @pytest.fixture
          def x():
              return b"a"
        `,
        [TEST]: `def test_a(x):\n    ${post}`,
      },
      'bytes',
    ],
    [
      'by a fixture with params',
      {
        'tests/conftest.py': code`
          import pytest
          @pytest.fixture(params=["a", {}])
          def x(request):
              return request.param
        `,
        [TEST]: `def test_a(x):\n    ${post}`,
      },
      'text|mapping',
    ],
    [
      'by indirect parametrize, the fixture',
      code`
        import pytest
        @pytest.fixture
        def x(request):
            return b"a"
        @pytest.mark.parametrize("x", [{}], indirect=True)
        def test_a(x):
            ${post}
      `,
      'bytes',
    ],
  ]);
});

describe('.json() depends on what it is called on', () => {
  kindsIn([
    [
      'a pydantic model',
      code`
        from pydantic import BaseModel
        class Item(BaseModel):
            a: int
        client.post("/", data=Item(a=1).json())
      `,
      'text',
    ],
    [
      'a model of the application',
      {
        'shop/models.py': code`
          from pydantic import BaseModel
          class Base(BaseModel):
              pass
          class Item(Base):
              a: int
        `,
        [TEST]: code`
          from shop.models import Item
          item = Item(a=1)
          client.post("/", data=item.json())
        `,
      },
      'text',
    ],
    [
      'a model by annotation',
      code`
        from pydantic import BaseModel
        class Item(BaseModel):
            a: int
        def send(item: Item):
            client.post("/", data=item.json())
      `,
      'text',
    ],
    [
      'a model of sqlmodel',
      code`
        from sqlmodel import SQLModel
        class Item(SQLModel):
            a: int
        client.post("/", data=Item().json())
      `,
      'text',
    ],
    [
      'a class with a json of its own',
      code`
        class Item:
            def json(self):
                return {}
        client.post("/", data=Item().json())
      `,
      'mapping',
    ],
    ['a response in a name', `r = client.get("/")\nclient.post("/", data=r.json())`, 'unknown'],
    [
      'a response by annotation',
      code`
        import requests
        def f(r: requests.Response):
            client.post("/", data=r.json())
      `,
      'unknown',
    ],
    ['something unknown', `def test_a(item):\n    client.post("/", data=item.json())`, 'text|unknown'],
  ]);
});

describe('what is known of a value beside its kind', () => {
  test('the texts it may be', async () => {
    expect((await dataOf(`for x in ["a", "b"]:\n    ${post}`)).constants).toEqual(['a', 'b']);
  });

  test('that a text is empty, wherever it is bound', async () => {
    expect((await dataOf(`x = ""\n${post}`)).empty).toBe(true);
  });

  test('that a list is empty only where it is written', async () => {
    expect((await dataOf(`client.post("/", data=[])`)).empty).toBe(true);
    expect(
      (
        await dataOf(code`
          x = []
          x.append(("a", 1))
          ${post}
        `)
      ).empty,
    ).toBeUndefined();
  });

  test.each([
    ['in the call', `client.post("/", data=[("a", 1)])`, true, false],
    ['in a name that only the call reads', `x = [("a", 1)]\n${post}`, true, false],
    ['in a name that is annotated', `x: list = [("a", 1)]\n${post}`, true, true],
    [
      'in a name that is read twice',
      code`
        x = [("a", 1)]
        print(x)
        ${post}
      `,
      false,
      false,
    ],
    [
      'in a name of a class that its methods read',
      code`
        class T:
            x = [("a", 1)]
            ${post}
            def f(self):
                print(self.x)
      `,
      false,
      false,
    ],
    [
      'in a name of a class that nothing else reads',
      code`
        class T:
            x = [("a", 1)]
            ${post}
      `,
      true,
      false,
    ],
    ['in two names', `y = x = [("a", 1)]\n${post}`, false, false],
    [
      'in an attribute',
      code`
        class T:
            x = [("a", 1)]
            def f(self):
                client.post("/", data=self.x)
      `,
      false,
      false,
    ],
  ])('pairs written %s', async (_, source, only, annotated) => {
    expect((await dataOf(source)).pairs).toMatchObject({ only, annotated });
  });

  test.each([
    [
      'that are added to',
      code`
        x = [("a", 1)]
        x.append(("b", 2))
        ${post}
      `,
    ],
    [
      'bound twice',
      code`
        if c:
            x = [("a", 1)]
        else:
            x = [("b", 1)]
        ${post}
      `,
    ],
    ['in another file', { 'tests/data.py': 'x = [("a", 1)]', [TEST]: `from data import x\n${post}` }],
    ['by a comprehension', `client.post("/", data=[(k, 1) for k in ks])`],
  ] satisfies [string, Files | string][])('pairs %s have no literal to rewrite', async (_, files) => {
    const value = await dataOf(files);
    expect([value.kinds, value.pairs]).toEqual([['pairs'], undefined]);
  });
});

describe('a spread dictionary', () => {
  async function spread(source: string, files: Files = {}): Promise<{ options: string[]; hidden: Hidden }> {
    const { calls } = await openIn({ ...files, [TEST]: HEAD + source }, TEST);
    const call = calls.at(-1);
    if (!call) throw new Error('the case holds no call');
    const options = call.options.map(
      ({ key, value, place }) => `${key.name} ${value.kinds.join('|')} ${place}`,
    );
    return { options, hidden: call.hidden };
  }

  test('that is written in the call gives its options', async () => {
    expect(await spread(`client.get("/", **{"allow_redirects": False})`)).toEqual({
      options: ['allowRedirects boolean spread'],
      hidden: { may: 'nothing' },
    });
  });

  test('that only clients spread gives its options', async () => {
    const source = code`
      kw = {"data": "a", "headers": {}}
      client.post("/", **kw)
      client.put("/", **kw)
    `;
    expect(await spread(source)).toEqual({
      options: ['data text spread', 'headers mapping spread'],
      hidden: { may: 'nothing' },
    });
  });

  test.each([
    [
      'read elsewhere',
      code`
        kw = {"data": "a"}
        print(kw)
        client.post("/", **kw)
      `,
    ],
    [
      'spread into another call',
      code`
        kw = {"data": "a"}
        other.post("/", **kw)
        client.post("/", **kw)
      `,
    ],
    ['chosen by a condition', `kw = {"data": "a"} if c else {}\nclient.post("/", **kw)`],
    [
      'parametrized',
      code`
        import pytest
        @pytest.mark.parametrize("kw", [{"data": "a"}, {}])
        def test_a(kw):
            client.post("/", **kw)
      `,
    ],
    ['made by dict()', `kw = dict(data="a")\nclient.post("/", **kw)`],
  ])('that is %s may hold them, out of reach', async (_, source) => {
    const { options, hidden } = await spread(source);
    expect(options).toEqual([]);
    expect(hidden).toMatchObject({ may: 'some', options: [{ name: 'data', kinds: ['text'] }] });
  });

  test('of a helper holds what its callers pass', async () => {
    const { hidden } = await spread(
      code`
        def send(url, **kw):
            client.post(url, **kw)
        send("/", json=1)
        send("/", data="a")
      `,
    );
    expect(hidden).toMatchObject({
      may: 'some',
      options: [
        { name: 'json', kinds: ['number'], where: { path: TEST, line: 5 } },
        { name: 'data', kinds: ['text'], where: { path: TEST, line: 6 } },
      ],
    });
  });

  test('of a helper that passes another helper on holds what that one is given', async () => {
    const { hidden } = await spread(
      code`
        def send(url, **kw):
            client.post(url, **kw)
        def outer(**more):
            send("/", **more)
        outer(data="a")
      `,
    );
    expect(hidden).toMatchObject({ may: 'some', options: [{ name: 'data' }] });
  });

  test.each([
    ['of a helper that nobody calls', `def send(**kw):\n    client.post("/", **kw)`],
    ['that is unknown', `client.post("/", **options)`],
    ['with a computed key', `client.post("/", **{key: 1})`],
    [
      'that a helper changes',
      code`
        def send(**kw):
            kw.update(more)
            client.post("/", **kw)
        send(json=1)
      `,
    ],
  ])('%s may hold anything', async (_, source) => {
    expect((await spread(source)).hidden.may).toBe('anything');
  });

  test('that calls share holds for each what is in it there, and what lies behind the name for all', async () => {
    const source = code`
      base = {"json": 1}
      kw = {**base, "data": "a"}
      kw["headers"] = {}
      client.get("/", **kw)
      client.get("/", **{**kw, "files": f}, **base)
      del kw["data"]
      client.get("/", **kw)
      kw.pop("json")
      client.get("/", **kw)
      if c:
          kw.pop("headers")
          client.get("/", **kw)
      client.get("/", **kw)
    `;
    const { calls } = await openIn({ [TEST]: HEAD + source }, TEST);
    expect(calls.map(({ hidden }) => knownOf(hidden).map(({ name }) => name))).toEqual([
      ['json', 'data', 'headers'],
      ['json', 'data', 'headers', 'files', 'json'],
      ['json', 'headers'],
      ['headers'],
      [],
      ['headers'],
    ]);
  });

  test('that methods keep in an attribute is one for all calls that unpack it, whatever else they unpack', async () => {
    const source = code`
      class TestAll:
          def test_json(self):
              self.kw = {"json": 1}
              client.get("/", **self.kw)

          def test_data(self):
              self.kw = {"data": "a"}
              client.get("/", **self.kw)
              client.get("/", **{**self.kw, "files": f})

          def test_other(self):
              self.other = {"headers": {}}
              client.get("/", **self.other)
              client.get("/", **{"json": 1, **self.kw, **self.other})
    `;
    const { calls } = await openIn({ [TEST]: HEAD + source }, TEST);
    expect(calls.map(({ hidden }) => knownOf(hidden).map(({ name }) => name))).toEqual([
      ['json', 'data'],
      ['json', 'data'],
      ['json', 'data', 'files'],
      ['headers'],
      ['json', 'json', 'data', 'headers'],
    ]);
    expect(calls[1]?.hidden).toBe(calls[0]?.hidden);
  });

  test('positional arguments behind a star cannot be seen', async () => {
    expect((await spread(`client.post("/", *args)`)).hidden).toMatchObject({
      may: 'anything',
      positional: true,
    });
  });
});

describe('an annotation is no proof against what is passed in sight', () => {
  const helper = (parameter: string) => code`
    def send(${parameter}):
        client.post("/", data=x)

  `;
  kindsIn([
    ['a default', helper('x: str = {}'), 'text|mapping'],
    ['a caller', `${helper('x: str')}send({"a": 1})`, 'text|mapping'],
    ['a caller that agrees', `${helper('x: str')}send("a")`, 'text'],
    ['a caller that cannot be seen', `${helper('x: str')}send(unknown)`, 'text'],
    ['a default of None', `${helper('x: str = None')}send("a")\nsend()`, 'text|none'],
    [
      'parameters of a test',
      code`
        import pytest
        @pytest.mark.parametrize("x", ["a", {}])
        def test_a(x: str):
            ${post}
      `,
      'text|mapping',
    ],
    [
      'a fixture',
      code`
        import pytest
        @pytest.fixture
        def x():
            return {}
        def test_a(x: str):
            ${post}
      `,
      'text|mapping',
    ],
  ]);
});

describe('a field may be set by a constructor that nobody wrote', () => {
  const made = (decorator: string, head: string, field: string) =>
    code`
      ${decorator}class Case${head}:
          x: ${field}
      for case in [Case({})]:
          client.post("/", data=case.x)
    `;
  const dataclass = code`
    from dataclasses import dataclass, field
    from typing import Any
    @dataclass

  `;
  kindsIn([
    ['of a dataclass', made(dataclass, '', 'Any = "a"'), 'text|unknown'],
    ['of a dataclass, absent by default', made(dataclass, '', 'Any = None'), 'none|unknown'],
    ['of a dataclass, annotated', made(dataclass, '', 'str = "a"'), 'text'],
    [
      'of a dataclass, made by a factory',
      made(dataclass, '', 'dict = field(default_factory=dict)'),
      'mapping',
    ],
    [
      'of a model',
      made(
        code`
          from typing import Any
          from pydantic import BaseModel

        `,
        '(BaseModel)',
        'Any = "a"',
      ),
      'text|unknown',
    ],
    ['but not of a plain class', made('', '', 'Any = "a"'), 'text'],
  ]);
});
