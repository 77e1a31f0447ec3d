import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { measure, median, type Command, type Measured } from './measure.ts';
import { makeRepository, type Repository } from './repository.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const BIN = join(ROOT, 'dist/bin/bump-testclient.js');

const { values } = parseArgs({
  options: { files: { type: 'string', default: '1000' }, rounds: { type: 'string', default: '7' } },
});

/** Times whole processes over a made repository and prints a table. */
function main(): void {
  const [files, rounds] = [wholeNumber('files', values.files), wholeNumber('rounds', values.rounds)];
  if (!existsSync(BIN)) throw new Error('there is no built command: run `npm run build` first');
  const folder = join(ROOT, '.bench');
  mkdirSync(folder, { recursive: true });
  const repository = makeRepository(folder, files);
  const megabytes = (repository.bytes / 1e6).toFixed(1);
  console.log(
    `${repository.files} Python files, ${megabytes} MB; median of ${rounds}; Node ${process.version}, ${cpus().length} CPUs\n`,
  );
  console.log(table(measure(commandsFor(repository), rounds)));
}

function commandsFor({ path }: Repository): readonly Command[] {
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

function table(all: readonly Measured[]): string {
  const base = median(all.find(({ name }) => name.startsWith('ast-grep'))!.milliseconds);
  const rows = all.map(({ name, milliseconds, megabytes }) => {
    const middle = median(milliseconds);
    const range = `${Math.min(...milliseconds).toFixed(0)} to ${Math.max(...milliseconds).toFixed(0)}`;
    const memory = megabytes === undefined ? '-' : megabytes.toFixed(0);
    return [name, middle.toFixed(0), range, `${(middle / base).toFixed(2)}x`, memory];
  });
  const lines = [['process', 'ms', 'range', 'of ast-grep', 'peak MB'], ...rows];
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
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
