import type { Project, Settings } from '../../../core/language.ts';
import type { ImportFrom } from '../ast.ts';
import type { Module } from '../binding/module.ts';
import { resolveModule } from '../binding/imports.ts';
import { unknown, type Placed, type Types } from './types.ts';

/** What every part of the inference may ask of the others. */
export interface Analysis {
  readonly project: Project;
  readonly settings: Settings;
  /** A file of the project, parsed; `undefined` when there is none. */
  module(path: string): Module | undefined;
  infer(at: Placed): Types;
  /** Computes once per key. A key that is asked for while it is being computed contributes nothing. */
  once(key: object | string, compute: () => Types): Types;
}

/** Gives the modules of a project; keeps those read before, so that a `conftest.py` is not read for every test file. */
export type Modules = (path: string) => Module | undefined;

/** Real chains of names, fixtures and calls are a handful long; what is longer is not worth the stack. */
const MAX_DEPTH = 64;

/** An analysis lives as long as one reading of one file: nothing it remembers can go stale. */
export function analyse(
  project: Project,
  settings: Settings,
  modules: Modules,
  infer: (analysis: Analysis, at: Placed) => Types,
): Analysis {
  const known = new Map<object | string, Types>();
  const active = new Map<object | string, number>();
  // The outermost computation that an answer given so far has left out of account.
  let cut = Infinity;
  const analysis: Analysis = {
    project,
    settings,
    module: modules,
    infer: (at) => analysis.once(at.node, () => infer(analysis, at)),
    once(key, compute) {
      const answer = known.get(key);
      if (answer) return answer;
      const running = active.get(key);
      if (running !== undefined) {
        cut = Math.min(cut, running);
        return [];
      }
      if (active.size >= MAX_DEPTH) return [unknown('it is defined through too many steps')];
      const depth = active.size;
      active.set(key, depth);
      const outer = cut;
      cut = Infinity;
      try {
        const result = compute();
        // An answer found inside a circle is only complete for the one who asked first.
        if (cut >= depth) known.set(key, result);
        return result;
      } finally {
        active.delete(key);
        cut = cut >= depth ? outer : Math.min(outer, cut);
      }
    },
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
