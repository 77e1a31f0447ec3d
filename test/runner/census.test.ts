import { describe, expect, test } from 'vitest';
import { languages } from '../../src/languages/index.ts';
import type { LanguageName } from '../../src/core/rule.ts';
import type { Seen } from '../../src/core/report.ts';
import { run, type RunOptions } from '../../src/runner/run.ts';
import { code } from '../support/snippets.ts';
import { defaults, repository } from './support.ts';

const seen = async (
  files: Readonly<Record<string, string>>,
  options: Partial<RunOptions> = {},
): Promise<Seen | undefined> =>
  (await run({ ...defaults, cwd: repository(files), mode: 'check', ...options })).report.summary.seen;

const conftest = code`
  import pytest
  from fastapi.testclient import TestClient

  @pytest.fixture
  def api(app):
      return TestClient(app)

  @pytest.fixture
  def admin_client(app):
      return TestClient(app)

`;
/** Nothing here can need a change, so it is not parsed. */
const reading = code`
  def test_read(api, admin_client):
      assert api.get("/orders").json() == []
      assert admin_client.get(f"/orders/{1}").json().get("id") == 1

`;
const writing = code`
  def test_write(api):
      api.post("/orders", data="x")
      api.get("/orders")

`;

describe('a run counts', () => {
  test.each<[string, Readonly<Record<string, string>>, Partial<RunOptions>, Seen | undefined]>([
    [
      'every call of a file that is parsed',
      { 'conftest.py': conftest, 'test_a.py': writing },
      {},
      { calls: 2, clients: 1, files: 1 },
    ],
    [
      'the calls of files in which nothing can need a change',
      { 'conftest.py': conftest, 'test_a.py': writing, 'test_b.py': reading },
      {},
      { calls: 4, clients: 2, files: 2 },
    ],
    [
      'calls of what is visibly made a client, where no file is parsed',
      { 'conftest.py': conftest, 'test_b.py': reading },
      {},
      { calls: 2, clients: 2, files: 1 },
    ],
    [
      'calls of what the user calls a client',
      { 'conftest.py': conftest, 'test_b.py': reading },
      { clients: ['api'] },
      { calls: 2, clients: 2, files: 1 },
    ],
    [
      'no client of other packages beside it',
      {
        'conftest.py': conftest,
        'test_b.py': code`
          def test_read(http_client, redis_client, client):
              http_client.get("/orders")
              redis_client.get("/key")
              client.get("/orders")

        `,
      },
      {},
      { calls: 0, clients: 0, files: 0 },
    ],
    [
      'a client of JavaScript that shows its interface, in files that are parsed and in others',
      {
        'client.ts': code`
          export class TestClient {
            get(url: string, options?: { allowRedirects?: boolean }) { return this.request('GET', url, options); }
            request(method: string, url: string, options?: { allowRedirects?: boolean }) { return send(method, url, options); }
          }

        `,
        'a.test.ts':
          "import { TestClient } from './client';\nconst api = new TestClient();\napi.get('/', { allowRedirects: true });\n",
        'b.test.ts': "import { TestClient } from './client';\nconst api = new TestClient();\napi.get('/');\n",
      },
      {},
      { calls: 2, clients: 1, files: 2 },
    ],
    [
      'no class of JavaScript that is only called like a client',
      {
        'a.test.ts':
          "import { TestClient } from 'x';\nconst client = new TestClient(app);\nclient.get('/');\n",
      },
      { select: ['follow-redirects'] },
      { calls: 0, clients: 0, files: 0 },
    ],
    [
      'nothing where only names speak for a client',
      { 'a.py': 'client.post("/", data="x")\n' },
      {},
      { calls: 0, clients: 0, files: 0 },
    ],
    [
      'nothing where the rules look at no calls',
      { 'conftest.py': conftest },
      { select: ['asgi-transport'] },
      undefined,
    ],
  ])('%s', async (_, files, options, expected) => {
    expect(await seen(files, options)).toEqual(expected);
  });
});

describe('without being parsed, a text shows the calls of', () => {
  const callsIn = async (name: LanguageName, text: string): Promise<unknown> => {
    const gate = await languages.find((one) => one.name === name)?.loadGate();
    return Object.fromEntries(gate?.callsIn(text) ?? []);
  };

  test.each<[string, string, Readonly<Record<string, number>>]>([
    [
      'names and attributes',
      'client.get("/"); self.api.post(url="/a"); client.delete(f"{base}/b")',
      { client: 2, 'self.api': 1 },
    ],
    ['absolute URLs', 'client.get(\n    "https://example.org/"\n)', { client: 1 }],
    ['no dictionary', 'data.get("id"); os.environ.get("HOME")', {}],
    ['no decorator', '@app.get("/")\n@router.post("/a")\ndef f(): ...', {}],
    ['nothing that is computed', 'make().get("/"); clients[0].get("/")', {}],
  ])('Python: %s', async (_, text, expected) => {
    expect(await callsIn('python', text)).toEqual(expected);
  });

  test.each<[string, string, readonly string[]]>([
    ['what it makes', 'api = testclient.TestClient(app)\nself.api = TestClient(app)', ['api', 'self.api']],
    ['what it annotates', 'def test_a(api: TestClient, b: "t.TestClient"): ...', ['api', 'b']],
    ['what it enters', 'with TestClient(make(app)) as api:\n    pass', ['api']],
    [
      'fixtures',
      'def api(app):\n    return TestClient(app)\ndef b():\n    yield TestClient(app)',
      ['api', 'b'],
    ],
    ['annotated fixtures', 'def api() -> Iterator[TestClient]:\n    yield make()', ['api']],
    [
      'fixtures that give a name',
      'def api():\n    with TestClient(app) as c:\n        yield c\n',
      ['c', 'api'],
    ],
    ['none that it only imports', 'from x import TestClient\nclient.get("/")', []],
    ['no other clients', 'client = httpx.Client()\nredis_client = Redis()  # TestClient', []],
    ['no function beside one', 'def a():\n    return 1\ndef b():\n    return TestClient(app)', ['b']],
  ])('Python: the names of %s', async (_, text, expected) => {
    const gate = await languages.find(({ name }) => name === 'python')?.loadGate();
    expect(gate?.clientsIn?.(text)).toEqual(expected);
  });

  test.each<[string, string, Readonly<Record<string, number>>]>([
    [
      'names and members',
      'client.get("/"); this.api.post<Order>(`/a`); client.delete(`${base}/b`)',
      { client: 2, 'this.api': 1 },
    ],
    ['no map', 'map.get("id"); new Map().get("/")', {}],
  ])('JavaScript: %s', async (_, text, expected) => {
    expect(await callsIn('javascript', text)).toEqual(expected);
  });
});
