import type { Tool } from './tools.ts';
import { modeOf, readTree, type Tree } from './tree.ts';

/** What each file of a tree may hold: all of the one or all of the other. */
export interface Allowed {
  readonly before: Tree;
  readonly after: Tree;
}

export interface Inspection {
  /** Files with neither content, or with a mode that gives more rights. */
  readonly torn: readonly string[];
  /** Files that gave more rights before. */
  readonly narrowed: readonly string[];
  readonly missing: readonly string[];
  /** Files that were not there before and that nobody can take for temporary ones. */
  readonly foreign: readonly string[];
  readonly temporary: readonly string[];
  /** Files that the tool changes and that have their new content. */
  readonly done: readonly string[];
  /** Files that the tool changes and that have their old content. */
  readonly left: readonly string[];
}

/** Compares what is in a folder with what may be there. */
export function inspect(
  folder: string,
  { before, after }: Allowed,
  { temporary, keepsModes }: Pick<Tool, 'temporary' | 'keepsModes'>,
): Inspection {
  const found = readTree(folder);
  const torn: string[] = [];
  const narrowed: string[] = [];
  const missing: string[] = [];
  const done: string[] = [];
  const left: string[] = [];
  for (const [path, old] of before) {
    const now = found.get(path);
    const wanted = after.get(path) ?? old;
    const rights = keepsModes && process.platform !== 'win32' ? modeOf(path) : now?.mode;
    if (now && rights !== undefined && now.mode !== rights && (now.mode & ~rights) === 0) narrowed.push(path);
    if (!now) missing.push(path);
    else if (rights !== undefined && (now.mode & ~rights) !== 0)
      torn.push(`${path} (mode ${now.mode.toString(8)}, not ${rights.toString(8)})`);
    else if (now.bytes.equals(old)) (wanted.equals(old) ? [] : left).push(path);
    else if (now.bytes.equals(wanted)) done.push(path);
    else torn.push(`${path} (${now.bytes.length} bytes, not ${old.length} or ${wanted.length})`);
  }
  const others = [...found.keys()].filter((path) => !before.has(path));
  return {
    torn,
    narrowed,
    missing,
    foreign: others.filter((path) => !temporary.test(path)),
    temporary: others.filter((path) => temporary.test(path)),
    done,
    left,
  };
}

/** What no end of a run excuses. */
export const damageIn = ({ torn, missing, foreign }: Inspection): string[] => [
  ...told('torn', torn),
  ...told('lost', missing),
  ...told('foreign file', foreign),
];

/** What a run that nobody disturbs must not leave. */
export const remainsIn = (inspection: Inspection): string[] => [
  ...damageIn(inspection),
  ...told('not done', inspection.left),
  ...told('temporary file left', inspection.temporary),
];

/** A few of them by name, and how many more there are. */
export function told(what: string, paths: readonly string[]): string[] {
  if (paths.length === 0) return [];
  const more = paths.length > 3 ? ` and ${paths.length - 3} more` : '';
  return [`${what}: ${paths.slice(0, 3).join(', ')}${more}`];
}
