import { spawnSync } from 'node:child_process';
import { performance } from 'node:perf_hooks';
import type { Command } from './command.ts';

/** What one run took, in milliseconds. */
export interface Taken {
  readonly wall: number;
  /** In user and kernel mode together, of all its processes; undefined where there is no bash to ask. */
  readonly cpu: number | undefined;
}

/** bash counts to the millisecond, and on every system in the same words; GNU time stops at ten. */
const SCRIPT = 'TIMEFORMAT="took %3R %3U %3S"; time "$@"';
const hasBash = spawnSync('bash', ['-c', ':']).status === 0;

/** Runs a command once. Throws where it ends with a code that says that it did not do its work. */
export function timeOnce(command: Command): Taken {
  const { name, program, args, cwd, env, exits } = command;
  command.prepare?.();
  const [outer, all] = hasBash ? ['bash', ['-c', SCRIPT, 'bench', program, ...args]] : [program, args];
  const start = performance.now();
  const { status, error, stderr } = spawnSync(outer, all, {
    cwd,
    env: { ...process.env, ...env, LC_ALL: 'C' },
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
    maxBuffer: 2 ** 28,
  });
  const passed = performance.now() - start;
  if (error) throw error;
  if (status === null || !exits.includes(status)) throw failure(name, status, stderr);
  const [, wall, user, system] = /took ([\d.]+) ([\d.]+) ([\d.]+)\s*$/.exec(stderr)?.map(Number) ?? [];
  if (wall === undefined || user === undefined || system === undefined)
    return { wall: passed, cpu: undefined };
  return { wall: wall * 1000, cpu: (user + system) * 1000 };
}

export const failure = (name: string, status: number | null, stderr: string): Error =>
  new Error(`${name} ended with ${String(status)}:\n${stderr}`);
