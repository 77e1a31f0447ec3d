import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import type { Command } from './command.ts';

/** The first run of a command, which warms the disk cache too. */
export interface FirstRun {
  /** The exit code; `null` where it was ended, `timedOut` says whether for its time. */
  readonly status: number | null;
  readonly timedOut: boolean;
  /** In milliseconds; watching the memory makes it a little longer. */
  readonly wall: number;
  /** The most that one of its processes held, in MB; undefined where the machine has no GNU time. */
  readonly biggest: number | undefined;
  /** The most that its processes held together, in MB; pages they share count once for each. Linux only. */
  readonly together: number | undefined;
  readonly stderr: string;
}

const GNU_TIME = '/usr/bin/time';
const hasGnuTime = process.platform === 'linux' && existsSync(GNU_TIME);
/** How often the processes are looked at, in milliseconds. */
const EVERY = 20;

/** Runs a command once and watches the memory of its processes; ends them all after `limit` milliseconds. */
export async function runFirst({ program, args, cwd, env }: Command, limit: number): Promise<FirstRun> {
  const [outer, all] = hasGnuTime ? [GNU_TIME, ['-f', 'peak=%M', program, ...args]] : [program, [...args]];
  const start = performance.now();
  const child = spawn(outer, all, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
    // A group of its own, so that its workers end with it.
    detached: process.platform !== 'win32',
  });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  let together: number | undefined;
  const sampling = setInterval(() => {
    const now = memoryBelow(child.pid);
    if (now !== undefined && now > (together ?? 0)) together = now;
  }, EVERY);
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    endGroup(child);
  }, limit);
  try {
    const status = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject).once('close', resolve);
    });
    const peak = /^peak=(\d+)$/m.exec(stderr)?.[1];
    const biggest = peak === undefined ? undefined : Number(peak) / 1024;
    return { status, timedOut, wall: performance.now() - start, biggest, together, stderr };
  } finally {
    clearInterval(sampling);
    clearTimeout(timer);
  }
}

function endGroup(child: ChildProcess): void {
  if (process.platform === 'win32' || child.pid === undefined) child.kill('SIGKILL');
  else process.kill(-child.pid, 'SIGKILL');
}

/** What the processes below `pid` hold, in MB. Without the outermost, which only measures. */
function memoryBelow(pid: number | undefined): number | undefined {
  if (!hasGnuTime || pid === undefined) return undefined;
  const kilobytes = childrenOf(pid).reduce((sum, child) => sum + residentOf(child), 0);
  return kilobytes / 1024;
}

function residentOf(pid: number): number {
  const own = Number(/^VmRSS:\s*(\d+) kB$/m.exec(textOf(`/proc/${pid}/status`))?.[1] ?? 0);
  return childrenOf(pid).reduce((sum, child) => sum + residentOf(child), own);
}

const childrenOf = (pid: number): readonly number[] =>
  tasksOf(pid).flatMap((task) =>
    (textOf(`/proc/${pid}/task/${task}/children`).match(/\d+/g) ?? []).map(Number),
  );

function tasksOf(pid: number): readonly string[] {
  try {
    return readdirSync(`/proc/${pid}/task`);
  } catch {
    return []; // It has ended.
  }
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return ''; // Its process has ended.
  }
}
