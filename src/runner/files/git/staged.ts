import { statSync } from 'node:fs';
import { join } from 'node:path';
import { git, gitBytes, records, type Place } from './call.ts';
import { convertedIds, filtersOf, idOf } from './contents.ts';

/** A file whose bytes are compared with what git has of it. */
export interface Content {
  /** Relative to the root of the repository, with `/`. */
  readonly inside: string;
  readonly bytes: Uint8Array;
}

/** What git has of a file. `id` names the staged content. */
export type State =
  /** Git can restore the very bytes, or has them with other line endings as `.gitattributes` says. */
  | { readonly is: 'saved' }
  | { readonly is: 'changed'; readonly id: string }
  /** Its staged content is made by a filter, which is not run. */
  | { readonly is: 'filtered'; readonly id: string; readonly filter: string }
  | { readonly is: 'untracked' | 'conflict' | 'lost' };

/**
 * Compares files with the index by their content. `git status` would trust flags of the index and dates, and run filters. What
 * is staged is safe, as git can restore it. In the order of `contents`. Throws a `GitError`.
 */
export async function statesOf(place: Place, contents: readonly Content[]): Promise<readonly State[]> {
  const index = await readIndex(place);
  const entries = contents.map(({ inside }) => entryOf(inside, index, place));
  const lost = await missingIn(
    place,
    entries.flatMap((entry) => (entry?.is === 'file' ? [entry.id] : [])),
  );
  const states = contents.map(({ bytes }, at): State => {
    const entry = entries[at];
    if (entry?.is !== 'file') return { is: entry?.is ?? 'untracked' };
    if (lost.has(entry.id)) return { is: 'lost' };
    return idOf(bytes, entry.id) === entry.id ? { is: 'saved' } : { is: 'changed', id: entry.id };
  });
  const other = contents.filter((_, at) => states[at]?.is === 'changed').map(({ inside }) => inside);
  if (other.length === 0) return states;
  const filters = await filtersOf(place, other);
  const ids = await convertedIds(
    place,
    other.filter((inside) => !filters.has(inside)),
  );
  return states.map((state, at) => {
    if (state.is !== 'changed') return state;
    const inside = contents[at]?.inside ?? '';
    const filter = filters.get(inside);
    if (filter !== undefined) return { ...state, is: 'filtered', filter };
    return ids.get(inside) === state.id ? { is: 'saved' } : state;
  });
}

type Entry = { readonly is: 'file'; readonly id: string } | { readonly is: 'conflict' | 'untracked' };

/** Paths of the index, each as it is and in a form that is the same for all spellings of a name. */
interface Index {
  readonly entries: ReadonlyMap<string, Entry>;
  readonly spellings: () => ReadonlyMap<string, string>;
}

/** One call for all files: the index of 100,000 takes less time than asking for a few hundred paths by name. */
async function readIndex(place: Place): Promise<Index> {
  const entries = new Map<string, Entry>();
  for (const record of records(await git(place, ['ls-files', '-z', '--stage', '--full-name']))) {
    const tab = record.indexOf('\t');
    const [mode = '', id = '', stage] = record.slice(0, tab).split(' ');
    const isFile = mode.startsWith('100');
    const entry: Entry =
      stage === '0' && isFile ? { is: 'file', id } : { is: isFile ? 'conflict' : 'untracked' };
    entries.set(record.slice(tab + 1), entry);
  }
  let spellings: Map<string, string> | undefined;
  return {
    entries,
    spellings: () => (spellings ??= new Map([...entries.keys()].map((path) => [folded(path), path]))),
  };
}

const folded = (path: string): string => path.normalize('NFC').toLowerCase();

/** Where names have no case, the index may spell one otherwise than the folder does. */
function entryOf(inside: string, { entries, spellings }: Index, { folder }: Place): Entry | undefined {
  const exact = entries.get(inside);
  if (exact) return exact;
  const other = spellings().get(folded(inside));
  return other !== undefined && isSame(join(folder, inside), join(folder, other))
    ? entries.get(other)
    : undefined;
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [one, other].map((file) => statSync(file, { throwIfNoEntry: false, bigint: true }));
  return a !== undefined && a.ino === b?.ino && a.dev === b.dev;
}

/** Which contents the repository does not have, as after damage. Then nothing could be restored. */
async function missingIn(place: Place, ids: readonly string[]): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const input = ids.map((id) => `${id}\n`).join('');
  const answers = (await git(place, ['cat-file', '--batch-check'], { input })).split('\n');
  return new Set(ids.filter((_, at) => !answers[at]?.includes(' blob ')));
}

/** A staged content as git would check it out, but without a filter. Throws a `GitError`. */
export function checkedOut(
  place: Place,
  inside: string,
  state: State & { readonly id: string },
): Promise<Uint8Array> {
  const converted = state.is === 'filtered' ? ['blob'] : ['--filters', `--path=${inside}`];
  return gitBytes(place, ['cat-file', ...converted, state.id]);
}
