import { readFileSync } from 'node:fs';

let known: string | undefined;

/** The version of this package. */
export function version(): string {
  known ??= upwards(versionIn);
  if (known === undefined) throw new Error('the package.json of bump-testclient is missing');
  return known;
}

function versionIn(folder: URL): string | undefined {
  try {
    const manifest: unknown = JSON.parse(readFileSync(new URL('package.json', folder), 'utf8'));
    return isManifest(manifest) ? manifest.version : undefined;
  } catch {
    // Not in this folder.
    return undefined;
  }
}

const isManifest = (value: unknown): value is { readonly version: string } =>
  typeof value === 'object' && value !== null && 'version' in value && typeof value.version === 'string';

/**
 * What `find` finds in the folder of this module or the nearest above it; `undefined` where it finds nothing. A bundle moves modules:
 * what they need of the package has no fixed place relative to them.
 */
export function upwards<Found>(find: (folder: URL) => Found | undefined): Found | undefined {
  let folder = new URL('.', import.meta.url);
  for (;;) {
    const found = find(folder);
    if (found !== undefined) return found;
    const parent = new URL('..', folder);
    if (parent.href === folder.href) return undefined;
    folder = parent;
  }
}
