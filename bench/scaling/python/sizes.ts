import { times, type Shape } from '../shape.ts';

/** Modules with much of one thing. */
export const SIZES: readonly Shape[] = [
  {
    name: 'calls',
    what: 'tests with a call that changes, in one module',
    size: 8_000,
    files: (n) => ({
      'test_calls.py': `from fastapi.testclient import TestClient\n\nfrom app import app\n\nclient = TestClient(app)\n${times(
        n,
        (i) => `

def test_redirect_of_order_${i}():
    response = client.get("/orders/${i}", allow_redirects=False)
    assert response.status_code == 307
`,
      )}`,
    }),
  },
  {
    name: 'fixtures',
    what: 'fixtures, each with a test',
    size: 1_000,
    files: (n) => ({
      'conftest.py': `import pytest\nfrom fastapi.testclient import TestClient\n\nfrom app import app\n${times(
        n,
        (i) => `

@pytest.fixture
def client_${i}():
    return TestClient(app)
`,
      )}`,
      'test_all.py': times(
        n,
        (i) => `
def test_${i}(client_${i}):
    assert client_${i}.get("/${i}", allow_redirects=False).status_code == 307

`,
      ),
    }),
  },
];
