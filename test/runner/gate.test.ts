import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { gate, type GateOptions } from '../../src/runner/project/gate.ts';
import type { SourceFile } from '../../src/runner/files/source-file.ts';
import { folder, tinyPython } from './support.ts';

async function relevant(
  files: Readonly<Record<string, string | Uint8Array>>,
  options: Partial<GateOptions> = {},
) {
  const root = folder(files);
  const sources = Object.keys(files).map((path): SourceFile => ({
    path,
    file: join(root, path),
    real: join(root, path),
    root: { folder: root, git: false },
    projectPath: path,
    language: tinyPython,
  }));
  const gated = await gate(sources, { clients: [], isWhole: async () => true, ...options });
  expect([gated.scanned, gated.unreadable]).toEqual([sources.length, []]);
  return gated.relevant.map(({ path }) => path);
}

const CONFTEST =
  'from fastapi.testclient import TestClient\n@pytest.fixture\ndef api():\n    return TestClient(app)\n';
const USE = 'def test(api):\n    api.get("/")\n';

describe('worth parsing is', () => {
  test.each<[string, Readonly<Record<string, string | Uint8Array>>, readonly string[]]>([
    ['a call beside the word client', { 'a.py': 'Client().get()' }, ['a.py']],
    ['not the word alone, not a call alone', { 'a.py': 'import client', 'b.py': 'd.get(1)', 'c.py': '' }, []],
    ['a call where a fixture of another file is named', { 'conftest.py': CONFTEST, 'a.py': USE }, ['a.py']],
    ['not where it is named in part', { 'conftest.py': CONFTEST, 'a.py': 'my_api.get()' }, []],
    [
      'a call where a fixture is named that takes such a fixture',
      {
        'conftest.py': CONFTEST,
        'sub/conftest.py': '@pytest.fixture\ndef http(api): return api',
        'z/conftest.py': '@pytest.fixture\ndef web(http): return http',
        'a.py': 'web.get()',
      },
      ['a.py'],
    ],
    [
      'not where a fixture takes another',
      { 'conftest.py': CONFTEST, 'b.py': '@pytest.fixture\ndef http(db): return db', 'a.py': 'http.get()' },
      [],
    ],
    ['UTF-16, so that it is named', { 'a.py': Buffer.from('\uFEFFclient.get()', 'utf16le') }, ['a.py']],
    [
      'whatever the encoding',
      { 'a.py': Buffer.from('# coding: latin-1\nclient.get("\xe9")', 'latin1') },
      ['a.py'],
    ],
    [
      'by names of any script',
      { 'c.py': CONFTEST.replace('def api', 'def clé'), 'a.py': 'clé.get()' },
      ['a.py'],
    ],
  ])('%s', async (_, files, expected) => expect(await relevant(files)).toEqual(expected));

  test('every call, if some files were not read', async () => {
    expect(await relevant({ 'a.py': USE, 'b.py': 'x = 1' }, { isWhole: async () => false })).toEqual([
      'a.py',
    ]);
  });

  test.each(['http', 'self.http', 'http()'])(
    'a call where the user says that %s is a client',
    async (name) => {
      expect(await relevant({ 'a.py': 'self.http.get()', 'b.py': 'x.get()' }, { clients: [name] })).toEqual([
        'a.py',
      ]);
    },
  );
});
