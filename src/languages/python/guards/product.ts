import type { Project } from '../../../core/language.ts';
import type { Library } from '../../../core/model/subjects.ts';
import { oncePer, onceWithin } from '../../kernel/once.ts';
import { moduleName, resolveModule } from '../binding/imports.ts';
import type { Module } from '../binding/module.ts';
import { isTestFile } from '../collected.ts';
import type { Analysis } from '../inference/analysis.ts';

/**
 * Whether a client can only have come to a file from tests that hand it over: the file is part of what is tested, and never names
 * the class of a client. Other code may hand it a session of requests, which takes the old form alone.
 */
export const isHandedOver = (analysis: Analysis, module: Module, library: Library): boolean =>
  !namesClients(analysis, module, library) && isProduct(analysis)(module);

/** Whether a file has the class of a client, or a module that holds one, under some name. */
function namesClients(analysis: Analysis, module: Module, library: Library): boolean {
  const { source, scope } = module;
  if (spellsClients(module)) return true;
  if (library === 'httpx') return /\bhttpx2?\b/.test(source);
  const imported = [...scope.bindings.values()].flat().filter(({ origin }) => origin.by === 'import-from');
  return imported.some((binding) =>
    analysis.inferBinding(module, binding).some((type) => type.is === 'client-class' && !type.httpx),
  );
}

/** In a name, or in a string alone: prose may name it as well. */
const spellsClients = oncePer(({ mentions, scope, source }: Module): boolean => {
  const names = [...mentions.keys(), ...scope.bindings.keys()];
  return (
    names.some((name) => /TestClient|test_?client/i.test(name)) || /["'][\w.]*TestClient["']/.test(source)
  );
});

const isProduct = oncePer((analysis: Analysis) =>
  oncePer((module: Module): boolean => {
    if (isOfTests(module.path) || isForTests(module.source)) return false;
    const importers = importersOf(analysis, module);
    if (importers.some((path) => !isOfTests(path) && !isForTests(analysis.project.read(path) ?? '')))
      return true;
    return isPackaged(analysis, module.path) || !isHelper(analysis, module);
  }),
);

/** Files that are not of tests, and import a package. */
export const productUsing = onceWithin(
  (name: string) => name,
  [],
  (project: Project, name): readonly string[] => {
    const imports = new RegExp(String.raw`^[ \t]*(?:import|from)[ \t]+${name}\b`, 'm');
    return project.mentioning(name).filter((path) => {
      const source = isOfTests(path) ? '' : (project.read(path) ?? '');
      return imports.test(source) && !isForTests(source);
    });
  },
);

/** Whether a file is part of what is tested. */
export const isOfProduct = (analysis: Analysis, module: Module): boolean => isProduct(analysis)(module);

/** A file of tests, by its name or by the folder that it is in. */
const isOfTests = (path: string): boolean =>
  path.split('/').some((part, index, { length }) => {
    const name = index === length - 1 ? part.replace(/\.py$/, '') : part;
    return /^(conftest|tests?|testing|test_.*|.*_tests?|testutils?|fixtures?)$/i.test(name);
  });

/** A file that is written for a framework of tests. */
const isForTests = (source: string): boolean =>
  /^[ \t]*(import|from)[ \t]+(pytest|unittest|hypothesis|nose|behave|starlette\.testclient)\b/m.test(source);

/** Files that import a file. */
function importersOf({ project, module: open }: Analysis, home: Module): readonly string[] {
  return project.mentioning(moduleName(home.path)).filter((path) => {
    const other = path === home.path ? undefined : open(path);
    return other && isImporting(project, other, home.path);
  });
}

const isImporting = (project: Analysis['project'], other: Module, home: string): boolean =>
  [
    ...[...other.scope.bindings.values()].flat().map(({ origin }) => origin),
    ...other.stars.map((from) => ({ by: 'import-from', from, name: '' }) as const),
  ].some((origin) => {
    const to = (level: number, path: string): boolean =>
      resolveModule(project, other.path, level, path) === home;
    if (origin.by === 'import') return to(0, origin.path);
    if (origin.by !== 'import-from') return false;
    const { level, path } = origin.from;
    return to(level, path) || to(level, path === '' ? origin.name : `${path}.${origin.name}`);
  });

/** In a package, or below `src`: something that is shipped. */
const isPackaged = ({ project }: Analysis, path: string): boolean => {
  const folders = path.split('/').slice(0, -1);
  return (
    folders.includes('src') || (folders.length > 0 && project.has([...folders, '__init__.py'].join('/')))
  );
};

/** A file beside tests that has no test of its own name, and says nothing of other clients. */
function isHelper({ project }: Analysis, { path, source }: Module): boolean {
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const stem = path.slice(folder.length).replace(/\.py$/, '');
  if (/helper|util|support|common|fixture|factor/i.test(stem)) return true;
  const beside = project
    .files()
    .filter((one) => one.startsWith(folder) && !one.slice(folder.length).includes('/'));
  if (!beside.some(isTestFile)) return false;
  const isTested = beside.some(
    (one) => one === `${folder}test_${stem}.py` || one === `${folder}${stem}_test.py`,
  );
  return !isTested && !OTHER_CLIENTS.test(source);
}

const OTHER_CLIENTS = /\b(requests|httpx|urllib3?|aiohttp|[Ss]ession)\b/;
