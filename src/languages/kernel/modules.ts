import type { Project } from '../../core/language.ts';
import { oncePer } from './once.ts';

/**
 * So many UTF-16 units of source are kept as bound files, for the files that share them: each takes about 27 bytes as a tree, and
 * twice that with what is found out about it. The files of a project ask for each other's files in circles. If those that were used longest
 * ago were let go, each would be gone when it is asked for again, with all that is known of it. So what comes first is kept to the
 * end.
 */
const MAX_LASTING = 10_000_000;

/** So much passes: it is let go together, when more comes and nothing refers to it any longer. */
const MAX_PASSING = 4_000_000;

/** Objects that stay the same as long as some files are at hand: what is known of their nodes is known as long. */
export interface Ages {
  /** Of the files that are kept to the end. */
  readonly lasting: object;
  /** Of those that pass. */
  readonly passing: object;
}

/** How the reading of a file goes by files that pass. */
export interface Passing {
  /** Whether its own file is one. */
  readonly isOwn: boolean;
  /** How often it came upon another. */
  times: number;
}

/** The files of projects as a language reads and binds them. One is the same object as long as anything refers to it. */
export interface Modules<Module> {
  /** The file as the project holds it, if its text is this one. */
  held(project: Project, path: string, source: string): Module | undefined;
  /** The file, read if need be; `undefined` where there is none, or it cannot be read. */
  of(project: Project, path: string): Module | undefined;
  /** As `of`, and counted, for the reading of one file: `own`, as it is or as fixes have made it. */
  seenFrom(project: Project, own: Module, passing: Passing): (path: string) => Module | undefined;
  /** Whether a file is one that passes. */
  isPassing(project: Project, path: string): boolean;
  ages(project: Project): Ages;
}

export function modulesBy<Module extends { readonly path: string; readonly source: string }>(
  bind: (path: string, source: string) => Module | undefined,
): Modules<Module> {
  const cacheOf = oncePer((_: Project) => cacheBySize<Module>());
  const unreadable = oncePer((_: Project) => new Set<string>());
  const read = (project: Project, path: string): Module | undefined => {
    const source = project.read(path)?.replace(/^\uFEFF/, '');
    return source === undefined ? undefined : bind(path, source);
  };
  const of = (project: Project, path: string): Module | undefined => {
    const cache = cacheOf(project);
    const known = cache.get(path);
    if (known) return known;
    if (unreadable(project).has(path)) return undefined;
    const found = read(project, path);
    if (found) cache.add(path, found);
    else unreadable(project).add(path);
    return found;
  };
  const isPassing = (project: Project, path: string): boolean => cacheOf(project).isPassing(path);
  return {
    held(project, path, source) {
      const found = of(project, path);
      // What a round has changed is not what the project holds.
      return found?.source === source ? found : undefined;
    },
    of,
    seenFrom: (project, own, passing) => (path) => {
      if (path === own.path) return own;
      const found = of(project, path);
      if (found && isPassing(project, path)) passing.times++;
      return found;
    },
    isPassing,
    ages: (project) => cacheOf(project).ages(),
  };
}

interface Cache<Kept> {
  get(path: string): Kept | undefined;
  add(path: string, kept: Kept): void;
  isPassing(path: string): boolean;
  ages(): Ages;
}

/** Keeps what comes first, and of the rest what comes last. */
function cacheBySize<Kept extends { readonly source: string }>(): Cache<Kept> {
  const lasting = new Map<string, Kept>();
  const passing = new Map<string, Kept>();
  /** Those that were let go. What is known may refer to one, and nodes are told by identity: there are never two of a file. */
  const gone = new Map<string, WeakRef<Kept>>();
  let size = 0;
  let sizePassing = 0;
  let ages: Ages = { lasting: {}, passing: {} };
  const pass = (path: string, one: Kept): void => {
    if (sizePassing + one.source.length > MAX_PASSING) {
      for (const [old, kept] of passing) gone.set(old, new WeakRef(kept));
      passing.clear();
      sizePassing = 0;
      ages = { ...ages, passing: {} };
    }
    passing.set(path, one);
    gone.delete(path);
    sizePassing += one.source.length;
  };
  const revived = (path: string): Kept | undefined => {
    const found = gone.get(path)?.deref();
    if (found) pass(path, found);
    return found;
  };
  return {
    ages: () => ages,
    isPassing: (path) => passing.has(path),
    get: (path) => lasting.get(path) ?? passing.get(path) ?? revived(path),
    add(path, one) {
      if (size + one.source.length > MAX_LASTING) {
        pass(path, one);
        return;
      }
      lasting.set(path, one);
      size += one.source.length;
    },
  };
}
