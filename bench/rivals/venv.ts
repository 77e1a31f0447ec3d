import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Unavailable } from '../../src/dev/package/checks.ts';
import { finish, run, succeeds } from '../../src/dev/package/process.ts';

const BIN = process.platform === 'win32' ? 'Scripts' : 'bin';

/**
 * The folder of the programs of an environment with these packages, made below `folder` the first time. Throws an `Unavailable` where
 * that is not possible.
 */
export function environmentWith(folder: string, name: string, requirements: readonly string[]): string {
  const path = join(folder, name);
  if (existsSync(path)) return join(path, BIN);
  mkdirSync(folder, { recursive: true });
  const settings = { cwd: folder };
  if (!succeeds(settings, 'python3', '-c', 'import ensurepip, venv'))
    throw new Unavailable('there is no python3 with venv');
  try {
    run(settings, 'python3', '-m', 'venv', path);
    const args = ['-m', 'pip', 'install', '--quiet', '--retries', '1', '--timeout', '20'];
    const { status, stderr } = finish(settings, join(path, BIN, 'python'), ...args, ...requirements);
    if (status !== 0) throw new Unavailable(`pip cannot install it: ${lastLine(stderr)}`);
    return join(path, BIN);
  } catch (error) {
    // Programs of an environment name its place: one that is not whole has to go.
    rmSync(path, { recursive: true, force: true });
    throw error;
  }
}

const lastLine = (text: string): string => text.trimEnd().split('\n').at(-1) ?? '';
