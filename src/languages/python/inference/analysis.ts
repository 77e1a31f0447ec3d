import type { Project, Settings } from '../../../core/language.ts';
import { memo, type Once } from '../../memo.ts';
import type { ImportFrom } from '../ast.ts';
import type { Module } from '../binding/module.ts';
import { resolveModule } from '../binding/imports.ts';
import { unknown, type Placed, type Type, type Types } from './types.ts';

/** What every part of the inference may ask of the others. */
export interface Analysis {
  readonly project: Project;
  readonly settings: Settings;
  /** A file of the project, parsed; `undefined` when there is none. */
  module(path: string): Module | undefined;
  infer(at: Placed): Types;
  /** Computes once per key. A key that is asked for while it is being computed contributes nothing. */
  readonly once: Once<Type>;
}

/** Gives the modules of a project; keeps those read before, so that a `conftest.py` is not read for every test file. */
export type Modules = (path: string) => Module | undefined;

/** An analysis lives as long as one reading of one file: nothing it remembers can go stale. */
export function analyse(
  project: Project,
  settings: Settings,
  modules: Modules,
  infer: (analysis: Analysis, at: Placed) => Types,
): Analysis {
  const once = memo<Type>(() => [unknown('it is defined through too many steps')]);
  const analysis: Analysis = {
    project,
    settings,
    module: modules,
    infer: (at) => once(at.node, () => infer(analysis, at)),
    once,
  };
  return analysis;
}

/** The dotted name a relative or absolute import stands for, when it is not resolved to a file. */
export const dotted = ({ level, path }: Pick<ImportFrom, 'level' | 'path'>, name: string): string =>
  `${'.'.repeat(level)}${path}${path === '' ? '' : '.'}${name}`;

export function moduleNamed(
  analysis: Analysis,
  importer: Module,
  level: number,
  path: string,
): Module | undefined {
  const found = resolveModule(analysis.project, importer.path, level, path);
  return found === undefined ? undefined : analysis.module(found);
}
