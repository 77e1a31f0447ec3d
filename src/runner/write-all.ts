import { setImmediate } from 'node:timers/promises';
import type { FileReport } from '../core/report.ts';
import { guard } from './files/dirty.ts';
import { failed, notWritten } from './file-report.ts';
import type { FileMigration } from './migrate-files.ts';
import { ownEdits } from './own-edits.ts';
import type { Pass } from './options.ts';
import { replaceFile } from './files/write.ts';

export interface Written {
  readonly files: readonly FileReport[];
  readonly notes: readonly string[];
}

/** Replaces every file that changed and reports each. Throws a `UsageError`, if at all, before it writes the first. */
export async function writeAll(migrations: readonly FileMigration[], pass: Pass): Promise<Written> {
  const targets = migrations
    .filter(({ after }) => after)
    .map((migration) => ({ path: migration.file.path, real: migration.file.real, migration }));
  const isOwn = ownEdits(pass);
  const notes = pass.allowDirty
    ? []
    : [...(await guard(targets, pass.roots, ({ migration }) => isOwn(migration)))];
  const files: FileReport[] = [];
  for (const migration of migrations) {
    if (migration.after) await setImmediate();
    const { report, note } = pass.signal?.aborted ? unwritten(migration) : write(migration);
    files.push(report);
    if (note !== undefined) notes.push(note);
  }
  return { files, notes };
}

interface One {
  readonly report: FileReport;
  readonly note?: string;
}

const unwritten = ({ report, after, file }: FileMigration): One => ({
  report: after ? notWritten(file.path) : report,
});

function write({ file: { path, real }, report, before, after }: FileMigration): One {
  if (!before || !after) return { report };
  const result = replaceFile({ file: real, before, after });
  if (result.status === 'failed')
    return { report: failed(path, { reason: result.reason, message: result.problem }) };
  if (result.otherLinks === 0) return { report };
  return { report, note: `${path} has other hard links: these still have the old content` };
}
