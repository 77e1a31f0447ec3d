import { describe, expect, test } from 'vitest';
import { dataIn, hiddenIn, openIn } from '../../support/project.ts';

const TEST = 'tests/test_app.py';
const HEAD = 'from fastapi.testclient import TestClient\nclient = TestClient(app)\n';

type Row = readonly [situation: string, source: string, found: readonly string[]];

/** Each row: a situation, the code below two lines that make a client, and what is found in it. */
const opened = (source: string) => openIn({ [TEST]: HEAD + source }, TEST);

describe('a collection holds what is put into it later', () => {
  test.each<Row>([
    [
      'by append',
      `xs = ["a"]\nxs.append({"b": 1})\nfor x in xs:\n    client.post("/", data=x)`,
      ['6 text|mapping'],
    ],
    [
      'by extend',
      `xs = ["a"]\nxs.extend([b"b"])\nfor x in xs:\n    client.post("/", data=x)`,
      ['6 text|bytes'],
    ],
    [
      'by insert',
      `xs = ["a"]\nxs.insert(0, b"b")\nfor x in xs:\n    client.post("/", data=x)`,
      ['6 text|bytes'],
    ],
    ['into a set', `xs = {"a"}\nxs.add(b"b")\nfor x in xs:\n    client.post("/", data=x)`, ['6 text|bytes']],
    [
      'by its index',
      `xs = ["a"]\nxs[0] = {"b": 1}\nfor x in xs:\n    client.post("/", data=x)`,
      ['6 text|mapping'],
    ],
    [
      'by another function',
      `xs = ["a"]\ndef add():\n    xs.append({})\ndef test():\n    client.post("/", data=xs[0])`,
      ['7 text|mapping'],
    ],
    [
      'in an attribute',
      `class T:\n    def setUp(self):\n        self.xs = ["a"]\n        self.xs.append({})\n    def test(self):\n        client.post("/", data=self.xs[0])`,
      ['8 text|mapping'],
    ],
    [
      'in an attribute of the class',
      `class T:\n    xs = ["a"]\n    def setUp(self):\n        self.xs.append({})\n    def test(self):\n        client.post("/", data=self.xs[0])`,
      ['8 text|mapping'],
    ],
    [
      'under a key of a dictionary',
      `kw = {"body": "a"}\nkw["body"] = {}\nclient.post("/", data=kw["body"])`,
      ['5 unknown'],
    ],
    [
      'but not by what is only read',
      `xs = ["a"]\nprint(xs[0], xs.index("a"))\nclient.post("/", data=xs[0])`,
      ['5 text'],
    ],
  ])('%s', async (_, source, found) => {
    expect(dataIn(await opened(source))).toEqual(found);
  });
});

describe('a dictionary that is spread holds what is put into it later', () => {
  test.each<Row>([
    ['under a key', `kw = {}\nkw["allow_redirects"] = False\nclient.get("/", **kw)`, ['5 allowRedirects']],
    [
      'on one path',
      `kw = {"headers": {}}\nif x:\n    kw["json"] = 1\nclient.delete("/", **kw)`,
      ['6 headers json'],
    ],
    ['by update', `kw = {}\nkw.update({"json": 1}, data=2)\nclient.delete("/", **kw)`, ['5 json data']],
    ['by setdefault', `kw = {}\nkw.setdefault("json", 1)\nclient.delete("/", **kw)`, ['5 json']],
    ['by an operator', `kw = {"data": 1}\nkw |= {"json": 1}\nclient.delete("/", **kw)`, ['5 data json']],
    ['from another', `a = {"json": 1}\nkw = {}\nkw.update(a)\nclient.delete("/", **kw)`, ['6 json']],
    ['from something unknown', `kw = {}\nkw.update(more)\nclient.delete("/", **kw)`, ['5 anything']],
    ['under a computed key', `kw = {}\nkw[key] = 1\nclient.delete("/", **kw)`, ['5 anything']],
    [
      'from itself',
      `kw = {}\nfor i in range(3):\n    kw = {**kw, "json": i}\n    client.delete("/", **kw)`,
      ['6 json'],
    ],
    [
      'by the helper that is given it',
      `def send(**kw):\n    kw["data"] = "a"\n    client.post("/", **kw)\nsend(json=1)`,
      ['5 data json'],
    ],
  ])('%s', async (_, source, found) => {
    expect(hiddenIn(await opened(source))).toEqual(found);
  });

  test('and is read once however often it is made of another', async () => {
    const doubled = Array.from({ length: 40 }, (_, at) => `a${at + 1} = {**a${at}, **a${at}}`);
    const source = `a0 = {"json": 1}\n${doubled.join('\n')}\nclient.delete("/", **a40)`;
    expect(hiddenIn(await opened(source))).toEqual(['44 json']);
  });
});

describe('what is made of itself over and over is taken in once', () => {
  const twice = (start: string, step: (last: string) => string): string =>
    [`a0 = ${start}`, ...Array.from({ length: 40 }, (_, at) => `a${at + 1} = ${step(`a${at}`)}`)].join('\n');

  test.each<Row>([
    [
      'lists of lists',
      `${twice('[1]', (a) => `[*${a}, *${a}]`)}\nclient.post("/", data=a40)`,
      ['44 sequence'],
    ],
    ['zips of zips', `${twice('[1]', (a) => `zip(${a}, ${a})`)}\nclient.post("/", data=a40)`, ['44 pairs']],
    ['sums of sums', `${twice('[1]', (a) => `${a} + ${a}`)}\nclient.post("/", data=a40)`, ['44 sequence']],
    [
      'pairs of pairs',
      `${twice('[("k", 1)]', (a) => `[("k", ${a}), ("l", ${a})]`)}\nclient.post("/", data=a40)`,
      ['44 pairs'],
    ],
    [
      'a list in a loop that holds itself',
      `while True:\n    p = [("k", p)]\n    client.post("/", data=p)`,
      ['5 pairs'],
    ],
    [
      'parameters of a test',
      `import pytest\n${twice('["a"]', (a) => `[*${a}, *${a}]`)}\n@pytest.mark.parametrize("x", a40)\ndef test_a(x):\n    client.post("/", data=x)`,
      ['47 text'],
    ],
  ])('%s', async (_, source, found) => {
    expect(dataIn(await opened(source))).toEqual(found);
  });
});
