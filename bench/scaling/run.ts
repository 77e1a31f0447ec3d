import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { messageOf } from '../../src/runner/errors.ts';
import { exponentOf, type Point } from './growth.ts';
import { takenBy } from './process.ts';
import type { Files, Shape } from './shape.ts';
import { SHAPES } from './shapes.ts';

/**
 * Runs the built command, as a whole process, over inputs that grow: n, 2n, 4n and 8n of one thing. Prints CPU time,
 * memory and the power of n that the time grows with, and fails where that is more than n log n, or memory too much.
 *   npm run bench:scaling -- --only calls,fixtures --command dist/bin/bump-testclient.js
 */
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const FOLDER = join(ROOT, '.bench/scaling');

/** n log n over the sizes in question, and what times scatter. */
const MAX_EXPONENT = 1.3;
const MAX_MEGABYTES = 1024;
const STEPS = [1 / 8, 1 / 4, 1 / 2, 1] as const;

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    command: { type: 'string', default: join(ROOT, 'dist/bin/bump-testclient.js') },
    /** Seconds for one process. */
    limit: { type: 'string', default: '120' },
  },
});

/** Each process has a working directory of its own. */
const COMMAND = resolve(values.command);

function main(): void {
  if (!statSync(COMMAND, { throwIfNoEntry: false })?.isFile())
    throw new Error(`there is no file ${COMMAND}: build the command first, with \`npm run build\``);
  const failed = chosen(values.only).filter((shape) => !isFine(shape));
  if (failed.length === 0) return;
  console.log(
    `\nnot within n^${MAX_EXPONENT} and ${MAX_MEGABYTES} MB: ${failed.map(({ name }) => name).join(', ')}`,
  );
  process.exitCode = 1;
}

function chosen(only: string | undefined): readonly Shape[] {
  if (only === undefined) return SHAPES;
  return only.split(',').map((name) => {
    const found = SHAPES.find((shape) => shape.name === name);
    if (found) return found;
    throw new Error(
      `there is no shape "${name}": the shapes are ${SHAPES.map((shape) => shape.name).join(', ')}`,
    );
  });
}

/** Runs all sizes of a shape, prints a line for each, and tells whether they grow as they should. */
function isFine(shape: Shape): boolean {
  console.log(`${shape.name}: ${shape.what}`);
  const idle = run(shape, 1);
  if (typeof idle === 'string') return complain(1, idle);
  const points: Point[] = [];
  for (const step of STEPS) {
    const n = shape.size * step;
    const taken = run(shape, n);
    if (typeof taken === 'string') return complain(n, taken);
    points.push({ n, seconds: Math.max(0, taken.seconds - idle.seconds) });
    console.log(line(n, `${taken.seconds.toFixed(2)} s  ${taken.megabytes.toFixed(0).padStart(5)} MB`));
    if (taken.megabytes > MAX_MEGABYTES) return complain(n, 'too much memory');
  }
  const exponent = exponentOf(points);
  console.log(`  grows with ${exponent === undefined ? 'nothing to speak of' : `n^${exponent.toFixed(2)}`}`);
  return exponent === undefined || exponent <= MAX_EXPONENT;
}

function complain(n: number, problem: string): false {
  console.log(line(n, problem));
  return false;
}

const line = (n: number, text: string): string => `  ${String(n).padStart(7)}  ${text}`;

function run(shape: Shape, n: number): ReturnType<typeof takenBy> {
  const folder = join(FOLDER, shape.name, String(n));
  write(folder, shape.files(n));
  return takenBy(COMMAND, ['--dry-run', '--no-config', '--no-ignore', '.'], folder, Number(values.limit));
}

/** A repository of its own, so that what lies around it, such as the other inputs, is neither listed nor read. */
function write(folder: string, files: Files): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  execFileSync('git', ['init', '--quiet'], { cwd: folder });
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

try {
  main();
} catch (error) {
  console.error(messageOf(error));
  process.exitCode = 1;
}
