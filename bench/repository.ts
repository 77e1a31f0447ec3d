import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { applicationModule } from './application.ts';
import { seeded, type Random } from './random.ts';
import { CONFTEST, testModule } from './suite.ts';
import { applicationModule as typeScriptModule } from './typescript/application.ts';
import { CLIENT, SETUP, testModule as typeScriptTests } from './typescript/suite.ts';

const SEED = 20_240_601;
const FILE_SIZE = 4_000;
const FILES_PER_FOLDER = 50;
/** Every tenth file belongs to a test suite. */
const TESTS_EVERY = 10;

/** `typed`: TypeScript whose receivers are known by their types alone. */
export type Kind = 'python' | 'typescript' | 'typed';

export interface Repository {
  readonly path: string;
  readonly files: number;
  readonly bytes: number;
}

/** Makes the repository of `count` files under `folder`, unless it stands there; always the same one. */
export function makeRepository(folder: string, count: number, kind: Kind): Repository {
  const files = repositoryFiles(count, KINDS[kind]);
  const path = join(folder, `${kind}-${count}`);
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

interface Content {
  /** What every test is built on, by path. */
  readonly base: Readonly<Record<string, string>>;
  test(index: number): string;
  module(index: number): string;
  tests(random: Random, size: number): string;
  code(random: Random, size: number): string;
}

const typeScript = (typed: boolean): Content => ({
  base: {
    'tests/client.ts': CLIENT,
    'tests/setup.ts': SETUP,
    'tsconfig.json': '{ "compilerOptions": { "strict": true } }',
  },
  test: (index) => `shop-${index}.test.ts`,
  module: (index) => `module-${index}.ts`,
  tests: (random, size) => typeScriptTests(random, size, typed),
  code: typeScriptModule,
});

const KINDS: Readonly<Record<Kind, Content>> = {
  python: {
    base: { 'tests/conftest.py': CONFTEST },
    test: (index) => `test_${index}.py`,
    module: (index) => `module_${index}.py`,
    tests: testModule,
    code: applicationModule,
  },
  typescript: typeScript(false),
  typed: typeScript(true),
};

function repositoryFiles(count: number, content: Content): ReadonlyMap<string, string> {
  const random = seeded(SEED);
  const files = new Map(Object.entries(content.base));
  for (let index = 1; index < count; index++) {
    const folder = `part_${Math.floor(index / FILES_PER_FOLDER)}`;
    const size = FILE_SIZE / 2 + random.below(FILE_SIZE);
    if (index % TESTS_EVERY === 0)
      files.set(`tests/${folder}/${content.test(index)}`, content.tests(random, size));
    else files.set(`shop/${folder}/${content.module(index)}`, content.code(random, size));
  }
  return files;
}
