import { groupBy } from '../../../core/group.ts';
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
export const takenFrom = (project: Project, module: Module, home: string): Taken =>
  takenBy(module, project).get(home) ?? NOTHING;

const NOTHING: Taken = { bindings: [], all: false };

/** By the files of the project that a module imports from: many files ask about the same module. */
const takenBy = oncePer((module: Module, project: Project): ReadonlyMap<string, Taken> => {
  const fileOf = ({ level, path }: ImportFrom): string | undefined =>
    resolveModule(project, module.path, level, path);
  const bindings = groupBy([...module.scope.bindings.values()].flat().filter(isImport), ({ origin }) =>
    fileOf(origin.from),
  );
  const stars = new Set(module.stars.map(fileOf));
  return new Map(
    [...new Set([...bindings.keys(), ...stars])].flatMap((file) =>
      file === undefined
        ? []
        : [[file, { bindings: bindings.get(file) ?? [], all: stars.has(file) }] as const],
    ),
  );
});

const isImport = (binding: Binding): binding is ImportBinding => binding.origin.by === 'import-from';

/** The files of the project that run when a module is imported: those that its own imports name. */
export const filesImportedBy = oncePer((module: Module, project: Project): ReadonlySet<string> => {
  const of = (level: number, path: string): readonly string[] => {
    const file = resolveModule(project, module.path, level, path);
    return file === undefined ? [] : [file];
  };
  const imports = [...module.scope.bindings.values()].flat().flatMap(({ origin }): readonly string[] => {
    if (origin.by === 'import') return of(0, origin.path);
    if (origin.by !== 'import-from') return [];
    const { level, path } = origin.from;
    return [...of(level, path), ...of(level, path === '' ? origin.name : `${path}.${origin.name}`)];
  });
  return new Set([...imports, ...module.stars.flatMap(({ level, path }) => of(level, path))]);
});
