import { spawnSync } from 'node:child_process';

/** What a whole process took. */
export interface Taken {
  /** CPU time of all its threads, in seconds. */
  readonly seconds: number;
  /** The most memory it held, in MB. */
  readonly megabytes: number;
}

/** Says on its way out, once for all threads and on a pipe of its own, what the process took: no tool of the machine is needed for it. */
const PROBE = `
import { writeSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';
if (isMainThread) process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  writeSync(3, JSON.stringify({ seconds: (user + system) / 1e6, megabytes: process.resourceUsage().maxRSS / 1024 }));
});`;

/**
 * Runs a program of Node, given by its absolute path, in `folder`. Returns what it took, or a few words on why that is not known: it took
 * longer than `limit` seconds, or ended with another exit code than 0. What fails is no time: a program that does not start is fast.
 */
export function takenBy(
  program: string,
  args: readonly string[],
  folder: string,
  limit: number,
): Taken | string {
  const probe = `data:text/javascript,${encodeURIComponent(PROBE)}`;
  const { status, signal, error, stderr, output } = spawnSync(
    process.execPath,
    ['--import', probe, program, ...args],
    {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
      maxBuffer: 2 ** 28,
      timeout: limit * 1000,
      killSignal: 'SIGKILL',
    },
  );
  if (error && 'code' in error && error.code === 'ETIMEDOUT') return `over ${limit} s`;
  if (error) throw error;
  if (status !== 0) return `ended with ${status ?? signal}: ${reasonIn(stderr)}`;
  return JSON.parse(output[3] ?? '') as Taken;
}

/** What Node says of an error that nobody caught stands above its stack; what the command says of a run is its last line. */
const reasonIn = (stderr: string): string =>
  /^\w*Error\b.*$/m.exec(stderr)?.[0] ?? stderr.trim().split('\n').at(-1) ?? '';
