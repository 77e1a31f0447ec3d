import { expect, test } from 'vitest';
import { run, type RunOptions } from '../../src/runner/run.ts';
import { repository, statuses, textOf } from './support.ts';

const options = (cwd: string): RunOptions => ({
  cwd,
  paths: ['.'],
  mode: 'write',
  strict: false,
  unsafe: false,
  select: ['follow-redirects', 'data-to-content'],
  ignore: [],
  clients: [],
  include: [],
  exclude: [],
  noIgnore: false,
  forceExclude: false,
  allowDirty: false,
});

test('one run migrates every language, each file with the files of its own', async () => {
  const root = repository({
    'py/conftest.py':
      'import pytest\nfrom fastapi.testclient import TestClient\n\n@pytest.fixture\ndef api():\n    return TestClient(app)\n',
    'py/test_a.py': 'def test_a(api):\n    api.get("/", allow_redirects=False)\n',
    'tsconfig.json': '{ "compilerOptions": { "paths": { "~/*": ["./ts/*"] } } }',
    'ts/client.ts':
      'export class TestClient {\n  post(url: string, options?: object): unknown { return [url, options]; }\n}\n',
    'ts/setup.ts':
      "import { TestClient } from './client';\nexport const http = new TestClient(app);\nexport const all = new Map<string, TestClient>();\n",
    'ts/boot.ts': "export { http, all } from './setup';\n",
    'ts/a.test.ts': "import { http } from '~/boot';\nawait http.get('/', { allowRedirects: false });\n",
    // Only the compiler knows what a map holds.
    'ts/b.test.ts': "import { all } from '~/boot';\nawait all.get('x')!.post('/', { data: 'x' });\n",
    'js/setup.cjs': "const { TestClient } = require('framework');\nmodule.exports = new TestClient(app);\n",
    'js/a.test.js': "const http = require('./setup.cjs');\nhttp.post('/', { data: 'x' });\n",
    'js/b.test.js': "const api = require('./other');\napi.get('/', { allowRedirects: false });\n",
    'js/broken.test.js': 'client.get(',
  });
  const outcome = await run(options(root));
  expect(statuses(outcome)).toEqual([
    'js/a.test.js: changed',
    'js/broken.test.js: failed (syntax-error)',
    'py/test_a.py: changed',
    'ts/a.test.ts: changed',
    'ts/b.test.ts: changed',
  ]);
  expect(textOf(root, 'py/test_a.py')).toContain('api.get("/", follow_redirects=False)');
  expect(textOf(root, 'ts/a.test.ts')).toContain("http.get('/', { followRedirects: false })");
  expect(textOf(root, 'ts/b.test.ts')).toContain("all.get('x')!.post('/', { content: 'x' })");
  expect(textOf(root, 'js/a.test.js')).toContain("http.post('/', { content: 'x' })");
});
