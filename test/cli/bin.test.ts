import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Script } from 'node:vm';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { builtCommand } from '../support/built.ts';

const bin = fileURLToPath(new URL('../../bin/bump-testclient.ts', import.meta.url));
const source = readFileSync(bin, 'utf8');
const built = await builtCommand();

const compiled = (target: ts.ScriptTarget): string =>
  ts.transpileModule(source, { compilerOptions: { target, module: ts.ModuleKind.ESNext } }).outputText;

const [, major, minor] = /^>=(\d+)\.(\d+)$/.exec(engines())?.map(Number) ?? [];
if (major === undefined || minor === undefined)
  throw new Error(`engines.node has another form: ${engines()}`);

function engines(): string {
  const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as {
    readonly engines: { readonly node: string };
  };
  return manifest.engines.node;
}

/** What the command says and how it ends where `process` tells of this version. */
function runAs(version: string): { readonly status: number | null; readonly stderr: string } {
  const pretend = `Object.defineProperty(process, 'versions', {
    value: { ...process.versions, node: ${JSON.stringify(version)} },
  });`;
  const preload = `data:text/javascript,${encodeURIComponent(pretend)}`;
  const args = ['--import', preload, built, 'rules'];
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  return { status, stderr };
}

test.each(['12.22.12', `${major - 1}.99.0`, `${major}.${minor - 1}.9`])(
  'Node %s is refused with status 2, and told what package.json asks for',
  (version) => {
    expect(runAs(version)).toEqual({
      status: 2,
      stderr: expect.stringContaining(
        `error: bump-testclient needs Node ${major}.${minor} or later; this is Node ${version}\n`,
      ),
    });
  },
);

test.each([`${major}.${minor}.0`, `${major + 1}.0.0`, '100.0.0'])('Node %s is taken', (version) => {
  expect(runAs(version)).toEqual({ status: 0, stderr: '' });
});

test('the first file is in the syntax of ES2019, which Node 12 parses', () => {
  expect(compiled(ts.ScriptTarget.ES2019)).toBe(compiled(ts.ScriptTarget.ESNext));
});

test('the first file imports nothing before it looks at the version', () => {
  // A script may hold neither a static import nor an await at its top.
  expect(() => new Script(compiled(ts.ScriptTarget.ES2019).replace(/^export \{\};$/m, ''))).not.toThrow();
});
