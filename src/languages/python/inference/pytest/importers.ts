import type { Project } from '../../../../core/language.ts';
import { filesNaming, MAX_FILES } from '../../../kernel/mentioning.ts';
import { oncePer, onceWithin } from '../../../kernel/once.ts';
import { takenFrom, type Taken } from '../../binding/importing.ts';
import { moduleName } from '../../binding/imports.ts';
import type { Module } from '../../binding/module.ts';
import type { Analysis } from '../analysis.ts';
import type { FunctionRef } from '../types.ts';

/** The modules that import a test or a fixture, alone, in its class or with all else: pytest runs it there as well. */
export const importersOf = (analysis: Analysis, { module, info }: FunctionRef): readonly Module[] => {
  const name = (info.owner ?? info).def.name.id;
  return importersBy(analysis, module)
    .filter(({ taken }) => taken.all || taken.bindings.some(({ origin }) => origin.name === name))
    .map((one) => one.module);
};

interface Importer {
  readonly module: Module;
  readonly taken: Taken;
}

const importersBy = onceWithin(
  ({ path }: Module) => path,
  [],
  (analysis: Analysis, home: Module): readonly Importer[] => {
    const { project } = analysis;
    const files = filesImporting(project)(moduleName(home.path)).filter((path) => path !== home.path);
    return files
      .slice(0, MAX_FILES)
      .flatMap((path) => analysis.module(path) ?? [])
      .map((module) => ({ module, taken: takenFrom(project, module, home.path) }));
  },
);

/** The files that import from a module, by the last part of its name. */
const filesImporting = oncePer((project: Project) => filesNaming(project, modulesNamedIn));

const modulesNamedIn = (text: string): ReadonlySet<string> =>
  new Set(
    Array.from(text.matchAll(/^[ \t]*from[ \t]+[\w.]*?(\w+)[ \t]+import\b/gm), ([, name = '']) => name),
  );
