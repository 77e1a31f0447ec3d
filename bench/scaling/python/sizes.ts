import { times, type Files, type Shape } from '../shape.ts';
import { CHANGING, CLIENT, testModule } from './module.ts';

const changingTests = (n: number): string =>
  times(
    n,
    (i) => `

def test_redirect_of_order_${i}():
    response = client.get("/orders/${i}", allow_redirects=False)
    assert response.status_code == 307
`,
  );

/** A module of data, and a test with a client of its own that looks at it. */
const withData = (n: number, head: string): Files => ({
  'rows.py': `${head}ROWS = [\n${times(n, (i) => `    {"number": ${i}, "name": "row ${i}", "price": ${i}.5},\n`)}]\n`,
  ...testModule(`from rows import ROWS\n${CHANGING}\n\ndef test_rows():\n    assert len(ROWS) == ${n}\n`),
});

/** Modules with much of one thing. */
export const SIZES: readonly Shape[] = [
  {
    name: 'calls',
    what: 'tests with a call that changes, in one module',
    size: 8_000,
    files: (n) => testModule(changingTests(n)),
  },
  {
    name: 'reads',
    what: 'reads of one response in one test',
    size: 16_000,
    files: (n) =>
      testModule(`
def test_reads():
    response = client.get("/")
${times(n, (i) => `    assert response.ok, "step ${i} is to pass"\n`)}`),
  },
  {
    name: 'methods',
    what: 'tests in one class, with a client on self',
    size: 8_000,
    files: (n) =>
      testModule(`
class TestAll:
    def setup_method(self):
        self.client = TestClient(app)
${times(
  n,
  (i) => `
    def test_${i}(self):
        response = self.client.get("/orders/${i}", allow_redirects=False)
        assert response.status_code == 307
`,
)}`),
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
  {
    name: 'rows',
    what: 'rows of parametrize',
    size: 16_000,
    files: (n) =>
      testModule(`
import pytest


@pytest.mark.parametrize("path, options, status", [
${times(n, (i) => `    ("/orders/${i}", {"allow_redirects": False}, 307),\n`)}])
def test_rows(path, options, status):
    assert client.get(path, **options).status_code == status
`),
  },
  {
    name: 'data',
    what: 'lines of a dictionary beside tests',
    size: 56_000,
    files: (n) =>
      testModule(`${CHANGING}

DATA = {
${times(n, (i) => `    "key-${i}": ${i},\n`)}}
`),
  },
  {
    name: 'records',
    what: 'records of a list that a test goes through',
    size: 16_000,
    files: (n) =>
      testModule(`
RECORDS = [
${times(n, (i) => `    {"path": "/orders/${i}", "number": ${i}, "ok": True},\n`)}]


def test_records():
    for record in RECORDS:
        assert client.get(record["path"], allow_redirects=False).ok == record["ok"]
`),
  },
  {
    name: 'imports',
    what: 'imports of a test module',
    size: 8_000,
    files: (n) =>
      testModule(`${times(n, (i) => `from package_${i}.module import name_${i}, other_${i}\n`)}${CHANGING}`),
  },
  {
    name: 'decorators',
    what: 'decorators of one test',
    size: 8_000,
    files: (n) =>
      testModule(`
import pytest

${times(n, (i) => `@pytest.mark.mark_${i}("reason", number=${i})\n`)}def test_decorated():
    assert client.get("/", allow_redirects=False).status_code == 307
`),
  },
  {
    name: 'large',
    what: 'tests with a call that changes, in a module of 3.8 MB',
    size: 28_000,
    files: (n) => testModule(changingTests(n)),
  },
  {
    name: 'rows-of-data',
    what: 'lines of a module of data that a test imports',
    size: 60_000,
    files: (n) => withData(n, ''),
  },
  {
    name: 'rows-beside-client',
    what: 'lines of a module of data that makes a client, too',
    size: 60_000,
    files: (n) => withData(n, `${CLIENT}\n`),
  },
];
