import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Unavailable } from '../../src/dev/package/checks.ts';
import { succeeds } from '../../src/dev/package/process.ts';
import type { Command, Entry } from '../measure/command.ts';
import { environmentWith } from './venv.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
export const BIN = join(ROOT, 'dist/bin/bump-testclient.js');
/** What the bench makes and installs. */
export const SCRATCH = join(ROOT, '.bench');

const LIBCST = 'libcst==1.9.0';
const PREVIOUS = 'bump-testclient==0.3.0';
/** What is measured is never left out. */
const HOUR = 3_600_000;
/** About what a command line can hold on Linux. */
const MOST_CHARACTERS = 1_500_000;

export const NAMES = {
  nothing: 'node -e 0',
  version: 'bump-testclient --version',
  idle: 'bump-testclient, nothing to do',
  own: 'bump-testclient',
  typed: 'bump-testclient, with types',
  astGrep: 'ast-grep, one pattern',
  ripgrep: 'ripgrep, one word',
  libcst: 'LibCST, one rename',
  previous: 'bump-testclient 0.3.0',
  jscodeshift: 'jscodeshift, one rename',
} as const;

/** The name of a process that may be compared. */
export type Name = (typeof NAMES)[keyof typeof NAMES];

/** Code to run over. */
export interface Tree {
  readonly path: string;
  /** The files of the language that is compared, relative to `path`. */
  readonly files: readonly string[];
}

const node = (name: Name, cwd: string, args: readonly string[], exits: readonly number[]): Command => ({
  name,
  program: process.execPath,
  args,
  cwd,
  exits,
});

export const nothing = (cwd: string): Command => node(NAMES.nothing, cwd, ['-e', '0'], [0]);

export const version = (cwd: string): Command => node(NAMES.version, cwd, [BIN, '--version'], [0]);

/** Over a tree that is not ours, some files may have errors (2); over others some have something to change. */
export const own = (name: Name, { path }: Tree, exits: readonly number[] = [0, 1, 2]): Command => ({
  ...node(name, path, [BIN, '--check', '--quiet', '--no-ignore', '.'], exits),
  limit: HOUR,
});

export const jscodeshift = ({ path }: Tree): Command => {
  const program = join(ROOT, 'node_modules/jscodeshift/bin/jscodeshift.js');
  const transform = join(ROOT, 'bench/typescript/rename.cjs');
  const options = ['--parser=ts', '--extensions=ts', '--no-babel', '--dry', '--silent'];
  return node(NAMES.jscodeshift, path, [program, '-t', transform, ...options, '.'], [0]);
};

export const astGrep = ({ path }: Tree): Command => ({
  name: NAMES.astGrep,
  program: astGrepProgram(),
  args: ['run', '--no-ignore', 'vcs', '--lang', 'python', '--pattern', 'client.delete($$$ARGS)', '.'],
  cwd: path,
  exits: [0, 1],
});

/** The binary of the platform's own package: the shim in front of it costs a start of Node. */
function astGrepProgram(): string {
  const packages = join(ROOT, 'node_modules/@ast-grep');
  const name = process.platform === 'win32' ? 'ast-grep.exe' : 'ast-grep';
  const prefix = `cli-${process.platform}-${process.arch}`;
  const found = readdirSync(packages)
    .filter((folder) => folder.startsWith(prefix))
    .map((folder) => join(packages, folder, name))
    .find((path) => existsSync(path));
  if (found === undefined)
    throw new Error(`${packages} has no package ${prefix}*: run \`npm ci\` with optional dependencies`);
  return found;
}

/** The floor: what it costs to list the files, read them, and look for bytes. */
export const ripgrep = ({ path }: Tree): Entry =>
  succeeds({ cwd: path }, 'rg', '--version')
    ? {
        name: NAMES.ripgrep,
        program: 'rg',
        args: ['--no-ignore', '--glob', '*.py', '--count', 'allow_redirects', '.'],
        cwd: path,
        exits: [0, 1],
      }
    : { name: NAMES.ripgrep, missing: 'ripgrep is not installed' };

/** Prints diffs and writes nothing, with one process for each core. */
export const libcst = ({ path }: Tree): Entry =>
  unlessUnavailable(NAMES.libcst, () => ({
    name: NAMES.libcst,
    program: join(environmentWith(SCRATCH, 'libcst-1.9.0', [LIBCST]), 'python'),
    args: [
      ...['-B', '-m', 'libcst.tool', 'codemod', '--external', '--unified-diff', '--no-format'],
      ...['--hide-progress', 'rename_keyword.RenameKeyword', '.'],
    ],
    cwd: path,
    env: { PYTHONPATH: join(ROOT, 'bench/rivals') },
    // Files of other trees may be of another Python.
    exits: [0, 1],
  }));

/** It takes files alone and writes them: it runs on a copy, which is brought back before every run. */
export function previous({ path, files }: Tree): Entry {
  const name = NAMES.previous;
  if (files.reduce((sum, file) => sum + file.length + 1, 0) > MOST_CHARACTERS)
    return { name, missing: 'takes its files on the command line, which cannot hold that many' };
  return unlessUnavailable(name, () => {
    const bin = environmentWith(SCRATCH, 'bump-testclient-0.3.0', [PREVIOUS, LIBCST, 'httpx==0.28.1']);
    const copy = join(SCRATCH, 'copy');
    return {
      name,
      program: join(bin, 'bump-testclient'),
      args: files,
      cwd: copy,
      exits: [0, 1],
      prepare: () => copyFiles(path, files, copy),
    };
  });
}

function copyFiles(from: string, files: readonly string[], to: string): void {
  rmSync(to, { recursive: true, force: true });
  for (const folder of new Set(files.map((file) => dirname(file))))
    mkdirSync(join(to, folder), { recursive: true });
  for (const file of files) cpSync(join(from, file), join(to, file));
}

function unlessUnavailable(name: Name, make: () => Command): Entry {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error;
    return { name, missing: error.message };
  }
}

/** The versions of what is compared, for the page. */
export const versions = (): Readonly<Record<string, string>> => ({
  'ast-grep': execFileSync(astGrepProgram(), ['--version'], { encoding: 'utf8' }).trim().replace(/^\D+/, ''),
  LibCST: LIBCST.replace(/.*==/, ''),
  Node: process.version.slice(1),
});
