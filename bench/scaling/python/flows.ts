import { times, type Shape } from '../shape.ts';
import { testModule } from './module.ts';

/** Values that go a long way, or many ways. */
export const FLOWS: readonly Shape[] = [
  {
    name: 'assignments',
    what: 'names, each bound to the one before',
    size: 2_000,
    files: (n) =>
      testModule(`
client_0 = client
${times(n, (i) => `client_${i + 1} = client_${i}\n`)}

def test_last():
    assert client_${n}.get("/", allow_redirects=False).ok
`),
  },
  {
    name: 'rebound',
    what: 'branches that bind one name anew',
    size: 16_000,
    files: (n) =>
      testModule(`
def test_rebound(mode):
    chosen = client
${times(n, (i) => `    if mode == ${i}:\n        chosen = TestClient(app)\n`)}
    assert chosen.get("/", allow_redirects=False).ok
`),
  },
  {
    name: 'rebound-used',
    what: 'bindings of one name with a call after each',
    size: 4_000,
    files: (n) =>
      testModule(`
def test_rebound(mode):
    chosen = client
${times(n, (i) => `    chosen = TestClient(app)\n    assert chosen.get("/${i}", allow_redirects=False).ok\n`)}`),
  },
  {
    name: 'responses',
    what: 'bindings of one response with reads after each',
    size: 8_000,
    files: (n) =>
      testModule(`
def test_responses():
${times(n, (i) => `    response = client.get("/${i}")\n    assert response.ok\n`)}`),
  },
  {
    name: 'stored-keys',
    what: 'keys stored in a dictionary that a call spreads after each',
    size: 8_000,
    files: (n) =>
      testModule(`
def test_stored():
    options = {}
${times(n, (i) => `    options["key_${i}"] = ${i}\n    client.get("/${i}", **options)\n`)}`),
  },
  {
    name: 'same-key',
    what: 'values stored under one key with a spread after each',
    size: 8_000,
    files: (n) =>
      testModule(`
def test_stored():
    options = {}
${times(n, (i) => `    options["k"] = ${i}\n    client.get("/", **options)\n`)}`),
  },
  {
    name: 'pairs',
    what: 'pairs of a form',
    size: 16_000,
    files: (n) =>
      testModule(`
def test_form():
    client.post("/", data=[
${times(n, (i) => `        ("name_${i}", "value ${i}"),\n`)}    ])
`),
  },
  {
    name: 'callers',
    what: 'callers of a helper',
    size: 8_000,
    files: (n) =>
      testModule(`
def fetch(used, path):
    return used.get(path, allow_redirects=False)

${times(n, (i) => `\ndef test_${i}():\n    assert fetch(client, "/orders/${i}").status_code == 307\n\n`)}`),
  },
  {
    name: 'callers-and-calls',
    what: 'calls in a helper, and as many callers of it',
    size: 4_000,
    files: (n) =>
      testModule(`
def fetch(used, path):
${times(n, (i) => `    used.get(f"/${i}/{path}", allow_redirects=False)\n`)}
${times(n, (i) => `\ndef test_${i}():\n    fetch(client, "/orders/${i}")\n\n`)}`),
  },
  {
    name: 'helpers',
    what: 'helpers, each calling the one before',
    size: 4_000,
    files: (n) =>
      testModule(`
def fetch_0(used):
    return used.get("/", allow_redirects=False)

${times(n, (i) => `\ndef fetch_${i + 1}(used):\n    return fetch_${i}(used)\n\n`)}
def test_last():
    assert fetch_${n}(client).ok
`),
  },
  {
    name: 'globals',
    what: 'functions that bind a global name',
    size: 8_000,
    files: (n) =>
      testModule(`
current = None

${times(n, (i) => `\ndef set_${i}():\n    global current\n    current = TestClient(app)\n\n`)}
def test_current():
    assert current.get("/", allow_redirects=False).ok
`),
  },
  {
    name: 'handed-on',
    what: 'calls that hand a client to functions of other modules',
    size: 8_000,
    files: (n) =>
      testModule(`
from shop import check

def test_all():
${times(n, (i) => `    check(client, ${i})\n`)}    assert client.get("/", allow_redirects=False).ok
`),
  },
];
