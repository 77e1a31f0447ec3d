import type { Project } from '../../../core/language.ts';
import { rootsFor } from './roots.ts';
import type { Identifier, ImportedModule, ImportedName } from '../ast.ts';

/**
 * The project file a module name stands for, `undefined` when it is not part of the project.
 * Follows pytest and Python: relative imports from the importing file's package; absolute ones from any folder above it
 * that is not itself a package (pytest puts such a folder on `sys.path`), the project's root and `src` layouts included, and
 * from those that the tests put on `sys.path`.
 */
export function resolveModule(
  project: Project,
  importer: string,
  level: number,
  path: string,
): string | undefined {
  const parts = path === '' ? [] : path.split('.');
  if (level > 0) {
    const folder = ancestors(importer)[level - 1];
    return folder === undefined ? undefined : moduleAt(project, [...folder, ...parts]);
  }
  if (parts.length === 0) return undefined;
  for (const folder of ancestors(importer)) {
    if (folder.length > 0 && project.has([...folder, '__init__.py'].join('/'))) continue;
    const found = moduleAt(project, [...folder, ...parts]) ?? moduleAt(project, [...folder, 'src', ...parts]);
    if (found !== undefined) return found;
  }
  return rootsFor(project, ancestors(importer))
    .map((root) => moduleAt(project, [...root.split('/').filter(Boolean), ...parts]))
    .find((found) => found !== undefined);
}

/** The folders above a file, nearest first, the root last. */
export function ancestors(path: string): string[][] {
  const folders = path.split('/').slice(0, -1);
  return Array.from({ length: folders.length + 1 }, (_, up) => folders.slice(0, folders.length - up));
}

function moduleAt(project: Project, parts: readonly string[]): string | undefined {
  const stem = parts.join('/');
  const candidates = parts.length === 0 ? ['__init__.py'] : [`${stem}.py`, `${stem}/__init__.py`];
  return candidates.find((path) => project.has(path));
}

/** The name that an imported module or name is bound to. */
export function boundName(imported: ImportedModule | ImportedName): Identifier {
  if (imported.alias) return imported.alias;
  if ('name' in imported) return imported.name;
  const [root = imported.path] = imported.path.split('.');
  return { id: root, start: imported.start, end: imported.start + root.length };
}
