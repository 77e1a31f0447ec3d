import { describe, expect, test } from 'vitest';
import { verdictOn } from '../../src/clients/redirects/verdict.ts';
import { linesOf } from '../../src/core/lines.ts';
import { contextOf, openIn } from '../support/project.ts';
import { code } from '../support/snippets.ts';

/** `line seen` of each call in the file `path` of a project. */
async function verdictsIn(files: Readonly<Record<string, string>>, path: string): Promise<string[]> {
  const opened = await openIn(files, path);
  const lines = linesOf(opened.source);
  return opened.calls.map(
    (call) => `${lines.at(call.start).line} ${verdictOn(call, contextOf(opened)).seen}`,
  );
}

const APP = `
  from starlette.responses import RedirectResponse
`;
const CLIENT = `
  from starlette.testclient import TestClient
  client = TestClient(app)
`;

/** A project, the file to look at, and what is seen there. */
const ROWS: readonly (readonly [string, Readonly<Record<string, string>>, string, readonly string[]])[] = [
  [
    'an assertion in a helper of another file',
    {
      'app.py': APP,
      'tests/common.py': `
        def check(response, code):
            assert response.status_code == code
      `,
      'tests/test_a.py': `${CLIENT}
  from tests.common import check
  check(client.post("/a"), 303)
  check(client.post("/b"), 200)
  check(client.post("/c"), unknown)
`,
    },
    'tests/test_a.py',
    ['5 redirect', '6 final', '7 untold'],
  ],
  [
    'a helper that is called from another file',
    {
      'app.py': APP,
      'tests/common.py': `${CLIENT}
  def login():
      return client.post("/login")
`,
      'tests/test_a.py': `
        from tests.common import login
        assert login().headers["location"]
      `,
    },
    'tests/common.py',
    ['5 hint'],
  ],
  [
    'a fixture that tests of another file ask for',
    {
      'app.py': APP,
      'tests/conftest.py': `
        import pytest
        from starlette.testclient import TestClient

        @pytest.fixture
        def moved():
            return TestClient(app).post("/old")
      `,
      'tests/test_a.py': `
        def test_it(moved):
            assert moved.status_code == 308
      `,
    },
    'tests/conftest.py',
    ['6 redirect'],
  ],
  [
    'nothing read, in a project that answers redirects',
    { 'app.py': APP, 'tests/test_a.py': `${CLIENT}\n  client.post("/a")` },
    'tests/test_a.py',
    ['4 untold'],
  ],
  [
    'nothing read, in a project that has no route',
    { 'app.py': 'pass', 'tests/test_a.py': `${CLIENT}\n  client.post("/a")` },
    'tests/test_a.py',
    ['4 untold'],
  ],
  [
    'a client that is told in the conftest above',
    {
      'tests/conftest.py': `
        import pytest
        from starlette.testclient import TestClient

        @pytest.fixture
        def client():
            return TestClient(app, follow_redirects=False)
      `,
      'tests/test_a.py': `
        def test_it(client):
            assert client.post("/a").status_code == 303
      `,
    },
    'tests/test_a.py',
    ['2 final'],
  ],
  [
    'codes that the project names itself',
    {
      'app.py': APP,
      'tests/codes.py': code`
        LOGIN = 303
        MADE = 201

      `,
      'tests/test_a.py': `${CLIENT}
  from tests import codes
  from tests.other import codes as others
  assert client.post("/a").status_code == codes.LOGIN
  assert client.post("/b").status_code == codes.MADE
  assert client.post("/c").status_code == others.LOGIN
`,
    },
    'tests/test_a.py',
    ['6 redirect', '7 final', '8 untold'],
  ],
  [
    'a client of httpx that is told beside one that is not',
    {
      'app.py': APP,
      'tests/conftest.py': `
        import pytest
        from httpx import AsyncClient
        from starlette.testclient import TestClient

        @pytest.fixture
        def client():
            return TestClient(app)

        @pytest.fixture
        def http():
            return AsyncClient(app=app, follow_redirects=True)
      `,
      'tests/test_a.py': `
        def test_it(client):
            assert client.post("/a").status_code == 303
      `,
    },
    'tests/test_a.py',
    ['2 redirect'],
  ],
  [
    'one client that is told, one that is not, and one of which it is not known',
    {
      'app.py': APP,
      'tests/test_a.py': `
        from starlette.testclient import TestClient
        told = TestClient(app, follow_redirects=False)
        silent = TestClient(app)
        told.post("/a").status_code == 303
        silent.post("/a").status_code == 303
        def test_it(client: TestClient):
            client.post("/a").status_code == 303
      `,
    },
    'tests/test_a.py',
    ['4 final', '5 redirect', '7 redirect'],
  ],
  [
    'classes of which one tells itself',
    {
      'app.py': APP,
      'tests/test_a.py': `
        from starlette.testclient import TestClient
        class Told(TestClient):
            def __init__(self):
                super().__init__(make(app), follow_redirects=False)
            def login(self):
                return self.post("/a")
        class Silent(TestClient):
            def login(self):
                return self.post("/a", follow_redirects=False)
        Told().post("/a").status_code == 303
        Silent(app).post("/a").status_code == 303
      `,
    },
    'tests/test_a.py',
    ['6 final', '9 final', '10 final', '11 redirect'],
  ],
  [
    'something else that is told',
    {
      'app.py': APP,
      'tests/test_a.py': `
        import httpx
        from starlette.testclient import TestClient
        real = httpx.Client()
        real.follow_redirects = True
        TestClient(app).post("/a").status_code == 303
      `,
    },
    'tests/test_a.py',
    ['5 redirect'],
  ],
  [
    'responses that are passed in a circle',
    {
      'app.py': APP,
      'tests/test_a.py': `${CLIENT}
  def ping(r):
      return pong(r)
  def pong(r):
      return ping(r)
  ping(client.post("/a"))
`,
    },
    'tests/test_a.py',
    ['8 untold'],
  ],
  [
    'callers of which one does not say that it is no redirect',
    {
      'app.py': APP,
      'tests/test_a.py': `${CLIENT}
  def send(path):
      return client.post(path)
  def test_a():
      assert send("/a").json()
  def test_b():
      keep(send("/b"))
`,
    },
    'tests/test_a.py',
    ['5 untold'],
  ],
  [
    'callers of which one does not look',
    {
      'app.py': APP,
      'tests/test_a.py': `${CLIENT}
  def send(path):
      return client.post(path)
  def test_a():
      assert send("/a").json()
  def test_b():
      send("/b")
`,
    },
    'tests/test_a.py',
    ['5 final'],
  ],
  [
    'a method that keeps the response for whoever called it',
    {
      'app.py': APP,
      'tests/test_a.py': `${CLIENT}
  class TestA:
      def send(self, path):
          self.response = client.post(path)
      def test_a(self):
          self.send("/a")
          assert self.response.json()
`,
    },
    'tests/test_a.py',
    ['6 untold'],
  ],
  [
    'a method that keeps the response for all tests',
    {
      'app.py': APP,
      'tests/test_a.py': `${CLIENT}
  class TestA:
      def setUp(self):
          self.response = client.post("/a")
      def test_a(self):
          assert self.response.json()
`,
    },
    'tests/test_a.py',
    ['6 final'],
  ],
];

describe('what the code makes of a response', () => {
  test.each(ROWS)('%s', async (_name, files, path, seen) => {
    expect(await verdictsIn(files, path)).toEqual(seen);
  });
});

/** What follows `r = client.post("/a")` in a test that is given `code` and `client`. */
const seenAfter = async (lines: string): Promise<readonly string[]> => {
  const test = `def test_it(client, code):\n    r = client.post("/a")\n${lines.replace(/^/gm, '    ')}\n`;
  const source = code`
    import pytest
    from starlette.testclient import TestClient
    ${FIXTURE}
    ${test}
  `;
  const seen = await verdictsIn({ 'app.py': APP, 'tests/test_a.py': source }, 'tests/test_a.py');
  return seen.map((one) => one.split(' ')[1] ?? '');
};

const FIXTURE = code`
  @pytest.fixture
  def client():
      return TestClient(app)

`;

describe('what is said of a response on one path only', () => {
  test.each([
    'if code == 200: r.json()',
    'if code == 200:\n    assert r.status_code == 200',
    code`
      if code == 303:
          pass
      else:
          assert r.text == "a"
    `,
    'if code == 303: return\nr.json()',
    code`
      if code == 303:
          with x:
              return
      assert r.status_code == 200
    `,
    code`
      for one in r:
          if one: break
          r.json()
    `,
    'body = r.json() if r.content else None',
    'body = code == 200 and r.json()',
    'assert r.content == b"" or r.json()',
    'assert code == 404 or r.status_code == 200',
    code`
      try:
          r.json()
      except ValueError:
          pass
    `,
    code`
      try:
          pass
      except ValueError:
          r.json()
    `,
    'with pytest.raises(ValueError):\n    r.json()',
    'assert r.status_code == code, r.json()',
    'assert r.status_code == code, f"{r.json()}"',
    'check = lambda: r.json()',
    code`
      def check():
          r.json()
      if code == 200: check()
    `,
    '[one.json() for one in [r] if one.ok]',
    'assertEqual(r.text, "", "not empty")',
    'both = [r, client.get("/b")]\nassert both[1].json()',
    'a, b = [r, *others]\nassert b.json()',
    code`
      if not r.content:
          r = client.get("/b")
      assert r.json()
    `,
    code`
      while code == 303:
          r = client.get("/b")
      assert r.json()
    `,
    code`
      def follow(r):
          for path in r: r = client.get(path)
          return r
      assert follow(r).json()
    `,
    code`
      def ok(r): r.json()
      def moved(r): pass
      check = ok if code == 200 else moved
      check(r)
    `,
    'while code == 200:\n    r.json()',
    code`
      match code:
          case 200:
              r.json()
    `,
    code`
      check(r) if code == 200 else None
      def check(r):
          r.json()
    `,
    code`
      def check(r):
          if code == 303: return
          r.json()
      check(r)
    `,
    'out = r\nif code == 200: out.json()',
  ])('does not say that it is no redirect: %s', async (lines) => {
    expect((await seenAfter(lines))[0]).toBe('untold');
  });

  test.each([
    'with lock:\n    r.json()',
    'for key in "ab":\n    assert r.json()[key]',
    code`
      try:
          r.json()
      finally:
          pass
    `,
    code`
      try:
          pass
      except ValueError:
          pass
      finally:
          r.json()
    `,
    'assert code == 200 and r.status_code == 200',
    code`
      if x:
          raise ValueError
      r.json()
    `,
    '[one.json() for one in [r]]',
    code`
      def check(r):
          r.json()
      check(r)
    `,
    'if r.json(): pass',
    'both = [r, client.get("/b")]\nfor one in both: assert one.json()',
    code`
      def ok(r): r.json()
      def fine(r): r.json()
      check = ok if code == 200 else fine
      check(r)
    `,
    code`
      if code == 200: s = r
      else: s = client.get("/b")
      assert r.json()
    `,
    'match r.json():\n    case []: pass',
    code`
      if x:
          s = client.get("/b")
          assert s.json()
      assert r.status_code == 200
    `,
  ])('says it where it is said on every path: %s', async (lines) => {
    expect((await seenAfter(lines))[0]).toBe('final');
  });

  test('may say that it is one', async () => {
    expect(await seenAfter('if code == 303:\n    assert r.status_code == 303')).toEqual(['redirect']);
  });
});
