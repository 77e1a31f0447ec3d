import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { watch } from 'node:fs';
import type { Tool } from './tools.ts';

/** A run that takes longer hangs. In milliseconds. */
const LIMIT = 120_000;

export interface Ended {
  /** The exit code, or the name of the signal that ended it. */
  readonly status: number | string;
  readonly output: string;
  readonly stderr: string;
  readonly ms: number;
}

export interface Running {
  /** Sends a signal to the whole group of processes, as a terminal does. */
  readonly signal: (name: NodeJS.Signals) => void;
  readonly ended: Promise<Ended>;
}

/** Starts a tool on a folder. It is killed when it takes too long, and `status` says so. */
export function start(tool: Tool, folder: string, env: Readonly<NodeJS.ProcessEnv> = {}): Running {
  const began = performance.now();
  const [program, ...args] = tool.command(folder);
  const child = spawn(program, args, {
    cwd: folder,
    env: { ...process.env, ...tool.env?.(folder), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, so that a signal reaches the workers of a tool and not the harness.
    detached: process.platform !== 'win32',
  });
  let stdout = '';
  let stderr = '';
  let isLate = false;
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const late = setTimeout(() => {
    isLate = true;
    signalGroup(child, 'SIGKILL');
  }, LIMIT);
  const ended = once(child, 'close').then((values: unknown[]): Ended => {
    clearTimeout(late);
    const [code, signal] = values;
    const status = isLate ? 'hang' : typeof code === 'number' ? code : String(signal);
    return { status, output: stdout + stderr, stderr, ms: performance.now() - began };
  });
  return { signal: (name) => signalGroup(child, name), ended };
}

export const runTool = (tool: Tool, folder: string, env?: Readonly<NodeJS.ProcessEnv>): Promise<Ended> =>
  start(tool, folder, env).ended;

function signalGroup({ pid, exitCode }: ChildProcess, name: NodeJS.Signals): void {
  if (pid === undefined || exitCode !== null) return;
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, name);
  } catch {
    // It ended meanwhile.
  }
}

export interface Watch {
  /** Resolves when anything below the folders changes. */
  readonly changed: Promise<void>;
  readonly close: () => void;
}

export function watchFolders(folders: readonly string[]): Watch {
  let close = (): void => undefined;
  const changed = new Promise<void>((resolve) => {
    const watchers = folders.map((folder) => watch(folder, () => resolve()).on('error', () => undefined));
    close = () => watchers.forEach((watcher) => watcher.close());
  });
  return { changed, close };
}
