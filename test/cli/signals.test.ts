import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { builtCommand } from '../support/built.ts';
import { folderOf, legacy, migrated } from './command.ts';

const bin = await builtCommand();

/** Starts the command, with a program that runs in its process before it. */
function start(argv: readonly string[], cwd: string, before: string): ChildProcessWithoutNullStreams {
  const preload = `data:text/javascript,${encodeURIComponent(before)}`;
  return spawn(process.execPath, ['--import', preload, bin, ...argv], { cwd, stdio: 'pipe' });
}

interface Ended {
  readonly code: unknown;
  readonly signal: unknown;
}

async function ended(child: ReturnType<typeof spawn>): Promise<Ended> {
  const [code, signal] = (await once(child, 'close')) as unknown[];
  return { code, signal };
}

/** Ends when the child has said this on stderr. */
const said = (child: ChildProcessWithoutNullStreams, words: string): Promise<void> =>
  new Promise((resolve) => {
    let all = '';
    child.stderr.on('data', (chunk: Buffer) => {
      all += chunk.toString();
      if (all.includes(words)) resolve();
    });
  });

/** Keeps the event loop busy for a minute while a file is opened, as a long analysis does. */
const busy = `
  import fs from 'node:fs';
  import { syncBuiltinESMExports } from 'node:module';
  const { openSync } = fs;
  fs.openSync = (path, ...rest) => {
    if (String(path).endsWith('slow.py')) {
      fs.writeSync(2, 'busy');
      for (const end = Date.now() + 60_000; Date.now() < end; );
    }
    return openSync(path, ...rest);
  };
  syncBuiltinESMExports();`;

/** Sends itself signals while the second file is replaced. */
const interruptedBy = (...signals: readonly string[]): string => `
  import fs from 'node:fs';
  import { syncBuiltinESMExports } from 'node:module';
  const { renameSync } = fs;
  let count = 0;
  fs.renameSync = (...args) => {
    renameSync(...args);
    if (String(args[1]).endsWith('.py') && ++count === 2)
      for (const signal of ${JSON.stringify(signals)}) process.kill(process.pid, signal);
  };
  syncBuiltinESMExports();`;

// Windows has no signals: it ends the process.
describe.skipIf(process.platform === 'win32')('a signal', () => {
  it.each([
    ['SIGINT', []],
    ['SIGTERM', ['--check']],
    ['SIGHUP', ['-n']],
  ] as const)('as %s ends a run that is busy with a file: %j', async (signal, options) => {
    const cwd = folderOf({ 'fast.py': legacy, 'slow.py': legacy });
    const child = start(options, cwd, busy);
    const [end] = await Promise.all([ended(child), said(child, 'busy').then(() => child.kill(signal))]);
    expect(end).toEqual({ code: null, signal });
    expect(readdirSync(cwd)).toEqual(['fast.py', 'slow.py']);
    expect(readFileSync(join(cwd, 'fast.py'), 'utf8')).toBe(legacy);
  });

  it.each([
    ['SIGINT', ['-', '--stdin-filename', 'a.py']],
    ['SIGTERM', ['--files-from', '-']],
  ] as const)('as %s ends a run that waits for stdin: %j', async (signal, options) => {
    const child = start(options, folderOf({}), '');
    child.stdin.on('error', () => undefined);
    // More than a pipe holds: once it is gone the command is reading.
    await new Promise((resolve) => child.stdin.write(Buffer.alloc(1 << 20, '#'), resolve));
    child.kill(signal);
    expect(await ended(child)).toEqual({ code: null, signal });
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)(
    'as %s while files are written lets the run end behind the current one, report, and exit with %i',
    async (signal, code) => {
      const names = ['a.py', 'b.py', 'c.py', 'd.py'];
      const cwd = folderOf(Object.fromEntries(names.map((name) => [name, legacy])));
      const child = start(['--output-file', 'json=report.json'], cwd, interruptedBy(signal));
      const [end, stderr] = await Promise.all([ended(child), text(child.stderr)]);
      expect(end).toEqual({ code, signal: null });
      expect(names.map((name) => readFileSync(join(cwd, name), 'utf8') === migrated)).toEqual([
        true,
        true,
        false,
        false,
      ]);
      expect(stderr).toMatch(/^interrupted: no other file is written/m);
      expect(stderr).toMatch(
        /^changed a\.py .*\nchanged b\.py .*\nc\.py:1:1: interrupted: .*\nd\.py:1:1: interrupted: /m,
      );
      expect(JSON.parse(readFileSync(join(cwd, 'report.json'), 'utf8'))).toHaveProperty('summary.changed', 2);
    },
  );

  it('that comes twice while a file is written ends the process between two files', async () => {
    const names = ['a.py', 'b.py', 'c.py'];
    const cwd = folderOf(Object.fromEntries(names.map((name) => [name, legacy])));
    const child = start([], cwd, interruptedBy('SIGINT', 'SIGTERM'));
    expect(await ended(child)).toMatchObject({ code: null });
    expect(names.map((name) => readFileSync(join(cwd, name), 'utf8'))).toEqual([migrated, migrated, legacy]);
    // What the run kept aside may be left, until the next one.
    await ended(start([], cwd, ''));
    expect(readdirSync(cwd)).toEqual(names);
    expect(names.map((name) => readFileSync(join(cwd, name), 'utf8'))).toEqual([
      migrated,
      migrated,
      migrated,
    ]);
  });

  it('while the last file is written is not lost', async () => {
    const cwd = folderOf({ 'a.py': legacy, 'b.py': legacy });
    const child = start([], cwd, interruptedBy('SIGTERM'));
    expect(await ended(child)).toEqual({ code: 143, signal: null });
    expect(readFileSync(join(cwd, 'b.py'), 'utf8')).toBe(migrated);
  });
});
