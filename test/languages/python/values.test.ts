import { describe, expect, test } from 'vitest';
import type { Hidden, Value } from '../../../src/core/model.ts';
import { openIn } from '../../support/project.ts';

type Files = Readonly<Record<string, string>>;
const TEST = 'tests/test_app.py';
const HEAD = `from fastapi.testclient import TestClient\nclient = TestClient(app)\n`;

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
  ['x.y', 'nothing shows what `x.y` is'],
  ['x % y', 'the result of `%` is not known'],
  [`x.y("%d")`, 'the result of `x.y("%d")` is not known'],
])('says why the kind of %s is not known', async (expression, because) => {
  expect((await dataOf(`client.post("/", data=${expression})`)).because).toBe(because);
});

describe('an expression shows its kind', () => {
  kinds([
    ['"a"', 'text'],
    [`'''a\nb'''`, 'text'],
    ['r"\\d"', 'text'],
    ['b"a"', 'bytes'],
    ['rb"a"', 'bytes'],
    ['f"{a}"', 'text'],
    ['("a"\n    # why\n    "b")', 'text'],
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
    ['urlencode', `from urllib.parse import urlencode\nclient.post("/", data=urlencode(x))`, 'text'],
    ['b64encode', `import base64\nclient.post("/", data=base64.b64encode(x))`, 'bytes'],
    ['io.BytesIO', `import io\nclient.post("/", data=io.BytesIO(b"x"))`, 'stream'],
    ['what it holds', `import io\nclient.post("/", data=io.BytesIO(b"x").getvalue())`, 'bytes'],
    ['io.StringIO', `from io import StringIO\nclient.post("/", data=StringIO("x"))`, 'text-stream'],
    ['textwrap.dedent', `import textwrap\nclient.post("/", data=textwrap.dedent("x"))`, 'text'],
    [
      'a pandas frame',
      `import pandas as pd\ndf = pd.DataFrame()\nclient.post("/", data=df.to_json())`,
      'text',
    ],
    ['OrderedDict', `from collections import OrderedDict\nclient.post("/", data=OrderedDict())`, 'mapping'],
    [
      'a function of that name in the project is read instead',
      `def dumps(x):\n    return {}\nclient.post("/", data=dumps(x))`,
      'mapping',
    ],
    [
      'str that the file defines itself',
      `def str(x):\n    return {}\nclient.post("/", data=str(x))`,
      'mapping',
    ],
    ['a function nobody knows', `from lib import encode\nclient.post("/", data=encode(x))`, 'unknown'],
  ]);
});

describe('a value is followed to where it is bound', () => {
  kindsIn([
    ['a name', `x = "a"\n${post}`, 'text'],
    ['a name of a name', `y = b"a"\nx = y\n${post}`, 'bytes'],
    ['a name bound on two paths alike', `if c:\n    x = "a"\nelse:\n    x = "b"\n${post}`, 'text'],
    ['a name bound on two paths unlike', `if c:\n    x = "a"\nelse:\n    x = {}\n${post}`, 'text|mapping'],
    ['a name that is added to', `x = "a"\nx += "b"\n${post}`, 'text'],
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
    ['an attribute of a class', `class Data:\n    body = "a"\nclient.post("/", data=Data.body)`, 'text'],
    [
      'an attribute of self',
      `class TestA:\n    body = "a"\n    def test_a(self):\n        client.post("/", data=self.body)`,
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
      `def make():\n    if c:\n        return "a"\n    return "b"\nclient.post("/", data=make())`,
      'text',
    ],
    [
      'what a function is annotated with',
      `def make() -> bytes:\n    return magic()\nclient.post("/", data=make())`,
      'bytes',
    ],
    [
      'returns that do not agree',
      `def make():\n    if c:\n        return "a"\n    return {}\nclient.post("/", data=make())`,
      'text|mapping',
    ],
    [
      'what a coroutine returns',
      `async def make():\n    return "a"\nasync def test_a():\n    client.post("/", data=await make())`,
      'text',
    ],
    ['a generator of bytes', `def body():\n    yield b"a"\nclient.post("/", data=body())`, 'stream'],
    ['a generator of text', `def body():\n    yield "a"\nclient.post("/", data=body())`, 'text-stream'],
    [
      'a function that calls itself',
      `def make(n):\n    return "a" if n else make(n - 1)\nclient.post("/", data=make(1))`,
      'text',
    ],
    ['names bound in a circle', `a = b\nb = a\nclient.post("/", data=a)`, 'unknown'],
  ]);
});

describe('a parameter is what it is given', () => {
  kindsIn([
    ['by its annotation', `def send(x: str):\n    ${post}`, 'text'],
    [
      'by an annotation that may be None',
      `from typing import Optional\ndef send(x: Optional[bytes] = None):\n    ${post}`,
      'bytes|none',
    ],
    ['by its only caller', `def send(x):\n    ${post}\nsend("a")`, 'text'],
    ['by every caller', `def send(x):\n    ${post}\nsend("a")\nsend(b"b")`, 'text|bytes'],
    ['by callers that do not agree', `def send(x):\n    ${post}\nsend("a")\nsend({})`, 'text|mapping'],
    [
      'by its default where a caller leaves it out',
      `def send(x={}):\n    ${post}\nsend()\nsend("a")`,
      'text|mapping',
    ],
    ['not by its default where no caller does', `def send(x=None):\n    ${post}\nsend("a")`, 'text'],
    [
      'by a caller in another file',
      { 'tests/test_b.py': `from test_app import send\nsend("a")`, [TEST]: `def send(x):\n    ${post}` },
      'text',
    ],
    ['by a caller that spreads its arguments', `def send(x):\n    ${post}\nsend(*args)`, 'unknown'],
    ['by nobody', `def send(x):\n    ${post}`, 'unknown'],
    ['by nobody, with a mapping as its default', `def send(x={}):\n    ${post}`, 'mapping|unknown'],
    ['by a function that is passed on', `def send(x):\n    ${post}\nsend("a")\nrun(send)`, 'text|unknown'],
    [
      'by parametrize',
      `import pytest\n@pytest.mark.parametrize("x", ["a", b"b", None])\ndef test_a(x):\n    ${post}`,
      'text|bytes|none',
    ],
    [
      'by parametrize with several names',
      `import pytest\n@pytest.mark.parametrize("x, y", [("a", 1), ("b", 2)])\ndef test_a(x, y):\n    ${post}`,
      'text',
    ],
    [
      'by pytest.param',
      `import pytest\n@pytest.mark.parametrize(("x", "y"), [pytest.param("a", 1, id="a")])\ndef test_a(x, y):\n    ${post}`,
      'text',
    ],
    [
      'by stacked decorators',
      `import pytest\n@pytest.mark.parametrize("y", [{}])\n@pytest.mark.parametrize("x", ["a"])\ndef test_a(x, y):\n    ${post}`,
      'text',
    ],
    [
      'by a mark of the class',
      `import pytest\n@pytest.mark.parametrize("x", ["a"])\nclass TestA:\n    def test_a(self, x):\n        ${post}`,
      'text',
    ],
    [
      'by a mark of the module',
      `import pytest\npytestmark = pytest.mark.parametrize("x", [b"a"])\ndef test_a(x):\n    ${post}`,
      'bytes',
    ],
    [
      'by values held in a name',
      `import pytest\nCASES = ["a"] + ["b"]\n@pytest.mark.parametrize("x", CASES)\ndef test_a(x):\n    ${post}`,
      'text',
    ],
    [
      'by a fixture',
      {
        'tests/conftest.py': `import pytest\n@pytest.fixture\ndef x():\n    return b"a"`,
        [TEST]: `def test_a(x):\n    ${post}`,
      },
      'bytes',
    ],
    [
      'by a fixture with params',
      {
        'tests/conftest.py': `import pytest\n@pytest.fixture(params=["a", {}])\ndef x(request):\n    return request.param`,
        [TEST]: `def test_a(x):\n    ${post}`,
      },
      'text|mapping',
    ],
    [
      'by indirect parametrize, the fixture',
      `import pytest\n@pytest.fixture\ndef x(request):\n    return b"a"\n@pytest.mark.parametrize("x", [{}], indirect=True)\ndef test_a(x):\n    ${post}`,
      'bytes',
    ],
  ]);
});

describe('.json() depends on what it is called on', () => {
  kindsIn([
    [
      'a pydantic model',
      `from pydantic import BaseModel\nclass Item(BaseModel):\n    a: int\nclient.post("/", data=Item(a=1).json())`,
      'text',
    ],
    [
      'a model of the application',
      {
        'shop/models.py': `from pydantic import BaseModel\nclass Base(BaseModel):\n    pass\nclass Item(Base):\n    a: int`,
        [TEST]: `from shop.models import Item\nitem = Item(a=1)\nclient.post("/", data=item.json())`,
      },
      'text',
    ],
    [
      'a model by annotation',
      `from pydantic import BaseModel\nclass Item(BaseModel):\n    a: int\ndef send(item: Item):\n    client.post("/", data=item.json())`,
      'text',
    ],
    [
      'a model of sqlmodel',
      `from sqlmodel import SQLModel\nclass Item(SQLModel):\n    a: int\nclient.post("/", data=Item().json())`,
      'text',
    ],
    [
      'a class with a json of its own',
      `class Item:\n    def json(self):\n        return {}\nclient.post("/", data=Item().json())`,
      'mapping',
    ],
    ['a response in a name', `r = client.get("/")\nclient.post("/", data=r.json())`, 'unknown'],
    [
      'a response by annotation',
      `import requests\ndef f(r: requests.Response):\n    client.post("/", data=r.json())`,
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
    expect((await dataOf(`x = []\nx.append(("a", 1))\n${post}`)).empty).toBeUndefined();
  });

  test.each([
    ['in the call', `client.post("/", data=[("a", 1)])`, true, false],
    ['in a name that only the call reads', `x = [("a", 1)]\n${post}`, true, false],
    ['in a name that is annotated', `x: list = [("a", 1)]\n${post}`, true, true],
    ['in a name that is read twice', `x = [("a", 1)]\nprint(x)\n${post}`, false, false],
    [
      'in a name of a class that its methods read',
      `class T:\n    x = [("a", 1)]\n    ${post}\n    def f(self):\n        print(self.x)`,
      false,
      false,
    ],
    [
      'in a name of a class that nothing else reads',
      `class T:\n    x = [("a", 1)]\n    ${post}`,
      true,
      false,
    ],
    ['in two names', `y = x = [("a", 1)]\n${post}`, false, false],
    [
      'in an attribute',
      `class T:\n    x = [("a", 1)]\n    def f(self):\n        client.post("/", data=self.x)`,
      false,
      false,
    ],
  ])('pairs written %s', async (_, source, only, annotated) => {
    expect((await dataOf(source)).pairs).toMatchObject({ only, annotated });
  });

  test.each([
    ['that are added to', `x = [("a", 1)]\nx.append(("b", 2))\n${post}`],
    ['bound twice', `if c:\n    x = [("a", 1)]\nelse:\n    x = [("b", 1)]\n${post}`],
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
    const source = `kw = {"data": "a", "headers": {}}\nclient.post("/", **kw)\nclient.put("/", **kw)`;
    expect(await spread(source)).toEqual({
      options: ['data text spread', 'headers mapping spread'],
      hidden: { may: 'nothing' },
    });
  });

  test.each([
    ['read elsewhere', `kw = {"data": "a"}\nprint(kw)\nclient.post("/", **kw)`],
    ['spread into another call', `kw = {"data": "a"}\nother.post("/", **kw)\nclient.post("/", **kw)`],
    ['chosen by a condition', `kw = {"data": "a"} if c else {}\nclient.post("/", **kw)`],
    [
      'parametrized',
      `import pytest\n@pytest.mark.parametrize("kw", [{"data": "a"}, {}])\ndef test_a(kw):\n    client.post("/", **kw)`,
    ],
    ['made by dict()', `kw = dict(data="a")\nclient.post("/", **kw)`],
  ])('that is %s may hold them, out of reach', async (_, source) => {
    const { options, hidden } = await spread(source);
    expect(options).toEqual([]);
    expect(hidden).toMatchObject({ may: 'some', options: [{ name: 'data', kinds: ['text'] }] });
  });

  test('of a helper holds what its callers pass', async () => {
    const { hidden } = await spread(
      `def send(url, **kw):\n    client.post(url, **kw)\nsend("/", json=1)\nsend("/", data="a")`,
    );
    expect(hidden).toEqual({
      may: 'some',
      options: [
        { name: 'json', kinds: ['number'], where: `${TEST}:5` },
        { name: 'data', kinds: ['text'], where: `${TEST}:6` },
      ],
    });
  });

  test('of a helper that passes another helper on holds what that one is given', async () => {
    const { hidden } = await spread(
      `def send(url, **kw):\n    client.post(url, **kw)\ndef outer(**more):\n    send("/", **more)\nouter(data="a")`,
    );
    expect(hidden).toMatchObject({ may: 'some', options: [{ name: 'data' }] });
  });

  test.each([
    ['of a helper that nobody calls', `def send(**kw):\n    client.post("/", **kw)`],
    ['that is unknown', `client.post("/", **options)`],
    ['with a computed key', `client.post("/", **{key: 1})`],
    [
      'that a helper changes',
      `def send(**kw):\n    kw.update(more)\n    client.post("/", **kw)\nsend(json=1)`,
    ],
  ])('%s may hold anything', async (_, source) => {
    expect((await spread(source)).hidden.may).toBe('anything');
  });

  test('positional arguments behind a star cannot be seen', async () => {
    expect((await spread(`client.post("/", *args)`)).hidden).toMatchObject({
      may: 'anything',
      positional: true,
    });
  });
});

describe('an annotation is no proof against what is passed in sight', () => {
  const helper = (parameter: string) => `def send(${parameter}):\n    client.post("/", data=x)\n`;
  kindsIn([
    ['a default', helper('x: str = {}'), 'text|mapping'],
    ['a caller', `${helper('x: str')}send({"a": 1})`, 'text|mapping'],
    ['a caller that agrees', `${helper('x: str')}send("a")`, 'text'],
    ['a caller that cannot be seen', `${helper('x: str')}send(unknown)`, 'text'],
    ['a default of None', `${helper('x: str = None')}send("a")\nsend()`, 'text|none'],
    [
      'parameters of a test',
      `import pytest\n@pytest.mark.parametrize("x", ["a", {}])\ndef test_a(x: str):\n    ${post}`,
      'text|mapping',
    ],
    [
      'a fixture',
      `import pytest\n@pytest.fixture\ndef x():\n    return {}\ndef test_a(x: str):\n    ${post}`,
      'text|mapping',
    ],
  ]);
});

describe('a field may be set by a constructor that nobody wrote', () => {
  const made = (decorator: string, head: string, field: string) =>
    `${decorator}class Case${head}:\n    x: ${field}\nfor case in [Case({})]:\n    client.post("/", data=case.x)`;
  const dataclass = 'from dataclasses import dataclass, field\nfrom typing import Any\n@dataclass\n';
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
      made('from typing import Any\nfrom pydantic import BaseModel\n', '(BaseModel)', 'Any = "a"'),
      'text|unknown',
    ],
    ['but not of a plain class', made('', '', 'Any = "a"'), 'text'],
  ]);
});
