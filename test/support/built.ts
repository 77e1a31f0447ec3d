import { createHash } from 'node:crypto';
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundle, writeBundle } from '../../src/dev/package/bundle.ts';
import { carriedFiles } from '../../src/dev/package/carried.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** A folder for each state of the sources. */
const BUILT = join(ROOT, '.built');
const SOURCES = ['bin', 'src', 'transforms', 'package.json', 'package-lock.json'];
const RECORDERS = 'src/recorders';
const DAY = 24 * 3_600_000;

/**
 * The path of the command as it is published, for tests that start it: it starts in a sixth of the time that the sources take. Built the
 * first time that the sources are as they are now.
 */
export const builtCommand = (): Promise<string> => (command ??= build());

let command: Promise<string> | undefined;

async function build(): Promise<string> {
  const folder = join(BUILT, digest());
  const built = join(folder, 'dist/bin/bump-testclient.js');
  if (existsSync(folder)) return built;
  removeOld();
  const draft = `${folder}.${process.pid}`;
  await buildInto(draft);
  try {
    renameSync(draft, folder);
  } catch (error) {
    // Another worker was faster.
    if (!existsSync(folder)) throw error;
    rmSync(draft, { recursive: true });
  }
  return built;
}

/** What `npm run build` writes, but for the declarations. */
async function buildInto(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  writeBundle(folder, await bundle(ROOT));
  for (const { source, copy } of carriedFiles()) {
    mkdirSync(dirname(join(folder, copy)), { recursive: true });
    copyFileSync(source, join(folder, copy));
  }
  cpSync(join(ROOT, RECORDERS), join(folder, 'dist', RECORDERS), { recursive: true });
  copyFileSync(join(ROOT, 'package.json'), join(folder, 'package.json'));
}

function digest(): string {
  const hash = createHash('sha256');
  for (const file of SOURCES.flatMap(filesIn).sort())
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(ROOT, file)))
      .update('\0');
  return hash.digest('hex').slice(0, 16);
}

function filesIn(path: string): readonly string[] {
  if (statSync(join(ROOT, path)).isFile()) return [path];
  return readdirSync(join(ROOT, path), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.pyc'))
    .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length));
}

/** One that a run of now may use stays. */
function removeOld(): void {
  if (!existsSync(BUILT)) return;
  for (const name of readdirSync(BUILT)) {
    const path = join(BUILT, name);
    if (Date.now() - statSync(path).mtimeMs > DAY) rmSync(path, { recursive: true, force: true });
  }
}
