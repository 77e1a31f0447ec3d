import type { Migrated } from '../migrate/files.ts';
import { migrateFiles } from '../migrate/files.ts';
import type { SourceFile } from '../files/source-file.ts';
import { isPlain } from '../jobs/plain.ts';
import type { Pass } from '../options.ts';
import { entryText, isUnchanged, readEntry } from './entry.ts';
import { cacheFolder, type CacheFolder } from './folder.ts';
import { keyOf } from './key.ts';

/**
 * Migrates files in memory, or answers what an earlier run found, where nothing has changed that the answer depends on. The answer is the
 * same either way. A cache that cannot be used is a note at most.
 */
export async function migrateCached(files: readonly SourceFile[], pass: Pass): Promise<Migrated> {
  if (!isCacheable(pass)) return migrateFiles(files, pass);
  const folder = await cacheFolder(pass);
  const key = await keyOf(files, pass);
  const text = folder.read(key);
  const known = text === undefined ? undefined : readEntry(text, files, pass);
  if (known) {
    pass.targets.add(known.targets);
    return known.migrated;
  }
  const reads = new Map<string, string>();
  const onRead = (file: string, digest: string): void => {
    // What two threads have read differently is of no state of the project.
    reads.set(file, (reads.get(file) ?? digest) === digest ? digest : 'changed');
  };
  const migrated = await migrateFiles(files, { ...pass, onRead });
  if (!isWhole(migrated, pass)) return migrated;
  // Files that have changed since they were listed are of another key.
  if ((await keyOf(files, pass)) !== key || !isUnchanged(reads)) return migrated;
  const problem = write(folder, key, entryText(migrated, reads, pass));
  return problem === undefined ? migrated : { ...migrated, notes: [...migrated.notes, problem] };
}

function write(folder: CacheFolder, key: string, text: string): string | undefined {
  const problem = folder.write(key, text);
  return problem === undefined ? undefined : `nothing is kept in the cache ${folder.shown}: ${problem}`;
}

/**
 * A person is asked anew each time, git tells of few files with less reading than a look at the whole project takes, and what was recorded is
 * told of in notes of its own.
 */
const isCacheable = (pass: Pass): boolean =>
  !pass.review && !pass.selection && !pass.recordings && isPlain(pass);

/** What a file says by itself. Other failures may be of the machine or of the moment. */
const LASTING: readonly string[] = ['syntax-error', 'too-deep', 'encoding'];

/** Whether a result is of the files alone. Nothing that is to be written is kept: no source is ever written from the cache. */
const isWhole = ({ migrations, notes }: Migrated, { mode, signal }: Pass): boolean =>
  signal?.aborted !== true &&
  notes.length === 0 &&
  migrations.every(
    ({ report: { status, error } }) =>
      (status !== 'changed' || mode !== 'write') &&
      (error === null || status === 'skipped' || LASTING.includes(error.reason)),
  );
