import { readFileSync } from 'node:fs';

let known: string | undefined;

/** The version of this package. */
export function version(): string {
  known ??= find(new URL('.', import.meta.url));
  return known;
}

/** Looks upwards for `package.json`: the compiled file is one folder deeper than its source. */
function find(folder: URL): string {
  try {
    const manifest: unknown = JSON.parse(readFileSync(new URL('package.json', folder), 'utf8'));
    if (isManifest(manifest)) return manifest.version;
  } catch {
    // Not in this folder.
  }
  const parent = new URL('..', folder);
  if (parent.href === folder.href) throw new Error('the package.json of bump-testclient is missing');
  return find(parent);
}

const isManifest = (value: unknown): value is { readonly version: string } =>
  typeof value === 'object' && value !== null && 'version' in value && typeof value.version === 'string';
