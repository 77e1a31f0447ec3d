import { symlinkSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { defaults, fill, folder, repository } from './support.ts';
import {
  commandApart,
  hasSpecialFiles,
  inProcess,
  isLinux,
  makeFifo,
  makeSocket,
  sourceUrl,
} from '../support/special.ts';

const MB = 1024 * 1024;

const python =
  'from starlette.testclient import TestClient\n\nclient = TestClient(app)\nclient.get("/", allow_redirects=False)\n';
const typescript =
  "import { TestClient } from './client';\n\nconst client: TestClient = make();\nclient.get('/', { allowRedirects: false });\nother.get('/', { allowRedirects: false });\n";
const suite = { 'test_a.py': python, 'tests/a.test.ts': typescript };

/** Files that are read besides the sources, by whatever looks for them. */
const CONFIGURATIONS = [
  '.gitignore',
  'pyproject.toml',
  'setup.cfg',
  'tox.ini',
  'requirements.txt',
  'requirements/dev.txt',
  'poetry.lock',
  'tsconfig.json',
  'package.json',
  'tests/conftest.py',
  'tests/client.ts',
  'tests/tsconfig.json',
  'node_modules/@types/node/package.json',
];

describe.skipIf(!hasSpecialFiles)('files that are read besides the sources', () => {
  test.each<[string, (path: string) => void]>([
    ['FIFOs', makeFifo],
    ['links to FIFOs', linkToFifo],
    ['links to a device that never ends', (path) => symlinkSync('/dev/zero', path)],
  ])('may be %s: they count as not there', async (_, make) => {
    const root = folder(suite);
    fill(root, { 'requirements/a': '', 'node_modules/@types/node/index.d.ts': '' });
    for (const path of CONFIGURATIONS) make(join(root, path));
    const { code, stdout, grown } = await commandApart(root, [
      '-n',
      '--unsafe',
      'test_a.py',
      'tests/a.test.ts',
    ]);
    expect(stdout).toContain('+client.get("/", follow_redirects=False)');
    expect(code).toBe(0);
    expect(grown).toBeLessThan(300 * MB);
  });

  function linkToFifo(path: string): void {
    makeFifo(`${path}.fifo`);
    symlinkSync(`${path}.fifo`, path);
  }
});

describe.each([
  ['git', repository],
  ['a walk', folder],
])('in a folder listed by %s', (_, make) => {
  test.skipIf(!hasSpecialFiles)('FIFOs and sockets called like sources are passed by', async () => {
    const root = make(suite);
    makeFifo(join(root, 'fifo.py'));
    symlinkSync('fifo.py', join(root, 'link.py'));
    symlinkSync('/dev/zero', join(root, 'zero.py'));
    await makeSocket(join(root, 'socket.py'));
    const { code, stderr } = await commandApart(root, ['--check']);
    expect(stderr).toContain('Scanned 2 files');
    expect(code).toBe(1);
  });

  test.skipIf(!hasSpecialFiles)('a file that becomes a FIFO during the run is told', async () => {
    const root = make({ ...suite, 'z.py': python });
    const { stdout } = await inProcess(`
      import { execFileSync } from 'node:child_process';
      import { rmSync } from 'node:fs';
      import { run } from ${sourceUrl('runner/run.ts')};
      const path = ${JSON.stringify(join(root, 'z.py'))};
      const onProgress = ({ phase, done }) => {
        if (phase !== 'migrating' || done !== 1) return;
        rmSync(path);
        execFileSync('mkfifo', [path]);
      };
      const options = ${JSON.stringify({ ...defaults, cwd: root, mode: 'check' })};
      const { report } = await run({ ...options, onProgress });
      console.log(JSON.stringify(report.files.map(({ path, status, error }) => [path, status, error?.message])));
    `);
    expect(JSON.parse(stdout)).toEqual([
      ['test_a.py', 'changed', null],
      ['tests/a.test.ts', 'changed', null],
      ['z.py', 'failed', 'it is a FIFO, not a regular file'],
    ]);
  });

  test.skipIf(!isLinux)('a link to an endless file of /proc is told, and little memory is used', async () => {
    const root = make(suite);
    symlinkSync('/proc/self/pagemap', join(root, 'x.py'));
    const { code, stdout, stderr, grown } = await commandApart(root, ['-n', '.', 'x.py']);
    expect(stderr).toContain('x.py:1:1: too-large: more than 64.0 MB is too large to read');
    expect(stdout).toContain('+client.get("/", follow_redirects=False)');
    expect(code).toBe(2);
    expect(grown).toBeLessThan(300 * MB);
  });
});

test('a configuration of 60 MB is refused, and not parsed', async () => {
  const root = folder(suite);
  for (const path of ['tsconfig.json', 'pyproject.toml', 'package.json']) {
    fill(root, { [path]: '{}' });
    truncateSync(join(root, path), 60 * MB);
  }
  const { code, stderr, grown } = await commandApart(root, ['-n']);
  expect(stderr).toContain('60.0 MB is too large to read');
  expect(code).toBe(2);
  expect(grown).toBeLessThan(300 * MB);
  const without = await commandApart(root, ['-n', '--no-config']);
  expect(without.code).toBe(0);
  expect(without.grown).toBeLessThan(300 * MB);
});
