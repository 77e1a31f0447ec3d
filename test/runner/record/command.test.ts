import { spawn, spawnSync, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { chmodSync } from 'node:fs';
import { platform } from 'node:process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { NotStarted, runCommand } from '../../../src/runner/record/command.ts';
import { folder } from '../support.ts';

const NODE = process.execPath;
const RUN = fileURLToPath(new URL('run.ts', import.meta.url));
const loaded = ['--import', import.meta.resolve('tsx'), RUN];

/** Runs a command in a process of its own, whose streams the command has. */
const runAlone = (cwd: string, command: readonly string[], input = '') =>
  spawnSync(NODE, [...loaded, cwd, ...command], { input, timeout: 50_000 });

const runHere = (command: readonly string[], cwd = folder()) =>
  runCommand(command, { env: process.env, cwd });

test.each([0, 1, 2, 5, 127, 255])('the exit code of the command stays what it is: %d', async (code) => {
  expect(await runHere([NODE, '-e', `process.exit(${code})`])).toEqual({ status: code, interrupted: false });
});

test.skipIf(platform === 'win32').each([
  ['SIGKILL', 137],
  ['SIGTERM', 143],
  ['SIGINT', 130],
  ['SIGSEGV', 139],
])('a command that %s ends has the exit code that shells give it', async (signal, status) => {
  const command = [NODE, '-e', `process.kill(process.pid, '${signal}'); setTimeout(() => 0, 40_000)`];
  expect(await runHere(command)).toEqual({ status, interrupted: true });
});

test('output and input are those of the command, byte for byte', () => {
  const bytes = Array.from({ length: 256 }, (_, byte) => byte);
  const program = `
    process.stdout.write(Buffer.from(${JSON.stringify(bytes)}));
    process.stderr.write('no line end');
    process.stdin.pipe(process.stdout)`;
  const { stdout, stderr, status } = runAlone(folder(), [NODE, '-e', program], 'typed\n');
  expect([stdout, stderr.toString(), status]).toEqual([
    Buffer.concat([Buffer.from(bytes), Buffer.from('typed\n')]),
    'no line end',
    0,
  ]);
});

test('the command gets its arguments as they were typed, and runs in the working directory', () => {
  const cwd = folder({
    'a b/é 日本.js': 'console.log(JSON.stringify([process.cwd(), ...process.argv.slice(2)]))',
  });
  const typed = ['-n', '4', '-k', 'a or b', '--', '$HOME', '*', '"', "'", '\\', '', 'a\nb', '--to'];
  const { stdout } = runAlone(cwd, [NODE, 'a b/é 日本.js', ...typed]);
  expect(JSON.parse(stdout.toString())).toEqual([cwd, ...typed]);
});

test('a command that does not exist is told of, with the exit code that shells give it', async () => {
  const error: unknown = await runHere(['no-such-command-of-anybody', 'x']).catch(
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(NotStarted);
  expect(error).toMatchObject({ message: 'there is no command no-such-command-of-anybody', status: 127 });
});

test.skipIf(platform === 'win32')('a file that cannot be run is told of, with the cause', async () => {
  const cwd = folder({ 'run.sh': '#!/bin/sh\n' });
  chmodSync(`${cwd}/run.sh`, 0o644);
  const error: unknown = await runHere(['./run.sh'], cwd).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ message: 'cannot run ./run.sh: spawn ./run.sh EACCES', status: 126 });
});

/** Ends when the process has printed this. */
const said = (child: ChildProcessWithoutNullStreams, words: string): Promise<void> =>
  new Promise((resolve) => {
    let all = '';
    child.stdout.on('data', (chunk: Buffer) => {
      all += chunk.toString();
      if (all.includes(words)) resolve();
    });
  });

/** Counts a signal, and ends with their number when it may, or that less one. */
const counting = (signal: string, less = 0): string => `
  let count = -${less};
  process.on('${signal}', () => { count++; setTimeout(() => process.exit(count), 300) });
  setTimeout(() => 0, 40_000);
  console.log('ready')`;

describe.skipIf(platform === 'win32')('while the command runs', () => {
  /** Sends a signal to this process alone, in a session of its own, so that no terminal sends it to both. */
  async function sent(signal: NodeJS.Signals, program: string): Promise<readonly unknown[]> {
    const child = spawn(NODE, [...loaded, folder(), NODE, '-e', program], { detached: true });
    const told = text(child.stderr);
    const ended = new Promise((resolve) => child.once('close', resolve));
    await said(child, 'ready');
    child.kill(signal);
    return [await ended, await told];
  }

  test.each(['SIGTERM', 'SIGHUP', 'SIGINT'] as const)(
    'a %s to this process alone reaches the command once',
    async (signal) => {
      expect(await sent(signal, counting(signal))).toEqual([1, 'interrupted\n']);
    },
  );

  test('a signal that it goes on after, to its success, is no interruption', async () => {
    expect(await sent('SIGTERM', counting('SIGTERM', 1))).toEqual([0, '']);
  });
});
