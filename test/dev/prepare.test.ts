import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, onTestFinished, test } from 'vitest';

const SCRIPT = 'src/dev/prepare.js';
const SOURCES = ['package.json', 'package-lock.json', 'tsconfig.json', 'tsconfig.build.json'];
const BIN = 'dist/bin/bump-testclient.js';

/** The sources in a folder without any dependency, and a build of the given text that is newer. */
function builtCheckout(build: string): string {
  const root = mkdtempSync(join(tmpdir(), 'bump-testclient-prepare-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const path of [...SOURCES, 'bin', 'src', 'transforms'])
    cpSync(path, join(root, path), { recursive: true });
  mkdirSync(join(root, 'dist/bin'), { recursive: true });
  writeFileSync(join(root, BIN), build);
  const later = new Date(Date.now() + 60_000);
  utimesSync(join(root, BIN), later, later);
  return root;
}

/** An npm that says what it is asked for and fails. */
const NO_NPM = 'console.error(process.argv.slice(2).join(" ")); process.exit(3);';

function prepare(root: string): {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
} {
  const npm = join(root, 'npm-cli.js');
  writeFileSync(npm, NO_NPM);
  return spawnSync(process.execPath, [SCRIPT], {
    cwd: root,
    env: { ...process.env, npm_execpath: npm },
    encoding: 'utf8',
  });
}

test('prepare needs Node alone', () => {
  const { importedFiles } = ts.preProcessFile(readFileSync(SCRIPT, 'utf8'));
  const names = importedFiles.map(({ fileName }) => fileName);
  expect(names).not.toEqual([]);
  expect(names.filter((name) => !builtinModules.includes(name.replace(/^node:/, '')))).toEqual([]);
});

test('prepare keeps a build that is newer than the sources where nothing to build with is installed', () => {
  const root = builtCheckout('the build');
  expect(prepare(root)).toMatchObject({ status: 0, stdout: '', stderr: '' });
  expect(readFileSync(join(root, BIN), 'utf8')).toBe('the build');
});

test('prepare gets what it builds with where a source is newer than the build', () => {
  const root = builtCheckout('the build');
  const later = new Date(Date.now() + 120_000);
  utimesSync(join(root, 'src/index.ts'), later, later);
  const { status, stdout, stderr } = prepare(root);
  expect([status, stdout]).toEqual([1, '']);
  expect(stderr).toMatch(/^ci --ignore-scripts --include=dev /);
});
