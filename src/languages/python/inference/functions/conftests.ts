import type { Project } from '../../../../core/language.ts';
import { oncePer } from '../../../kernel/once.ts';
import type { Module } from '../../binding/module.ts';
import { allAbove } from '../../folders.ts';
import type { Analysis } from '../analysis.ts';

/** The `conftest.py` files that pytest reads for a file, the nearest first; the file itself is never among them. */
export const conftestsOf = (analysis: Analysis, module: Module): readonly Module[] =>
  conftestsBy(analysis)(module);

const conftestsBy = oncePer(({ project, module }: Analysis) =>
  oncePer(({ path: own }: Module): readonly Module[] =>
    pathsIn(project)(own).flatMap((path) => (path === own ? [] : (module(path) ?? []))),
  ),
);

/** By the path of a file: the `conftest.py` files of its folder and of those above it. */
const pathsIn = oncePer((project: Project) =>
  allAbove((folder) => [`${folder}conftest.py`].filter((path) => project.has(path))),
);
