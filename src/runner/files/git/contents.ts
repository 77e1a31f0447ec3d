import { createHash } from '../../crypto.ts';
import { git, type Place } from './call.ts';

/** The name of a content in a repository that calls another content `like`: git has two kinds of hash. */
export function idOf(bytes: Uint8Array, like: string): string {
  const hash = createHash(like.length === 64 ? 'sha256' : 'sha1');
  return hash.update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}

/** The filters of `.gitattributes` by path: Git LFS and the like. */
export async function filtersOf(
  place: Place,
  paths: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const input = paths.map((path) => `${path}\0`).join('');
  const fields = (await git(place, ['check-attr', '-z', '--stdin', 'filter'], { input })).split('\0');
  const values = paths.map((path, at): [string, string] => [path, fields[at * 3 + 2] ?? 'unknown']);
  return new Map(values.filter(([, value]) => !['unspecified', 'unset', 'set'].includes(value)));
}

/** The names of contents as git would stage them: `text`, `eol`, `core.autocrlf`, `ident`, `working-tree-encoding`. */
export async function convertedIds(
  place: Place,
  paths: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (paths.length === 0) return new Map();
  const input = paths.map((path) => `${quoted(path)}\n`).join('');
  const ids = (await git(place, ['hash-object', '--stdin-paths'], { input })).split('\n');
  return new Map(paths.map((path, at) => [path, ids[at] ?? '']));
}

/** As git reads a path from a line. */
const quoted = (path: string): string => `"${path.replace(/["\\]/g, '\\$&').replaceAll('\n', '\\n')}"`;
