import type { Project } from '../../core/language.ts';
import { isFor } from '../../core/engine/migrate.ts';
import { defaultTarget } from '../../core/model/target.ts';
import { unionOf } from '../../core/wants.ts';
import type { LanguageEntry } from '../../languages/index.ts';
import { analysisKey, type FileSettings } from '../config/settings.ts';
import { unconcerned } from '../file-report.ts';
import { unread, type FileMigration, type Job } from '../jobs/migrate-one.ts';
import { migrateTogether } from '../jobs/migrate-together.ts';
import { gate, type Gated, type Glimpse } from '../project/gate.ts';
import type { Sought } from '../project/look.ts';
import type { Pass } from '../options.ts';
import { counter, type Counter } from '../progress/progress.ts';
import { openProject } from '../project/project.ts';
import { minifiedNotes } from '../files/left-out.ts';
import type { SourceFile } from '../files/source-file.ts';

/** Files of one language in one project. */
interface Group {
  readonly gated: Gated;
  readonly project: () => Promise<Project>;
}

export interface Migrated {
  readonly scanned: number;
  readonly migrations: readonly FileMigration[];
  /** Of files that were not parsed, as nothing in them could matter. */
  readonly glimpses: readonly Glimpse[];
  /** Those that import a test client of a framework for Python. */
  readonly suites: readonly SourceFile[];
  /** Notes for the log, one line each. */
  readonly notes: readonly string[];
}

/** Migrates, in memory, the files that are worth parsing. */
export async function migrateFiles(files: readonly SourceFile[], pass: Pass): Promise<Migrated> {
  const groups: Group[] = [];
  const reading = counter('reading', files.length, pass.onProgress);
  for (const members of groupsOf(files)) groups.push(await openGroup(members, pass, reading));
  const relevant = groups.flatMap(({ gated }) => gated.relevant);
  const migrating = counter('migrating', relevant.length, pass.onProgress, relevant);
  const numberOf = numbering();
  const jobs: (readonly Job[])[] = [];
  for (const group of groups) jobs.push(await jobsOf(group, pass, numberOf));
  const together = await migrateTogether(jobs.flat(), pass, migrating);
  const migrations: FileMigration[] = [];
  let next = 0;
  for (const [index, group] of groups.entries()) {
    for (const { file, why } of group.gated.unreadable) migrations.push(unread(file, why));
    for (const job of jobs[index] ?? []) {
      const migration = together.migrations[next++];
      if (migration) migrations.push(await concerned(migration, job, group));
    }
  }
  return {
    notes: [...together.notes, ...minifiedNotes(groups.flatMap(({ gated }) => gated.minified))],
    scanned: sum(groups.map(({ gated }) => gated.scanned)),
    migrations,
    glimpses: groups.flatMap(({ gated }) => gated.glimpses),
    suites: groups.flatMap(({ gated }) => gated.suites),
  };
}

/** Files of one language and one project each, in the order given. */
export function groupsOf(files: readonly SourceFile[]): Iterable<readonly [SourceFile, ...SourceFile[]]> {
  const groups = new Map<string, [SourceFile, ...SourceFile[]]>();
  for (const file of files) {
    const key = `${file.language.name}:${file.root.folder}`;
    const group = groups.get(key);
    if (group) group.push(file);
    else groups.set(key, [file]);
  }
  return groups.values();
}

async function openGroup(
  members: readonly [SourceFile, ...SourceFile[]],
  pass: Pass,
  counted: Counter,
): Promise<Group> {
  const [{ language, root }] = members;
  let opened: Promise<Project> | undefined;
  const project = (): Promise<Project> => (opened ??= openProject({ ...pass, root, language }));
  const settings = new Set<FileSettings>();
  for (const file of members) settings.add(await pass.settings.of(file));
  return {
    gated: await gate(members, {
      ...soughtBy([...settings], language),
      ...{ signal: pass.signal, project, isOwn: pass.share?.has, counted },
    }),
    project,
  };
}

/**
 * What is looked for in the files of a language, which have these settings. A target that is not given is guessed later, and may
 * be any.
 */
export const soughtBy = (all: readonly FileSettings[], { name }: LanguageEntry): Sought => {
  const rules = all.flatMap(({ rules: chosen, target }) =>
    chosen.filter((rule) => isFor(rule, name, target?.client ?? rule.client ?? defaultTarget.client)),
  );
  return {
    wanted: unionOf([...new Set(rules)].map(({ wants }) => wants)),
    settings: { clients: [...new Set(all.flatMap(({ clients }) => clients))] },
    reportsUnused: all.some(({ silent }) => !silent.includes('unused-suppression')),
    isStrict: all.some(({ strictParsing }) => strictParsing),
  };
};

/** The files of a group that are worth parsing, with the settings of each. */
async function jobsOf(
  { gated, project }: Group,
  pass: Pass,
  numberOf: (key: string) => number,
): Promise<readonly Job[]> {
  const jobs: Job[] = [];
  for (const file of gated.relevant) {
    const settings = await pass.settings.of(file);
    const alike = numberOf(JSON.stringify([file.language.name, file.root.folder, analysisKey(settings)]));
    jobs.push({ file, settings, project, alike });
  }
  return jobs;
}

/** Numbers keys in the order in which they come. */
function numbering(): (key: string) => number {
  const numbers = new Map<string, number>();
  return (key) => {
    const number = numbers.get(key) ?? numbers.size;
    numbers.set(key, number);
    return number;
  };
}

/** A file that does not parse is of no concern where no client is known in it. */
async function concerned(
  migration: FileMigration,
  { settings }: Job,
  { gated }: Group,
): Promise<FileMigration> {
  const isConcerned =
    settings.strictParsing || migration.report.status !== 'failed' || (await gated.isProven(migration.file));
  return isConcerned ? migration : { ...migration, report: unconcerned(migration.report) };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
