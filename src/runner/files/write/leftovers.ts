import * as fs from 'node:fs';
import { join } from 'node:path';
import { kill } from 'node:process';
import { codeOf } from '../../errors.ts';
import { git, records } from '../git/call.ts';
import type { Roots } from '../git.ts';
import { openFolder, type Folder } from './folder.ts';
import { listed, machine, removed } from './names.ts';

const NAME = /^\.bump-testclient-([0-9a-f]{8})-([1-9]\d{0,9})-[0-9a-f]{12}\.tmp$/;

/** How earlier versions named it, after the file. Others name files so too: it is never removed. */
const OLD_NAME = /^.+\.(?:pyi?|[cm]?[jt]sx?|txt|toml|cfg|ini|json)\.[0-9a-f]{12}\.tmp$/;

/** In milliseconds. No file is half replaced for longer: this tells where a process cannot be asked for. */
const OLD = 3_600_000;

interface Clearing {
  readonly roots: Roots;
  readonly removed: string[];
  readonly stuck: string[];
  /** Files that are named as by earlier versions. */
  readonly old: string[];
}

/**
 * Removes the temporary files of dead runs from these folders, which are real paths; but none that git tracks, or may track where it does
 * not answer. Never rejects. Resolves to notes that name what was removed. `shown`: a path as people are to see it.
 */
export async function removeLeftovers(
  folders: Iterable<string>,
  roots: Roots,
  shown: (path: string) => string,
): Promise<readonly string[]> {
  const clearing: Clearing = { roots, removed: [], stuck: [], old: [] };
  for (const folder of new Set(folders)) await removeFrom(folder, clearing).catch(() => undefined);
  const note = (what: string, paths: readonly string[]): readonly string[] =>
    paths.length > 0 ? [`${what}: ${listed(paths.map(shown))}`] : [];
  return [
    ...note('removed temporary files of a run that was killed', clearing.removed),
    ...note('cannot remove temporary files of a run that was killed', clearing.stuck),
    ...note('temporary files, which an interrupted run of an earlier version may have left', clearing.old),
  ];
}

async function removeFrom(path: string, clearing: Clearing): Promise<void> {
  const folder = openFolder(path);
  try {
    const names = fs.readdirSync(folder.at('.'));
    for (const name of names) if (OLD_NAME.test(name)) clearing.old.push(join(path, name));
    const dead = names.filter((name) => isDead(folder, name));
    if (dead.length === 0) return;
    const tracked = await trackedOf(dead, path, clearing.roots);
    for (const name of dead) {
      if (tracked.has(name)) continue;
      const problem = removed(folder.at(name));
      if (problem === undefined) clearing.removed.push(join(path, name));
      else clearing.stuck.push(`${join(path, name)} (${problem})`);
    }
  } finally {
    folder.close();
  }
}

function isDead(folder: Folder, name: string): boolean {
  if (!NAME.test(name)) return false;
  const stat = fs.lstatSync(folder.at(name), { throwIfNoEntry: false });
  return stat?.isFile() === true && isLeftover(name, Date.now() - stat.ctimeMs);
}

/** Whose name is one of ours may have been committed. Rejects where git does not answer. */
async function trackedOf(
  names: readonly string[],
  folder: string,
  roots: Roots,
): Promise<ReadonlySet<string>> {
  const root = await roots.of(folder);
  if (!root) return new Set();
  return new Set(records(await git({ ...root, folder }, ['ls-files', '-z', '--', ...names])));
}

/**
 * Whether a name is one of ours and its run is dead beyond doubt. `age`: in milliseconds, since its entry changed; the time of its
 * content may be that of the original. A process of another machine or container cannot be asked for, so its age decides.
 */
export function isLeftover(name: string, age: number): boolean {
  const [, where, process] = NAME.exec(name) ?? [];
  if (where === undefined) return false;
  return where === machine() ? !isAlive(Number(process)) : age > OLD;
}

/** Signal 0 only asks. A process that may not be asked is there. */
function isAlive(process: number): boolean {
  try {
    kill(process, 0);
    return true;
  } catch (error) {
    return codeOf(error) !== 'ESRCH';
  }
}
