import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { guard } from '../../src/runner/files/dirty.ts';
import { findRoots } from '../../src/runner/files/git.ts';

/** Asks whether these files of a folder may be overwritten. Rejects if not; resolves with notes. */
export const guarded = (root: string, ...paths: readonly string[]): Promise<readonly string[]> =>
  guard(
    paths.map((path) => ({ path, real: resolve(root, path), before: readFileSync(resolve(root, path)) })),
    findRoots(),
  );

export const REFUSAL = /have uncommitted changes or are not tracked by git/;
