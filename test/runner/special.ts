import { execFile, execFileSync } from 'node:child_process';
import { createServer } from 'node:net';
import { promisify } from 'node:util';
import { onTestFinished } from 'vitest';

const isWindows = process.platform === 'win32';

/** Whether there are FIFOs, sockets and devices among files here. */
export const hasSpecialFiles = !isWindows;
export const isLinux = process.platform === 'linux';

export const makeFifo = (path: string): void => void execFileSync('mkfifo', [path]);

/** A socket that is a file, until the test is over. */
export async function makeSocket(path: string): Promise<void> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(path, listening));
  onTestFinished(() => new Promise((closed) => server.close(() => closed())));
}

const tsx = import.meta.resolve('tsx');

/** The address of a module of the sources, for a program that runs by itself. */
export const sourceUrl = (path: string): string =>
  JSON.stringify(new URL(`../../src/${path}`, import.meta.url).href);

const TIME_LIMIT = 60_000;

/**
 * What a program prints that runs in a process of its own, where waiting for a file that never comes ends with the time limit and
 * not with the whole test run. Rejects where the program fails, or does not end.
 */
export async function inProcess(program: string, cwd: string): Promise<string> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', tsx, '--input-type=module', '-e', program],
    { cwd, timeout: TIME_LIMIT, killSignal: 'SIGKILL' },
  );
  return stdout;
}
