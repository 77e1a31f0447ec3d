import { oncePer } from '../../../kernel/once.ts';
import { ancestors } from '../../binding/imports.ts';
import type { Module } from '../../binding/module.ts';
import type { Analysis } from '../analysis.ts';

/** The `conftest.py` files that pytest reads for a file, the nearest first; the file itself is never among them. */
export const conftestsOf = (analysis: Analysis, module: Module): readonly Module[] =>
  conftestsBy(analysis)(module);

const conftestsBy = oncePer(({ project, module }: Analysis) =>
  oncePer(({ path: own }: Module): readonly Module[] =>
    ancestors(own)
      .map((folder) => [...folder, 'conftest.py'].join('/'))
      .flatMap((path) => (path !== own && project.has(path) ? (module(path) ?? []) : [])),
  ),
);
