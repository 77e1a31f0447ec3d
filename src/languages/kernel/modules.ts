import type { Project } from '../../core/language.ts';

/** Bound files of a project are kept for the files that share them; a project of 100,000 would not fit. */
const MAX_MODULES = 256;

/** The files of projects as a language reads and binds them, those used last at hand. */
export interface Modules<Module> {
  /** The file as the project holds it, if another has led here before and its text is this one. */
  known(project: Project, path: string, source: string): Module | undefined;
  /** The file, read if need be; `undefined` where there is none, or it cannot be read. */
  of(project: Project, path: string): Module | undefined;
}

export function modulesBy<Module extends { readonly source: string }>(
  bind: (path: string, source: string) => Module | undefined,
): Modules<Module> {
  const caches = new WeakMap<Project, Map<string, Module>>();
  const read = (project: Project, path: string): Module | undefined => {
    const source = project.read(path)?.replace(/^\uFEFF/, '');
    return source === undefined ? undefined : bind(path, source);
  };
  return {
    known(project, path, source) {
      const known = caches.get(project)?.get(path);
      // What a round has changed is not what the project holds.
      return known?.source === source ? known : undefined;
    },
    of(project, path) {
      let cache = caches.get(project);
      if (!cache) caches.set(project, (cache = new Map<string, Module>()));
      const found = cache.get(path) ?? read(project, path);
      // Taken out and put back, so that the one unused longest comes first.
      cache.delete(path);
      if (!found) return undefined;
      cache.set(path, found);
      const oldest = cache.size > MAX_MODULES ? cache.keys().next().value : undefined;
      if (oldest !== undefined) cache.delete(oldest);
      return found;
    },
  };
}
