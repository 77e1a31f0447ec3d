import type { Project } from '../../../core/language.ts';
import { oncePer, onceWithin } from '../../kernel/once.ts';
import type { Identifier } from '../ast/expressions.ts';
import type { ImportedModule, ImportedName } from '../ast/statements.ts';
import { groupBy } from '../../../core/group.ts';
import { folderAbove, folderOf, nearest } from '../folders.ts';
import { rootsFor } from './roots.ts';

/**
 * The project file a module name stands for, `undefined` when it is not part of the project.
 * Follows pytest and Python: relative imports from the importing file's package; absolute ones from any folder above it
 * that is not itself a package (pytest puts such a folder on `sys.path`), the project's root and `src` layouts included, and
 * from those that the tests put on `sys.path`.
 */
export const resolveModule = (
  project: Project,
  importer: string,
  level: number,
  path: string,
): string | undefined => resolve(project, { from: folderOf(importer), level, path });

/** A name in a folder (`from`, with a slash behind it); files of a folder import the same modules over and over. */
interface Imported {
  readonly from: string;
  readonly level: number;
  readonly path: string;
}

const resolve = onceWithin(
  ({ from, level, path }: Imported) => `${from} ${level} ${path}`,
  undefined,
  (project: Project, { from, level, path }): string | undefined =>
    level > 0 ? relative(project, from, level, path) : absolute(project, from, path),
);

function relative(project: Project, from: string, level: number, path: string): string | undefined {
  let folder: string | undefined = from;
  for (let up = 1; up < level && folder !== undefined; up++) folder = folderAbove(folder);
  return folder === undefined ? undefined : moduleAt(project, stemIn(folder, path));
}

function absolute(project: Project, from: string, path: string): string | undefined {
  if (path === '') return undefined;
  const found =
    above(project)(path)(from) ??
    rootsFor(project, from)
      .map((root) => moduleAt(project, stemIn(root, path)))
      .find((one) => one !== undefined);
  return found ?? (path.includes('.') ? elsewhere(project, path.split('.')) : undefined);
}

/** By the dotted name of a module: the one that the nearest folder above an importer has. */
const above = oncePer((project: Project) => {
  const known = new Map<string, ReturnType<typeof nearest<string>>>();
  return (path: string): ReturnType<typeof nearest<string>> => {
    let found = known.get(path);
    if (!found) known.set(path, (found = nearest((folder) => heldBy(project, folder, path))));
    return found;
  };
});

/** A folder that is itself a package is not on `sys.path`. */
const heldBy = (project: Project, folder: string, path: string): string | undefined =>
  folder !== '' && project.has(`${folder}__init__.py`)
    ? undefined
    : (moduleAt(project, stemIn(folder, path)) ?? moduleAt(project, stemIn(`${folder}src/`, path)));

/** The path without ending of a module that a folder may have; of no dotted name, that of the folder itself. */
const stemIn = (folder: string, path: string): string =>
  path === '' ? folder.slice(0, -1) : folder + path.replaceAll('.', '/');

/**
 * A module with a dotted name that no folder above the importer holds: the root is a package itself, and its name stands in front;
 * or one other distribution of the project has the module.
 */
function elsewhere(project: Project, parts: readonly string[]): string | undefined {
  const inRoot = project.has('__init__.py') ? moduleAt(project, parts.slice(1).join('/')) : undefined;
  if (inRoot !== undefined) return inRoot;
  const ending = `/${parts.join('/')}`;
  const found = (modulesByEnd(project).get(parts.slice(-2).join('/')) ?? []).filter(
    (path) => stemOf(path).endsWith(ending) && isDistribution(project, stemOf(path).slice(0, -ending.length)),
  );
  return found.length === 1 ? found[0] : undefined;
}

/** The files by the last two parts of their dotted names. */
const modulesByEnd = oncePer((project: Project): ReadonlyMap<string, readonly string[]> =>
  groupBy(project.files(), (path) => stemOf(path).split('/').slice(-2).join('/')),
);

/** The path of a module without its ending: of a package, that of its folder. */
export const stemOf = (path: string): string => path.replace(/(?:\/__init__)?\.pyi?$/, '');

/** The last part of a module's dotted name. */
export const moduleName = (path: string): string => stemOf(path).split('/').at(-1) ?? '';

/** A folder that is installed from: one with a `pyproject.toml` or the like, or the `src` in it. */
const isDistribution = (project: Project, folder: string): boolean =>
  /(?:^|\/)src$/.test(folder) ||
  ['pyproject.toml', 'setup.cfg', 'setup.py'].some((name) => project.has(`${folder}/${name}`));

/** The folders above a file, nearest first, the root last. */
export function ancestors(path: string): string[][] {
  const folders = path.split('/').slice(0, -1);
  return Array.from({ length: folders.length + 1 }, (_, up) => folders.slice(0, folders.length - up));
}

/** A folder with an `__init__.py` goes before a file of its name, as for Python. */
function moduleAt(project: Project, stem: string): string | undefined {
  const candidates = stem === '' ? ['__init__.py'] : [`${stem}/__init__.py`, `${stem}.py`];
  return candidates.find((path) => project.has(path));
}

/** The name that an imported module or name is bound to. */
export function boundName(imported: ImportedModule | ImportedName): Identifier {
  if (imported.alias) return imported.alias;
  if ('name' in imported) return imported.name;
  const [root = imported.path] = imported.path.split('.');
  return { id: root, start: imported.start, end: imported.start + root.length };
}
