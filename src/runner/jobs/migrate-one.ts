import type { Project } from '../../core/language.ts';
import type { LanguageEntry } from '../../languages/index.ts';
import type { FileSettings } from '../config/settings.ts';
import { failed } from '../file-report.ts';
import { readBytes, type Unread } from '../files/read.ts';
import type { SourceFile } from '../files/source-file.ts';
import { openBytes, type Migration, type MigrationContext, type OpenFile } from '../migrate/file.ts';
import type { Pass } from '../options.ts';
import { decoderOf } from '../project/project.ts';

export interface FileMigration extends Migration {
  readonly file: SourceFile;
  /** The bytes that were read. Present only if the file changes. */
  readonly before?: Uint8Array;
  /** Present only if the file changes and the run asks about its edits. */
  readonly open?: OpenFile;
}

/** A file that is worth parsing, and what it is migrated with. */
export interface Job {
  readonly file: SourceFile;
  readonly settings: FileSettings;
  /** That of all files of its language in its project. */
  readonly project: () => Promise<Project>;
  /** The same for files of one project for which the same is found out about it. */
  readonly alike: number;
}

/** What the migration of a file takes of the run. */
type Terms = Pick<Pass, 'review' | 'mode' | 'stdin' | 'targets'>;

/**
 * Migrates one file after the other. What was found out for files that are alike is kept until one comes that is not, so such files are
 * best asked for in a row.
 */
export function migrator(terms: Terms): (job: Job) => Promise<FileMigration> {
  let own: { readonly alike: number; readonly project: Project } | undefined;
  return async ({ file, settings, project, alike }) => {
    // A language remembers what it finds out by the project that it is handed.
    if (own?.alike !== alike) own = { alike, project: { ...(await project()) } };
    return migrateFile(file, await contextOf(file.language, own.project, terms, settings));
  };
}

export const contextOf = async (
  language: LanguageEntry,
  project: Project,
  { review, mode, stdin, targets }: Terms,
  settings: FileSettings,
): Promise<MigrationContext> => ({
  language: await language.load(),
  project,
  decode: decoderOf(language),
  // Who is asked reviews unsafe edits too.
  settings: review === undefined ? settings : { ...settings, unsafe: true },
  isReviewed: review !== undefined,
  isWritten: mode === 'write' && stdin === undefined,
  targets,
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

export const unread = (file: SourceFile, { reason, problem }: Unread): FileMigration => ({
  file,
  report: failed(file.path, { reason, message: problem }),
});
