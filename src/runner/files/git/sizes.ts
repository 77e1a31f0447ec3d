import { git, records, type Place } from './call.ts';

/**
 * The sizes in bytes of the contents in the index, by paths relative to the root of the repository. They are the same on every machine,
 * whatever line endings it checks out, and stay the same while files are rewritten. Contents that the repository does not have are
 * absent, and nothing is fetched. Throws a `GitError`.
 */
export async function indexedSizes(place: Place): Promise<ReadonlyMap<string, number>> {
  const ids = new Map<string, string>();
  for (const record of records(await git(place, ['ls-files', '-z', '--stage', '--full-name']))) {
    const tab = record.indexOf('\t');
    const [mode = '', id = '', stage] = record.slice(0, tab).split(' ');
    if (stage === '0' && mode.startsWith('100')) ids.set(record.slice(tab + 1), id);
  }
  const sizes = await sizesOf(place, [...new Set(ids.values())]);
  return new Map(
    [...ids].flatMap(([path, id]) => {
      const size = sizes.get(id);
      return size === undefined ? [] : [[path, size] as const];
    }),
  );
}

async function sizesOf(place: Place, ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
  if (ids.length === 0) return new Map();
  const input = ids.map((id) => `${id}\n`).join('');
  const answers = await git(place, ['cat-file', '--batch-check=%(objectname) %(objecttype) %(objectsize)'], {
    input,
  });
  return new Map(
    Array.from(answers.matchAll(/^(\w+) blob (\d+)$/gm), ([, id = '', size]) => [id, Number(size)] as const),
  );
}
