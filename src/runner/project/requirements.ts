import { dirname, join, resolve } from 'node:path';
import { noProject, type Project } from '../../core/language.ts';
import type { Rule } from '../../core/rule.ts';
import { configuration, loadManifests } from '../../languages/index.ts';
import type { FileSettings } from '../config/settings.ts';
import { isLeftOut } from '../files/filter.ts';
import { foldersBetween, inherited, namesIn, textOf } from '../files/manifests.ts';
import { isWithin, realPath, shown, withSlashes } from '../files/paths.ts';
import { sourceFile, type SourceFile } from '../files/source-file.ts';
import { contextOf, migrateFile, type FileMigration } from '../jobs/migrate-one.ts';
import type { Pass } from '../options.ts';

/** The files that tell what the tests of a project are run with. */
interface TestedProject {
  /** One of its files of tests. */
  readonly suite: SourceFile;
  /** By their paths in the root of the project, those of the nearest folder first. */
  readonly files: readonly string[];
}

/**
 * Migrates, in memory, the lists of packages of the projects that `suites` are in. A file outside the paths of the run is reported
 * only. Files of which there is nothing to say are not among the result.
 */
export async function migrateRequirements(
  suites: readonly SourceFile[],
  pass: Pass,
): Promise<readonly FileMigration[]> {
  const asking: SourceFile[] = [];
  for (const suite of suites) if (asksFor(await pass.settings.of(suite))) asking.push(suite);
  const found = new Map<string, FileMigration>();
  for (const project of await projectsOf(asking)) {
    for (const migration of await migrateProject(project, pass)) {
      const { status, manual } = migration.report;
      const isTold = status === 'changed' || manual.length > 0;
      if (isTold && !found.has(migration.file.real)) found.set(migration.file.real, migration);
    }
  }
  return [...found.values()];
}

const asksFor = ({ rules }: FileSettings): boolean => rules.some(({ wants }) => wants.requirements);

/** A project for each folder that is the nearest to some suite among those with lists of packages. */
async function projectsOf(suites: readonly SourceFile[]): Promise<readonly TestedProject[]> {
  const { isManifest, mayRequire } = await loadManifests();
  const names = new Map<string, readonly string[]>();
  const known = (folder: string): readonly string[] => {
    const list = names.get(folder) ?? namesIn(folder).filter(mayRequire);
    names.set(folder, list);
    return list;
  };
  const nearestFor = inherited<string | undefined>((folder, above) =>
    known(folder).some(isManifest) ? folder : above,
  );
  const projects = new Map<string, TestedProject>();
  for (const suite of suites) {
    const nearest = nearestFor(dirname(suite.real), suite.root.folder);
    if (nearest === undefined || projects.has(nearest)) continue;
    const files = [...foldersBetween(nearest, suite.root.folder)].flatMap((folder) =>
      // An environment of tox takes its list from elsewhere, or lists what is in another file as well.
      [...known(folder)]
        .sort((a, b) => Number(a === 'tox.ini') - Number(b === 'tox.ini'))
        .map((name) =>
          withSlashes(
            join(folder, name)
              .slice(suite.root.folder.length)
              .replace(/^[\\/]/, ''),
          ),
        ),
    );
    projects.set(nearest, { suite, files });
  }
  return [...projects.values()];
}

async function migrateProject(
  { suite, files }: TestedProject,
  pass: Pass,
): Promise<readonly FileMigration[]> {
  const { listsAmong } = await loadManifests();
  const { root } = suite;
  const read = (path: string): string | undefined => textOf(join(root.folder, path));
  const project: Project = {
    ...noProject,
    files: () => files,
    has: (path) => files.includes(path),
    read,
  };
  const { target } = await pass.settings.of(suite);
  // What the tests are to run on is decided where they are, not where the list is.
  const targets = { ...pass.targets, of: () => pass.targets.of(suite, target) };
  const migrations: FileMigration[] = [];
  for (const path of listsAmong(files, read)) {
    const absolute = join(root.folder, path);
    const name = shown(realPath(pass.cwd), absolute);
    if (isLeftOut(name, pass.exclude) || pass.share?.holds(name) === false) continue;
    const file = sourceFile(name, { file: absolute, real: realPath(absolute), root }, configuration);
    const settings = await pass.settings.of(file);
    if (!asksFor(settings) || (await pass.settings.filter(file.real)).isExcluded) continue;
    const rules = (await isNamed(file, pass)) ? settings.rules : settings.rules.map(reporting);
    const context = await contextOf(configuration, project, pass, { ...settings, rules });
    migrations.push(await migrateFile(file, { ...context, targets }));
  }
  return migrations;
}

/** Whether a file is one of the paths of the run, or in one of them, and not left out as unchanged. */
const isNamed = async (
  { file, real }: SourceFile,
  { paths, filesFrom = [], cwd, selection }: Pass,
): Promise<boolean> =>
  [...paths, ...filesFrom].some((path) => isWithin(realPath(resolve(cwd, path)), file)) &&
  ((await selection?.has(real)) ?? true);

/** The rule without its fixes. */
const reporting = (rule: Rule): Rule => ({
  ...rule,
  *requirements(site, cx) {
    for (const { fix: _, ...finding } of rule.requirements?.(site, cx) ?? []) yield finding;
  },
});
