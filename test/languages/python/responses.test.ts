import { describe, expect, test } from 'vitest';
import { linesOf } from '../../../src/core/lines.ts';
import { openIn } from '../../support/project.ts';

/** `line seen` of each call in the file `path` of a project. */
async function usesIn(files: Readonly<Record<string, string>>, path: string): Promise<string[]> {
  const { document, source, calls } = await openIn(files, path);
  const lines = linesOf(source);
  return calls.map((call) => `${lines.at(call.start).line} ${document.use(call).seen}`);
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
    'nothing read, in a project that answers none',
    { 'app.py': 'pass', 'tests/test_a.py': `${CLIENT}\n  client.post("/a")` },
    'tests/test_a.py',
    ['4 final'],
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
];

describe('what the code makes of a response', () => {
  test.each(ROWS)('%s', async (_name, files, path, seen) => {
    expect(await usesIn(files, path)).toEqual(seen);
  });
});
