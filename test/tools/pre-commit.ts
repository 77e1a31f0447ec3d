import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { finish, run } from '../../src/dev/package/process.ts';
import { requireNpmRegistry, requirePyPI } from '../../src/dev/package/registries.ts';
import { commitSeconds, pack, pythonWith } from '../../src/dev/package/wheel/tools.ts';
import { buildWheel } from '../../src/dev/package/wheel/wheel.ts';
import { code } from '../support/snippets.ts';
import type { Part } from './parts.ts';
import { pathWithoutNode } from './path.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const LEGACY = code`
  from starlette.testclient import TestClient

  client = TestClient(app)


  def test_login():
      assert client.get("/login", allow_redirects=False).status_code == 303

`;
const MIGRATED = LEGACY.replace('allow_redirects', 'follow_redirects');

interface Made {
  readonly python: string;
  readonly tarball: string;
  readonly wheel: string;
}

/** Hooks of pre-commit that are written in the user's own configuration; the package check has the hook of this repository. */
export const preCommit: Part = {
  name: 'pre-commit',
  checks(folder) {
    let known: Made | undefined;
    const made = (): Made => (known ??= make(folder));
    return [
      {
        name: 'a local hook of language node installs the npm package',
        run: () => check('node', made().tarball, made(), join(folder, 'node')),
      },
      {
        name: 'a local hook of language python installs the wheel, where there is no Node',
        run: () => check('python', made().wheel, made(), join(folder, 'python')),
      },
    ];
  },
};

/** Files stand in for what the registries have. */
function make(folder: string): Made {
  requireNpmRegistry();
  requirePyPI('pre-commit');
  const python = pythonWith(folder, 'pre-commit', 'hatchling==1.33.0');
  const tarball = pack(ROOT, folder);
  return {
    python,
    tarball,
    wheel: buildWheel({ tarball, out: folder, time: commitSeconds(ROOT), python }),
  };
}

/** Commits, so that only what is staged is looked at: the first time the hook changes it and fails, the second time it passes. */
function check(language: 'node' | 'python', dependency: string, { python }: Made, folder: string): undefined {
  const user = join(folder, 'user');
  mkdirSync(user, { recursive: true });
  writeFileSync(join(user, '.pre-commit-config.yaml'), configFor(language, dependency));
  writeFileSync(join(user, 'test_login.py'), LEGACY);
  writeFileSync(join(user, 'test_other.py'), LEGACY);
  const path = language === 'python' ? pathWithoutNode(folder) : process.env['PATH'];
  const settings = {
    cwd: user,
    env: { PRE_COMMIT_HOME: join(folder, 'home'), PATH: path, ...identity },
  };
  run(settings, 'git', 'init', '--quiet');
  run(settings, python, '-m', 'pre_commit', 'install');
  run(settings, 'git', 'add', '.pre-commit-config.yaml', 'test_login.py');
  const first = finish(settings, 'git', 'commit', '-m', 'first');
  if (first.status === 0) throw new Error(`the commit was made:\n${first.stdout}${first.stderr}`);
  expectText(join(user, 'test_login.py'), MIGRATED, first.stdout + first.stderr);
  expectText(join(user, 'test_other.py'), LEGACY, first.stdout + first.stderr);
  run(settings, 'git', 'add', 'test_login.py');
  run(settings, 'git', 'commit', '-m', 'second');
  run(settings, 'git', 'add', 'test_other.py');
  const all = finish(settings, python, '-m', 'pre_commit', 'run', '--all-files');
  expectText(join(user, 'test_other.py'), MIGRATED, all.stdout + all.stderr);
}

const identity = {
  GIT_AUTHOR_NAME: 'A',
  GIT_AUTHOR_EMAIL: 'a@example.com',
  GIT_COMMITTER_NAME: 'A',
  GIT_COMMITTER_EMAIL: 'a@example.com',
};

/** As docs/install.md shows it. */
const configFor = (language: string, dependency: string): string => `repos:
- repo: local
  hooks:
  - id: bump-testclient
    name: bump-testclient
    entry: bump-testclient
    language: ${language}
    additional_dependencies: [${JSON.stringify(dependency)}]
    files: \\.(?:py|[cm]?[jt]s|[jt]sx)$
    require_serial: true
`;

function expectText(path: string, text: string, said: string): void {
  if (readFileSync(path, 'utf8') !== text) throw new Error(`${path} is not what it has to be:\n${said}`);
}
