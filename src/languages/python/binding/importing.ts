import type { Project } from '../../../core/language.ts';
import { oncePer } from '../../kernel/once.ts';
import type { ImportFrom } from '../ast/statements.ts';
import { resolveModule } from './imports.ts';
import type { Module } from './module.ts';
import type { Binding, Origin } from './scope.ts';

/** What one file takes from another. */
export interface Taken {
  /** The names that it imports one by one, as it binds them. */
  readonly bindings: readonly ImportBinding[];
  /** Whether a star import takes all. */
  readonly all: boolean;
}

type ImportBinding = Binding & { readonly origin: Extract<Origin, { by: 'import-from' }> };

/** What a module takes with `from ... import ...` from the file at a path of the project. */
export function takenFrom(project: Project, module: Module, home: string): Taken {
  // One statement may bind many names.
  const isHome = oncePer(
    ({ level, path }: ImportFrom) => resolveModule(project, module.path, level, path) === home,
  );
  return {
    bindings: [...module.scope.bindings.values()]
      .flat()
      .filter(isImport)
      .filter(({ origin }) => isHome(origin.from)),
    all: module.stars.some((star) => isHome(star)),
  };
}

const isImport = (binding: Binding): binding is ImportBinding => binding.origin.by === 'import-from';
