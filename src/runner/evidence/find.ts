import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Roots } from '../files/git.ts';
import { isWithin, realPath } from '../files/paths.ts';

/** The folder that recordings are in, below the one that `record` runs in. */
export const EVIDENCE_FOLDER = '.bump-testclient';
export const EVIDENCE_FILE = 'evidence.jsonl';
/** How large an evidence file may be, in bytes. */
export const MAX_EVIDENCE = 512 * 1024 * 1024;

/** An evidence file, and where its paths may begin. All absolute. */
export interface FoundEvidence {
  readonly file: string;
  /** As the user named it. Absent: it was found. */
  readonly named?: string;
  /** Folders that the paths in it may be relative to, the most likely first. */
  readonly bases: readonly string[];
  /** It was found through a link that leads out of the project: nothing is read or written there. */
  readonly isOutside?: true;
}

/**
 * The folder that the paths of a recording are relative to: that of the git repository, or else the one that the command runs in. So they are
 * the same whichever folder of the repository that is.
 */
export async function recordingRoot(cwd: string, roots: Roots): Promise<string> {
  const folder = realPath(cwd);
  return (await roots.of(folder))?.folder ?? folder;
}

/** The evidence files of a run: those that are named, or else the nearest at the default place, from a folder upward to that of its repository. */
export async function findEvidence(
  cwd: string,
  named: readonly string[],
  roots: Roots,
): Promise<readonly FoundEvidence[]> {
  const root = await recordingRoot(cwd, roots);
  const bases = (folder: string): readonly string[] => [...new Set([root, realPath(folder)])];
  if (named.length > 0)
    return named.map((name) => ({ file: resolve(cwd, name), named: name, bases: bases(cwd) }));
  const folder = foldersUpTo(root, realPath(cwd)).find((one) => existsSync(fileIn(one)));
  if (folder === undefined) return [];
  const isOutside = !isWithin(root, realPath(fileIn(folder)));
  return [{ file: fileIn(folder), bases: bases(folder), ...(isOutside && { isOutside }) }];
}

const fileIn = (folder: string): string => join(folder, EVIDENCE_FOLDER, EVIDENCE_FILE);

const foldersUpTo = (top: string, folder: string): readonly string[] =>
  folder === top || dirname(folder) === folder ? [folder] : [folder, ...foldersUpTo(top, dirname(folder))];
