import { dirname } from 'node:path';
import { setImmediate, setTimeout } from 'node:timers/promises';
import { addAll, groupBy } from '../core/group.ts';
import type { FileReport } from '../core/report.ts';
import { guard } from './files/dirty.ts';
import { failed, notWritten } from './file-report.ts';
import type { FileMigration } from './jobs/migrate-one.ts';
import { ownEdits } from './migrate/own-edits.ts';
import type { Pass } from './options.ts';
import { counter } from './progress/progress.ts';
import { realPath, shown } from './files/paths.ts';
import type { SourceFile } from './files/source-file.ts';
import { bringBack, type Aside } from './files/write/aside.ts';
import { removeLeftovers } from './files/write/leftovers.ts';
import { listed } from './files/write/names.ts';
import { replaceFile, type Twin } from './files/write.ts';
import { withLines } from './shards/relocate.ts';

export interface Written {
  readonly files: readonly FileReport[];
  readonly notes: readonly string[];
}

/**
 * Replaces every file that changed and reports each. Throws a `UsageError`, if at all, before it writes the first. In the folders
 * of `found`, all files of the run, it removes what a run that was killed has left.
 */
export async function writeAll(
  migrations: readonly FileMigration[],
  found: readonly SourceFile[],
  pass: Pass,
): Promise<Written> {
  const targets = targetsAmong(migrations);
  const notes = [...(await guardWrites(migrations, pass))];
  const folders = [...found, ...targets].map(({ real }) => dirname(real));
  addAll(notes, await removeLeftovers(folders, pass.roots, (path) => shown(pass.cwd, path)));
  if (targets.length > 0) pass.onWriting?.();
  const written: Reported[] = [];
  const asides: Waiting[] = [];
  const names: Names = new Map();
  const bare: Bare[] = [];
  const bringBackThose = (since: number): void => {
    for (let next = asides[0]; next && next.since <= since; next = asides[0]) {
      asides.shift();
      const { report, notes: more = [] } = finish(next);
      written[next.at] = { report, migration: next.migration };
      if (report.status === 'changed') pass.onWritten?.(report.path);
      addAll(notes, more);
    }
  };
  const counted = counter('writing', targets.length, pass.onProgress);
  for (const migration of migrations) {
    if (migration.after) counted.begin(migration.file);
    if (migration.after) await setImmediate();
    const {
      report,
      notes: more = [],
      aside,
    } = pass.signal?.aborted ? unwritten(migration) : write(migration, names, bare);
    const at = written.push({ report, migration }) - 1;
    // One that is set aside may still turn out to be changed by somebody else.
    if (migration.after && report.status === 'changed' && !aside) pass.onWritten?.(report.path);
    if (migration.after) counted.end(migration.file);
    addAll(notes, more);
    if (aside) asides.push({ aside, migration, at, since: performance.now() });
    bringBackThose(performance.now() - PATIENCE);
  }
  if (asides.length > 0) await setTimeout(PATIENCE);
  bringBackThose(Infinity);
  return { files: relocated(written, pass), notes: [...notes, ...bareNotes(bare), ...otherNames(names)] };
}

/** A file that is to be replaced. */
interface Target {
  readonly path: string;
  readonly real: string;
  readonly before: Uint8Array;
  readonly migration: FileMigration;
}

const targetsAmong = (migrations: readonly FileMigration[]): readonly Target[] =>
  migrations.flatMap((migration) => {
    const { file, before, after } = migration;
    return before && after ? [{ path: file.path, real: file.real, before, migration }] : [];
  });

/** Throws a `UsageError` if a file that would change has changes that git cannot restore. Returns notes. */
export async function guardWrites(
  migrations: readonly FileMigration[],
  pass: Pass,
): Promise<readonly string[]> {
  if (pass.allowDirty) return [];
  const isOwn = ownEdits(pass);
  return guard(targetsAmong(migrations), pass.roots, ({ migration }, staged) => isOwn(migration, staged));
}

/** In milliseconds. So long a program that has just opened a file may take to read it whole: only then it is written in place. */
const PATIENCE = 100;

/** A file that is to get its place back. */
interface Waiting {
  readonly aside: Aside;
  readonly migration: FileMigration;
  /** The index of its report. */
  readonly at: number;
  readonly since: number;
}

interface Reported {
  readonly report: FileReport;
  readonly migration: FileMigration;
}

/** Messages that name lines of files that were written name them as they are now. With shards, the other ones are told where lines moved. */
function relocated(written: readonly Reported[], { share, cwd }: Pass): readonly FileReport[] {
  const projects = new Map<string, Map<string, readonly number[]>>();
  for (const { report, migration } of written) {
    if (report.status !== 'changed' || !migration.moved) continue;
    const { root, projectPath } = migration.file;
    const moves = projects.get(root.folder) ?? new Map<string, readonly number[]>();
    projects.set(root.folder, moves.set(projectPath, migration.moved));
  }
  return written.map(({ report, migration }) => {
    const { root, projectPath } = migration.file;
    const moves = projects.get(root.folder);
    const told = moves ? withLines(report, moves) : report;
    if (!share) return told;
    const moved = moves?.get(projectPath);
    return {
      ...told,
      inProject: { folder: shown(realPath(cwd), root.folder), path: projectPath, ...(moved && { moved }) },
    };
  });
}

interface One {
  readonly report: FileReport;
  readonly notes?: readonly string[];
  readonly aside?: Aside;
}

const unwritten = ({ report, after, file }: FileMigration): One => ({
  report: after ? notWritten(file.path) : report,
});

/** Files that were replaced under one of several names, by their ids. */
type Names = Map<string, Twin & { readonly path: string; readonly otherLinks: number }>;

/** A file that has lost what only a file itself has, and why. */
interface Bare {
  readonly path: string;
  readonly why: string;
}

/** One for each reason: on a disk without hard links all files have the same. */
const bareNotes = (bare: readonly Bare[]): readonly string[] =>
  [...groupBy(bare, ({ why }) => why)].map(
    ([why, files]) =>
      `access lists and extended attributes are lost, if there were any, of ${listed(files.map(({ path }) => path))}: no hard link could be made (${why})`,
  );

/** Adds to `names` and `bare`. Never throws, whatever is wrong with the file: the rest is still to be written. */
function write(
  { file: { path, real }, report, before, after }: FileMigration,
  names: Names,
  bare: Bare[],
): One {
  if (!before || !after) return { report };
  const result = replaceFile({ file: real, before, after, twins: names });
  if (result.status === 'failed')
    return { report: failed(path, { reason: result.reason, message: result.problem }) };
  const { id, written, otherLinks, isTwin, lost, aside } = result;
  if (result.bare !== undefined) bare.push({ path, why: result.bare });
  const first = names.get(id) ?? { path, file: real, written };
  if (otherLinks > 0 || names.has(id)) names.set(id, { ...first, otherLinks });
  const notes = [
    ...(isTwin ? [`is a hard link of ${first.path}, and stays one`] : []),
    ...(lost ? [lost] : []),
  ];
  return { report, notes: notes.map((note) => `${path} ${note}`), ...(aside && { aside }) };
}

const otherNames = (names: Names): readonly string[] =>
  [...names.values()]
    .filter(({ otherLinks }) => otherLinks > 0)
    .map(({ path }) => `${path} has other hard links: these still have the old content`);

function finish({ aside, migration: { report } }: Waiting): One {
  const back = bringBack(aside);
  if (back.status === 'theirs')
    return {
      report: failed(report.path, {
        reason: 'changed-on-disk',
        message: 'it changed during the run; not overwritten',
      }),
    };
  return { report, notes: back.lost === undefined ? [] : [`${report.path} ${back.lost}`] };
}
