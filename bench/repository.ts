import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pythonFiles } from './python/tree.ts';
import { seeded, type Random } from './random.ts';
import type { Tree } from './rivals/rivals.ts';
import { applicationModule } from './typescript/application.ts';
import { CLIENT, SETUP, testModule } from './typescript/suite.ts';

const SEED = 20_240_601;
const FILE_SIZE = 4_000;
const FILES_PER_FOLDER = 50;
/** Every tenth file belongs to a test suite. */
const TESTS_EVERY = 10;

/** `typed`: TypeScript whose receivers are known by their types alone. `idle`: Python without a test. */
export type Kind = 'python' | 'typescript' | 'typed' | 'idle';

export interface Repository extends Tree {
  readonly bytes: number;
}

/** Makes the repository of `count` files under `folder`, unless it stands there; always the same one. */
export function makeRepository(folder: string, count: number, kind: Kind): Repository {
  const files = KINDS[kind](count, seeded(SEED));
  const path = join(folder, `${kind}-${count}`);
  const bytes = [...files.values()].reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  const done = join(path, '.git', `made-${digestOf(files)}`);
  if (!existsSync(done)) {
    rmSync(path, { recursive: true, force: true });
    for (const [name, text] of files) {
      mkdirSync(dirname(join(path, name)), { recursive: true });
      writeFileSync(join(path, name), text);
    }
    commit(path);
    writeFileSync(done, '');
  }
  return { path, files: [...files.keys()], bytes };
}

function digestOf(files: ReadonlyMap<string, string>): string {
  const hash = createHash('sha256');
  for (const [name, text] of files) hash.update(`${name}\0${text}\0`);
  return hash.digest('hex').slice(0, 12);
}

/** A repository of its own, so that what lies around it is neither listed nor obeyed. */
function commit(path: string): void {
  const git = (...args: readonly string[]) => execFileSync('git', args, { cwd: path });
  git('init', '-q');
  git('add', '-A');
  const author = ['-c', 'user.name=bench', '-c', 'user.email=bench@localhost'];
  git(...author, 'commit', '-q', '-m', 'Make the repository');
}

const KINDS: Readonly<Record<Kind, (count: number, random: Random) => ReadonlyMap<string, string>>> = {
  python: pythonFiles,
  typescript: (count, random) => typeScriptFiles(count, random, false),
  typed: (count, random) => typeScriptFiles(count, random, true),
  idle: (count) => new Map(Array.from({ length: count }, (_, index) => [`module_${index}.py`, 'x = 1\n'])),
};

function typeScriptFiles(count: number, random: Random, typed: boolean): ReadonlyMap<string, string> {
  const files = new Map([
    ['tests/client.ts', CLIENT],
    ['tests/setup.ts', SETUP],
    ['tsconfig.json', '{ "compilerOptions": { "strict": true } }'],
  ]);
  for (let index = 1; index < count; index++) {
    const folder = `part_${Math.floor(index / FILES_PER_FOLDER)}`;
    const size = FILE_SIZE / 2 + random.below(FILE_SIZE);
    if (index % TESTS_EVERY === 0)
      files.set(`tests/${folder}/shop-${index}.test.ts`, testModule(random, size, typed));
    else files.set(`shop/${folder}/module-${index}.ts`, applicationModule(random, size));
  }
  return files;
}

/** The Python files below a folder, relative to it, and their size. */
export function treeAt(path: string): Repository {
  const files = readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.py'))
    .map((entry) => join(entry.parentPath, entry.name).slice(path.length + 1))
    .sort();
  const bytes = files.reduce((sum, file) => sum + readFileSync(join(path, file)).byteLength, 0);
  return { path, files, bytes };
}
