import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** The files of a work tree that git does not ignore: a hash of their content by path. */
export type Tree = ReadonlyMap<string, string>;

/** Reads the work tree of the repository at `root`, committed or not. Throws if git cannot list its files. */
export function readTree(root: string): Tree {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  const paths = listed.split('\0').filter((path) => path !== '' && isFile(join(root, path)));
  return new Map(paths.map((path) => [path, hashOf(join(root, path))]));
}

/** The paths that were added, removed or edited between two readings, sorted. */
export function changedPaths(before: Tree, after: Tree): readonly string[] {
  const paths = new Set([...before.keys(), ...after.keys()]);
  return [...paths].filter((path) => before.get(path) !== after.get(path)).sort();
}

/** git also lists what was deleted but not yet committed, and repositories inside this one. */
const isFile = (path: string): boolean => existsSync(path) && statSync(path).isFile();

const hashOf = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');
