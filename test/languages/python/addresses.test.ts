import { describe, expect, test } from 'vitest';
import { lineName } from '../../../src/core/lines.ts';
import { option } from '../../../src/core/model/calls.ts';
import { openIn } from '../../support/project.ts';

const CONFTEST = `
  import pytest
  from starlette.testclient import TestClient
  @pytest.fixture
  def http():
      with TestClient(app, base_url="http://testserver/api") as client:
          yield client
  @pytest.fixture
  def other():
      return TestClient(app, base_url="http://testserver/v1")
`;

/** Where the calls of each client go that a file makes: where they stand, and their URLs; `...` for what is not known. */
async function addressesIn(files: Readonly<Record<string, string>>, path: string) {
  const { document } = await openIn(files, path);
  return document.sites.flatMap((site) => {
    const base = site.kind === 'construction' ? option(site, 'baseUrl') : undefined;
    if (site.kind !== 'construction' || !base) return [];
    const { value, calls, others } = document.addresses(site, base.value);
    const texts = [value, ...calls.map(({ url }) => url)].map((all) =>
      all.map(({ head, open }) => (open ? `${head}...` : head)).join(' | '),
    );
    return [
      { value: texts[0], calls: calls.map(({ where }, at) => `${lineName(where)} ${texts[at + 1]}`), others },
    ];
  });
}

describe('the calls of a client that is made in sight', () => {
  test('are found in the files that ask for its fixture, and told from those of another', async () => {
    const tests = `
      def test_a(http, other):
          http.get("/a")
          other.get("/b")
          http.post(f"/items/{next(ids)}")
    `;
    expect(await addressesIn({ 'conftest.py': CONFTEST, 'test_a.py': tests }, 'conftest.py')).toEqual([
      { value: 'http://testserver/api', calls: ['test_a.py:2 /a', 'test_a.py:4 /items/...'], others: false },
      { value: 'http://testserver/v1', calls: ['test_a.py:3 /b'], others: false },
    ]);
  });

  test('are found where another file imports it, or the class that sets itself up', async () => {
    const files = {
      'helpers.py': `
        from starlette.testclient import TestClient
        api = TestClient(app, base_url="http://testserver/api")
        class Api(TestClient):
            def __init__(self):
                super().__init__(app, base_url="http://testserver/v1")
      `,
      'test_a.py': `
        from helpers import api, Api
        def test_a():
            api.get(url="/a")
            Api().request("GET", "/b")
      `,
    };
    expect(await addressesIn(files, 'helpers.py')).toEqual([
      { value: 'http://testserver/api', calls: ['test_a.py:3 /a'], others: false },
      { value: 'http://testserver/v1', calls: ['test_a.py:4 /b'], others: false },
    ]);
  });

  test('may be sessions alone, or have a URL that is not known', async () => {
    const source = `
      from starlette.testclient import TestClient
      def test_a(url):
          client = TestClient(app, base_url="http://testserver/api")
          client.websocket_connect("/ws")
          other = TestClient(app, base_url="http://testserver/v1")
          other.get(*url)
    `;
    expect(await addressesIn({ 'test_a.py': source }, 'test_a.py')).toEqual([
      { value: 'http://testserver/api', calls: [], others: true },
      { value: 'http://testserver/v1', calls: ['test_a.py:6 ...'], others: false },
    ]);
  });
});
