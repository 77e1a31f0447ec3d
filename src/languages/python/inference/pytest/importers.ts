import type { Project } from '../../../../core/language.ts';
import { MAX_FILES } from '../../../kernel/mentioning.ts';
import { oncePer, onceWithin } from '../../../kernel/once.ts';
import type { ImportFrom } from '../../ast/statements.ts';
import { resolveModule } from '../../binding/imports.ts';
import type { Module } from '../../binding/module.ts';
import type { Analysis } from '../analysis.ts';
import type { FunctionRef } from '../types.ts';

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

const importedFrom = ({ project }: Analysis, module: Module, home: Module): Importer['names'] =>
  importsOf(module, project).get(home.path) ?? [];

/** By the files of the project that a module imports names from: the names. Many files ask about the same module. */
const importsOf = oncePer((module: Module, project: Project): ReadonlyMap<string, Importer['names']> => {
  const fileOf = ({ level, path }: ImportFrom): string | undefined =>
    resolveModule(project, module.path, level, path);
  const names = new Map<string, string[]>();
  for (const { origin } of [...module.scope.bindings.values()].flat()) {
    const file = origin.by === 'import-from' ? fileOf(origin.from) : undefined;
    if (file === undefined || origin.by !== 'import-from') continue;
    const known = names.get(file);
    if (known) known.push(origin.name);
    else names.set(file, [origin.name]);
  }
  const all = module.stars.flatMap((star) => fileOf(star) ?? []);
  return new Map<string, Importer['names']>([...names, ...all.map((file) => [file, 'all'] as const)]);
});

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
