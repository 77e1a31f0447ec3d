import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { builtCommand } from '../../support/built.ts';

const EXAMPLE = 'examples/legacy-suite-ts';
const BIN = await builtCommand();
const VITEST = [resolve('node_modules/vitest/vitest.mjs'), 'run', '--no-isolate', '--maxWorkers=1'];

/** The example in a copy, recorded on the first version of its client and then migrated. */
let folder = '';

/** The environment of these tests without that of the runner that runs them. */
const PLAIN = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(?:NODE_|VITEST|TEST)/.test(name)),
);

function bump(version: 'v1' | 'v2', ...args: readonly string[]) {
  const all = [BIN, ...args];
  const env = { ...PLAIN, TESTCLIENT: version, NO_COLOR: '1' };
  const { status, stdout, stderr } = spawnSync(process.execPath, all, { cwd: folder, env, encoding: 'utf8' });
  return { status, stdout, stderr };
}

const prove = () => bump('v2', 'prove', '--', process.execPath, ...VITEST);

beforeAll(() => {
  folder = realpathSync.native(mkdtempSync(join(tmpdir(), 'bump-recorded-')));
  cpSync(EXAMPLE, folder, { recursive: true, filter: (path) => !path.includes('node_modules') });
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'), 'junction');
  const recorded = bump('v1', 'record', '--', process.execPath, ...VITEST);
  expect(recorded.stderr).toContain('recorded 129 requests of 84 tests');
  expect(recorded.status).toBe(0);
  expect(bump('v1', 'tests').status).toBe(0);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('the migrated suite is proven to do on the new client what it did', () => {
  const { status, stdout, stderr } = prove();
  expect(stdout + stderr).toContain('84 tests, 129 requests: 129 equal, 0 differ');
  expect(status).toBe(0);
});

describe('a change that no test notices is named', () => {
  test.each<readonly [what: string, path: string, was: RegExp, is: string, named: string]>([
    [
      'a field with another value',
      'tests/orders.test.ts',
      /'assam', 'one'/,
      "'assam', 'other'",
      'form field #2 changed',
    ],
    [
      'a header with another value',
      'tests/partners.test.js',
      /'application\/json'/,
      "'application/json; charset=utf-8'",
      'content-type',
    ],
    [
      'a request that is sent twice',
      'tests/orders.test.ts',
      /(await order\(member, 'assam', 'one'\);)/,
      "$1 await member.get('/orders');",
      'request added',
    ],
  ])('%s', (_, path, was, is, named) => {
    const file = join(folder, path);
    const text = readFileSync(file, 'utf8');
    const changed = text.replace(was, is);
    expect(changed).not.toBe(text);
    try {
      writeFileSync(file, changed);
      const { status, stdout, stderr } = prove();
      expect(stdout + stderr).toContain(named);
      expect(stdout).toMatch(/Tests +84 passed/);
      expect(status).toBe(1);
    } finally {
      writeFileSync(file, text);
    }
  });
});
