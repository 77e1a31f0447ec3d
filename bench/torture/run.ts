import { rmSync } from 'node:fs';
import { beside } from './beside.ts';
import { compare } from './compare.ts';
import { disk, PAGE } from './disk.ts';
import { errors } from './errors.ts';
import { fuzz } from './fuzz/fuzz.ts';
import { kills, learn, type Known } from './kills.ts';
import { parseOptions, USAGE, type Options, type PartName } from './options.ts';
import { updatePage } from './pages.ts';
import { pairs } from './pairs.ts';
import { built, fromSource } from './tools.ts';
import { makeTree } from './tree.ts';
import { scratch, type PartResult } from './trial.ts';

/** A run with an error in it is short, so that many fit in a night. */
const ERROR_FILES = 60;
const DISK_FILES = 300;
const SHOWN = 20;

if (process.argv.includes('--help')) {
  console.log(USAGE);
  process.exit(0);
}
const options = parseOptions(process.argv.slice(2));
const top = scratch('learned');
const results: PartResult[] = [];
try {
  for (const part of options.parts) {
    const [ours, ...others] = await runPart(part, options);
    if (!ours) continue;
    results.push(ours);
    print(part, ours);
    for (const { tool = '', trials, figures } of others)
      console.log(`  ${tool}, ${trials} trials: ${JSON.stringify(figures)}`);
    if (options.update) await updatePage(part, [ours, ...others]);
  }
} finally {
  rmSync(top, { recursive: true, force: true });
}
const failed = results.reduce((sum, { failures }) => sum + failures.length, 0);
const passed = results.reduce((sum, { trials }) => sum + trials, 0) - failed;
console.log(`torture: ${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;

async function runPart(part: PartName, options: Options): Promise<readonly PartResult[]> {
  const tool = options.isSource ? fromSource() : built();
  const plan = options.plan(part);
  console.log(`${part}: seed ${plan.seed}, ${plan.trials} trials from ${plan.first} on`);
  const know = (files: number, size?: number) => learn(tool, makeTree(files, size), top);
  switch (part) {
    case 'kills':
      return withOthers(kills, await know(options.files), options);
    case 'errors':
      return [await errors(await know(ERROR_FILES), plan)];
    case 'pairs':
      return [await pairs(await know(options.files), plan)];
    case 'beside':
      return [await beside(await know(options.files), plan)];
    case 'disk':
      return withOthers(disk, await know(DISK_FILES, PAGE - 1), options);
    case 'fuzz':
      return [await fuzz(plan)];
  }
}

async function withOthers(
  part: typeof kills | typeof disk,
  known: Known,
  { plan, compare: python }: Options,
): Promise<readonly PartResult[]> {
  const own = plan(part === kills ? 'kills' : 'disk');
  const ours = await part(known, own);
  const others = python !== undefined && !ours.skipped ? await compare(part, known, own, python, top) : [];
  return [ours, ...others];
}

function print(part: PartName, { trials, failures, figures, skipped, seed }: PartResult): void {
  if (skipped !== undefined) return console.log(`  skipped: ${skipped}`);
  for (const [name, count] of Object.entries(figures)) console.log(`  ${name}: ${count}`);
  for (const { trial, problems, folder } of failures.slice(0, SHOWN)) {
    console.log(
      `  FAILED trial ${trial}: npm run torture -- --only ${part} --seed ${seed} --first ${trial} --trials 1`,
    );
    // The rest, such as a stack, is in the folder.
    for (const problem of problems) console.log(`    ${problem.split('\n')[0]!.slice(0, 400)}`);
    console.log(`    kept in ${folder}`);
  }
  if (failures.length > SHOWN) console.log(`  and ${failures.length - SHOWN} more`);
  console.log(`  ${trials} trials, ${failures.length} failed`);
}
