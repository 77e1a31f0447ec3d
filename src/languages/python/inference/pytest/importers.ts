import type { Project } from '../../../../core/language.ts';
import { oncePer, onceWithin } from '../../../kernel/once.ts';
import type { Module } from '../../binding/module.ts';
import { moduleNamed, type Analysis } from '../analysis.ts';
import type { FunctionRef } from '../types.ts';

/** So many files that import from a module are read; each of them costs a parse. */
const MAX_FILES = 40;

/** The modules that import a test or a fixture, alone, in its class or with all else: pytest runs it there as well. */
export const importersOf = (analysis: Analysis, { module, info }: FunctionRef): readonly Module[] => {
  const name = (info.owner ?? info).def.name.id;
  return importersBy(analysis, module)
    .filter(({ names }) => names === 'all' || names.includes(name))
    .map((one) => one.module);
};

interface Importer {
  readonly module: Module;
  readonly names: readonly string[] | 'all';
}

const importersBy = onceWithin(
  ({ path }: Module) => path,
  [],
  (analysis: Analysis, home: Module): readonly Importer[] => {
    const [stem = ''] = home.path
      .replace(/(\/__init__)?\.py$/, '')
      .split('/')
      .toReversed();
    const files = (filesImporting(analysis.project).get(stem) ?? []).filter((path) => path !== home.path);
    return files
      .slice(0, MAX_FILES)
      .flatMap((path) => analysis.module(path) ?? [])
      .map((module) => ({ module, names: importedFrom(analysis, module, home) }));
  },
);

function importedFrom(analysis: Analysis, module: Module, home: Module): Importer['names'] {
  const isHome = (level: number, path: string): boolean =>
    moduleNamed(analysis, module, level, path)?.path === home.path;
  if (module.stars.some(({ level, path }) => isHome(level, path))) return 'all';
  return [...module.scope.bindings.values()]
    .flat()
    .flatMap(({ origin }) =>
      origin.by === 'import-from' && isHome(origin.from.level, origin.from.path) ? [origin.name] : [],
    );
}

/** The files that import from a module, by the last part of its name. One look at every file. */
const filesImporting = oncePer((project: Project): ReadonlyMap<string, readonly string[]> => {
  const index = new Map<string, string[]>();
  for (const path of project.files()) {
    const found = (project.read(path) ?? '').matchAll(/^[ \t]*from[ \t]+[\w.]*?(\w+)[ \t]+import\b/gm);
    for (const stem of new Set([...found].map(([, name = '']) => name))) {
      const known = index.get(stem);
      if (known) known.push(path);
      else index.set(stem, [path]);
    }
  }
  return index;
});
