import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { noProject } from '../../src/core/language.ts';
import { languageOf } from '../../src/languages/index.ts';
import { findRoots } from '../../src/runner/files/git.ts';
import type { SourceFile } from '../../src/runner/files/source-file.ts';
import { gate, type GateOptions } from '../../src/runner/project/gate.ts';
import { openProject } from '../../src/runner/project/project.ts';
import { allRulesOf, callsOf } from '../support/wants.ts';
import { folder } from './support.ts';

type Contents = Readonly<Record<string, string | Uint8Array>>;

/** The files that are worth parsing; `given` are those that are looked at. */
async function relevant(
  files: Contents,
  options: Partial<GateOptions> = {},
  given: readonly string[] = Object.keys(files),
) {
  const folderOf = folder(files);
  const root = { folder: folderOf, git: false };
  const sources = given.map((path): SourceFile => {
    const file = join(folderOf, path);
    return { path, file, real: file, root, projectPath: path, language: languageOf(path)! };
  });
  const [first, ...more] = sources;
  const { language } = first!;
  const gated = await gate([first!, ...more], {
    wanted: callsOf(language.name),
    settings: { clients: [] },
    reportsUnused: true,
    project: () => openProject({ root, language, roots: findRoots(), noIgnore: false }),
    ...options,
  });
  expect([gated.scanned, gated.unreadable]).toEqual([sources.length, []]);
  return gated.relevant.map(({ path }) => path);
}

const CONFTEST =
  'import pytest\nfrom fastapi.testclient import TestClient\n@pytest.fixture\ndef api():\n    return TestClient(app)\n';
const USE = 'def test(api):\n    api.post("/")\n';
const SEND = 'def test(send):\n    send("/", data="x")\n';

describe('worth parsing is', () => {
  test.each<[string, Contents, readonly string[]]>([
    ['a call beside the name of a client', { 'a.py': 'client.post("/")' }, ['a.py']],
    [
      'not the name alone, not a call alone',
      { 'a.py': 'import client', 'b.py': 'd.post(1)', 'c.py': '' },
      [],
    ],
    [
      'a call below a conftest that knows a client',
      { 'conftest.py': CONFTEST, 'sub/a.py': USE, 'b.py': 'x = 1' },
      ['sub/a.py'],
    ],
    ['not beside such a folder', { 'sub/conftest.py': CONFTEST, 'other/a.py': USE }, []],
    [
      'a call in what a conftest imports',
      {
        'conftest.py': `${CONFTEST}from helpers import send`,
        'helpers.py': 'def send(c, u): c.post(u)',
        'b.py': '',
      },
      ['helpers.py'],
    ],
    [
      'a call in what imports such a file by way of another',
      {
        'tests/__init__.py': '',
        'tests/a.py': CONFTEST,
        'tests/b.py': 'from .a import *',
        'tests/c.py': 'from . import b\nb.api().post("/")',
        'tests/d.py': 'import json\nx.post("/")',
      },
      ['tests/c.py'],
    ],
    [
      'a call below a plugin of a conftest',
      {
        'conftest.py': 'pytest_plugins = ["plugins.clients"]',
        'plugins/clients.py': CONFTEST,
        'a.py': USE,
      },
      ['a.py'],
    ],
    [
      'no call of a method that no rule wants',
      { 'conftest.py': CONFTEST, 'a.py': 'def test(api): api.get("/")' },
      [],
    ],
    [
      'a call of what is handed in, where a file holds a method',
      {
        'conftest.py': `${CONFTEST}\n@pytest.fixture\ndef send(api): return api.post\n`,
        'a.py': SEND,
        'b.py': 'f(1)',
      },
      ['conftest.py', 'a.py'],
    ],
    ['not where none does', { 'conftest.py': CONFTEST, 'a.py': SEND }, []],
    [
      'not where the file that does can have no client',
      { 'tests/conftest.py': CONFTEST, 'tests/a.py': SEND, 'apart/b.py': 'f(a.post)' },
      [],
    ],
    ['a comment that suppresses nothing', { 'a.py': 'x = 1  # bump-testclient: ignore' }, ['a.py']],
    ['UTF-16, so that it is named', { 'a.py': Buffer.from('\uFEFFclient.post(1)', 'utf16le') }, ['a.py']],
    [
      'whatever the encoding',
      { 'a.py': Buffer.from('# coding: latin-1\nclient.post("\xe9")', 'latin1') },
      ['a.py'],
    ],
    [
      'by imports of any script',
      { 'clé.py': CONFTEST, 'a.py': 'from clé import x\nx().post("/")' },
      ['a.py'],
    ],
  ])('%s', async (_, files, expected) => expect(await relevant(files)).toEqual(expected));

  test.each<[string, Contents, readonly string[]]>([
    [
      'what imports a client',
      {
        'a.ts': "import { TestClient } from 'x';\nexport const api = new TestClient(app);",
        'b.ts': "export * from './a';",
        'c.ts': "import { api } from './b';\napi.post('/', { data });",
        'd.ts': "x.post('/', { data });",
      },
      ['c.ts'],
    ],
    [
      'what is given one',
      {
        'a.ts': "import { send } from './b.js';\nsend(new TestClient(app));",
        'b.ts': "export const send = (api: any) => api.post('/', { data });",
      },
      ['b.ts'],
    ],
  ])('in JavaScript, %s', async (_, files, expected) => expect(await relevant(files)).toEqual(expected));

  test('every place, when there are files that nobody looked at', async () => {
    const files = { 'a.py': USE, 'b.py': SEND, 'c.py': 'f(1)', 'd.py': CONFTEST };
    expect(await relevant(files, {}, ['a.py', 'b.py', 'c.py'])).toEqual(['a.py', 'b.py']);
  });

  const OTHER = 'import django\ndef test(client): client.post("/", data="x")\n';
  test.each<[string, Contents, readonly string[]]>([
    ['nothing, whatever is called like a client', { 'a.py': OTHER, 'b.py': USE }, []],
    [
      'what names a package that a rule asks for',
      { 'a.py': OTHER, 'b.py': 'import requests\nrequests.codes.ok', 'c.py': 'import numpy' },
      ['b.py'],
    ],
    [
      'a comment that suppresses nothing',
      { 'a.py': OTHER, 'b.py': 'x = 1  # bump-testclient: ignore' },
      ['b.py'],
    ],
    [
      'nothing beside a class of another framework',
      { 'a.py': `${OTHER}class OurTestClient: pass`, 'b.py': '' },
      [],
    ],
    [
      'every place beside a class of another name',
      { 'a.py': 'OurTestClient(app).post("/")', 'b.py': '' },
      ['a.py'],
    ],
    [
      'every place beside the name of a package',
      { 'a.py': OTHER, 'b.py': 'import starlette' },
      ['a.py', 'b.py'],
    ],
    ['not a part of such a name', { 'a.py': OTHER, 'b.py': 'import starlette_like' }, []],
    ['every place in a file that is alone', { 'a.py': 'client.post("/")' }, ['a.py']],
  ])('in a project that speaks of no client, %s', async (_, files, expected) =>
    expect(await relevant(files, { wanted: allRulesOf('python') })).toEqual(expected),
  );

  test('every place where the user names a client, parsing is strict, or a run was recorded', async () => {
    const files = { 'a.py': OTHER, 'b.py': '' };
    expect(await relevant(files, { settings: { clients: ['client'] } })).toEqual(['a.py']);
    expect(await relevant(files, { isStrict: true })).toEqual(['a.py']);
    const recorded = { tests: [], calls: [], through: [], reads: [] };
    const project = { ...noProject, files: () => Object.keys(files), recorded: () => recorded as never };
    expect(await relevant(files, { project: () => Promise.resolve(project) })).toEqual(['a.py']);
  });

  test.each(['http', 'self.http', 'http()'])(
    'a call where the user says that %s is a client',
    async (name) => {
      const settings = { clients: [name] };
      expect(await relevant({ 'a.py': 'self.http.post("/")', 'b.py': 'x.post("/")' }, { settings })).toEqual([
        'a.py',
      ]);
    },
  );

  test('a comment that suppresses nothing is not, where nobody wants to know', async () => {
    expect(await relevant({ 'a.py': 'x = 1  # bump-testclient: ignore' }, { reportsUnused: false })).toEqual(
      [],
    );
  });
});

test('what is kept of a file does not keep its text in memory', async () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const [count, size] = [100, 500_000];
  const text = (at: number) =>
    `from application.of.the.shop${at} import something_${at}\n${'#'.repeat(size)}\n`;
  const root = folder(Object.fromEntries(Array.from({ length: count }, (_, at) => [`a${at}.py`, text(at)])));
  const files = Array.from({ length: count }, (_, at): SourceFile => {
    const file = join(root, `a${at}.py`);
    return {
      path: file,
      file,
      real: file,
      root: { folder: root, git: false },
      projectPath: `a${at}.py`,
      language: languageOf(file)!,
    };
  });
  const [first, ...more] = files;
  let atEnd = 0;
  const measured = async () => {
    collect();
    atEnd = process.memoryUsage().heapUsed;
    return openProject({ root: first!.root, language: first!.language, roots: findRoots(), noIgnore: false });
  };
  collect();
  const before = process.memoryUsage().heapUsed;
  await gate([first!, ...more], {
    wanted: callsOf('python'),
    settings: { clients: [] },
    reportsUnused: true,
    // Asked for when all files have been looked at.
    project: measured,
  });
  expect(atEnd - before).toBeLessThan((count * size) / 4);
});
