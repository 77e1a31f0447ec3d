import { describe, expect, test } from 'vitest';
import { dataIn, hiddenIn, openIn } from '../../support/project.ts';
import { code } from '../../support/snippets.ts';

const TEST = 'tests/test_app.py';
const HEAD = code`
  from fastapi.testclient import TestClient
  client = TestClient(app)

`;

type Row = readonly [situation: string, source: string, found: readonly string[]];

/** Each row: a situation, the code below two lines that make a client, and what is found in it. */
const opened = (source: string) => openIn({ [TEST]: HEAD + source }, TEST);

describe('a collection holds what is put into it later', () => {
  test.each<Row>([
    [
      'by append',
      code`
        xs = ["a"]
        xs.append({"b": 1})
        for x in xs:
            client.post("/", data=x)
      `,
      ['6 text|mapping'],
    ],
    [
      'by extend',
      code`
        xs = ["a"]
        xs.extend([b"b"])
        for x in xs:
            client.post("/", data=x)
      `,
      ['6 text|bytes'],
    ],
    [
      'by insert',
      code`
        xs = ["a"]
        xs.insert(0, b"b")
        for x in xs:
            client.post("/", data=x)
      `,
      ['6 text|bytes'],
    ],
    [
      'into a set',
      code`
        xs = {"a"}
        xs.add(b"b")
        for x in xs:
            client.post("/", data=x)
      `,
      ['6 text|bytes'],
    ],
    [
      'by its index',
      code`
        xs = ["a"]
        xs[0] = {"b": 1}
        for x in xs:
            client.post("/", data=x)
      `,
      ['6 text|mapping'],
    ],
    [
      'by another function',
      code`
        xs = ["a"]
        def add():
            xs.append({})
        def test():
            client.post("/", data=xs[0])
      `,
      ['7 text|mapping'],
    ],
    [
      'in an attribute',
      code`
        class T:
            def setUp(self):
                self.xs = ["a"]
                self.xs.append({})
            def test(self):
                client.post("/", data=self.xs[0])
      `,
      ['8 text|mapping'],
    ],
    [
      'in an attribute that is given to itself, after it was given to another one',
      code`
        class T:
            def setUp(self):
                self.xs = ["a"]
                self.ys = self.xs
                self.xs = self.ys
                self.ys.append({})
                self.xs.append(b"")
            def test(self):
                client.post("/", data=self.xs[0])
      `,
      ['11 text|bytes|mapping'],
    ],
    [
      'in an attribute of the class',
      code`
        class T:
            xs = ["a"]
            def setUp(self):
                self.xs.append({})
            def test(self):
                client.post("/", data=self.xs[0])
      `,
      ['8 text|mapping'],
    ],
    [
      'under a key of a dictionary',
      code`
        kw = {"body": "a"}
        kw["body"] = {}
        client.post("/", data=kw["body"])
      `,
      ['5 text|mapping'],
    ],
    [
      'but not by what is only read',
      code`
        xs = ["a"]
        print(xs[0], xs.index("a"))
        client.post("/", data=xs[0])
      `,
      ['5 text'],
    ],
  ])('%s', async (_, source, found) => {
    expect(dataIn(await opened(source))).toEqual(found);
  });
});

describe('a dictionary that is spread holds what is put into it later', () => {
  test.each<Row>([
    [
      'under a key',
      code`
        kw = {}
        kw["allow_redirects"] = False
        client.get("/", **kw)
      `,
      ['5 allowRedirects'],
    ],
    [
      'on one path',
      code`
        kw = {"headers": {}}
        if x:
            kw["json"] = 1
        client.delete("/", **kw)
      `,
      ['6 headers json'],
    ],
    [
      'by update',
      code`
        kw = {}
        kw.update({"json": 1}, data=2)
        client.delete("/", **kw)
      `,
      ['5 json data'],
    ],
    [
      'by setdefault',
      code`
        kw = {}
        kw.setdefault("json", 1)
        client.delete("/", **kw)
      `,
      ['5 json'],
    ],
    [
      'by an operator',
      code`
        kw = {"data": 1}
        kw |= {"json": 1}
        client.delete("/", **kw)
      `,
      ['5 data json'],
    ],
    [
      'from another',
      code`
        a = {"json": 1}
        kw = {}
        kw.update(a)
        client.delete("/", **kw)
      `,
      ['6 json'],
    ],
    [
      'from something unknown',
      code`
        kw = {}
        kw.update(more)
        client.delete("/", **kw)
      `,
      ['5 anything'],
    ],
    [
      'under a computed key',
      code`
        kw = {}
        kw[key] = 1
        client.delete("/", **kw)
      `,
      ['5 anything'],
    ],
    [
      'from itself',
      code`
        kw = {}
        for i in range(3):
            kw = {**kw, "json": i}
            client.delete("/", **kw)
      `,
      ['6 json'],
    ],
    [
      'by the helper that is given it',
      code`
        def send(**kw):
            kw["data"] = "a"
            client.post("/", **kw)
        send(json=1)
      `,
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
      code`
        while True:
            p = [("k", p)]
            client.post("/", data=p)
      `,
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
