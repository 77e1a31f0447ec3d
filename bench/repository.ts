import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { applicationModule } from './application.ts';
import { seeded } from './random.ts';
import { CONFTEST, testModule } from './suite.ts';

const SEED = 20_240_601;
const FILE_SIZE = 4_000;
const FILES_PER_FOLDER = 50;
/** Every tenth file belongs to a test suite. */
const TESTS_EVERY = 10;

export interface Repository {
  readonly path: string;
  readonly files: number;
  readonly bytes: number;
}

/** Makes the repository of `count` Python files under `folder`, unless it stands there; always the same one. */
export function makeRepository(folder: string, count: number): Repository {
  const files = repositoryFiles(count);
  const path = join(folder, `repository-${count}`);
  const bytes = [...files.values()].reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  const done = join(path, '.git', `made-with-${SEED}-${bytes}`);
  if (!existsSync(done)) {
    rmSync(path, { recursive: true, force: true });
    for (const [name, text] of files) {
      mkdirSync(dirname(join(path, name)), { recursive: true });
      writeFileSync(join(path, name), text);
    }
    // A repository of its own, so that what lies around it is neither listed nor obeyed.
    const git = (...args: readonly string[]) => execFileSync('git', args, { cwd: path });
    git('init', '-q');
    git('add', '-A');
    git(
      '-c',
      'user.name=bench',
      '-c',
      'user.email=bench@localhost',
      'commit',
      '-q',
      '-m',
      'Make the repository',
    );
    writeFileSync(done, '');
  }
  return { path, files: files.size, bytes };
}

function repositoryFiles(count: number): ReadonlyMap<string, string> {
  const random = seeded(SEED);
  const files = new Map([['tests/conftest.py', CONFTEST]]);
  for (let index = 1; index < count; index++) {
    const folder = `part_${Math.floor(index / FILES_PER_FOLDER)}`;
    const size = FILE_SIZE / 2 + random.below(FILE_SIZE);
    if (index % TESTS_EVERY === 0) files.set(`tests/${folder}/test_${index}.py`, testModule(random, size));
    else files.set(`shop/${folder}/module_${index}.py`, applicationModule(random, size));
  }
  return files;
}
