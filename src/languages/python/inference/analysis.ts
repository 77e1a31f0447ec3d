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

/** Counts nested expressions as well as steps from name to name; what is deeper would cost the call stack. */
const MAX_DEPTH = 200;

/** An analysis lives as long as one reading of one file: nothing it remembers can go stale. */
export function analyse(
  project: Project,
  settings: Settings,
  modules: Modules,
  infer: (analysis: Analysis, at: Placed) => Types,
): Analysis {
  const once = memo();
  const analysis: Analysis = {
    project,
    settings,
    module: modules,
    infer: (at) => once(at.node, () => infer(analysis, at)),
    once,
  };
  return analysis;
}

/** An answer found inside a circle of questions: complete only for the question at `head`, which is still open. */
interface Provisional {
  readonly types: Types;
  readonly head: number;
}

/**
 * Remembers answers. Definitions may go in circles (functions that call each other); an answer that left an open question
 * out of account is kept only until that question is answered, and then found anew with the answer known.
 */
function memo(): Analysis['once'] {
  const known = new Map<object | string, Types>();
  const provisional = new Map<object | string, Provisional>();
  const heads = new Set<number>();
  const open = new Map<object | string, number>();
  // The outermost open question that the answers given so far have left out of account.
  let head = Infinity;
  return (key, compute) => {
    const answer = known.get(key);
    if (answer) return answer;
    const partial = provisional.get(key);
    const running = open.get(key) ?? partial?.head;
    if (running !== undefined) {
      head = Math.min(head, running);
      return partial?.types ?? [];
    }
    if (open.size >= MAX_DEPTH) return [unknown('it is defined through too many steps')];
    const depth = open.size;
    const outer = head;
    head = Infinity;
    open.set(key, depth);
    try {
      const types = compute();
      if (head < depth) {
        provisional.set(key, { types, head });
        heads.add(head);
      } else known.set(key, types);
      return types;
    } finally {
      open.delete(key);
      if (heads.delete(depth)) {
        for (const [other, one] of provisional) if (one.head === depth) provisional.delete(other);
      }
      head = head >= depth ? outer : Math.min(outer, head);
    }
  };
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
