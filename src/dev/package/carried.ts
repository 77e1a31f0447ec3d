import { createRequire } from 'node:module';
import { basename } from 'node:path';
import { packagesInBundle, SHARED } from './bundle.ts';
import { readLock, type LockedPackage } from './lock.ts';

/** A package with parts in the build. */
export interface Carried extends LockedPackage {
  /** Those of its files that are in the build as they are: where they are installed, and where the build has them. */
  readonly files: readonly CarriedFile[];
}

export interface CarriedFile {
  /** Absolute. */
  readonly source: string;
  /** Relative to the root, with `/`. */
  readonly copy: string;
}

/** What the parser of Python reads, which looks for it beside itself. By package, as `require` knows the files. */
const BESIDE: Readonly<Record<string, readonly string[]>> = {
  'web-tree-sitter': ['web-tree-sitter', 'web-tree-sitter/web-tree-sitter.wasm'],
  'tree-sitter-python': ['tree-sitter-python/tree-sitter-python.wasm'],
};

/** The files that the build has as they are. */
export const carriedFiles = (): readonly CarriedFile[] => Object.values(BESIDE).flat().map(carriedFile);

function carriedFile(name: string): CarriedFile {
  const source = createRequire(import.meta.url).resolve(name);
  return { source, copy: `${SHARED}/${basename(source)}` };
}

/** The packages of the lock file that parts of the build are from, sorted by name. Throws where one is not in the lock file. */
export async function carriedBy(root: string): Promise<readonly Carried[]> {
  const locked = new Map(readLock(root).map((one) => [one.path, one]));
  const paths = [
    ...(await packagesInBundle(root)),
    ...Object.keys(BESIDE).map((name) => `node_modules/${name}`),
  ];
  const found = paths.map((path) => {
    const one = locked.get(path);
    if (!one) throw new Error(`${path} is in the build, and not in package-lock.json`);
    return { ...one, files: (BESIDE[one.name] ?? []).map(carriedFile) };
  });
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}
