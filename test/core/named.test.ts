import { describe, expect, test } from 'vitest';
import { migrate } from '../../src/core/engine/migrate.ts';
import { clientName } from '../../src/core/language.ts';
import { languages } from '../../src/languages/index.ts';
import { rules } from '../../src/registry.ts';
import { projectOf } from '../support/project.ts';
import { code } from '../support/snippets.ts';

const PY = 'tests/test_a.py';
const JS = 'tests/a.test.ts';

/** What is counted in a file of a project, as far as unsafe fixes are allowed; a change or a listed finding is an error. */
async function countedIn(
  files: Readonly<Record<string, string>>,
  clients: readonly string[] = [],
): Promise<readonly string[]> {
  const [path = ''] = Object.keys(files);
  const language = await languages
    .find(({ name }) => name === (path.endsWith('.py') ? 'python' : 'javascript'))!
    .load();
  const project = projectOf(files);
  const result = await migrate(files[path] ?? '', path, language, {
    rules,
    allow: 'unsafe',
    project,
    settings: { clients },
  });
  if (result.status !== 'unchanged') return [result.status];
  return result.findings.map(({ rule, tally }) => `${rule}: ${tally ?? 'listed'}`);
}

const note = (name: string, quoted = name): string =>
  `named-client: on \`${name}\`, a test client by its name alone: \`--client ${quoted}\` takes it for one`;

describe('of what is a client by its name alone, the calls are counted and nothing is changed', () => {
  test.each<[string, Readonly<Record<string, string>>, ...string[]]>([
    [
      'a parameter',
      {
        [PY]: code`
          import fastapi
          def test_a(client):
              client.delete("/x", json={})
              client.get("/x", allow_redirects=False)
        `,
      },
      note('client'),
      note('client'),
    ],
    [
      'one finding for each call, whatever the rules say of it',
      {
        [PY]: 'import fastapi\ndef test_a(client):\n    client.delete("/x", json={}, allow_redirects=False)\n',
      },
      note('client'),
    ],
    [
      'an attribute',
      {
        [PY]: code`
          import fastapi
          class TestA:
              def test_a(self):
                  self.client.post("/x", data="raw")
        `,
      },
      note('self.client'),
    ],
    [
      'a call, whatever it passes',
      { [PY]: 'import fastapi\ndef test_a(lib):\n    lib.make_client(1).post("/x", data="raw")\n' },
      note('lib.make_client()', "'lib.make_client()'"),
    ],
    [
      'a parameter of JavaScript',
      { [JS]: 'export const f = (client) => client.post("/x", { data: "raw" }); // TestClient\n' },
      note('client'),
    ],
    [
      'a class of a package that is out of sight',
      {
        [JS]: code`
          import { TestClient } from "@acme/testing";
          const api = new TestClient(app);
          api.post("/x", { data: "raw" });
          TestClient.create(app).delete("/x", { json: {} });
        `,
        'tests/b.test.ts': '',
      },
      note('TestClient'),
      note('TestClient'),
    ],
    [
      'a function of a package that is out of sight',
      {
        [JS]: code`
          import { createTestClient } from "@acme/testing";
          const api = createTestClient(app);
          api.post("/x", { data: "raw" });
        `,
        'tests/b.test.ts': '',
      },
      note('createTestClient()', "'createTestClient()'"),
    ],
    [
      'nothing where no rule has anything to say',
      { [PY]: 'import fastapi\ndef test_a(client):\n    client.get("/x")\n' },
    ],
  ])('%s', async (_name, files, ...expected) => {
    expect(await countedIn(files)).toEqual(expected);
    // What the note says, pasted.
    for (const line of new Set(expected)) {
      const name = /--client '?([^`']+)/.exec(line)?.[1] ?? '';
      expect(await countedIn(files, [name])).toEqual(['changed']);
    }
  });
});

/** A test whose parameter is used like a client's old interface, beside something that speaks against one. */
const python = (more: string, call = 'client.post("/x", data="raw")'): string =>
  `import fastapi\n\n\ndef test_a(client, app, context):\n    ${call}\n    ${more.replaceAll('\n', '\n    ')}\n`;
const script = (more: string): string =>
  `// TestClient\nexport const f = async (client) => {\n  client.post("/x", { data: "raw" });\n  ${more}\n};\n`;

describe('nothing is counted where something speaks against a client', () => {
  test.each<[string, Readonly<Record<string, string>>]>([
    ['an import of another framework', { [PY]: `import quart\n${python('')}` }],
    ['an import of a service', { [PY]: `from tiled.client import from_app\n${python('')}` }],
    ['an import of a database', { [PY]: `import redis\n${python('')}` }],
    ['an import in conftest.py', { [PY]: python(''), 'tests/conftest.py': 'from sanic import Sanic\n' }],
    [
      'the base class',
      {
        [PY]: code`
          import fastapi
          from .base import Base
          class TestA(Base):
              def test_a(self):
                  self.client.post("/x", data="raw")
        `,
        'tests/__init__.py': '',
        'tests/base.py': 'from locust import HttpUser\nclass Base(HttpUser):\n    pass\n',
      },
    ],
    ['an await', { [PY]: python('', 'await client.post("/x", data="raw")').replace('def', 'async def') }],
    ['an await of another call', { [PY]: python('await client.get("/x")').replace('def', 'async def') }],
    ['a result that is unpacked', { [PY]: python('request, response = client.get("/x")') }],
    ['a method that no client has', { [PY]: python('client.set("key", 1)') }],
    ['an option that no client has', { [PY]: python('client.post("/x", content_type="text/plain")') }],
    ['too many arguments', { [PY]: python('client.get("/x", {}, None)') }],
    ['no URL', { [PY]: python('client.get()') }],
    ['a key in place of a URL', { [PY]: python('client.delete("key")') }],
    ['the idiom of other frameworks', { [PY]: python('', 'app.test_client.post("/x", data="raw")') }],
    [
      'code that is not about tests',
      { 'src/store.py': 'import fastapi\ndef f(client):\n    client.post("/x", data="raw")\n' },
    ],
    ['an import of another client in JavaScript', { [JS]: `import axios from "axios";\n${script('')}` }],
    ['a result that is unpacked in JavaScript', { [JS]: script('const [status] = await client.get("/x");') }],
    ['a method that no client has in JavaScript', { [JS]: script('client.query("/x");') }],
    [
      'an option that no client has in JavaScript',
      { [JS]: script('client.get("/x", { searchParams: {} });') },
    ],
    ['a key in place of a URL in JavaScript', { [JS]: script('client.delete("key");') }],
    [
      'the base class in JavaScript',
      {
        [JS]: code`
          import { Base } from "./base"; // TestClient
          class A extends Base { run() { this.client.post("/x", { data: "raw" }); } }
        `,
        'tests/base.ts': 'import request from "supertest";\nexport class Base {}\n',
      },
    ],
  ])('%s', async (_name, files) => {
    expect(await countedIn(files)).toEqual([]);
  });

  test('and the same calls are counted without it', async () => {
    expect(await countedIn({ [PY]: python('') })).toEqual([note('client')]);
    expect(await countedIn({ [JS]: script('') })).toEqual([note('client')]);
  });
});

test('a suppression comment and the settings keep a call from being counted', async () => {
  const path = PY;
  const source =
    'import fastapi\ndef test_a(client):\n    client.post("/x", data="raw")  # bump-testclient: ignore\n';
  expect(await countedIn({ [path]: source })).toEqual([]);
});

test.each([
  ['client', 'client'],
  [' self . client ', 'self.client'],
  ['this.#client!', 'this.#client'],
  ['world?.client', 'world.client'],
  ['make(app, f(x))', 'make()'],
  ['make()()', undefined],
  ['clients[0]', undefined],
  ['(await boot())', undefined],
])('the settings know `%s` as %s', (text, expected) => {
  expect(clientName(text)).toBe(expected);
});
