import { expect, test } from 'vitest';
import { command } from '../../cli/command.ts';
import { code } from '../../support/snippets.ts';

const suite = code`
import acme.testing
import acme.testing as t
from acme.testing import ApiClient, API, make_client

made = ApiClient()
built = make_client()

class Mine(ApiClient):
    pass

def test_it(fixture, annotated: ApiClient, self):
    made.get("/made", allow_redirects=False)
    built.get("/built", allow_redirects=False)
    t.ApiClient().get("/module", allow_redirects=False)
    acme.testing.ApiClient().get("/dotted", allow_redirects=False)
    with ApiClient() as entered:
        entered.get("/entered", allow_redirects=False)
    Mine().get("/derived", allow_redirects=False)
    annotated.get("/annotated", allow_redirects=False)
    fixture.get("/fixture", allow_redirects=False)
    self.http.get("/attribute", allow_redirects=False)
    API.get("/constant", allow_redirects=False)
`;

/** The URLs of the calls that are migrated where these names are clients. */
async function migrated(
  clients: string,
  files: Readonly<Record<string, string>>,
): Promise<readonly string[]> {
  const { read } = await command(`--select follow-redirects --client ${clients}`, { files });
  return Object.keys(files)
    .flatMap((path) => [...read(path).matchAll(/get\("\/(\w+)", follow_redirects/g)])
    .map(([, url = '']) => url);
}

const OF_CLASS = ['made', 'module', 'dotted', 'entered', 'derived', 'annotated'];

test.each([
  ['a class', 'ApiClient', OF_CLASS],
  ['a class by its dotted name', 'acme.testing.ApiClient', OF_CLASS],
  ['the classes of a package', 'acme.testing', OF_CLASS],
  ['a factory', 'make_client()', ['built']],
  ['a fixture', 'fixture', ['fixture']],
  ['an attribute', 'self.http', ['attribute']],
  ['a constant', 'API', ['constant']],
  ['another class', 'OtherClient', []],
  ['another package', 'acme.tests', []],
])('--client takes %s of Python', async (_, clients, urls) => {
  expect(await migrated(clients, { 'test_a.py': suite })).toEqual(urls);
});

test.each([
  ['a class of the project', 'Browser', ['class']],
  ['a factory of the project', 'make_api()', ['factory']],
])('fixtures hand out what %s makes', async (_, clients, urls) => {
  const files = {
    'conftest.py': code`
    import pytest
    from helpers import Browser, make_api

    @pytest.fixture
    def b():
        return Browser()

    @pytest.fixture
    def m():
        return make_api()
    `,
    'helpers.py': code`
    from acme import Base, build

    class Browser(Base):
        def login(self):
            return self.post("/login")

    def make_api():
        return build()
    `,
    'test_a.py': code`
    def test_it(b, m):
        b.get("/class", allow_redirects=False)
        m.get("/factory", allow_redirects=False)
    `,
  };
  expect(await migrated(clients, files)).toEqual(urls);
});
