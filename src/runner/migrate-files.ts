import { setImmediate } from 'node:timers/promises';
import type { Project } from '../core/language.ts';
import { isFor } from '../core/engine/migrate.ts';
import { groupBy } from '../core/group.ts';
import { defaultTarget } from '../core/model/target.ts';
import { unionOf } from '../core/wants.ts';
import type { LanguageEntry } from '../languages/index.ts';
import { analysisKey, type FileSettings } from './config/settings.ts';
import { failed, unconcerned } from './file-report.ts';
import { gate, type Gated, type Glimpse, type Sought } from './project/gate.ts';
import { openBytes, type Migration, type MigrationContext, type OpenFile } from './migrate-file.ts';
import type { Pass } from './options.ts';
import { counter, type Counter } from './progress/progress.ts';
import { decoderOf, openProject } from './project/project.ts';
import { readBytes, type Unread } from './files/read.ts';
import type { SourceFile } from './files/source-file.ts';

export interface FileMigration extends Migration {
  readonly file: SourceFile;
  /** The bytes that were read. Present only if the file changes. */
  readonly before?: Uint8Array;
  /** Present only if the file changes and the run asks about its edits. */
  readonly open?: OpenFile;
}

/** Files of one language in one project. */
interface Group {
  readonly gated: Gated;
  readonly language: LanguageEntry;
  readonly project: () => Promise<Project>;
}

interface Migrated {
  readonly scanned: number;
  readonly migrations: readonly FileMigration[];
  /** Of files that were not parsed, as nothing in them could matter. */
  readonly glimpses: readonly Glimpse[];
  /** Those that import a test client of a framework for Python. */
  readonly suites: readonly SourceFile[];
}

/** Migrates, in memory, the files that are worth parsing. */
export async function migrateFiles(files: readonly SourceFile[], pass: Pass): Promise<Migrated> {
  const groups: Group[] = [];
  const reading = counter('reading', files.length, pass.onProgress);
  for (const members of groupsOf(files)) groups.push(await openGroup(members, pass, reading));
  const relevant = groups.flatMap(({ gated }) => gated.relevant);
  const migrating = counter('migrating', relevant.length, pass.onProgress, relevant);
  const migrations: FileMigration[] = [];
  for (const group of groups) {
    for (const { file, why } of group.gated.unreadable) migrations.push(unread(file, why));
    for await (const migration of migrateGroup(group, pass, migrating)) migrations.push(migration);
  }
  return {
    scanned: sum(groups.map(({ gated }) => gated.scanned)),
    migrations,
    glimpses: groups.flatMap(({ gated }) => gated.glimpses),
    suites: groups.flatMap(({ gated }) => gated.suites),
  };
}

function groupsOf(files: readonly SourceFile[]): Iterable<readonly [SourceFile, ...SourceFile[]]> {
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
    language,
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
  };
};

async function* migrateGroup(
  { gated, language, project }: Group,
  pass: Pass,
  counted: Counter,
): AsyncGenerator<FileMigration> {
  if (gated.relevant.length === 0) return;
  const files: Configured[] = [];
  for (const file of gated.relevant) files.push({ file, settings: await pass.settings.of(file) });
  const opened = await project();
  // One after the other, so that what is known for one can be forgotten before the next.
  for (const alike of groupBy(files, ({ settings }) => analysisKey(settings)).values()) {
    // A language remembers what it finds out by the project that it is handed.
    const own = { ...opened };
    for (const { file, settings } of alike) {
      // Yields to the event loop, so that a signal is handled.
      await setImmediate();
      if (pass.signal?.aborted) return;
      counted.begin(file);
      const migration = await migrateFile(file, await contextOf(language, own, pass, settings));
      const isConcerned =
        settings.strictParsing || migration.report.status !== 'failed' || (await gated.isProven(file));
      counted.end(file);
      yield isConcerned ? migration : { ...migration, report: unconcerned(migration.report) };
    }
  }
}

interface Configured {
  readonly file: SourceFile;
  readonly settings: FileSettings;
}

export const contextOf = async (
  language: LanguageEntry,
  project: Project,
  pass: Pass,
  settings: FileSettings,
): Promise<MigrationContext> => ({
  language: await language.load(),
  project,
  decode: decoderOf(language),
  // Who is asked reviews unsafe edits too.
  settings: pass.review === undefined ? settings : { ...settings, unsafe: true },
  isReviewed: pass.review !== undefined,
  isWritten: pass.mode === 'write' && pass.stdin === undefined,
  targets: pass.targets,
});

export async function migrateFile(file: SourceFile, context: MigrationContext): Promise<FileMigration> {
  const read = readBytes(file.real);
  if (!('bytes' in read)) return unread(file, read);
  const open = openBytes(file, read.bytes, context);
  if ('report' in open) return { file, ...open };
  const migration = open.conclude(await open.migrate({}));
  if (!migration.after) return { file, ...migration };
  return { file, ...migration, before: read.bytes, ...(context.isReviewed && { open }) };
}

const unread = (file: SourceFile, { reason, problem }: Unread): FileMigration => ({
  file,
  report: failed(file.path, { reason, message: problem }),
});

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
