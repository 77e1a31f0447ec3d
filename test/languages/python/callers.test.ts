import { describe, expect, test } from 'vitest';
import { dataIn, openIn, receiversOf } from '../../support/project.ts';
import { code } from '../../support/snippets.ts';

type Files = Readonly<Record<string, string>>;
type Row = readonly [situation: string, files: Files | string, found: readonly string[]];

const TEST = 'tests/test_app.py';
const HEAD = code`
  from fastapi.testclient import TestClient
  client = TestClient(app)

`;

/** Each row: a situation, the code below two lines that make a client, and the kinds of what is sent as `data`. */
function sends(rows: readonly Row[]): void {
  test.each(rows)('%s', async (_, files, found) => {
    const all = typeof files === 'string' ? { [TEST]: files } : files;
    expect(dataIn(await openIn({ ...all, [TEST]: HEAD + (all[TEST] ?? '') }, TEST))).toEqual(found);
  });
}

describe('a method is given what stands at its place', () => {
  const method = (decorator: string, first: string, calls: string) =>
    code`
      class T:
          @${decorator}
          def send(${first}c, body, other):
              c.post("/", data=body)
          def test_a(self):
              ${calls}
    `;
  sends([
    ['static, of an instance', method('staticmethod', '', 'self.send(client, "a", 1)'), ['6 text']],
    ['static, of the class', method('staticmethod', '', 'T.send(client, "a", 1)'), ['6 text']],
    ['of the class, by an instance', method('classmethod', 'cls, ', 'self.send(client, "a", 1)'), ['6 text']],
    ['of the class, by the class', method('classmethod', 'cls, ', 'T.send(client, "a", 1)'), ['6 text']],
  ]);
});

describe('a method that overrides the client is given what calls of it pass where it is held', () => {
  const held = (lines: string, found: readonly string[]): Row => [
    lines.replaceAll('\n', '; '),
    code`
      class Api(TestClient):
          def post(self, url, data=None, **kwargs):
              return super().post(url, data=data, **kwargs)
      api = Api(app)

    ` + lines,
    found,
  ];
  sends([
    held('verbs = {"act": api.post}\nverbs["act"]("/", data="a")', ['5 text|unknown']),
    held('verbs = [api.post]\nverbs[0]("/", data="a")', ['5 text|unknown']),
    held('act = api.post\nact("/", data="a")', ['5 text|unknown']),
    held('for act in [api.post, api.get]:\n    act("/", data="a")', ['5 text|unknown', '8 text']),
    held('def send(act):\n    act("/", data="a")\nsend(api.post)', ['5 text|unknown']),
    held('class Box: pass\nbox = Box()\nbox.act = api.post\nbox.act("/", data="a")', ['5 text|unknown']),
    held('verbs = {"act": api.put}\nverbs["act"]("/", data="a")', ['5 none|unknown', '8 text']),
    held('act = api.post\nact("/", data={})', ['5 mapping|unknown']),
    held('act = api.post\nother("/", data="a")', ['5 none|unknown']),
  ]);
});

describe('calls that may be of the function leave a doubt', () => {
  const send = code`
    def send(body):
        client.post("/", data=body)

  `;
  sends([
    [
      'of a method of something unknown',
      code`
        class H:
            def push(self, body):
                client.post("/", data=body)
        def test_a(helper):
            H().push("a")
            helper.push({})
      `,
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
      code`
        import queue
        class H:
            def put(self, body):
                client.post("/", data=body)
        H().put("a")
        queue.Queue().put({})
      `,
      ['6 text'],
    ],
  ]);

  test('a subclass may pass a constructor something else', async () => {
    const source = code`
      import redis
      from fastapi.testclient import TestClient
      class A:
          def __init__(self, c):
              self.c = c
          def go(self):
              self.c.delete("k")
      class B(A):
          def __init__(self):
              super().__init__(redis.Redis())
      A(TestClient(app))
    `;
    expect(receiversOf(await openIn({ [TEST]: source }, TEST))).toEqual(['7 self.c.delete mixed caller']);
  });

  describe('a subclass without a constructor is made with the one above', () => {
    const HOLDER = code`
      import redis
      from fastapi.testclient import TestClient
      class A:
          def __init__(self, c):
              self.c = c
          def go(self):
              self.c.delete("k")

    `;
    test.each<[string, string, string[]]>([
      ['in its file', 'class B(A):\n    pass\nB(TestClient(app))', ['7 self.c.delete proven caller']],
      [
        'through another',
        'class B(A):\n    pass\nclass C(B):\n    pass\nC(TestClient(app))',
        ['7 self.c.delete proven caller'],
      ],
      [
        'beside a class that uses what it sets',
        'class M:\n    def act(self):\n        self.c.get("k")\nclass B(M, A):\n    pass\nB(TestClient(app))',
        ['7 self.c.delete proven caller', '10 self.c.get proven caller'],
      ],
      [
        'with something else',
        'class B(A):\n    pass\nB(TestClient(app))\nB(redis.Redis())',
        ['7 self.c.delete mixed caller'],
      ],
      [
        'but not one that has its own',
        'class B(A):\n    def __init__(self, c):\n        self.d = c\nB(TestClient(app))',
        [],
      ],
    ])('%s', async (_name, rest, receivers) => {
      expect(receiversOf(await openIn({ [TEST]: HOLDER + rest }, TEST))).toEqual(receivers);
    });

    test('in another file', async () => {
      const other = 'from tests.holder import A\nclass B(A):\n    pass\nB(TestClient(app))';
      const files = {
        'tests/holder.py': HOLDER,
        'tests/test_b.py': `from fastapi.testclient import TestClient\n${other}`,
      };
      expect(receiversOf(await openIn(files, 'tests/holder.py'))).toEqual(['7 self.c.delete proven caller']);
    });
  });
});

describe('a decorator may change a function', () => {
  const passing = code`
    from functools import wraps
    def d(f):
        @wraps(f)
        def inner(*args, **kwargs):
            return f(*args, **kwargs)
        return inner

  `;
  const injecting = code`
    def d(f):
        def inner(*args):
            return f(client, *args)
        return inner

  `;
  const given = code`
    @d
    def body():
        return "a"
    client.post("/", data=body())
  `;
  const taking = code`
    @d
    def send(body):
        client.post("/", data=body)
    send("a")
  `;
  sends([
    ['what it gives', `from lib import d\n${given}`, ['7 text|unknown']],
    ['what it is given', `from lib import d\n${taking}`, ['6 text|unknown']],
    ['what it is given, in sight', injecting + taking, ['9 text|unknown']],
    ['but not one that passes on what it is given', passing + taking, ['11 text']],
    ['nor one that gives what the function gives', passing + given, ['12 text']],
    [
      'nor one that only notes it',
      code`
        def d(f):
            ALL.append(f)
            return f
        ${taking}
      `,
      ['8 text'],
    ],
    [
      'nor one that keeps what it gives',
      code`
        from functools import lru_cache as d, cache
        ${given.replace('@d', '@cache')}
      `,
      ['7 text'],
    ],
  ]);
});

describe('mock.patch passes a mock before the fixtures', () => {
  const fixture = code`
    import pytest
    from unittest import mock
    from fastapi.testclient import TestClient
    @pytest.fixture
    def client():
        return TestClient(app)

  `;
  test.each<readonly [string, string, readonly string[]]>([
    [
      'that is no client',
      code`
        ${fixture}
        @mock.patch("app.redis")
        def test_a(client):
            client.delete("k")
      `,
      [],
    ],
    [
      'one for each patch',
      code`
        ${fixture}
        @mock.patch("app.a")
        @mock.patch.object(app, "b")
        def test_a(a, b, client):
            client.get("/")
            b.get("/")
      `,
      ['10 client.get proven fixture'],
    ],
    [
      'behind self, and of the class as well',
      code`
        ${fixture}
        @mock.patch("app.a")
        class TestA:
            def test_a(self, client):
                client.get("/")
      `,
      [],
    ],
    [
      'unless it is told what to put in place',
      code`
        ${fixture}
        @mock.patch("app.a", None)
        @mock.patch.object(app, "b", new=1)
        @mock.patch.dict(env, A=1)
        def test_a(client):
            client.get("/")
      `,
      ['11 client.get proven fixture'],
    ],
  ])('%s', async (_, source, found) => {
    expect(receiversOf(await openIn({ [TEST]: source }, TEST))).toEqual(found);
  });
});
