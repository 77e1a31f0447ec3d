import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { messageOf } from '../src/runner/errors.ts';
import { measure, median, type Command, type Measured } from './measure.ts';
import { makeRepository, type Repository } from './repository.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const BIN = join(ROOT, 'dist/bin/bump-testclient.js');

const { values } = parseArgs({
  options: {
    files: { type: 'string', default: '1000' },
    rounds: { type: 'string', default: '7' },
    language: { type: 'string', default: 'python' },
  },
});

/** Times whole processes over a made repository and prints a table. */
function main(): void {
  const [files, rounds] = [wholeNumber('files', values.files), wholeNumber('rounds', values.rounds)];
  if (!existsSync(BIN)) throw new Error('there is no built command: run `npm run build` first');
  const folder = join(ROOT, '.bench');
  mkdirSync(folder, { recursive: true });
  const { label, commands, base, repository } = contestOf(folder, files);
  const megabytes = (repository.bytes / 1e6).toFixed(1);
  console.log(
    `${repository.files} ${label} files, ${megabytes} MB; median of ${rounds}; Node ${process.version}, ${cpus().length} CPUs\n`,
  );
  console.log(table(measure(commands, rounds), base));
}

/** What is timed beside what. */
interface Contest {
  readonly label: string;
  readonly repository: Repository;
  readonly commands: readonly Command[];
  /** The name of the command that the others are compared with. */
  readonly base: string;
}

function contestOf(folder: string, files: number): Contest {
  if (values.language === 'python') {
    const repository = makeRepository(folder, files, 'python');
    return {
      label: 'Python',
      repository,
      commands: besideAstGrep(repository),
      base: 'ast-grep, one pattern',
    };
  }
  if (values.language !== 'typescript')
    throw new Error(`--language takes python or typescript, not "${values.language}"`);
  const repository = makeRepository(folder, files, 'typescript');
  const typed = makeRepository(folder, files, 'typed');
  const commands = besideJscodeshift(repository, typed);
  return { label: 'TypeScript', repository, commands, base: 'jscodeshift, one rename' };
}

/** The command over code whose receivers are known by their names, and over code where only the compiler knows them. */
function besideJscodeshift({ path }: Repository, typed: Repository): readonly Command[] {
  const program = process.execPath;
  const jscodeshift = join(ROOT, 'node_modules/jscodeshift/bin/jscodeshift.js');
  const transform = join(ROOT, 'bench/typescript/rename.cjs');
  const options = ['--parser=ts', '--extensions=ts', '--no-babel', '--dry', '--silent'];
  return [
    { name: 'node, doing nothing', program, args: ['-e', '0'], cwd: path, exits: [0] },
    { name: 'bump-testclient --check', program, args: [BIN, '--check', '.'], cwd: path, exits: [1] },
    {
      name: 'bump-testclient --check, with types',
      program,
      args: [BIN, '--check', '.'],
      cwd: typed.path,
      exits: [1],
    },
    {
      name: 'jscodeshift, one rename',
      program,
      args: [jscodeshift, '-t', transform, ...options, '.'],
      cwd: path,
      exits: [0],
    },
  ];
}

function besideAstGrep({ path }: Repository): readonly Command[] {
  return [
    { name: 'node, doing nothing', program: process.execPath, args: ['-e', '0'], cwd: path, exits: [0] },
    // Some of its files have something to change.
    {
      name: 'bump-testclient --check',
      program: process.execPath,
      args: [BIN, '--check', '.'],
      cwd: path,
      exits: [1],
    },
    {
      name: 'ast-grep, one pattern',
      program: astGrep(),
      args: ['run', '--lang', 'python', '--pattern', 'client.delete($$$ARGS)', '.'],
      cwd: path,
      exits: [0],
    },
  ];
}

/** The binary of the platform's own package: the shim in front of it costs a start of Node. */
function astGrep(): string {
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

function table(all: readonly Measured[], baseName: string): string {
  const base = median(all.find(({ name }) => name === baseName)!.milliseconds);
  const rows = all.map(({ name, milliseconds, megabytes }) => {
    const middle = median(milliseconds);
    const range = `${Math.min(...milliseconds).toFixed(0)} to ${Math.max(...milliseconds).toFixed(0)}`;
    const memory = megabytes === undefined ? '-' : megabytes.toFixed(0);
    return [name, middle.toFixed(0), range, `${(middle / base).toFixed(2)}x`, memory];
  });
  const lines = [['process', 'ms', 'range', `of ${baseName.split(',')[0] ?? ''}`, 'peak MB'], ...rows];
  const widths = lines[0]!.map((_, column) => Math.max(...lines.map((line) => line[column]!.length)));
  return lines
    .map((line) =>
      line
        .map((cell, column) => pad(cell, widths[column]!, column))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

const pad = (cell: string, width: number, column: number): string =>
  column === 0 ? cell.padEnd(width) : cell.padStart(width);

function wholeNumber(name: string, value: string): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1)
    throw new Error(`--${name} takes a whole number above 0, not "${value}"`);
  return number;
}

try {
  main();
} catch (error) {
  console.error(messageOf(error));
  process.exitCode = 1;
}
