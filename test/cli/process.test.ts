import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, closeSync, existsSync, openSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { builtCommand } from '../support/built.ts';
import { folderOf, legacy } from './command.ts';

const bin = await builtCommand();
const tsx = import.meta.resolve('tsx');
const args = [bin];

const sourceUrl = (file: string): string => new URL(`../../src/cli/${file}`, import.meta.url).href;

const start = (argv: readonly string[], cwd: string): ChildProcessWithoutNullStreams =>
  spawn(process.execPath, [...args, ...argv], { cwd, stdio: 'pipe' });

async function status(child: ReturnType<typeof spawn>): Promise<unknown> {
  const [code] = (await once(child, 'close')) as unknown[];
  return code;
}

describe('the process', () => {
  it('prints to stdout and exits with the exit code', async () => {
    const child = start(['--check'], folderOf({ 'a.py': legacy }));
    const [code, stdout] = await Promise.all([status(child), text(child.stdout)]);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^a\.py:7:\d+: follow-redirects: .*\n$/);
  });

  it.each([
    ['--quiet', ['--check', '--quiet'], ''],
    ['standard input', ['-', '--stdin-filename', 'a.py', '--quiet'], legacy],
  ])('writes nothing to stderr with %s, whatever the engine', async (_, argv, source) => {
    const child = start(argv, folderOf({ 'a.py': legacy }));
    child.stdin.end(source);
    const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), status(child)]);
    expect([stdout, stderr]).toEqual([expect.stringContaining('follow_redirects'), '']);
  });

  it('continues silently when the reader closes its output', async () => {
    const child = start(['--check'], folderOf({ 'a.py': legacy }));
    child.stdout.destroy();
    const [code, stderr] = await Promise.all([status(child), text(child.stderr)]);
    expect(code).toBe(1);
    expect(stderr).not.toMatch(/EPIPE|Error/);
  });

  it.runIf(existsSync('/dev/full'))('reports a full disk', async () => {
    const full = openSync('/dev/full', 'w');
    const child = spawn(process.execPath, [...args, 'rules'], { stdio: ['ignore', full, 'pipe'] });
    const stderr = child.stderr;
    if (!stderr) throw new Error('it is a pipe');
    const [code, said] = await Promise.all([status(child), text(stderr)]);
    closeSync(full);
    expect(code).toBe(2);
    expect(said).toMatch(/^error: cannot write the output: ENOSPC/);
  });

  // Only root may be someone else.
  it.runIf(process.getuid?.() === 0)('works for a user without a name and without HOME', async () => {
    const cwd = folderOf({ 'a.py': legacy });
    chmodSync(cwd, 0o755);
    const env = { ...process.env, HOME: undefined };
    const child = spawn(process.execPath, [...args, '--check'], { cwd, env, uid: 54321, gid: 54321 });
    const [code, stderr] = await Promise.all([status(child), text(child.stderr)]);
    expect([code, stderr]).toEqual([1, expect.stringContaining('would change 1')]);
  });

  it.skipIf(process.platform === 'win32')('reports a working directory that no longer exists', async () => {
    // Load everything before the folder is removed: tsx needs a working directory.
    const program = `
      import { mkdtempSync, rmdirSync } from 'node:fs';
      import { processIo } from ${JSON.stringify(sourceUrl('io.ts'))};
      import { main } from ${JSON.stringify(sourceUrl('main.ts'))};
      const gone = mkdtempSync(${JSON.stringify(join(tmpdir(), 'bump-gone-'))});
      process.chdir(gone);
      rmdirSync(gone);
      process.exitCode = await main(processIo());`;
    const file = join(folderOf({ 'gone.mjs': program }), 'gone.mjs');
    const child = spawn(process.execPath, ['--import', tsx, file]);
    const [code, stderr] = await Promise.all([status(child), text(child.stderr)]);
    expect([code, stderr]).toEqual([
      2,
      'error: the working directory no longer exists\nchange to another directory\n',
    ]);
  });
});
