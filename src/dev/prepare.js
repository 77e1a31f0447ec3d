import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  statSync,
  unlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * npm's `prepare`: builds `dist/`. It runs with Node alone, since npm installs no development dependencies for a package
 * that it installs globally from git (https://github.com/npm/cli/issues/8440), as pre-commit does. It prints on stderr
 * only: `npm pack` prints the name of its file on stdout.
 */

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const NAME = 'bump-testclient';
const BUILT = join(ROOT, 'dist/bin/bump-testclient.js');

/** What `npm run build` needs, besides what npm installs for it. */
const SOURCES = [
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'tsconfig.build.json',
  'bin',
  'src',
  'transforms',
];
const TOOLS = ['tsx', 'typescript', 'esbuild', 'tree-sitter-python'];

function prepare() {
  if (hasTools()) npm(ROOT, 'run', 'build');
  else if (!isUpToDate()) buildElsewhere();
  if (isGlobalClone()) replaceLink();
}

function hasTools() {
  const { resolve } = createRequire(import.meta.url);
  try {
    TOOLS.forEach((name) => resolve(`${name}/package.json`));
    return true;
  } catch {
    return false;
  }
}

/** npm prepares a clone twice: when it installs the dependencies, and when it packs it. */
function isUpToDate() {
  if (!existsSync(BUILT)) return false;
  const builtAt = statSync(BUILT).mtimeMs;
  return SOURCES.flatMap(filesAt).every((path) => statSync(path).mtimeMs <= builtAt);
}

/** @param {string} source */
function filesAt(source) {
  const path = join(ROOT, source);
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { recursive: true, encoding: 'utf8' }).map((file) => join(path, file));
}

/** Builds in a copy, which leaves the `node_modules` here as whoever runs npm wants them. */
function buildElsewhere() {
  const copy = mkdtempSync(join(tmpdir(), `${NAME}-build-`));
  try {
    for (const path of SOURCES) cpSync(join(ROOT, path), join(copy, path), { recursive: true });
    npm(copy, 'ci', '--ignore-scripts', '--include=dev', '--no-audit', '--no-fund');
    npm(copy, 'run', 'build');
    rmSync(join(ROOT, 'dist'), { recursive: true, force: true });
    cpSync(join(copy, 'dist'), join(ROOT, 'dist'), { recursive: true });
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

/**
 * Before version 12 npm makes the global package a link to its clone, and then deletes the clone
 * (https://github.com/npm/cli/issues/6984). Puts a copy with its dependencies there instead, as npm 12 does.
 */
function replaceLink() {
  const link = join(spawnNpm(ROOT, ['root', '--global'], 'pipe').trim(), NAME);
  if (!lstatSync(link, { throwIfNoEntry: false })?.isSymbolicLink()) return;
  // npm would move the link to where it has already moved what was there before.
  unlinkSync(link);
  npm(ROOT, 'install', '--global', '--install-links', '--ignore-scripts', '--no-audit', '--no-fund', ROOT);
}

/** A package that somebody links to a checkout of their own (`npm install --global .`) stays a link. */
function isGlobalClone() {
  const { npm_config_global, npm_config_cache } = process.env;
  if (npm_config_global !== 'true' || !npm_config_cache) return false;
  return realpathSync(ROOT).startsWith(realpathSync(npm_config_cache) + sep);
}

/**
 * Runs npm in a folder; what it says on stdout goes to stderr.
 *
 * @param {string} cwd
 * @param {...string} args
 */
function npm(cwd, ...args) {
  spawnNpm(cwd, args, 2);
}

/**
 * Runs npm in a folder and returns what it says on stdout where that is piped.
 *
 * @param {string} cwd
 * @param {readonly string[]} args
 * @param {2 | 'pipe'} stdout
 */
function spawnNpm(cwd, args, stdout) {
  // A global npm passes these on to what it starts; in a folder they would be wrong.
  const { npm_config_global: _global, npm_config_location: _location, ...env } = process.env;
  const cli = env['npm_execpath'];
  // Another package manager may have started this script.
  const isNpm = cli !== undefined && /npm-cli\.c?js$/.test(cli);
  return execFileSync(isNpm ? process.execPath : 'npm', isNpm ? [cli, ...args] : args, {
    cwd,
    env,
    // Only a shell starts npm's script on Windows.
    shell: !isNpm && process.platform === 'win32',
    stdio: ['ignore', stdout, 'inherit'],
    encoding: 'utf8',
  });
}

prepare();
