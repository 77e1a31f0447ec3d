import * as fs from 'node:fs';
import { join } from 'node:path';
import { kill } from 'node:process';
import { codeOf } from '../../errors.ts';
import { openFolder, quietly } from './folder.ts';
import { machine, removed } from './names.ts';

const NAME = /^\.bump-testclient-([0-9a-f]{8})-([1-9]\d{0,9})-[0-9a-f]{12}\.tmp$/;

/** How earlier versions named it, after the file. Others name files so too: it is never removed. */
const OLD_NAME = /^.+\.(?:pyi?|[cm]?[jt]sx?|txt|toml|cfg|ini|json)\.[0-9a-f]{12}\.tmp$/;

/** In milliseconds. No file is half replaced for longer: this tells where a process cannot be asked for. */
const OLD = 3_600_000;

const MAX_NAMED = 3;

interface Clearing {
  /** A path as people are to see it. */
  readonly shown: (path: string) => string;
  readonly notes: string[];
  readonly old: string[];
}

/** Removes the temporary files of dead runs from these folders, which are real paths. Never throws. Returns notes. */
export function removeLeftovers(
  folders: Iterable<string>,
  shown: (path: string) => string,
): readonly string[] {
  const notes: string[] = [];
  const old: string[] = [];
  for (const folder of new Set(folders)) quietly(() => removeFrom(folder, { shown, notes, old }));
  if (old.length > 0) notes.push(oldNote(old));
  return notes;
}

function oldNote(paths: readonly string[]): string {
  const more = paths.length > MAX_NAMED ? [`and ${paths.length - MAX_NAMED} more`] : [];
  const list = [...paths.slice(0, MAX_NAMED), ...more].join(', ');
  return `temporary files, which an interrupted run of an earlier version may have left: ${list}`;
}

function removeFrom(path: string, { shown, notes, old }: Clearing): void {
  const folder = openFolder(path);
  try {
    for (const name of fs.readdirSync(folder.at('.'))) {
      if (OLD_NAME.test(name)) old.push(shown(join(path, name)));
      if (!NAME.test(name)) continue;
      const stat = fs.lstatSync(folder.at(name), { throwIfNoEntry: false });
      if (!stat?.isFile() || !isLeftover(name, Date.now() - stat.ctimeMs)) continue;
      const problem = removed(folder.at(name));
      if (problem !== undefined)
        notes.push(`cannot remove ${shown(join(path, name))}, of a dead run: ${problem}`);
    }
  } finally {
    folder.close();
  }
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
