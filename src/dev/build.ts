import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, cpSync, existsSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundle, declarationsOf, writeBundle } from './package/bundle.ts';
import { carriedFiles } from './package/carried.ts';
import { prune, reachable } from './package/declarations.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const DIST = join(ROOT, 'dist');
/** They run in the processes of a suite, as they are. */
const RECORDERS = 'src/recorders';
/** Writes `dist/`: the bundle, the types of what package.json exports, and the files that are read as they are. Returns the exit code. */
async function build(): Promise<number> {
  rmSync(DIST, { recursive: true, force: true });
  const status = declare();
  if (status !== 0) return status;
  writeBundle(ROOT, await bundle(ROOT));
  for (const { source, copy } of carriedFiles()) copyFileSync(source, join(ROOT, copy));
  cpSync(join(ROOT, RECORDERS), join(DIST, RECORDERS), {
    recursive: true,
    // Python leaves it where a suite was recorded from the sources.
    filter: (path) => basename(path) !== '__pycache__',
  });
  // npm makes a bin executable on install. This is for running the file directly.
  const bin = join(DIST, 'bin/bump-testclient.js');
  if (existsSync(bin)) chmodSync(bin, 0o755);
  return 0;
}

function declare(): number {
  const { resolve } = createRequire(import.meta.url);
  const tsc = join(dirname(resolve('typescript/package.json')), 'bin/tsc');
  const { status } = spawnSync(process.execPath, [tsc, '-p', 'tsconfig.build.json'], {
    cwd: ROOT,
    stdio: 'inherit',
  });
  if (status === 0) prune(DIST, reachable(DIST, declarationsOf(ROOT)));
  return status ?? 1;
}

process.exitCode = await build();
