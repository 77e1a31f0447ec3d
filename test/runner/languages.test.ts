import { expect, test } from 'vitest';
import { run, type RunOptions } from '../../src/runner/run.ts';
import { repository, statuses, textOf } from './support.ts';
import { code } from '../support/snippets.ts';

const options = (cwd: string): RunOptions => ({
  cwd,
  paths: ['.'],
  mode: 'write',
  level: 'differs',
  strictParsing: false,
  allowUnmatched: false,
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

test('one run migrates files of every language', async () => {
  const root = repository({
    'py/conftest.py': code`
      import pytest
      from fastapi.testclient import TestClient

      @pytest.fixture
      def api():
          return TestClient(app)

    `,
    'py/test_a.py': code`
      def test_a(api):
          api.get("/", allow_redirects=False)

    `,
    'tsconfig.json': '{ "compilerOptions": { "paths": { "~/*": ["./ts/*"] } } }',
    'ts/client.ts': code`
      export class TestClient {
        post(url: string, options?: object): unknown { return [url, options]; }
        request(method: string, url: string, options?: { data?: unknown; json?: unknown }): unknown { return options; }
      }

    `,
    'ts/setup.ts': code`
      import { TestClient } from './client';
      export const http = new TestClient(app);
      export const all = new Map<string, TestClient>();

    `,
    'ts/boot.ts': "export { http, all } from './setup';\n",
    'ts/a.test.ts': code`
      import { http } from '~/boot';
      await http.get('/', { allowRedirects: false });

    `,
    // Only the compiler knows what a map holds.
    'ts/b.test.ts': code`
      import { all } from '~/boot';
      await all.get('x')!.post('/', { data: 'x' });

    `,
    'js/setup.cjs': code`
      const { TestClient } = require('framework');
      module.exports = new TestClient(app);

    `,
    'js/a.test.js': code`
      const http = require('./setup.cjs');
      http.post('/', { data: 'x' });

    `,
    'js/b.test.js': code`
      const api = require('./other');
      api.get('/', { allowRedirects: false });

    `,
    'js/broken.test.js': 'new TestClient(app).get(',
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

test('a helper whose parameter is called anything is migrated where another file hands it a client', async () => {
  const root = repository({
    'tests/test_a.py':
      'from fastapi.testclient import TestClient\nfrom .helpers import send\n\ndef test_a():\n    send(TestClient(app), "/", "x")\n',
    'tests/helpers.py':
      'def send(api, url, body: str):\n    return api.post(url, data=body, allow_redirects=False)\n',
    'ts/a.test.ts':
      "import { TestClient } from 'testing';\nimport { send } from './helpers';\nsend(new TestClient(app), '/', 'x');\n",
    'ts/helpers.ts':
      'export const send = (api: any, url: string, body: string) =>\n  api.post(url, { data: body, allowRedirects: false });\n',
  });
  expect(statuses(await run(options(root)))).toEqual(['tests/helpers.py: changed', 'ts/helpers.ts: changed']);
  expect(textOf(root, 'tests/helpers.py')).toContain('api.post(url, content=body, follow_redirects=False)');
  expect(textOf(root, 'ts/helpers.ts')).toContain('api.post(url, { content: body, followRedirects: false })');
});
