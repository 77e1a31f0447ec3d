import { execFileSync, spawn, type StdioOptions } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

/** Whether there are FIFOs, sockets and devices among files here. */
export const hasSpecialFiles = process.platform !== 'win32';
export const isLinux = process.platform === 'linux';

export const makeFifo = (path: string): void => void execFileSync('mkfifo', [path]);

/** A socket that is a file, until the test is over. */
export async function makeSocket(path: string): Promise<void> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(path, listening));
  onTestFinished(() => new Promise((closed) => server.close(() => closed())));
}

const sourceRoot = new URL('../../src/', import.meta.url);
const tsx = import.meta.resolve('tsx');

/** The address of a module of the sources as a literal, for a program that runs by itself. */
export const sourceUrl = (path: string): string => JSON.stringify(new URL(path, sourceRoot).href);

export interface Ended {
  /** `null`: it did not come to its end by itself. */
  readonly code: unknown;
  readonly stdout: string;
  readonly stderr: string;
}

const TIME_LIMIT = 50_000;

/**
 * Runs a program in a process of its own, where waiting for what never comes ends with the time limit and not with the whole test
 * run. `stdin` may be a descriptor, `flags` are Node's.
 */
export async function inProcess(
  program: string,
  stdin: number | 'ignore' = 'ignore',
  flags: readonly string[] = [],
): Promise<Ended> {
  const stdio: StdioOptions = [stdin, 'pipe', 'pipe'];
  const child = spawn(process.execPath, [...flags, '--import', tsx, '--input-type=module', '-e', program], {
    ...{ stdio, timeout: TIME_LIMIT, killSignal: 'SIGKILL' },
    // tsx reads the `tsconfig.json` of the folder that it starts in.
    cwd: fileURLToPath(sourceRoot),
  });
  const { stdout, stderr } = child;
  if (!stdout || !stderr) throw new Error('they are pipes');
  const ended = once(child, 'close');
  const [told, said] = await Promise.all([text(stdout), text(stderr)]);
  const [code] = (await ended) as unknown[];
  return { code, stdout: told, stderr: said };
}

interface Apart {
  /** Statements that run before the command, in the folder. */
  readonly first?: string;
  readonly stdin?: number;
}

/** Runs the command in a process of its own. `grown` is by how many bytes that grew meanwhile. */
export async function commandApart(
  cwd: string,
  argv: readonly string[],
  { first = '', stdin }: Apart = {},
): Promise<Ended & { readonly grown: number }> {
  const { code, stdout, stderr } = await inProcess(
    `
      import * as fs from 'node:fs';
      import { main } from ${sourceUrl('cli/main.ts')};
      import { processIo } from ${sourceUrl('cli/io.ts')};
      process.chdir(${JSON.stringify(cwd)});
      process.argv = ['node', 'bump-testclient', ...${JSON.stringify(argv)}];
      const before = process.resourceUsage().maxRSS;
      ${first}
      process.exitCode = await main(processIo());
      process.stderr.write('\\0' + (process.resourceUsage().maxRSS - before) * 1024);
    `,
    stdin,
  );
  const [said = '', grown] = stderr.split('\0');
  return { code, stdout, stderr: said, grown: Number(grown) };
}
