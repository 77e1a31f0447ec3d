import type { Project } from '../../core/language.ts';
import { oncePer } from './once.ts';

/**
 * Bound files of a project are kept for the files that share them, up to so many UTF-16 units of source: each of them takes about 27
 * bytes as a tree, and twice that with what is found out about it. The files of a project that is larger ask for each other's files
 * in circles, and each is read again and again.
 */
const MAX_KEPT = 20_000_000;

/** So much is kept when the rest is let go: seldom, as all that is known of the files goes with them. */
const KEPT_AFTERWARDS = MAX_KEPT / 2;

/** The files of projects as a language reads and binds them, those used last at hand. */
export interface Modules<Module> {
  /** The file as the project holds it, if its text is this one. */
  held(project: Project, path: string, source: string): Module | undefined;
  /** The file, read if need be; `undefined` where there is none, or it cannot be read. */
  of(project: Project, path: string): Module | undefined;
  /** An object that stays the same as long as no file that was read is let go: what is known of nodes is known as long. */
  age(project: Project): object;
}

export function modulesBy<Module extends { readonly source: string }>(
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
  return {
    held(project, path, source) {
      const found = of(project, path);
      // What a round has changed is not what the project holds.
      return found?.source === source ? found : undefined;
    },
    of,
    age: (project) => cacheOf(project).age(),
  };
}

interface Cache<Kept> {
  get(path: string): Kept | undefined;
  add(path: string, kept: Kept): void;
  age(): object;
}

/** Keeps what was used last. */
function cacheBySize<Kept extends { readonly source: string }>(): Cache<Kept> {
  const kept = new Map<string, Kept>();
  let size = 0;
  let latest: string | undefined;
  let age = {};
  return {
    age: () => age,
    get(path) {
      const found = kept.get(path);
      // Taken out and put back, so that the one unused longest comes first. Most questions come many times in a row.
      if (found && path !== latest) {
        kept.delete(path);
        kept.set(path, found);
        latest = path;
      }
      return found;
    },
    add(path, one) {
      kept.set(path, one);
      latest = path;
      size += one.source.length;
      if (size <= MAX_KEPT) return;
      age = {};
      for (const [oldest, { source }] of kept) {
        if (size <= KEPT_AFTERWARDS || oldest === path) return;
        kept.delete(oldest);
        size -= source.length;
      }
    },
  };
}
