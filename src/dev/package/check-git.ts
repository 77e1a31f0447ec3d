import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { finish, run } from './process.ts';
import { requireNpmRegistry, requirePyPI } from './registries.ts';

/** The last that packs its clone of the hook, and the first that has npm install it globally from git. */
export const PRE_COMMITS = ['pre-commit==4.6.2', 'pre-commit==4.7.0'] as const;
const BIN = 'bump-testclient';

const LEGACY = `from starlette.testclient import TestClient

client = TestClient(app)


def test_login():
    assert client.get("/login", allow_redirects=False).status_code == 303
`;
const MIGRATED = LEGACY.replace('allow_redirects', 'follow_redirects');

/** A clone of what is committed, with its hash; what is only in the work tree is not in it. */
export interface Clone {
  readonly path: string;
  readonly revision: string;
}

/** Clones the repository at `root` into the folder. */
export function cloneOf(root: string, folder: string): Clone {
  const path = join(folder, 'clone');
  run({ cwd: folder }, 'git', 'clone', '--quiet', root, path);
  return { path, revision: run({ cwd: path }, 'git', 'rev-parse', 'HEAD').trim() };
}

/** Installs with `npm install --global` from git, and migrates a copy of the example. Throws where anything fails. */
export function checkGlobalInstall(clone: Clone, example: string, folder: string): string {
  requireNpmRegistry();
  const prefix = join(folder, 'prefix');
  mkdirSync(prefix);
  cpSync(example, join(folder, 'example'), { recursive: true });
  const settings = { cwd: folder };
  const npmVersion = run(settings, 'npm', '--version').trim();
  // npm 12 takes nothing from git that it is not told to.
  const allow = Number.parseInt(npmVersion) >= 12 ? ['--allow-git=root'] : [];
  const source = `git+${pathToFileURL(clone.path).href}`;
  run(
    settings,
    'npm',
    'install',
    '--global',
    '--no-audit',
    '--no-fund',
    ...allow,
    '--prefix',
    prefix,
    source,
  );
  const diff = run(settings, installed(prefix), '--dry-run', 'example');
  if (!diff.startsWith('--- a/example/')) throw new Error(`a dry run printed no diff:\n${diff}`);
  return `npm ${npmVersion}`;
}

const installed = (prefix: string): string =>
  process.platform === 'win32' ? join(prefix, `${BIN}.cmd`) : join(prefix, 'bin', BIN);

/** Runs a version of pre-commit, from PyPI, over a repository that uses the clone as a hook. Throws where anything fails. */
export function checkPreCommit(requirement: string, clone: Clone, folder: string): undefined {
  requireNpmRegistry();
  requirePyPI(requirement);
  const venv = join(folder, 'venv');
  run({ cwd: folder }, 'python3', '-m', 'venv', venv);
  const python = join(venv, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
  run({ cwd: folder }, python, '-m', 'pip', 'install', '--quiet', requirement);
  const user = scratchRepository(clone, folder);
  const settings = { cwd: user, env: { PRE_COMMIT_HOME: join(folder, 'pre-commit') } };
  const preCommit = ['-m', 'pre_commit', 'run', '--all-files'];
  const { stdout, stderr } = finish(settings, python, ...preCommit);
  // It counts a hook that changed a file as failed.
  if (readFileSync(join(user, 'test_login.py'), 'utf8') !== MIGRATED)
    throw new Error(`the hook did not migrate the file:\n${stdout}${stderr}`);
  const results = [...stdout.matchAll(/^(\S.*?)\.{3,}(Passed|Failed)$/gm)].map(
    ([, name, result]) => `${name}: ${result}`,
  );
  if (results.join() !== 'bump-testclient --check: Failed,bump-testclient: Failed')
    throw new Error(`a hook said something else of a file that is not migrated:\n${stdout}${stderr}`);
  run(settings, 'git', 'add', '.');
  run(settings, python, ...preCommit);
}

function scratchRepository({ path, revision }: Clone, folder: string): string {
  const user = join(folder, 'user');
  mkdirSync(user);
  const hook = `repos:\n- repo: ${JSON.stringify(path)}\n  rev: ${revision}\n  hooks:\n  - id: bump-testclient-check\n  - id: bump-testclient\n`;
  writeFileSync(join(user, '.pre-commit-config.yaml'), hook);
  writeFileSync(join(user, 'test_login.py'), LEGACY);
  writeFileSync(join(user, 'notes.txt'), 'None of the files of the command.\n');
  run({ cwd: user }, 'git', 'init', '--quiet');
  run({ cwd: user }, 'git', 'add', '.');
  return user;
}
