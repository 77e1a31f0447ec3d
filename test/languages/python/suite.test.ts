import { describe, expect, test } from 'vitest';
import { migrate } from '../../../src/core/engine/migrate.ts';
import { verdictOn } from '../../../src/clients/redirects/verdict.ts';
import { isOnNewClient } from '../../../src/clients/suites.ts';
import { python } from '../../../src/languages/python/index.ts';
import { rules } from '../../../src/registry.ts';
import { contextOf, openIn, projectOf } from '../../support/project.ts';
import { everything } from '../../support/wants.ts';

const TEST = 'tests/api/test_it.py';
const HEAD = 'from starlette.testclient import TestClient\nclient = TestClient(app)\n';

/** Whether the tests of a file run on the new client already. */
async function isOnNew(files: Readonly<Record<string, string>>): Promise<boolean> {
  const { document } = await openIn({ [TEST]: `${HEAD}client.post("/")\n`, ...files }, TEST);
  return isOnNewClient(document.suite());
}

describe('a suite runs on the new client', () => {
  test.each<[name: string, files: Readonly<Record<string, string>>]>([
    ['where a call has the new option', { [TEST]: `${HEAD}client.post("/", follow_redirects=False)` }],
    ['where a call has a raw body', { [TEST]: `${HEAD}client.post("/", content=b"raw")` }],
    [
      'where a client is made with it',
      { [TEST]: `${HEAD}TestClient(app, follow_redirects=False).post("/")` },
    ],
    ['where another test has it', { 'tests/test_b.py': `${HEAD}client.put("/", follow_redirects=True)` }],
    ['where a conftest has it', { 'tests/conftest.py': `${HEAD}client.put("/", content="a")` }],
    ['where a version is required', { 'pyproject.toml': 'dependencies = ["starlette>=0.27", "anyio"]' }],
    ['where one is pinned', { 'requirements.txt': 'fastapi[all] == 0.95.1 # pinned\n' }],
    ['where one is required by Poetry', { 'pyproject.toml': 'fastapi = "^0.88"\n' }],
    [
      'where one is required with extras',
      { 'pyproject.toml': 'fastapi = { extras = ["all"], version = "^1.0" }' },
    ],
    ['where one is required near the tests', { 'tests/requirements.txt': 'starlette~=0.21.0' }],
    // Takes minutes if every way to share out the blanks is tried.
    [
      'where one is required behind many blanks',
      { 'setup.cfg': `requests${' '.repeat(200_000)}\nstarlette${' '.repeat(200_000)}>=0.27\n` },
    ],
  ])('%s', async (_name, files) => {
    expect(await isOnNew(files)).toBe(true);
  });
});

describe('nothing shows that a suite runs on the new client', () => {
  test.each<[name: string, files: Readonly<Record<string, string>>]>([
    ['where there is nothing', {}],
    ['where calls have the old option', { [TEST]: `${HEAD}client.post("/", allow_redirects=False)` }],
    [
      'where a client of httpx has the new one',
      { 'tests/test_b.py': 'import httpx\nhttpx.Client(follow_redirects=True)' },
    ],
    ['where something else has it', { [TEST]: `${HEAD}Message(content="a", follow_redirects=True)` }],
    [
      'where the tests of another folder have it',
      { 'other/tests/test_b.py': `${HEAD}client.put("/", content="a")` },
    ],
    [
      'where an older version is required',
      { 'pyproject.toml': 'dependencies = ["starlette>=0.20", "fastapi==0.85.0"]' },
    ],
    ['where one is only the highest', { 'requirements.txt': 'starlette<0.30' }],
    ['where the package has another name', { 'requirements.txt': 'fastapi-users==10.0' }],
    [
      'where it is required and the suite has the old option still',
      {
        'requirements.txt': 'starlette==0.27',
        'tests/test_b.py': `${HEAD}client.put("/", allow_redirects=False)`,
      },
    ],
  ])('%s', async (_name, files) => {
    expect(await isOnNew(files)).toBe(false);
  });
});

/** What is made of the first call of a file. */
async function seenIn(files: Readonly<Record<string, string>>): Promise<string> {
  const opened = await openIn(files, TEST);
  const [call] = opened.calls;
  return call ? verdictOn(call, contextOf(opened)).seen : 'no call';
}

describe('in a suite that runs on the new client', () => {
  const NEW = { 'pyproject.toml': 'starlette = "^0.30"' };
  const APP = {
    'app.py': `
      from fastapi import FastAPI
      from fastapi.responses import RedirectResponse
      app = FastAPI()
      @app.post("/a")
      def a(): return RedirectResponse("/")
      @app.post("/b")
      def b(): ...
    `,
  };
  const reading = (statement: string): string =>
    `from starlette.testclient import TestClient\nfrom app import app\nclient = TestClient(app)\n${statement}\n`;

  test.each<[statement: string, before: string, now: string]>([
    ['client.post("/a")', 'possible', 'final'],
    ['client.post("/c")', 'untold', 'final'],
    ['assert client.post("/a").status_code == 307', 'redirect', 'redirect'],
    ['assert client.post("/a").cookies["a"]', 'hint', 'hint'],
    ['assert client.post("/b").cookies["a"]', 'hint', 'final'],
    ['assert client.post("/c").headers["location"]', 'hint', 'final'],
  ])('%s', async (statement, before, now) => {
    expect(await seenIn({ ...APP, [TEST]: reading(statement) })).toBe(before);
    expect(await seenIn({ ...APP, ...NEW, [TEST]: reading(statement) })).toBe(now);
  });
});

test.each<[statement: string, edits: number]>([
  ['client.get("/", params={"a": True, "b": None})', 2],
  ['client.post("/", data={"a": b"x"})', 1],
  ['client.post("/", files={"f": b"x"})', 1],
  ['client.post("/", files={"f": ("a.txt", "text")})', 1],
  ['client.get("/p", params=[("a", 1), ("b", 2), ("a", 3)])', 1],
])('%s stays in a suite that runs on the new client, and expects what it sends', async (statement, edits) => {
  const made = async (source: string): Promise<number> => {
    const text = `${HEAD}${source}\n`;
    const result = await migrate(text, TEST, python, { rules, project: projectOf({ [TEST]: text }) });
    return result.status === 'changed' ? result.edits : 0;
  };
  expect(await made(statement)).toBe(edits);
  expect(await made(`client.get("/", follow_redirects=False)\n${statement}`)).toBe(0);
});

test('what a run has written into the file itself is no evidence', async () => {
  const project = projectOf({ [TEST]: `${HEAD}client.post("/", data="raw")\n` });
  const options = { project, settings: { clients: [] }, wanted: everything };
  const document = await python.open(`${HEAD}client.post("/", content="raw")\n`, TEST, options);
  expect(document.suite().options).toEqual([]);
});
