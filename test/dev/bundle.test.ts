import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { bundle, writeBundle, type Output } from '../../src/dev/package/bundle.ts';
import { carriedFiles } from '../../src/dev/package/carried.ts';
import { ruleNames } from '../../src/dev/rules/files.ts';
import { folder } from '../runner/support.ts';

const BIN = 'dist/bin/bump-testclient.js';

let outputs: readonly Output[] = [];
beforeAll(async () => {
  outputs = await bundle('.');
}, 120_000);

function build(root: string): void {
  writeBundle(root, outputs);
  copyFileSync('package.json', join(root, 'package.json'));
  for (const { source, copy } of carriedFiles()) copyFileSync(source, join(root, copy));
}

test('the bundle reads a configuration of each kind', () => {
  const cwd = folder({
    'json/bump-testclient.config.json': '{ "strict": true }',
    'jsonc/bump-testclient.config.jsonc': '{ "strict": true, } // the gate',
    'toml/pyproject.toml': '[tool.bump-testclient]\nstrict = true\n',
    'package/package.json': '{ "bump-testclient": { "strict": true } }',
  });
  build(cwd);
  for (const path of ['json', 'jsonc', 'toml', 'package']) {
    const told = execFileSync(process.execPath, [BIN, '--print-config', path], { cwd, encoding: 'utf8' });
    expect(JSON.parse(told)).toMatchObject({ strict: { value: true } });
  }
});

test('the bundle asks the compiler of TypeScript', () => {
  const cwd = folder({
    'suite/client.ts': [
      'export class TestClient {',
      '  constructor(app: unknown) {}',
      '  post(url: string, options?: object): Promise<Response> { throw new Error(); }',
      '  request(method: string, url: string, options?: { allowRedirects?: boolean }): Promise<Response> { throw new Error(); }',
      '}',
    ].join('\n'),
    'suite/a.test.ts': [
      'import { TestClient } from "./client";',
      'function first<T>(all: T[]): T { return all[0]!; }',
      'first([new TestClient(1)]).post("/", { data: "x" });',
    ].join('\n'),
    'suite/tsconfig.json': '{}',
  });
  build(cwd);
  const told = execFileSync(process.execPath, [BIN, '--dry-run', 'suite'], { cwd, encoding: 'utf8' });
  expect(told).toContain('+first([new TestClient(1)]).post("/", { content: "x" });');
});

const preload = (source: string): string => `data:text/javascript,${encodeURIComponent(source)}`;

/** The files of the bundle that a run loads. */
function filesLoadedBy(cwd: string, ...args: readonly string[]): readonly string[] {
  const hooks = `
    import { appendFileSync } from 'node:fs';
    export async function load(url, context, next) {
      appendFileSync(${JSON.stringify(join(cwd, 'loaded.txt'))}, url + '\\n');
      return next(url, context);
    }`;
  const register = `import { register } from 'node:module'; register(${JSON.stringify(preload(hooks))});`;
  execFileSync(process.execPath, ['--import', preload(register), join(cwd, BIN), ...args], {
    cwd: join(cwd, 'suite'),
  });
  return readFileSync(join(cwd, 'loaded.txt'), 'utf8')
    .split('\n')
    .filter((url) => url.startsWith('file:'));
}

/** These without their hashes and what is shared. */
const loadedBy = (cwd: string, ...args: readonly string[]): readonly string[] =>
  filesLoadedBy(cwd, ...args)
    .map((url) => basename(url).replace(/-[A-Z0-9]{8}(?=\.js$)/, ''))
    .filter((name) => name !== 'chunk.js' && !name.startsWith('of-'));

test('nothing is loaded for the version, and no parser where no file is worth parsing', () => {
  const idle = folder({ 'suite/a.py': 'import os\n', 'suite/a.ts': 'export const a = 1;\n' });
  build(idle);
  expect(loadedBy(idle, '--version')).toEqual(['bump-testclient.js', 'start.js']);
  const loaded = loadedBy(idle, '-n', '.');
  expect(loaded).toEqual(expect.arrayContaining(['main.js', 'gate.js']));
  const late = ['python.js', 'javascript.js', 'ts-morph.js', 'html.js', 'sarif.js', 'ask.js'];
  expect(loaded.filter((name) => late.includes(name))).toEqual([]);
});

test('what every run loads is in few files, as each costs Node a look-up', () => {
  const idle = folder({ 'suite/a.py': 'import os\n' });
  build(idle);
  expect(filesLoadedBy(idle, '-n', '.').length).toBeLessThan(25);
});

test('a run that writes no file and has no baseline loads nothing that makes hashes', () => {
  const idle = folder({ 'suite/a.py': 'import os\n' });
  build(idle);
  const tell = "process.on('exit', () => console.error(process.moduleLoadList.join('\\n')));";
  const { stderr } = spawnSync(process.execPath, ['--import', preload(tell), join(idle, BIN), '-n', '.'], {
    cwd: join(idle, 'suite'),
    encoding: 'utf8',
  });
  const loaded = stderr.split('\n');
  expect(loaded).toContain('NativeModule child_process');
  expect(loaded).not.toContain('NativeModule crypto');
});

test('a run on Python loads its parser and none of JavaScript', () => {
  const suite = folder({
    'suite/a.py':
      'from fastapi.testclient import TestClient\nTestClient(app).get("/", allow_redirects=False)\n',
  });
  build(suite);
  const loaded = loadedBy(suite, '-n', '.');
  expect(loaded).toContain('python.js');
  expect(loaded).not.toContain('javascript.js');
});

test('each transform of the bundle is the one of its name', async () => {
  const cwd = folder({});
  build(cwd);
  for (const name of ruleNames('.')) {
    const loaded: unknown = await import(join(cwd, `dist/transforms/${name}.js`));
    expect(loaded).toMatchObject({ rule: { name }, default: expect.any(Function) });
  }
});
