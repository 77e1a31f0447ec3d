import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A package of the lock file. */
export interface LockedPackage {
  /** Its folder, relative to the root: `node_modules/<name>`, or that within another. */
  readonly path: string;
  readonly name: string;
  readonly version: string;
  /** As its own package.json says it; `undefined` where that says nothing that npm understands. */
  readonly license: string | undefined;
  /** The hash of its tarball as npm writes it: `sha512-` and base64. */
  readonly integrity: string;
  readonly hasInstallScript: boolean;
  /** Whether it is installed for development alone. */
  readonly dev: boolean;
}

/** What npm's lock file, version 3, says of a package: https://docs.npmjs.com/cli/configuring-npm/package-lock-json. */
interface Entry {
  readonly version?: string;
  readonly name?: string;
  readonly license?: unknown;
  readonly integrity?: string;
  readonly hasInstallScript?: boolean;
  readonly dev?: boolean;
}

/** The packages of the lock file in the folder, without the project itself. Throws where npm's format is another. */
export function readLock(root: string): readonly LockedPackage[] {
  const { lockfileVersion, packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    readonly lockfileVersion: number;
    readonly packages: Readonly<Record<string, Entry>>;
  };
  if (lockfileVersion !== 3) throw new Error(`package-lock.json has version ${lockfileVersion}, not 3`);
  return Object.entries(packages)
    .filter(([path]) => path !== '')
    .map(([path, entry]) => ({
      path,
      name: entry.name ?? path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length),
      version: entry.version ?? '',
      license: typeof entry.license === 'string' ? entry.license : undefined,
      integrity: entry.integrity ?? '',
      hasInstallScript: entry.hasInstallScript === true,
      dev: entry.dev === true,
    }));
}
