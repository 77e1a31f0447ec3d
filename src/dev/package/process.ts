import { spawnSync } from 'node:child_process';

interface Settings {
  readonly cwd: string;
  /** Beside the variables of this process; undefined takes one away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly input?: string;
}

interface Finished {
  /** The exit code; `null` where a signal ended it. */
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end; throws only where it cannot be started. */
export function finish(settings: Settings, program: string, ...args: readonly string[]): Finished {
  const { cwd, env, input = '' } = settings;
  const { error, status, stdout, stderr } = spawnSync(program, args, {
    cwd,
    input,
    // What npm is and installs are scripts on Windows, which only a shell starts.
    shell: process.platform === 'win32' && /^npm$|^npx$|\.cmd$/.test(program),
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined, ...env },
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (error) throw error;
  return { status, stdout, stderr };
}

/** What the program printed on stdout; throws with everything it said where it does not end with 0. */
export function run(settings: Settings, program: string, ...args: readonly string[]): string {
  const { status, stdout, stderr } = finish(settings, program, ...args);
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} failed:\n${stdout}${stderr}`);
  return stdout;
}

/** Whether the program is there and ends with 0. */
export function succeeds(settings: Settings, program: string, ...args: readonly string[]): boolean {
  try {
    return finish(settings, program, ...args).status === 0;
  } catch {
    return false;
  }
}
