import { ENDING, type BlobFile } from './files.ts';

/** What a file is called that is the only one of its folder, or one of its shards. */
const OF_FOLDER = /^(?:report|blob|(?:shard[._-]?)?\d+(?:[._-](?:of[._-]?)?\d+)?)$/i;

/** The number of a shard at the end of a name. */
const NUMBERED = /[._-]shard[._-]?\d+(?:[._-]of[._-]?\d+)?$/i;

/**
 * The repository that a blob is of: `acme__api.blob.json` is acme/api, and so are `acme/api.blob.json`, `acme__api/report.blob.json`,
 * `acme__api/shard-1.blob.json` and `acme__api.shard-1.blob.json`.
 */
export function nameOf({ inside }: Pick<BlobFile, 'inside'>): string {
  const parts = inside.split(/[\\/]/);
  const last = parts.at(-1) ?? '';
  const stem = last.endsWith(ENDING) ? last.slice(0, -ENDING.length) : last.replace(/\.json$/, '');
  const folders = parts.slice(0, -1);
  const own = folders.length > 0 && OF_FOLDER.test(stem) ? [] : [stem.replace(NUMBERED, '')];
  return [...folders, ...own].join('/').replaceAll('__', '/');
}

/** The names in a list, one a line; comments begin with `#`. An address counts by its path, as the lists of other tools have it. */
export const repositoryNames = (list: string): readonly string[] => [
  ...new Set(
    list
      .replace(/^\uFEFF/, '')
      .split(/\r?\n/)
      .map((line) => line.replace(/#.*$/, '').trim())
      .filter(Boolean)
      .map((line) => {
        const path = line.replace(/^(?:[a-z+]+:\/\/[^/]*\/|[\w.-]+@[^:/]+:)/i, '').replace(/\.git$/, '');
        const parts = path.split('/').filter(Boolean);
        // turbolift has the host in front: github.com/acme/api.
        return (parts.length > 2 && parts[0]?.includes('.') ? parts.slice(1) : parts).join('/');
      }),
  ),
];
