import { lstatSync, mkdirSync, readdirSync, renameSync, writeFileSync, type Stats } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import process from 'node:process';
import { reasonOf } from '../errors.ts';
import { realPath, shown } from '../files/paths.ts';
import { megabytes, readBytes } from '../files/read.ts';
import { rootWithoutGit } from '../files/source-file.ts';
import { removed, temporaryName } from '../files/write/names.ts';
import type { Pass } from '../options.ts';

/** A folder of entries, each a text. Nothing in it is believed to be what was put there. */
export interface CacheFolder {
  /** As shown to people. */
  readonly shown: string;
  /** `undefined`: there is none that may be read. Never throws. */
  read(key: string): string | undefined;
  /** Replaces an entry as a whole, and removes old ones. Answers why it cannot. Never throws. */
  write(key: string, text: string): string | undefined;
}

/** In bytes. What is larger is not kept. */
const MAX_ENTRY = 64 * 1024 * 1024;
/** The newest are kept. */
const MAX_ENTRIES = 16;
/** In bytes, of all entries. */
const MAX_ALL = 256 * 1024 * 1024;

const SUFFIX = '.cache';

/** The folder that the options name; else one in `node_modules` at the root of the project, or beside it where there is none. */
export async function cacheFolder(pass: Pass): Promise<CacheFolder> {
  const folder = await placeOf(pass);
  return {
    shown: shown(realPath(pass.cwd), folder),
    read: (key) => readIn(folder, key),
    write(key, text) {
      if (text.length > MAX_ENTRY) return `more than ${megabytes(MAX_ENTRY)} is too large to keep`;
      try {
        return writeIn(folder, key, text);
      } catch (error) {
        return reasonOf(error);
      }
    },
  };
}

async function placeOf({ cwd, cacheLocation, roots }: Pass): Promise<string> {
  if (cacheLocation !== undefined) {
    const named = resolve(cwd, cacheLocation);
    return join(realPath(dirname(named)), basename(named));
  }
  const own = realPath(cwd);
  const { folder: root } = (await roots.of(own)) ?? rootWithoutGit(own, cwd);
  const modules = join(root, 'node_modules');
  // One that is a link may be shared with other projects, or lead anywhere.
  return statOf(modules)?.isDirectory() === true
    ? join(modules, '.cache', 'bump-testclient')
    : join(root, '.bump-testclient-cache');
}

/** `undefined`: nothing is there, or it cannot be looked at. */
function statOf(file: string): Stats | undefined {
  try {
    return lstatSync(file, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

/** An entry of somebody else is not read, and no link is followed. */
function readIn(folder: string, key: string): string | undefined {
  const file = join(folder, `${key}${SUFFIX}`);
  const stat = realPath(folder) === folder ? statOf(file) : undefined;
  if (stat?.isFile() !== true || !isOurs(stat)) return undefined;
  const read = readBytes(file, MAX_ENTRY);
  return 'bytes' in read ? read.bytes.toString('utf8') : undefined;
}

/** Windows has no user ids. There `node:process` has no such name either, so it cannot be imported by it. */
const isOurs = ({ uid }: Stats): boolean => uid === (process.getuid?.() ?? uid);

function writeIn(folder: string, key: string, text: string): string | undefined {
  if (realPath(folder) !== folder) return 'it is a link, or behind one';
  if (!statOf(folder)) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    // So that git, and a run after this one, do not see it.
    writeWhole(folder, '.gitignore', '*\n');
  }
  const stat = lstatSync(folder);
  if (!stat.isDirectory()) return 'it is no folder';
  if (!isOurs(stat)) return 'it belongs to another user';
  writeWhole(folder, `${key}${SUFFIX}`, text);
  removeOld(folder);
  return undefined;
}

/** A reader sees the old content or the new one. It holds lines of code, so only the current user may read it. */
function writeWhole(folder: string, name: string, text: string): void {
  const temporary = join(folder, temporaryName());
  try {
    writeFileSync(temporary, text, { flag: 'wx', mode: 0o600 });
    renameSync(temporary, join(folder, name));
  } finally {
    removed(temporary);
  }
}

/** In milliseconds: what is older was left by a run that was killed. */
const ABANDONED = 24 * 60 * 60 * 1000;

const OURS = /^(?:[\da-f]{64}\.cache|\.bump-testclient-[\w-]+\.tmp)$/;

/** Removes entries from the oldest on, and what killed runs have left. Another run may do the same. */
function removeOld(folder: string): void {
  const found = readdirSync(folder).flatMap((name) => {
    const stat = OURS.test(name) ? statOf(join(folder, name)) : undefined;
    return stat ? [{ name, size: stat.size, time: stat.mtimeMs }] : [];
  });
  const newest = found.reduce((time, one) => Math.max(time, one.time), 0);
  let size = 0;
  let count = 0;
  for (const one of found.sort((a, b) => b.time - a.time)) {
    const isEntry = one.name.endsWith(SUFFIX);
    if (isEntry) {
      size += one.size;
      count++;
    }
    const isOld = isEntry ? size > MAX_ALL || count > MAX_ENTRIES : newest - one.time > ABANDONED;
    if (isOld) removed(join(folder, one.name));
  }
}
