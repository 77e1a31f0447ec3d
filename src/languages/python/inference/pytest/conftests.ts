import { ancestors } from '../../binding/imports.ts';
import type { Module } from '../../binding/module.ts';
import type { Analysis } from '../analysis.ts';

const known = new WeakMap<Analysis, Map<Module, readonly Module[]>>();

/** The `conftest.py` files that pytest reads for a file, the nearest first; the file itself is never among them. */
export function conftestsOf(analysis: Analysis, module: Module): readonly Module[] {
  let conftests = known.get(analysis);
  if (!conftests) known.set(analysis, (conftests = new Map<Module, readonly Module[]>()));
  let found = conftests.get(module);
  if (!found) conftests.set(module, (found = findConftests(analysis, module)));
  return found;
}

const findConftests = ({ project, module }: Analysis, { path: own }: Module): readonly Module[] =>
  ancestors(own)
    .map((folder) => [...folder, 'conftest.py'].join('/'))
    .flatMap((path) => (path !== own && project.has(path) ? (module(path) ?? []) : []));
