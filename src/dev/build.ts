import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, cpSync, existsSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const BIN = join(ROOT, 'dist/bin/bump-testclient.js');
/** They run in the processes of a suite, as they are. */
const RECORDERS = 'src/recorders';
const WASM = 'tree-sitter-python.wasm';

/** Compiles to `dist/`, and copies the Python grammar and the recorders to where the modules look for them. Returns the exit code. */
function build(): number {
  const { resolve } = createRequire(import.meta.url);
  rmSync(join(ROOT, 'dist'), { recursive: true, force: true });
  const tsc = join(dirname(resolve('typescript/package.json')), 'bin/tsc');
  const { status } = spawnSync(process.execPath, [tsc, '-p', 'tsconfig.build.json'], {
    cwd: ROOT,
    stdio: 'inherit',
  });
  if (status !== 0) return status ?? 1;
  copyFileSync(resolve(`tree-sitter-python/${WASM}`), join(ROOT, 'dist/src/languages/python', WASM));
  cpSync(join(ROOT, RECORDERS), join(ROOT, 'dist', RECORDERS), {
    recursive: true,
    // Python leaves it where a suite was recorded from the sources.
    filter: (path) => basename(path) !== '__pycache__',
  });
  // npm makes a bin executable on install. This is for running the file directly.
  if (existsSync(BIN)) chmodSync(BIN, 0o755);
  return 0;
}

process.exitCode = build();
