import { describe, expect, test } from 'vitest';
import { dataIn, openIn, receiversOf } from '../../support/project.ts';

type Files = Readonly<Record<string, string>>;
type Row = readonly [situation: string, files: Files | string, found: readonly string[]];

const TEST = 'tests/test_app.py';
const HEAD = 'from fastapi.testclient import TestClient\nclient = TestClient(app)\n';

/** Each row: a situation, the code below two lines that make a client, and the kinds of what is sent as `data`. */
function sends(rows: readonly Row[]): void {
  test.each(rows)('%s', async (_, files, found) => {
    const all = typeof files === 'string' ? { [TEST]: files } : files;
    expect(dataIn(await openIn({ ...all, [TEST]: HEAD + (all[TEST] ?? '') }, TEST))).toEqual(found);
  });
}

describe('a method is given what stands at its place', () => {
  const method = (decorator: string, first: string, calls: string) =>
    `class T:\n    @${decorator}\n    def send(${first}c, body, other):\n        c.post("/", data=body)\n    def test_a(self):\n        ${calls}`;
  sends([
    ['static, of an instance', method('staticmethod', '', 'self.send(client, "a", 1)'), ['6 text']],
    ['static, of the class', method('staticmethod', '', 'T.send(client, "a", 1)'), ['6 text']],
    ['of the class, by an instance', method('classmethod', 'cls, ', 'self.send(client, "a", 1)'), ['6 text']],
    ['of the class, by the class', method('classmethod', 'cls, ', 'T.send(client, "a", 1)'), ['6 text']],
  ]);
});

describe('calls that may be of the function leave a doubt', () => {
  const send = 'def send(body):\n    client.post("/", data=body)\n';
  sends([
    [
      'of a method of something unknown',
      `class H:\n    def push(self, body):\n        client.post("/", data=body)\ndef test_a(helper):\n    H().push("a")\n    helper.push({})`,
      ['5 text|unknown'],
    ],
    [
      'of an import that is not found where the function stands',
      { [TEST]: `${send}send("a")`, 'other/test_b.py': 'from lib.test_app import send\nsend({})' },
      ['4 text|unknown'],
    ],
    [
      'of a name behind a star import that is not found',
      { [TEST]: `${send}send("a")`, 'other/test_b.py': 'from lib import *\nsend({})' },
      ['4 text|unknown'],
    ],
    [
      'but not of another function under its name',
      { [TEST]: `${send}send("a")`, 'tests/test_b.py': 'from mail import send\nsend({})' },
      ['4 text'],
    ],
    [
      'nor of a method of something known',
      `import queue\nclass H:\n    def put(self, body):\n        client.post("/", data=body)\nH().put("a")\nqueue.Queue().put({})`,
      ['6 text'],
    ],
  ]);

  test('a subclass may pass a constructor something else', async () => {
    const source = `import redis\nfrom fastapi.testclient import TestClient\nclass A:\n    def __init__(self, c):\n        self.c = c\n    def go(self):\n        self.c.delete("k")\nclass B(A):\n    def __init__(self):\n        super().__init__(redis.Redis())\nA(TestClient(app))`;
    expect(receiversOf(await openIn({ [TEST]: source }, TEST))).toEqual(['7 self.c.delete mixed caller']);
  });
});

describe('a decorator may change a function', () => {
  const passing = `from functools import wraps\ndef d(f):\n    @wraps(f)\n    def inner(*args, **kwargs):\n        return f(*args, **kwargs)\n    return inner\n`;
  const injecting = `def d(f):\n    def inner(*args):\n        return f(client, *args)\n    return inner\n`;
  const given = `@d\ndef body():\n    return "a"\nclient.post("/", data=body())`;
  const taking = `@d\ndef send(body):\n    client.post("/", data=body)\nsend("a")`;
  sends([
    ['what it gives', `from lib import d\n${given}`, ['7 text|unknown']],
    ['what it is given', `from lib import d\n${taking}`, ['6 text|unknown']],
    ['what it is given, in sight', injecting + taking, ['9 text|unknown']],
    ['but not one that passes on what it is given', passing + taking, ['11 text']],
    ['nor one that gives what the function gives', passing + given, ['12 text']],
    ['nor one that only notes it', `def d(f):\n    ALL.append(f)\n    return f\n${taking}`, ['8 text']],
    [
      'nor one that keeps what it gives',
      `from functools import lru_cache as d, cache\n${given.replace('@d', '@cache')}`,
      ['7 text'],
    ],
  ]);
});

describe('mock.patch passes a mock before the fixtures', () => {
  const fixture = `import pytest\nfrom unittest import mock\nfrom fastapi.testclient import TestClient\n@pytest.fixture\ndef client():\n    return TestClient(app)\n`;
  test.each<readonly [string, string, readonly string[]]>([
    [
      'that is no client',
      `${fixture}@mock.patch("app.redis")\ndef test_a(client):\n    client.delete("k")`,
      [],
    ],
    [
      'one for each patch',
      `${fixture}@mock.patch("app.a")\n@mock.patch.object(app, "b")\ndef test_a(a, b, client):\n    client.get("/")\n    b.get("/")`,
      ['10 client.get proven fixture'],
    ],
    [
      'behind self, and of the class as well',
      `${fixture}@mock.patch("app.a")\nclass TestA:\n    def test_a(self, client):\n        client.get("/")`,
      [],
    ],
    [
      'unless it is told what to put in place',
      `${fixture}@mock.patch("app.a", None)\n@mock.patch.object(app, "b", new=1)\n@mock.patch.dict(env, A=1)\ndef test_a(client):\n    client.get("/")`,
      ['11 client.get proven fixture'],
    ],
  ])('%s', async (_, source, found) => {
    expect(receiversOf(await openIn({ [TEST]: source }, TEST))).toEqual(found);
  });
});
