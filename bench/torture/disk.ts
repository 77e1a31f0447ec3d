import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { damageIn, inspect, remainsIn, told } from './inspect.ts';
import type { Known } from './kills.ts';
import { runTool } from './process.ts';
import { scratch, runTrials, skippedPart, Tally, type PartResult, type Plan, type Trial } from './trial.ts';
import { foldersOf, writeTree } from './tree.ts';

/** Bytes of a page of a tmpfs, and so of the smallest file. */
export const PAGE = 4096;

/** Runs the tool on a disk that gets full, or out of inodes, while it writes; then with room again. */
export function disk(known: Known, plan: Plan): Promise<PartResult> {
  const why = whyNoMount();
  if (why !== undefined) return Promise.resolve(skippedPart('disk', plan, why));
  const tally = new Tally();
  return runTrials('disk', plan, tally, (trial) => fillOnce(known, trial, tally));
}

async function fillOnce(
  known: Known,
  { random, folder: top }: Trial,
  tally: Tally,
): Promise<readonly string[]> {
  const { tool, before } = known;
  const folder = join(top, 'tree');
  const isInodes = random.below(3) === 0;
  const spare = random.below(8);
  const pages = [...before.values()].reduce((sum, { length }) => sum + Math.ceil(length / PAGE), 0);
  const inodes = before.size + foldersOf(folder, before).length + 4;
  const size = (pages + before.size) * PAGE * 2 + (1 << 20);
  mkdirSync(folder);
  mount(folder, `size=${size},nr_inodes=${isInodes ? inodes + spare : inodes * 4}`);
  try {
    writeTree(folder, before);
    const ballast = join(folder, '.git', 'ballast');
    if (isInodes) useInodes(folder, spare);
    else fill(folder, ballast, spare);
    const ended = await runTool(tool, folder);
    const state = inspect(folder, known, tool);
    tally.add(isInodes ? 'out of inodes' : 'full');
    tally.add(state.left.length > 0 ? 'files left' : 'all files done all the same');
    const damage = damageIn(state);
    if (damage.length > 0) tally.add('files damaged');
    rmSync(join(folder, '.git'), { recursive: true, force: true });
    if (isInodes) execFileSync('mount', ['-o', `remount,size=${size},nr_inodes=${inodes * 4}`, folder]);
    const again = await runTool(tool, folder);
    const remains = remainsIn(inspect(folder, known, tool));
    if (remains.length > 0) tally.add('not made whole by a rerun');
    const what = `${isInodes ? 'out of inodes' : 'full'}, ${spare} to spare`;
    return [
      ...[...damage, ...told('temporary file left', state.temporary)].map((one) => `${what}: ${one}`),
      ...told(
        `${what}: files left, but it ends with`,
        state.left.length > 0 && ended.status === tool.ok ? ['success'] : [],
      ),
      ...told(`${what}: it ends with`, typeof ended.status === 'string' ? [ended.status] : []),
      ...remains.map((one) => `${what}; with room again: ${one}`),
      ...told(
        `${what}; with room again it ends with`,
        again.status === tool.ok ? [] : [String(again.status)],
      ),
    ];
  } finally {
    execFileSync('umount', [folder]);
  }
}

/** Leaves so many free pages. */
function fill(folder: string, ballast: string, spare: number): void {
  mkdirSync(join(folder, '.git'), { recursive: true });
  writeFileSync(ballast, '');
  const { bavail, bsize } = statfsSync(folder);
  writeFileSync(ballast, Buffer.alloc((bavail - spare) * bsize));
}

/** Leaves so many free inodes. */
function useInodes(folder: string, spare: number): void {
  const links = join(folder, '.git');
  mkdirSync(links, { recursive: true });
  const { ffree } = statfsSync(folder);
  for (let index = 0; index < ffree - spare; index++) writeFileSync(join(links, String(index)), '');
}

const mount = (folder: string, options: string): Buffer =>
  execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'torture', folder], { stdio: 'pipe' });

/** Why no disk can be mounted here. */
export function whyNoMount(): string | undefined {
  if (process.platform !== 'linux') return 'only Linux has a tmpfs';
  const folder = scratch('mount');
  try {
    mount(folder, 'size=64k');
    execFileSync('umount', [folder]);
    return undefined;
  } catch {
    return 'this user may not mount a tmpfs';
  } finally {
    rmSync(folder, { recursive: true });
  }
}
